"""What officers did with dossiers in a period, told by a higher layer: this one knows no dossier.

The app that holds the dossiers hands its source over once, when it starts: `provide(source)`.
Until then the pages say that the figures are missing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from backoffice.organisation.models import Desk
from backoffice.staffing.evaluation.evaluation_sheets import Scored


@dataclass(frozen=True)
class Work:
    """One officer's dossiers of a period; feedback is what was found true (R57)."""

    received: int = 0
    resolved: int = 0
    late: int = 0
    feedback: int = 0
    scored: Sequence[Scored] = field(default_factory=tuple)


Source = Callable[[Desk, date, date], Mapping[int, Work]]
"""Desk, first and last day (included) → work by the officer's id."""

_source: list[Source] = []


def provide(source: Source) -> None:
    _source[:] = [source]


def work_of(desk: Desk, *, first: date, last: date) -> Mapping[int, Work] | None:
    """Return the work of each officer of `desk`, or `None` where nobody provides it."""
    return _source[0](desk, first, last) if _source else None
