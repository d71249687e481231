"""Apologies: letters that are due, dossiers late without one, and the chairman's apologies."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from backoffice.dossiers import apologies, chairman
from backoffice.dossiers.admin_views.access import page_context, require
from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import Apology, ChairmanApology, Dossier
from backoffice.staffing.models import Feedback

SHOWN = 100


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
    """Show who must write by when and why, the drafts, and what was late without a letter."""
    require(request, "dossiers.view_dossier")
    user, today = request.user, localdate(timezone.now())
    rows = Dossier.objects.visible_to(user).counted()
    owed = apologies.queue(user.desk, rows, on=today) if user.desk else []
    late = apologies.late_without_letter(rows, on=today)
    drafts = Apology.objects.visible_to(user).drafts().select_related("dossier", "cause", "drafted_by")
    context = page_context(
        request,
        title=_("Apologies to be written"),
        owed=owed,
        urging=_urging(owed) if user.has_perm("dossiers.override_rule") else "",
        drafts=drafts.order_by("drafted_at", "pk")[:SHOWN],
        may_sign=user.has_perm("dossiers.sign_apology"),
        late=apologies.with_responsible_step(late.order_by("due_original_on", "pk")[:SHOWN]),
        late_count=late.count(),
        shown=SHOWN,
        complaints=chairman.calling_for(user).order_by("answered_on", "pk")[:SHOWN]
        if user.has_perm("dossiers.view_chairmanapology")
        else None,
    )
    return TemplateResponse(request, "dossiers/letters.html", context)


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
