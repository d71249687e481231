"""Taking a number, and the page of a number: no account, no personal data."""

import secrets
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backoffice.base.row_numbers import row_number
from backoffice.dossiers.tracking import look_up
from backoffice.organisation.models import Desk, ServiceGroup
from backoffice.procedures.models import Procedure
from backoffice.tickets import board, calling, ratings, requested_services, versions
from backoffice.tickets.availability import availabilities
from backoffice.tickets.issuing import NotIssued, group_for, issue, refusal
from backoffice.tickets.models import Rating, Ticket
from backoffice.tickets.waits import waiting_times
from backoffice.tickets.waits.bands import band_words
from kiosk.build import BUILD
from kiosk.catalogue import published
from kiosk.offices import office_or_404
from kiosk.qr import qr_of
from kiosk.throttle import is_within
from kiosk.validation import posted

ISSUES_A_MINUTE = 40
ASK_SOON, ASK_LATER = 4, 15  # seconds after which a phone asks again


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tickets(request: HttpRequest, office: str) -> HttpResponse:
    at = timezone.now()
    desk = office_or_404(office, on=timezone.localdate(at))
    if request.method != "POST":
        return render(request, "kiosk/take.html", choices(desk, at=at))
    if not is_within("issue", request, per_minute=ISSUES_A_MINUTE):
        return _refused(
            request, desk, at, _("Too many numbers were taken from here. Please ask at the desk."), 429
        )
    procedure = _procedure(desk, posted(request, "procedure"), at)
    group = _group(desk, posted(request, "group"), procedure)
    if group is None:
        return _refused(request, desk, at, _("Choose what you came for."), 400)
    try:
        ticket = issue(
            desk=desk,
            group=group,
            at=at,
            request_key=_key(request),
            procedure=procedure,
            priority=_priority(posted(request, "priority")),
            dossier_code=_dossier(posted(request, "dossier")),
        )
    except NotIssued as refused:
        return _refused(request, desk, at, str(refused), 409)
    waiting_times.announce(ticket, at=at)
    return redirect("kiosk:ticket", token=ticket.token)


@never_cache
@require_safe
def ticket_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a number; a phone that has the current page gets 304 before anything is computed."""
    at = timezone.now()
    ticket = _ticket(token)
    mark = f'"{BUILD}-{versions.version_of(ticket.desk.slug)}-{ticket.version}-{board.slot(at)}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304)
    context = {
        "office": ticket.desk,
        "ticket": ticket,
        "at": at,
        "qr": qr_of(request, request.path),
        "scores": Rating.Score.choices,
        "rated": Rating.objects.filter(ticket=ticket).exists(),
        "further": requested_services.remaining(ticket),
        "groups": ServiceGroup.objects.filter(desk=ticket.desk).active().order_by("position", "series"),
        **_place(ticket, at),
    }
    answer = render(request, "kiosk/ticket.html", context)
    answer["ETag"] = mark
    return answer


@never_cache
@require_safe
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """The slip for the printer of the touch screen, 80 mm wide."""
    ticket = _ticket(token)
    qr = qr_of(request, request.path.removesuffix("paper/"))
    context = {"office": ticket.desk, "ticket": ticket, "qr": qr, **_place(ticket, timezone.now())}
    return render(request, "kiosk/paper.html", context)


@require_POST
def later(request: HttpRequest, token: str) -> HttpResponse:
    return _asked(request, token, calling.postpone)


@require_POST
def leave(request: HttpRequest, token: str) -> HttpResponse:
    return _asked(request, token, calling.leave)


@never_cache
@require_POST
def also(request: HttpRequest, token: str) -> HttpResponse:
    """Request one more service with the same number, while it waits."""
    ticket = _ticket(token)
    group = _group(ticket.desk, posted(request, "group"), None)
    if group is None:
        return _ticket_refused(request, ticket, _("Choose what you came for."))
    try:
        calling.add_service(ticket, group=group, at=timezone.now())
    except calling.NotAllowed as refused:
        return _ticket_refused(request, ticket, str(refused))
    return redirect("kiosk:ticket", token=token)


@never_cache
@require_POST
def rate(request: HttpRequest, token: str) -> HttpResponse:
    ticket = _ticket(token)
    try:
        ratings.rate(ticket, score=posted(request, "score"), at=timezone.now())
    except ratings.NotRated as refused:
        return _ticket_refused(request, ticket, str(refused))
    return redirect("kiosk:ticket", token=token)


def _asked(request: HttpRequest, token: str, verb: Any) -> HttpResponse:
    ticket = _ticket(token)
    try:
        verb(ticket, at=timezone.now())
    except calling.NotAllowed as refused:
        return _ticket_refused(request, ticket, str(refused))
    return redirect("kiosk:ticket", token=token)


def _ticket(token: str) -> Ticket:
    rows = Ticket.objects.select_related("desk", "group", "procedure", "counter")
    return get_object_or_404(rows, token=token)


def _place(ticket: Ticket, at: datetime) -> dict[str, Any]:
    if ticket.state != Ticket.State.WAITING or ticket.business_day != timezone.localdate(at):
        return {"is_over": ticket.business_day != timezone.localdate(at)}
    place = waiting_times.place_of(ticket, at=at)
    words = band_words(place.band)
    again = ASK_SOON if place.ahead <= 2 else ASK_LATER
    return {
        "ahead": place.ahead,
        "band": words,
        "at_most": place.at_most,
        "is_over": False,
        "again": again,
    }


def choices(desk: Desk, *, at: datetime) -> dict[str, Any]:
    """Return the choices at the touch screen now, and why others are closed; with the key of one number."""
    available = availabilities(desk, at=at)
    waits = waiting_times.newcomers(desk, at=at)
    return {
        "office": desk,
        "key": secrets.token_hex(16),
        "choices": [
            {
                "group": group,
                "refused": "" if available[group.pk] else refusal(available[group.pk], group, at=at),
                "band": band_words(waits.get(group.pk)),
            }
            for group in _groups(desk)
        ],
        "priorities": [choice for choice in Ticket.Priority.choices if choice[0]],
    }


def _refused(request: HttpRequest, desk: Desk, at: datetime, why: str, status: int) -> HttpResponse:
    return render(request, "kiosk/take.html", choices(desk, at=at) | {"why": why}, status=status)


def _ticket_refused(request: HttpRequest, ticket: Ticket, why: str) -> HttpResponse:
    context = {"office": ticket.desk, "ticket": ticket, "why": why}
    return render(request, "kiosk/ticket_refused.html", context, status=409)


def _groups(desk: Desk) -> QuerySet[ServiceGroup]:
    return ServiceGroup.objects.filter(desk=desk).active().order_by("position", "series")


def _group(desk: Desk, key: str, procedure: Procedure | None) -> ServiceGroup | None:
    if procedure is not None:
        return group_for(desk, procedure)
    groups = ServiceGroup.objects.filter(desk=desk).active()
    return groups.filter(pk=row_number(key)).first()


def _procedure(desk: Desk, code: str, at: datetime) -> Procedure | None:
    posting = (
        published(desk, on=timezone.localdate(at)).filter(procedure__code=code).first() if code else None
    )
    return posting.procedure if posting else None


def _dossier(code: str) -> str:
    """The code as it is printed, if there is such a dossier; the page does not reveal whether there is."""
    found = look_up(code) if code else None
    return found.code if found else ""


def _priority(value: str) -> str:
    return value if value in Ticket.Priority.values else Ticket.Priority.NONE


def _key(request: HttpRequest) -> str:
    """Return the posted key; a page without one gets its own number."""
    return posted(request, "key", at_most=64) or secrets.token_hex(16)
