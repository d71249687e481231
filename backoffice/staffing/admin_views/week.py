from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from backoffice.organisation.models import Desk
from backoffice.staffing.admin_views.parameters import desk_asked, page_context, require, week_asked
from backoffice.staffing.roster.checks import Slot
from backoffice.staffing.roster.facts import Roster, read_roster
from backoffice.staffing.roster.rostering import NotAllowed, Stale, set_duties
from backoffice.staffing.roster.sentences import lines
from backoffice.staffing.roster.week_form import WeekForm
from backoffice.staffing.roster.weeks import Week


@require_http_methods(["GET", "HEAD", "POST"])
def edit_week(request: HttpRequest) -> HttpResponse:
    """Show the grid of a week; with `?copy` the empty cells have last week's officers, unsaved."""
    require(request, "staffing.view_duty")
    desk, week = _asked(request)
    roster = read_roster(desk, first=week.monday, last=week.sunday)
    if request.method == "POST":
        require(request, "staffing.change_duty")
        form = WeekForm(roster, request.POST)
        if request.POST.get("action") == "save" and _save(request, form, week):
            return redirect(_address(desk, week))
    else:
        proposed = _last_week(desk, week) if "copy" in request.GET else None
        if proposed == {}:
            messages.info(request, _("Last week has nobody whom this week lacks."))
        form = WeekForm(roster, proposed=proposed)
    return week_page(request, form, week)


@require_POST
def check_week(request: HttpRequest) -> HttpResponse:
    """Return the problems of the names typed so far, without saving anything."""
    require(request, "staffing.change_duty")
    desk, week = _asked(request)
    form = WeekForm(read_roster(desk, first=week.monday, last=week.sunday), request.POST)
    panel = render_to_string("staffing/week_problems.html", _problems(form), request)
    cells = {cell.name: _state(cell) for cell in form.cells.values()}
    sentence = ngettext("%(count)s change not saved", "%(count)s changes not saved", form.changes)
    sentence %= {"count": form.changes}
    return JsonResponse({"panel": panel, "cells": cells, "changes": form.changes, "changes_told": sentence})


def week_page(request: HttpRequest, form: WeekForm, week: Week, **more) -> HttpResponse:
    desk = form.roster.desk
    context = page_context(
        request,
        title=_("Duty roster of week %(week)s") % {"week": week.number},
        office=desk,
        week=week,
        form=form,
        may_roster=request.user.has_perm("staffing.change_duty"),
        here=_address(desk, week),
        before=_address(desk, week.previous),
        after=_address(desk, week.next),
        check=_address(desk, week, page="check"),
        **_problems(form),
        **more,
    )
    return TemplateResponse(request, "staffing/week.html", context)


def _asked(request: HttpRequest) -> tuple[Desk, Week]:
    this_week = Week.of(timezone.localdate(timezone.now()))
    return desk_asked(request), week_asked(request.GET.get("week", ""), otherwise=this_week)


def _address(desk: Desk, week: Week, *, page: str = "week") -> str:
    return f"{reverse(f'admin:staffing_duty_{page}')}?office={desk.slug}&week={week}"


def _problems(form: WeekForm) -> dict:
    return {
        "lines": lines(form.check(), form.roster),
        "errors": [cell for cell in form.cells.values() if cell.error],
        "changes": form.changes,
    }


def _state(cell) -> dict:
    problems = [cell.error] if cell.error else cell.problems
    return {
        "said": " ".join(problems),
        "changed": cell.is_changed,
        "wrong": bool(cell.error) or cell.is_impossible,
    }


def _save(request: HttpRequest, form: WeekForm, week: Week) -> bool:
    if not form.is_valid:
        messages.error(request, _("Nothing was saved: some names are not clear."))
        return False
    reason = _("Duty roster of week %(week)s") % {"week": week}
    try:
        saved = set_duties(
            desk=form.roster.desk, wanted=form.wanted, known=form.known, by=request.user, reason=reason
        )
    except Stale as stale:
        for conflict in stale.conflicts:
            form.show_conflict(conflict.slot, conflict.theirs)
        messages.error(request, str(stale))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = ngettext("%(count)s session was saved.", "%(count)s sessions were saved.", saved.total)
        messages.success(request, sentence % {"count": saved.total})
        return True
    return False


def _last_week(desk: Desk, week: Week) -> dict[Slot, int]:
    """Return last week's officers for the same weekday and session, where this week has nobody yet."""
    before: Roster = read_roster(desk, first=week.previous.monday, last=week.previous.sunday)
    shifted = {
        Slot(slot.counter, week.days[slot.day.weekday()], slot.session): duty.replaces_id or duty.officer_id
        for slot, duty in before.duties.items()
    }
    taken = read_roster(desk, first=week.monday, last=week.sunday)
    open_slots = set(taken.slots) - set(taken.duties)
    return {slot: officer for slot, officer in shifted.items() if slot in open_slots}
