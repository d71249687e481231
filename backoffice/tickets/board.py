"""What the lobby's screen shows: numbers, counters, times, notices and who is on duty; nothing else (R68).

This module cannot reach applicants and dossiers: the layer of tickets is below that of dossiers.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.timezone import localdate, localtime

from backoffice.organisation.models import Desk, ServiceGroup
from backoffice.staffing.models import CounterSession
from backoffice.tickets.events import Kind
from backoffice.tickets.models import Screen, Ticket, TicketEvent
from backoffice.tickets.waits.bands import band_words
from backoffice.tickets.waits.waiting_times import newcomers

CALLS_SHOWN = 9
FASTEST_MS = 250
MS_PER_SCREEN = 3
SLOT_SECONDS = 15
ANNOUNCED_FOR = timedelta(seconds=90)

# The whitelist of R68, checked by a test: no other key is sent.
KEYS = {
    "snapshot": {
        "version",
        "day",
        "interval",
        "notice",
        "hotline",
        "calls",
        "announcements",
        "waiting",
        "officers",
    },
    "call": {"event", "number", "counter", "at", "again"},
    "announcement": {"event", "series", "digits", "counter", "at"},
    "waiting": {"series", "name", "count", "band"},
    "officer": {"counter", "name", "title", "fields", "paused"},
}


def snapshot(desk: Desk, *, at: datetime, version: int = 0) -> dict[str, Any]:
    """Return everything a screen shows of `desk`, ready for JSON."""
    today = localdate(at)
    return {
        "version": version,
        "day": today.isoformat(),
        "interval": advised_interval(Screen.objects.filter(desk=desk).alive(at=at).count()),
        "notice": desk.board_notice,
        "hotline": desk.hotline,
        "calls": calls_of(desk, at=at),
        "announcements": announcements(desk, at=at),
        "waiting": _waiting(desk, at=at),
        "officers": officers_on_duty(desk, on=today),
    }


def advised_interval(screens: int) -> int:
    """Return after how many milliseconds a screen asks again: soon with few screens, later with many."""
    return max(FASTEST_MS, screens * MS_PER_SCREEN)


def slot(at: datetime) -> str:
    """Return the part of the day for which a snapshot is valid.

    Bands, duties, notices and names change with time or in the back office: within fifteen seconds the
    screens show the change.
    """
    here = localtime(at)
    return f"{here:%Y%m%d%H%M}{here.second // SLOT_SECONDS}"


def calls_of(desk: Desk, *, at: datetime) -> list[dict[str, Any]]:
    """The last call of each number called last, newest first, without calls that were undone."""
    shown: dict[int, dict[str, Any]] = {}
    for event in _calls(desk, at=at).order_by("-id")[: CALLS_SHOWN * 3]:
        if event.ticket.state != Ticket.State.WAITING and len(shown) < CALLS_SHOWN:
            shown.setdefault(event.ticket_id, _call(event))
    return list(shown.values())


def announcements(desk: Desk, *, at: datetime) -> list[dict[str, Any]]:
    """Every call and repeated call of the last 90 seconds, oldest first, however many there were.

    A screen that was offline for a minute speaks all of them; the list of numbers shown is shorter.
    """
    recent = _calls(desk, at=at).filter(at__gt=at - ANNOUNCED_FOR).order_by("id")
    return [
        {
            "event": event.pk,
            "series": event.ticket.series,
            "digits": f"{event.ticket.number:03d}",
            "counter": event.counter.number if event.counter else 0,
            "at": event.at.isoformat(timespec="seconds"),
        }
        for event in recent
    ]


def _calls(desk: Desk, *, at: datetime) -> QuerySet[TicketEvent]:
    calls = TicketEvent.objects.effective().filter(kind__in=[Kind.CALLED, Kind.RECALLED])
    of_today = calls.filter(ticket__desk=desk, ticket__business_day=localdate(at))
    return of_today.select_related("ticket", "counter")


def _call(event: TicketEvent) -> dict[str, Any]:
    ticket = event.ticket
    return {
        "event": event.pk,
        "number": ticket.label,
        "counter": event.counter.number if event.counter else 0,
        "at": event.at.isoformat(timespec="seconds"),
        "again": event.kind == Kind.RECALLED,
    }


def _waiting(desk: Desk, *, at: datetime) -> list[dict[str, Any]]:
    queue = Ticket.objects.filter(desk=desk).of_day(on=localdate(at)).waiting()
    counts = dict(queue.values_list("group").annotate(waiting=Count("pk")).order_by())
    bands = newcomers(desk, at=at)
    groups = ServiceGroup.objects.filter(desk=desk).active().order_by("position", "series")
    return [
        {
            "series": group.series,
            "name": group.name,
            "count": counts.get(group.pk, 0),
            "band": band_words(bands.get(group.pk)),
        }
        for group in groups
    ]


def officers_on_duty(desk: Desk, *, on: date) -> list[dict[str, Any]]:
    """Name, title and fields of the officers on duty: public by Nghị định 61/2018 Điều 9.7."""
    sessions = CounterSession.objects.open().filter(counter__desk=desk, day=on)
    present = sessions.select_related("counter", "officer").prefetch_related("officer__fields")
    return [
        {
            "counter": session.counter.number,
            "name": session.officer.full_name,
            "title": session.officer.title,
            "fields": sorted(field.name for field in session.officer.fields.all()),
            "paused": session.paused_at is not None,
        }
        for session in present.order_by("counter__number")
    ]
