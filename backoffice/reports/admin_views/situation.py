"""The situation of an office on a chosen day."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from backoffice.base.dates import DayBox
from backoffice.organisation.models import Desk, User
from backoffice.reports.situation.figures import situation


class SituationForm(forms.Form):
    office = forms.ModelChoiceField(
        Desk.objects.none(),
        label=gettext_lazy("office of the report"),
        to_field_name="slug",
        empty_label=None,
    )
    on = forms.DateField(label=gettext_lazy("at the end of the day"), widget=DayBox)
    below = forms.BooleanField(label=gettext_lazy("with the offices below"), required=False)

    def __init__(self, data: dict[str, Any], *, user: User, today: date) -> None:
        super().__init__(data, label_suffix="")
        self.today = today
        self.fields["office"].queryset = Desk.objects.visible_to(user).order_by("level", "slug")

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("This day has not come yet: choose today or a day before."))
        return on


@require_safe
def situation_page(request: HttpRequest) -> HttpResponse:
    """Show the situation of an office in the account's sight; by default its own office today."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm("dossiers.view_dossier"):
        raise PermissionDenied
    today = timezone.localdate()
    desk = user.desk or Desk.objects.visible_to(user).order_by("slug").first()
    defaults: dict[str, Any] = {"office": desk.slug if desk else "", "on": today}
    asking = SituationForm(
        defaults | {name: request.GET[name] for name in request.GET}, user=user, today=today
    )
    context = {**admin.site.each_context(request), "title": _("How we stand"), "asking": asking}
    if asking.is_valid():
        asked = asking.cleaned_data
        context["situation"] = situation(
            user, asked["office"], on=asked["on"], below=asked["below"], is_past=asked["on"] < today
        )
    return TemplateResponse(request, "reports/situation_page.html", context)
