from django.contrib import admin
from django.http import HttpRequest

from backoffice.base.admin import AddOnly, ReadOnly
from backoffice.history.admin import HistoryPage, TrackedAdmin
from backoffice.procedures import admin_views
from backoffice.procedures.admin.columns import kinds, meanings
from backoffice.procedures.importing.permissions import PERMISSION
from backoffice.procedures.models import ColumnMapping, ImportBatch


@admin.register(ImportBatch)
class ImportBatchAdmin(AddOnly, TrackedAdmin):
    """Its pages are ours: upload, preview, result; the library's import views are not used."""

    list_display = [
        "pk",
        "file_name",
        "status",
        "rows_read",
        kinds,
        "decision",
        "uploaded_at",
        "uploaded_by",
    ]
    list_display_links = ["pk", "file_name"]
    list_select_related = ["desk"]
    list_filter = ["status"]
    search_fields = ["file_name", "decision__number"]
    ordering = ["-pk"]
    rows_without = ["content"]
    own_pages = [
        ("<int:pk>/mapping/", admin_views.mapping, "mapping"),
        ("<int:pk>/rows/<int:row_pk>/", admin_views.row, "row"),
        ("<int:pk>/marked/", admin_views.marked_copy, "marked"),
        ("progress/<uuid:key>/", admin_views.progress_of, "progress"),
    ]
    add_page = admin_views.upload
    row_page = admin_views.preview
    history_page = HistoryPage.ROW

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@admin.register(ColumnMapping)
class ColumnMappingAdmin(ReadOnly, TrackedAdmin):
    list_display = ["layout_key", meanings, "updated_by", "desk"]
    ordering = ["-pk"]
    fields = ["desk", meanings, "updated_by"]  # type: ignore[list-item]
