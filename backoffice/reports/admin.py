from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from backoffice.base.admin import ReadOnly
from backoffice.history.admin import TrackedAdmin, no_such_page
from backoffice.reports.admin_views import closings
from backoffice.reports.models import Closing, ScheduledFile


@admin.register(Closing)
class ClosingAdmin(ReadOnly, TrackedAdmin):
    list_display = ["__str__", "desk", "with_below", "received", "resolved", "closed_at", "closed_by_name"]
    list_select_related = ["desk"]
    list_filter = [("desk", admin.RelatedOnlyFieldListFilter), "with_below"]
    ordering = ["-last_on", "-closed_at", "-pk"]

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None):
        return closings.closing_page(request, int(object_id) if object_id.isdecimal() else 0)

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        return no_such_page(request)

    @admin.display(description=_("Received for resolution, total"))
    def received(self, closing: Closing) -> int:
        return closing.figures["totals"]["received_total"]

    @admin.display(description=_("Resolved, total"))
    def resolved(self, closing: Closing) -> int:
        return closing.figures["totals"]["resolved_total"]


@admin.register(ScheduledFile)
class ScheduledFileAdmin(ReadOnly, TrackedAdmin):
    list_display = ["name", "kind", "desk", "first_on", "last_on", "due_on", "made_at", "given"]
    list_select_related = ["desk"]
    list_filter = ["kind", ("desk", admin.RelatedOnlyFieldListFilter)]
    fields = ["name", "kind", "desk", "first_on", "last_on", "due_on", "made_at", "sha256", "given"]
    readonly_fields = ["given"]
    ordering = ["-due_on", "desk", "kind", "-pk"]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).defer("content")

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        return no_such_page(request)

    @admin.display(description=_("file"))
    def given(self, file: ScheduledFile) -> str:
        return format_html(
            "<a href='{}'>{}</a>", reverse("admin:reports_file", args=[file.pk]), _("Download")
        )
