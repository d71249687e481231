"""A chart as inline SVG with its table below: no script, no style attribute, readable without seeing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template

register = template.Library()

WIDTH, HEIGHT = 640, 200
LEFT, BOTTOM, TOP = 48, 24, 12
COLOURS = 5  # classes mc-chart__1 … mc-chart__5 of the style sheet


@dataclass(frozen=True)
class Series:
    """One row of the chart's table: a name and a number for each label, never negative."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    colour: int
    title: str


@dataclass(frozen=True)
class Tick:
    y: float
    number: float


@register.inclusion_tag("base/chart.html")
def stacked_bars(title: str, labels: Sequence[str], series: Sequence[Series], unit: str = "") -> dict:
    """Draw a bar for each label, its series on top of one another."""
    totals = [sum(one.values[place] for one in series) for place in range(len(labels))]
    top = _ceiling(max(totals, default=0))
    slot = (WIDTH - LEFT) / max(1, len(labels))
    bars = []
    for place, label in enumerate(labels):
        floor = 0.0
        for number, one in enumerate(series):
            value = one.values[place]
            if value:
                bars.append(
                    Bar(
                        x=round(LEFT + slot * (place + 0.15), 1),
                        y=round(_y(floor + value, top), 1),
                        width=round(slot * 0.7, 1),
                        height=round(_y(floor, top) - _y(floor + value, top), 1),
                        colour=number % COLOURS + 1,
                        title=f"{label}, {one.name}: {value}",
                    )
                )
            floor += value
    return {
        "title": title,
        "unit": unit,
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "baseline": HEIGHT - BOTTOM,
        "bars": bars,
        "ticks": [Tick(round(_y(top * part / 2, top), 1), top * part / 2) for part in range(3)],
        "marks": [(round(LEFT + slot * (place + 0.5), 1), label) for place, label in enumerate(labels)],
        "legend": [(number % COLOURS + 1, one.name) for number, one in enumerate(series)],
        "labels": labels,
        "rows": [(one.name, one.values) for one in series],
    }


def _y(value: float, top: float) -> float:
    return TOP + (HEIGHT - BOTTOM - TOP) * (1 - value / top)


def _ceiling(highest: float) -> float:
    """Return a round number at or above `highest`, even so that its half is whole."""
    step = 2.0
    while True:
        for times in (1, 2, 5):
            if highest <= step * times:
                return step * times
        step *= 10
