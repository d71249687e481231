from datetime import date

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backoffice.history.admin import TrackedAdmin
from backoffice.organisation.admin.own_desk import own_desk
from backoffice.staffing.admin_forms import FeedbackForm
from backoffice.staffing.models import Feedback, SatisfactionSlip

SENDER = ("sender_name", "sender_contact")


def this_day(request: HttpRequest) -> date:
    return timezone.localdate(timezone.now())


class FeedbackStateFilter(admin.SimpleListFilter):
    title = _("state of the answer")
    parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [("pending", _("without a conclusion")), ("overdue", _("answer overdue"))]

    def queryset(self, request, queryset):
        if self.value() == "pending":
            return queryset.pending()
        if self.value() == "overdue":
            return queryset.overdue(on=timezone.localdate(timezone.now()))
        return queryset


@admin.register(Feedback)
class FeedbackAdmin(TrackedAdmin):
    """Feedback by law of its kind; who sent it is a matter of a right of its own (R59, R75)."""

    form = FeedbackForm
    list_display = ["received_on", "kind", "officer", "dossier_code", "due_on", "answered_on", "conclusion"]
    list_filter = [FeedbackStateFilter, "kind", "conclusion", "source"]
    search_fields = ["content", "dossier_code", "officer__full_name"]
    date_hierarchy = "received_on"
    ordering = ["-received_on", "-pk"]
    short_choices = ["desk"]
    readonly_fields = ["due_on"]
    initial_from = {"desk": own_desk, "received_on": this_day}

    def get_fieldsets(self, request, obj=None):
        said = [
            "desk",
            ("kind", "source"),
            ("received_on", "accepted_on"),
            "content",
            "officer",
            "dossier_code",
        ]
        sender = [(_("Who sent it"), {"fields": SENDER})] if self._sees_sender(request) else []
        answer = ["due_on", "is_prolonged", "prolonged_why", "answered_on", "answer", "conclusion"]
        return [
            (None, {"fields": said}),
            *sender,
            (_("Handling"), {"fields": ["assigned", *answer]}),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if not self._sees_sender(request):
            kwargs["exclude"] = (*(kwargs.get("exclude") or ()), *SENDER)
        return super().get_form(request, obj, change=change, **kwargs)

    @staticmethod
    def _sees_sender(request) -> bool:
        return request.user.has_perm("staffing.see_sender")


@admin.register(SatisfactionSlip)
class SatisfactionSlipAdmin(TrackedAdmin):
    list_display = ["given_on", "dossier_code", "source", "contacts", "agencies", "satisfaction"]
    list_filter = ["source", "satisfaction"]
    search_fields = ["dossier_code"]
    date_hierarchy = "given_on"
    ordering = ["-given_on", "-pk"]
    short_choices = ["desk"]
    fields = [
        "desk",
        "dossier_code",
        ("given_on", "source"),
        ("contacts", "contacts_by_applicant"),
        ("agencies", "agencies_required"),
        "satisfaction",
        "remark",
    ]
    initial_from = {"desk": own_desk, "given_on": this_day}
