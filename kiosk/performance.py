"""How the office performs: this month and this year, on a page and as open data."""

import csv
from datetime import date

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backoffice.organisation.models import Desk
from backoffice.reports import public
from kiosk.offices import office_or_404

KEPT_SECONDS = 300
ONE_DAY = 24 * 60 * 60
NUMBERS = ("received", "resolved", "in_time", "late", "on_time_percent")


@require_safe
def performance_page(request: HttpRequest, office: str) -> HttpResponse:
    on = timezone.localdate()
    desk = office_or_404(office, on=on)
    return render(request, "kiosk/performance.html", {"office": desk, **_periods(desk, on)})


@require_safe
def performance_json(request: HttpRequest, office: str) -> JsonResponse:
    """A number that is not told is null."""
    on = timezone.localdate()
    desk = office_or_404(office, on=on)
    found = {name: _row(figures) for name, figures in _periods(desk, on).items()}
    return JsonResponse({"office": desk.slug} | found)


@require_safe
def performance_csv(request: HttpRequest, office: str) -> HttpResponse:
    """One line a period; a number that is not told is empty."""
    on = timezone.localdate()
    desk = office_or_404(office, on=on)
    rows = [{"office": desk.slug, "period": name} | _row(each) for name, each in _periods(desk, on).items()]
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{desk.slug}-{on:%Y%m%d}.csv"'
    writer = csv.DictWriter(answer, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return answer


def on_the_board(desk: Desk, *, on: date) -> list[dict[str, object]]:
    """Return today's and this month's share in time, each with its denominator; `None` is not told.

    Counted at most once in five minutes, and by one screen's question only: the others get what was
    counted before, so that no number that is called waits for a count.
    """
    key = f"board-figures-{desk.pk}-{on}"
    kept = cache.get(key)
    if cache.add(f"{key}-counted", 1, KEPT_SECONDS):
        periods = {"today": public.of_day(desk, on=on), "month": public.of_month(desk, on=on)}
        kept = [_share(name, figures) for name, figures in periods.items()]
        cache.set(key, kept, ONE_DAY)
    return kept or []


def _share(period: str, figures: public.PublicFigures) -> dict[str, object]:
    percent = figures.on_time_percent
    return {
        "period": period,
        "percent": None if percent is None else f"{percent:.2f}".replace(".", ","),
        "is_at_least": figures.is_at_least,
        "resolved": figures.resolved,
    }


def _periods(desk: Desk, on: date) -> dict[str, public.PublicFigures]:
    """Return both periods, counted at most once in five minutes whoever asks."""
    return cache.get_or_set(  # type: ignore[return-value]
        f"performance-{desk.pk}-{on}",
        lambda: {"month": public.of_month(desk, on=on), "year": public.of_year(desk, on=on)},
        KEPT_SECONDS,
    )


def _row(figures: public.PublicFigures) -> dict[str, object]:
    days = {"from": figures.span.first.isoformat(), "to": figures.span.last.isoformat()}
    numbers = {name: getattr(figures, name) for name in NUMBERS}
    return days | numbers | {"percent_of": "resolved", "percent_is_at_least": figures.is_at_least}
