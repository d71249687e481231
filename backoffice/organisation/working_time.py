"""Loads the working calendar of a desk from its rows."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from django.db.models import F

from backoffice.organisation.calendar import Day, DayKind, WorkCalendar
from backoffice.organisation.models import CalendarDay, Desk, OpeningHours
from backoffice.organisation.timetable import OFFICE_HOURS, SATURDAY, Session

# Bộ luật Lao động 2012, Điều 115.1; since 2021 eleven. A year with fewer is not entered completely.
HOLIDAYS_A_YEAR = 10


def calendar_for(desk: Desk | None) -> WorkCalendar:
    """Return the calendar of `desk`, or the national one with ordinary office hours, in two queries.

    The days a desk set for itself stand before the national ones. Without any complete year the
    calendar is empty, and whatever is asked of it raises `BeyondCalendar`.
    """
    rows = CalendarDay.objects.for_desk(desk).order_by(F("desk").asc(nulls_first=True), "day")
    days, national = [], []
    columns = ("desk", "day", "kind", "confirmed", "source", "name")
    for desk_id, day, kind, confirmed, source, name in rows.values_list(*columns):
        days.append(Day(day, DayKind(kind), confirmed, source, name))
        if desk_id is None:
            national.append(days[-1])
    first_on, last_on = covered(national) or (dt.date.max, dt.date.min)
    return WorkCalendar(tuple(days), first_on, last_on, _sessions(desk))


def covered(national: Iterable[Day]) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of the longest run of years that are entered completely.

    A year counts from `HOLIDAYS_A_YEAR` weekdays off: so few days of the next year as somebody has
    typed up to now do not make it known.
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


def _sessions(desk: Desk | None) -> tuple[Session, ...]:
    if desk is None:
        return OFFICE_HOURS
    rows = OpeningHours.objects.filter(desk=desk).values_list(
        "weekday", "opens_at", "closes_at", "is_working_time", "valid_from", "valid_to"
    )
    return tuple(
        Session(weekday, opens_at, closes_at, is_working_time, valid_from, valid_to or dt.date.max)
        for weekday, opens_at, closes_at, is_working_time, valid_from, valid_to in rows
    )
