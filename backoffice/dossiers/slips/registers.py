"""The control sheet of a dossier, and the register of a period: saved like every printed form."""

from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from backoffice.dossiers import accesses
from backoffice.dossiers.lifecycle.transitions import NotAllowed
from backoffice.dossiers.models import Access, Dossier, Slip
from backoffice.dossiers.slips import issuing
from backoffice.organisation.models import Desk, User

LONGEST_REGISTER = 2000
MOST_SHEETS = 200


def control_sheet(dossier: Dossier, *, by: User, at: datetime) -> Slip:
    """Print the hand-overs of a dossier: the receiving side's result in each row (form 05, now 06)."""
    with transaction.atomic():
        return issuing.issue(
            desk=dossier.desk,
            kind=Slip.Kind.CONTROL_SHEET,
            by=by,
            at=at,
            content=_hand_overs_of(dossier),
            dossier=dossier,
        )


def control_sheets(desk: Desk, *, first: date, last: date, by: User, at: datetime, field: str = "") -> Slip:
    """Print the control sheets of the dossiers received from `first` to `last`, each on its own page.

    :raises NotAllowed: the days are in the wrong order, nothing was received, or there are too many.
    """
    found = _received(desk, first=first, last=last, field=field, by=by, at_most=MOST_SHEETS)
    if not found:
        raise NotAllowed(_("No dossier was received in this period."))
    accesses.record_many(found, kind=Access.Kind.EXPORT, by=by, at=at, what=_("control sheets"))
    content = {"sheets": [_hand_overs_of(dossier) for dossier in found]}
    with transaction.atomic():
        return issuing.issue(desk=desk, kind=Slip.Kind.CONTROL_SHEET, by=by, at=at, content=content)


@override("vi")
def _hand_overs_of(dossier: Dossier) -> dict[str, Any]:
    rows = [
        {
            "giver_unit": row.giver_unit,
            "taker_unit": row.taker_unit,
            "giver": row.giver_name,
            "taker": row.taker_name,
            "given": issuing.time_in_words(row.given_at),
            "taken": issuing.time_in_words(row.taken_at) if row.taken_at else "",
            "result": str(row.get_timeliness_display()),
            "note": row.note,
        }
        for row in sorted(dossier.hand_overs.all(), key=attrgetter("ordinal"))
    ]
    return {
        "code": dossier.code,
        "resolving": str(dossier.division or dossier.desk),
        "coordinating": dossier.version.coordinating_agency,
        "received": issuing.day_in_words(dossier.received_on),
        "due": issuing.time_in_words(dossier.due_original_at),
        "new_due": issuing.day_in_words(dossier.due_on) if dossier.due_on > dossier.due_original_on else "",
        "rows": rows,
    }


def register(desk: Desk, *, first: date, last: date, by: User, at: datetime, field: str = "") -> Slip:
    """Print the register of the dossiers received from `first` to `last`, both included (form 06, now 07).

    `field` narrows it to a field by name: one book for each field.

    :raises NotAllowed: the days are in the wrong order, or there are more rows than one book holds.
    """
    found = _received(desk, first=first, last=last, field=field, by=by, at_most=LONGEST_REGISTER)
    accesses.record_many(found, kind=Access.Kind.EXPORT, by=by, at=at, what=_("register of dossiers"))
    with override("vi"):
        content = {
            "first_on": issuing.day_in_words(first),
            "last_on": issuing.day_in_words(last),
            "scope": field,
            "rows": [_line(row) for row in found],
        }
    with transaction.atomic():
        return issuing.issue(desk=desk, kind=Slip.Kind.REGISTER, by=by, at=at, content=content)


def _received(desk: Desk, *, first: date, last: date, field: str, by: User, at_most: int) -> list[Dossier]:
    if last < first:
        raise NotAllowed(_("The period cannot end before it starts."))
    rows = (
        Dossier.objects.visible_to(by)
        .counted()
        .filter(desk=desk, received_on__range=(first, last))
        .select_related("procedure__field", "version", "division", "applicant", "desk")
        .prefetch_related("hand_overs")
        .order_by("received_at", "pk")
    )
    if field:
        rows = rows.filter(procedure__field__name=field)
    found = list(rows[: at_most + 1])
    if len(found) > at_most:
        raise NotAllowed(_("More than %(number)d dossiers: choose a shorter period.") % {"number": at_most})
    return found


def _line(dossier: Dossier) -> dict[str, str]:
    applicant = dossier.applicant
    returned = dossier.returned_at
    return {
        "code": dossier.code,
        "procedure": dossier.procedure.name,
        "name": dossier.applicant_name,
        "address": ", ".join(part for part in (applicant.address, applicant.phone) if part),
        "resolving": str(dossier.division or dossier.desk),
        "received": issuing.day_in_words(dossier.received_on),
        "due": issuing.day_in_words(dossier.due_original_on),
        "returned": issuing.day_in_words(localdate(returned)) if returned else "",
        "way": dossier.result_place or str(dossier.get_channel_display()),
        "note": str(dossier.get_timeliness_display()) if dossier.timeliness else "",
    }
