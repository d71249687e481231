"""The time until a number is called: a replay of the calling rule with mean service times.

Pure: numbers, counters and minutes in, minutes out. Formulas that divide the people ahead by the counters
ignore who can serve whom; their error is twice as large.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from backoffice.tickets.waits.turns import Place, Waiting, next_in_turn

PRIOR_WEIGHT = 10
PRIOR_MINUTES = 10.0
TRIM = 0.98


@dataclass
class Busy:
    """An open counter: in how many minutes it is free, and whether its last call had priority."""

    place: Place
    free_in: float = 0.0
    after_priority: bool = False


@dataclass(frozen=True)
class Durations:
    """Minutes at the counter of each number, by service group, from the days before today."""

    by_group: Mapping[int, Sequence[float]] = field(default_factory=dict)

    def completed(self, group: int) -> int:
        return len(self.by_group.get(group, ()))

    def mean(self, group: int) -> float:
        """Return the mean without the longest 2 %; with few numbers, drawn towards the mean of all groups."""
        kept = _trimmed(self.by_group.get(group, ()))
        return (sum(kept) + PRIOR_WEIGHT * self._prior) / (len(kept) + PRIOR_WEIGHT)

    def residual(self, group: int, elapsed: float) -> float:
        """Return the mean remaining time of a number that has been served for `elapsed` minutes."""
        longer = [minutes - elapsed for minutes in self.by_group.get(group, ()) if minutes > elapsed]
        if len(longer) >= PRIOR_WEIGHT:
            return sum(longer) / len(longer)
        return max(self.mean(group) - elapsed, self.mean(group) / 3)

    @property
    def _prior(self) -> float:
        every = [minutes for group in self.by_group.values() for minutes in _trimmed(group)]
        return sum(every) / len(every) if every else PRIOR_MINUTES


def replay(
    queue: Iterable[Waiting],
    counters: Iterable[Busy],
    means: Mapping[int, float],
    *,
    breaks: Sequence[tuple[float, float]] = (),
) -> dict[int, float]:
    """Return in how many minutes each number of `queue` will be called; without those that no counter serves.

    `breaks` are the minutes from and to which the desk is closed, in order.
    """
    waiting = {ticket.pk: ticket for ticket in queue}
    working = [Busy(busy.place, busy.free_in, busy.after_priority) for busy in counters]
    open_counters = {busy.place.counter for busy in working}
    called: dict[int, float] = {}
    while working and waiting:
        busy = min(working, key=lambda one: (one.free_in, one.place.counter))
        busy.free_in = _after_break(busy.free_in, breaks)
        ticket = next_in_turn(
            waiting.values(), busy.place, open_counters=open_counters, after_priority=busy.after_priority
        )
        if ticket is None:
            working.remove(busy)
            continue
        del waiting[ticket.pk]
        called[ticket.pk] = busy.free_in
        busy.free_in += means[ticket.group]
        busy.after_priority = ticket.has_priority
    return called


def newcomer(group: int, *, at: datetime) -> Waiting:
    """Return the number that somebody would take now: behind everybody."""
    return Waiting(pk=NEWCOMER, group=group, queued_at=at)


NEWCOMER = 2**63


def _after_break(minutes: float, breaks: Sequence[tuple[float, float]]) -> float:
    for start, end in breaks:
        if start <= minutes < end:
            return end
    return minutes


def _trimmed(minutes: Sequence[float]) -> list[float]:
    kept = sorted(minutes)
    return kept[: max(1, int(len(kept) * TRIM))] if kept else []
