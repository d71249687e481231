"""Time-limit texts for a person to confirm: one line a text, however many procedures have it."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.base.row_numbers import row_number
from backoffice.procedures import unread_limits
from backoffice.procedures.admin_forms import LimitForm

TEXTS_A_PAGE = 25


def limits(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """List the unread texts; `?version=3` only that of one version."""
    if not request.user.has_perm(unread_limits.PERMISSION):
        raise PermissionDenied
    user, today = request.user, timezone.localdate(timezone.now())
    pressed, form = request.POST.get("text", ""), None
    if request.method == "POST":
        form = LimitForm(request.POST, prefix=pressed)
        versions = unread_limits.versions_of(pressed, user=user, on=today)
        if not versions:
            messages.error(request, _("This text has its limit already."))
            return redirect(request.get_full_path())
        if form.is_valid():
            unread_limits.confirm(versions=versions, by=user, **form.cleaned_data)
            messages.success(request, _confirmed(len(versions)))
            return redirect("admin:procedures_procedureversion_limits")
    version = row_number(request.GET.get("version", "")) or None
    texts = unread_limits.unread(user, on=today, version=version)
    page = Paginator(texts, TEXTS_A_PAGE).get_page(request.GET.get("p"))
    lines = [
        (text, form if form and text.key == pressed else LimitForm(prefix=text.key))
        for text in unread_limits.with_versions(page.object_list, user=user, on=today)
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Time limits that want a person"),
        "opts": model_admin.opts,
        "page": page,
        "lines": lines,
    }
    return TemplateResponse(request, "procedures/limits.html", context)


def _confirmed(count: int) -> str:
    words = ngettext(
        "The limit holds for %(count)d procedure now.",
        "The limit holds for %(count)d procedures now.",
        count,
    )
    return words % {"count": count}
