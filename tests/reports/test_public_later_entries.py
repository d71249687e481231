"""What is entered later from paper is public on the day of its entry, never by subtraction (ADR 11, R93)."""

from datetime import date, timedelta

import pytest

from backoffice.dossiers.lifecycle import log
from backoffice.dossiers.models import Dossier
from backoffice.reports.public import public_figures
from tests.reports.factories import Shelf
from tests.support.factories import at

pytestmark = pytest.mark.django_db
FIRST = date(2026, 9, 28)


@pytest.fixture
def shelf():
    """Seven same-day dossiers on each working day from 28 September to 2 October."""
    shelf = Shelf()
    for day in (FIRST + timedelta(days=days) for days in range(5)):
        for _ in range(7):
            shelf.put(day, day, day)
    return shelf


def enter_later(shelf: Shelf, received: date, entered: date) -> Dossier:
    dossier = shelf.put(received, received, received, entered_late=True, channel="IN_PERSON")
    log.append(dossier, kind="receive", by=shelf.user, at=at(10, on=entered))
    dossier.save()
    return dossier


def read(shelf: Shelf, on: date):
    """What a reader sees on a day: the sum of the year, and of the month."""
    found = public_figures.of_office(shelf.desk, on=on)
    return [
        (each.span.first, each.span.last, each.received, each.resolved) for each in (found.year, found.month)
    ]


def test_a_paper_entry_changes_no_day_that_was_published(shelf):
    before = read(shelf, date(2026, 10, 1))
    enter_later(shelf, FIRST + timedelta(days=1), date(2026, 10, 1))
    assert read(shelf, date(2026, 10, 1)) == before  # the same page, an hour later
    (_first, last, received, resolved), month = read(shelf, date(2026, 10, 2))
    assert (last, received, resolved) == (date(2026, 10, 1), 29, 29)
    # The month says eight too: seven of the day and the entry cannot be told apart.
    assert month == (date(2026, 10, 1), date(2026, 10, 1), 8, 8)


def test_a_withdrawn_entry_counts_from_its_entry_to_its_end(shelf):
    before = read(shelf, date(2026, 10, 1))
    entry = enter_later(shelf, FIRST + timedelta(days=1), date(2026, 10, 1))
    Dossier.objects.filter(pk=entry.pk).update(
        state="WITHDRAWN", resolved_on=None, resolved_at=None, timeliness="", ended_on=date(2026, 10, 2)
    )
    assert read(shelf, date(2026, 10, 1)) == before
    assert read(shelf, date(2026, 10, 2))[0][2:] == (29, 28)
    assert read(shelf, date(2026, 10, 9))[0][2:] == (35, 35)


def test_in_the_end_the_year_has_the_numbers_of_form_06(shelf):
    enter_later(shelf, FIRST + timedelta(days=1), date(2026, 10, 1))
    assert read(shelf, date(2026, 10, 9))[0][2:] == (36, 36)


def test_an_entry_of_the_new_year_leaves_the_old_one_as_it_was(shelf):
    before = read(shelf, date(2026, 12, 31))
    enter_later(shelf, FIRST, date(2027, 1, 4))
    assert read(shelf, date(2026, 12, 31)) == before
