"""The evaluation of a desk, and the dossiers behind the figures of an evaluation or a monthly notice."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from backoffice.base import spreadsheets
from backoffice.base.row_numbers import row_number
from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import Desk, User
from backoffice.reports.evaluation.desk import UnitSheet, unit_sheet
from backoffice.reports.evaluation.officers import (
    OWN_TIME,
    finished_between,
    of_officer,
    received_between,
    works,
)
from backoffice.staffing.admin_forms import PeriodForm
from backoffice.staffing.admin_views.parameters import desk_asked
from backoffice.staffing.evaluation.indices import MINIMUM_DOSSIERS, PER_DOSSIER, IndexLine
from backoffice.staffing.evaluation.labels import grade_words, index_words
from backoffice.staffing.models import Evaluation, Officer

DOSSIERS_A_PAGE = 100


@dataclass(frozen=True)
class Row:
    """An index of the desk: its label, what was measured, and how many dossiers had 2, 1 and 0 points."""

    line: IndexLine
    words: str
    measured: str
    by_points: tuple[tuple[int, int], ...]


@require_safe
def unit_page(request: HttpRequest) -> HttpResponse:
    """Show the nine indices of a desk over a quarter or a year; with `index` and `points` its dossiers."""
    user = _account(request, "staffing.view_evaluation")
    desk = desk_asked(request)
    today = timezone.localdate(timezone.now())
    form = PeriodForm(request.GET if "year" in request.GET else _this_quarter(today), today=today)
    context = {
        **admin.site.each_context(request),
        "title": _("Evaluation of the desk"),
        "opts": Evaluation._meta,
        "office": desk,
        "form": form,
    }
    if not form.is_valid():
        return TemplateResponse(request, "reports/unit.html", context)
    first, last = form.period
    sheet = unit_sheet(desk, first=first, last=min(last, max(first, today)))
    if "index" in request.GET:
        return _behind_index(request, user, desk, sheet)
    rows = _rows(sheet)
    if request.GET.get("format") == "xlsx":
        return _file(desk, first, last, sheet, rows)
    context |= {
        "first": first,
        "last": last,
        "sheet": sheet,
        "rows": rows,
        "minimum": MINIMUM_DOSSIERS,
        "grade": grade_words(sheet.scores.grade) if sheet.scores.grade else "",
        "query": urlencode({"office": desk.slug, **{name: form.data.get(name, "") for name in form.fields}}),
    }
    return TemplateResponse(request, "reports/unit.html", context)


WHICH = {
    "received": gettext_lazy("Dossiers received by the officer"),
    "resolved": gettext_lazy("Finished dossiers the officer received or worked on"),
    "late": gettext_lazy("Finished dossiers late in the officer's own step"),
}


@require_safe
def officer_page(request: HttpRequest) -> HttpResponse:
    """List the dossiers behind a figure of an officer's monthly notice."""
    user = _account(request, "staffing.view_officer")
    if not user.has_perm("dossiers.view_dossier"):
        raise PermissionDenied
    first, last = _day(request, "from"), _day(request, "to")
    which, key = request.GET.get("which", ""), request.GET.get("officer", "")
    if which not in WHICH or last < first:
        raise Http404
    officer = get_object_or_404(Officer.objects.visible_to(user).select_related("desk"), pk=row_number(key))
    desk, account = officer.desk, officer.user_id or 0
    rows = finished_between(desk, first, last)
    if which == "received":
        rows = received_between(desk, first, last).filter(received_by=account)
    elif which == "resolved":
        rows = of_officer(rows, account)
    codes = _late(officer, first, last) if which == "late" else None
    return _behind(request, user, rows, title=str(WHICH[which]), about=str(officer), codes=codes)


def _late(officer: Officer, first: date, last: date) -> list[str]:
    work = works(officer.desk, first, last).get(officer.pk)
    return [dossier.code for dossier in work.scored if dossier.points[OWN_TIME] == 0] if work else []


def _behind_index(request: HttpRequest, user: User, desk: Desk, sheet: UnitSheet) -> HttpResponse:
    index, points = request.GET["index"], request.GET.get("points", "")
    if index not in map(str, PER_DOSSIER) or points not in ("0", "1", "2"):
        raise Http404
    codes = [dossier.code for dossier in sheet.dossiers if dossier.points[int(index)] == int(points)]
    rows = Dossier.objects.of_desks(frozenset({desk.pk})).order_by("code")
    about = _("%(index)s: %(points)s points") % {"index": index_words(int(index)), "points": points}
    return _behind(request, user, rows, title=_("Evaluation of the desk"), about=about, codes=codes)


def _behind(
    request: HttpRequest,
    user: User,
    rows: QuerySet,
    *,
    title: str,
    about: str,
    codes: list[str] | None = None,
) -> HttpResponse:
    """List the `rows` that the account sees; with `codes` only these dossiers, in their order."""
    rows = rows.visible_to(user).select_related("procedure", "division")
    page = Paginator(rows if codes is None else codes, DOSSIERS_A_PAGE).get_page(request.GET.get("page"))
    found = page.object_list if codes is None else rows.filter(code__in=list(page.object_list))
    query = {name: request.GET[name] for name in request.GET if name != "page"}
    context = {
        **admin.site.each_context(request),
        "title": title,
        "opts": Evaluation._meta,
        "about": about,
        "page": page,
        "dossiers": list(found),
        "onwards": urlencode(query),
    }
    return TemplateResponse(request, "reports/behind.html", context)


def _rows(sheet: UnitSheet) -> list[Row]:
    def by_points(index: int) -> tuple[tuple[int, int], ...]:
        if index not in PER_DOSSIER:
            return ()
        found = [dossier.points[index] for dossier in sheet.dossiers]
        return tuple((points, found.count(points)) for points in (2, 1, 0))

    return [
        Row(line, index_words(line.index), sheet.measured.get(line.index, ""), by_points(line.index))
        for line in sheet.scores.lines
    ]


def _file(desk: Desk, first: date, last: date, sheet: UnitSheet, rows: list[Row]) -> HttpResponse:
    scores = spreadsheets.Table(
        name=_("Evaluation"),
        titles=(_("Index"), _("What is measured"), _("Points"), _("Dossiers with data"), _("Score")),
        rows=[
            *(
                (r.line.index, r.measured or r.words, r.line.points, r.line.dossiers, r.line.score)
                for r in rows
            ),
            ("", _("Total"), None, sheet.scores.dossiers, sheet.scores.total),
        ],
    )
    dossiers = spreadsheets.Table(
        name=_("Dossiers"),
        titles=(_("Dossier code"), *(str(index) for index in PER_DOSSIER)),
        rows=[(d.code, *(d.points[index] for index in PER_DOSSIER)) for d in sheet.dossiers],
    )
    response = HttpResponse(spreadsheets.xlsx(scores, dossiers), content_type=spreadsheets.XLSX)
    name = f"danh-gia-{desk.slug}-{first:%Y%m%d}-{last:%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _account(request: HttpRequest, permission: str) -> User:
    user = request.user
    if not isinstance(user, User) or not user.has_perm(permission):
        raise PermissionDenied
    return user


def _this_quarter(today: date) -> dict[str, str]:
    return {"kind": Evaluation.Kind.QUARTER, "year": str(today.year), "quarter": str((today.month + 2) // 3)}


def _day(request: HttpRequest, name: str) -> date:
    try:
        day = parse_date(request.GET.get(name, ""))
    except ValueError as impossible:
        raise Http404 from impossible
    if day is None:
        raise Http404
    return day
