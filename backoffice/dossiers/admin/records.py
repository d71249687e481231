import json
from typing import Any

from django.contrib import admin
from django.utils.html import format_html
from django.utils.text import capfirst
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
    Dossier,
    DossierEvent,
    FormRule,
    HandOver,
    OutsideDeskDecision,
    Refusal,
    Result,
    Supplement,
)
from backoffice.dossiers.verbs import table
from backoffice.history.admin import HistoryPage, TrackedAdmin


@admin.display(description=_("ID number"))
def id_masked(applicant):
    return masked_id(applicant.id_number)


@admin.display(description=_("applicant's telephone"))
def phone_masked(applicant):
    return masked_phone(applicant.phone)


@admin.register(Applicant)
class ApplicantAdmin(ReadOnly, TrackedAdmin):
    """Known applicants, masked; who they are in full stands on the page of a dossier, with a record."""

    list_display = ["full_name", id_masked, phone_masked, "kind"]
    fields = ["full_name", "kind", id_masked, phone_masked]  # type: ignore[list-item]
    search_fields = ["full_name"]
    ordering = ["full_name", "pk"]
    paginator = BoundedPaginator
    history_page = HistoryPage.NONE


@admin.register(HandOver)
class HandOverAdmin(ReadOnly, TrackedAdmin):
    list_display = ["dossier", "given_at", "giver_name", "taken_at", "taker_name", "timeliness"]
    search_fields = ["dossier__code"]
    ordering = ["-given_at", "-pk"]
    paginator = BoundedPaginator


@admin.display(description=_("what was done"))
def done(event):
    return capfirst(table.label(event.kind))


@admin.display(description=_("state before"))
def state_before(event):
    return _state(event.from_state)


@admin.display(description=_("state after"))
def state_after(event):
    return _state(event.to_state)


@admin.display(description=_("details"))
def details(event):
    """The content as it is sealed: names and codes of the software in no language."""
    return format_html("<code lang='zxx'>{}</code>", json.dumps(event.data, ensure_ascii=False))


def _state(code: str) -> str:
    return capfirst(Dossier.State(code).label) if code in Dossier.State.values else code


SEEN_OF_AN_EVENT: list[Any] = [
    *("dossier", "seq", "at", done, state_before, state_after, "actor", "actor_name", "office_name"),
    *("reason", details, "previous_hash", "hash"),
]


@admin.register(DossierEvent)
class DossierEventAdmin(ReadOnly, TrackedAdmin):
    list_display = ["at", "dossier", done, "actor_name", "office_name", "reason"]
    fields = SEEN_OF_AN_EVENT
    search_fields = ["dossier__code"]
    ordering = ["-pk"]
    paginator = BoundedPaginator


@admin.register(Access)
class AccessAdmin(ReadOnly, TrackedAdmin):
    list_display = ["at", "dossier", "slip", "kind", "user_name", "what", "address"]
    list_filter = ["kind"]
    search_fields = ["dossier__code", "user_name"]
    ordering = ["-pk"]
    paginator = BoundedPaginator


@admin.register(OutsideDeskDecision)
class OutsideDeskDecisionAdmin(TrackedAdmin):
    list_display = ["number", "procedure", "kind", "decided_on", "valid_to", "signer"]
    search_fields = ["number"]
    ordering = ["-decided_on", "pk"]
    short_choices = ["desk"]


@admin.register(FormRule)
class FormRuleAdmin(TrackedAdmin):
    list_display = ["kind", "form_set", "title", "suffix", "valid_from", "valid_to", "desk"]
    list_filter = ["kind", "form_set"]
    ordering = ["kind", "-valid_from", "pk"]
    short_choices = ["desk"]


@admin.register(Cause)
class CauseAdmin(TrackedAdmin):
    list_display = ["name", "kind", "code", "is_active"]
    list_filter = ["kind"]
    ordering = ["kind", "code"]


@admin.register(AggregateReport)
class AggregateReportAdmin(TrackedAdmin):
    list_display = ["first_on", "last_on", "desk", "received", "resolved", "in_time", "late", "source"]
    ordering = ["-last_on", "pk"]
    short_choices = ["desk"]


@admin.display(description=_("step that used the time"))
def whose_step(apology):
    step = apology.step
    if step is None:
        return "–"
    return f"{step.division or _('the desk')}: {step.officer or step.name}"


@admin.register(Apology)
class ApologyAdmin(ReadOnly, TrackedAdmin):
    list_display = [
        "dossier",
        "old_due_on",
        "new_due_on",
        "cause",
        "cause_kind",
        whose_step,
        "signed_on",
        "signer_name",
        "is_late_letter",
        "override_number",
    ]
    list_select_related = ["step__division", "step__officer"]
    list_filter = ["cause_kind", "is_late_letter", "cause", "signed_on"]
    search_fields = ["dossier__code"]
    ordering = ["-drafted_at", "-pk"]


@admin.register(ChairmanApology)
class ChairmanApologyAdmin(ReadOnly, TrackedAdmin):
    list_display = ["signed_on", "feedback", "prohibition", "addressee", "signer_name", "desk"]
    list_filter = ["prohibition"]
    ordering = ["-signed_at", "-pk"]
    pages = [("<int:feedback>/write/", letters.apologise, "write")]


@admin.register(Supplement)
class SupplementAdmin(ReadOnly, TrackedAdmin):
    list_display = ["requested_at", "procedure", "dossier", "requested_by", "notice_is_late", "completed_at"]
    ordering = ["-requested_at", "-pk"]


@admin.register(Result)
class ResultAdmin(ReadOnly, TrackedAdmin):
    list_display = ["number", "kind", "signed_on", "signer_name", "dossier", "revoked_at"]
    list_select_related = ["dossier"]
    list_filter = ["kind"]
    search_fields = ["number", "dossier__code"]
    ordering = ["-signed_at", "-pk"]


@admin.register(Refusal)
class RefusalAdmin(ReadOnly, TrackedAdmin):
    list_display = ["refused_at", "procedure", "dossier", "ground", "text", "refused_by"]
    list_filter = ["ground"]
    ordering = ["-refused_at", "-pk"]
