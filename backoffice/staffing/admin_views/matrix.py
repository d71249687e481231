from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backoffice.staffing.admin_views.parameters import desk_asked, page_context, require
from backoffice.staffing.matrix import matrix
from backoffice.staffing.models import Regulation


@require_safe
def responsibilities(request: HttpRequest) -> HttpResponse:
    """Show the matrix as the annex of the regulation in force; with `?holes` only the incomplete rows."""
    require(request, "staffing.view_regulation")
    desk = desk_asked(request)
    today = timezone.localdate(timezone.now())
    rows = matrix(desk, on=today)
    context = page_context(
        request,
        title=_("Responsibility matrix"),
        model=Regulation,
        office=desk,
        today=today,
        regulation=Regulation.objects.filter(desk=desk).in_force(on=today).first(),
        rows=[row for row in rows if not row.is_whole] if "holes" in request.GET else rows,
        with_holes=sum(not row.is_whole for row in rows),
        total=len(rows),
        only_holes="holes" in request.GET,
    )
    return TemplateResponse(request, "staffing/matrix.html", context)
