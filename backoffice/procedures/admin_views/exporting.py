"""The catalogue as a file."""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from backoffice.base import spreadsheets
from backoffice.procedures import exporting


def export(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Answer with every procedure in sight as .xlsx, or as .csv for `?format=csv`."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    today = timezone.localdate(timezone.now())
    table = exporting.catalogue(request.user, on=today)
    if request.GET.get("format") == "csv":
        return attachment(spreadsheets.csv_file(table), f"tthc-{today}.csv", spreadsheets.CSV)
    return attachment(spreadsheets.xlsx(table), f"tthc-{today}.xlsx", spreadsheets.XLSX)


def attachment(data: bytes, name: str, content_type: str) -> HttpResponse:
    """Return a download; `name` is plain ASCII."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)
