"""The opening hours of a desk on each weekday, and their first valid day. Pure, as the calendar is."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MONDAY, SATURDAY = 0, 5

Hours = tuple[tuple[dt.time, dt.time], ...]


@dataclass(frozen=True)
class Session:
    """Opening hours on one weekday (Monday is 0); at `closes` the desk is no longer open.

    Without `is_working_time` the desk receives, but the minutes are not working hours
    (Saturday opening, Quyết định 14/2010/QĐ-TTg). Saturday and Sunday are never working time here.
    """

    weekday: int
    opens: dt.time
    closes: dt.time
    is_working_time: bool = True
    valid_from: dt.date = dt.date.min
    valid_to: dt.date = dt.date.max

    @property
    def is_office_time(self) -> bool:
        return self.is_working_time and self.weekday < SATURDAY


OFFICE_HOURS = tuple(
    Session(weekday, dt.time(opens, 30), dt.time(closes, 30))
    for weekday in range(MONDAY, SATURDAY)
    for opens, closes in ((7, 11), (13, 17))
)


@dataclass(frozen=True)
class Week:
    """The hours of one week: when the desk is open, and which of it is working time."""

    opening: dict[int, Hours]
    office: dict[int, Hours]

    @property
    def make_up(self) -> Hours:
        """The hours of a worked Saturday: Monday's, or else those of the first weekday worked."""
        return self.office[min(self.office)]


class Timetable:
    """The weeks of a desk by their first valid day; a week without working time has `OFFICE_HOURS`."""

    def __init__(self, sessions: Iterable[Session]) -> None:
        all_sessions = tuple(sessions)
        self._starts = sorted({dt.date.min, *_changes(all_sessions)})
        self._weeks = [_week(all_sessions, day) for day in self._starts]

    def week(self, day: dt.date) -> Week:
        return self._weeks[bisect_right(self._starts, day) - 1]


def _changes(sessions: tuple[Session, ...]) -> Iterator[dt.date]:
    for session in sessions:
        yield session.valid_from
        if session.valid_to < dt.date.max:
            yield session.valid_to + dt.timedelta(days=1)


def _week(sessions: tuple[Session, ...], day: dt.date) -> Week:
    held = [session for session in sessions if session.valid_from <= day <= session.valid_to]
    if not any(session.is_office_time for session in held):
        held += OFFICE_HOURS
    return Week(
        opening=_by_weekday(held),
        office=_by_weekday([session for session in held if session.is_office_time]),
    )


def _by_weekday(sessions: list[Session]) -> dict[int, Hours]:
    weekdays = {session.weekday for session in sessions}
    return {day: _joined([session for session in sessions if session.weekday == day]) for day in weekdays}


def _joined(sessions: list[Session]) -> Hours:
    """Return the hours in order; hours that overlap or touch are one session, so no minute counts twice."""
    joined: list[tuple[dt.time, dt.time]] = []
    for opens, closes in sorted((session.opens, session.closes) for session in sessions):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return tuple(joined)
