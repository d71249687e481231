from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from backoffice.history.admin import TrackedAdmin
from backoffice.staffing.admin_views.notices import monthly_notices
from backoffice.staffing.models import Absence, Officer


@admin.register(Officer)
class OfficerAdmin(TrackedAdmin):
    list_display = ["full_name", "title", "home_division", "is_standby", "is_head", "phone", "seconded_to"]
    list_filter = ["is_standby", "is_head", "category", ("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["full_name", "title", "phone"]
    ordering = ["full_name", "pk"]
    short_choices = ["desk"]
    filter_horizontal = ["fields"]
    fieldsets = [
        (None, {"fields": ["full_name", "title", "category", "phone", "user"]}),
        (
            _("At the desk"),
            {"fields": ["desk", "home_division", "fields", "is_head", "is_standby"]},
        ),
        (_("Secondment (Điều 11)"), {"fields": ["seconded_from", "seconded_to", "in_field_since"]}),
    ]
    pages = [("notices/", monthly_notices, "notices")]


@admin.register(Absence)
class AbsenceAdmin(TrackedAdmin):
    list_display = ["officer", "kind", "starts_on", "ends_on", "session", "note"]
    list_filter = ["kind"]
    search_fields = ["officer__full_name"]
    date_hierarchy = "starts_on"
    ordering = ["-starts_on", "pk"]
    fields = ["officer", "kind", ("starts_on", "ends_on"), "session", "note"]
