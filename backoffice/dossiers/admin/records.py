from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from backoffice.base.admin import ReadOnly
from backoffice.base.paginators import BoundedPaginator
from backoffice.dossiers.admin_views import letters
from backoffice.dossiers.masking import masked_id, masked_phone
from backoffice.dossiers.models import (
    Access,
    AggregateReport,
    Apology,
    Applicant,
    Cause,
    ChairmanApology,
    DossierEvent,
    FormRule,
    HandOver,
    OutsideDeskDecision,
    Refusal,
    Supplement,
)
from backoffice.history.admin import TrackedAdmin, no_such_page


class Untracked(ReadOnly, TrackedAdmin):
    """Rows that are a log themselves: they have no history of their own."""

    paginator = BoundedPaginator

    def history_view(self, request, object_id, extra_context=None):
        return no_such_page(request)


@admin.register(Applicant)
class ApplicantAdmin(ReadOnly, TrackedAdmin):
    """Known applicants, masked; who they are in full stands on the page of a dossier, with a record."""

    list_display = ["full_name", "id_masked", "phone_masked", "kind"]
    fields = ["full_name", "kind", "id_masked", "phone_masked"]
    readonly_fields = ["id_masked", "phone_masked"]
    search_fields = ["full_name"]
    ordering = ["full_name", "pk"]
    paginator = BoundedPaginator

    def history_view(self, request, object_id, extra_context=None):
        return no_such_page(request)

    @admin.display(description=_("ID number"))
    def id_masked(self, applicant):
        return masked_id(applicant.id_number)

    @admin.display(description=_("applicant's telephone"))
    def phone_masked(self, applicant):
        return masked_phone(applicant.phone)


@admin.register(HandOver)
class HandOverAdmin(Untracked):
    list_display = ["dossier", "given_at", "giver_name", "taken_at", "taker_name", "timeliness"]
    list_select_related = ["dossier"]
    search_fields = ["dossier__code"]
    ordering = ["-given_at", "-pk"]


@admin.register(DossierEvent)
class DossierEventAdmin(Untracked):
    list_display = ["at", "dossier", "kind", "actor_name", "office_name", "reason"]
    list_select_related = ["dossier"]
    search_fields = ["dossier__code"]
    ordering = ["-pk"]


@admin.register(Access)
class AccessAdmin(Untracked):
    list_display = ["at", "dossier", "slip", "kind", "user_name", "what", "address"]
    list_select_related = ["dossier", "slip"]
    list_filter = ["kind"]
    search_fields = ["dossier__code", "user_name"]
    ordering = ["-pk"]


@admin.register(OutsideDeskDecision)
class OutsideDeskDecisionAdmin(TrackedAdmin):
    list_display = ["number", "procedure", "kind", "decided_on", "valid_to", "signer"]
    list_select_related = ["procedure"]
    autocomplete_fields = ["procedure"]
    search_fields = ["number"]
    ordering = ["-decided_on", "pk"]


@admin.register(FormRule)
class FormRuleAdmin(TrackedAdmin):
    list_display = ["kind", "form_set", "title", "suffix", "valid_from", "valid_to", "desk"]
    list_select_related = ["desk"]
    list_filter = ["kind", "form_set"]
    ordering = ["kind", "-valid_from", "pk"]


@admin.register(Cause)
class CauseAdmin(TrackedAdmin):
    list_display = ["name", "kind", "code", "is_active"]
    list_filter = ["kind"]
    ordering = ["kind", "code"]


@admin.register(AggregateReport)
class AggregateReportAdmin(TrackedAdmin):
    list_display = ["first_on", "last_on", "desk", "received", "resolved", "in_time", "late", "source"]
    list_select_related = ["desk"]
    ordering = ["-last_on", "pk"]


@admin.register(Apology)
class ApologyAdmin(ReadOnly, TrackedAdmin):
    """The register of apologies."""

    list_display = [
        "dossier",
        "old_due_on",
        "new_due_on",
        "cause",
        "cause_kind",
        "whose_step",
        "signed_on",
        "signer_name",
        "is_late_letter",
        "override_number",
    ]
    list_select_related = ["dossier", "cause", "step__division", "step__officer"]
    list_filter = ["cause_kind", "is_late_letter", "cause", "signed_on"]
    search_fields = ["dossier__code"]
    ordering = ["-drafted_at", "-pk"]

    @admin.display(description=_("step that used the time"))
    def whose_step(self, apology):
        step = apology.step
        if step is None:
            return "–"
        return f"{step.division or _('the desk')}: {step.officer or step.name}"


@admin.register(ChairmanApology)
class ChairmanApologyAdmin(ReadOnly, TrackedAdmin):
    """The register of the chairman's apologies (R40)."""

    list_display = ["signed_on", "feedback", "prohibition", "addressee", "signer_name", "desk"]
    list_select_related = ["feedback", "desk"]
    list_filter = ["prohibition"]
    ordering = ["-signed_at", "-pk"]

    def get_urls(self):
        write = self.admin_site.admin_view(letters.apologise)
        return [
            path("<int:feedback>/write/", write, name="dossiers_chairmanapology_write"),
            *super().get_urls(),
        ]


@admin.register(Supplement)
class SupplementAdmin(ReadOnly, TrackedAdmin):
    list_display = ["requested_at", "procedure", "dossier", "requested_by", "notice_is_late", "completed_at"]
    list_select_related = ["procedure", "dossier", "requested_by"]
    ordering = ["-requested_at", "-pk"]


@admin.register(Refusal)
class RefusalAdmin(ReadOnly, TrackedAdmin):
    list_display = ["refused_at", "procedure", "dossier", "ground", "text", "refused_by"]
    list_select_related = ["procedure", "dossier", "refused_by"]
    list_filter = ["ground"]
    ordering = ["-refused_at", "-pk"]
