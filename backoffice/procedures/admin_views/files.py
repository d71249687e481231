"""The forms, samples and scans of a version: looked at, added, taken over, removed, downloaded."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.base.row_numbers import row_number
from backoffice.procedures import version_files
from backoffice.procedures.admin_views.version_access import may_keep, version_or_404
from backoffice.procedures.models import ProcedureFile, ProcedureVersion
from backoffice.procedures.upkeep_forms import FileForm

VIEW = "procedures.view_procedurefile"


def files(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the files of a version; POST adds one, `remove=3` takes one off, `carry_over` takes some over."""
    version = _version(model_admin, request, pk)
    form = FileForm(request.POST or None, request.FILES or None, initial={"kind": ProcedureFile.Kind.FORM})
    if request.method == "POST":
        done = _do(request, version, form)
        if done:
            return redirect("admin:procedures_procedureversion_files", version.pk)
    held = {(row.kind, row.sha256) for row in version.files.all()}
    before = [row for row in version_files.public_before(version) if (row.kind, row.sha256) not in held]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Forms, samples and scans"),
        "opts": model_admin.opts,
        "version": version,
        "files": version.files.select_related("added_by").order_by("kind", "title", "pk"),
        "form": form,
        "before": before,
        "may_add": may_keep(request.user, version, version_files.ADD),
        "may_remove": may_keep(request.user, version, version_files.DELETE),
    }
    return TemplateResponse(request, "procedures/files.html", context)


def _do(request: HttpRequest, version: ProcedureVersion, form: FileForm) -> bool:
    """Do what was pressed; False where the form has something to say."""
    by, at = request.user, timezone.now()
    if "remove" in request.POST:
        row = get_object_or_404(version.files, pk=row_number(request.POST["remove"]))
        version_files.remove(row, by=by)
        messages.success(request, _("“%(file)s” is taken off this version.") % {"file": row.title})
        return True
    if "carry_over" in request.POST:
        count = version_files.carry_over(version, by=by, at=at)
        words = ngettext("%(count)d file taken over.", "%(count)d files taken over.", count)
        messages.success(request, words % {"count": count})
        return True
    version_files.check_permission(by, version, version_files.ADD)
    if not form.is_valid():
        return False
    cleaned = form.cleaned_data
    try:
        row = version_files.keep(
            version,
            cleaned["file"],
            kind=cleaned["kind"],
            title=cleaned["title"],
            shows_nobody=cleaned["shows_nobody"],
            by=by,
            at=at,
        )
    except version_files.NotKept as refusal:
        form.add_error("file", str(refusal))
        return False
    messages.success(request, _("“%(file)s” is kept.") % {"file": row.title})
    return True


def file(model_admin: ModelAdmin, request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """Give a file of a version in sight, as a download."""
    version = _version(model_admin, request, pk)
    return download(get_object_or_404(version.files, pk=file_pk))


def download(row: ProcedureFile) -> FileResponse:
    ending = row.file.name.rpartition(".")[2]
    answer = FileResponse(
        row.file.open(), as_attachment=True, filename=f"{row.title}.{ending}", content_type=row.content_type
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _version(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> ProcedureVersion:
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    return version_or_404(model_admin, request, pk)
