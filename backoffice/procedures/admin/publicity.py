from django.contrib import admin
from django.http import HttpRequest

from backoffice.base.admin import ReadOnly
from backoffice.history.admin import TrackedAdmin, no_such_page
from backoffice.procedures import admin_views, national
from backoffice.procedures.models import NationalComparison


@admin.register(NationalComparison)
class NationalComparisonAdmin(ReadOnly, TrackedAdmin):
    """Its pages are ours: upload, differences."""

    list_display = ["file_name", "compared_at", "compared_by", "rows_read", "rows_equal", "desk"]
    list_select_related = ["desk", "compared_by"]
    ordering = ["-compared_at", "-pk"]

    def get_queryset(self, request: HttpRequest):
        rows = super().get_queryset(request)
        return rows.defer("differences") if request.resolver_match.url_name.endswith("changelist") else rows

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(national.PERMISSION)

    def add_view(self, request, form_url="", extra_context=None):
        return admin_views.national_upload(self, request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return admin_views.comparison(self, request, int(object_id) if object_id.isdecimal() else 0)

    def history_view(self, request, object_id, extra_context=None):
        return no_such_page(request)
