from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from backoffice.base.folding import fold
from backoffice.history.admin import TrackedAdmin
from backoffice.organisation.models import ServiceGroup
from backoffice.procedures import posting
from backoffice.procedures.admin_forms import FieldForm
from backoffice.procedures.models import Field, Posting, PublicationDecision


@admin.register(Field)
class FieldAdmin(TrackedAdmin):
    form = FieldForm
    list_display = ["name", "code", "is_sensitive"]
    list_filter = ["is_sensitive"]
    search_fields = ["name", "folded_name", "code"]
    autocomplete_fields = ["service_groups"]
    ordering = ["folded_name"]
    fields = ["name", "code", "is_sensitive", "service_groups"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        groups = ServiceGroup.objects.visible_to(request.user)
        return super().get_queryset(request).prefetch_related(Prefetch("service_groups", groups))

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))


@admin.register(PublicationDecision)
class PublicationDecisionAdmin(TrackedAdmin):
    list_display = ["number", "decided_on", "effective_on", "issued_by", "title", "desk"]
    list_select_related = ["desk"]
    list_filter = [("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["number", "title", "issued_by"]
    autocomplete_fields = ["desk"]
    ordering = ["-decided_on", "-pk"]
    fields = ["desk", "number", ("decided_on", "effective_on"), "issued_by", "title"]


@admin.register(Posting)
class PostingAdmin(TrackedAdmin):
    list_display = ["code", "name", "status", "published_on", "division", "service_group", "desk"]
    list_display_links = ["code", "name"]
    list_select_related = ["desk", "procedure__field", "division", "service_group"]
    list_filter = ["status", ("procedure__field", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["procedure__search_text"]
    autocomplete_fields = ["desk", "procedure", "division", "service_group"]
    ordering = ["procedure__code", "pk"]
    fields = ["desk", "procedure", ("division", "service_group"), "status", ("published_on", "published_by")]
    readonly_fields = ["status", "published_on", "published_by"]
    actions = ["publish", "withdraw"]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))

    @admin.display(description=_("procedure code"), ordering="procedure__code")
    def code(self, row: Posting) -> str:
        return row.procedure.code

    @admin.display(description=_("procedure name"))
    def name(self, row: Posting) -> str:
        return row.procedure.name

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(posting.PERMISSION)

    @admin.action(description=_("Post the selected procedures on the kiosk"), permissions=["publish"])
    def publish(self, request, queryset):
        publish_all(self, request, [(row.procedure, row.desk) for row in queryset])

    @admin.action(description=_("Take the selected procedures off the kiosk"), permissions=["publish"])
    def withdraw(self, request, queryset):
        withdraw_all(self, request, [(row.procedure, row.desk) for row in queryset])


MOST_NAMED = 15


def publish_all(model_admin, request: HttpRequest, pairs: list) -> None:
    """Post each procedure at its desk, and say of each one what its page lacks or why it was refused."""
    done = 0
    said: list[tuple[int, str]] = []
    for procedure, desk in pairs:
        try:
            found = posting.publish(procedure=procedure, desk=desk, by=request.user, at=timezone.now())
        except posting.NotPosted as refusal:
            said.append((messages.ERROR, f"{procedure.code}: {refusal}"))
        else:
            done += 1
            if found:
                words = " ".join(lack.message for lack in found)
                said.append((messages.WARNING, f"{procedure.code}: {words}"))
    _tell(model_admin, request, said, _g("Procedures posted: %(count)d.") % {"count": done}, done)


def withdraw_all(model_admin, request: HttpRequest, pairs: list) -> None:
    done = 0
    said: list[tuple[int, str]] = []
    for procedure, desk in pairs:
        try:
            posting.withdraw(procedure=procedure, desk=desk, by=request.user)
        except posting.NotPosted as refusal:
            said.append((messages.ERROR, f"{procedure.code}: {refusal}"))
        else:
            done += 1
    _tell(model_admin, request, said, _g("Procedures withdrawn: %(count)d.") % {"count": done}, done)


def _tell(model_admin, request: HttpRequest, said: list[tuple[int, str]], summary: str, done: int) -> None:
    if done:
        model_admin.message_user(request, summary, messages.SUCCESS)
    for level, words in said[:MOST_NAMED]:
        model_admin.message_user(request, words, level)
    if len(said) > MOST_NAMED:
        more = _g("And %(count)d more of the selected procedures.") % {"count": len(said) - MOST_NAMED}
        model_admin.message_user(request, more, messages.WARNING)
