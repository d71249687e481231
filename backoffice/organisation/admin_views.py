"""The year of the calendar, month by month, as on a wall."""

from calendar import MONDAY, Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from backoffice.organisation.calendar import Day, DayKind, WorkCalendar
from backoffice.organisation.models import CalendarDay

FIRST_YEAR, LAST_YEAR = 2000, 2100
SHORT_WEEKDAYS = (
    pgettext_lazy("head of a calendar column", "Mon"),
    pgettext_lazy("head of a calendar column", "Tue"),
    pgettext_lazy("head of a calendar column", "Wed"),
    pgettext_lazy("head of a calendar column", "Thu"),
    pgettext_lazy("head of a calendar column", "Fri"),
    pgettext_lazy("head of a calendar column", "Sat"),
    pgettext_lazy("head of a calendar column", "Sun"),
)


@dataclass(frozen=True)
class Square:
    """One day of a month's grid; `row` is its row in the calendar, if it has one."""

    on: date
    row: CalendarDay | None
    is_worked: bool
    is_today: bool


@dataclass(frozen=True)
class Month:
    """Weeks from Monday, `None` for days of another month; its exceptional days; its working days."""

    first_on: date
    weeks: tuple[tuple[Square | None, ...], ...]
    rows: tuple[CalendarDay, ...]
    worked: int


def calendar_year(model_admin: ModelAdmin, request: HttpRequest, year: int) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    rows = list(
        model_admin.get_queryset(request)
        .for_desk(request.user.desk)
        .filter(day__year=year)
        .order_by("day", "desk")
    )
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Working calendar of %(year)d") % {"year": year},
        "opts": model_admin.opts,
        "year": year,
        "before": year - 1,
        "after": year + 1,
        "weekdays": list(zip(SHORT_WEEKDAYS, WEEKDAYS.values(), strict=True)),
        "months": months(year, rows, today=timezone.localdate(timezone.now())),
        "rows": rows,
        "unconfirmed": [row for row in rows if not row.confirmed],
        "kinds": CalendarDay.Kind,
        "has_add_permission": model_admin.has_add_permission(request),
    }
    return TemplateResponse(request, "admin/organisation/calendarday/year.html", context)


def months(year: int, rows: Iterable[CalendarDay], *, today: date) -> list[Month]:
    """Return the twelve months; of two rows for a day the later one counts (the desk's own)."""
    by_day = {row.day: row for row in rows}
    days = tuple(Day(row.day, DayKind(row.kind), row.confirmed) for row in by_day.values())
    calendar = WorkCalendar(days, date(year, 1, 1), date(year, 12, 31))
    return [_month(year, number, by_day, calendar, today) for number in range(1, 13)]


def _month(
    year: int, number: int, by_day: dict[date, CalendarDay], calendar: WorkCalendar, today: date
) -> Month:
    weeks = tuple(
        tuple(
            Square(day, by_day.get(day), calendar.is_working(day), day == today)
            if day.month == number
            else None
            for day in week
        )
        for week in Calendar(MONDAY).monthdatescalendar(year, number)
    )
    squares = [square for week in weeks for square in week if square]
    return Month(
        first_on=date(year, number, 1),
        weeks=weeks,
        rows=tuple(square.row for square in squares if square.row),
        worked=sum(square.is_worked for square in squares),
    )
