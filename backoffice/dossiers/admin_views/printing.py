"""Official forms on paper: the saved snapshot, the paper size, and whether it is a re-print."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from backoffice.dossiers import accesses
from backoffice.dossiers.admin_views.access import address_of, require
from backoffice.dossiers.models import Access, Slip
from backoffice.dossiers.slips import issuing, official_forms
from backoffice.organisation.models import User
from backoffice.staffing.counters.presence import session_of
from backoffice.tickets.console import current_of
from backoffice.tickets.models import Ticket

TEMPLATES = {kind: f"dossiers/slips/{kind.lower()}.html" for kind in Slip.Kind.values}
# A5, the register A4 (TT 01/2018 Điều 9.2); the table of the control sheet needs landscape.
PAPERS = {
    Slip.Kind.REGISTER: "a4",
    Slip.Kind.HAND_OVER_LIST: "a4p",
    Slip.Kind.URGING: "a4p",
    Slip.Kind.CHAIRMAN: "a4p",
    Slip.Kind.CONTROL_SHEET: "a5l",
}
# An office without A5 paper prints the same form on A4.
A4_OF = {"a5": "a4p", "a5l": "a4"}
BLANKS = (
    Slip.Kind.RECEIPT,
    Slip.Kind.SUPPLEMENT,
    Slip.Kind.REFUSAL,
    Slip.Kind.APOLOGY,
    Slip.Kind.STOP_NOTICE,
    Slip.Kind.CONTROL_SHEET,
    Slip.Kind.REGISTER,
)
DOTS = "……………………………………"
TIME_DOTS = "…… giờ …… phút, ngày …………"
DAY_DOTS = "ngày …… tháng …… năm ………"
BLANK_ROWS = {Slip.Kind.CONTROL_SHEET: 4, Slip.Kind.REGISTER: 12}
BLANK = {
    "code": DOTS,
    "applicant": {"name": DOTS},
    "proxy": {"name": DOTS, "paper": DOTS},
    "content": DOTS,
    "procedure": DOTS,
    "papers": [{"name": DOTS} for _ in range(5)],
    "missing": [DOTS, DOTS, DOTS],
    "reason": DOTS * 3,
    "sets": "……",
    "term": "…… ngày",
    "received": TIME_DOTS,
    "received_on": "…………",
    "requested_on": "…………",
    "stopped_on": "…………",
    "due": TIME_DOTS,
    "new_due_time": TIME_DOTS,
    "resolving": DOTS,
    "result_place": DOTS,
    "officer": DOTS,
}


@require_safe
def print_slip(request: HttpRequest, slip: int) -> HttpResponse:
    require(request, "dossiers.view_slip")
    row = _slip_or_404(request, slip)
    accesses.record_form(
        row, kind=Access.Kind.VIEW, by=request.user, at=timezone.now(), address=address_of(request)
    )
    context = context_of(row, printed=row.printed + 1, asked=request.GET.get("paper", ""))
    context |= {"void": issuing.void_words(row), "counter": _counter_of(request.user)}
    return TemplateResponse(request, TEMPLATES[row.kind], context)


@require_POST
def count_print(request: HttpRequest, slip: int) -> HttpResponse:
    """Count what the browser sent to its print dialog; to look at a form is no print."""
    require(request, "dossiers.view_slip")
    row = _slip_or_404(request, slip)
    accesses.record_form(
        row, kind=Access.Kind.PRINT, by=request.user, at=timezone.now(), address=address_of(request)
    )
    return JsonResponse({"next": issuing.count_print(row) + 1})


def _slip_or_404(request: HttpRequest, slip: int) -> Slip:
    return get_object_or_404(Slip.objects.visible_to(request.user).select_related("dossier"), pk=slip)


@dataclass(frozen=True)
class AtCounter:
    """The open counter to which the officer goes on, and the number that is there."""

    serving: Ticket | None
    may_call: bool


def _counter_of(user: User) -> AtCounter | None:
    session = session_of(user)
    if session is None or session.day != localdate(timezone.now()):
        return None
    current = current_of(session)
    is_served = current is None or current.state == Ticket.State.SERVING
    return AtCounter(current, may_call=is_served and session.paused_at is None)


def context_of(slip: Slip, *, printed: int = 1, asked: str = "") -> dict[str, Any]:
    """Return the context of a saved form's template.

    `printed`: the number that a print from this page has, from 2 on it is marked as a re-print. `asked`: "a4"
    for an office without A5 paper.
    """
    on = parse_date(slip.payload["on"])
    assert on  # `slips` writes it
    return {
        "slip": slip,
        "form": slip.payload,
        "day": day_of_the_head(on),
        "printed": printed,
        "is_2025": slip.form_set == Slip.FormSet.TT03_2025,
        **_paper(slip.kind, asked),
    }


def day_of_the_head(on: date) -> str:
    """Return the day after the place: days below 10 and months 1, 2 with a zero (Nghị định 30/2020)."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


@require_safe
def print_blank(request: HttpRequest, kind: str) -> HttpResponse:
    """Print an empty form for the days on which the system does not work (R93)."""
    require(request, "dossiers.view_slip")
    desk, today = request.user.desk, localdate(timezone.now())
    if desk is None or kind.upper() not in BLANKS:
        raise Http404
    kind = Slip.Kind(kind.upper())
    form = official_forms.form_for(desk, kind, on=today)
    head = issuing.header(desk, form, number=f"……{form.suffix}", on=today)
    rows: list[dict[str, str]] = [{} for _ in range(BLANK_ROWS.get(kind, 0))]
    context = {
        "slip": Slip(kind=kind, form_set=form.form_set),
        "form": head | BLANK | {"agency": DOTS, "rows": rows},
        "day": DAY_DOTS,
        "printed": 1,
        "is_2025": form.is_of_2025,
        **_paper(kind, request.GET.get("paper", "")),
    }
    return TemplateResponse(request, TEMPLATES[kind], context)


def _paper(kind: str, asked: str) -> dict[str, str]:
    usual = PAPERS.get(Slip.Kind(kind), "a5")
    paper = A4_OF.get(usual, usual) if asked == "a4" else usual
    other = "a4" if paper == usual and usual in A4_OF else "a5" if paper != usual else ""
    return {"paper": paper, "page_css": f"backoffice/dossiers-slips-{paper}.css", "other_paper": other}
