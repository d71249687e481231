"""The figures anybody may read: the questions of form 06, and nothing that is smaller than five.

Where few were late, the share is given as a bound, so that the few cannot be worked out from it; and a month
is not told where the year without it would be such a number.
"""

from dataclasses import dataclass, replace
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
    return _within(_figures(office, Span(on, on)), of_month(office, on=on))


def of_month(office: Desk, *, on: date) -> PublicFigures:
    """Return the calendar month of a day, up to that day."""
    return _within(_figures(office, Span(month(on).first, on)), of_year(office, on=on))


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


def _within(part: PublicFigures, whole: PublicFigures) -> PublicFigures:
    """Hide of a period what, taken from a longer one that contains it, leaves a number below five."""
    if _leaves_few(part.resolved, whole.resolved):
        part = replace(part, resolved=None, in_time=None, late=None, on_time_percent=None, is_at_least=False)
    if _leaves_few(part.late, whole.late) or _leaves_few(part.in_time, whole.in_time):
        part = replace(part, in_time=None, late=None, on_time_percent=None, is_at_least=False)
    if _leaves_few(part.received, whole.received):
        part = replace(part, received=None)
    return part


def _leaves_few(part: int | None, whole: int | None) -> bool:
    return part is not None and whole is not None and 0 < whole - part < SMALLEST_SHOWN


def _shown(number: int) -> int | None:
    return number if number >= SMALLEST_SHOWN else None
