import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Seconds, the best of some rounds, for the product and for the floor."""

    what: str
    seconds: float
    floor: float
    target: float | None = None

    @property
    def ratio(self) -> float:
        return self.seconds / self.floor

    def __str__(self) -> str:
        line = f"{self.what:<44}{self.seconds:10.4f} s   floor {self.floor:8.4f} s   × {self.ratio:6.2f}"
        if self.target is None:
            return line
        return f"{line}   target × {self.target:g}: {'met' if self.ratio <= self.target else 'MISSED'}"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure without a floor; `most` is its target, if it has one."""

    what: str
    value: float
    unit: str
    most: float | None = None

    def __str__(self) -> str:
        line = f"{self.what:<44}{self.value:10.4g} {self.unit}"
        if self.most is None:
            return line
        return f"{line}   target ≤ {self.most:g}: {'met' if self.value <= self.most else 'MISSED'}"


def best_of(
    work: Callable[[], object], *, rounds: int = 5, clock: Callable[[], float] = time.process_time
) -> float:
    """Return the seconds of the fastest round, which is least disturbed by other work.

    They are those of this process alone; for the work of a server pass a wall `clock`.
    """
    spent = []
    for _ in range(rounds):
        started = clock()
        work()
        spent.append(clock() - started)
    return min(spent)
