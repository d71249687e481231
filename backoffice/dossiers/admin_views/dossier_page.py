"""The page of a dossier, in the order of a paper file; the next step is the one big button."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backoffice.base.row_numbers import row_number
from backoffice.dossiers import accesses, explanations, worklist
from backoffice.dossiers.admin_views.access import address_of, dossier_or_404, page_context, require
from backoffice.dossiers.lifecycle import clock, routing
from backoffice.dossiers.models import Access, Consultation, Dossier, Step
from backoffice.dossiers.verbs import paying, table
from backoffice.dossiers.verbs.apologising import DRAFT_APOLOGY

SHOWN_FOR = 300


@dataclass(frozen=True)
class Stage:
    """A step in the line at the top; its CSS class means done, current or late."""

    step: Step
    css: str


@require_safe
def dossier_page(request: HttpRequest, dossier: int) -> HttpResponse:
    row = dossier_or_404(request, dossier)
    at = timezone.now()
    unmasked = _is_unmasked(request, row, at=at)
    accesses.record(row, kind=Access.Kind.VIEW, by=request.user, at=at, address=address_of(request))
    steps = Step.objects.select_related("division", "officer", "deputy_for")
    questions = Consultation.objects.select_related("division", "asked_by", "answered_by").order_by(
        "asked_at"
    )
    prefetch_related_objects(
        [row],
        "apologies__cause",
        "events",
        "pause_proposals",
        Prefetch("consultations", questions),
        Prefetch("steps", steps),
    )
    line = dict(worklist.lines([row], user=request.user, at=at))[row]
    possible = table.possible(row, user=request.user)
    context = page_context(
        request,
        title=row.code,
        dossier=row,
        line=line,
        unmasked=unmasked,
        may_unmask=request.user.has_perm("dossiers.unmask_applicant"),
        explanations=[
            (made, explanations.lines(clock.explained_days(made)))
            for made in row.computations.order_by("-at", "-pk")
        ],
        actions=[verb for verb in possible if not verb.is_repair],
        repairs=[verb for verb in possible if verb.is_repair],
        may_write=DRAFT_APOLOGY.may(request.user),
        steps=_stages(row, at=at),
        events=[
            (event, table.label(event.kind))
            for event in sorted(row.events.all(), key=attrgetter("seq"), reverse=True)
        ],
        consultations=row.consultations.all(),
        result=row.results.standing().select_related("in_place_of").first(),
        papers=row.components.order_by("ordinal"),
        **paying.fees_of(row),
        slips=row.slips.order_by("-issued_at", "-pk"),
        hand_overs=sorted(row.hand_overs.all(), key=attrgetter("ordinal")),
        apologies=sorted(row.apologies.all(), key=attrgetter("pk")),
        attachments=row.attachments.order_by("added_at", "pk"),
    )
    return TemplateResponse(request, "dossiers/dossier.html", context)


def dossier_history(
    request: HttpRequest, object_id: str, page: Callable[[HttpRequest, str], HttpResponse]
) -> HttpResponse:
    """Show which columns changed; names and addresses are among them, so the access is recorded (R80)."""
    row = dossier_or_404(request, row_number(object_id))
    accesses.record(
        row,
        kind=Access.Kind.VIEW,
        by=request.user,
        at=timezone.now(),
        address=address_of(request),
        what=_("history of the dossier"),
    )
    return page(request, object_id)


@require_POST
def unmask(request: HttpRequest, dossier: int) -> HttpResponse:
    """Show ID and telephone in full for five minutes; the click is recorded (R81)."""
    row = dossier_or_404(request, dossier)
    require(request, "dossiers.unmask_applicant")
    at = timezone.now()
    accesses.record(
        row,
        kind=Access.Kind.UNMASK,
        by=request.user,
        at=at,
        address=address_of(request),
        what=_("ID number and telephone"),
    )
    return redirect("admin:dossiers_dossier_change", row.pk)


def _is_unmasked(request: HttpRequest, dossier: Dossier, *, at: datetime) -> bool:
    if not request.user.has_perm("dossiers.unmask_applicant"):
        return False
    last = (
        dossier.accesses.filter(user=request.user.pk, kind=Access.Kind.UNMASK).order_by("-at", "-pk").first()
    )
    return last is not None and (at - last.at).total_seconds() < SHOWN_FOR


def _stages(dossier: Dossier, *, at: datetime) -> list[Stage]:
    return [
        Stage(step, _css(step, dossier, at))
        for step in sorted(dossier.steps.all(), key=attrgetter("ordinal"))
    ]


def _css(step: Step, dossier: Dossier, at: datetime) -> str:
    if step.ended_at is not None:
        return "is-done is-late" if step.timeliness == Dossier.Timeliness.LATE else "is-done"
    if step.started_at is None:
        return ""
    overdue = dossier.is_open and routing.step_timeliness(step, at=at) == Dossier.Timeliness.LATE
    return "is-current is-late" if overdue else "is-current"
