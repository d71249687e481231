"""Work with many dossiers: the queue of letters, bulk hand-over, urging, the register."""

from typing import cast
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from backoffice.base.dates import DayBox
from backoffice.base.row_numbers import row_numbers
from backoffice.dossiers import bulk
from backoffice.dossiers.admin_views.access import (
    REFUSALS,
    dossier_or_404,
    page_context,
    require,
    sentence,
)
from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.lifecycle.verb_form import PeopleField
from backoffice.dossiers.models import Dossier
from backoffice.dossiers.slips import registers
from backoffice.dossiers.verbs import urging
from backoffice.dossiers.verbs.handing_over import GIVE, TAKE
from backoffice.dossiers.verbs.urging import URGE
from backoffice.organisation.models import User

LETTERS_SHOWN = 100


class HandOverForm(forms.Form):
    to = PeopleField()
    note = forms.CharField(label=gettext_lazy("Note on the hand-over"), max_length=300, required=False)

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        cast("PeopleField", self.fields["to"]).offer_colleagues_of(user, desk=user.desk_id)


class UrgingForm(forms.Form):
    addressee = forms.CharField(label=gettext_lazy("Addressed to"), max_length=300)
    answer_by = forms.DateField(label=gettext_lazy("Answer by"), widget=DayBox)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Hand the chosen dossiers over and show a result for each, with the list to sign."""
    require(request, *GIVE.permissions)
    form = HandOverForm(request.POST if request.method == "POST" else None, user=request.user)
    results: list[bulk.Result] = []
    slip = None
    if form.is_valid():
        try:
            results, slip = bulk.give(
                _chosen(request), by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except REFUSALS as refusal:
            form.add_error(None, sentence(refusal))
    return _many(request, _("Hand dossiers over"), form, results=results, slip=slip)


def take_chosen(request: HttpRequest, queryset: QuerySet) -> HttpResponse:
    """Take over the dossiers chosen in the list and show a result for each."""
    require(request, *TAKE.permissions)
    try:
        results = bulk.take(queryset.select_related("desk"), by=request.user, at=timezone.now())
    except transitions.NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:dossiers_dossier_changelist")
    context = page_context(request, title=_("Take dossiers over"), results=results)
    return TemplateResponse(request, "dossiers/many.html", context)


def chosen(page: str, queryset: QuerySet) -> HttpResponse:
    """Go to a page with the dossiers chosen in the list."""
    numbers = queryset.order_by("due_on", "pk").values_list("pk", flat=True)[: bulk.AT_MOST]
    return redirect(f"{reverse(page)}?{urlencode([('pk', pk) for pk in numbers])}")


@require_http_methods(["GET", "HEAD", "POST"])
def urge(request: HttpRequest) -> HttpResponse:
    """Write one urging letter for the chosen dossiers."""
    require(request, *URGE.permissions)
    form = UrgingForm(
        request.POST if request.method == "POST" else None, initial={"addressee": _in_whose_hands(request)}
    )
    if form.is_valid():
        try:
            slip = urging.urge(
                list(_chosen(request)), by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except REFUSALS as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return redirect("admin:dossiers_slip_print", slip.pk)
    return _many(request, _("Urging letter"), form)


@require_POST
def control_sheet(request: HttpRequest, dossier: int) -> HttpResponse:
    """Print who handed the dossier to whom, and when."""
    row = dossier_or_404(request, dossier)
    require(request, "dossiers.view_slip")
    slip = registers.control_sheet(row, by=request.user, at=timezone.now())
    return redirect("admin:dossiers_slip_print", slip.pk)


def _chosen(request: HttpRequest) -> QuerySet:
    rows = Dossier.objects.visible_to(request.user).filter(pk__in=_numbers(request.POST)[: bulk.AT_MOST + 1])
    return rows.select_related("desk", "procedure", "holder").order_by("due_on", "pk")


def _in_whose_hands(request: HttpRequest) -> str:
    """Return the division that has all requested dossiers, if there is one."""
    asked = Dossier.objects.visible_to(request.user).filter(pk__in=_numbers(request.GET)[: bulk.AT_MOST])
    names = set(asked.values_list("holder_division__name", flat=True))
    return (names.pop() or "") if len(names) == 1 else ""


def _numbers(parameters: QueryDict) -> list[int]:
    return row_numbers(parameters.getlist("pk"))


def _many(request: HttpRequest, title: str, form, *, results=(), slip=None) -> HttpResponse:
    numbers = _numbers(request.GET if request.method == "GET" else request.POST)[: bulk.AT_MOST]
    rows = Dossier.objects.visible_to(request.user).filter(pk__in=numbers).select_related("procedure")
    if request.method == "GET" and not numbers:
        messages.warning(request, _("Choose dossiers in the list first."))
        return redirect("admin:dossiers_dossier_changelist")
    context = page_context(
        request, title=title, form=form, dossiers=rows.order_by("due_on", "pk"), results=results, slip=slip
    )
    return TemplateResponse(request, "dossiers/many.html", context)
