from django.contrib import admin

from backoffice.history.admin import TrackedAdmin
from backoffice.staffing.admin_views.day import today
from backoffice.staffing.admin_views.sheet import read_week
from backoffice.staffing.admin_views.substitution import stand_in
from backoffice.staffing.admin_views.week import check_week, edit_week
from backoffice.staffing.models import Duty


@admin.register(Duty)
class DutyAdmin(TrackedAdmin):
    list_display = ["day", "session", "counter", "officer", "replaces", "reason"]
    list_filter = ["session", "counter__number"]
    search_fields = ["officer__full_name", "replaces__full_name"]
    date_hierarchy = "day"
    ordering = ["-day", "session", "counter__number"]
    fields = ["counter", ("day", "session"), "officer", "replaces", "reason"]
    pages = [
        ("today/", today, "today"),
        ("week/", edit_week, "week"),
        ("week/check/", check_week, "check"),
        ("week/sheet/", read_week, "sheet"),
        ("<int:duty>/substitute/", stand_in, "substitute"),
    ]
