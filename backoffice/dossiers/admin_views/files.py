from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backoffice.dossiers import accesses, attachments
from backoffice.dossiers.admin_views.access import address_of, dossier_or_404, require
from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import Access


@require_POST
def attach(request: HttpRequest, dossier: int) -> HttpResponse:
    row = dossier_or_404(request, dossier)
    require(request, *attachments.ATTACH.permissions)
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise transitions.NotAllowed(_("Choose a file."))
        kept = attachments.attach(row, upload, by=request.user, at=timezone.now())
    except transitions.NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(file)s is attached.") % {"file": kept})
    return redirect("admin:dossiers_dossier_change", row.pk)


@require_safe
def download(request: HttpRequest, dossier: int, file: int) -> FileResponse:
    """Send a file as a download to whoever may see its dossier; the access is recorded (R80)."""
    row = dossier_or_404(request, dossier)
    kept = get_object_or_404(row.attachments, pk=file)
    accesses.record(
        row,
        kind=Access.Kind.EXPORT,
        by=request.user,
        at=timezone.now(),
        address=address_of(request),
        what=kept.name[:200],
    )
    answer = FileResponse(
        kept.file.open(), as_attachment=True, filename=kept.name, content_type=kept.content_type
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
