"""Official forms on paper: the kept snapshot, its QR code, and whether this is a re-print."""

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from backoffice.dossiers import accesses, forms, slips
from backoffice.dossiers.admin_views.asking import address_of, require
from backoffice.dossiers.models import Access, Slip

TEMPLATES = {kind: f"dossiers/slips/{kind.lower()}.html" for kind in Slip.Kind.values}
BLANKS = (Slip.Kind.RECEIPT, Slip.Kind.SUPPLEMENT, Slip.Kind.REFUSAL)
DOTS = "……………………………………"
BLANK = {
    "code": DOTS,
    "applicant": {"name": DOTS},
    "content": DOTS,
    "papers": [],
    "missing": [DOTS, DOTS, DOTS],
    "reason": DOTS,
    "ground": "……",
    "sets": "……",
    "term": "…… ngày",
    "received": "…… giờ …… phút, ngày …………",
    "due": "…… giờ …… phút, ngày …………",
    "result_place": DOTS,
    "officer": DOTS,
}
# A5, the register A4 (TT 01/2018 Điều 9.2); the table of the control sheet needs the sheet across.
PAPERS = {Slip.Kind.REGISTER: "a4", Slip.Kind.HAND_OVER_LIST: "a4", Slip.Kind.CONTROL_SHEET: "a5l"}


@require_safe
def print_slip(request: HttpRequest, slip: int) -> HttpResponse:
    require(request, "dossiers.view_slip")
    row = get_object_or_404(Slip.objects.visible_to(request.user).select_related("dossier"), pk=slip)
    if row.dossier is not None:
        accesses.record(
            row.dossier,
            kind=Access.Kind.PRINT,
            by=request.user,
            at=timezone.now(),
            address=address_of(request),
            what=str(row),
        )
    context = {
        "slip": row,
        "form": row.payload,
        "on": parse_date(row.payload["on"]),
        "qr": qr(row.payload["code"]) if row.payload.get("code") else "",
        "printed": slips.count_print(row),
        "paper": PAPERS.get(row.kind, "a5"),
        "is_2025": row.form_set == Slip.FormSet.TT03_2025,
    }
    return TemplateResponse(request, TEMPLATES[row.kind], context)


@require_safe
def print_blank(request: HttpRequest, kind: str) -> HttpResponse:
    """Print an empty form for the days on which the system does not work (R93)."""
    require(request, "dossiers.view_slip")
    desk, today = request.user.desk, localdate(timezone.now())
    if desk is None or kind.upper() not in BLANKS:
        raise Http404
    form = forms.form_for(desk, kind.upper(), on=today)
    payload = {
        "superior": desk.superior,
        "authority": desk.authority,
        "desk": desk.name,
        "place": desk.place,
        "title": form.title,
        "form_number": form.number,
        "number": f"……{form.suffix}",
    } | BLANK
    context = {
        "slip": Slip(kind=kind.upper(), form_set=form.form_set),
        "form": payload,
        "on": today,
        "printed": 1,
        "paper": "a5",
        "is_2025": form.is_of_2025,
    }
    return TemplateResponse(request, TEMPLATES[kind.upper()], context)


def qr(code: str) -> SafeString:
    """Return the QR code of a dossier code as inline SVG; it holds the code and nothing else (R15)."""
    drawn = segno.make(code, micro=False, error="m")
    return mark_safe(drawn.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None))
