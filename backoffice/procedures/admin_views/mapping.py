"""What each column means: as the program found it, and as a person corrects it once for a layout."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from backoffice.procedures import columns
from backoffice.procedures.importing.permissions import PERMISSION
from backoffice.procedures.importing.plans import acceptance
from backoffice.procedures.importing.plans import mapping as mappings
from backoffice.procedures.importing.workbooks.containers import UnreadableFile
from backoffice.procedures.models import ImportBatch


@dataclass(frozen=True)
class Choice:
    """A column of a sheet: the name of its field in the form, what it is, what it means now."""

    field: str
    letter: str
    header: str
    key: str
    samples: list[str]


def mapping(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    if batch.status != ImportBatch.Status.PREVIEWED:
        messages.error(request, _("This import is no longer waiting for confirmation."))
        return redirect("admin:procedures_importbatch_change", batch.pk)
    sheets = mappings.sheets_of(batch)
    if request.method == "POST":
        chosen = {
            sheet.layout_key: {
                column.name: request.POST.get(_field(number, column.letter), column.key)
                for column in sheet.columns
            }
            for number, sheet in enumerate(sheets)
        }
        try:
            again = mappings.correct(batch=batch, by=request.user, at=timezone.now(), chosen=chosen)
        except (UnreadableFile, acceptance.NotDecided) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("The columns are remembered for this layout; the file was read again.")
            )
            return redirect("admin:procedures_importbatch_change", again.pk)
    shown = [
        (sheet, [Choice(_field(n, c.letter), c.letter, c.header, c.key, c.samples) for c in sheet.columns])
        for n, sheet in enumerate(sheets)
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Columns of %(file)s") % {"file": batch.file_name},
        "opts": model_admin.opts,
        "batch": batch,
        "sheets": shown,
        "meanings": sorted(((key, columns.meaning(key)) for key in mappings.KEYS), key=lambda pair: pair[1]),
    }
    return TemplateResponse(request, "procedures/mapping.html", context)


def _field(number: int, letter: str) -> str:
    return f"column-{number}-{letter}"
