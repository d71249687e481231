"""The late table of 2026: by apology, by cause, resolved and pending, as of the period's last day (R52)."""

from datetime import date

import pytest

from backoffice.dossiers.models.apologies import CauseKind
from backoffice.reports.form06 import late_letters
from backoffice.reports.form06.late_letters import LATE
from backoffice.reports.form06.questions import Span
from tests.reports.factories import Shelf

OCTOBER = Span(date(2018, 10, 1), date(2018, 10, 31))
OURS, NOT_OURS = CauseKind.CHU_QUAN, CauseKind.KHACH_QUAN
RECEIVED, DUE, TAKEN = date(2018, 10, 1), date(2018, 10, 8), date(2018, 10, 12)


@pytest.fixture
def shelf(db) -> Shelf:
    return Shelf()


def figures(shelf: Shelf, span: Span = OCTOBER) -> dict[str, int]:
    """Return the figures that are not zero."""
    lines = late_letters.table(shelf.rows, span)
    return {name: number for line in lines for name, number in line.figures.items() if number}


def test_a_late_dossier_is_counted_under_its_letter_and_its_cause(shelf):
    shelf.apologise(shelf.put(RECEIVED, DUE, TAKEN), OURS, signed_on=DUE)
    shelf.apologise(shelf.put(RECEIVED, DUE, None), NOT_OURS, signed_on=DUE)
    shelf.put(RECEIVED, DUE, TAKEN)
    assert figures(shelf) == {
        "late__letter": 1,
        "late__letter__subjective": 1,
        "late__no_letter": 1,
        "late__no_letter__unstated": 1,
        "pending_overdue__letter": 1,
        "pending_overdue__letter__objective": 1,
    }


def test_a_draft_is_no_letter_but_states_the_cause(shelf):
    shelf.apologise(shelf.put(RECEIVED, DUE, TAKEN), OURS, signed_on=None)
    assert figures(shelf) == {"late__no_letter": 1, "late__no_letter__subjective": 1}


def test_a_letter_signed_after_the_period_does_not_change_it(shelf):
    dossier = shelf.put(RECEIVED, DUE, None)
    shelf.apologise(dossier, OURS, signed_on=date(2018, 11, 1))
    assert figures(shelf) == {"pending_overdue__no_letter": 1, "pending_overdue__no_letter__unstated": 1}
    assert figures(shelf, Span(OCTOBER.first, date(2018, 11, 1)))["pending_overdue__letter"] == 1


def test_a_second_letter_under_a_decision_counts_its_dossier_once(shelf):
    dossier = shelf.put(RECEIVED, DUE, TAKEN)
    shelf.apologise(dossier, OURS, signed_on=DUE)
    shelf.apologise(dossier, NOT_OURS, signed_on=date(2018, 10, 10), override_number="12/QĐ-UBND")
    assert figures(shelf) == {"late__letter": 1, "late__letter__objective": 1}


def test_dossiers_in_time_are_not_in_the_table(shelf):
    shelf.apologise(shelf.put(RECEIVED, DUE, DUE), OURS, signed_on=DUE)
    assert figures(shelf) == {}


def test_a_figure_of_the_table_is_the_length_of_its_list(shelf):
    for kind in (OURS, NOT_OURS, None):
        for signed_on in (DUE, None):
            for resolved in (TAKEN, None):
                dossier = shelf.put(RECEIVED, DUE, resolved)
                if kind:
                    shelf.apologise(dossier, kind, signed_on=signed_on)
    lengths = {name: question(shelf.rows, OCTOBER).count() for name, question in LATE.items()}
    assert {name: number for name, number in lengths.items() if number} == figures(shelf)
    assert lengths["late__letter"] + lengths["late__no_letter"] == 6
