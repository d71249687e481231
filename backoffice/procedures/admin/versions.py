from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backoffice.history.admin import ScopedInline, TrackedAdmin
from backoffice.procedures import admin_views, in_use
from backoffice.procedures.admin.columns import code, dossiers
from backoffice.procedures.admin_forms import VersionForm
from backoffice.procedures.models import Component, Fee, ProcedureVersion, TimeLimit

SMALL: Mapping[type[models.Field], Mapping[str, Any]] = {
    models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}
}


class TimeLimitInline(ScopedInline):
    model = TimeLimit
    fields = ["ordinal", "is_main", "amount", "unit", "same_day", "channel", "case"]
    ordering = ["ordinal"]


class ComponentInline(ScopedInline):
    model = Component
    fields = ["ordinal", "name", "case", "form_name", "originals", "copies", "is_mandatory"]
    ordering = ["ordinal"]
    formfield_overrides = SMALL


class FeeInline(ScopedInline):
    model = Fee
    fields = ["ordinal", "kind", "channel", "amount", "currency", "per", "condition"]
    ordering = ["ordinal"]


class InUse(ChangeList):
    """A page of versions with the dossiers that still run on each, counted together."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        found = in_use.running_on([row.pk for row in self.result_list], user=request.user)
        for row in self.result_list:
            row.running = found.get(row.pk)


@admin.register(ProcedureVersion)
class ProcedureVersionAdmin(TrackedAdmin):
    form = VersionForm
    change_list_template = "procedures/version_list.html"
    change_form_template = "procedures/version_form.html"
    list_display = [code, "number", "name", "valid_from", "valid_to", "change_type", "decision", dossiers]
    list_display_links = [code, "name"]
    list_select_related = ["procedure"]
    list_filter = ["change_type", "online_level"]
    search_fields = ["procedure__search_text"]
    search_folded = True
    ordering = ["procedure__code", "-number"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}, **SMALL}
    inlines = [TimeLimitInline, ComponentInline, FeeInline]
    rows_with = ["procedure"]
    own_pages = [
        ("limits/", admin_views.limits, "limits"),
        ("<int:pk>/files/", admin_views.files, "files"),
        ("<int:pk>/files/<int:file_pk>/", admin_views.file, "file"),
        ("<int:pk>/process/", admin_views.process, "process"),
    ]
    fieldsets = [
        (None, {"fields": ["procedure", "name", ("number", "change_type"), ("valid_from", "valid_to")]}),
        (_("Time limit and fees"), {"fields": ["time_limit_text", "fee_text"]}),
        (_("Papers"), {"fields": ["documents_text", "sets_required"]}),
        (_("Publication"), {"fields": ["decision", "decision_text", "issuing_agency", ("level", "kind")]}),
        (
            _("Content"),
            {
                "classes": ["collapse"],
                "fields": ["steps_text", "conditions", "result", "legal_basis", "note", "source_url"],
            },
        ),
        (
            _("Who and where"),
            {
                "classes": ["collapse"],
                "fields": [
                    "subjects",
                    "agency",
                    "competent_agency",
                    "reception_address",
                    "delegated_agency",
                    "coordinating_agency",
                    "channels_text",
                    ("online_level", "immediate_result", "is_sensitive"),
                ],
            },
        ),
    ]

    class Media:
        css = {"all": ["backoffice/procedures.css"]}

    def get_changelist(self, request, **kwargs):
        return InUse

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        above = admin_views.above_the_version(request, row) if row and request.method == "GET" else {}
        return super().change_view(request, object_id, form_url, {**above, **(extra_context or {})})

    def has_change_permission(self, request: HttpRequest, obj: ProcedureVersion | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.user.sees(obj.procedure.desk))
