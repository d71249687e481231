from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from backoffice.base.admin import ReadOnly
from backoffice.history.admin import TrackedAdmin
from backoffice.staffing.admin_views.closing import close_session
from backoffice.staffing.models import CounterSession, RefusedAttempt
from backoffice.staffing.models.presence import TRIED


class PunctualityFilter(admin.SimpleListFilter):
    title = _("punctuality")
    parameter_name = "punctuality"

    def lookups(self, request, model_admin):
        return [("late", _("opened late")), ("early", _("closed early")), ("left", _("left open"))]

    def queryset(self, request, queryset):
        asked = {
            "late": queryset.opened_late,
            "early": queryset.closed_early,
            "left": queryset.closed_by_the_system,
        }.get(self.value())
        return asked() if asked else queryset


@admin.register(CounterSession)
class CounterSessionAdmin(ReadOnly, TrackedAdmin):
    list_display = [
        "day",
        "counter",
        "officer",
        "opened_at",
        "closed_at",
        "minutes_late",
        "minutes_early",
        "closed_by_system",
        "unrostered_reason",
    ]
    list_filter = [PunctualityFilter, "counter__number"]
    search_fields = ["officer__full_name", "unrostered_reason"]
    date_hierarchy = "day"
    ordering = ["-opened_at", "-pk"]
    pages = [("<int:session>/close/", close_session, "close")]


class TriedFilter(admin.SimpleListFilter):
    title = _("what was tried")
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return TRIED.items()

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.display(description=_("what was tried"), ordering="verb")
def tried_words(attempt: RefusedAttempt) -> str:
    return attempt.tried


SEEN_OF_AN_ATTEMPT: list[Any] = ["desk", "user", "user_name", tried_words, "at", "reason"]


@admin.register(RefusedAttempt)
class RefusedAttemptAdmin(ReadOnly, admin.ModelAdmin):
    """Attempts to receive or return outside the desk, for the head of the desk to read."""

    list_display = ["at", "user_name", tried_words, "reason"]
    list_filter = [TriedFilter]
    search_fields = ["user_name"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]
    show_full_result_count = False
    fields = readonly_fields = SEEN_OF_AN_ATTEMPT

    def get_queryset(self, request):
        return RefusedAttempt.objects.visible_to(request.user).order_by(*self.ordering)
