"""Up to which days figures may be published: no number below five is revealed, not even by subtraction.

Figures are sums from the first day of a year. They are published up to the end of a day, and then of a later
day only when at least five dossiers, or none, of each kind were added. Every published period goes from one
such day to another. While only few were late (or in time) since both numbers were published, the few are
published as a range of five numbers.

The guarantee: somebody who reads all published figures of every day and knows this rule cannot compute for
any days that one, two, three or four dossiers were received, resolved, in time or late; and where late and in
time are not published, at least five numbers of late remain possible.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

SMALLEST_PUBLISHED = 5
RANGE = SMALLEST_PUBLISHED - 1  # between the least and the most of five numbers
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Counts:
    """The dossiers of a day; withdrawals are subtracted from the received."""

    received: int = 0
    in_time: int = 0
    late: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.received + other.received, self.in_time + other.in_time, self.late + other.late)

    @property
    def resolved(self) -> int:
        return self.in_time + self.late


@dataclass(frozen=True)
class Published:
    """The sums from the first day of the year to the end of `reached_on`, and unchanged to that of `last`."""

    reached_on: date
    last: date  # the days after `reached_on` up to here are empty
    received: int = 0
    resolved: int = 0
    late_least: int = 0
    late_most: int = 0

    @property
    def is_exact(self) -> bool:
        return self.late_least == self.late_most


def published(first: date, counts: Mapping[date, Counts], *, until: date) -> list[Published]:
    """Return the published sums in their order, from the zero before `first` to the end of `until`.

    Days after `until` change nothing, so that the result is the same on every later day.
    """
    found = [Published(first - ONE_DAY, first - ONE_DAY)]
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


def _further(exact: Published, before: Published, so_far: Counts, *, on: date) -> Published | None:
    """Return what may be published after `before`; `exact` is the last with exact late and in time."""
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
    return Published(on, on, so_far.received, so_far.resolved, least, most)


def _late(
    late: int, in_time: int, exact: Published, before: Published, resolved: int
) -> tuple[int, int] | None:
    """Return the published range of those late since `exact`, as least and most.

    `resolved` is counted since `before`. Few late and few in time are not published one after the other, and
    the end of a range must leave all five of its numbers possible: both would narrow it.
    """
    few_are_late = before.late_least == exact.late_least
    if late < SMALLEST_PUBLISHED:
        return 0, RANGE
    if in_time < SMALLEST_PUBLISHED:
        follows = before.is_exact or not few_are_late
        room = late + in_time >= SMALLEST_PUBLISHED + RANGE
        return (late + in_time - RANGE, late + in_time) if follows and room else None
    return (late, late) if (late if few_are_late else in_time) <= resolved else None


def _is_few(number: int) -> bool:
    """Return whether the number is from one to four, or negative (withdrawals), near an earlier sum."""
    return number < SMALLEST_PUBLISHED and number != 0
