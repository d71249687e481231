"""The public figures: the form's own questions, nothing smaller than five, as a page and as open data."""

import csv
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from backoffice.reports import public
from tests.factories import MONDAY, at
from tests.reports.factories import Shelf

pytestmark = pytest.mark.django_db
PAGES = [reverse(f"kiosk:performance{end}", args=["luong-son"]) for end in ("", "_json", "_csv")]


@pytest.fixture
def shelf():
    return Shelf()


def fill(shelf: Shelf, *, in_time: int, late: int, pending: int = 0) -> None:
    """Put dossiers received and resolved in the week before Monday the 23rd of November 2026."""
    received, due = date(2026, 11, 16), date(2026, 11, 18)
    for resolved, number in ((due, in_time), (due + timedelta(days=1), late), (None, pending)):
        for _ in range(number):
            shelf.put(received, due, resolved)


def told(shelf: Shelf):
    found = public.of_month(shelf.desk, on=MONDAY)
    return (
        found.received,
        found.resolved,
        found.in_time,
        found.late,
        found.on_time_percent,
        found.is_at_least,
    )


def test_numbers_of_five_and_more_are_told(shelf):
    fill(shelf, in_time=15, late=5, pending=5)
    assert told(shelf) == (25, 20, 15, 5, Decimal("75.00"), False)


def test_few_late_dossiers_cannot_be_worked_out_from_the_rest(shelf):
    fill(shelf, in_time=16, late=4)
    assert told(shelf) == (20, 20, None, None, Decimal("80.00"), True)


def test_the_bound_is_the_same_however_few_were_late(shelf):
    fill(shelf, in_time=20, late=0)
    assert told(shelf) == (20, 20, None, None, Decimal("80.00"), True)


def test_few_of_the_other_months_cannot_be_worked_out_from_the_year(shelf):
    fill(shelf, in_time=15, late=5)
    for _ in range(3):
        shelf.put(date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 5))
    assert told(shelf) == (None, None, None, None, None, False)
    year = public.of_year(shelf.desk, on=MONDAY)
    assert (year.received, year.resolved, year.late) == (23, 23, 8)


def test_few_in_time_are_not_told_either(shelf):
    fill(shelf, in_time=4, late=16)
    assert told(shelf) == (20, 20, None, None, None, False)


def test_an_office_with_little_work_tells_nothing(shelf):
    fill(shelf, in_time=4, late=0)
    assert told(shelf) == (None, None, None, None, None, False)


def test_the_year_begins_in_january_and_ends_today(shelf):
    shelf.put(date(2025, 12, 31), date(2026, 1, 5), date(2026, 1, 5))
    for _ in range(5):
        shelf.put(date(2026, 1, 1), date(2026, 1, 5), date(2026, 1, 5))
    found = public.of_year(shelf.desk, on=MONDAY)
    assert (found.span.first, found.span.last) == (date(2026, 1, 1), MONDAY)
    assert (found.received, found.resolved) == (5, 6)


@time_machine.travel(at(9), tick=False)
def test_the_page_names_what_the_share_is_of(client, shelf):
    fill(shelf, in_time=15, late=5)
    page = client.get(PAGES[0]).content.decode()
    assert "75,00 %" in page
    assert "trên 20 hồ sơ đã giải quyết" in page


@time_machine.travel(at(9), tick=False)
def test_the_open_data_says_the_same_as_the_page(client, shelf):
    fill(shelf, in_time=15, late=5)
    month = client.get(PAGES[1]).json()["month"]
    expected = {"received": "20", "resolved": "20", "in_time": "15", "late": "5", "on_time_percent": "75.00"}
    assert {name: str(month[name]) for name in expected} == expected
    line = next(csv.DictReader(client.get(PAGES[2]).content.decode().splitlines()))
    assert {name: line[name] for name in expected} == expected
    assert (line["period"], line["from"], line["to"]) == ("month", "2026-11-01", "2026-11-23")


@time_machine.travel(at(9), tick=False)
def test_nobody_is_named_and_no_dossier_is(client, shelf):
    fill(shelf, in_time=15, late=5)
    said = "".join(client.get(page).content.decode() for page in PAGES)
    assert "Người Giả Định" not in said
    assert "H28.05-" not in said


def test_an_unknown_office_has_no_figures(client, shelf):
    assert client.get("/khong-co/performance/").status_code == 404
