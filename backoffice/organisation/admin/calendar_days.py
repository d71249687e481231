from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backoffice.history.admin import TrackedAdmin
from backoffice.organisation.admin.own_desk import EVERY_DESK, OwnDesk
from backoffice.organisation.admin_views import calendar_year
from backoffice.organisation.models import CalendarDay, OpeningHours, RuleSet


@admin.register(OpeningHours)
class OpeningHoursAdmin(TrackedAdmin):
    list_display = [
        "desk",
        "weekday",
        "session",
        "opens_at",
        "closes_at",
        "is_working_time",
        "valid_from",
        "valid_to",
    ]
    list_filter = ["weekday", "session", "is_working_time", ("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["desk__name"]
    ordering = ["desk__slug", "-valid_from", "weekday", "opens_at"]
    fieldsets = [
        (None, {"fields": ["desk", ("weekday", "session"), ("opens_at", "closes_at"), "is_working_time"]}),
        (_("In force"), {"fields": [("valid_from", "valid_to")]}),
    ]


@admin.register(CalendarDay)
class CalendarDayAdmin(OwnDesk, TrackedAdmin):
    list_display = ["day", "name", "kind", "desk", "source", "confirmed"]
    list_filter = ["kind", "confirmed"]
    date_hierarchy = "day"
    search_fields = ["name", "source"]
    ordering = ["-day", "pk"]
    fields = ["desk", ("day", "kind"), "name", "source", "confirmed"]
    own_pages = [("year/<int:year>/", calendar_year, "year")]

    def has_change_permission(self, request: HttpRequest, obj: CalendarDay | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: CalendarDay | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_write(request, obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None):
        this_year = timezone.localdate(timezone.now()).year
        return super().changelist_view(request, {"this_year": this_year, **(extra_context or {})})


def _may_write(request: HttpRequest, day: CalendarDay | None) -> bool:
    return day is None or day.desk_id is not None or request.user.has_perm(EVERY_DESK)


@admin.register(RuleSet)
class RuleSetAdmin(TrackedAdmin):
    list_display = [
        "regime",
        "valid_from",
        "valid_to",
        "supplement_notice_days",
        "transfer_cutoff",
        "apology_days_before",
        "reappointments_allowed",
        "feedback_days",
        "target_wait_minutes",
    ]
    search_fields = ["regime", "legal_basis"]
    ordering = ["-valid_from"]
    fieldsets = [
        (None, {"fields": ["regime", "legal_basis", ("valid_from", "valid_to")]}),
        (
            _("Dossiers"),
            {
                "fields": [
                    ("supplement_notice_days", "transfer_cutoff"),
                    ("apology_days_before", "reappointments_allowed"),
                    ("feedback_days", "target_wait_minutes"),
                ]
            },
        ),
        (
            _("Officers at the desk"),
            {"fields": [("secondment_months_min", "secondment_months_max"), "seniority_years"]},
        ),
    ]
