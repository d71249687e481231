"""Apologies: letters that are due, dossiers late without one, and the chairman's apologies."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from backoffice.base.row_numbers import row_numbers
from backoffice.dossiers import accesses, apologies, bulk, chairman
from backoffice.dossiers.admin_views import printing
from backoffice.dossiers.admin_views.access import address_of, page_context, require
from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import Access, Apology, ChairmanApology, Dossier, Slip
from backoffice.dossiers.verbs import urging
from backoffice.dossiers.verbs.apologising import DRAFT_APOLOGY, SIGN_APOLOGY
from backoffice.dossiers.verbs.urging import URGE
from backoffice.organisation.models import User
from backoffice.organisation.working_time import calendar_for
from backoffice.staffing.models import Feedback

SHOWN = 100
SIGNED_AT_ONCE = 20  # each is read before it is signed


class ChairmanForm(forms.Form):
    prohibition = forms.ChoiceField(
        label=gettext_lazy("Forbidden act"), choices=ChairmanApology.Prohibition.choices
    )
    addressee = forms.CharField(label=gettext_lazy("Apology addressed to"), max_length=300)
    text = forms.CharField(
        label=gettext_lazy("Words of the apology"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What happened, what was done about it, in your own words."),
    )


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Show what ends today, who must write by when and why, the drafts, and what is late without letter."""
    require(request, "dossiers.view_dossier")
    user, at = request.user, timezone.now()
    today = localdate(at)
    rows = Dossier.objects.visible_to(user).counted()
    owed = apologies.queue(user.desk, rows, on=today) if user.desk else []
    late = apologies.late_without_letter(rows, on=today)
    late_now = apologies.of_this_year(late, on=today)
    drafts = Apology.objects.visible_to(user).drafts()
    to_sign = drafts.worth_signing(on=today)
    shown = apologies.with_responsible_step(apologies.most_urgent_first(late_now)[:SHOWN])
    urged = urging.last_of([*(line.dossier for line in owed), *(dossier for dossier, _step in shown)])
    context = page_context(
        request,
        title=_("Apologies to be written"),
        hours=apologies.hours(user.desk, rows, calendar_for(user.desk), at=at) if user.desk else [],
        owed=[(line, urged.get(line.dossier.pk)) for line in owed],
        urging=_urging(owed) if URGE.may(user) else "",
        may_write=DRAFT_APOLOGY.may(user),
        drafts=apologies.to_sign(to_sign, on=today).select_related("dossier", "cause", "drafted_by")[:SHOWN],
        drafts_count=to_sign.count(),
        old_drafts=drafts.count() - to_sign.count(),
        may_sign=SIGN_APOLOGY.may(user),
        late=[(dossier, step, urged.get(dossier.pk)) for dossier, step in shown],
        late_count=late_now.count(),
        closed_years=apologies.of_closed_years(late, on=today).count(),
        shown=SHOWN,
        complaints=chairman.calling_for(user).order_by("answered_on", "pk")[:SHOWN]
        if user.has_perm("dossiers.view_chairmanapology")
        else None,
    )
    return TemplateResponse(request, "dossiers/letters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest) -> HttpResponse:
    """Show the drafts as they will be printed, the most urgent first, and sign those that are ticked."""
    require(request, *SIGN_APOLOGY.permissions)
    user, at = request.user, timezone.now()
    results: list[bulk.Result] = []
    if request.method == "POST":
        chosen = _drafts(request).filter(pk__in=row_numbers(request.POST.getlist("letter"))[:SIGNED_AT_ONCE])
        results = bulk.sign_letters(apologies.to_sign(chosen, on=localdate(at)), by=user, at=at)
        if not results:
            messages.warning(request, _("Tick the letters to sign."))
    old = "old" in request.GET
    asked = _drafts(request)
    current = asked.worth_signing(on=localdate(at))
    asked = asked.exclude(pk__in=current.values("pk")) if old else current
    drafts = list(apologies.to_sign(asked, on=localdate(at))[:SIGNED_AT_ONCE])
    accesses.record_many(
        [letter.dossier for letter in drafts],
        kind=Access.Kind.VIEW,
        by=user,
        at=at,
        what=_("drafts of apologies"),
        address=address_of(request),
    )
    context = page_context(
        request,
        title=_("Sign apologies"),
        results=results,
        previews=[_preview(letter, user, at=at) for letter in drafts],
        more=max(asked.count() - len(drafts), 0),
        old=old,
    )
    return TemplateResponse(request, "dossiers/sign_letters.html", context)


@require_safe
def preview(request: HttpRequest, letter: int) -> HttpResponse:
    """Show a draft as form 04 will be printed."""
    require(request, *DRAFT_APOLOGY.permissions)
    draft, at = get_object_or_404(_drafts(request), pk=letter), timezone.now()
    accesses.record(
        draft.dossier,
        kind=Access.Kind.VIEW,
        by=request.user,
        at=at,
        address=address_of(request),
        what=_("drafts of apologies"),
    )
    shown = _preview(draft, request.user, at=at)
    return TemplateResponse(request, printing.TEMPLATES[Slip.Kind.APOLOGY], shown)


def _drafts(request: HttpRequest) -> QuerySet:
    drafts = Apology.objects.visible_to(request.user).drafts()
    return drafts.select_related(
        "cause", "drafted_by", *(f"dossier__{part}" for part in ("desk", "division", "applicant", "version"))
    )


def _preview(letter: Apology, user: User, *, at: datetime) -> dict[str, Any]:
    """Return the context of the printed form, with its draft and by when it must go out."""
    dates = apologies.letter_dates(letter.dossier, calendar_for(letter.dossier.desk))
    return {
        **printing.context_of(apologies.preview_letter(letter, by=user, at=at)),
        "letter": letter,
        "dates": dates,
        "is_late": dates.is_late(at),
        "is_outdated": letter.dossier.is_open and letter.new_due_on < localdate(at),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def apologise(request: HttpRequest, feedback: int) -> HttpResponse:
    """Write and sign the chairman's apology for feedback that was found true (R40)."""
    require(request, "dossiers.sign_chairmanapology")
    row = get_object_or_404(Feedback.objects.visible_to(request.user), pk=feedback)
    form = ChairmanForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            letter = chairman.apologise(row, by=request.user, at=timezone.now(), **form.cleaned_data)
        except transitions.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            assert letter.slip_id  # printed with the signature
            messages.success(request, _("The apology is signed."))
            return redirect("admin:dossiers_slip_print", letter.slip_id)
    context = page_context(request, title=_("Apology of the chairman"), form=form, feedback=row)
    return TemplateResponse(request, "dossiers/chairman.html", context)


def _urging(owed: list[apologies.Owed]) -> str:
    numbers = urlencode([("pk", line.dossier.pk) for line in owed])
    return f"{reverse('admin:dossiers_dossier_urge')}?{numbers}" if owed else ""
