"""Closing a period, the figures of a closing, and the scheduled files."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backoffice.base import spreadsheets
from backoffice.organisation.models import User
from backoffice.reports.admin_views.parameters import asked_by, form_of
from backoffice.reports.closing import closings
from backoffice.reports.form06 import form06, spreadsheet
from backoffice.reports.form06.documents import document
from backoffice.reports.form06.labels import BY_WORDS, SIDE_WORDS, words_of
from backoffice.reports.form06.late_table import late_table
from backoffice.reports.form06.lines import DIMENSIONS
from backoffice.reports.form06.shares import shares
from backoffice.reports.models import Closing, ScheduledFile


@dataclass(frozen=True)
class Shown:
    """A figure of a closing: it has no link, because the dossiers may have changed since."""

    number: int
    url: str = ""


@require_POST
def close_page(request: HttpRequest) -> HttpResponse:
    """Close the period of the form on the page."""
    if not request.user.has_perm("reports.close_period"):
        raise PermissionDenied
    asking = form_of(request, parameters=request.POST)
    if not asking.is_valid():
        messages.error(request, _("This period cannot be closed: look at its days."))
        return redirect("admin:reports_form06")
    asked = asked_by(asking, _account(request))
    back = f"{reverse('admin:reports_form06')}?{asked.query_with()}"
    try:
        closed = closings.close(
            asked.office,
            asked.span,
            with_below=asked.is_tree,
            by=_account(request),
            at=timezone.now(),
            reason=request.POST.get("reason", ""),
        )
    except (closings.NotAllowed, form06.DoesNotAddUp) as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, _("The period is closed; its hash stands below the figures."))
    return redirect("admin:reports_closing", closed.pk)


@require_safe
def closing_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the figures of a closing beside those of today, or return them as a file."""
    if not request.user.has_perm("reports.view_closing"):
        raise PermissionDenied
    found = get_object_or_404(
        Closing.objects.visible_to(request.user).select_related("desk", "closed_by"), pk=pk
    )
    by = request.GET.get("by", "field")
    by = by if by in DIMENSIONS else "field"
    form, late = closings.form_of(found, by=by), closings.late_of(found)
    name = f"bieu-06-{found.desk.slug}-{found.first_on:%Y%m%d}-{found.last_on:%Y%m%d}-chot-{found.number}"
    if request.GET.get("format") == "xlsx":
        return attached(spreadsheet.workbook(found.desk, form, by, late), spreadsheets.XLSX, f"{name}.xlsx")
    if request.GET.get("format") == "json":
        content = document(found.desk, form, by, late) | {
            "closed_at": found.closed_at.isoformat(),
            "sha256": found.sha256,
        }
        return JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    counted = "count" in request.GET
    return TemplateResponse(
        request,
        "reports/closing.html",
        {
            **admin.site.each_context(request),
            "title": _("Closed period"),
            "closing": found,
            "form": form,
            **table_of(form, by),
            **late_table(late, form.totals, lambda _name, number: Shown(number)),
            "by": by,
            "dimensions": [(name, BY_WORDS[name]) for name in DIMENSIONS],
            "differences": [_row_of(change) for change in closings.differences(found)],
            "changed": closings.changed_since(found).visible_to(request.user)[:CHANGED_SHOWN],
            "counted": counted,
            "is_whole": counted and closings.computed_hash(found) == found.sha256,
            "is_reproduced": counted and closings.is_reproduced(found),
            "others": Closing.objects.of_period(
                found.desk, first=found.first_on, last=found.last_on, with_below=found.with_below
            ).exclude(pk=found.pk),
        },
    )


CHANGED_SHOWN = 50


def table_of(form: form06.Form, by: str) -> dict[str, Any]:
    """Return the table of a form whose figures have no links."""
    groups, titles = spreadsheet.title_rows(by)
    return {
        "names": (groups[0], groups[1]),
        "groups": (groups[2], groups[6], groups[10]),
        "titles": titles[2:],
        "column_numbers": range(1, spreadsheet.WIDTH + 1),
        "lines": [(line.name, _cells(line.figures)) for line in form.lines],
        "totals": _cells(form.totals),
        "shares": [(share, "", "") for share in shares(form)],
        "side": [(str(SIDE_WORDS[name]), number) for name, number in form.side.items()],
    }


def _cells(figures: dict[str, int]) -> list[Shown]:
    return [Shown(figures[column]) for column in form06.COLUMNS]


def _row_of(change: closings.Difference) -> tuple[str, int, int]:
    return words_of(change.column), change.then, change.now


@require_safe
def file_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a scheduled file as a download."""
    if not request.user.has_perm("reports.view_scheduledfile"):
        raise PermissionDenied
    found = get_object_or_404(ScheduledFile.objects.visible_to(request.user), pk=pk)
    return attached(bytes(found.content), spreadsheets.XLSX, found.name)


def attached(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a file as a download with a name."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _account(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the site admits nobody else
    return request.user
