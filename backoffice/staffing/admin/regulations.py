from django.contrib import admin

from backoffice.history.admin import TrackedAdmin
from backoffice.staffing.admin_views.matrix import responsibilities
from backoffice.staffing.models import Regulation


@admin.register(Regulation)
class RegulationAdmin(TrackedAdmin):
    list_display = ["number", "title", "decided_on", "signed_by", "valid_from", "valid_to"]
    list_filter = [("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["number", "title"]
    ordering = ["-valid_from", "pk"]
    short_choices = ["desk"]
    fields = ["desk", "number", "title", ("decided_on", "signed_by"), ("valid_from", "valid_to"), "text"]
    pages = [("matrix/", responsibilities, "matrix")]
