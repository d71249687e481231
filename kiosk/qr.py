"""QR codes as inline SVG, without an image library and without a style of their own."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_of(address: str) -> SafeString:
    """Return the QR code of an address; the library escapes what it writes."""
    code = segno.make(address, micro=False, error="m")
    return mark_safe(code.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None))
