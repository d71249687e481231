"""By when an apology must be out, and where a letter cannot come in time (R34).

A letter is owed a day before the date is missed. Where the limit is in hours, or so short that the letter
would have to be out on the day on which the clock began to run or before, nobody can know in time that it is
needed: such a dossier is watched by the hour until its limit ends, and a letter of its last day is not late.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from backoffice.dossiers.deadlines.due_dates import END_OF_DAY, deadline_end
from backoffice.dossiers.deadlines.term_count import ONE_DAY, Unit, to_the_minute
from backoffice.organisation.calendar import BeyondCalendar, WorkCalendar, local, moment


@dataclass(frozen=True)
class ApologyDates:
    """The last lawful day for an apology, and the last working day on which one can be written.

    `last_at` is the last instant in time. `is_by_the_hour`: no letter can come before the limit ends, and the
    dossier is watched by the hour.
    """

    legal_on: dt.date
    working_on: dt.date
    last_at: dt.datetime
    is_by_the_hour: bool = False

    def is_late(self, issued_at: dt.datetime) -> bool:
        """Whether a letter of that instant is late; it must still be written (R37)."""
        return to_the_minute(local(issued_at)) > self.last_at


def apology_dates(due_on: dt.date, calendar: WorkCalendar, *, days_before: int = 1) -> ApologyDates:
    """Return by when an apology must be out (R34; Nghị định 61/2018, Điều 19.9: one calendar day before).

    Beyond the calendar the two days are the same.
    """
    legal_on = due_on - days_before * ONE_DAY
    try:
        working_on = calendar.previous_working(legal_on)
    except BeyondCalendar:
        working_on = legal_on
    return ApologyDates(legal_on, working_on, moment(legal_on, END_OF_DAY))


def letter_dates(
    due_at: dt.datetime, unit: str, calendar: WorkCalendar, *, began_on: dt.date, days_before: int = 1
) -> ApologyDates:
    """Return the same for a dossier whose clock began to run on `began_on`: never a day before that.

    Where no letter can come in time, its last day is that of the limit itself.
    """
    due_on = local(due_at).date()
    dates = apology_dates(due_on, calendar, days_before=days_before)
    if unit == Unit.HOUR or dates.working_on <= began_on:
        return ApologyDates(due_on, due_on, deadline_end(due_at, unit), is_by_the_hour=True)
    return dates


def apology_not_owed_from(last_on: dt.date, calendar: WorkCalendar, *, days_before: int = 1) -> dt.date:
    """Return the first due date whose apology may still wait when `last_on` is over.

    It is `apology_dates` asked from the other end, for a question to the database: a letter is due by
    `last_on` exactly when its due date is earlier. Where the calendar ends, every day is one to work on.
    """
    try:
        free_on = calendar.add_working_days(last_on, 1)
    except BeyondCalendar:
        ends_on = calendar.last_on if calendar.first_on <= last_on else last_on
        free_on = max(last_on, ends_on) + ONE_DAY
    return free_on + days_before * ONE_DAY


def beginnings_too_near(on: dt.date, calendar: WorkCalendar, *, days_before: int = 1) -> Iterator[dt.date]:
    """Yield the days before `on`, newest first, whose dossiers due on `on` or later may be by the hour.

    A dossier whose clock began on such a day is by the hour when it is due before `apology_not_owed_from`
    that day: `letter_dates` asked from the other end.
    """
    day = on - ONE_DAY
    while apology_not_owed_from(day, calendar, days_before=days_before) > on:
        yield day
        day -= ONE_DAY
