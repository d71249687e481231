"""What falls due at each desk: counted again at every run, so that a run may be repeated."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from backoffice.dossiers import apologies, deadlines
from backoffice.dossiers.lifecycle import recounts
from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import Desk
from backoffice.organisation.working_time import calendar_for

# The calendar of the coming months must be decided before a limit reaches it.
CALENDAR_AHEAD_DAYS = 60


@dataclass(frozen=True)
class Reminder:
    """A desk's day: what is due soon, today, overdue; the letters to write; what is missing.

    `letters`: those of the queue, then those of open dossiers that are late without one.
    """

    desk: str
    due_soon: int
    due_today: int
    overdue: int
    letters: tuple[str, ...]
    late_without_letter: int
    differing_dates: tuple[str, ...]
    calendar_ends_on: str


def reminders(*, at: datetime) -> list[Reminder]:
    """Return one reminder for each desk in force that has open dossiers or late ones without letter."""
    today = localdate(at)
    desks = Desk.objects.in_force(on=today).filter(dossiers__isnull=False).distinct()
    return [_reminder(desk, at=at) for desk in desks.order_by("pk")]


def _reminder(desk: Desk, *, at: datetime) -> Reminder:
    today, calendar = localdate(at), calendar_for(desk)
    rows = Dossier.objects.filter(desk=desk).counted()
    owed = [line.dossier for line in apologies.queue(desk, rows, on=today)]
    late = apologies.late_without_letter(rows, on=today)
    return Reminder(
        desk=desk.slug,
        due_soon=rows.due_between(today, deadlines.soon_on(today, calendar)).count(),
        due_today=rows.due_between(today, today).count(),
        overdue=rows.overdue(on=today).count(),
        letters=tuple(row.code for row in (*owed, *late.open().order_by("due_original_on", "pk"))),
        late_without_letter=late.count(),
        differing_dates=tuple(row.code for row in differing(desk, rows)),
        calendar_ends_on=_calendar_gap(calendar, today),
    )


def differing(desk: Desk, rows) -> list[Dossier]:
    """Return the open dossiers whose date, counted with today's calendar, is not the printed one (R32).

    The printed date stays: the head of the desk decides.
    """
    return [found.dossier for found in recounts.differing(desk, rows, calendar_for(desk))]


def _calendar_gap(calendar, today) -> str:
    """Return the last known day of the calendar when it ends within two months, "" otherwise."""
    ends = calendar.last_on
    return ends.isoformat() if (ends - today).days < CALENDAR_AHEAD_DAYS else ""
