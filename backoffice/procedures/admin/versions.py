from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from backoffice.base.folding import fold
from backoffice.history.admin import ScopedInline, TrackedAdmin
from backoffice.procedures import admin_views
from backoffice.procedures.admin_forms import VersionForm
from backoffice.procedures.models import Component, Fee, ProcedureVersion, ProcessStep, TimeLimit
from backoffice.procedures.posting import HOURS, hours_over


class TimeLimitInline(ScopedInline):
    model = TimeLimit
    fields = ["ordinal", "is_main", "amount", "unit", "same_day", "channel", "case"]
    ordering = ["ordinal"]


class ComponentInline(ScopedInline):
    model = Component
    fields = ["ordinal", "name", "case", "form_name", "originals", "copies", "is_mandatory"]
    ordering = ["ordinal"]


class FeeInline(ScopedInline):
    model = Fee
    fields = ["ordinal", "kind", "channel", "amount", "currency", "per", "condition"]
    ordering = ["ordinal"]


class ProcessStepInline(ScopedInline):
    model = ProcessStep
    fields = ["ordinal", "kind", "name", "division", "post", "officer", "standby", "hours"]
    autocomplete_fields = ["division", "officer", "standby"]
    ordering = ["ordinal"]


@admin.register(ProcedureVersion)
class ProcedureVersionAdmin(TrackedAdmin):
    form = VersionForm
    change_list_template = "procedures/version_list.html"
    list_display = ["code", "number", "name", "valid_from", "valid_to", "change_type", "decision"]
    list_display_links = ["code", "name"]
    list_select_related = ["procedure", "decision"]
    list_filter = ["change_type", "online_level"]
    search_fields = ["procedure__search_text"]
    autocomplete_fields = ["procedure", "decision"]
    ordering = ["procedure__code", "-number"]
    readonly_fields = ["steps_checked"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = [TimeLimitInline, ComponentInline, FeeInline, ProcessStepInline]
    fieldsets = [
        (None, {"fields": ["procedure", "name", ("number", "change_type"), ("valid_from", "valid_to")]}),
        (_("Publication"), {"fields": ["decision", "decision_text", "issuing_agency", ("level", "kind")]}),
        (_("Time limit and fees"), {"fields": ["time_limit_text", "fee_text", "steps_checked"]}),
        (_("Papers"), {"fields": ["documents_text", "sets_required"]}),
        (
            _("Who and where"),
            {
                "fields": [
                    "subjects",
                    "agency",
                    "competent_agency",
                    "reception_address",
                    "delegated_agency",
                    "coordinating_agency",
                    "channels_text",
                    ("online_level", "immediate_result", "is_sensitive"),
                ]
            },
        ),
        (
            _("Content"),
            {"fields": ["steps_text", "conditions", "result", "legal_basis", "note", "source_url"]},
        ),
    ]

    def get_urls(self) -> list:
        page = self.admin_site.admin_view(self.limits)
        return [path("limits/", page, name="procedures_procedureversion_limits"), *super().get_urls()]

    def limits(self, request: HttpRequest):
        return admin_views.limits(self, request)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))

    def has_change_permission(self, request: HttpRequest, obj: ProcedureVersion | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.user.sees(obj.procedure.desk))

    @admin.display(description=_("procedure code"), ordering="procedure__code")
    def code(self, version: ProcedureVersion) -> str:
        return version.procedure.code

    @admin.display(description=_("steps against the limit"))
    def steps_checked(self, version: ProcedureVersion) -> str:
        steps, limit = list(version.process_steps.all()), version.main_limit
        if not steps:
            return _("No step of the internal process is entered.")
        total = f"{sum(step.hours for step in steps).normalize():f}"
        if limit is None or limit.amount is None:
            return _("The steps take %(hours)s working hours; the limit is not read yet.") % {"hours": total}
        allowed = f"{(limit.amount * HOURS[limit.unit]).normalize():f}"
        words = _("The steps take %(hours)s of %(allowed)s working hours.")
        mark = "late" if hours_over(version, limit) else "ontime"
        said = words % {"hours": total, "allowed": allowed}
        return format_html('<span class="mc-mark mc-mark--{}">{}</span>', mark, said)
