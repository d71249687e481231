"""The settlement of fees on a page and as a spreadsheet."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backoffice.base import spreadsheets
from backoffice.dossiers.models import FeeLine
from backoffice.organisation.models import User
from backoffice.reports.admin_views.closings import attached
from backoffice.reports.admin_views.parameters import Asked, asked_by, form_of
from backoffice.reports.fees import FEES, Line, kinds, settlement
from backoffice.reports.form06.form06 import in_words
from backoffice.reports.form06.labels import FEE_WORDS
from backoffice.reports.form06.periods import quarter


@require_safe
def fees_page(request: HttpRequest) -> HttpResponse:
    """Show what divisions settle with the desk; by default for the present quarter."""
    present = quarter(timezone.localdate())
    asking = form_of(request, default=present)
    context = {**admin.site.each_context(request), "title": _("Fees and levies"), "asking": asking}
    if not asking.is_valid():
        return TemplateResponse(request, "reports/fees.html", context)
    assert isinstance(request.user, User)
    asked = asked_by(asking, request.user)
    lines, whole = settlement(asked.rows, asked.span)
    if request.GET.get("format") == "xlsx":
        return _file(asked, lines, whole)
    start = f"{reverse('admin:reports_dossiers')}?{asked.query_with(by='division')}"
    context |= {
        "asked": asked,
        "lines": [_cells(line, whole, start, line.key) for line in lines],
        "whole": _cells(whole, whole, start, None),
        "files": asked.query_with(),
    }
    return TemplateResponse(request, "reports/fees.html", context)


def _cells(line: Line, whole: Line, start: str, key: str | None) -> dict[str, Any]:
    part = {} if key is None else {"line": key}
    return {
        "name": line.name,
        "amounts": [(_kind(kind), line.amounts.get(kind, 0)) for kind in kinds(whole)],
        "total": line.total,
        "online": line.online,
        "dossiers": [
            (FEE_WORDS[name], line.dossiers[name], f"{start}&{urlencode({'question': name, **part})}")
            for name in FEES
        ],
        "share": in_words(line.online_percent),
    }


def _kind(kind: str) -> str:
    return capfirst(str(FeeLine.Kind(kind).label))


def _file(asked: Asked, lines: list[Line], whole: Line) -> HttpResponse:
    columns = list(kinds(whole))
    titles = [
        _("Resolving division"),
        *(f"{_kind(kind)} ({_('đồng')})" for kind in columns),
        _("Sum (đồng)"),
        _("Paid online (đồng)"),
        *(str(words) for words in FEE_WORDS.values()),
        _("Share paid online, of the dossiers paid"),
    ]
    rows: list[tuple[spreadsheets.Value, ...]] = [
        (
            line.name,
            *(int(line.amounts.get(kind, 0)) for kind in columns),
            int(line.total),
            int(line.online),
            *(line.dossiers[name] for name in FEES),
            in_words(line.online_percent),
        )
        for line in [*lines, whole]
    ]
    table = spreadsheets.Table(name=_("Fees and levies"), titles=titles, rows=rows)
    name = f"phi-le-phi-{asked.office.slug}-{asked.span.first:%Y%m%d}-{asked.span.last:%Y%m%d}.xlsx"
    return attached(spreadsheets.xlsx(table), spreadsheets.XLSX, name)
