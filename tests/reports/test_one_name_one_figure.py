"""One name for one figure: whatever is called alike says the same number on one morning (R38, R48)."""

from datetime import date, timedelta

import pytest

from backoffice.dossiers.models.apologies import CauseKind
from backoffice.reports.form06 import form06
from backoffice.reports.form06.questions import Span
from backoffice.reports.public import public_figures
from tests.reports.factories import Shelf
from tests.support import factories
from tests.support.factories import MONDAY, at
from tests.support.one_figure import by_label

pytestmark = pytest.mark.django_db
OVERDUE, PAST = "đang giải quyết, quá hạn", "quá ngày hẹn hiện tại"


@pytest.fixture
def morning():
    """Overdue: late; late and paused; late with a letter. In time: due today, due later, stopped in time."""
    shelf = Shelf()
    factories.make_hours(shelf.desk)
    received, past = date(2026, 11, 2), date(2026, 11, 16)
    shelf.put(received, past, None)
    paused = {"paused_at": at(9, on=date(2026, 11, 18)), "pause_reason": "KHAC"}
    shelf.put(received, past, None, **paused)
    moved = shelf.put(received, past, None)
    shelf.apologise(moved, CauseKind.CHU_QUAN, signed_on=date(2026, 11, 13))
    moved.due_on, moved.due_at = date(2026, 11, 27), at(9, on=date(2026, 11, 27))
    moved.save()
    shelf.put(received, past, None, **paused | {"is_clock_stopped": True})
    shelf.put(received, MONDAY, None)
    shelf.put(received, date(2026, 11, 26), None)
    for days in range(7):
        shelf.put(received, past, past + timedelta(days=days - 1))
    below = Shelf("lam-son", parent=shelf.desk)
    below.put(received, past, None)
    return shelf


@pytest.mark.parametrize("role", [factories.DESK_LEAD, factories.LEADER])
def test_equal_labels_show_equal_numbers(morning, client, role):
    user = factories.make_user(role, desk=morning.desk)
    found = by_label(client, user, at=at(8))
    assert {label: numbers for label, numbers in found.items() if len(numbers) > 1} == {}
    assert (found[OVERDUE], found[PAST]) == ({3}, {2})


def test_the_public_page_says_the_numbers_of_form_06(morning):
    published = public_figures.of_office(morning.desk, on=date(2026, 11, 24))
    assert published
    totals = form06.totals(morning.rows, Span(published.year.span.first, published.year.span.last))
    assert published.year.resolved == totals["resolved_total"]
    assert published.year.late_at_least <= totals["late"] <= published.year.late_at_most
