"""The clock of a dossier: its limit, its pauses, and the due date that follows, recorded with its reasons."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from backoffice.dossiers import deadlines
from backoffice.dossiers.models import Dossier, DueComputation, Pause
from backoffice.organisation.calendar import WorkCalendar
from backoffice.organisation.models import RuleSet, User
from backoffice.organisation.working_time import calendar_for


class NoRegime(LookupError):
    """No rule set covers the day of reception (R90)."""


def rules_on(day: date) -> RuleSet:
    """Return the numbers of the regime in force on a day of reception (R1, R90).

    :raises NoRegime: if no rule set covers the day.
    """
    rules = RuleSet.objects.of_day(day)
    if rules is None:
        raise NoRegime(_("No legal regime is entered for %(day)s.") % {"day": f"{day:%d/%m/%Y}"})
    return rules


def term_of(dossier: Dossier) -> deadlines.Term:
    return deadlines.Term(Decimal(dossier.term_amount), deadlines.Unit(dossier.term_unit))


def due_date(
    term: deadlines.Term,
    received_at: datetime,
    calendar: WorkCalendar,
    *,
    rules: RuleSet,
    pauses: Iterable[Pause] = (),
) -> deadlines.Due:
    """Return the due date under the regime of the day of reception."""
    paused = [deadlines.Pause(p.paused_at, p.resumed_at, deadlines.Policy(p.policy)) for p in pauses]
    same_day = deadlines.SameDay(rules.transfer_cutoff)
    return deadlines.due(term, received_at, calendar, paused, same_day=same_day)


def standing_pauses(dossier: Dossier) -> list[Pause]:
    """Return the pauses that were not taken back, in their order, from `pauses` where they are prefetched."""
    standing = (pause for pause in dossier.pauses.all() if pause.revoked_at is None)
    return sorted(standing, key=attrgetter("paused_at"))


def pause(dossier: Dossier, *, reason: str, policy: str, legal_basis: str, at: datetime) -> Pause:
    """Record that the clock of the locked `dossier` is paused from `at` on, at the earliest from reception.

    A pause that begins when the limit is used up stops nothing: late stays late (R37).
    """
    at = max(at, dossier.received_at)
    dossier.paused_at, dossier.pause_reason = at, reason
    dossier.is_clock_stopped = is_in_time(dossier, at=at)
    return Pause.objects.create(
        dossier=dossier, reason=reason, policy=policy, legal_basis=legal_basis, paused_at=at
    )


def resume(dossier: Dossier, occasion: DueComputation.Occasion, *, at: datetime) -> DueComputation:
    """End the pause of the locked `dossier` and move its due date, never back before the first (R30, R38)."""
    end_pause(dossier, at=at)
    due = due_date(
        term_of(dossier),
        dossier.received_at,
        calendar_for(dossier.desk),
        rules=rules_on(dossier.received_on),
        pauses=standing_pauses(dossier),
    )
    move(dossier, due)
    return record(dossier, due, occasion, at=at)


def move(dossier: Dossier, due: deadlines.Due) -> None:
    """Move the date of the locked `dossier` and its open steps; a later new appointment stays.

    A lawful pause or a calendar decided later moves the date for the figures; an apology never does.
    """
    _shift_steps(dossier, due.due_at)
    appointed = (dossier.due_on, dossier.due_at) if dossier.due_on > dossier.due_original_on else None
    dossier.due_original_on, dossier.due_original_at = due.due_on, due.due_at
    dossier.due_on, dossier.due_at = max(appointed or (due.due_on, due.due_at), (due.due_on, due.due_at))


def _shift_steps(dossier: Dossier, due_at: datetime) -> None:
    """Give every step that is not done the working time by which the due date moves."""
    calendar = calendar_for(dossier.desk)
    minutes = calendar.working_minutes_between(dossier.due_original_at, due_at)
    if minutes <= 0:
        return
    for step in dossier.steps.filter(ended_at__isnull=True, due_at__isnull=False):
        assert step.due_at  # filtered above
        step.due_at = min(calendar.add_working_minutes(step.due_at, minutes), due_at)
        step.save()


def end_pause(dossier: Dossier, *, at: datetime) -> None:
    """End the pause of the locked `dossier`, if it is paused, and leave its due date as it is."""
    for pause in dossier.pauses.filter(resumed_at__isnull=True):
        pause.resumed_at = max(at, pause.paused_at)
        pause.save()
    dossier.paused_at, dossier.pause_reason, dossier.is_clock_stopped = None, "", False


def reopen_pause(dossier: Dossier) -> None:
    """Let the pause that was ended last go on, because the act that ended it is taken back."""
    last = next(pause for pause in reversed(standing_pauses(dossier)) if pause.resumed_at)
    last.resumed_at = None
    last.save()


def revoke_pause(dossier: Dossier, *, by: User, at: datetime, reason: str) -> None:
    """Take back the pause that runs: it stopped no clock."""
    for running in dossier.pauses.filter(resumed_at__isnull=True):
        running.resumed_at = max(at, running.paused_at)
        running.revoke(by=by, at=at, reason=reason)
        running.save()


def is_in_time(dossier: Dossier, *, at: datetime) -> bool:
    """Whether an instant lies within the limit of the dossier (R29): its day, or its minute for hours."""
    return at <= deadlines.deadline_end(dossier.due_original_at, dossier.term_unit)


def record(
    dossier: Dossier,
    due: deadlines.Due,
    occasion: DueComputation.Occasion,
    *,
    at: datetime,
    reason: str = "",
) -> DueComputation:
    """Record how a due date was computed, so that the desk can explain it years later."""
    inputs: dict[str, Any] = {
        "received_at": localtime(dossier.received_at).isoformat(timespec="minutes"),
        "amount": str(Decimal(due.term.amount).normalize()),
        "unit": str(due.term.unit),
        "pauses": [
            [p.reason, p.policy, p.paused_at.isoformat(), p.resumed_at.isoformat()]
            for p in standing_pauses(dossier)
            if p.resumed_at
        ],
    }
    if reason:
        inputs["reason"] = reason
    return DueComputation.objects.create(
        dossier=dossier,
        occasion=occasion,
        at=at,
        inputs=inputs,
        explanation=[_day(day) for day in due.days],
        warnings=[[day.date.isoformat(), day.name] for warned in due.warnings for day in warned.days],
        due_on=due.due_on,
        due_at=due.due_at,
        deadline_end=due.deadline_end,
    )


def record_new_appointment(dossier: Dossier, *, at: datetime, reason: str) -> DueComputation:
    """Record that a date was promised, not computed (R38)."""
    inputs = {"first_due_on": dossier.due_original_on.isoformat(), "reason": reason}
    return _record_as_it_stands(dossier, DueComputation.Occasion.REAPPOINTMENT, inputs, at=at)


def record_correction(dossier: Dossier, *, at: datetime, reason: str) -> DueComputation:
    """Record that the date of before stands again, with the days by which it was counted."""
    alike = dossier.computations.filter(due_on=dossier.due_on, due_at=dossier.due_at)
    same = alike.order_by("at", "pk").last()
    inputs = {**(same.inputs if same else {}), "reason": reason}
    occasion = DueComputation.Occasion.CORRECTION
    return _record_as_it_stands(dossier, occasion, inputs, at=at, counted_as=same)


def record_kept(dossier: Dossier, due: deadlines.Due, *, at: datetime, reason: str) -> DueComputation:
    """Record that the printed date was kept against another that the calendar gives (R32)."""
    inputs = {"counted_on": due.due_on.isoformat(), "reason": reason}
    return _record_as_it_stands(dossier, DueComputation.Occasion.CALENDAR, inputs, at=at)


def _record_as_it_stands(
    dossier: Dossier,
    occasion: DueComputation.Occasion,
    inputs: dict[str, Any],
    *,
    at: datetime,
    counted_as: DueComputation | None = None,
) -> DueComputation:
    """Record the date that the dossier has, which is not computed now; `counted_as` has its days."""
    return DueComputation.objects.create(
        dossier=dossier,
        occasion=occasion,
        at=at,
        inputs=inputs,
        explanation=counted_as.explanation if counted_as else [],
        warnings=counted_as.warnings if counted_as else [],
        due_on=dossier.due_on,
        due_at=dossier.due_at,
        deadline_end=deadlines.deadline_end(dossier.due_at, dossier.term_unit),
    )


def _day(day: deadlines.ExplainedDay) -> dict[str, Any]:
    kept: dict[str, Any] = {"date": day.date.isoformat(), "counted": day.counted, "why": str(day.why_code)}
    if day.note:
        kept["note"] = day.note
    if day.minutes:
        kept["minutes"] = day.minutes
    return kept


def explained_days(computation: DueComputation) -> list[deadlines.ExplainedDay]:
    """Return the days of a recorded computation, as they were explained at that time."""
    return [
        deadlines.ExplainedDay(
            date.fromisoformat(day["date"]),
            day["counted"],
            deadlines.WhyCode(day["why"]),
            day.get("note", ""),
            day.get("minutes", 0),
        )
        for day in computation.explanation
    ]
