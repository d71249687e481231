"""Writing the roster: a whole week or one substitution, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from backoffice.history.tracking import create_tracked, delete_tracked, update_tracked
from backoffice.organisation.models import Desk, User
from backoffice.staffing.counters import service_changes
from backoffice.staffing.models import Duty, Officer
from backoffice.staffing.roster.checks import Slot

Cells = Mapping[Slot, int | None]
"""An officer's id, or none, by slot."""


class NotAllowed(Exception):
    """The roster cannot be written like this; the message says why."""


class Stale(NotAllowed):
    """Others changed some of the same sessions since the week was read; nothing was saved."""

    def __init__(self, conflicts: list["Conflict"]) -> None:
        super().__init__(
            _("Somebody else changed this week meanwhile. Nothing was saved: look at both values.")
        )
        self.conflicts = conflicts


@dataclass(frozen=True)
class Conflict:
    slot: Slot
    yours: int | None
    theirs: int | None


@dataclass(frozen=True)
class Saved:
    created: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def total(self) -> int:
        return self.created + self.changed + self.removed


def set_duties(*, desk: Desk, wanted: Cells, known: Cells, by: User | None, reason: str) -> Saved:
    """Write the cells that differ from what was `known` when they were read, all or none.

    Other cells stay, even if somebody else has changed them meanwhile.

    :raises Stale: a changed cell is no longer what was known; the exception has both values.
    :raises NotAllowed: an officer would be in two places, or a duty already worked would change.
    """
    touched = {slot: officer for slot, officer in wanted.items() if officer != known.get(slot)}
    if not touched:
        return Saved()
    with transaction.atomic():
        # One writer per desk: of two heads who save at once the second waits.
        Desk.objects.select_for_update().get(pk=desk.pk)
        duties = _duties(desk, touched)
        touched = _fresh(touched, known, duties)
        _refuse_worked(touched, duties)
        _refuse_doubles(touched, duties)
        saved = _write(touched, duties, by=by, reason=reason)
        service_changes.changed(desk.pk)
    return saved


def substitute(*, duty: Duty, officer: Officer, reason: str, by: User) -> Duty:
    """Replace the rostered officer by `officer`; the duty keeps the name of the first one replaced.

    :raises NotAllowed: without a reason, of another desk, or the officer has a duty in that session.
    """
    if not reason.strip():
        raise NotAllowed(_("A substitution needs its reason."))
    with transaction.atomic():
        duty.refresh_from_db(from_queryset=Duty.objects.select_for_update())
        if officer.desk_id != duty.counter.desk_id:
            raise NotAllowed(_("This officer serves at another desk."))
        if officer.pk == duty.officer_id:
            raise NotAllowed(_("This officer is already rostered there."))
        taken = Duty.objects.on_day(on=duty.day).filter(session=duty.session, officer=officer)
        if taken.exists():
            raise NotAllowed(_("This officer already has a duty in that session."))
        returns = officer.pk == duty.replaces_id
        duty.replaces = None if returns else duty.replaces or duty.officer
        duty.officer = officer
        duty.reason = "" if returns else reason.strip()
        update_tracked([duty], fields=["officer", "replaces", "reason"], by=by, reason=reason.strip())
        service_changes.changed(duty.counter.desk_id)
    return duty


def _duties(desk: Desk, touched: Cells) -> dict[Slot, Duty]:
    days = {slot.day for slot in touched}
    rows = Duty.objects.select_for_update().filter(counter__desk=desk, day__in=days)
    return {Slot(duty.counter_id, duty.day, duty.session): duty for duty in rows}


def _fresh(touched: Cells, known: Cells, duties: Mapping[Slot, Duty]) -> dict[Slot, int | None]:
    """Return the cells still to write; if somebody else wrote the same value, there is no conflict."""
    conflicts, fresh = [], {}
    for slot, yours in touched.items():
        duty = duties.get(slot)
        theirs = duty.officer_id if duty else None
        if theirs == yours:
            continue
        if theirs != known.get(slot):
            conflicts.append(Conflict(slot, yours, theirs))
        fresh[slot] = yours
    if conflicts:
        raise Stale(conflicts)
    return fresh


def _refuse_worked(touched: Cells, duties: Mapping[Slot, Duty]) -> None:
    changing = [duties[slot].pk for slot in touched if slot in duties]
    worked = Duty.objects.filter(pk__in=changing, sessions__isnull=False).roster().distinct().first()
    if worked is not None:
        refusal = _("%(officer)s opened %(counter)s on %(day)s: record a substitution instead.")
        raise NotAllowed(
            refusal
            % {
                "officer": worked.officer.full_name,
                "counter": worked.counter,
                "day": worked.day.strftime("%d/%m/%Y"),
            }
        )


def _refuse_doubles(touched: Cells, duties: Mapping[Slot, Duty]) -> None:
    after = {slot: duty.officer_id for slot, duty in duties.items()} | dict(touched)
    seen = set()
    for slot, officer in after.items():
        place = (slot.day, slot.session, officer)
        if officer is not None and place in seen:
            refusal = _("%(officer)s would be at two counters in one session on %(day)s.")
            name = Officer.objects.get(pk=officer).full_name
            raise NotAllowed(refusal % {"officer": name, "day": slot.day.strftime("%d/%m/%Y")})
        seen.add(place)


def _write(touched: Cells, duties: Mapping[Slot, Duty], *, by: User | None, reason: str) -> Saved:
    """Remove, change, create, in this order; an officer who moves within a session is removed and created.

    To change the row would put the officer at two counters for a moment, which the database refuses
    row by row.
    """
    before = {(slot.day, slot.session, duty.officer_id) for slot, duty in duties.items()}
    removed, changed, created, moved = [], [], [], 0
    for slot, officer in touched.items():
        duty = duties.get(slot)
        moves = (slot.day, slot.session, officer) in before
        if duty is not None and officer is not None and not moves:
            duty.officer_id, duty.replaces, duty.reason = officer, None, ""
            changed.append(duty)
            continue
        if duty is not None:
            removed.append(duty)
        if officer is not None:
            moved += duty is not None
            row = Duty(counter_id=slot.counter, day=slot.day, session=slot.session, officer_id=officer)
            created.append(row)
    delete_tracked(removed, by=by, reason=reason)
    update_tracked(changed, fields=["officer", "replaces", "reason"], by=by, reason=reason)
    create_tracked(created, by=by, reason=reason)
    return Saved(len(created) - moved, len(changed) + moved, len(removed) - moved)
