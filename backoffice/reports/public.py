"""The figures anybody may read: the questions of form 06, and nothing that is smaller than five.

Where few were late, the share is given as a bound, so that the few cannot be worked out from it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import Desk
from backoffice.reports.form06 import percent
from backoffice.reports.periods import month
from backoffice.reports.questions import QUESTIONS, TOTALS, Span

SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class PublicFigures:
    """A period of an office; `None` is a number below five, or one that would tell such a number."""

    span: Span
    received: int | None
    resolved: int | None
    in_time: int | None
    late: int | None
    on_time_percent: Decimal | None  # in time of resolved, two decimals
    is_at_least: bool  # the share is a lower bound: few were late


def of_day(office: Desk, *, on: date) -> PublicFigures:
    return _figures(office, Span(on, on))


def of_month(office: Desk, *, on: date) -> PublicFigures:
    """Return the calendar month of a day, up to that day."""
    return _figures(office, Span(month(on).first, on))


def of_year(office: Desk, *, on: date) -> PublicFigures:
    """Return the calendar year of a day, up to that day."""
    return _figures(office, Span(on.replace(month=1, day=1), on))


def _figures(office: Desk, span: Span) -> PublicFigures:
    rows = Dossier.objects.filter(desk=office)
    received = sum(QUESTIONS[name](rows, span).count() for name in ("received_online", "received_direct"))
    late = QUESTIONS["late"](rows, span).count()
    in_time = TOTALS["in_time"](rows, span).count()
    resolved = late + in_time
    tells_late, tells_in_time = late >= SMALLEST_SHOWN, in_time >= SMALLEST_SHOWN
    share = None
    if tells_in_time:
        share = percent(in_time if tells_late else max(resolved - SMALLEST_SHOWN + 1, 0), resolved)
    return PublicFigures(
        span=span,
        received=_shown(received),
        resolved=_shown(resolved),
        in_time=in_time if tells_late and tells_in_time else None,
        late=late if tells_late and tells_in_time else None,
        on_time_percent=share,
        is_at_least=share is not None and not tells_late,
    )


def _shown(number: int) -> int | None:
    return number if number >= SMALLEST_SHOWN else None
