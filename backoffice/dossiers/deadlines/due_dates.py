"""Due dates, and the dates that depend on them: when a result, a transfer or an apology is due.

Pure: without the database and without the present time. The numbers that a regime may change have the
defaults of Nghị định 61/2018/NĐ-CP; callers pass those of the rule set in force at reception.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from backoffice.dossiers.deadlines.term_count import (
    BY_15_HOURS,
    ONE_DAY,
    Count,
    ExplainedDay,
    SameDay,
    Term,
    Unit,
    WhyCode,
    closing,
    count,
    to_the_minute,
)
from backoffice.organisation.calendar import BeyondCalendar, Day, WorkCalendar, local, moment

CUTOFF = dt.time(15)
END_OF_DAY = dt.time(23, 59, 59)
SOON = 2  # working days (R33)


class ClockPaused(ValueError):
    """The dossier waits: without the end of the last pause there is no due date."""


class Policy(StrEnum):
    """What a pause does to the limit."""

    RESTART = "RESTART"  # The full limit again: Nghị định 61/2018, Điều 19.4.
    RESUME = "RESUME"  # The rest of it: sector laws that do not count the time of the pause.


@dataclass(frozen=True)
class Pause:
    """The clock was paused from `paused_at` to `resumed_at`.

    The day of the pause is used up, the day on which it is resumed is not counted.
    """

    paused_at: dt.datetime
    resumed_at: dt.datetime | None
    policy: Policy


@dataclass(frozen=True)
class UnconfirmedDays:
    """The count crosses days that are not decided yet; the decision may move the date (R91)."""

    days: tuple[Day, ...]


@dataclass(frozen=True)
class Run:
    """A count and how it began; `until` is when it was paused, or when it ended."""

    count: Count
    opening: WhyCode
    until: dt.datetime


@dataclass(frozen=True)
class Due:
    """When a result is due. `due_at` is printed; `deadline_end` is the last instant in time."""

    term: Term
    due_on: dt.date
    due_at: dt.datetime
    deadline_end: dt.datetime
    warnings: tuple[UnconfirmedDays, ...]
    runs: tuple[Run, ...] = field(repr=False, compare=False)

    @cached_property
    def days(self) -> tuple[ExplainedDay, ...]:
        """Every day from reception to the due date, counted or not; the counted ones are the limit."""
        explained: dict[dt.date, ExplainedDay] = {}
        for run in self.runs:
            if run.opening == WhyCode.RESTARTED:
                explained = {date: _voided(day) for date, day in explained.items()}
            _add_pause(explained, run.count.start_on)
            for day in run.count.days(run.opening, run.until):
                explained[day.date] = _joined(explained.get(day.date), day)
        return tuple(explained.values())


def due(
    term: Term,
    received_at: dt.datetime,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    *,
    same_day: SameDay = BY_15_HOURS,
) -> Due:
    """Return when the result of a dossier received at `received_at` is due, and why.

    - Working days: the N-th working day after reception (R25). A part of a day: see `Count`.
    - Days: reception plus N, moved to the next working day if that is off (R26, Điều 148.5).
    - Months: the same day of the month or its last, moved likewise (R27).
    - Hours: minutes of working hours from the moment of reception (R28).
    - Within the day: that day up to 15:00 included, then the next working day.

    Days and months end at 24:00 of `due_on` (Điều 148.6), hours at their minute. A pause that
    begins when the limit is over changes nothing: what is late stays late.

    :raises ClockPaused: if a pause has no end.
    :raises BeyondCalendar: if the count leaves the days the calendar covers.
    :raises ValueError: if the pauses overlap, run backwards or begin before reception.
    """
    calendar.why(local(received_at).date())  # Raises for an unknown day before anything is counted.
    first = count(term, received_at, calendar, same_day)
    runs = [Run(first, WhyCode.RECEIVED, first.ends_at)]
    last_instant = local(received_at)
    for pause in pauses:
        if pause.resumed_at is None:
            raise ClockPaused("A dossier that waits has no due date.")
        paused_at, resumed_at = local(pause.paused_at), local(pause.resumed_at)
        if not last_instant <= paused_at <= resumed_at:
            raise ValueError("Pauses follow one another, after reception.")
        last_instant = resumed_at
        running = runs[-1]
        if to_the_minute(paused_at) > deadline_end(running.count.ends_at, term.unit):
            break
        runs[-1] = replace(running, until=paused_at)
        runs.append(_after(running.count, term, pause.policy, paused_at, resumed_at))
    return _due(term, runs)


def deadline_end(due_at: dt.datetime, unit: str) -> dt.datetime:
    """Return the last instant in time: the minute itself for hours, 23:59:59 of the day otherwise."""
    here = local(due_at)
    return here if unit == Unit.HOUR else moment(here.date(), END_OF_DAY)


def is_past(ends_at: dt.datetime, *, at: dt.datetime) -> bool:
    """Whether the last instant in time is over; its own minute is in time."""
    return to_the_minute(local(at)) > local(ends_at)


def reception_at(filed_at: dt.datetime, calendar: WorkCalendar) -> dt.datetime:
    """Return when a dossier filed online or by post counts as received (R18).

    Within opening hours that is the moment itself, otherwise the next opening, a Saturday opening
    included. The postmark and the time of filing are kept elsewhere.
    """
    return local(calendar.next_opening(filed_at))


@dataclass(frozen=True)
class TransferDeadline:
    """By when the desk passes a dossier on: the target, and the last lawful instant."""

    target_at: dt.datetime
    latest_at: dt.datetime


def transfer_deadline(
    received_at: dt.datetime, calendar: WorkCalendar, *, cutoff: dt.time = CUTOFF
) -> TransferDeadline:
    """Return when a dossier must be with the division (R20; Nghị định 61/2018, Điều 18.2).

    Received up to the cutoff included: the same working day, at best by closing time. Later, or on
    a day off: within the first working hour of the next working day.
    """
    here = local(received_at)
    day = here.date()
    if calendar.is_working(day) and here.time() <= cutoff:
        return TransferDeadline(moment(day, closing(calendar, day)), moment(day, END_OF_DAY))
    opening = moment(calendar.add_working_days(day, 1), dt.time.min)
    first_hour = calendar.add_working_minutes(opening, 60)
    return TransferDeadline(first_hour, first_hour)


@dataclass(frozen=True)
class SupplementNotice:
    """Whether form 02 left the division in time: on which working day, and the last lawful one."""

    working_day: int
    latest_on: dt.date
    is_late: bool


def supplement_notice(
    received_on: dt.date, issued_on: dt.date, calendar: WorkCalendar, *, limit: int = 3
) -> SupplementNotice:
    """Judge a request for supplement, due within `limit` working days after reception (R30, Điều 19.4)."""
    working_day = calendar.working_days_between(received_on, issued_on)
    return SupplementNotice(
        working_day=working_day,
        latest_on=calendar.add_working_days(received_on, limit),
        is_late=working_day > limit,
    )


class NewDateRefused(ValueError):
    """A new appointment that is not later than the old one, or not on a working day (R35)."""


def check_new_date(new_on: dt.date, due_on: dt.date, calendar: WorkCalendar) -> None:
    """Refuse a re-appointment to `new_on` that R35 does not allow.

    :raises NewDateRefused: if it is not after `due_on`, or a day off.
    """
    if new_on <= due_on or not calendar.is_working(new_on):
        raise NewDateRefused(f"{new_on} is not a working day after {due_on}.")


class Urgency(StrEnum):
    """How near the due date is (R33)."""

    IN_TIME = "IN_TIME"
    DUE_SOON = "DUE_SOON"
    DUE_TODAY = "DUE_TODAY"
    OVERDUE = "OVERDUE"


def soon_on(on: dt.date, calendar: WorkCalendar) -> dt.date:
    """Return the last day that is soon: two working days ahead; beyond the calendar, two days."""
    try:
        return calendar.add_working_days(on, SOON)
    except BeyondCalendar:
        return on + SOON * ONE_DAY


def urgency(due_at: dt.datetime, unit: str, *, at: dt.datetime, calendar: WorkCalendar) -> Urgency:
    """Return the warning level at an instant."""
    end, now = deadline_end(due_at, unit), to_the_minute(local(at))
    if is_past(end, at=at):
        return Urgency.OVERDUE
    if now.date() == end.date():
        return Urgency.DUE_TODAY
    near = calendar.working_days_between(now.date(), end.date()) <= SOON
    return Urgency.DUE_SOON if near else Urgency.IN_TIME


class Timeliness(StrEnum):
    """Resolved before, on or after the due date (R47)."""

    EARLY = "EARLY"
    ON_TIME = "ON_TIME"
    LATE = "LATE"


def timeliness(resolved_at: dt.datetime, due_at: dt.datetime, unit: str) -> Timeliness:
    """Compare resolution and due date: by day, or for hours by minute.

    Official figures use `due_original_at`; against a new appointment, `due_at` (R38).
    """
    resolved, owed = to_the_minute(local(resolved_at)), to_the_minute(local(due_at))
    if unit != Unit.HOUR:
        resolved, owed = moment(resolved.date(), dt.time.min), moment(owed.date(), dt.time.min)
    if resolved < owed:
        return Timeliness.EARLY
    return Timeliness.ON_TIME if resolved == owed else Timeliness.LATE


def _after(
    counted: Count, term: Term, policy: Policy, paused_at: dt.datetime, resumed_at: dt.datetime
) -> Run:
    if policy == Policy.RESTART or term.is_same_day:
        again = count(term, resumed_at, counted.calendar, counted.same_day or BY_15_HOURS)
        return Run(again, WhyCode.RESTARTED, again.ends_at)
    whole, minutes = counted.left_at(paused_at)
    rest = replace(counted, start_at=resumed_at, whole=whole, minutes=minutes)
    return Run(rest, WhyCode.RESUMED, rest.ends_at)


def _due(term: Term, runs: list[Run]) -> Due:
    last = runs[-1].count
    ends_at = last.ends_at
    counted_from = next(run.count for run in reversed(runs) if run.opening != WhyCode.RESUMED)
    undecided = last.calendar.unconfirmed_between(counted_from.start_on, ends_at.date())
    return Due(
        term=term,
        due_on=ends_at.date(),
        due_at=ends_at,
        deadline_end=deadline_end(ends_at, term.unit),
        warnings=(UnconfirmedDays(undecided),) if undecided else (),
        runs=tuple(runs),
    )


def _voided(day: ExplainedDay) -> ExplainedDay:
    return replace(day, counted=False, why_code=WhyCode.BEFORE_RESTART, minutes=0) if day.counted else day


def _add_pause(explained: dict[dt.date, ExplainedDay], resumed_on: dt.date) -> None:
    if not explained:
        return
    day = max(explained) + ONE_DAY
    while day < resumed_on:
        explained[day] = ExplainedDay(day, counted=False, why_code=WhyCode.PAUSED)
        day += ONE_DAY


def _joined(before: ExplainedDay | None, after: ExplainedDay) -> ExplainedDay:
    """A day on which the clock was paused and resumed has both notes."""
    if before is None or not before.counted:
        return after
    return replace(before, minutes=before.minutes + after.minutes)
