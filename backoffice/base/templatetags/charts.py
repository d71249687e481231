"""Charts as inline SVG with their tables: no script, no style attribute, readable without seeing.

`stacked_bars` is for months and other few columns, with its table below; `row_bars` is for names, and the
table is the chart. A bar links to the same page as its number, for the pointer only: users of a screen
reader or the keyboard have the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template

register = template.Library()

WIDTH, HEIGHT = 640, 200
LEFT, BOTTOM, TOP = 48, 24, 12
COLOURS = 5  # classes mc-chart__1 … mc-chart__5 of the style sheet
WHOLE = 100


@dataclass(frozen=True)
class Series:
    """One row of the chart's table: a name and a number for each label, never negative.

    `urls` open the list behind a number.
    """

    name: str
    values: Sequence[float]
    urls: Sequence[str] = ()


@dataclass(frozen=True)
class Row:
    """A name and the parts of its bar; `urls` open the parts, `whole_url` their sum.

    `beside` are further cells without a bar: texts with their addresses.
    """

    name: str
    values: Sequence[int]
    urls: Sequence[str] = ()
    whole_url: str = ""
    beside: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    colour: int
    title: str
    url: str = ""


@dataclass(frozen=True)
class Tick:
    y: float
    number: float


@dataclass(frozen=True)
class Mark:
    """A label under the bars; every second one is left out where there is little room."""

    x: float
    label: str
    is_minor: bool


@register.inclusion_tag("base/chart.html")
def stacked_bars(
    title: str, labels: Sequence[str], series: Sequence[Series], unit: str = "", line: Series | None = None
) -> dict:
    """Draw a bar for each label, with its series on top of one another, and a line above them."""
    totals = [sum(one.values[place] for one in series) for place in range(len(labels))]
    top = _ceiling(max([*totals, *(line.values if line else ())], default=0))
    slot = (WIDTH - LEFT) / max(1, len(labels))
    centres = [round(LEFT + slot * (place + 0.5), 1) for place in range(len(labels))]
    shown = [*series, *([line] if line else [])]
    return {
        "title": title,
        "opens": any(url for one in shown for url in one.urls),
        "unit": unit,
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "baseline": HEIGHT - BOTTOM,
        "bars": [bar for place in range(len(labels)) for bar in _bars(place, labels, series, slot, top)],
        "points": _points(line, centres, top) if line else [],
        "ticks": [Tick(round(_y(top * part / 2, top), 1), top * part / 2) for part in range(3)],
        "marks": [
            Mark(x, label, is_minor=(len(labels) - place) % 2 == 0)
            for place, (x, label) in enumerate(zip(centres, labels, strict=True))
        ],
        "legend": [(number % COLOURS + 1, one.name) for number, one in enumerate(series)],
        "line_name": line.name if line else "",
        "labels": labels,
        "rows": [(one.name, _linked(one.values, one.urls)) for one in shown],
    }


@register.inclusion_tag("base/rows.html")
def row_bars(
    title: str,
    rows: Sequence[Row],
    names: Sequence[str],
    colours: str = "12345",
    beside: Sequence[str] = (),
) -> dict:
    """Draw a table with a bar in each row, divided into the parts `names`, and the numbers beside it.

    `colours` are the numbers of the parts' colours, in order; `beside` are the titles of the further cells.
    """
    top = max((sum(row.values) for row in rows), default=0) or 1
    return {
        "title": title,
        "names": list(zip(colours, names, strict=False)),
        "beside": beside,
        "rows": [
            {
                "name": row.name,
                "url": row.whole_url,
                "bars": _pieces(row, top, colours),
                "numbers": _linked(row.values, row.urls),
                "beside": row.beside,
            }
            for row in rows
        ],
        "whole": WHOLE,
    }


def _bars(place: int, labels: Sequence[str], series: Sequence[Series], slot: float, top: float) -> list[Bar]:
    bars, floor = [], 0.0
    for number, one in enumerate(series):
        (value, url) = _linked(one.values, one.urls)[place]
        if value:
            bars.append(
                Bar(
                    x=round(LEFT + slot * (place + 0.15), 1),
                    y=round(_y(floor + value, top), 1),
                    width=round(slot * 0.7, 1),
                    height=round(_y(floor, top) - _y(floor + value, top), 1),
                    colour=number % COLOURS + 1,
                    title=f"{labels[place]}, {one.name}: {value}",
                    url=url,
                )
            )
        floor += value
    return bars


def _pieces(row: Row, top: float, colours: str) -> list[Bar]:
    bars, start = [], 0.0
    for colour, (value, url) in zip(colours, _linked(row.values, row.urls), strict=False):
        width = WHOLE * value / top
        if value:
            title = f"{row.name}: {value}"
            bars.append(Bar(round(start, 2), 0, round(width, 2), 10, int(colour), title, url))
        start += width
    return bars


def _points(line: Series, centres: Sequence[float], top: float) -> list[tuple[float, float, str, str]]:
    numbers = zip(centres, _linked(line.values, line.urls), strict=True)
    return [(x, round(_y(value, top), 1), f"{line.name}: {value}", url) for x, (value, url) in numbers]


def _linked(values: Sequence[float], urls: Sequence[str]) -> list[tuple[float, str]]:
    """Return each number with its address; a zero has none."""
    addresses = list(urls) + [""] * (len(values) - len(urls))
    return [(value, url if value else "") for value, url in zip(values, addresses, strict=True)]


def _y(value: float, top: float) -> float:
    return TOP + (HEIGHT - BOTTOM - TOP) * (1 - value / top)


def _ceiling(highest: float) -> float:
    """Return a round number at or above `highest`, even so that its half is whole."""
    step = 2.0
    while True:
        for times in (1, 2, 3, 4, 5, 6, 8):
            if highest <= step * times:
                return step * times
        step *= 10
