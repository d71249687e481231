"""Which opening session of a desk an instant belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.timezone import localtime

from backoffice.organisation.models import CalendarDay, Desk, OpeningHours
from backoffice.organisation.timetable import OFFICE_HOURS, SATURDAY

Session = OpeningHours.Session


@dataclass(frozen=True)
class Opening:
    """One session of a day: at `closes_at` the desk is no longer open."""

    session: str
    opens_at: time
    closes_at: time
    is_working_time: bool = True

    def minutes_late(self, at: datetime) -> int:
        """Whole minutes from the opening time to `at`; 0 before it."""
        return _minutes_from(self.opens_at, at)

    def minutes_early(self, at: datetime) -> int:
        """Minutes from `at` to the closing time, a part of a minute counts as one; 0 outside the session."""
        if localtime(at).time() < self.opens_at:
            return 0
        return max(0, -_minutes_from(self.closes_at, at, least=-24 * 60))


def _minutes_from(time_of_day: time, at: datetime, *, least: int = 0) -> int:
    here = localtime(at)
    since = here - here.replace(
        hour=time_of_day.hour, minute=time_of_day.minute, second=time_of_day.second, microsecond=0
    )
    return max(least, int(since.total_seconds() // 60))


USUAL = tuple(
    Opening(Session.MORNING if hours.opens < time(12) else Session.AFTERNOON, hours.opens, hours.closes)
    for hours in OFFICE_HOURS
    if hours.weekday == 0
)


class OpeningPlan:
    """The sessions of a desk on each day of a period, from rows read once."""

    def __init__(self, hours: Iterable[OpeningHours], calendar: Iterable[CalendarDay]) -> None:
        self._hours = list(hours)
        # The desk's own rows come last: they replace the national ones.
        self._calendar = {row.day: row for row in sorted(calendar, key=lambda row: row.desk_id is not None)}

    def on(self, day: date) -> tuple[Opening, ...]:
        """Return the sessions of `day`, Saturday opening included; none on a day off."""
        row = self._calendar.get(day)
        if row is not None and row.kind != CalendarDay.Kind.LAM_BU:
            return ()
        if row is not None and day.weekday() >= SATURDAY:
            return self._make_up(day)
        return self._weekday(day, day.weekday())

    def at(self, at: datetime) -> Opening | None:
        """Return the session that runs at `at` or comes next on that day; none after closing time."""
        here = localtime(at)
        return next((opening for opening in self.on(here.date()) if here.time() < opening.closes_at), None)

    def day_off(self, day: date) -> str:
        """Return the name of the day off, empty on any other day."""
        row = self._calendar.get(day)
        return row.name if row is not None and row.kind != CalendarDay.Kind.LAM_BU else ""

    def _weekday(self, day: date, weekday: int) -> tuple[Opening, ...]:
        rows = [row for row in self._hours if row.is_in_force(on=day)]
        if not any(row.is_working_time and row.weekday < SATURDAY for row in rows) and weekday < SATURDAY:
            return USUAL
        held = sorted((row for row in rows if row.weekday == weekday), key=lambda row: row.opens_at)
        return tuple(Opening(r.session, r.opens_at, r.closes_at, r.is_working_time) for r in held)

    def _make_up(self, day: date) -> tuple[Opening, ...]:
        """A worked Saturday has Monday's hours, or those of the first weekday the desk works."""
        weekdays = (self._weekday(day, weekday) for weekday in range(SATURDAY))
        return next((sessions for sessions in weekdays if sessions), ())


def opening_plan(desk: Desk, *, first: date, last: date) -> OpeningPlan:
    """Return the plan of `desk` from `first` to `last`, both included, in two queries."""
    return OpeningPlan(
        OpeningHours.objects.filter(desk=desk),
        CalendarDay.objects.for_desk(desk).filter(day__range=(first, last)),
    )
