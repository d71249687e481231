from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from backoffice.base.admin import ReadOnly
from backoffice.history.admin import TrackedAdmin
from backoffice.staffing.admin_views.evaluations import draw_up_period, sheet_page
from backoffice.staffing.models import Evaluation


@admin.display(description=_("evaluation sheet"))
def sheet(evaluation: Evaluation) -> str:
    address = reverse("admin:staffing_evaluation_sheet", args=[evaluation.pk])
    return format_html('<a href="{}">{}</a>', address, _("Open the sheet"))


@admin.register(Evaluation)
class EvaluationAdmin(ReadOnly, TrackedAdmin):
    list_display = [
        "officer",
        "kind",
        "first_on",
        "last_on",
        "shown_at",
        "answered_at",
        "head_signed_at",
        "division_signed_at",
        sheet,
    ]
    list_filter = ["kind"]
    search_fields = ["officer__full_name"]
    date_hierarchy = "last_on"
    ordering = ["-last_on", "officer__full_name", "pk"]
    exclude = ["answer"]
    pages = [
        ("draw-up/", draw_up_period, "draw_up"),
        ("<int:evaluation>/sheet/", sheet_page, "sheet"),
    ]
