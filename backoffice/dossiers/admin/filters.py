from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import admin
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers import apologies, deadlines, worklist
from backoffice.dossiers.models import Dossier
from backoffice.organisation.working_time import calendar_for

OPEN, ALL = "OPEN", "all"
# Who asks for words or days looks something up; the questions of due dates say themselves which rows.
LOOKED_UP = frozenset({"q", "first", "last", "due"})


class StateFilter(admin.SimpleListFilter):
    """By state; unless something is looked up, the list begins with what is being resolved."""

    title = _("state of the dossier")
    parameter_name = "state__exact"

    def lookups(self, request, model_admin):
        return [(ALL, _("All")), (OPEN, _("being resolved")), *Dossier.State.choices]

    def value(self) -> str:
        return shown_state(self.request)

    def choices(self, changelist: Any) -> Iterator[dict]:
        """Yield "all" as the first: it is no absence of a choice here."""
        for value, title in self.lookup_choices:
            yield {
                "selected": value == self.value(),
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": title,
            }

    def queryset(self, request, queryset):
        asked = self.value()
        if asked == ALL:
            return queryset
        if asked == OPEN:
            return queryset.open()
        return (queryset.open() if asked in Dossier.OPEN else queryset).filter(state=asked)


def shown_state(request) -> str:
    """Return the state for which a list asks: `ALL`, `OPEN` or one of the dossier's."""
    asked = request.GET.get(StateFilter.parameter_name)
    if asked in (ALL, OPEN, *Dossier.State.values):
        return asked
    return ALL if any(request.GET.get(name) for name in LOOKED_UP) else OPEN


class OrderFilter(admin.SimpleListFilter):
    """The account's own dossiers, by their dates or by those of its steps."""

    title = _("order")
    parameter_name = "order"

    def lookups(self, request, model_admin):
        return [("step", _("by the date of my step"))] if request.GET.get("hands") == "mine" else []

    def choices(self, changelist: Any) -> Iterator[Any]:
        by_due, *others = super().choices(changelist)
        yield by_due | {"display": _("by the due date")}
        yield from others

    def queryset(self, request, queryset):
        return queryset


def ordering(request) -> list:
    """Return the order of the list: what is open by its date, results by their age, the rest newest first."""
    shown = shown_state(request)
    if shown == Dossier.State.RESOLVED:
        return ["resolved_at", "pk"]
    if request.GET.get("hands") == "mine" and request.GET.get("order") == "step":
        return ["is_clock_stopped", worklist.nearest(request.user).asc(), "due_on", "pk"]
    if shown in (OPEN, *Dossier.OPEN) or {"hands", "due"} & set(request.GET):
        return ["due_on", "pk"]
    return ["-received_at", "-id"]


class HandsFilter(admin.SimpleListFilter):
    title = _("in whose hands")
    parameter_name = "hands"

    def lookups(self, request, model_admin):
        return [("mine", _("with me")), ("offered", _("offered to me")), ("division", _("in my division"))]

    def queryset(self, request, queryset):
        user = request.user
        asked = {
            "mine": lambda: queryset.held_by(user),
            "offered": lambda: queryset.offered_to(user),
            "division": lambda: queryset.in_division(user.division_id),
        }.get(self.value())
        return asked() if asked else queryset


class DueFilter(admin.SimpleListFilter):
    title = _("due date")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [
            ("soon", _("due soon")),
            ("today", _("due today")),
            ("overdue", _("overdue")),
            ("late", _("past the present appointment")),
            ("paused", _("clock paused")),
            ("without_letter", _("late without letter")),
            ("without_letter_before", _("late without letter, resolved in earlier years")),
        ]

    def queryset(self, request, queryset):
        today = localdate(timezone.now())
        late = partial(apologies.late_without_letter, queryset, on=today)
        asked = {
            "soon": lambda: queryset.due_between(
                today, deadlines.soon_on(today, calendar_for(request.user.desk))
            ),
            "today": lambda: queryset.due_between(today, today),
            "overdue": lambda: queryset.overdue(on=today),
            "late": lambda: queryset.past_appointment(on=today),
            "paused": queryset.paused,
            "without_letter": lambda: apologies.of_this_year(late(), on=today),
            "without_letter_before": lambda: apologies.of_closed_years(late(), on=today),
        }.get(self.value())
        return asked() if asked else queryset
