from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from backoffice.base.folding import fold
from backoffice.history.admin import TrackedAdmin
from backoffice.procedures import admin_views, completeness, posting
from backoffice.procedures.admin.filters import DigitisedFilter
from backoffice.procedures.models import Posting

MARKS = {
    Posting.Status.DRAFT: "neutral",
    Posting.Status.PUBLISHED: "ontime",
    Posting.Status.WITHDRAWN: "paused",
}
MOST_NAMED = 15


def marked(row: Posting) -> str:
    """Draw the state of a posting as a mark."""
    mark = '<span class="mc-mark mc-mark--{}">{}</span>'
    return format_html(mark, MARKS[Posting.Status(row.status)], capfirst(row.get_status_display()))


@admin.register(Posting)
class PostingAdmin(TrackedAdmin):
    list_display = ["code", "name", "state", "published_on", "division", "service_group", "desk"]
    list_display_links = ["code", "name"]
    list_select_related = ["desk", "procedure__field", "division", "service_group"]
    list_filter = [
        "status",
        DigitisedFilter,
        ("procedure__field", admin.RelatedOnlyFieldListFilter),
        ("desk", admin.RelatedOnlyFieldListFilter),
    ]
    change_list_template = "procedures/posting_list.html"
    change_form_template = "procedures/posting_form.html"
    search_fields = ["procedure__search_text"]
    autocomplete_fields = ["desk", "procedure", "division", "service_group"]
    ordering = ["procedure__code", "pk"]
    fields = ["desk", "procedure", ("division", "service_group"), "status", ("published_on", "published_by")]
    readonly_fields = ["status", "published_on", "published_by"]
    actions = ["publish", "withdraw"]

    class Media:
        css = {"all": ["backoffice/procedures.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("procedure")

    def get_list_display(self, request: HttpRequest):
        """Who sees one desk only need not read its name on every line."""
        one = request.user.desks_in_sight is not None and len(request.user.desks_in_sight) == 1
        return [name for name in self.list_display if not (one and name == "desk")]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))

    def get_urls(self) -> list:
        page = self.admin_site.admin_view(lambda request: admin_views.checklist(self, request))
        return [path("checklist/", page, name="procedures_posting_checklist"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """Above the list: what share of the posted procedures is complete, each figure a link to its list."""
        rows, desk = self.get_queryset(request), request.user.desk
        rows = rows.filter(desk=desk) if desk else rows
        shares = completeness.shares(rows, on=timezone.localdate(timezone.now()))
        query = f"desk__id__exact={desk.pk}&" if desk else ""
        context = {"shares": shares, "share_query": query, "share_desk": desk, **(extra_context or {})}
        return super().changelist_view(request, context)

    @admin.display(description=_("posting"), ordering="status")
    def state(self, row: Posting) -> str:
        return marked(row)

    @admin.display(description=_("procedure code"), ordering="procedure__code")
    def code(self, row: Posting) -> str:
        return row.procedure.code

    @admin.display(description=_("procedure name"))
    def name(self, row: Posting) -> str:
        return row.procedure.name

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(posting.PERMISSION)

    @admin.action(description=_("Check and post the selected procedures"), permissions=["publish"])
    def publish(self, request, queryset):
        return admin_views.check(self, request, [(row.procedure, row.desk) for row in queryset])

    @admin.action(description=_("Take the selected procedures off the kiosk"), permissions=["publish"])
    def withdraw(self, request, queryset):
        withdraw_all(self, request, [(row.procedure, row.desk) for row in queryset])


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
