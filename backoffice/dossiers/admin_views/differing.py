"""Dates that a calendar decided later would move: the lead counts them again or keeps them (R32)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backoffice.base.row_numbers import row_numbers
from backoffice.dossiers import bulk
from backoffice.dossiers.admin_views.access import REFUSALS, page_context, require, sentence
from backoffice.dossiers.lifecycle import recounts
from backoffice.dossiers.models import Dossier
from backoffice.dossiers.verbs.recounting import KEEP_DATE, RECOUNT
from backoffice.organisation.working_time import calendar_for

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def differing(request: HttpRequest) -> HttpResponse:
    """Show the printed and the new date of each; decide for those that are ticked, with one reason."""
    require(request, *RECOUNT.permissions)
    user = request.user
    rows = Dossier.objects.visible_to(user).counted()
    results: list[bulk.Result] = []
    reason = request.POST.get("reason", "").strip()[:500]
    if request.method == "POST":
        chosen = rows.filter(pk__in=row_numbers(request.POST.getlist("pk"))[:SHOWN]).select_related("desk")
        decide = bulk.recount if request.POST.get("verb") == RECOUNT.name else bulk.keep_dates
        try:
            results = decide(chosen.order_by("due_on", "pk"), reason=reason, by=user, at=timezone.now())
        except REFUSALS as refusal:
            messages.error(request, sentence(refusal))
        if not results:
            messages.warning(request, _("Choose the dossiers first."))
    found = recounts.differing(user.desk, rows, calendar_for(user.desk)) if user.desk else []
    context = page_context(
        request,
        title=_("Dates that the calendar would move"),
        results=results,
        found=found[:SHOWN],
        more=max(len(found) - SHOWN, 0),
        reason=reason,
        recount=RECOUNT,
        keep=KEEP_DATE,
    )
    return TemplateResponse(request, "dossiers/differing.html", context)
