from django.contrib import admin
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers import apologies, deadlines
from backoffice.organisation.working_time import calendar_for


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
            ("late", _("overdue")),
            ("paused", _("clock paused")),
            ("without_letter", _("late without letter")),
        ]

    def queryset(self, request, queryset):
        today = localdate(timezone.now())
        asked = {
            "soon": lambda: queryset.due_between(
                today, deadlines.soon_on(today, calendar_for(request.user.desk))
            ),
            "today": lambda: queryset.due_between(today, today),
            "late": lambda: queryset.overdue(on=today),
            "paused": queryset.paused,
            "without_letter": lambda: apologies.late_without_letter(queryset, on=today),
        }.get(self.value())
        return asked() if asked else queryset
