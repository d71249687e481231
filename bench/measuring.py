import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Seconds of processor time, the best of some rounds, for the product's way and for the floor."""

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
    """A figure that has no floor; `most` is its target, where it has one."""

    what: str
    value: float
    unit: str
    most: float | None = None

    def __str__(self) -> str:
        line = f"{self.what:<44}{self.value:10.4g} {self.unit}"
        if self.most is None:
            return line
        return f"{line}   target ≤ {self.most:g}: {'met' if self.value <= self.most else 'MISSED'}"


def best_of(work: Callable[[], object], *, rounds: int = 5) -> float:
    """Return the processor seconds of the fastest round: the one least disturbed by the machine."""
    spent = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent)
