"""Form 06: how the dossiers of an office were received, resolved and left over in a period (R48–R52)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from backoffice.base.folding import sort_key
from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import Desk
from backoffice.procedures.models import Procedure
from backoffice.reports.questions import DIMENSIONS, QUESTIONS, SIDE, Span

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
    """One line of the form; `figures` has every name of `COLUMNS`, `key` opens its lists."""

    name: str
    figures: dict[str, int]
    key: str = ""


@dataclass(frozen=True)
class Form:
    """The form with its lines in alphabetical order and their sum."""

    span: Span
    lines: tuple[Line, ...]
    totals: dict[str, int]
    side: dict[str, int]  # the names of `SIDE`: beside the form (R51)

    @property
    def stopped_or_withdrawn(self) -> int:
        """Ended in the period without a result: in none of the columns."""
        return self.side["stopped"] + self.side["withdrawn"]

    @property
    def late_percent(self) -> Decimal | None:
        """Late of resolved, in percent with two decimals; `None` when nothing was resolved (R49)."""
        return percent(self.totals["late"], self.totals["resolved_total"])

    @property
    def on_time_percent(self) -> Decimal | None:
        """Early and on time of resolved, in percent with two decimals; `None` when nothing was resolved."""
        in_time = self.totals["early"] + self.totals["on_time"]
        return percent(in_time, self.totals["resolved_total"])

    @property
    def resolved_percent(self) -> Decimal | None:
        """Resolved of received, in percent with two decimals; `None` when nothing was received."""
        return percent(self.totals["resolved_total"], self.totals["received_total"])


def percent(part: int, whole: int) -> Decimal | None:
    """Return `part` of `whole` in percent, two decimals, half up; `None` where there is nothing to divide."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def dossiers_of(office: Desk, *, by: str, below: bool = False) -> QuerySet:
    """Return the dossiers a form counts: of the office; by office or `below`, also of those below it."""
    if below or by == "office":
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
            counted[value or ""][name] += count
    names = _names(by, counted)
    lines = [Line(names[key], _summed(figures), key) for key, figures in counted.items()]
    for line in lines:
        _check(line, rows, span)
    lines.sort(key=lambda line: sort_key(line.name))
    side = {name: question(rows, span).count() for name, question in SIDE.items()}
    return Form(span, tuple(lines), _totals(lines), side)


def _names(by: str, keys: Iterable[str]) -> dict[str, str]:
    """Return what a line is called: the value itself; a procedure has its name behind its code."""
    names = {key: key or _("nothing stated") for key in keys}
    if by == "procedure":
        for code, name in Procedure.objects.values_list("code", "name"):
            if code in names:
                names[code] = f"{code} {name}"
    return names


def _summed(figures: dict[str, int]) -> dict[str, int]:
    for total, parts in PARTS.items():
        figures[total] = sum(figures[part] for part in parts)
    return figures


def _totals(lines: Iterable[Line]) -> dict[str, int]:
    return {column: sum(line.figures[column] for line in lines) for column in COLUMNS}


def _check(line: Line, rows: QuerySet, span: Span) -> None:
    figures = line.figures
    if figures["received_total"] == figures["resolved_total"] + figures["pending_total"]:
        return
    sides = {
        name: set(question(rows, span).values_list("code", flat=True)) for name, question in QUESTIONS.items()
    }
    received = set().union(*(sides[name] for name in PARTS["received_total"]))
    accounted = set().union(*(sides[name] for name in PARTS["resolved_total"] + PARTS["pending_total"]))
    raise DoesNotAddUp(sorted(received ^ accounted)[:20])
