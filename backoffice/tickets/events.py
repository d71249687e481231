"""Events of a queue number are only appended; its present state follows from them.

    project(events) = state, counter, group and place of the number

The columns of `Ticket` only cache this: `rebuild` writes them again from the events at any time.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from backoffice.tickets.models import Ticket, TicketEvent

Kind = TicketEvent.Kind
State = Ticket.State

TARGETS = {
    Kind.ISSUED: State.WAITING,
    Kind.CALLED: State.CALLED,
    Kind.SERVING: State.SERVING,
    Kind.DONE: State.DONE,
    Kind.NO_SHOW: State.NO_SHOW,
    Kind.PARKED: State.PARKED,
    Kind.TRANSFERRED: State.WAITING,
    Kind.RETURNED: State.WAITING,
    Kind.LEFT: State.LEFT,
    Kind.VOIDED: State.VOID,
    Kind.ONWARD: State.WAITING,
    Kind.CONTINUED: State.SERVING,
}
MOVES_ON = {Kind.TRANSFERRED, Kind.ONWARD, Kind.CONTINUED}


@dataclass(frozen=True)
class Projection:
    """The columns of a ticket that follow from its events."""

    state: str
    since: datetime
    group_id: int
    queued_at: datetime
    counter_id: int | None = None
    session_id: int | None = None
    for_counter_id: int | None = None
    version: int = 1


def project(events: Iterable[TicketEvent]) -> Projection:
    """Return the state of one ticket after all its `events`, which must be in order."""
    in_order = list(events)
    undone = {event.undoes_id for event in in_order if event.undoes_id}
    issued, *later = [e for e in in_order if e.pk not in undone and e.kind != Kind.UNDONE]
    assert issued.kind == Kind.ISSUED
    assert issued.group_id
    assert issued.queued_at
    now = Projection(State.WAITING, issued.at, issued.group_id, issued.queued_at)
    for event in later:
        now = _after(now, event)
    return replace(now, version=in_order[-1].seq)


def rebuild(ticket: Ticket) -> Ticket:
    """Write the projection of `ticket` from its events; the caller has locked the row or is alone."""
    columns = asdict(project(ticket.events.order_by("seq")))
    for name, value in columns.items():
        setattr(ticket, name, value)
    ticket.save(update_fields=list(columns))
    return ticket


def differing(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Return the tickets whose columns differ from their events, which must be prefetched."""
    found = []
    for ticket in tickets:
        columns = asdict(project(sorted(ticket.events.all(), key=lambda event: event.seq)))
        if any(getattr(ticket, name) != value for name, value in columns.items()):
            found.append(ticket)
    return found


def append(ticket: Ticket, kind: str, *, at: datetime, **facts: object) -> TicketEvent:
    """Add the next event of `ticket`; the constraint on its order refuses a second writer."""
    return TicketEvent.objects.create(ticket=ticket, seq=ticket.version + 1, kind=kind, at=at, **facts)


def _after(now: Projection, event: TicketEvent) -> Projection:
    if event.kind == Kind.POSTPONED:
        assert event.queued_at
        return replace(now, queued_at=event.queued_at)
    if event.kind not in TARGETS:
        return now
    state = TARGETS[Kind(event.kind)]
    now = replace(now, state=state, since=event.at)
    if event.kind == Kind.CALLED:
        return replace(now, counter_id=event.counter_id, session_id=event.session_id)
    if state == State.WAITING:
        now = replace(now, counter_id=None, session_id=None, for_counter_id=event.for_counter_id)
    if event.kind in MOVES_ON and event.group_id:
        now = replace(now, group_id=event.group_id)
    return now
