"""How the office stands: figures beside those of before, as pictures with the numbers behind them.

For the head of the desk and the leader of the authority. Every number is one of form 06 or a part of one,
and opens its dossiers; so it goes by the first due date.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.base.templatetags.charts import Series
from backoffice.organisation.models import Desk, User
from backoffice.reports import form06, holding
from backoffice.reports.periods import month, year
from backoffice.reports.questions import SUMS, Span, parts_of
from backoffice.reports.words import words_of

MONTHS = 12
COMPARED = ("received_in_period", "resolved_total", "in_time", "late", "pending_total", "pending_overdue")


@dataclass(frozen=True)
class Cell:
    """A number with its list, and its share of the resolved where it is one."""

    number: int
    url: str
    percent: str = ""


@dataclass(frozen=True)
class Line:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Trend:
    """The months of a year: resolved in time and late on one another, received as a line."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    line: Series


@dataclass(frozen=True)
class Situation:
    """Everything below the day's tasks."""

    office: Desk
    on: date
    periods: tuple[tuple[str, Span, str], ...]
    lines: tuple[Line, ...]
    trend: Trend
    holding: holding.Holding
    form_url: str


@dataclass(frozen=True)
class Lists:
    """Makes the addresses of the dossiers behind figures of an office."""

    office: Desk

    def of(self, question: str, span: Span, **more: str) -> str:
        asked = {"office": self.office.slug, "from": span.first.isoformat(), "to": span.last.isoformat()}
        return f"{reverse('admin:reports_dossiers')}?{urlencode(asked | {'question': question} | more)}"

    def form(self, span: Span) -> str:
        asked = {"office": self.office.slug, "from": span.first.isoformat(), "to": span.last.isoformat()}
        return f"{reverse('admin:reports_form06')}?{urlencode(asked)}"


def situation(user: User, *, on: date) -> Situation | None:
    """Return how the account's own office stands; `None` where that is not the account's business."""
    if user.desk is None or not user.has_perms(("dossiers.view_dossier", "dossiers.see_every_division")):
        return None
    office = user.desk
    received: Any = form06.dossiers_of(office, by="field")
    rows = received.visible_to(user)
    lists = Lists(office)
    this_year = Span(year(on).first, on)
    spans = (
        (_("this month"), Span(month(on).first, on)),
        (_("last month"), month(month(on).first - timedelta(days=1))),
        (_("this year"), this_year),
    )
    return Situation(
        office=office,
        on=on,
        periods=tuple((label, span, lists.form(span)) for label, span in spans),
        lines=_lines(rows, lists, [span for _label, span in spans]),
        trend=_trend(rows, lists, on),
        holding=holding.holding(rows, user, lists, this_year, on),
        form_url=lists.form(this_year),
    )


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
    """Count the days of a year in two ranges and fold them into months."""
    spans = [month(on)]
    while len(spans) < MONTHS:
        spans.insert(0, month(spans[0].first - timedelta(days=1)))
    whole = Span(spans[0].first, spans[-1].last)
    received: Counter[tuple[str, int, int]] = Counter()
    columns = {"received_in_period": "received_on", "in_time": "resolved_on", "late": "resolved_on"}
    for question, column in columns.items():
        for part in parts_of(rows, whole, figures=SUMS.get(question, (question,))):
            for day, count in part.order_by().values_list(column).annotate(Count("pk")):
                received[question, day.year, day.month] += count

    def series(question: str, name: str) -> Series:
        numbers = [received[question, span.first.year, span.first.month] for span in spans]
        return Series(name, numbers, [lists.of(question, span) for span in spans])

    return Trend(
        labels=tuple(f"{span.first:%m/%y}" for span in spans),
        series=(series("in_time", _("Resolved in time")), series("late", _("Resolved late"))),
        line=series("received_in_period", _("Received")),
    )
