"""The time limits no program would decide: one line a text, however many procedures have it."""

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

from backoffice.procedures import confirming
from backoffice.procedures.admin_forms import LimitForm

TEXTS_A_PAGE = 25


def limits(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """List the unread texts; `?version=3` only that of one version."""
    if not request.user.has_perm(confirming.PERMISSION):
        raise PermissionDenied
    found = confirming.unread(request.user, on=timezone.localdate(timezone.now()))
    if (wanted := request.GET.get("version", "")).isdecimal():
        found = [text for text in found if any(v.pk == int(wanted) for v in text.versions)]
    pressed = request.POST.get("text", "")
    if request.method == "POST":
        chosen = next((text for text in found if text.key == pressed), None)
        form = LimitForm(request.POST, prefix=pressed)
        if chosen is None:
            messages.error(request, _("This text has its limit already."))
            return redirect(request.get_full_path())
        if form.is_valid():
            confirming.confirm(versions=chosen.versions, by=request.user, **form.cleaned_data)
            count = len(chosen.versions)
            words = ngettext(
                "The limit holds for %(count)d procedure now.",
                "The limit holds for %(count)d procedures now.",
                count,
            )
            messages.success(request, words % {"count": count})
            return redirect("admin:procedures_procedureversion_limits")
    page = Paginator(found, TEXTS_A_PAGE).get_page(request.GET.get("p"))
    lines = [
        (text, form if request.method == "POST" and text.key == pressed else LimitForm(prefix=text.key))
        for text in page.object_list
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Time limits that want a person"),
        "opts": model_admin.opts,
        "page": page,
        "lines": lines,
    }
    return TemplateResponse(request, "procedures/limits.html", context)
