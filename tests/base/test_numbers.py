"""Numbers and terms as an office writes them."""

from decimal import Decimal

import pytest

from backoffice.base.templatetags.numbers import figure, percent
from backoffice.base.wording import working_days_left


@pytest.mark.parametrize(("number", "written"), [(30898, "30.898"), (7, "7"), (0, "0"), (None, "–")])
def test_figures_are_grouped_by_thousands(number, written):
    assert figure(number) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (Decimal(130) / Decimal(2645), "4,91\u00a0%"),
        (Decimal(2515) / Decimal(2645), "95,09\u00a0%"),
        (Decimal("0.00125"), "0,13\u00a0%"),
        (1, "100,00\u00a0%"),
        (0.5, "50,00\u00a0%"),
        (None, "–"),
    ],
)
def test_a_share_has_two_decimals_half_up(share, written):
    assert percent(share) == written


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (2, "còn 2 ngày làm việc"),
        (0, "đến hạn hôm nay"),
        (-3, "quá hạn 3 ngày làm việc"),
    ],
)
def test_a_term_is_written_in_working_days(days, written):
    assert working_days_left(days) == written
