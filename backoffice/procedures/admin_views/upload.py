"""A spreadsheet comes in: it is read and compared, and nothing is written to the catalogue."""

from uuid import UUID, uuid4

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from backoffice.procedures.admin_forms import UploadForm
from backoffice.procedures.importing import progress
from backoffice.procedures.importing.permissions import PERMISSION
from backoffice.procedures.importing.plans import previewing
from backoffice.procedures.importing.workbooks.containers import UnreadableFile


def upload(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = previewing.preview(
                desk=form.cleaned_data["desk"],
                by=request.user,
                data=file.read(),
                file_name=file.name,
                at=timezone.now(),
                on_progress=progress.callback(own_key(request, form.cleaned_data["progress"])),
            )
        except UnreadableFile as unreadable:
            form.add_error("file", str(unreadable))
        else:
            return redirect("admin:procedures_importbatch_change", batch.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Read a spreadsheet of procedures"),
        "opts": model_admin.opts,
        "form": form,
        "progress": uuid4(),
    }
    return TemplateResponse(request, "procedures/upload.html", context)


def progress_of(model_admin: ModelAdmin, request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer how far the account's own piece of work is, as {"percent": n}."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    answer = JsonResponse({"percent": progress.percent(own_key(request, key)) or 0})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def own_key(request: HttpRequest, key: UUID | None) -> str:
    return f"{request.user.pk}-{key}" if key else ""
