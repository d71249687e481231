"""Two versions of a procedure side by side."""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from backoffice.procedures import differences
from backoffice.procedures.models import ProcedureVersion


def compare(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show `?before=1&after=2`, version numbers; without them the last two."""
    procedure = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not model_admin.has_view_permission(request, procedure):
        raise PermissionDenied
    rows = list(
        procedure.versions.select_related("decision")
        .prefetch_related(*differences.READ)
        .order_by("valid_from")
    )
    before = _chosen(rows, request.GET.get("before"), -2)
    after = _chosen(rows, request.GET.get("after"), -1)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Versions of %(code)s side by side") % {"code": procedure.code},
        "opts": model_admin.opts,
        "procedure": procedure,
        "versions": rows,
        "before": before,
        "after": after,
        "differences": list(differences.versions(before, after)) if before and after else [],
    }
    return TemplateResponse(request, "procedures/compare.html", context)


def _chosen(rows: list[ProcedureVersion], number: str | None, place: int) -> ProcedureVersion | None:
    wanted = next((row for row in rows if str(row.number) == number), None)
    return wanted or (rows[max(place, -len(rows))] if rows else None)
