"""The QR code on a paper form."""

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def qr(code: str) -> SafeString:
    """Return the QR code of a dossier code as inline SVG; it holds the code and nothing else (R15).

    An empty form has dots for its code, and no picture.
    """
    if not code.isascii():
        return SafeString()
    drawn = segno.make(code, micro=False, error="m")
    return mark_safe(drawn.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None))
