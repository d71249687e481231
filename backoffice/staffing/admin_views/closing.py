from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backoffice.staffing.admin_views.parameters import page_context, require
from backoffice.staffing.counters import presence
from backoffice.staffing.models import CounterSession


@require_http_methods(["GET", "HEAD", "POST"])
def close_session(request: HttpRequest, session: int) -> HttpResponse:
    """Close the counter of an officer who left without closing it; for those who manage the roster."""
    require(request, "staffing.change_duty")
    rows = CounterSession.objects.visible_to(request.user).select_related("counter", "officer")
    row = get_object_or_404(rows, pk=session)
    if request.method == "POST":
        try:
            presence.close_counter(session=row, by=request.user, at=timezone.now())
        except presence.NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("%(counter)s was closed.") % {"counter": row.counter})
        return redirect("admin:staffing_duty_today")
    context = page_context(request, title=_("Close the counter of an officer"), session=row)
    return TemplateResponse(request, "staffing/closing.html", context)
