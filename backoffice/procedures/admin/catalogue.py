from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from backoffice.history.admin import TrackedAdmin
from backoffice.procedures import admin_views, posting, reviewing
from backoffice.procedures.admin.filters import PostingFilter, ReviewFilter
from backoffice.procedures.admin.postings import marked, withdraw_all
from backoffice.procedures.admin_forms import ProcedureForm
from backoffice.procedures.models import Posting, Procedure, ProcedureVersion


@admin.register(Procedure)
class ProcedureAdmin(TrackedAdmin):
    form = ProcedureForm
    list_display = ["code", "titled", "main_limit", "posted", "review"]
    list_display_links = ["code"]
    list_select_related = ["field"]
    list_filter = [PostingFilter, ReviewFilter, ("field", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["search_text"]
    autocomplete_fields = ["desk", "field", "owner"]
    ordering = ["code", "pk"]
    actions = ["publish", "withdraw", "assign"]
    fieldsets = [
        (_("Identity"), {"fields": ["name", ("code", "code_suffix"), "field", "desk"]}),
        (_("Kept up to date"), {"fields": [("owner", "review_on")]}),
    ]
    change_list_template = "procedures/procedure_list.html"
    change_form_template = "procedures/procedure_form.html"

    class Media:
        css = {"all": ["backoffice/procedures.css"]}

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
        pages = {
            "export": ("export/", admin_views.export),
            "publish": ("publish/", admin_views.publish),
            "assign": ("assign/", admin_views.assign),
            "compare": ("<int:pk>/compare/", admin_views.compare),
        }
        reviewed = self.admin_site.admin_view(require_POST(self.reviewed))
        return [
            *(
                path(route, self._page(view), name=f"procedures_procedure_{n}")
                for n, (route, view) in pages.items()
            ),
            path("<int:pk>/reviewed/", reviewed, name="procedures_procedure_reviewed"),
            *super().get_urls(),
        ]

    def _page(self, view):
        return self.admin_site.admin_view(lambda request, **kwargs: view(self, request, **kwargs))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        above = admin_views.above_the_form(request, row) if row and request.method == "GET" else {}
        return super().change_view(request, object_id, form_url, {**above, **(extra_context or {})})

    def reviewed(self, request: HttpRequest, pk: int) -> HttpResponse:
        procedure = get_object_or_404(self.get_queryset(request), pk=pk)
        reviewing.reviewed(procedure, by=request.user, on=timezone.localdate(timezone.now()))
        words = _g("%(code)s is reviewed; the next review is due on %(day)s.")
        said = words % {"code": procedure.code, "day": f"{procedure.review_on:%d/%m/%Y}"}
        messages.success(request, said)
        return redirect("admin:procedures_procedure_change", procedure.pk)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(posting.PERMISSION) and request.user.desk is not None

    @admin.action(description=_("Check and post the selected procedures"), permissions=["publish"])
    def publish(self, request, queryset):
        return admin_views.check(self, request, [(procedure, request.user.desk) for procedure in queryset])

    @admin.action(description=_("Take the selected procedures off the kiosk"), permissions=["publish"])
    def withdraw(self, request, queryset):
        withdraw_all(self, request, [(procedure, request.user.desk) for procedure in queryset])

    @admin.action(description=_("Assign the review of the selected procedures"), permissions=["change"])
    def assign(self, request, queryset):
        return admin_views.ask(self, request, queryset)

    @admin.display(description=_("procedure"), ordering="name")
    def titled(self, procedure: Procedure) -> str:
        return format_html("{}<small>{}</small>", procedure.name, procedure.field)

    @admin.display(description=_("time limit"))
    def main_limit(self, procedure: Procedure) -> str:
        versions = procedure.versions_in_force
        if not versions:
            return _g("no version in force")
        limits = [version.main_limit for version in versions]
        return ", ".join((limit.in_words if limit else "") or _g("not read") for limit in limits)

    @admin.display(description=_("posting"))
    def posted(self, procedure: Procedure) -> str:
        return marked(procedure.own_postings[0]) if procedure.own_postings else "–"

    @admin.display(description=_("to be reviewed by"), ordering="review_on")
    def review(self, procedure: Procedure) -> str:
        if procedure.review_on is None:
            return "–"
        day = f"{procedure.review_on:%d/%m/%Y}"
        if procedure.review_on > timezone.localdate(timezone.now()):
            return day
        return format_html('<span class="mc-mark mc-mark--late">{}</span>', day)
