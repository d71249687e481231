"""What officers did with dossiers in a period. This layer does not know dossiers: a higher one answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from backoffice.base.ports import Port
from backoffice.organisation.models import Desk
from backoffice.staffing.evaluation.evaluation_sheets import Scored


@dataclass(frozen=True)
class Work:
    """One officer's dossiers of a period; of the feedback only what was found true counts (R57)."""

    received: int = 0
    resolved: int = 0
    late: int = 0
    feedback: int = 0
    scored: Sequence[Scored] = field(default_factory=tuple)


sources = Port[[Desk, date, date], Mapping[int, Work]]()
"""Takes the desk, the first and the last day (included); returns the work by the officer's id."""


def work_of(desk: Desk, *, first: date, last: date) -> Mapping[int, Work] | None:
    """Return the work of each officer of `desk`, or `None` where no app with dossiers is installed."""
    return next(iter(sources(desk, first, last)), None)
