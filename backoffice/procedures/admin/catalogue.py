from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from backoffice.history.admin import TrackedAdmin
from backoffice.procedures import admin_views, posting
from backoffice.procedures.admin.reference import publish_all, withdraw_all
from backoffice.procedures.admin_forms import ProcedureForm
from backoffice.procedures.models import Posting, Procedure, ProcedureVersion


class ReviewFilter(admin.SimpleListFilter):
    title = _("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("due", _("review overdue"))]

    def queryset(self, request, queryset):
        today = timezone.localdate(timezone.now())
        return queryset.review_due(on=today) if self.value() == "due" else queryset


class PostingFilter(admin.SimpleListFilter):
    title = _("posting")
    parameter_name = "posting"

    def lookups(self, request, model_admin):
        return Posting.Status.choices

    def queryset(self, request, queryset):
        if self.value() not in Posting.Status.values:
            return queryset
        at_my_desk = Posting.objects.visible_to(request.user).filter(status=self.value())
        return queryset.filter(pk__in=at_my_desk.values("procedure"))


@admin.register(Procedure)
class ProcedureAdmin(TrackedAdmin):
    form = ProcedureForm
    list_display = ["code", "name", "field", "main_limit", "in_force", "posted", "review_on"]
    list_display_links = ["code", "name"]
    list_select_related = ["field"]
    list_filter = [PostingFilter, ReviewFilter, ("field", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["search_text"]
    autocomplete_fields = ["desk", "field", "owner"]
    ordering = ["code", "pk"]
    actions = ["publish", "withdraw"]
    readonly_fields = ["versions_listed", "postings_listed"]
    fieldsets = [
        (None, {"fields": ["name", ("code", "code_suffix"), "field", "desk"]}),
        (_("Versions"), {"fields": ["versions_listed"]}),
        (_("Posting"), {"fields": ["postings_listed"]}),
        (_("Kept up to date"), {"fields": [("owner", "review_on")]}),
    ]
    change_list_template = "procedures/procedure_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        today = timezone.localdate(timezone.now())
        in_force = ProcedureVersion.objects.in_force(on=today).prefetch_related("time_limits")
        postings = Posting.objects.visible_to(request.user).filter(desk=request.user.desk_id)
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("versions", in_force.order_by("number"), to_attr="versions_in_force"),
                Prefetch("postings", postings, to_attr="own_postings"),
            )
        )

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    def has_change_permission(self, request: HttpRequest, obj: Procedure | None = None) -> bool:
        """A desk reads what others keep and changes only what it keeps itself."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.user.sees(obj.desk))

    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("export/", wrap(self.export), name="procedures_procedure_export"),
            path("<int:pk>/compare/", wrap(self.compare), name="procedures_procedure_compare"),
            *super().get_urls(),
        ]

    def export(self, request: HttpRequest):
        return admin_views.export(self, request)

    def compare(self, request: HttpRequest, pk: int):
        return admin_views.compare(self, request, pk)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(posting.PERMISSION) and request.user.desk is not None

    @admin.action(description=_("Post the selected procedures on the kiosk"), permissions=["publish"])
    def publish(self, request, queryset):
        publish_all(self, request, [(procedure, request.user.desk) for procedure in queryset])

    @admin.action(description=_("Take the selected procedures off the kiosk"), permissions=["publish"])
    def withdraw(self, request, queryset):
        withdraw_all(self, request, [(procedure, request.user.desk) for procedure in queryset])

    @admin.display(description=_("time limit"))
    def main_limit(self, procedure: Procedure) -> str:
        limits = [version.main_limit for version in procedure.versions_in_force]
        if not limits:
            return "–"
        return ", ".join(limit.in_words if limit else str(_("not read")) for limit in limits)

    @admin.display(description=_("version in force"))
    def in_force(self, procedure: Procedure) -> str:
        return ", ".join(f"v{version.number}" for version in procedure.versions_in_force) or "–"

    @admin.display(description=_("posting"))
    def posted(self, procedure: Procedure) -> str:
        return ", ".join(row.get_status_display() for row in procedure.own_postings) or "–"

    @admin.display(description=_("versions"))
    def versions_listed(self, procedure: Procedure) -> str:
        rows = list(procedure.versions.select_related("decision").order_by("-number"))
        return versions_table(procedure, rows)

    @admin.display(description=_("postings"))
    def postings_listed(self, procedure: Procedure) -> str:
        rows = procedure.postings.select_related("desk").order_by("desk__slug")
        return format_html_join(
            "\n",
            '<div><a href="{}">{}</a>: {}</div>',
            (
                (
                    reverse("admin:procedures_posting_change", args=[row.pk]),
                    row.desk,
                    row.get_status_display(),
                )
                for row in rows
            ),
        )


def versions_table(procedure: Procedure, rows: list[ProcedureVersion]) -> str:
    """Draw the versions, newest first, each with a way to its page, and one to see them side by side."""
    lines = format_html_join(
        "\n",
        '<tr><td><a href="{}">v{}</a></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>',
        (
            (
                reverse("admin:procedures_procedureversion_change", args=[row.pk]),
                row.number,
                f"{row.valid_from:%d/%m/%Y}",
                f"{row.valid_to:%d/%m/%Y}" if row.valid_to else "…",
                row.get_change_type_display(),
                row.decision or row.decision_text,
            )
            for row in rows
        ),
    )
    table = format_html('<table class="mc-table mc-table--dense"><tbody>{}</tbody></table>', lines)
    if len(rows) < 2:
        return table
    url = reverse("admin:procedures_procedure_compare", args=[procedure.pk])
    return format_html('{}<p><a href="{}">{}</a></p>', table, url, _("Compare the versions side by side"))
