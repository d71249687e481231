"""Steps with a dossier: a form where something is asked, then one domain call."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backoffice.dossiers import apologies, reading, worklist
from backoffice.dossiers.admin_views.access import (
    REFUSALS,
    dossier_or_404,
    page_context,
    require,
    require_at_the_counter,
    sentence,
)
from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import Dossier
from backoffice.dossiers.verb_forms import FORMS, LABELS
from backoffice.organisation.working_time import calendar_for

AT_THE_COUNTER = {"return_result": "return", "complete": "complete"}
LETTERS = ("draft_apology", "sign_apology", "discard_apology")


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, dossier: int, verb: str) -> HttpResponse:
    """Ask what the verb needs and carry it out; a refusal is said in the domain's words."""
    row = dossier_or_404(request, dossier)
    if verb not in FORMS:
        raise Http404
    move = transitions.TRANSITIONS.get(verb)
    permissions = move.permissions if move else reading.EXTRA[verb]
    if verb in AT_THE_COUNTER:
        require_at_the_counter(request, AT_THE_COUNTER[verb], *permissions)
    require(request, *permissions)
    form = FORMS[verb](request.POST if request.method == "POST" else None, dossier=row, user=request.user)
    if form.is_valid():
        try:
            form.carry_out(at=timezone.now())
        except REFUSALS as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(
                request, _("%(dossier)s: %(verb)s – done.") % {"dossier": row, "verb": LABELS[verb]}
            )
            return redirect("admin:dossiers_dossier_change", row.pk)
    context = page_context(
        request,
        title=capfirst(f"{LABELS[verb]} – {row.code}"),
        dossier=row,
        form=form,
        label=LABELS[verb],
        line=dict(worklist.lines([row], user=request.user, at=timezone.now()))[row],
        **_facts_of_a_letter(row, verb),
    )
    return TemplateResponse(request, "dossiers/act.html", context)


def _facts_of_a_letter(dossier: Dossier, verb: str) -> dict[str, Any]:
    """Whose step used the time and by when the letter is due: what the words are written from."""
    if verb not in LETTERS:
        return {}
    calendar = calendar_for(dossier.desk)
    return {
        "culprit": apologies.culprit(dossier),
        "letter": apologies.letter_dates(dossier, calendar),
        "draft": dossier.apologies.drafts().select_related("cause").first(),
    }
