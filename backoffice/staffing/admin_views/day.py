from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backoffice.staffing.admin_views.parameters import desk_asked, page_context, require
from backoffice.staffing.roster.day_board import read_day
from backoffice.staffing.roster.weeks import Week


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show who is rostered and who is at which counter, with the most urgent things first."""
    require(request, "staffing.view_duty")
    desk = desk_asked(request)
    board = read_day(desk, at=timezone.now())
    context = page_context(
        request,
        title=_("Duty roster of today"),
        office=desk,
        board=board,
        week=Week.of(board.roster.first),
        may_roster=request.user.has_perm("staffing.change_duty"),
        sees_refused=request.user.has_perm("staffing.view_refusedattempt"),
    )
    return TemplateResponse(request, "staffing/today.html", context)
