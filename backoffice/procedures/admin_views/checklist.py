"""The posting checklist of a desk: what was last found of each item, recorded here, printed for the hall."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk
from backoffice.procedures import checklist as verbs
from backoffice.procedures import completeness
from backoffice.procedures.models import Posting, PostingCheck

VIEW = "procedures.view_postingcheck"
LAST_SHOWN = 24


def checklist(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Show the checklist of `?office=luong-son`; POST records what was found of the ticked items."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    desks = Desk.objects.visible_to(request.user).order_by("level", "slug")
    slug = request.POST.get("office") or request.GET.get("office")
    own = request.user.desk or desks.first()
    desk = get_object_or_404(desks, slug=slug or (own.slug if own else ""))
    at = timezone.now()
    if request.method == "POST":
        try:
            rows = verbs.record(desk, _found(request), by=request.user, at=at)
        except verbs.NotChecked as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Recorded: %(count)d items of the checklist.") % {"count": len(rows)})
            return redirect(f"{request.path}?{urlencode({'office': desk.slug})}")
    today = timezone.localdate(at)
    checks = PostingCheck.objects.filter(desk=desk).select_related("checked_by")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Posting checklist"),
        "opts": model_admin.opts,
        "office": desk,
        "offices": desks,
        "today": today,
        "lines": _filled(verbs.lines(desk, at=at), request),
        "past": checks.order_by("-checked_at", "-pk")[:LAST_SHOWN],
        "shares": completeness.shares(Posting.objects.filter(desk=desk), on=today),
        "list_url": f"{reverse('admin:procedures_posting_changelist')}?desk__id__exact={desk.pk}",
        "may_record": request.user.has_perm(verbs.PERMISSION),
    }
    return TemplateResponse(request, "procedures/checklist.html", context)


def _found(request: HttpRequest) -> dict[str, tuple[bool, str]]:
    """Return what was chosen; items left alone were not looked at."""
    answers = {"yes": True, "no": False}
    chosen = {item: request.POST.get(f"state_{item}", "") for item in PostingCheck.Item.values}
    return {
        item: (answers[answer], request.POST.get(f"note_{item}", "").replace("\x00", ""))
        for item, answer in chosen.items()
        if answer in answers
    }


def _filled(lines: list[verbs.Line], request: HttpRequest) -> list[tuple[verbs.Line, str, str]]:
    """Return each line with what was just sent, so that nothing is lost when it is refused."""
    sent = request.POST
    return [
        (line, sent.get(f"state_{line.item.value}", ""), sent.get(f"note_{line.item.value}", ""))
        for line in lines
    ]
