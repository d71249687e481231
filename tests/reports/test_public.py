"""The public figures: the questions of the form, nothing smaller than five, as a page and as open data.

The rule of publication is tested in test_disclosure.py.
"""

import csv
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from backoffice.dossiers.models import Dossier
from backoffice.reports.form06 import form06
from backoffice.reports.form06.questions import Span
from backoffice.reports.public import public_figures
from tests.reports.factories import ONLINE, Shelf
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db
PAGES = [reverse(f"kiosk:performance{end}", args=["luong-son"]) for end in ("", "_json", "_csv")]
JANUARY = date(2026, 1, 1)
State = Dossier.State


@pytest.fixture
def shelf():
    return Shelf()


def fill(shelf: Shelf, *, in_time: int, late: int, pending: int = 0) -> None:
    """Create dossiers received and resolved in the week before Monday the 23rd of November 2026."""
    received, resolved = date(2026, 11, 16), date(2026, 11, 18)
    for due, number in ((resolved, in_time), (resolved - timedelta(days=1), late)):
        for _ in range(number):
            shelf.put(received, due, resolved)
    for _ in range(pending):
        shelf.put(received, resolved, None)


def published(shelf: Shelf):
    found = public_figures.of_office(shelf.desk, on=MONDAY).month
    return (
        found.received,
        found.resolved,
        found.in_time,
        found.late,
        found.on_time_percent,
        found.is_at_least,
    )


def test_numbers_of_five_and_more_are_published(shelf):
    fill(shelf, in_time=15, late=5, pending=5)
    assert published(shelf) == (25, 20, 15, 5, Decimal("75.00"), False)


def test_few_late_dossiers_cannot_be_computed_from_the_rest(shelf):
    fill(shelf, in_time=16, late=4)
    assert published(shelf) == (20, 20, None, None, Decimal("80.00"), True)


def test_the_bound_is_the_same_however_few_were_late(shelf):
    fill(shelf, in_time=20, late=0)
    assert published(shelf) == (20, 20, None, None, Decimal("80.00"), True)


def test_few_dossiers_of_other_months_are_published_together_with_the_month(shelf):
    fill(shelf, in_time=15, late=5)
    for _ in range(3):
        shelf.put(date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 5))
    assert published(shelf) == (23, 23, 15, 8, Decimal("65.22"), False)
    found = public_figures.of_office(shelf.desk, on=MONDAY)
    assert (found.month.span.first, found.year.received) == (date(2026, 3, 2), 23)


def test_few_in_time_are_not_published_either(shelf):
    fill(shelf, in_time=4, late=16)
    assert published(shelf) == (20, 20, None, None, None, False)


def test_an_office_with_little_work_publishes_nothing(shelf):
    fill(shelf, in_time=4, late=0)
    assert public_figures.of_office(shelf.desk, on=MONDAY) is None


def test_the_year_begins_in_january_and_ends_yesterday(shelf):
    shelf.put(date(2025, 12, 31), date(2026, 1, 5), date(2026, 1, 5))
    for _ in range(5):
        shelf.put(JANUARY, date(2026, 1, 5), date(2026, 1, 5))
    found = public_figures.of_office(shelf.desk, on=MONDAY).year
    assert (found.span.first, found.span.last) == (JANUARY, MONDAY - timedelta(days=1))
    assert (found.received, found.resolved) == (5, 6)


def test_in_january_the_year_before_is_published_until_the_new_one_has_figures(shelf):
    fill(shelf, in_time=15, late=5)
    for on in (JANUARY.replace(year=2027), date(2027, 1, 20)):
        found = public_figures.of_office(shelf.desk, on=on).year
        assert (found.span.first, found.span.last, found.resolved) == (JANUARY, date(2026, 12, 31), 20)
    for _ in range(5):
        shelf.put(date(2027, 1, 18), date(2027, 1, 18), date(2027, 1, 18))
    assert public_figures.of_office(shelf.desk, on=date(2027, 1, 20)).year.resolved == 5


def test_a_withdrawal_does_not_change_the_days_before_it(shelf):
    fill(shelf, in_time=15, late=5, pending=5)
    before = public_figures.of_office(shelf.desk, on=MONDAY)
    withdrawn = shelf.rows.filter(resolved_on__isnull=True)[:3]
    shelf.rows.filter(pk__in=withdrawn.values("pk")).update(state=State.WITHDRAWN, ended_on=MONDAY)
    assert public_figures.of_office(shelf.desk, on=MONDAY) == before
    assert public_figures.of_office(shelf.desk, on=MONDAY + timedelta(days=9)).year.received == 25


def test_the_figures_cost_six_queries_however_many_the_dossiers(shelf, django_assert_num_queries):
    fill(shelf, in_time=9, late=5)
    with django_assert_num_queries(6):
        public_figures.of_office(shelf.desk, on=MONDAY)


def test_nothing_changes_within_the_day(client, shelf):
    fill(shelf, in_time=15, late=5, pending=5)
    with time_machine.travel(at(9), tick=False):
        before = [client.get(page).content for page in PAGES]
    shelf.rows.filter(resolved_on__isnull=True).update(
        state=State.RETURNED, resolved_on=MONDAY, resolved_at=at(16), timeliness=Dossier.Timeliness.LATE
    )
    for _ in range(5):
        shelf.put(MONDAY, MONDAY, MONDAY)
    cache.clear()
    with time_machine.travel(at(17), tick=False):
        assert [client.get(page).content for page in PAGES] == before


DAYS = st.integers(0, 70)
LIVES = st.fixed_dictionaries(
    {
        "received": DAYS,
        "term": st.integers(0, 5),
        "taken": st.none() | st.integers(0, 9),
        "ended": st.none() | st.none() | st.integers(0, 30),
        "times": st.integers(1, 7),
    }
)


class AnyOffice(TestCase):
    """With any dossiers."""

    @settings(max_examples=40)
    @given(lives=st.lists(LIVES, max_size=8), ons=st.lists(DAYS, min_size=1, max_size=6))
    def test_the_published_figures_are_form_06_from_january_to_their_last_day(self, lives, ons):
        shelf = Shelf()
        for life in lives:
            put(shelf, life)
        for on in ons:
            found = public_figures.of_office(shelf.desk, on=JANUARY + timedelta(days=on))
            if found is None or found.year.span.first != JANUARY:
                continue
            whole = counted(shelf, found.year.span.last)
            for figures in (found.year, found.month, found.latest):
                before = counted(shelf, figures.span.first - timedelta(days=1))
                received, resolved, late = (a - b for a, b in zip(whole, before, strict=True))
                assert (figures.received, figures.resolved) == (received, resolved)
                assert figures.late_at_least <= late <= figures.late_at_most


def put(shelf: Shelf, life: dict) -> None:
    received = JANUARY + timedelta(days=life["received"])
    due, fields = received + timedelta(days=life["term"]), {"channel": ONLINE}
    resolved = None if life["taken"] is None else received + timedelta(days=life["taken"])
    if life["ended"] is not None:
        ended_on = received + timedelta(days=life["ended"])
        resolved, fields = None, {"state": State.STOPPED, "ended_on": ended_on}
    for _ in range(life["times"]):
        shelf.put(received, due, resolved, **fields)


def counted(shelf: Shelf, last: date) -> tuple[int, int, int]:
    """Return received, resolved and late of form 06 from January to a day."""
    if last < JANUARY:
        return 0, 0, 0
    totals = form06.totals(shelf.rows, Span(JANUARY, last))
    received = totals["received_online"] + totals["received_direct"]
    return received, totals["resolved_total"], totals["late"]


@time_machine.travel(at(9), tick=False)
def test_the_page_names_the_whole_of_the_share(client, shelf):
    fill(shelf, in_time=15, late=5)
    page = client.get(PAGES[0]).content.decode()
    assert "75,00 %" in page
    assert "trên 20 hồ sơ đã giải quyết" in page
    assert "Từ ngày 01/11/2026 đến hết ngày 22/11/2026" in page


@time_machine.travel(at(9), tick=False)
def test_the_open_data_are_the_same_as_the_page(client, shelf):
    fill(shelf, in_time=15, late=5)
    month = client.get(PAGES[1]).json()["month"]
    expected = {"received": "20", "resolved": "20", "in_time": "15", "late": "5", "on_time_percent": "75.00"}
    assert {name: str(month[name]) for name in expected} == expected
    line = next(csv.DictReader(client.get(PAGES[2]).content.decode().splitlines()))
    assert {name: line[name] for name in expected} == expected
    assert (line["period"], line["from"], line["to"]) == ("month", "2026-11-01", "2026-11-22")


@time_machine.travel(at(9), tick=False)
def test_an_office_with_little_work_has_a_sentence_and_nulls(client, shelf):
    assert "quá ít hồ sơ" in client.get(PAGES[0]).content.decode()
    found = client.get(PAGES[1]).json()
    assert {found[name]["received"] for name in ("month", "year", "latest")} == {None}
    assert "month,,,,,,,,resolved,False" in client.get(PAGES[2]).content.decode()


@time_machine.travel(at(9), tick=False)
def test_no_person_and_no_dossier_is_named(client, shelf):
    fill(shelf, in_time=15, late=5)
    text = "".join(client.get(page).content.decode() for page in PAGES)
    assert "Người Giả Định" not in text
    assert "H28.05-" not in text


def test_an_unknown_office_has_no_figures(client, shelf):
    assert client.get("/khong-co/performance/").status_code == 404
