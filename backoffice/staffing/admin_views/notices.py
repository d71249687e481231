from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backoffice.base import spreadsheets
from backoffice.staffing.admin_views.parameters import desk_asked, page_context, require
from backoffice.staffing.evaluation.notices import Notice, notices
from backoffice.staffing.models import Officer


@require_safe
def monthly_notices(request: HttpRequest) -> HttpResponse:
    """Show and print a month's notice for each officer, a page for each division that sent them."""
    require(request, "staffing.change_duty")
    desk = desk_asked(request)
    first = _month(request.GET.get("month", ""))
    last = first.replace(day=monthrange(first.year, first.month)[1])
    # A session in the future is not missed: the current month counts to yesterday.
    until = min(last, timezone.localdate(timezone.now()) - timedelta(days=1))
    found = notices(desk, first=first, last=until)
    if request.GET.get("format") == "xlsx":
        return _file(found, name=f"thong-bao-cong-chuc-{desk.slug}-{first:%Y%m}.xlsx")
    context = page_context(
        request,
        title=_("Monthly notice of officers"),
        model=Officer,
        office=desk,
        month=f"{first:%Y-%m}",
        first=first,
        last=max(first, until),
        divisions=[
            (division, list(sent)) for division, sent in groupby(found, lambda n: n.officer.home_division)
        ],
        has_work=all(notice.work is not None for notice in found),
    )
    return TemplateResponse(request, "staffing/notices.html", context)


def _file(found: Sequence[Notice], *, name: str) -> HttpResponse:
    titles = (
        _("Officer"),
        _("Sent by"),
        _("Sessions due"),
        _("Attended"),
        _("Excused"),
        _("Missed"),
        _("Opened late"),
        _("Closed early"),
        _("Left open"),
        _("Stood in"),
        _("Dossiers received"),
        _("Resolved"),
        _("Late in the own step"),
        _("Feedback found true"),
    )
    table = spreadsheets.Table(
        name=_("Monthly notice of officers"), titles=titles, rows=[_row(notice) for notice in found]
    )
    response = HttpResponse(spreadsheets.xlsx(table), content_type=spreadsheets.XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _row(notice: Notice) -> tuple[spreadsheets.Value, ...]:
    sent_by = notice.officer.home_division
    work = notice.work
    return (
        notice.officer.full_name,
        sent_by.name if sent_by else "",
        notice.due,
        notice.attended,
        notice.excused,
        notice.missed,
        notice.late_openings,
        notice.early_closings,
        notice.left_open,
        notice.stood_in,
        *((work.received, work.resolved, work.late, work.feedback) if work else (None,) * 4),
    )


def _month(text: str) -> date:
    if not text:
        return timezone.localdate(timezone.now()).replace(day=1)
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as unknown:
        raise Http404 from unknown
