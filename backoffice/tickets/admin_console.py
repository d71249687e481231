"""The counter console: one page, one big button, no script needed."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backoffice.organisation.models import Counter, Desk, ServiceGroup, User
from backoffice.staffing.counters import presence
from backoffice.staffing.models import CounterSession
from backoffice.tickets import calling, console, requested_services
from backoffice.tickets.admin_forms import ConsoleForm
from backoffice.tickets.models import Ticket

REFUSALS = (calling.NotAllowed, presence.NotAllowed)


@require_http_methods(["GET", "HEAD", "POST"])
def console_page(request: HttpRequest) -> HttpResponse:
    desk = _desk_of(request)
    session = _session(request)
    at = timezone.now()
    if request.method != "POST":
        context = {**admin.site.each_context(request), **_page(request, desk, session, at)}
        return render(request, "tickets/console.html", context)
    form = ConsoleForm(request.POST, desk=desk)
    if not form.is_valid():
        messages.error(request, _("That could not be read: look again and press once more."))
        return redirect("admin:tickets_ticket_console")
    order = form.order()
    try:
        answer = console.carry_out(order, session=session, by=_account(request), at=at)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:tickets_ticket_console")
    if answer:
        messages.info(request, answer)
    return _onwards(order)


@require_safe
def console_waiting(request: HttpRequest) -> HttpResponse:
    """The waiting list alone, for the script that updates it."""
    desk = _desk_of(request)
    session = _session(request)
    at = timezone.now()
    return render(request, "tickets/console_waiting.html", _queue(desk, session, at))


def _onwards(order: console.Order) -> HttpResponseRedirect:
    if order.verb == "receive" and order.ticket is not None:
        if order.ticket.dossier_code:
            return redirect(_dossier_of(order.ticket))
        return redirect(f"{reverse('admin:dossiers_dossier_receive')}?ticket={order.ticket.pk}")
    return redirect("admin:tickets_ticket_console")


def _dossier_of(ticket: Ticket) -> str:
    """The page of the dossier whose receipt was scanned; only accounts that may see it can open it."""
    return reverse("dossier_by_code", args=[ticket.dossier_code])


def _account(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # admin_view lets nobody else in
    return request.user


def _desk_of(request: HttpRequest) -> Desk:
    account = _account(request)
    if not account.has_perm("staffing.work_at_counter") or account.desk is None:
        raise PermissionDenied
    return account.desk


def _session(request: HttpRequest) -> CounterSession | None:
    session = presence.session_of(_account(request))
    today = timezone.localdate()
    return session if session is not None and session.day == today else None


def _queue(desk: Desk, session: CounterSession | None, at) -> dict[str, Any]:
    if session is None:
        return {
            "queue": console.queue_of(desk, at=at)[: console.WAITING_SHOWN],
            "waiting": console.waiting_at(desk, at=at),
            "aside": [],
            "at": at,
            "screens": console.screens_of(desk, at=at),
        }
    return {
        "session": session,
        "queue": console.queue_for(session, at=at)[: console.WAITING_SHOWN],
        "waiting": console.waiting_count(session, at=at),
        "aside": console.set_aside(session, at=at),
        "at": at,
        "screens": console.screens_of(desk, at=at),
    }


def _page(request: HttpRequest, desk: Desk, session: CounterSession | None, at) -> dict[str, Any]:
    page = {
        "title": _("Counter console"),
        "opts": Ticket._meta,
        "session": session,
        "office": desk,
        **_queue(desk, session, at),
    }
    counters = Counter.objects.filter(desk=desk).active().order_by("number")
    if session is None:
        return page | {"duties": console.own_duties(_account(request), at=at), "counters": counters}
    current = console.current_of(session)
    return page | {
        "current": current,
        "recalls": calling.recalls(current) if current else 0,
        "further": requested_services.remaining(current) if current else [],
        "dossier": _dossier_of(current) if current and current.dossier_code else "",
        "recalls_needed": calling.RECALLS_BEFORE_NO_SHOW,
        "undoable": console.undoable(session, by=_account(request), at=at),
        "counters": counters.exclude(pk=session.counter_id),
        "groups": ServiceGroup.objects.filter(desk=desk).active().order_by("position", "series"),
    }
