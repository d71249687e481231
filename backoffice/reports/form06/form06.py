"""Form 06: how the dossiers of an office were received, resolved and left over in a period (R48–R52)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from backoffice.base.folding import sort_key
from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import Desk
from backoffice.reports.form06.lines import DIMENSIONS, Values, named
from backoffice.reports.form06.questions import PARTS, SIDE, SUMS, TOTALS, Span, any_of, counts_of, tallied

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
ACCOUNTED = (*SUMS["resolved_total"], *SUMS["pending_total"])
NAMED_AT_MOST = 20


class DoesNotAddUp(Exception):
    """Received is not resolved plus pending: there is no form, and the message names the dossiers."""

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

    @property
    def adds_up(self) -> bool:
        """(3) = (7) + (11)."""
        figures = self.figures
        return figures["received_total"] == figures["resolved_total"] + figures["pending_total"]


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


def percent(part: int, whole: int, *, rounding: str = ROUND_HALF_UP) -> Decimal | None:
    """Return `part` of `whole` in percent, two decimals, half up; `None` if `whole` is 0."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01"), rounding=rounding)


def in_words(share: Decimal | None) -> str:
    """Return "4,91 %", or a dash without a share."""
    return "–" if share is None else f"{number_format(share, decimal_pos=2)} %"


def dossiers_of(office: Desk, *, by: str, below: bool = False) -> QuerySet:
    """Return the dossiers a form counts: of the office; by office or `below`, also of those below it."""
    if below or by == "office":
        # As a list: with a subquery the databases do not see that they need only few ranges of an index.
        tree = sorted(Desk.objects.tree_below(office).values_list("pk", flat=True))
        return Dossier.objects.filter(desk__in=tree)
    return Dossier.objects.filter(desk=office)


def form(rows: QuerySet, span: Span, *, by: str = "field") -> Form:
    """Return the form over `rows`, with one line per value of `by` (a key of `DIMENSIONS`).

    :raises DoesNotAddUp: if received is not resolved plus pending on some line.
    """
    return form_over([rows], span, by=by)


def form_over(sources: Sequence[QuerySet], span: Span, *, by: str) -> Form:
    """Return the form over several disjoint sets of dossiers, some perhaps read from their history."""
    counted = _by_line(sources, span, by)
    names = named(by, set(counted))
    lines = [Line(names[key], _summed(figures), key) for key, figures in counted.items()]
    if any(not line.adds_up for line in lines):
        raise DoesNotAddUp([code for rows in sources for code in _out_of_balance(rows, span)])
    lines.sort(key=lambda line: (sort_key(line.name), line.key))
    side = {name: sum(question(rows, span).count() for rows in sources) for name, question in SIDE.items()}
    return Form(span, tuple(lines), _totals(lines), side)


def totals(rows: QuerySet, span: Span) -> dict[str, int]:
    """Return only the sums of the form."""
    figures = dict.fromkeys(COLUMNS, 0)
    for part in PARTS:
        for name, count in rows.filter(part.within(span)).aggregate(**counts_of(part, span)).items():
            figures[name] += count
    return _summed(figures)


def _by_line(sources: Sequence[QuerySet], span: Span, by: str) -> dict[str, dict[str, int]]:
    """Count the parts one after the other, each in its own range, and join the groups into lines."""
    dimension = DIMENSIONS[by]
    width = len(dimension.columns)
    groups: list[tuple[Values, str, int]] = []
    for part in PARTS:
        counts = counts_of(part, span)
        for rows in sources:
            for row in tallied(rows.filter(part.within(span)), *dimension.columns, **counts):
                groups += [(row[:width], name, row[width + place]) for place, name in enumerate(counts)]
    keys = dimension.keys({values for values, _name, _count in groups})
    counted: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COLUMNS, 0))
    for values, name, count in groups:
        counted[keys[values]][name] += count
    return counted


def _summed(figures: dict[str, int]) -> dict[str, int]:
    for total in ("received_total", "resolved_total", "pending_total"):
        figures[total] = sum(figures[part] for part in SUMS[total])
    return figures


def _totals(lines: Iterable[Line]) -> dict[str, int]:
    return {column: sum(line.figures[column] for line in lines) for column in COLUMNS}


def _out_of_balance(rows: QuerySet, span: Span) -> list[str]:
    """Return at most twenty codes of dossiers received but neither resolved nor pending, or vice versa."""
    received = set(TOTALS["received_total"](rows, span).values_list("pk", flat=True))
    accounted = set(any_of(rows, span, figures=ACCOUNTED).values_list("pk", flat=True))
    broken = sorted(received ^ accounted)[:NAMED_AT_MOST]
    return sorted(rows.filter(pk__in=broken).values_list("code", flat=True))
