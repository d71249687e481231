"""Loads the working calendars of desks from their rows."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from backoffice.organisation.calendar import Day, DayKind, WorkCalendar
from backoffice.organisation.models import CalendarDay, Desk, OpeningHours
from backoffice.organisation.timetable import OFFICE_HOURS, SATURDAY, Session

# Bộ luật Lao động 2012, Điều 115.1; since 2021 eleven. A year with fewer is not entered completely.
HOLIDAYS_A_YEAR = 10


def calendar_for(desk: Desk | None) -> WorkCalendar:
    """Return the calendar of `desk`, or the national one with ordinary office hours, in two queries.

    The days a desk set for itself come before the national ones. Without any complete year the
    calendar is empty, and every method of it raises `BeyondCalendar`.
    """
    return calendars_for([desk.pk if desk else None])[desk.pk if desk else None]


def calendars_for(desks: Iterable[int | None]) -> dict[int | None, WorkCalendar]:
    """Return the calendar of each desk by its id (`None`: the national one), in two queries."""
    asked = set(desks)
    days: dict[int | None, list[Day]] = defaultdict(list)
    columns = ("desk", "day", "kind", "confirmed", "source", "name")
    for desk, day, kind, confirmed, source, name in (
        CalendarDay.objects.for_desks(asked).order_by("day").values_list(*columns)
    ):
        days[desk].append(Day(day, DayKind(kind), confirmed, source, name))
    first_on, last_on = covered(days[None]) or (dt.date.max, dt.date.min)
    sessions = _sessions(asked)
    return {
        desk: WorkCalendar(
            (*days[None], *(days[desk] if desk else ())), first_on, last_on, sessions.get(desk, ())
        )
        for desk in asked
    }


def covered(national: Iterable[Day]) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of the longest run of years that are entered completely.

    A year is complete with `HOLIDAYS_A_YEAR` weekdays off; with fewer, somebody is still
    entering its days.
    """
    off = Counter(day.date.year for day in national if day.is_off and day.date.weekday() < SATURDAY)
    years = sorted(year for year, days in off.items() if days >= HOLIDAYS_A_YEAR)
    if not years:
        return None
    runs = [[years[0]]]
    for before, year in pairwise(years):
        if year == before + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    longest = max(runs, key=len)
    return dt.date(longest[0], 1, 1), dt.date(longest[-1], 12, 31)


def _sessions(desks: set[int | None]) -> dict[int | None, tuple[Session, ...]]:
    sessions: dict[int | None, list[Session]] = defaultdict(list)
    columns = ("desk", "weekday", "opens_at", "closes_at", "is_working_time", "valid_from", "valid_to")
    own = [desk for desk in desks if desk is not None]
    rows = OpeningHours.objects.filter(desk__in=own).values_list(*columns)
    for desk, weekday, opens_at, closes_at, is_working_time, valid_from, valid_to in rows:
        until = valid_to or dt.date.max
        sessions[desk].append(Session(weekday, opens_at, closes_at, is_working_time, valid_from, until))
    return {None: OFFICE_HOURS} | {desk: tuple(held) for desk, held in sessions.items()}
