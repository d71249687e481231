"""The working calendar as a frozen value: days off, days worked, opening hours.

Vietnam's calendar is data. The holidays are fixed by law, but Tết, the second National Day,
the swaps and the worked Saturdays come from a notice each year, so a day outside the loaded
years is an error here and never a guess. Neither the database nor the clock is known.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from backoffice.organisation.timetable import OFFICE_HOURS, SATURDAY, Hours, Session, Timetable

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class BeyondCalendar(LookupError):
    """The answer lies outside the days for which a calendar is loaded."""

    def __init__(self, first_on: dt.date, last_on: dt.date) -> None:
        covers = f"covers {first_on} to {last_on} only" if first_on <= last_on else "holds no complete year"
        super().__init__(f"The working calendar {covers}.")
        self.first_on = first_on
        self.last_on = last_on


class DayKind(StrEnum):
    """The four kinds of a calendar row, in the words of the yearly notices."""

    NGHI_LE = "NGHI_LE"
    NGHI_BU = "NGHI_BU"
    HOAN_DOI_NGHI = "HOAN_DOI_NGHI"
    LAM_BU = "LAM_BU"


class Standing(StrEnum):
    """What kind of day it is for the civil service."""

    WORKING = "WORKING"
    MAKE_UP = "MAKE_UP"
    WEEKEND = "WEEKEND"
    HOLIDAY = "HOLIDAY"
    IN_LIEU = "IN_LIEU"
    SWAPPED_OFF = "SWAPPED_OFF"


_STANDING = {
    DayKind.NGHI_LE: Standing.HOLIDAY,
    DayKind.NGHI_BU: Standing.IN_LIEU,
    DayKind.HOAN_DOI_NGHI: Standing.SWAPPED_OFF,
}


@dataclass(frozen=True)
class Day:
    """One row of the calendar. LAM_BU is worked, whatever its weekday; the other kinds are off.

    An unconfirmed row takes effect like any other; a count that crosses it carries a warning.
    """

    date: dt.date
    kind: DayKind
    confirmed: bool = True
    source: str = ""
    name: str = ""

    @property
    def is_off(self) -> bool:
        return self.kind != DayKind.LAM_BU


@dataclass(frozen=True)
class Why:
    """What kind of day it is, and the row of the calendar that decides it, if there is one."""

    standing: Standing
    row: Day | None = None


def local(at: dt.datetime) -> dt.datetime:
    """Return the instant in Vietnam's time zone.

    :raises ValueError: if `at` is naive.
    """
    if at.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    return at.astimezone(ZONE)


def moment(day: dt.date, time: dt.time) -> dt.datetime:
    """Return the instant of `time` on `day` in Vietnam's time zone."""
    return dt.datetime.combine(day, time, tzinfo=ZONE)


@dataclass(frozen=True)
class WorkCalendar:
    """Days and hours of one desk from `first_on` to `last_on`, both included.

    Of two rows for one date the later one counts: pass the national rows first, then the desk's.
    """

    days: tuple[Day, ...]
    first_on: dt.date
    last_on: dt.date
    sessions: tuple[Session, ...] = OFFICE_HOURS

    # Days

    def is_working(self, day: dt.date) -> bool:
        """Whether `day` is a working day ("ngày làm việc"): neither weekend nor day off.

        :raises BeyondCalendar: outside `first_on` and `last_on`, as every method here.
        """
        self._require(day)
        return self._is_worked(day)

    def why(self, day: dt.date) -> Why:
        """Return what kind of day it is and which row decides it."""
        self._require(day)
        row = self._rows.get(day)
        if row is not None and row.is_off:
            return Why(_STANDING[row.kind], row)
        if day.weekday() < SATURDAY:
            return Why(Standing.WORKING, row)
        return Why(Standing.WEEKEND if row is None else Standing.MAKE_UP, row)

    def add_working_days(self, day: dt.date, count: int) -> dt.date:
        """Return the `count`-th working day strictly after `day`.

        Unit: working days. `day` is not counted, worked or not; the returned day is.
        Legal source: Bộ luật Dân sự 2015, Điều 147.2 and 148.

        :raises ValueError: if `count` is less than 1.
        """
        if count < 1:
            raise ValueError("Count at least one working day.")
        self._require(day)
        return self._working_day(bisect_right(self._working, day) + count - 1)

    def subtract_working_days(self, day: dt.date, count: int) -> dt.date:
        """Return the `count`-th working day strictly before `day`.

        :raises ValueError: if `count` is less than 1.
        """
        if count < 1:
            raise ValueError("Count at least one working day.")
        self._require(day)
        return self._working_day(bisect_left(self._working, day) - count)

    def next_working(self, day: dt.date) -> dt.date:
        """Return `day` itself if it is a working day, otherwise the first one after it."""
        self._require(day)
        return self._working_day(bisect_left(self._working, day))

    def previous_working(self, day: dt.date) -> dt.date:
        """Return `day` itself if it is a working day, otherwise the last one before it."""
        self._require(day)
        return self._working_day(bisect_right(self._working, day) - 1)

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Count the working days after `start` up to and including `end`; negative backwards."""
        self._require(start)
        self._require(end)
        return bisect_right(self._working, end) - bisect_right(self._working, start)

    def unconfirmed_between(self, start: dt.date, end: dt.date) -> tuple[Day, ...]:
        """Return the rows not yet decided from `start` to `end`, both included, in order."""
        return tuple(row for row in self._unconfirmed if start <= row.date <= end)

    # Hours

    def sessions_on(self, day: dt.date) -> Hours:
        """Return when the desk is open on `day`, Saturday opening included.

        A day off by a row is closed even where that weekday has opening hours. A worked Saturday
        has the working hours of Monday, because the notices name no hours and the rows do not
        say which day was swapped; a desk closed on Mondays, those of its first weekday.
        """
        self._require(day)
        row = self._rows.get(day)
        if row is not None and row.is_off:
            return ()
        week = self._timetable.week(day)
        if row is not None and day.weekday() >= SATURDAY:
            return week.make_up
        return week.opening.get(day.weekday(), ())

    def working_sessions_on(self, day: dt.date) -> Hours:
        """Return the sessions of `day` whose minutes are working hours; none on a day off."""
        self._require(day)
        return self._working_hours(day)

    def is_open(self, at: dt.datetime) -> bool:
        """Whether the desk receives at this instant; at closing time it no longer does."""
        here = local(at)
        return any(opens <= here.time() < closes for opens, closes in self.sessions_on(here.date()))

    def next_opening(self, at: dt.datetime) -> dt.datetime:
        """Return `at` itself if the desk is open, otherwise the next time it opens."""
        return self._first_moment(at, self.sessions_on)

    def next_working_moment(self, at: dt.datetime) -> dt.datetime:
        """Return `at` itself within working hours, otherwise the next time they begin."""
        return self._first_moment(at, self.working_sessions_on)

    def add_working_minutes(self, at: dt.datetime, minutes: int) -> dt.datetime:
        """Return the instant at which `minutes` of working time after `at` are over.

        Unit: minutes of working hours on working days; nothing else counts. Seconds of `at` are
        dropped. Time that runs out at the end of a session ends then, not at the next opening.
        Legal source: Bộ luật Dân sự 2015, Điều 147.1; in practice 8 working hours are a day.

        :raises ValueError: if `minutes` is less than 1.
        """
        if minutes < 1:
            raise ValueError("Count at least one minute.")
        here = local(at)
        self._require(here.date())
        target = self._minutes_until(here) + minutes
        index = bisect_left(self._minutes_after, target)
        day = self._working_day(index)
        left = target - (self._minutes_after[index - 1] if index else 0)
        for opens, closes in self._working_hours(day):
            length = _minutes(closes) - _minutes(opens)
            if left <= length:
                return moment(day, opens) + dt.timedelta(minutes=left)
            left -= length
        raise AssertionError("a working day holds the minutes counted for it")

    def working_minutes_between(self, start: dt.datetime, end: dt.datetime) -> int:
        """Count the whole minutes of working hours from `start` to `end`; negative backwards."""
        first, last = local(start), local(end)
        self._require(first.date())
        self._require(last.date())
        return self._minutes_until(last) - self._minutes_until(first)

    # Derived from the rows, once

    @cached_property
    def _rows(self) -> dict[dt.date, Day]:
        return {row.date: row for row in self.days}

    @cached_property
    def _unconfirmed(self) -> tuple[Day, ...]:
        rows = (row for row in self._rows.values() if not row.confirmed)
        return tuple(sorted(rows, key=lambda row: row.date))

    @cached_property
    def _working(self) -> list[dt.date]:
        return [day for day in _days(self.first_on, self.last_on) if self._is_worked(day)]

    @cached_property
    def _minutes_after(self) -> list[int]:
        """Working minutes from the first day to the end of each working day."""
        total, totals = 0, []
        for day in self._working:
            total += sum(_minutes(closes) - _minutes(opens) for opens, closes in self._working_hours(day))
            totals.append(total)
        return totals

    @cached_property
    def _timetable(self) -> Timetable:
        return Timetable(self.sessions)

    def _is_worked(self, day: dt.date) -> bool:
        row = self._rows.get(day)
        return day.weekday() < SATURDAY if row is None else not row.is_off

    def _working_hours(self, day: dt.date) -> Hours:
        if not self._is_worked(day):
            return ()
        week = self._timetable.week(day)
        return week.make_up if day.weekday() >= SATURDAY else week.office.get(day.weekday(), ())

    def _minutes_until(self, here: dt.datetime) -> int:
        """Working minutes from the first day to this local instant, seconds dropped."""
        index = bisect_left(self._working, here.date())
        before = self._minutes_after[index - 1] if index else 0
        now = _minutes(here.time())
        today = self._working_hours(here.date())
        return before + sum(max(0, min(now, _minutes(closes)) - _minutes(opens)) for opens, closes in today)

    def _first_moment(self, at: dt.datetime, sessions_on) -> dt.datetime:
        here = local(at)
        for day in _days(here.date(), self.last_on):
            for opens, closes in sessions_on(day):
                if here < moment(day, closes):
                    return max(here, moment(day, opens))
        raise BeyondCalendar(self.first_on, self.last_on)

    def _working_day(self, index: int) -> dt.date:
        if not 0 <= index < len(self._working):
            raise BeyondCalendar(self.first_on, self.last_on)
        return self._working[index]

    def _require(self, day: dt.date) -> None:
        if not self.first_on <= day <= self.last_on:
            raise BeyondCalendar(self.first_on, self.last_on)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield dt.date.fromordinal(ordinal)


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute
