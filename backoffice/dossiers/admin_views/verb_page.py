"""The page of a verb: a form if the verb needs input, then one domain call."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backoffice.dossiers import worklist
from backoffice.dossiers.admin_views.access import (
    REFUSALS,
    dossier_or_404,
    page_context,
    require,
    require_at_the_counter,
    sentence,
)
from backoffice.dossiers.verbs import table


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, dossier: int, verb: str) -> HttpResponse:
    """Ask what the verb needs and carry it out; a refusal is shown in the domain's words."""
    row = dossier_or_404(request, dossier)
    asked = table.ON_THE_PAGE.get(verb)
    if asked is None or asked.form is None:
        raise Http404
    if asked.counter_act:
        require_at_the_counter(request, asked.counter_act, *asked.permissions)
    require(request, *asked.permissions)
    is_sent = request.method == "POST"
    form = asked.form(
        request.POST if is_sent else None, request.FILES if is_sent else None, dossier=row, user=request.user
    )
    if form.is_valid():
        try:
            form.carry_out(at=timezone.now())
        except REFUSALS as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(
                request, _("%(dossier)s: %(verb)s – done.") % {"dossier": row, "verb": asked.label}
            )
            asked_next = table.ON_THE_PAGE.get(request.GET.get("next", ""))
            if asked_next is not None and asked_next.is_possible(row, request.user):
                return redirect("admin:dossiers_dossier_do", row.pk, asked_next.name)
            return redirect("admin:dossiers_dossier_change", row.pk)
    context = page_context(
        request,
        title=capfirst(f"{asked.label} – {row.code}"),
        dossier=row,
        form=form,
        name=asked.name,
        label=asked.label,
        refusal="" if is_sent else asked.refusal(row, request.user) or "",
        line=dict(worklist.lines([row], user=request.user, at=timezone.now()))[row],
        **form.facts(),
    )
    return TemplateResponse(request, "dossiers/act.html", context)
