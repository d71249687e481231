"""Filters of the list behind a figure; all of them are parameters of the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backoffice.base.dates import DayBox
from backoffice.dossiers.models import Dossier, Step
from backoffice.organisation.models import Division, User
from backoffice.procedures.models import Field, ProcessStep


def _divisions(request: HttpRequest | None) -> QuerySet:
    return Division.objects.visible_to(request.user).order_by("name") if request else Division.objects.none()


def _officers(request: HttpRequest | None) -> QuerySet:
    return User.objects.visible_to(request.user).order_by("full_name") if request else User.objects.none()


class DossierFilter(django_filters.FilterSet):
    """Dossiers of a figure by holder, state and day of reception."""

    received_first = django_filters.DateFilter(
        field_name="received_on", lookup_expr="gte", label=_("received from"), widget=DayBox
    )
    received_last = django_filters.DateFilter(
        field_name="received_on", lookup_expr="lte", label=_("received to (included)"), widget=DayBox
    )
    field = django_filters.ModelChoiceFilter(
        field_name="procedure__field", queryset=Field.objects.order_by("name"), label=_("field")
    )
    division = django_filters.ModelChoiceFilter(queryset=_divisions, label=_("resolving division"))
    holder = django_filters.ModelChoiceFilter(queryset=_officers, label=_("held by"))
    state = django_filters.ChoiceFilter(choices=Dossier.State.choices, label=_("state of the dossier"))
    channel = django_filters.ChoiceFilter(choices=Dossier.Channel.choices, label=_("channel of reception"))
    late_step = django_filters.ChoiceFilter(
        choices=ProcessStep.Kind.choices, method="with_late_step", label=_("step that ended late")
    )

    class Meta:
        model = Dossier
        fields: list[str] = []

    @property
    def form(self) -> forms.Form:
        form = super().form
        form.label_suffix = ""
        return form

    def with_late_step(self, rows: QuerySet, name: str, kind: str) -> QuerySet:
        steps = Step.objects.filter(dossier=OuterRef("pk"), timeliness=Dossier.Timeliness.LATE, kind=kind)
        return rows.filter(Exists(steps))

    @property
    def asked(self) -> dict[str, Any]:
        """Return the parameters of the address by name."""
        return {name: self.data[name] for name in self.filters if self.data.get(name)}
