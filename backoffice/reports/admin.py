from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from backoffice.base.admin import ReadOnly
from backoffice.history.admin import TrackedAdmin
from backoffice.reports.admin_views import closings
from backoffice.reports.models import Closing, ScheduledFile


@admin.display(description=_("Received for resolution, total"))
def received(closing):
    return closing.figures["totals"]["received_total"]


@admin.display(description=_("Resolved, total"))
def resolved(closing):
    return closing.figures["totals"]["resolved_total"]


@admin.display(description=_("file"))
def given(file: ScheduledFile) -> str:
    return format_html("<a href='{}'>{}</a>", reverse("admin:reports_file", args=[file.pk]), _("Download"))


def closing_page(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    return closings.closing_page(request, pk)


@admin.register(Closing)
class ClosingAdmin(ReadOnly, TrackedAdmin):
    list_display = ["__str__", "desk", "with_below", received, resolved, "closed_at", "closed_by_name"]
    list_filter = [("desk", admin.RelatedOnlyFieldListFilter), "with_below"]
    ordering = ["-last_on", "-closed_at", "-pk"]
    row_page = closing_page


@admin.register(ScheduledFile)
class ScheduledFileAdmin(ReadOnly, TrackedAdmin):
    list_display = ["name", "kind", "desk", "first_on", "last_on", "due_on", "made_at", given]
    list_filter = ["kind", ("desk", admin.RelatedOnlyFieldListFilter)]
    fields = ["name", "kind", "desk", "first_on", "last_on", "due_on", "made_at", "sha256", given]  # type: ignore[list-item]
    ordering = ["-due_on", "desk", "kind", "-pk"]
    rows_without = ["content"]
