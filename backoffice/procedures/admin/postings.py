from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from backoffice.history.admin import TrackedAdmin
from backoffice.procedures import admin_views, completeness, posting
from backoffice.procedures.admin.actions import publish, withdraw
from backoffice.procedures.admin.columns import code, name, state
from backoffice.procedures.admin.filters import DigitisedFilter
from backoffice.procedures.models import Posting


@admin.register(Posting)
class PostingAdmin(TrackedAdmin):
    list_display = [code, name, state, "published_on", "division", "service_group", "desk"]
    list_display_links = [code, name]
    list_select_related = ["procedure__field"]
    list_filter = [
        "status",
        DigitisedFilter,
        ("procedure__field", admin.RelatedOnlyFieldListFilter),
        ("desk", admin.RelatedOnlyFieldListFilter),
    ]
    change_list_template = "procedures/posting_list.html"
    change_form_template = "procedures/posting_form.html"
    search_fields = ["procedure__search_text"]
    search_folded = True
    ordering = ["procedure__code", "pk"]
    fields = ["desk", "procedure", ("division", "service_group"), "status", ("published_on", "published_by")]
    readonly_fields = ["status", "published_on", "published_by"]
    rows_with = ["procedure"]
    actions = [publish, withdraw]
    own_pages = [("checklist/", admin_views.checklist, "checklist")]

    class Media:
        css = {"all": ["backoffice/procedures.css"]}

    def get_list_display(self, request: HttpRequest):
        """Who sees one desk only need not read its name on every line."""
        one = request.user.desks_in_sight is not None and len(request.user.desks_in_sight) == 1
        return [column for column in self.list_display if not (one and column == "desk")]

    def changelist_view(self, request, extra_context=None):
        """Above the list: what share of the posted procedures is complete, each figure a link to its list."""
        rows, desk = self.get_queryset(request), request.user.desk
        rows = rows.filter(desk=desk) if desk else rows
        shares = completeness.shares(rows, on=timezone.localdate(timezone.now()))
        query = f"desk__id__exact={desk.pk}&" if desk else ""
        context = {"shares": shares, "share_query": query, "share_desk": desk, **(extra_context or {})}
        return super().changelist_view(request, context)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(posting.PERMISSION)
