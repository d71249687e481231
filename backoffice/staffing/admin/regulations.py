from django.contrib import admin
from django.urls import path

from backoffice.history.admin import TrackedAdmin
from backoffice.staffing.admin_views.matrix import responsibilities
from backoffice.staffing.models import Regulation


@admin.register(Regulation)
class RegulationAdmin(TrackedAdmin):
    list_display = ["number", "title", "decided_on", "signed_by", "valid_from", "valid_to"]
    list_filter = [("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["number", "title"]
    ordering = ["-valid_from", "pk"]
    fields = [
        "desk",
        "number",
        "title",
        ("decided_on", "signed_by"),
        ("valid_from", "valid_to"),
        "text",
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(responsibilities)
        return [path("matrix/", view, name="staffing_regulation_matrix"), *super().get_urls()]
