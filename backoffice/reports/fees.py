"""Service fees and state levies of a period by division, which settles them with the desk every quarter.

Nghị định 61/2018 Điều 12.9; R46. An amount counts on the day it is paid; an unpaid one, on the day of
reception. Amounts of a dossier that ended without a result count too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from backoffice.base.folding import sort_key
from backoffice.dossiers.models import Dossier, FeeLine
from backoffice.reports.form06 import form06
from backoffice.reports.form06.lines import named
from backoffice.reports.form06.questions import Question, Span, tallied

NOTHING = Decimal(0)


def _paid_lines(span: Span) -> QuerySet[FeeLine]:
    first, after = span.instants
    return FeeLine.objects.paid_between(first, after)


def _paid(rows: QuerySet, span: Span, **asked: bool) -> QuerySet:
    """Search from the amounts of the period, which are fewer than the dossiers in sight."""
    return _counted(rows).filter(pk__in=_paid_lines(span).filter(**asked).values("dossier"))


def _received(rows: QuerySet, span: Span, *, lines: Q) -> QuerySet:
    asked = FeeLine.objects.filter(lines, dossier=OuterRef("pk"))
    return _counted(rows).filter(Exists(asked), received_on__range=(span.first, span.last))


def _counted(rows: QuerySet) -> QuerySet:
    return rows.exclude(nature=Dossier.Nature.PRACTICE)


FEES: dict[str, Question] = {
    "fees_paid": _paid,
    "fees_online": partial(_paid, paid_online=True),
    "fees_exempt": partial(_received, lines=~Q(exempt_ground="")),
    "fees_due": partial(_received, lines=Q(paid_at__isnull=True, exempt_ground="", amount__gt=0)),
}


@dataclass
class Line:
    """A division: its amounts in đồng by kind, the part paid online, and its dossiers by `FEES`."""

    key: str = ""
    name: str = ""
    amounts: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    online: Decimal = NOTHING
    dossiers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FEES, 0))

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), NOTHING)

    @property
    def online_percent(self) -> Decimal | None:
        """Dossiers paid online of those paid, in percent."""
        return form06.percent(self.dossiers["fees_online"], self.dossiers["fees_paid"])

    def add(self, other: "Line") -> None:
        for kind, amount in other.amounts.items():
            self.amounts[kind] += amount
        self.online += other.online
        for name, number in other.dossiers.items():
            self.dossiers[name] += number


def settlement(rows: QuerySet, span: Span) -> tuple[list[Line], Line]:
    """Return the divisions with something to settle, by name, and their sum."""
    found: dict[str, Line] = defaultdict(Line)
    paid = _paid_lines(span).filter(Exists(_counted(rows).filter(pk=OuterRef("dossier"))))
    for division, kind, total, online in paid.by_division():  # type: ignore[attr-defined]
        line = found[_key(division)]
        line.amounts[kind] += total
        line.online += online
    for name, question in FEES.items():
        for division, number in tallied(question(rows, span), "division"):
            found[_key(division)].dossiers[name] += number
    return _named(found), _summed(found.values())


def kinds(whole: Line) -> Iterator[str]:
    """Yield the kinds of fee for the columns of a settlement: those of the law, others if they occur."""
    for kind in FeeLine.Kind:
        if kind != FeeLine.Kind.UNSTATED or whole.amounts.get(kind):
            yield kind


def _key(division: int | None) -> str:
    return "" if division is None else str(division)


def _named(found: dict[str, Line]) -> list[Line]:
    names = named("division", set(found))
    for key, line in found.items():
        line.key, line.name = key, names[key] if key else _("The desk itself")
    return sorted(found.values(), key=lambda line: (sort_key(line.name), line.key))


def _summed(lines: Iterable[Line]) -> Line:
    whole = Line(name=_("Sum"))
    for line in lines:
        whole.add(line)
    return whole
