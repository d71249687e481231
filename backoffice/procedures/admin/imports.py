from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from backoffice.base.admin import ReadOnly
from backoffice.history.admin import TrackedAdmin
from backoffice.procedures import admin_views
from backoffice.procedures.importing.previewing import PERMISSION
from backoffice.procedures.models import ColumnMapping, ImportBatch


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnly, TrackedAdmin):
    """Its pages are ours: upload, preview, result; the library's import views are not used."""

    list_display = [
        "pk",
        "file_name",
        "status",
        "rows_read",
        "kinds",
        "decision",
        "uploaded_at",
        "uploaded_by",
    ]
    list_display_links = ["pk", "file_name"]
    list_select_related = ["decision", "uploaded_by", "desk"]
    list_filter = ["status"]
    search_fields = ["file_name", "decision__number"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("content")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)

    def get_urls(self) -> list:
        pages = {
            "mapping": ("<int:pk>/mapping/", admin_views.mapping),
            "row": ("<int:pk>/rows/<int:row_pk>/", admin_views.row),
            "marked": ("<int:pk>/marked/", admin_views.marked_copy),
            "progress": ("progress/<uuid:key>/", admin_views.progress_of),
        }
        return [
            path(route, self._page(view), name=f"procedures_importbatch_{name}")
            for name, (route, view) in pages.items()
        ] + super().get_urls()

    def _page(self, view):
        return self.admin_site.admin_view(lambda request, **kwargs: view(self, request, **kwargs))

    def add_view(self, request, form_url="", extra_context=None):
        return admin_views.upload(self, request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return admin_views.preview(self, request, object_id)

    def history_view(self, request, object_id, extra_context=None):
        """An import has no history of its own: its page says what it did."""
        return admin_views.preview(self, request, object_id)

    @admin.display(description=_("counts by kind"))
    def kinds(self, batch: ImportBatch) -> str:
        return ", ".join(f"{label} {count}" for label, count in admin_views.counts(batch))


@admin.register(ColumnMapping)
class ColumnMappingAdmin(ReadOnly, TrackedAdmin):
    list_display = ["layout_key", "meanings", "updated_by", "desk"]
    list_select_related = ["desk", "updated_by"]
    ordering = ["-pk"]
    fields = ["desk", "meanings", "updated_by"]
    readonly_fields = fields

    @admin.display(description=_("columns"))
    def meanings(self, mapping: ColumnMapping) -> str:
        return "; ".join(f"{header} → {key or '–'}" for header, key in mapping.columns.items())
