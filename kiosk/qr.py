"""QR codes as inline SVG, without an image library and without style attributes."""

import segno
from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe


def qr_of(request: HttpRequest, path: str) -> SafeString:
    """Return the QR code of one of our pages, with the address under which a phone reaches it.

    A touch screen that uses `localhost` needs `PUBLIC_URL` for that. The library escapes
    its output.
    """
    address = f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)
    code = segno.make(address, micro=False, error="m")
    return mark_safe(code.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None))
