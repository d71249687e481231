"""The figures of the queue for the head: by group, counter, officer and hour, and the heat map."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from backoffice.base.dates import DayBox
from backoffice.organisation.models import Desk, OpeningHours, User
from backoffice.tickets import statistics
from backoffice.tickets.models import Ticket

LONGEST_DAYS = 92
WARM_MINUTES = (5, 10, 20, 30)
OVERTAKEN_SHOWN_FROM = 3


class PeriodForm(forms.Form):
    office = forms.ModelChoiceField(
        Desk.objects.none(), label=gettext_lazy("one-stop desk"), to_field_name="slug"
    )
    first = forms.DateField(label=gettext_lazy("from day"))
    last = forms.DateField(label=gettext_lazy("to day (included)"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = Desk.objects.visible_to(user).order_by("slug")
        for name in ("first", "last"):
            self.fields[name].widget = DayBox()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not 0 <= (last - first).days < LONGEST_DAYS:
            self.add_error("last", _("Choose a period of one to 92 days."))
        return cleaned


@require_safe
def statistics_page(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("tickets.view_board"):
        raise PermissionDenied
    form = PeriodForm(_asked(request), user=request.user)
    context = {
        **admin.site.each_context(request),
        "title": _("Waiting and serving times"),
        "opts": Ticket._meta,
        "form": form,
    }
    if form.is_valid():
        context |= _figures(
            form.cleaned_data["office"], form.cleaned_data["first"], form.cleaned_data["last"]
        )
    return render(request, "tickets/statistics.html", context)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Return the period of the address; without one, the last seven days of the account's own desk."""
    today = timezone.localdate()
    assert isinstance(request.user, User)  # admin_view lets nobody else in
    desk = request.user.desk or Desk.objects.visible_to(request.user).order_by("slug").first()
    asked = {"office": desk.slug if desk else "", "first": today - timedelta(days=6), "last": today}
    return asked | {name: request.GET[name] for name in asked if name in request.GET}


def _figures(desk: Desk, first: date, last: date) -> dict[str, Any]:
    visits = statistics.visits(desk, first=first, last=last)
    return {
        "total": statistics.line("", visits),
        "targets": " / ".join(str(minutes) for minutes in sorted({visit.target for visit in visits})),
        "tables": [
            (_("Service group"), statistics.lines(visits, by=lambda visit: visit.group)),
            (_("Counter"), statistics.lines(visits, by=lambda visit: visit.counter)),
            (_("Officer"), statistics.lines(visits, by=lambda visit: visit.officer)),
            (_("Hour of arrival"), statistics.lines(visits, by=statistics.hour_of)),
        ],
        "heat": _heat(visits),
        "overtaken": _overtaken(visits),
    }


def _overtaken(visits: list[statistics.Visit]) -> list[tuple[Ticket, statistics.Overtaken]]:
    worst = statistics.overtaken(visits, more_than=OVERTAKEN_SHOWN_FROM - 1)[:20]
    tickets = Ticket.objects.in_bulk([one.visit.ticket for one in worst])
    return [(tickets[one.visit.ticket], one) for one in worst]


def _heat(visits: list[statistics.Visit]) -> dict[str, Any]:
    cells = statistics.heat(visits)
    hours = sorted({hour for _day, hour in cells})
    days = sorted({day for day, _hour in cells})
    names = dict(OpeningHours.Weekday.choices)
    return {
        "hours": hours,
        "rows": [(names[day], [_cell(cells.get((day, hour))) for hour in hours]) for day in days],
    }


def _cell(found: statistics.Line | None) -> dict[str, Any]:
    if found is None or found.mean_wait is None:
        return {"minutes": None, "warmth": 0, "called": 0}
    warmth = sum(found.mean_wait >= bound for bound in WARM_MINUTES)
    return {"minutes": found.mean_wait, "warmth": warmth, "called": found.called}
