"""The offered periods: calendar months; quarters and years that close on the 14th (Nghị định 09/2019)."""

from datetime import date

import pytest

from backoffice.reports.form06.periods import month, periods, quarter, year
from backoffice.reports.form06.questions import Span


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 11, 23), date(2026, 11, 1), date(2026, 11, 30)),
        (date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_month_is_the_calendars(on, first, last):
    assert month(on) == Span(first, last)


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 3, 14), date(2025, 12, 15), date(2026, 3, 14)),
        (date(2026, 3, 15), date(2026, 3, 15), date(2026, 6, 14)),
        (date(2026, 9, 14), date(2026, 6, 15), date(2026, 9, 14)),
        (date(2026, 12, 14), date(2026, 9, 15), date(2026, 12, 14)),
        (date(2026, 12, 15), date(2026, 12, 15), date(2027, 3, 14)),
    ],
)
def test_a_quarter_closes_on_the_14th_of_its_last_month(on, first, last):
    assert quarter(on) == Span(first, last)


def test_a_year_closes_on_the_14th_of_december():
    assert year(date(2026, 12, 14)) == Span(date(2025, 12, 15), date(2026, 12, 14))
    assert year(date(2026, 12, 15)) == Span(date(2026, 12, 15), date(2027, 12, 14))


@pytest.mark.parametrize(
    ("on", "begins"), [(date(2026, 12, 14), date(2025, 12, 15)), (date(2026, 12, 15), date(2026, 12, 15))]
)
def test_six_and_nine_months_begin_with_the_year_and_end_on_a_14th(on, begins):
    offered = periods(on)
    assert offered.half_year == Span(begins, date(begins.year + 1, 6, 14))
    assert offered.nine_months == Span(begins, date(begins.year + 1, 9, 14))


def test_the_period_before_ends_the_day_before():
    offered = periods(date(2027, 1, 1))
    assert offered.last_month == Span(date(2026, 12, 1), date(2026, 12, 31))
    assert offered.last_quarter == Span(date(2026, 9, 15), date(2026, 12, 14))
    assert offered.last_year == Span(date(2025, 12, 15), date(2026, 12, 14))
