"""Up to which days public figures may be told: nothing smaller than five comes out, also by subtracting.

Figures run from the first day of a year. They are told up to the end of a day, and then of a later one only
when what was added in between is at least five, or nothing, of each kind. Whatever period is told goes from
one such day to another. As long as only few were late (or in time) since both were told, the few are told as
a range of five numbers.

The guarantee: whoever reads everything that is told, on every day and knowing this rule, works out for no run
of days that one, two, three or four dossiers were received, resolved, in time or late; and where late and in
time are not told, at least five numbers of late remain possible.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

SMALLEST_TOLD = 5
RANGE = SMALLEST_TOLD - 1  # between the least and the most of five numbers
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Counts:
    """What a day added; withdrawals take from the received."""

    received: int = 0
    in_time: int = 0
    late: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.received + other.received, self.in_time + other.in_time, self.late + other.late)

    @property
    def resolved(self) -> int:
        return self.in_time + self.late


@dataclass(frozen=True)
class Told:
    """The sums from the first day of the year to the end of `reached_on`, and unchanged to that of `last`."""

    reached_on: date
    last: date  # what follows `reached_on` up to here are empty days
    received: int = 0
    resolved: int = 0
    late_least: int = 0
    late_most: int = 0

    @property
    def is_exact(self) -> bool:
        return self.late_least == self.late_most


def told(first: date, counts: Mapping[date, Counts], *, until: date) -> list[Told]:
    """Return what was told one after the other, from the nothing before `first` to the end of `until`.

    The days after `until` change nothing of it, so that it is the same whenever it is asked.
    """
    found = [Told(first - ONE_DAY, first - ONE_DAY)]
    exact, so_far, is_waiting = found[0], Counts(), False
    for number in range((until - first).days + 1):
        day = first + number * ONE_DAY
        if day in counts:
            so_far, is_waiting = so_far + counts[day], True
            further = _further(exact, found[-1], so_far, on=day)
            if further is not None:
                found.append(further)
                exact, is_waiting = further if further.is_exact else exact, False
        elif not is_waiting:
            found[-1] = replace(found[-1], last=day)
    return found


def _further(exact: Told, before: Told, so_far: Counts, *, on: date) -> Told | None:
    """Return what may be told after `before`; `exact` is the last that told late and in time."""
    received, resolved = so_far.received - before.received, so_far.resolved - before.resolved
    if _is_few(received) or _is_few(resolved) or not (received or resolved):
        return None
    least, most = before.late_least, before.late_most
    if resolved:
        late = so_far.late - exact.late_least
        bounds = _late(late, so_far.resolved - exact.resolved - late, exact, before, resolved)
        if bounds is None:
            return None
        least, most = (exact.late_least + bound for bound in bounds)
    return Told(on, on, so_far.received, so_far.resolved, least, most)


def _late(late: int, in_time: int, exact: Told, before: Told, resolved: int) -> tuple[int, int] | None:
    """Return the least and the most to be told of those late since `exact`.

    `resolved` is counted since `before`. That few were late and that few were in time is not told one after
    the other, and what ends a range must leave room for all five of its numbers: either would narrow it.
    """
    few_are_late = before.late_least == exact.late_least
    if late < SMALLEST_TOLD:
        return 0, RANGE
    if in_time < SMALLEST_TOLD:
        follows = before.is_exact or not few_are_late
        room = late + in_time >= SMALLEST_TOLD + RANGE
        return (late + in_time - RANGE, late + in_time) if follows and room else None
    return (late, late) if (late if few_are_late else in_time) <= resolved else None


def _is_few(number: int) -> bool:
    """Also less than before: the received may lose to withdrawals, and would come near an earlier sum."""
    return number < SMALLEST_TOLD and number != 0
