from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backoffice.history.admin import TrackedAdmin
from backoffice.procedures import admin_views, posting
from backoffice.procedures.admin.actions import assign, publish, withdraw
from backoffice.procedures.admin.columns import main_limit, posted, review, titled
from backoffice.procedures.admin.filters import PostingFilter, ReviewFilter
from backoffice.procedures.admin_forms import ProcedureForm
from backoffice.procedures.models import Posting, Procedure, ProcedureVersion


@admin.register(Procedure)
class ProcedureAdmin(TrackedAdmin):
    form = ProcedureForm
    list_display = ["code", titled, main_limit, posted, review]
    list_select_related = ["field"]
    list_filter = [PostingFilter, ReviewFilter, ("field", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["search_text"]
    ordering = ["code", "pk"]
    actions = [publish, withdraw, assign]
    pages = [("<int:pk>/reviewed/", admin_views.reviewed, "reviewed")]
    own_pages = [
        ("export/", admin_views.export, "export"),
        ("publish/", admin_views.publish, "publish"),
        ("assign/", admin_views.assign, "assign"),
        ("<int:pk>/compare/", admin_views.compare, "compare"),
    ]
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

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        above = admin_views.above_the_form(request, row) if row and request.method == "GET" else {}
        return super().change_view(request, object_id, form_url, {**above, **(extra_context or {})})

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(posting.PERMISSION) and request.user.desk is not None
