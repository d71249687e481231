"""Published figures of the office: month and year on a page and as open data; the last days on the board."""

import csv
from datetime import date

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backoffice.organisation.models import Desk
from backoffice.reports.public import public_figures
from kiosk.offices import office_or_404

KEPT_SECONDS = 300
ONE_DAY = 24 * 60 * 60
PERIODS = ("month", "year", "latest")
NUMBERS = ("received", "resolved", "in_time", "late", "on_time_percent")


@require_safe
def performance_page(request: HttpRequest, office: str) -> HttpResponse:
    on = timezone.localdate()
    desk = office_or_404(office, on=on)
    return render(request, "kiosk/performance.html", {"office": desk, "published": _published(desk, on)})


@require_safe
def performance_json(request: HttpRequest, office: str) -> JsonResponse:
    """A number that is not published is null."""
    on = timezone.localdate()
    desk = office_or_404(office, on=on)
    return JsonResponse({"office": desk.slug} | _rows(desk, on))


@require_safe
def performance_csv(request: HttpRequest, office: str) -> HttpResponse:
    """One line per period; a number that is not published is empty."""
    on = timezone.localdate()
    desk = office_or_404(office, on=on)
    rows = [{"office": desk.slug, "period": name} | row for name, row in _rows(desk, on).items()]
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{desk.slug}-{on:%Y%m%d}.csv"'
    writer = csv.DictWriter(answer, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return answer


def on_the_board(desk: Desk, *, on: date) -> list[dict[str, object]]:
    """Return the published share in time of the last days and of their month, each with its denominator.

    Counted at most once in five minutes, for the request of one screen: the others get the former
    figures, so that no called number waits for a count.
    """
    key = f"board-published-{desk.pk}-{on}"
    kept = cache.get(key)
    if cache.add(f"{key}-counted", 1, KEPT_SECONDS):
        kept = public_figures.of_office(desk, on=on)
        cache.set(key, kept, ONE_DAY)
    latest, month = (kept.latest, kept.month) if kept else (None, None)
    return [
        {"period": "latest", "label": _days(latest)} | _share(latest),
        {"period": "month", "label": _month(month)} | _share(month),
    ]


def _days(figures: public_figures.PublicFigures | None) -> str:
    if figures is None:
        return _("Last days")
    first, last = f"{figures.span.first:%d/%m}", f"{figures.span.last:%d/%m}"
    if first == last:
        return _("Day %(day)s") % {"day": last}
    return _("From %(first)s to the end of %(last)s") % {"first": first, "last": last}


def _month(figures: public_figures.PublicFigures | None) -> str:
    if figures is None:
        return _("This month")
    last = figures.span.last
    return _("Month %(month)s, to the end of %(day)s") % {"month": f"{last:%m}", "day": f"{last:%d/%m}"}


def _share(figures: public_figures.PublicFigures | None) -> dict[str, object]:
    share = figures and figures.on_time_percent
    return {
        "percent": None if share is None else f"{share:.2f}".replace(".", ","),
        "is_at_least": bool(figures and figures.is_at_least),
        "resolved": figures and figures.resolved,
    }


def _published(desk: Desk, on: date) -> public_figures.Public | None:
    """Return the published figures, counted at most once in five minutes for all requests."""
    return cache.get_or_set(
        f"published-{desk.pk}-{on}", lambda: public_figures.of_office(desk, on=on), KEPT_SECONDS
    )


def _rows(desk: Desk, on: date) -> dict[str, dict[str, object]]:
    figures = _published(desk, on)
    return {name: _row(getattr(figures, name) if figures else None) for name in PERIODS}


def _row(figures: public_figures.PublicFigures | None) -> dict[str, object]:
    span = figures and figures.span
    days = {"from": span and span.first.isoformat(), "to": span and span.last.isoformat()}
    numbers = {name: figures and getattr(figures, name) for name in NUMBERS}
    is_at_least = bool(figures and figures.is_at_least)
    return days | numbers | {"percent_of": "resolved", "percent_is_at_least": is_at_least}
