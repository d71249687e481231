"""The order of the calls, on values; the QuerySet `next_for` is the same rule in SQL."""

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


def next_in_turn(
    queue: Iterable[Waiting], place: Place, *, open_counters: Set[int], after_priority: bool
) -> Waiting | None:
    """Return the number that is called next at `place`, `None` when nobody waits for it.

    Priority goes before arrival, but never twice in a row at one counter: with `after_priority` the
    last call there had priority, and the longest wait comes next.
    """
    callable_here = (t for t in queue if _may_call(t, place, open_counters))
    return min(callable_here, key=lambda t: _order(t, after_priority), default=None)


def in_turn(
    queue: Iterable[Waiting], place: Place, *, open_counters: Set[int], after_priority: bool
) -> list[Waiting]:
    """Return all numbers that wait for `place`, in the order of `next_in_turn`."""
    callable_here = [t for t in queue if _may_call(t, place, open_counters)]
    return sorted(callable_here, key=lambda t: _order(t, after_priority))


def _order(ticket: Waiting, after_priority: bool) -> tuple[bool, datetime, int]:
    return (not after_priority and not ticket.has_priority, ticket.queued_at, ticket.pk)


def _may_call(ticket: Waiting, place: Place, open_counters: Set[int]) -> bool:
    if ticket.for_counter == place.counter:
        return True
    return ticket.group in place.groups and ticket.for_counter not in open_counters
