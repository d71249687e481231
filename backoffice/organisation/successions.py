"""Desks end and others take over: nothing is renamed; old dossiers keep the names of their day (R94).

A desk that merges, is split or changes its name ends the day before; the desk that takes over is a new row.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _

from backoffice.history.tracking import create_tracked, update_tracked
from backoffice.organisation.models import Desk, Division, OpeningHours, Succession, User


class NotAllowed(Exception):
    """The take-over contradicts earlier records; the message says which."""


def take_over(
    *, predecessor: Desk, successors: Sequence[Desk], on: date, legal_basis: str, by: User | None
) -> list[Succession]:
    """End `predecessor` on the day before `on` and record who takes over; safe to repeat.

    Its divisions and opening hours end with it. Without successors it ends too, because a
    source may name the end before it names the successor.

    :raises NotAllowed: it ended on another day, or a successor does not exist on the day.
    """
    if not legal_basis.strip():
        raise NotAllowed(_("A take-over needs its legal basis."))
    for successor in successors:
        if successor.pk == predecessor.pk:
            raise NotAllowed(_("%(desk)s cannot take over from itself.") % {"desk": predecessor})
        if not successor.is_in_force(on=on):
            refusal = _("%(desk)s does not exist on %(day)s.")
            raise NotAllowed(refusal % {"desk": successor, "day": on.strftime("%d/%m/%Y")})
    with transaction.atomic():
        _end(predecessor, on - timedelta(days=1), by=by, reason=legal_basis)
        known = set(predecessor.successions.values_list("successor", flat=True))
        rows = [
            Succession(predecessor=predecessor, successor=successor, on=on, legal_basis=legal_basis)
            for successor in successors
            if successor.pk not in known
        ]
        return create_tracked(rows, by=by, reason=legal_basis)


def end_division(division: Division, *, on: date, successor: Division | None, by: User | None) -> None:
    """End a division on the day before `on`; `successor` has its tasks from then.

    :raises NotAllowed: it would end before it started.
    """
    last_on = on - timedelta(days=1)
    if last_on < division.valid_from:
        raise NotAllowed(_("%(division)s would end before it starts.") % {"division": division})
    division.valid_to, division.successor = last_on, successor
    reason = _("The division ends; its tasks pass on")
    update_tracked([division], fields=["valid_to", "successor"], by=by, reason=reason)


def successors_on(desk: Desk, *, on: date) -> list[Desk]:
    """Return the desks that have the tasks of `desk` on a day: itself while it exists, or its successors."""
    found: dict[int, Desk] = {}
    waiting, seen = [desk], {desk.pk}
    while waiting:
        here = waiting.pop()
        if here.is_in_force(on=on):
            found[here.pk] = here
            continue
        for succession in here.successions.filter(on__lte=on).select_related("successor"):
            if succession.successor_id not in seen:
                seen.add(succession.successor_id)
                waiting.append(succession.successor)
    return sorted(found.values(), key=lambda one: one.slug)


def _end(desk: Desk, last_on: date, *, by: User | None, reason: str) -> None:
    desk.refresh_from_db(from_queryset=Desk.objects.select_for_update())
    if desk.valid_to == last_on:
        return
    if desk.valid_to is not None:
        refusal = _("%(desk)s has already ended on %(day)s.")
        raise NotAllowed(refusal % {"desk": desk, "day": desk.valid_to.strftime("%d/%m/%Y")})
    if last_on < desk.valid_from:
        raise NotAllowed(_("%(desk)s would end before it starts.") % {"desk": desk})
    desk.valid_to = last_on
    update_tracked([desk], fields=["valid_to"], by=by, reason=reason)
    for model in (Division, OpeningHours):
        _end_rows(model, desk, last_on, by=by, reason=reason)


def _end_rows(
    model: type[Division] | type[OpeningHours], desk: Desk, last_on: date, *, by: User | None, reason: str
) -> None:
    lasting = models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=last_on)
    rows = list(model.objects.filter(lasting, desk=desk, valid_from__lte=last_on).order_by("pk"))
    for row in rows:
        row.valid_to = last_on
    update_tracked(rows, fields=["valid_to"], by=by, reason=reason)
