"""Personal data on a page, hidden until the officer unmasks it (R81)."""

from django import template

from backoffice.base.masking import DOT
from backoffice.dossiers import masking

register = template.Library()

register.filter("masked_id", masking.masked_id)
register.filter("masked_phone", masking.masked_phone)


@register.filter
def masked_text(text: str) -> str:
    """Keep the last word of an address, which is the place, and hide the rest."""
    last = text.rsplit(",", 1)[-1].strip() if "," in text else ""
    return f"{DOT * 5}, {last}" if last else DOT * 5 if text else ""
