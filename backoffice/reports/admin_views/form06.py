"""Form 06 in the admin, and the dossiers behind each of its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backoffice.base import spreadsheets
from backoffice.dossiers.models import AggregateReport, Dossier, Refusal
from backoffice.organisation.models import User
from backoffice.reports.admin_views.closings import attached
from backoffice.reports.admin_views.list_filters import DossierFilter
from backoffice.reports.admin_views.parameters import ANY_QUESTION, Asked, asked_by, form_of
from backoffice.reports.form06 import form06, late_letters, spreadsheet
from backoffice.reports.form06.documents import document
from backoffice.reports.form06.labels import SIDE_WORDS, words_of
from backoffice.reports.form06.late_table import late_table
from backoffice.reports.form06.lines import is_key, named, of_line
from backoffice.reports.form06.periods import periods
from backoffice.reports.form06.questions import SIDE, Span
from backoffice.reports.form06.shares import shares
from backoffice.reports.models import Closing

DOSSIERS_A_PAGE = 100


@dataclass(frozen=True)
class Cell:
    """A figure; `url` opens its dossiers, and is empty if the account may not see them."""

    number: int
    url: str
    words: str = ""


@require_safe
def form06_page(request: HttpRequest) -> HttpResponse:
    """Show the form of an office and a period, or return it as a file."""
    asking = form_of(request)
    context = _context(request, title=_("Form 06"), asking=asking, presets=_presets(request))
    if not asking.is_valid():
        return TemplateResponse(request, "reports/form06.html", context)
    asked = asked_by(asking, _account(request))
    try:
        form = form06.form(asked.rows, asked.span, by=asked.by)
    except form06.DoesNotAddUp as refusal:
        context |= {"refusal": refusal, "broken": asked.rows.filter(code__in=refusal.codes)}
        return TemplateResponse(request, "reports/form06.html", context)
    late = late_letters.table(asked.rows, asked.span)
    wanted = request.GET.get("format")
    if wanted == "xlsx":
        book = spreadsheet.workbook(asked.office, form, asked.by, late)
        return attached(book, spreadsheets.XLSX, f"{_name(asked)}.xlsx")
    if wanted == "json":
        content = document(asked.office, form, asked.by, late)
        return JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    account = _account(request)
    context |= _figures(asked, form, late) | {
        "reported": _reported(account, asked),
        "closings": Closing.objects.visible_to(account).of_period(
            asked.office, first=asked.span.first, last=asked.span.last, with_below=asked.is_tree
        ),
        "may_close": account.has_perm("reports.close_period") and asked.span.last < timezone.localdate(),
        "refused_at_counter": _refused_at_counter(_account(request), asked),
        "is_part": _sees_a_part(_account(request)),
    }
    return TemplateResponse(request, "reports/form06.html", context)


@require_safe
def dossiers_page(request: HttpRequest) -> HttpResponse:
    """List exactly the dossiers of one figure, or return them as a file."""
    asking = form_of(request)
    question = ANY_QUESTION.get(request.GET.get("question", ""))
    if question is None or not asking.is_valid():
        raise Http404
    asked = asked_by(asking, _account(request))
    line = request.GET.get("line")
    rows = question(asked.rows, asked.span)
    if line is not None:
        if not is_key(asked.by, line):
            raise Http404
        rows = of_line(rows, asked.by, line)
    narrowed = DossierFilter(request.GET, queryset=rows, request=request)
    rows = narrowed.qs if narrowed.form.is_valid() else rows.none()
    rows = rows.select_related("procedure", "division", "holder", "desk").order_by("received_on", "pk")
    title = words_of(request.GET["question"])
    wanted = request.GET.get("format")
    if wanted in ("xlsx", "csv"):
        return _list_file(rows, title, asked, wanted)
    page = Paginator(rows, DOSSIERS_A_PAGE).get_page(request.GET.get("page"))
    query = {name: request.GET[name] for name in request.GET if name not in ("page", "format")}
    context = _context(
        request,
        title=title,
        asked=asked,
        line=None if line is None else named(asked.by, {line})[line],
        page=page,
        narrowed=narrowed,
        kept=[(name, value) for name, value in query.items() if name not in narrowed.filters],
        onwards=urlencode(query),
        back=f"{reverse('admin:reports_form06')}?{asked.query_with()}",
    )
    return TemplateResponse(request, "reports/dossiers.html", context)


def _figures(asked: Asked, form: form06.Form, late: Sequence[late_letters.LateLine]) -> dict[str, Any]:
    start = reverse("admin:reports_dossiers")
    whole = {name: f"{start}?{asked.query_with(question=name)}" for name in ANY_QUESTION}
    groups, titles = spreadsheet.title_rows(asked.by)
    return {
        "asked": asked,
        "form": form,
        "names": (groups[0], groups[1]),
        "groups": (groups[2], groups[6], groups[10]),
        "titles": titles[2:],
        "column_numbers": range(1, spreadsheet.WIDTH + 1),
        "lines": [(line.name, _cells(line.figures, whole, line.key)) for line in form.lines],
        "totals": _cells(form.totals, whole),
        "shares": [(share, whole[share.part], whole[share.whole]) for share in shares(form)],
        "side": [Cell(form.side[name], whole[name], str(SIDE_WORDS[name])) for name in SIDE],
        **late_table(late, form.totals, lambda name, number: Cell(number, whole[name])),
        "files": asked.query_with(),
    }


def _cells(figures: dict[str, int], whole: dict[str, str], key: str | None = None) -> list[Cell]:
    line = "" if key is None else "&" + urlencode({"line": key})
    return [Cell(figures[column], whole[column] + line) for column in form06.COLUMNS]


def _reported(user: User, asked: Asked) -> QuerySet | None:
    """Return figures from before the software for the period (R53): beside the form, never in it."""
    if not user.has_perm("dossiers.view_aggregatereport"):
        return None
    desks: Any = asked.rows.values("desk") if asked.is_tree else [asked.office.pk]
    return (
        AggregateReport.objects.visible_to(user)
        .filter(desk__in=desks, first_on__lte=asked.span.last, last_on__gte=asked.span.first)
        .select_related("desk")
        .order_by("first_on", "desk")
    )


def _refused_at_counter(user: User, asked: Asked) -> Cell | None:
    """Count the refusals before reception, with their list; they have no code and are no dossiers."""
    if not user.has_perm("dossiers.view_refusal"):
        return None
    desks = sorted(asked.rows.values_list("desk", flat=True).distinct()) if asked.below else [asked.office.pk]
    query = {
        "desk__in": ",".join(str(pk) for pk in desks) or str(asked.office.pk),
        "dossier__isnull": "True",
        "refused_on__gte": asked.span.first.isoformat(),
        "refused_on__lte": asked.span.last.isoformat(),
    }
    rows = Refusal.objects.visible_to(user).filter(
        desk__in=desks, dossier__isnull=True, refused_on__range=(asked.span.first, asked.span.last)
    )
    url = f"{reverse('admin:dossiers_refusal_changelist')}?{urlencode(query)}"
    return Cell(rows.count(), url, _("Refused at the counter, before reception"))


def _list_file(rows: QuerySet, title: str, asked: Asked, wanted: str) -> HttpResponse:
    titles = (
        _("Dossier code"),
        _("Procedure code"),
        _("Administrative procedure"),
        _("Office"),
        _("Resolving division"),
        _("Received on"),
        _("First due date"),
        _("Resolved on"),
        _("Timeliness"),
        _("State"),
    )
    table = spreadsheets.Table(name=title, titles=titles, rows=[_row(row) for row in rows])
    if wanted == "csv":
        return attached(spreadsheets.csv_file(table), spreadsheets.CSV, f"{_name(asked)}.csv")
    return attached(spreadsheets.xlsx(table), spreadsheets.XLSX, f"{_name(asked)}.xlsx")


def _row(row: Dossier) -> tuple[spreadsheets.Value, ...]:
    return (
        row.code,
        row.procedure.code,
        row.procedure.name,
        row.desk.name,
        row.division.name if row.division else "",
        row.received_on,
        row.due_original_on,
        row.resolved_on,
        str(row.get_timeliness_display()),
        str(row.get_state_display()),
    )


def _presets(request: HttpRequest) -> list[tuple[str, str, Span]]:
    """Return the offered periods with their addresses, which keep the other parameters."""
    offered = periods(timezone.localdate())
    named = (
        (_("this month"), offered.month),
        (_("last month"), offered.last_month),
        (_("this quarter"), offered.quarter),
        (_("last quarter"), offered.last_quarter),
        (_("six months"), offered.half_year),
        (_("nine months"), offered.nine_months),
        (_("this year"), offered.year),
        (_("last year"), offered.last_year),
    )
    kept = {name: request.GET[name] for name in ("office", "by", "below") if name in request.GET}
    return [
        (label, urlencode(kept | {"from": span.first.isoformat(), "to": span.last.isoformat()}), span)
        for label, span in named
    ]


def _account(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # admin_view admits nobody else
    return request.user


def _sees_a_part(user: User) -> bool:
    return user.division_id is not None and not user.has_perm("dossiers.see_every_division")


def _name(asked: Asked) -> str:
    return f"bieu-06-{asked.office.slug}-{asked.span.first:%Y%m%d}-{asked.span.last:%Y%m%d}"


def _context(request: HttpRequest, *, title: str, **context: Any) -> dict[str, Any]:
    return {**admin.site.each_context(request), "title": title, "opts": Dossier._meta, **context}
