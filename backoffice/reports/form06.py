"""Form 06: how the dossiers of an office were received, resolved and left over in a period (R48–R52)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from backoffice.base.folding import sort_key
from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import Desk
from backoffice.reports.questions import DIMENSIONS, QUESTIONS, Span

PARTS = {
    "received_total": ("received_online", "received_direct", "carried_over"),
    "resolved_total": ("early", "on_time", "late"),
    "pending_total": ("pending_in_time", "pending_overdue"),
}
COLUMNS = (
    "received_total",
    "received_online",
    "received_direct",
    "carried_over",
    "resolved_total",
    "early",
    "on_time",
    "late",
    "pending_total",
    "pending_in_time",
    "pending_overdue",
)


class DoesNotAddUp(Exception):
    """Received is not resolved plus pending: the form is refused, and the dossiers are named."""

    def __init__(self, codes: list[str]) -> None:
        sentence = _("Form 06 does not add up, so it is not printed. Look at: %(codes)s.")
        super().__init__(sentence % {"codes": ", ".join(codes) or "–"})
        self.codes = codes


@dataclass(frozen=True)
class Line:
    """One line of the form; `figures` has every name of `COLUMNS`."""

    name: str
    figures: dict[str, int]


@dataclass(frozen=True)
class Form:
    """The form with its lines in alphabetical order and their sum."""

    span: Span
    lines: tuple[Line, ...]
    totals: dict[str, int]
    # Ended in the period without a result: beside the form, in none of its columns (R51).
    stopped_or_withdrawn: int = field(default=0)

    @property
    def late_percent(self) -> Decimal | None:
        """Late of resolved, in percent with two decimals; `None` when nothing was resolved (R49)."""
        return percent(self.totals["late"], self.totals["resolved_total"])

    @property
    def on_time_percent(self) -> Decimal | None:
        """Early and on time of resolved, in percent with two decimals; `None` when nothing was resolved."""
        in_time = self.totals["early"] + self.totals["on_time"]
        return percent(in_time, self.totals["resolved_total"])


def percent(part: int, whole: int) -> Decimal | None:
    """Return `part` of `whole` in percent, two decimals, half up; `None` where there is nothing to divide."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def dossiers_of(office: Desk, *, by: str) -> QuerySet:
    """Return the dossiers a form counts: those of the office; by office, also of the offices below it."""
    if by == "office":
        return Dossier.objects.filter(desk__in=Desk.objects.tree_below(office))
    return Dossier.objects.filter(desk=office)


def form(rows: QuerySet, span: Span, *, by: str = "field") -> Form:
    """Return the form over `rows`, with one line per value of `by` (a key of `DIMENSIONS`).

    :raises DoesNotAddUp: if received is not resolved plus pending on some line.
    """
    counted: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COLUMNS, 0))
    for name, question in QUESTIONS.items():
        groups = question(rows, span).order_by().values_list(DIMENSIONS[by]).annotate(count=Count("pk"))
        for value, count in groups:
            counted[value or _("not stated")][name] = count
    lines = [Line(name, _summed(figures)) for name, figures in counted.items()]
    for line in lines:
        _check(line, rows, span, by)
    lines.sort(key=lambda line: sort_key(line.name))
    return Form(span, tuple(lines), _totals(lines), _ended(rows, span))


def _summed(figures: dict[str, int]) -> dict[str, int]:
    for total, parts in PARTS.items():
        figures[total] = sum(figures[part] for part in parts)
    return figures


def _totals(lines: Iterable[Line]) -> dict[str, int]:
    return {column: sum(line.figures[column] for line in lines) for column in COLUMNS}


def _check(line: Line, rows: QuerySet, span: Span, by: str) -> None:
    figures = line.figures
    if figures["received_total"] == figures["resolved_total"] + figures["pending_total"]:
        return
    sides = {
        name: set(question(rows, span).values_list("code", flat=True)) for name, question in QUESTIONS.items()
    }
    received = set().union(*(sides[name] for name in PARTS["received_total"]))
    accounted = set().union(*(sides[name] for name in PARTS["resolved_total"] + PARTS["pending_total"]))
    raise DoesNotAddUp(sorted(received ^ accounted)[:20])


def _ended(rows: QuerySet, span: Span) -> int:
    return rows.counted().filter(ended_on__range=(span.first, span.last)).count()
