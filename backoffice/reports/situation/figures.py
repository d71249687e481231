"""The situation of an office on a day: figures with earlier ones for comparison, and charts with numbers.

For the head of the desk and the leader of the authority. Every number is one of form 06 or a part of one,
and opens its dossiers; so it depends on the first due date.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from backoffice.base.templatetags.charts import Row, Series
from backoffice.organisation.models import Desk, User
from backoffice.reports.form06 import form06
from backoffice.reports.form06.labels import words_of
from backoffice.reports.form06.lines import named
from backoffice.reports.form06.periods import month, year
from backoffice.reports.form06.questions import DAY_OF, SUMS, Span, by_day, parts_of, tallied
from backoffice.reports.situation import bottlenecks

MONTHS = 12
OFFICES = 25  # named one by one; form 06 has all of them
COMPARED = ("received_in_period", "resolved_total", "in_time", "late", "pending_total", "pending_overdue")


@dataclass(frozen=True)
class Cell:
    """A number with its list, and its share of the resolved if it has one."""

    number: int
    url: str
    percent: str = ""


@dataclass(frozen=True)
class Line:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Trend:
    """The months of a year: resolved in time and late as stacked bars, received as a line."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    line: Series


@dataclass(frozen=True)
class Situation:
    """The situation of an office at the end of a day, alone or `below`: with the offices below it."""

    office: Desk
    on: date
    below: bool
    periods: tuple[tuple[str, Span, str], ...]
    lines: tuple[Line, ...]
    trend: Trend
    holding: bottlenecks.Holding
    offices: tuple[Row, ...]
    offices_url: str
    page_url: str

    @property
    def office_words(self) -> tuple[str, ...]:
        """Return the labels of the offices' bars."""
        return (_("resolved late"),)

    @property
    def words_beside_offices(self) -> tuple[str, ...]:
        """Return the titles of the cells beside those bars."""
        return (_("of the resolved"), _("share"))


@dataclass(frozen=True)
class Lists:
    """Makes the addresses of the lists behind figures of an office, or with those `below`."""

    office: Desk
    below: bool = False

    def of(self, question: str, span: Span, **more: str) -> str:
        asked = self._asked(span) | {"question": question} | more
        return f"{reverse('admin:reports_dossiers')}?{urlencode(asked)}"

    def form(self, span: Span, **more: str) -> str:
        return f"{reverse('admin:reports_form06')}?{urlencode(self._asked(span) | more)}"

    def _asked(self, span: Span) -> dict[str, str]:
        asked = {"office": self.office.slug, "from": span.first.isoformat(), "to": span.last.isoformat()}
        return asked | {"below": "on"} if self.below else asked


def is_asked_of(user: User) -> bool:
    """Whether the first page shows it: to those responsible for all divisions."""
    return user.has_perms(("dossiers.view_dossier", "dossiers.see_every_division"))


def situation(user: User, office: Desk, *, on: date, below: bool = False, is_past: bool = False) -> Situation:
    """Return the situation of an office in sight of `user` at the end of a day, past or present."""
    received: Any = form06.dossiers_of(office, by="field", below=below)
    rows = received.visible_to(user)
    lists = Lists(office, below)
    this_year = Span(year(on).first, on)
    spans = (
        (_("this month"), Span(month(on).first, on)),
        (_("last month"), month(month(on).first - timedelta(days=1))),
        (_("this year"), this_year),
    )
    page = {"office": office.slug, "on": on.isoformat()} | ({"below": "on"} if below else {})
    return Situation(
        office=office,
        on=on,
        below=below,
        periods=tuple((label, span, lists.form(span)) for label, span in spans),
        lines=_lines(rows, lists, [span for _label, span in spans]),
        trend=_trend(rows, lists, on),
        holding=bottlenecks.holding(rows, user, lists, this_year, is_past=is_past),
        offices=_offices(user, Lists(office), this_year),
        offices_url=Lists(office).form(this_year, by="office"),
        page_url=f"{reverse('admin:reports_situation')}?{urlencode(page)}",
    )


def _offices(user: User, lists: Lists, span: Span) -> tuple[Row, ...]:
    """Return for the office and those below it what they resolved in time and late, most late ones first."""
    tree: Any = form06.dossiers_of(lists.office, by="office")
    counts: dict[int, Counter[str]] = {}
    for name in ("in_time", "late"):
        for part in parts_of(tree.visible_to(user), span, figures=SUMS.get(name, (name,))):
            for desk, count in tallied(part, "desk"):
                counts.setdefault(desk, Counter())[name] += count
    if set(counts) <= {lists.office.pk}:
        return ()
    names = named("office", {str(desk) for desk in counts})
    most_late = sorted(counts.items(), key=lambda pair: (-pair[1]["late"], pair[1]["in_time"], pair[0]))
    return tuple(
        _office(names[str(desk)], str(desk), count, lists, span) for desk, count in most_late[:OFFICES]
    )


def _office(name: str, key: str, count: Counter[str], lists: Lists, span: Span) -> Row:
    late, resolved = (lists.of(asked, span, by="office", line=key) for asked in ("late", "resolved_total"))
    share = form06.in_words(form06.percent(count["late"], count.total()))
    beside = ((number_format(count.total(), force_grouping=True), resolved), (share, ""))
    return Row(name, (count["late"],), (late,), whole_url=resolved, beside=beside)


def _lines(rows: QuerySet, lists: Lists, spans: list[Span]) -> tuple[Line, ...]:
    found = [_figures(form06.totals(rows, span)) for span in spans]
    return tuple(
        Line(
            str(words),
            tuple(
                Cell(figures[name], lists.of(name, span), _share(name, figures))
                for span, figures in zip(spans, found, strict=True)
            ),
        )
        for name, words in _words().items()
    )


def _words() -> dict[str, str]:
    return {name: words_of(name) for name in COMPARED}


def _figures(totals: Mapping[str, int]) -> dict[str, int]:
    received = totals["received_online"] + totals["received_direct"]
    return {**totals, "received_in_period": received, "in_time": totals["early"] + totals["on_time"]}


def _share(name: str, figures: Mapping[str, int]) -> str:
    if name not in ("in_time", "late"):
        return ""
    return form06.in_words(form06.percent(figures[name], figures["resolved_total"]))


def _trend(rows: QuerySet, lists: Lists, on: date) -> Trend:
    """Count the days of a year in two ranges and sum them by month."""
    spans = [month(on)]
    while len(spans) < MONTHS:
        spans.insert(0, month(spans[0].first - timedelta(days=1)))
    whole = Span(spans[0].first, spans[-1].last)
    counted: Counter[tuple[str, int, int]] = Counter()
    for question in DAY_OF:
        for day, number in by_day(rows, whole, question=question).items():
            counted[question, day.year, day.month] += number

    def series(question: str, name: str) -> Series:
        numbers = [counted[question, span.first.year, span.first.month] for span in spans]
        return Series(name, numbers, [lists.of(question, span) for span in spans])

    return Trend(
        labels=tuple(f"{span.first:%m/%y}" for span in spans),
        series=(series("in_time", _("Resolved in time")), series("late", _("Resolved late"))),
        line=series("received_in_period", _("Received")),
    )
