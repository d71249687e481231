from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from backoffice.history.admin import TrackedAdmin
from backoffice.staffing.admin_views.notices import monthly_notices
from backoffice.staffing.models import Absence, Officer


@admin.register(Officer)
class OfficerAdmin(TrackedAdmin):
    list_display = ["full_name", "title", "home_division", "is_standby", "is_head", "phone", "seconded_to"]
    list_select_related = ["home_division"]
    list_filter = ["is_standby", "is_head", "category", ("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["full_name", "title", "phone"]
    ordering = ["full_name", "pk"]
    autocomplete_fields = ["user", "home_division"]
    filter_horizontal = ["fields"]
    fieldsets = [
        (None, {"fields": ["full_name", "title", "category", "phone", "user"]}),
        (
            _("At the desk"),
            {"fields": ["desk", "home_division", "fields", "is_head", "is_standby"]},
        ),
        (_("Secondment (Điều 11)"), {"fields": ["seconded_from", "seconded_to", "in_field_since"]}),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(monthly_notices)
        return [path("notices/", view, name="staffing_officer_notices"), *super().get_urls()]


@admin.register(Absence)
class AbsenceAdmin(TrackedAdmin):
    list_display = ["officer", "kind", "starts_on", "ends_on", "session", "note"]
    list_select_related = ["officer"]
    list_filter = ["kind"]
    search_fields = ["officer__full_name"]
    date_hierarchy = "starts_on"
    ordering = ["-starts_on", "pk"]
    autocomplete_fields = ["officer"]
    fields = ["officer", "kind", ("starts_on", "ends_on"), "session", "note"]
