"""The present waits of a desk, from its queue, its open counters and the last sixty days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.utils.timezone import get_current_timezone, localdate

from backoffice.organisation.models import Desk, ServiceGroup
from backoffice.staffing.counters.opening_hours import opening_plan
from backoffice.staffing.models import CounterSession
from backoffice.tickets.events import Kind
from backoffice.tickets.models import Ticket, TicketEvent, WaitEstimate
from backoffice.tickets.waits.bands import band_of
from backoffice.tickets.waits.calibration import at_most, factor_before
from backoffice.tickets.waits.estimates import NEWCOMER, Busy, Durations, newcomer, replay
from backoffice.tickets.waits.turns import Place, Waiting

LEARN_DAYS = 60
LEARN_AT_LEAST = 30
MODEL = "S2"
ENDS = {Kind.DONE, Kind.NO_SHOW, Kind.PARKED, Kind.TRANSFERRED, Kind.ONWARD, Kind.CONTINUED}


@dataclass(frozen=True)
class Situation:
    """The queue and the counters of a desk at one moment."""

    at: datetime
    queue: list[Waiting]
    counters: list[Busy]
    durations: Durations
    breaks: list[tuple[float, float]]

    def knows(self, group: int) -> bool:
        """Return whether an estimate is possible: an open counter, and thirty numbers served before."""
        served = any(group in busy.place.groups for busy in self.counters)
        return served and self.durations.completed(group) >= LEARN_AT_LEAST

    def waits(self, *extra: Waiting) -> dict[int, float]:
        queue = [*self.queue, *extra]
        means = {group: self.durations.mean(group) for group in {ticket.group for ticket in queue}}
        return replay(queue, self.counters, means, breaks=self.breaks)

    def ahead(self, ticket: Waiting) -> int:
        """How many numbers of the same group are before this one."""
        before = (ticket.queued_at, ticket.pk)
        return sum(t.group == ticket.group and (t.queued_at, t.pk) < before for t in self.queue)


@dataclass(frozen=True)
class Standing:
    """People of the group before a number, its band, and the minutes it seldom exceeds; `None`: not known."""

    ahead: int
    band: int | None = None
    at_most: int | None = None


def situation(desk: Desk, *, at: datetime) -> Situation:
    today = localdate(at)
    durations = durations_before(desk, today)
    return Situation(
        at=at,
        queue=_queue(desk, on=today),
        counters=_counters(desk, durations, at=at),
        durations=durations,
        breaks=_breaks(desk, at=at),
    )


def newcomers(desk: Desk, *, at: datetime) -> dict[int, int | None]:
    """Return the band of a number taken now, for every group in use; `None` where unknown."""
    now = situation(desk, at=at)
    groups = ServiceGroup.objects.filter(desk=desk).active().values_list("pk", flat=True)
    return {group: _band_of_newcomer(now, group) for group in groups}


def announce(ticket: Ticket, *, at: datetime) -> WaitEstimate | None:
    """Return the wait to announce for a new number, and keep it to be compared with the real one."""
    now = situation(ticket.desk, at=at)
    waits = now.waits()
    if ticket.pk not in waits or not now.knows(ticket.group_id):
        return None
    values = next(t for t in now.queue if t.pk == ticket.pk)
    estimate, _ = WaitEstimate.objects.get_or_create(
        ticket=ticket,
        defaults={
            "at": at,
            "model": MODEL,
            "minutes": waits[ticket.pk],
            "band": band_of(waits[ticket.pk]),
            "at_most": at_most(waits[ticket.pk], factor_before(ticket.desk, localdate(at))),
            "ahead": now.ahead(values),
            "counters": len(now.counters),
        },
    )
    return estimate


def place_of(ticket: Ticket, *, at: datetime) -> Standing:
    """Return the present place of a waiting number."""
    now = situation(ticket.desk, at=at)
    ahead = now.ahead(_values(ticket))
    minutes = now.waits().get(ticket.pk) if now.knows(ticket.group_id) else None
    if minutes is None:
        return Standing(ahead)
    return Standing(ahead, band_of(minutes), at_most(minutes, factor_before(ticket.desk, localdate(at))))


def durations_before(desk: Desk, day: date) -> Durations:
    """Return the minutes at the counter of the sixty days before `day`; read once a day."""
    key = f"tickets.durations.{desk.pk}.{day:%Y%m%d}"
    found = cache.get(key)
    if found is None:
        found = _durations(desk, first=day - timedelta(days=LEARN_DAYS), before=day)
        cache.set(key, found, timeout=24 * 60 * 60)
    return Durations(found)


def _durations(desk: Desk, *, first: date, before: date) -> dict[int, list[float]]:
    """Return the minutes from a call to the end of the service, for the group that was served."""
    rows = (
        TicketEvent.objects.effective()
        .filter(ticket__desk=desk, ticket__business_day__gte=first, ticket__business_day__lt=before)
        .filter(kind__in=[Kind.ISSUED, Kind.CALLED, *ENDS])
        .order_by("ticket_id", "seq")
        .values_list("kind", "at", "group")
    )
    minutes: dict[int, list[float]] = defaultdict(list)
    served, began = 0, None
    for kind, at, group in rows.iterator(chunk_size=2000):
        if kind in ENDS and began is not None:
            minutes[served].append((at - began).total_seconds() / 60)
        served = group or served
        began = at if kind in {Kind.CALLED, Kind.CONTINUED} else None
    return dict(minutes)


def _queue(desk: Desk, *, on: date) -> list[Waiting]:
    return [_values(ticket) for ticket in Ticket.objects.filter(desk=desk).of_day(on=on).waiting()]


def _values(ticket: Ticket) -> Waiting:
    return Waiting(ticket.pk, ticket.group_id, ticket.queued_at, bool(ticket.priority), ticket.for_counter_id)


def _counters(desk: Desk, durations: Durations, *, at: datetime) -> list[Busy]:
    sessions = CounterSession.objects.serving().filter(counter__desk=desk, day=localdate(at))
    sessions = sessions.select_related("counter").prefetch_related("counter__service_groups")
    every = frozenset(ServiceGroup.objects.filter(desk=desk).values_list("pk", flat=True))
    # The day is said for the index: a session is of one day, and so are its numbers.
    numbers = Ticket.objects.filter(desk=desk).of_day(on=localdate(at)).at_a_counter()
    current = {ticket.session_id: ticket for ticket in numbers}
    last = _last_priorities(desk, on=localdate(at))
    counters = []
    for session in sessions:
        groups = frozenset(g.pk for g in session.counter.service_groups.all()) or every
        busy = Busy(Place(session.counter_id, groups), after_priority=last.get(session.counter_id, False))
        if ticket := current.get(session.pk):
            elapsed = (at - ticket.since).total_seconds() / 60
            busy.free_in = durations.residual(ticket.group_id, elapsed)
        counters.append(busy)
    return counters


def _last_priorities(desk: Desk, *, on: date) -> dict[int, bool]:
    """Whether the last call of each counter on a day had priority."""
    calls = TicketEvent.objects.effective().filter(
        ticket__desk=desk, ticket__business_day=on, kind=Kind.CALLED
    )
    in_order = calls.order_by("id").values_list("counter", "ticket__priority")
    return {counter: bool(priority) for counter, priority in in_order}


def _breaks(desk: Desk, *, at: datetime) -> list[tuple[float, float]]:
    """The lunch break and what else is closed today, in minutes from now; the evening is not a break."""
    openings = opening_plan(desk, first=localdate(at), last=localdate(at)).on(localdate(at))
    found = []
    for before, after in zip(openings, openings[1:], strict=False):
        start, end = (
            (datetime.combine(localdate(at), time, tzinfo=get_current_timezone()) - at).total_seconds() / 60
            for time in (before.closes_at, after.opens_at)
        )
        if end > 0:
            found.append((start, end))
    return found


def _band_of_newcomer(now: Situation, group: int) -> int | None:
    if not now.knows(group):
        return None
    minutes = now.waits(newcomer(group, at=now.at)).get(NEWCOMER)
    return None if minutes is None else band_of(minutes)
