from django.contrib import admin

from backoffice.base.admin import AddOnly
from backoffice.history.admin import TrackedAdmin
from backoffice.procedures import admin_views
from backoffice.procedures.models import NationalComparison


@admin.register(NationalComparison)
class NationalComparisonAdmin(AddOnly, TrackedAdmin):
    list_display = ["file_name", "compared_at", "compared_by", "rows_read", "rows_equal", "desk"]
    ordering = ["-compared_at", "-pk"]
    rows_without = ["differences"]
    add_page = admin_views.national_upload
    row_page = admin_views.comparison
