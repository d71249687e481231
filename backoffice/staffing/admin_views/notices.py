from calendar import monthrange
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backoffice.staffing.admin_views.asking import desk_asked, page_context, require
from backoffice.staffing.models import Officer
from backoffice.staffing.notices import notices


@require_safe
def monthly_notices(request: HttpRequest) -> HttpResponse:
    """Show and print a month's notice for each officer, for the divisions that sent them."""
    require(request, "staffing.change_duty")
    desk = desk_asked(request)
    first = _month(request.GET.get("month", ""))
    last = first.replace(day=monthrange(first.year, first.month)[1])
    # A session that is still to come is not missed: a running month counts to yesterday.
    until = min(last, timezone.localdate(timezone.now()) - timedelta(days=1))
    found = notices(desk, first=first, last=until)
    context = page_context(
        request,
        title=_("Monthly notice of officers"),
        model=Officer,
        office=desk,
        month=f"{first:%Y-%m}",
        first=first,
        last=max(first, until),
        notices=found,
        has_work=all(notice.work is not None for notice in found),
    )
    return TemplateResponse(request, "staffing/notices.html", context)


def _month(text: str) -> date:
    if not text:
        return timezone.localdate(timezone.now()).replace(day=1)
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as unknown:
        raise Http404 from unknown
