"""The questions behind form 06, each a set of dossiers: a figure is the length of its list (R48).

Columns are those of Biểu số 06/VPCP/KSTT. Official figures go by the first due date (R38). Dossiers
that ended without a result (stopped, withdrawn) are counted beside the form and in none of its columns (R51).
A dossier refused after examination has a result, the notice, and is among the resolved.

The figures are defined once, in `PARTS`: each part is one range of one index, so that of a million dossiers
only the rows of the period are read. A list is the same parts, joined.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Aggregate, Count, Func, Q, QuerySet
from django.utils.timezone import make_aware

from backoffice.dossiers.models import Dossier

Question = Callable[[QuerySet, "Span"], QuerySet]
Condition = Callable[["Span"], Q]
Channel, Nature, State, Timeliness = Dossier.Channel, Dossier.Nature, Dossier.State, Dossier.Timeliness


@dataclass(frozen=True)
class Span:
    """A period, both days included, in Vietnam's days.

    `as_of` is the day of the question: what is pending is judged at its end where the period goes on after
    it, for no figure judges a day that has not come. Without it the period is over.
    """

    first: date
    last: date
    as_of: date | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("A period ends on or after the day it begins.")

    @property
    def is_over(self) -> bool:
        return self.as_of is None or self.last < self.as_of

    @property
    def judged_on(self) -> date:
        """The day at whose end the pending dossiers are judged."""
        return self.last if self.is_over else min(self.last, self.as_of or self.last)

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """Return the first instant of the period and the first one after it."""
        first, after = (
            make_aware(datetime.combine(day, time.min)) for day in (self.first, self.last + timedelta(days=1))
        )
        return first, after


@dataclass(frozen=True)
class Part:
    """Dossiers within one range, and the figures in which they may be counted."""

    within: Condition
    figures: Mapping[str, Condition]


def counting(span: Span) -> Q:
    """The dossiers that the form may count: no practice, none that ended without result by the last day."""
    return ~Q(nature=Nature.PRACTICE) & (Q(ended_on__isnull=True) | Q(ended_on__gt=span.last))


def before(span: Span) -> Q:
    return Q(received_on__lt=span.first)


def _received(span: Span) -> Q:
    return counting(span) & Q(received_on__range=(span.first, span.last))


def _resolved(span: Span) -> Q:
    return counting(span) & Q(resolved_on__range=(span.first, span.last))


def _resolved_afterwards(span: Span) -> Q:
    return counting(span) & Q(resolved_on__gt=span.last, received_on__lte=span.last)


def _unresolved(span: Span) -> Q:
    return counting(span) & Q(resolved_on__isnull=True, received_on__lte=span.last)


# At the end of the last day, or of today while the period goes on: due then or later is in time. A clock
# that stopped in time keeps the dossier in time (R30) until it goes on, which moves the date asked here.
UNRESOLVED: dict[str, Condition] = {
    "pending_in_time": lambda span: Q(due_original_on__gte=span.judged_on) | Q(is_clock_stopped=True),
    "pending_overdue": lambda span: Q(due_original_on__lt=span.judged_on, is_clock_stopped=False),
}
PENDING: dict[str, Condition] = {
    "pending_in_time": lambda span: Q(due_original_on__gte=span.last),
    "pending_overdue": lambda span: Q(due_original_on__lt=span.last),
}
PARTS = (
    Part(
        _received,
        {
            "received_online": lambda span: Q(channel=Channel.ONLINE),
            # In person or by post.
            "received_direct": lambda span: ~Q(channel=Channel.ONLINE),
        },
    ),
    Part(
        _resolved,
        {
            "early": lambda span: Q(timeliness=Timeliness.EARLY),
            "on_time": lambda span: Q(timeliness=Timeliness.ON_TIME),
            "late": lambda span: Q(timeliness=Timeliness.LATE),
            "carried_over": before,
        },
    ),
    Part(_resolved_afterwards, PENDING | {"carried_over": before}),
    Part(_unresolved, UNRESOLVED | {"carried_over": before}),
)
FIGURES = (
    "received_online",
    "received_direct",
    "carried_over",
    "early",
    "on_time",
    "late",
    "pending_in_time",
    "pending_overdue",
)
SUMS = {
    "received_total": ("received_online", "received_direct", "carried_over"),
    "resolved_total": ("early", "on_time", "late"),
    "pending_total": ("pending_in_time", "pending_overdue"),
    "in_time": ("early", "on_time"),
    "received_in_period": ("received_online", "received_direct"),
}
# The day on which a dossier is counted in a figure of the period.
DAY_OF = {"received_in_period": "received_on", "in_time": "resolved_on", "late": "resolved_on"}


def number(**asked: Any) -> Count:
    """Count rows by a column that is never empty and is the first of every index.

    To count by primary key PostgreSQL would have to read the table.
    """
    return Count("desk", **asked)


class Unindexed(Func):
    """A column to group by, for which SQLite must not use an index (it ignores the index of `+column`).

    Without the sign SQLite reads the whole index that begins with this column, because it is in the order of
    the groups. With it SQLite reads only the range that the period needs, from another index.
    """

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s")


def tallied(rows: QuerySet, *columns: str, **counts: Aggregate) -> QuerySet:
    """Return tuples of `columns` with `counts` in their order, or with the number of rows."""
    return rows.order_by().values_list(*map(Unindexed, columns)).annotate(**(counts or {"rows": number()}))


def counts_of(part: Part, span: Span) -> dict[str, Count]:
    """Return the counts for the figures of a part."""
    return {name: number(filter=condition(span)) for name, condition in part.figures.items()}


def any_of(rows: QuerySet, span: Span, *, figures: Iterable[str]) -> QuerySet:
    """Return the dossiers counted in one of the figures."""
    return rows.filter(reduce(or_, _conditions(span, figures)))


def parts_of(rows: QuerySet, span: Span, *, figures: Iterable[str]) -> list[QuerySet]:
    """Return the same dossiers in disjoint sets, each quick to count."""
    return [rows.filter(condition) for condition in _conditions(span, figures)]


def by_day(rows: QuerySet, span: Span, *, question: str) -> Counter[date]:
    """Return the number for each day of the span, for a figure of `DAY_OF`; days without any are left out."""
    found: Counter[date] = Counter()
    for part in parts_of(rows, span, figures=SUMS.get(question, (question,))):
        found.update(dict(tallied(part, DAY_OF[question])))
    return found


def ended_by_day(rows: QuerySet, span: Span) -> QuerySet:
    """Return day of reception, day of the end and number of dossiers received and ended in the span (R51).

    Form 06 of a span that ends between the two days counts them as received.
    """
    within = Q(ended_on__range=(span.first, span.last), received_on__gte=span.first)
    return tallied(rows.filter(~Q(nature=Nature.PRACTICE), within), "received_on", "ended_on")


def _conditions(span: Span, figures: Iterable[str]) -> list[Q]:
    asked = set(figures)
    found = []
    for part in PARTS:
        inside = [condition(span) for name, condition in part.figures.items() if name in asked]
        if inside:
            found.append(part.within(span) & reduce(or_, inside))
    return found


def _ended(rows: QuerySet, span: Span, *, states: tuple[str, ...]) -> QuerySet:
    ended = Q(ended_on__range=(span.first, span.last), state__in=states)
    return rows.filter(~Q(nature=Nature.PRACTICE), ended)


def refused(rows: QuerySet, span: Span) -> QuerySet:
    """Refused after examination: a part of the resolved."""
    return rows.filter(_resolved(span), state=State.REFUSED)


QUESTIONS: dict[str, Question] = {name: partial(any_of, figures=(name,)) for name in FIGURES}
# The sums of the form as questions: a sum is the length of its list, too.
TOTALS: dict[str, Question] = {name: partial(any_of, figures=parts) for name, parts in SUMS.items()}
# Beside the form (R51).
SIDE: dict[str, Question] = {
    "stopped": partial(_ended, states=(State.STOPPED, State.UNANSWERED)),
    "withdrawn": partial(_ended, states=(State.WITHDRAWN,)),
    "refused": refused,
}
