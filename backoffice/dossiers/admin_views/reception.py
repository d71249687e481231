"""Reception on one screen: procedure, papers, applicant, appointment, save, print."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backoffice.base.row_numbers import row_number
from backoffice.dossiers import accesses, explanations, identity
from backoffice.dossiers.admin_views.access import (
    REFUSALS,
    address_of,
    page_context,
    require,
    require_at_the_counter,
    sentence,
)
from backoffice.dossiers.models import Access, Applicant, Dossier, Slip
from backoffice.dossiers.reception import appointments, intake, procedure_choices
from backoffice.dossiers.reception.form import MomentField, ReceptionForm, TermForm
from backoffice.dossiers.verbs import refusing, supplementing
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import Posting, ProcedureVersion
from backoffice.procedures.models.versions import PostingQuerySet
from backoffice.staffing.counters.presence import session_of
from backoffice.tickets.models import Ticket

PERMISSION = "dossiers.receive_dossier"
# The shortest passport; every number that is found is a recorded look.
SHORTEST_ID = 6
MOST_SHOWN = 5


@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Find the procedure, then receive, ask for papers or refuse; after an error the typed text stays."""
    require_at_the_counter(request, "receive", PERMISSION)
    posting = _posting(request)
    if posting is None:
        return _choose(request)
    try:
        version = appointments.version_for(posting, on=_day(request))
    except appointments.NotReceivable as refusal:
        messages.error(request, str(refusal))
        return _choose(request)
    data = request.POST if request.method == "POST" else None
    form = ReceptionForm(
        data,
        posting=posting,
        version=version,
        today=localdate(timezone.now()),
        initial={"receipt_requested": False},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _carry_out(request, form)
        except intake.PapersMissing as refusal:
            form.mark_missing(refusal.missing)
        except intake.AlreadyReceived as refusal:
            form.renew()
            form.add_error(None, str(refusal))
        except REFUSALS as refusal:
            form.add_error(None, sentence(refusal))
    known = form.known if form.is_bound else None
    context = page_context(
        request,
        title=_("Receive a dossier"),
        form=form,
        posting=posting,
        version=version,
        session=session_of(request.user),
        appointment=_appointment(request, posting, version=version, channel=Dossier.Channel.IN_PERSON),
        **(_met_again(request, known, posting) if known else {}),
    )
    return TemplateResponse(request, "dossiers/receive.html", context)


@require_safe
def appointment(request: HttpRequest) -> HttpResponse:
    """Return when the result would be due, and why, while the officer types."""
    require(request, PERMISSION)
    posting = _posting(request)
    if posting is None:
        return JsonResponse({"error": _("Choose a procedure.")}, status=404)
    channel = request.GET.get("channel", "")
    try:
        version = appointments.version_for(posting, on=_day(request))
    except appointments.NotReceivable as refusal:
        return JsonResponse({"due": "", "error": str(refusal)})
    return JsonResponse(_appointment(request, posting, version=version, channel=channel))


@require_safe
def applicant(request: HttpRequest) -> HttpResponse:
    """Return who has exactly this ID number at the officer's desk, or what looks wrong with the number."""
    require(request, PERMISSION)
    number = identity.normalised(request.GET.get("id_number", ""))
    kind = request.GET.get("kind", "")
    people = Applicant.objects.visible_to(request.user).with_id_number(number, desk=request.user.desk)
    found = people.first() if len(number) >= SHORTEST_ID else None
    if found is None:
        kind = kind if kind in Applicant.Kind.values else Applicant.Kind.CITIZEN
        doubts = identity.warnings(number, "", "", kind, localdate(timezone.now()))
        return JsonResponse({"found": False, "doubt": " ".join(doubts)})
    shown = _met_again(request, found, _posting(request))
    return JsonResponse(
        {
            "found": True,
            "number": found.id_number,
            "full_name": found.full_name,
            "phone": found.phone,
            "address": found.address,
            "email": found.email,
            "kind": found.kind,
            "shown": render_to_string("dossiers/known.html", shown, request),
            "is_running": any(row["is_same"] for row in shown["running"]),
        }
    )


def _met_again(request: HttpRequest, known: Applicant, posting: Posting | None) -> dict[str, Any]:
    """Return a known person with the open dossiers, the same procedure first; the look is recorded (R80)."""
    dossiers = known.dossiers.order_by("-received_at", "-pk")
    if last := dossiers.first():
        accesses.record(
            last,
            kind=Access.Kind.UNMASK,
            by=request.user,
            at=timezone.now(),
            address=address_of(request),
            what=_("applicant found by ID number at reception"),
        )
    procedure = posting.procedure_id if posting else None
    running = [
        {"dossier": dossier, "is_same": dossier.procedure_id == procedure}
        for dossier in dossiers.open().select_related("procedure")
    ]
    running.sort(key=lambda row: not row["is_same"])
    return {"known": known, "running": running[:MOST_SHOWN], "more": len(running[MOST_SHOWN:])}


def _posting(request: HttpRequest) -> Posting | None:
    asked = row_number(request.POST.get("posting") or request.GET.get("posting") or "")
    rows = _postings(request).filter(pk=asked)
    return rows.select_related("procedure__field", "desk", "division").first()


def _postings(request: HttpRequest) -> PostingQuerySet:
    rows = Posting.objects.visible_to(request.user).filter(desk=request.user.desk)
    return rows.published(on=_day(request))


def _day(request: HttpRequest) -> date:
    """Return the day whose list and versions apply: today, or the day on paper of a late entry (R93)."""
    today = localdate(timezone.now())
    on_paper_at = _on_paper_at(request)
    return min(localdate(on_paper_at), today) if on_paper_at else today


def _on_paper_at(request: HttpRequest) -> datetime | None:
    parameters = request.POST if request.method == "POST" else request.GET
    try:
        return MomentField().clean(parameters.get("on_paper_at", ""))
    except ValidationError:
        return None


def _choose(request: HttpRequest) -> HttpResponse:
    """Show the search by code or folded name; the list alone for the script on the page."""
    text, desk = request.GET.get("q", "").replace("\x00", ""), request.user.desk
    rows, ticket = _postings(request), _ticket(request)
    is_part = request.GET.get("part") == "list"
    if ticket is not None and ticket.procedure_id and not text and not is_part:
        meant = rows.filter(procedure=ticket.procedure_id).first()
        if meant is not None:
            return redirect(f"{request.path}?posting={meant.pk}")
    group = ticket.group if ticket is not None else None
    context = page_context(
        request,
        title=_("Receive a dossier"),
        q=text,
        postings=procedure_choices.offers(rows, text, desk=desk, group=group) if desk else [],
        session=session_of(request.user),
        ticket=ticket,
    )
    page = "dossiers/postings.html" if is_part else "dossiers/choose.html"
    return TemplateResponse(request, page, context)


def _ticket(request: HttpRequest) -> Ticket | None:
    asked = row_number(request.GET.get("ticket", ""))
    return Ticket.objects.visible_to(request.user).select_related("group").filter(pk=asked).first()


def _carry_out(request: HttpRequest, form: ReceptionForm) -> HttpResponse:
    cleaned, at = form.cleaned_data, timezone.now()
    if form.pressed == "supplement":
        asked = supplementing.ask_at_the_counter(
            form.reception(),
            missing=form.missing_names(),
            reason=cleaned["supplement_reason"],
            user=request.user,
            at=at,
        )
        return _printed(asked.slip_id)
    if form.pressed == "refuse":
        refused = refusing.refuse_at_the_counter(
            procedure=form.posting.procedure,
            applicant=form.person(),
            content=cleaned["content"] or form.version.name,
            ground=cleaned["refusal_ground"],
            text=cleaned["refusal_text"],
            user=request.user,
            at=at,
        )
        return _printed(refused.slip_id)
    dossier = intake.receive(form.reception(), user=request.user, at=at)
    messages.success(request, _("%(dossier)s was received.") % {"dossier": dossier})
    slip = dossier.slips.filter(kind=Slip.Kind.RECEIPT).order_by("pk").last()
    if slip is None:
        return redirect(f"{reverse('admin:dossiers_dossier_change', args=[dossier.pk])}#saved")
    return _printed(slip.pk)


def _printed(slip: int | None) -> HttpResponse:
    """Go to the page of the paper, which opens the print dialog."""
    return redirect(f"{reverse('admin:dossiers_slip_print', args=[slip])}#print")


def _appointment(request: HttpRequest, posting: Posting, *, version: ProcedureVersion, channel: str) -> dict:
    """Return the appointment a reception would get now, or why there is none."""
    typed = TermForm(request.GET)
    try:
        agreed = appointments.appointment(
            posting,
            channel=channel,
            calendar=calendar_for(posting.desk),
            at=timezone.now(),
            shown=version,
            case=request.GET.get("case", ""),
            limit=version.time_limits.filter(pk=row_number(request.GET.get("limit", ""))).first(),
            term=typed.term() if typed.is_valid() else None,
            on_paper_at=_on_paper_at(request),
        )
    except REFUSALS as refusal:
        return {"due": "", "error": sentence(refusal)}
    due = agreed.due
    return {
        "due": f"{localtime(due.due_at):%H:%M}",
        "day": _weekday(due.due_on),
        "why": [
            {"day": f"{line.date:%d/%m}", "counted": line.counted, "why": line.why}
            for line in explanations.lines(due.days)
        ],
        "warnings": explanations.warnings(due),
        "error": "",
    }


def _weekday(day: date) -> str:
    names = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
    return f"{names[day.weekday()]} {day:%d/%m/%Y}"
