"""The catalogue, and an uploaded sheet with its errors, as files."""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from backoffice.base import spreadsheets
from backoffice.procedures import catalogue_export
from backoffice.procedures.importing.permissions import PERMISSION
from backoffice.procedures.importing.plans.marked_copy import marked
from backoffice.procedures.models import ImportBatch


def export(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Answer with every procedure in sight as .xlsx, or as .csv for `?format=csv`."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    today = timezone.localdate(timezone.now())
    table = catalogue_export.catalogue(request.user, on=today)
    if request.GET.get("format") == "csv":
        return attachment(spreadsheets.csv_file(table), f"tthc-{today}.csv", spreadsheets.CSV)
    return attachment(spreadsheets.xlsx(table), f"tthc-{today}.xlsx", spreadsheets.XLSX)


def attachment(data: bytes, name: str, content_type: str) -> HttpResponse:
    """Return a download; `name` is plain ASCII."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)


def marked_copy(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the uploaded file, its errors marked in it."""
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    return attachment(marked(batch), f"import-{batch.pk}.xlsx", spreadsheets.XLSX)
