"""The chart tag: bars that add up, and the same figures in a table."""

import re

import pytest
from django.template import Context, Template

from backoffice.base.templatetags.charts import Series, stacked_bars

LABELS = ["Tháng 9", "Tháng 10"]
SERIES = [Series("đúng hạn", [30, 10]), Series("trễ hạn", [10, 0])]


def drawn(labels=LABELS, series=SERIES) -> str:
    template = Template("{% load charts %}{% stacked_bars title labels series unit='hồ sơ' %}")
    return template.render(Context({"title": "Hồ sơ theo tháng", "labels": labels, "series": series}))


def test_bars_are_stacked_and_in_proportion():
    first, second, third = stacked_bars("", LABELS, SERIES)["bars"]
    assert (first.x, first.y + first.height) == (second.x, 176)
    assert second.y + second.height == first.y
    assert first.height == pytest.approx(3 * second.height)
    assert third.height == second.height


def test_the_highest_bar_stays_below_the_top_line():
    chart = stacked_bars("", ["a"], [Series("s", [99])])
    assert [tick.number for tick in chart["ticks"]] == [0, 50, 100]
    assert chart["bars"][0].y > chart["ticks"][-1].y


def test_every_figure_of_the_chart_is_in_its_table():
    table = drawn().split("<table")[1]
    assert re.findall(r'class="number">(\d+)<', table) == ["30", "10", "10", "0"]


def test_the_drawing_has_a_name_and_each_bar_a_title():
    page = drawn()
    assert 'role="img" aria-label="Hồ sơ theo tháng"' in page
    assert "<title>Tháng 9, trễ hạn: 10</title>" in page


def test_the_drawing_needs_neither_style_nor_script_and_writes_numbers_with_points():
    page = drawn(["a"], [Series("s", [1.5])])
    assert not re.search(r"<script|style=|<style", page)
    assert not re.search(r' (x|y|width|height)="\d+,\d', page)


def test_a_chart_without_figures_is_empty():
    assert stacked_bars("", [], [])["bars"] == []
    assert stacked_bars("", ["a"], [Series("s", [0])])["bars"] == []


def test_links_in_a_drawing_are_for_the_pointer_only_and_the_table_has_them_too():
    page = drawn(series=[Series("đúng hạn", [30, 0], ["/chin/", "/muoi/"])])
    assert '<a href="/chin/" tabindex="-1"><rect' in page
    assert "/muoi/" not in page
    assert 'role="img"' not in page


def test_the_axis_ends_at_a_round_number_near_the_highest():
    assert ">60</text>" in drawn(series=[Series("đúng hạn", [56, 13])])
    assert ">400</text>" in drawn(series=[Series("đúng hạn", [336, 13])])
