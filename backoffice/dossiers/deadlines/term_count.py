"""Counting a time limit once, without interruption: its end, what is left of it, each day.

Pure: the working calendar and every instant are passed in. `deadlines` joins counts to a due date.
"""

import calendar as gregorian
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from functools import cached_property

from backoffice.organisation.calendar import Standing, WorkCalendar, local, moment
from backoffice.organisation.timetable import OFFICE_HOURS

HOURS_A_DAY = 8
# The maximum of the dossier's column; far more than needed, but no sum leaves the range of dates.
LONGEST = Decimal("9999.99")
ONE_DAY = dt.timedelta(days=1)


class InvalidTerm(ValueError):
    """A time limit that cannot be counted; `reason` is the rule it breaks."""

    class Reason(StrEnum):
        NEGATIVE = "NEGATIVE"
        NOTHING = "NOTHING"
        PART_OF_A_MONTH = "PART_OF_A_MONTH"
        TOO_LONG = "TOO_LONG"

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"This time limit cannot be counted: {reason}.")
        self.reason = reason


class Unit(StrEnum):
    """Units of a limit: "ngày làm việc", "ngày", "tháng", "giờ làm việc"."""

    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    HOUR = "hour"


@dataclass(frozen=True)
class Term:
    """A time limit ("thời hạn giải quyết"). Zero days, in both units of days, means within the day.

    :raises InvalidTerm: negative, no hours, no months, a part of a month, or more than `LONGEST`.
    """

    amount: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise InvalidTerm(InvalidTerm.Reason.NEGATIVE)
        if self.amount > LONGEST:
            raise InvalidTerm(InvalidTerm.Reason.TOO_LONG)
        if self.amount == 0 and self.unit in (Unit.HOUR, Unit.MONTH):
            raise InvalidTerm(InvalidTerm.Reason.NOTHING)
        if self.unit == Unit.MONTH and self.amount % 1:
            raise InvalidTerm(InvalidTerm.Reason.PART_OF_A_MONTH)

    @property
    def is_same_day(self) -> bool:
        return self.amount == 0


class WhyCode(StrEnum):
    """Why a day counts or does not."""

    RECEIVED = "RECEIVED"
    RESUMED = "RESUMED"
    RESTARTED = "RESTARTED"
    WORKING_DAY = "WORKING_DAY"
    MAKE_UP = "MAKE_UP"
    CALENDAR_DAY = "CALENDAR_DAY"
    WORKING_MINUTES = "WORKING_MINUTES"
    SAME_DAY = "SAME_DAY"
    NEXT_DAY = "NEXT_DAY"
    AFTER_CUTOFF = "AFTER_CUTOFF"
    WEEKEND = "WEEKEND"
    HOLIDAY = "HOLIDAY"
    IN_LIEU = "IN_LIEU"
    SWAPPED_OFF = "SWAPPED_OFF"
    CLOSED = "CLOSED"
    ROLLED_TO = "ROLLED_TO"
    USED_UP = "USED_UP"
    PAUSED = "PAUSED"
    BEFORE_RESTART = "BEFORE_RESTART"


@dataclass(frozen=True)
class ExplainedDay:
    """A day between reception and due date. `note` is the calendar row's name.

    `minutes` are working minutes, for hours and for the part of a day; a whole day has none.
    """

    date: dt.date
    counted: bool
    why_code: WhyCode
    note: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class SameDay:
    """The rule of results within the day: received later than `until`, on the next working day.

    `next_day_by` is the time on that next day if the procedure names one; else closing time.
    """

    until: dt.time = dt.time(15)
    next_day_by: dt.time | None = None


BY_15_HOURS = SameDay()


@dataclass(frozen=True)
class Count:
    """One run of the clock from `start_at`: a number of whole days, then of working minutes.

    A part of a day is that part of 8 working hours and begins where the whole days end: 1.5 working
    days from Monday 08:37 end on Tuesday at 14:37, as 12 working hours would. If no working time is
    left on the day of reception, the whole days are full ones and the part begins next morning.
    """

    unit: Unit
    start_at: dt.datetime
    whole: int
    minutes: int
    calendar: WorkCalendar
    same_day: SameDay | None = None

    @property
    def start_on(self) -> dt.date:
        return self.start_at.date()

    @cached_property
    def ends_at(self) -> dt.datetime:
        """The appointment: the time of the start on the last day, within that day's hours (R29).

        Hours and a part of a day end at their minute; a result within the day is due at closing time.
        """
        if self.minutes:
            return self.calendar.add_working_minutes(self._mark, self.minutes)
        if self.unit == Unit.HOUR:
            return to_the_minute(self.calendar.next_working_moment(self.start_at))
        day = self._last_day()
        opens, closes = _bounds(self.calendar, day)
        if self.same_day and self.same_day.next_day_by and self._is_after(self.same_day.until):
            return moment(day, self.same_day.next_day_by)
        if not self.whole:
            return moment(day, closes)
        return moment(day, min(max(opens, to_the_minute(self.start_at).time()), closes))

    def left_at(self, paused_at: dt.datetime) -> tuple[int, int]:
        """Return the whole days and working minutes not used when the clock is paused; that day is used."""
        if self.unit == Unit.WORKING_DAY:
            used = self.calendar.working_days_between(self.start_on, paused_at.date())
        else:
            used = (paused_at.date() - self.start_on).days
        used_minutes = self.calendar.working_minutes_between(self._mark, paused_at) if self.minutes else 0
        return max(self.whole - used, 0), self.minutes - min(max(used_minutes, 0), self.minutes)

    def days(self, opening: WhyCode, until: dt.datetime) -> Iterator[ExplainedDay]:
        """Yield each day from the start to the day of `until`, counted or not."""
        counted = 0
        day = self.start_on
        while day <= until.date():
            explained = self._explain(day, counted, opening, until)
            counted += explained.counted
            yield explained
            day += ONE_DAY

    @cached_property
    def _mark(self) -> dt.datetime:
        """The instant at which the whole days are over and the minutes begin."""
        if self.unit != Unit.WORKING_DAY or not self.whole:
            return self.start_at + self.whole * ONE_DAY
        last = self.calendar.add_working_days(self.start_on, self.whole)
        if self.calendar.next_working_moment(self.start_at).date() == self.start_on:
            return moment(last, self.start_at.time())
        return moment(last + ONE_DAY, dt.time.min)

    def _last_day(self) -> dt.date:
        if self.same_day and self._is_after(self.same_day.until):
            return self.calendar.add_working_days(self.start_on, 1)
        if self.whole and self.unit == Unit.WORKING_DAY:
            return self.calendar.add_working_days(self.start_on, self.whole)
        return self.calendar.next_working(self.start_on + self.whole * ONE_DAY)

    def _is_after(self, cutoff: dt.time) -> bool:
        return self.calendar.is_working(self.start_on) and self.start_at.time() > cutoff

    def _explain(self, day: dt.date, counted: int, opening: WhyCode, until: dt.datetime) -> ExplainedDay:
        why = self.calendar.why(day)
        note = why.row.name if why.row else ""
        minutes = self._minutes_on(day, until)
        if self.same_day:
            code, counts = self._within_the_day(day)
        elif day == self.start_on:
            code, counts = opening, False
        elif counted < self.whole:
            code, counts = self._as_whole_day(why.standing)
        else:
            code, counts = self._after_whole_days(why.standing), False
        if minutes and not counts:
            code, counts = WhyCode.WORKING_MINUTES, True
        return ExplainedDay(day, counts, code, note, minutes)

    def _within_the_day(self, day: dt.date) -> tuple[WhyCode, bool]:
        if day == self.ends_at.date():
            return (WhyCode.SAME_DAY if day == self.start_on else WhyCode.NEXT_DAY), True
        if self.calendar.is_working(day):
            return WhyCode.AFTER_CUTOFF, False
        return WhyCode(self.calendar.why(day).standing), False

    def _as_whole_day(self, standing: Standing) -> tuple[WhyCode, bool]:
        if self.unit != Unit.WORKING_DAY:
            return WhyCode.CALENDAR_DAY, True
        if standing == Standing.WORKING:
            return WhyCode.WORKING_DAY, True
        return WhyCode(standing), standing == Standing.MAKE_UP

    def _after_whole_days(self, standing: Standing) -> WhyCode:
        if standing not in (Standing.WORKING, Standing.MAKE_UP):
            return WhyCode(standing)
        if self.minutes:
            return WhyCode.CLOSED
        return WhyCode.ROLLED_TO if self.whole else WhyCode.USED_UP

    def _minutes_on(self, day: dt.date, until: dt.datetime) -> int:
        if not self.minutes:
            return 0
        first = max(self._mark, moment(day, dt.time.min))
        last = min(self.ends_at, until, moment(day, dt.time.max))
        return self.calendar.working_minutes_between(first, last) if first < last else 0


def count(term: Term, start_at: dt.datetime, calendar: WorkCalendar, same_day: SameDay) -> Count:
    """Return the count of the full `term` from `start_at`."""
    here = local(start_at)
    if term.is_same_day:
        return Count(term.unit, here, 0, 0, calendar, same_day)
    if term.unit == Unit.MONTH:
        days = (_months_after(here.date(), int(term.amount)) - here.date()).days
        return Count(term.unit, here, days, 0, calendar)
    if term.unit == Unit.HOUR:
        return Count(term.unit, here, 0, _in_minutes(term.amount), calendar)
    whole = int(term.amount)
    return Count(term.unit, here, whole, _in_minutes((term.amount - whole) * HOURS_A_DAY), calendar)


def _in_minutes(hours: Decimal) -> int:
    """Return the minutes, rounded up; a third of an hour is 20."""
    minutes = int(round(Decimal(hours) * 60, 6).to_integral_value(ROUND_CEILING))
    return max(minutes, 1) if hours else 0


def _months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day `months` later, or the last of that month (Bộ luật Dân sự 2015, Điều 148.3)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, gregorian.monthrange(year, month)[1]))


def _bounds(calendar: WorkCalendar, day: dt.date) -> tuple[dt.time, dt.time]:
    """Return when the working day begins and ends; a desk closed that weekday has office hours."""
    sessions = calendar.working_sessions_on(day)
    if not sessions:
        return OFFICE_HOURS[0].opens, OFFICE_HOURS[-1].closes
    return sessions[0][0], sessions[-1][1]


def closing(calendar: WorkCalendar, day: dt.date) -> dt.time:
    """Return when the working day ends."""
    return _bounds(calendar, day)[1]


def to_the_minute(at: dt.datetime) -> dt.datetime:
    """Drop the seconds: limits are stored, printed and compared to the minute."""
    return at.replace(second=0, microsecond=0)
