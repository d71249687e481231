"""Numbers and terms as an office writes them: `{{ 3836|figure }}` is 3.836, `{{ share|percent }}` 4,91 %."""

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.formats import number_format

from backoffice.base import wording

register = template.Library()
register.filter(wording.working_days_left)


@register.filter
def figure(number: int | Decimal | None) -> str:
    """Return the number grouped by thousands; a dash where there is none."""
    return "–" if number is None else number_format(number, force_grouping=True)


@register.filter
def percent(share: Decimal | float | None) -> str:
    """Return a share (0.0491) in percent, two decimals, half up; a dash where there is none."""
    if share is None:
        return "–"
    exact = (Decimal(str(share)) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{number_format(exact, decimal_pos=2, force_grouping=True)}\u00a0%"
