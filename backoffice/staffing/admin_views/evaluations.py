from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backoffice.base import spreadsheets
from backoffice.organisation.models import User
from backoffice.staffing.admin_forms import PeriodForm
from backoffice.staffing.admin_views.parameters import desk_asked, page_context, require
from backoffice.staffing.evaluation import evaluation_sheets
from backoffice.staffing.evaluation.indices import (
    MINIMUM_DOSSIERS,
    PER_DOSSIER,
    OfficerScores,
    Points,
    officer_scores,
)
from backoffice.staffing.evaluation.labels import grade_words, index_words
from backoffice.staffing.models import Evaluation, Officer
from backoffice.staffing.officer_work import work_of

DOSSIERS_A_PAGE = 100
Counted = tuple[str, Points]
"""A dossier by its code, with its points."""
Step = Callable[[Evaluation, User, datetime, str], None]
STEPS: dict[str, Step] = {
    "show": lambda sheet, by, at, text: evaluation_sheets.show(sheet, by=by, at=at),
    "answer": lambda sheet, by, at, text: evaluation_sheets.answer(sheet, text=text, by=by, at=at),
    "head": lambda sheet, by, at, text: evaluation_sheets.sign_as_head(sheet, by=by, at=at),
    "division": lambda sheet, by, at, text: evaluation_sheets.sign_as_division(sheet, by=by, at=at),
}


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_page(request: HttpRequest, evaluation: int) -> HttpResponse:
    """Show a sheet with the dossiers behind each index; on POST carry out its next step."""
    require(request, "staffing.view_evaluation")
    sheets = Evaluation.objects.visible_to(request.user).select_related(
        "officer__home_division", "officer__desk", "officer__user", "head_signed_by", "division_signed_by"
    )
    sheet = get_object_or_404(sheets, pk=evaluation)
    if request.method == "POST":
        return _step(request, sheet)
    rows = [(row.code, evaluation_sheets.points_of(row)) for row in sheet.dossiers.order_by("code")]
    found = officer_scores(points for _code, points in rows)
    if request.GET.get("format") == "xlsx":
        return _file(sheet, found, rows)
    return TemplateResponse(request, "staffing/evaluation.html", _sheet_context(request, sheet, found, rows))


def _sheet_context(
    request: HttpRequest, sheet: Evaluation, found: OfficerScores, rows: list[Counted]
) -> dict:
    """Return the sheet with the dossiers by index and points, and the requested list."""
    own = sheet.officer.user_id == request.user.pk
    asked = (request.GET.get("index", ""), request.GET.get("points", ""))
    shown = [row for row in rows if asked == ("", "") or _has(row, *asked)]
    page = Paginator(shown, DOSSIERS_A_PAGE).get_page(request.GET.get("page"))
    is_head = request.user.has_perm("staffing.sign_as_head")
    return page_context(
        request,
        title=_("Evaluation sheet"),
        model=Evaluation,
        sheet=sheet,
        scores=found,
        lines=[
            (
                line,
                index_words(line.index),
                [(n, sum(_has(row, str(line.index), str(n)) for row in rows)) for n in (2, 1, 0)],
            )
            for line in found.lines
        ],
        grade=grade_words(found.grade) if found.grade else "",
        minimum=MINIMUM_DOSSIERS,
        page=page,
        dossiers=[(code, list(points.values())) for code, points in page],
        is_part=asked != ("", ""),
        onwards=urlencode({"index": asked[0], "points": asked[1]}),
        may_show=is_head and sheet.shown_at is None,
        may_answer=own and sheet.shown_at is not None and not sheet.is_touched,
        may_sign_as_head=is_head and sheet.shown_at is not None and sheet.head_signed_at is None and not own,
        may_sign_as_division=request.user.has_perm("staffing.sign_as_division")
        and sheet.shown_at is not None
        and sheet.division_signed_at is None
        and request.user.division_id == sheet.officer.home_division_id,
    )


def _has(row: Counted, index: str, points: str) -> bool:
    """Return whether an index of the dossier has these points; an unknown index has none."""
    known = {str(number): str(value) for number, value in row[1].items()}
    return known.get(index) == points


def _file(sheet: Evaluation, found: OfficerScores, rows: list[Counted]) -> HttpResponse:
    scores = spreadsheets.Table(
        name=_("Evaluation sheet"),
        titles=(_("Index"), _("What is measured"), _("Points"), _("Dossiers with data"), _("Score")),
        rows=[
            ("", sheet.officer.full_name, None, None, None),
            ("", f"{sheet.first_on:%d/%m/%Y} – {sheet.last_on:%d/%m/%Y}", None, None, None),
            *((x.index, index_words(x.index), x.points, x.dossiers, x.score) for x in found.lines),
            ("", _("Total"), None, found.dossiers, found.total),
            ("", _("Rank"), None, None, grade_words(found.grade) if found.grade else ""),
            ("", _("Answer"), None, None, sheet.answer),
        ],
    )
    dossiers = spreadsheets.Table(
        name=_("Dossiers behind the indices"),
        titles=(_("Dossier code"), *(str(index) for index in PER_DOSSIER)),
        rows=[(code, *(points[index] for index in PER_DOSSIER)) for code, points in rows],
    )
    response = HttpResponse(spreadsheets.xlsx(scores, dossiers), content_type=spreadsheets.XLSX)
    name = f"phieu-danh-gia-{sheet.pk}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def draw_up_period(request: HttpRequest) -> HttpResponse:
    """Draw up the sheets of a quarter or a year for every officer with finished dossiers."""
    require(request, "staffing.sign_as_head")
    desk = desk_asked(request)
    now = timezone.now()
    form = PeriodForm(request.POST or None, today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        first_on, last_on = form.period
        work = work_of(desk, first=first_on, last=last_on)
        if work is None:
            messages.error(request, _("No figures of dossiers are connected yet."))
        else:
            _draw_up(request, desk, form, work, now)
            return redirect("admin:staffing_evaluation_changelist")
    context = page_context(
        request, title=_("Draw up evaluation sheets"), model=Evaluation, office=desk, form=form
    )
    return TemplateResponse(request, "staffing/draw_up.html", context)


def _step(request: HttpRequest, sheet: Evaluation) -> HttpResponse:
    step = request.POST.get("step", "")
    if step not in STEPS or (step == "show" and not request.user.has_perm("staffing.sign_as_head")):
        raise PermissionDenied
    try:
        STEPS[step](sheet, request.user, timezone.now(), request.POST.get("answer", ""))
    except evaluation_sheets.NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:staffing_evaluation_sheet", sheet.pk)


def _draw_up(request: HttpRequest, desk, form: PeriodForm, work, now: datetime) -> None:
    first_on, last_on = form.period
    drawn = 0
    for officer in Officer.objects.filter(desk=desk, pk__in=list(work)).order_by("full_name", "pk"):
        try:
            evaluation_sheets.draw_up(
                officer=officer,
                kind=form.cleaned_data["kind"],
                first_on=first_on,
                last_on=last_on,
                dossiers=work[officer.pk].scored,
                by=request.user,
                at=now,
            )
            drawn += 1
        except evaluation_sheets.NotAllowed as refusal:
            messages.warning(request, f"{officer}: {refusal}")
    messages.success(request, _("%(count)s sheets were drawn up.") % {"count": drawn})
