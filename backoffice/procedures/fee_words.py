"""What a fee is called and what it comes to, in the words of every page."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

DONG = "VND"


def amount(value: Decimal, *, currency: str = DONG) -> str:
    """Return "8.000 đồng"; a fee of nothing was stated to be nothing, and is not unknown."""
    if not value:
        return _("free of charge")
    places = 0 if value == value.to_integral_value() else 2
    number = number_format(value, places, force_grouping=True)
    return f"{number} {_('đồng') if currency == DONG else currency}"


def line(kind: str, value: Decimal, *, currency: str = DONG, per: str = "") -> str:
    """Return "Lệ phí: 8.000 đồng/bản"; `kind` is its label, "" where the source does not say which."""
    unit = f"/{per}" if per and value else ""
    return f"{capfirst(kind or _('fees and levies'))}: {amount(value, currency=currency)}{unit}"
