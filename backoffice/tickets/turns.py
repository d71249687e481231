"""The order of the calls, on values: what the estimator replays and the QuerySet `next_for` says in SQL."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number in the queue, as far as the order of the calls depends on it."""

    pk: int
    group: int
    queued_at: datetime
    has_priority: bool = False
    for_counter: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A counter and the service groups it serves."""

    counter: int
    groups: frozenset[int]


def in_turn(
    queue: Iterable[Waiting], place: Place, *, open_counters: Set[int], after_priority: bool
) -> list[Waiting]:
    """Return who waits for `place`, in the order of the calls.

    Priority goes before arrival, but never twice in a row at one counter: `after_priority` says that the
    last call there was such a one, and then the longest wait comes next.
    """

    def order(ticket: Waiting) -> tuple[bool, datetime, int]:
        last = not after_priority and not ticket.has_priority
        return (last, ticket.queued_at, ticket.pk)

    return sorted((t for t in queue if _may_call(t, place, open_counters)), key=order)


def _may_call(ticket: Waiting, place: Place, open_counters: Set[int]) -> bool:
    if ticket.for_counter == place.counter:
        return True
    return ticket.group in place.groups and ticket.for_counter not in open_counters
