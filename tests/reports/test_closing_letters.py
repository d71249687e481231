"""A closing contains the late table of 2026 (R52), counted again from the letters of that time."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from backoffice.dossiers.models import Apology, Dossier
from backoffice.dossiers.models.apologies import CauseKind
from backoffice.history.tracking import update_tracked
from backoffice.reports.closing import closings
from backoffice.reports.form06.late_letters import LATE, WHENS
from backoffice.reports.form06.questions import Span
from backoffice.reports.models import Closing
from tests.reports.factories import Shelf
from tests.support import factories

OCTOBER = Span(date(2018, 10, 1), date(2018, 10, 31))
OURS, NOT_OURS = CauseKind.CHU_QUAN, CauseKind.KHACH_QUAN
RECEIVED, DUE, TAKEN = date(2018, 10, 1), date(2018, 10, 8), date(2018, 10, 12)
CLOSED, AFTERWARDS = factories.at(9, on=date(2018, 11, 2)), factories.at(9, on=date(2018, 11, 5))
AT_CLOSING = {
    "late__letter": 1,
    "late__letter__subjective": 1,
    "late__no_letter": 1,
    "late__no_letter__objective": 1,
    "pending_overdue__no_letter": 1,
    "pending_overdue__no_letter__unstated": 1,
}


@pytest.fixture
def shelf(db):
    """Resolved late with a letter; resolved late with a draft; pending past its date, its draft discarded."""
    with time_machine.travel(factories.at(17, on=OCTOBER.last), tick=False):
        shelf = Shelf()
        shelf.lead = factories.make_user(factories.DESK_LEAD, desk=shelf.desk)
        shelf.letter = shelf.apologise(shelf.put(RECEIVED, DUE, TAKEN), OURS, signed_on=DUE)
        shelf.draft = shelf.apologise(shelf.put(RECEIVED, DUE, TAKEN), NOT_OURS, signed_on=None)
        shelf.pending = shelf.put(RECEIVED, DUE, None)
        shelf.apologise(shelf.pending, OURS, signed_on=None).delete()
        resolved = [shelf.draft.dossier, shelf.letter.dossier]
        update_tracked(resolved, fields=("sets",), by=shelf.user, reason="Đếm lại")
    return shelf


def close(shelf: Shelf, **options) -> Closing:
    return closings.close(
        shelf.desk, OCTOBER, **{"with_below": False, "by": shelf.lead, "at": CLOSED} | options
    )


def of_version_1(shelf: Shelf) -> Closing:
    """Return a closing from before the late table was recorded."""
    found = close(shelf)
    found.figures = closings.recorded([shelf.rows], OCTOBER, version=1) | {"desks": [shelf.desk.pk]}
    found.sha256 = closings.computed_hash(found)
    found.save()
    return found


def not_zero(figures: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in figures.items() if number}


def sign(shelf: Shelf) -> Dossier:
    """Enter that the draft had been signed on its day."""
    letter = shelf.draft
    letter.signed_on, letter.signed_at, letter.signed_by = DUE, factories.at(10, on=DUE), shelf.user
    update_tracked([letter], fields=("signed_on", "signed_at", "signed_by"), by=shelf.user, reason="Sót")
    return letter.dossier


def correct_the_cause(shelf: Shelf) -> Dossier:
    shelf.letter.cause_kind = NOT_OURS
    update_tracked([shelf.letter], fields=("cause_kind",), by=shelf.user, reason="Ghi nhầm")
    return shelf.letter.dossier


def throw_the_draft_away(shelf: Shelf) -> Dossier:
    shelf.draft.delete()
    return shelf.draft.dossier


def word_it_again(shelf: Shelf) -> Dossier:
    dossier = throw_the_draft_away(shelf)
    shelf.apologise(dossier, OURS, signed_on=DUE)
    return dossier


def enter_a_letter(shelf: Shelf) -> Dossier:
    shelf.apologise(shelf.pending, NOT_OURS, signed_on=DUE)
    return shelf.pending


def enter_the_result_too(shelf: Shelf) -> Dossier:
    """Enter that the pending dossier was resolved late, with its letter."""
    dossier = enter_a_letter(shelf)
    dossier.state, dossier.timeliness = Dossier.State.RETURNED, Dossier.Timeliness.LATE
    dossier.resolved_on, dossier.resolved_at = TAKEN, factories.at(9, on=TAKEN)
    update_tracked(
        [dossier], fields=("state", "timeliness", "resolved_on", "resolved_at"), by=shelf.user, reason="Sót"
    )
    return dossier


def correct_the_day_of_the_result(shelf: Shelf) -> Dossier:
    """Enter that the dossier with a letter was resolved in November."""
    dossier, resolved = shelf.letter.dossier, date(2018, 11, 1)
    dossier.resolved_on, dossier.resolved_at = resolved, factories.at(9, on=resolved)
    update_tracked([dossier], fields=("resolved_on", "resolved_at"), by=shelf.user, reason="Ghi nhầm")
    return dossier


WRITTEN = {
    sign: {
        "late__letter": (1, 2),
        "late__letter__objective": (0, 1),
        "late__no_letter": (1, 0),
        "late__no_letter__objective": (1, 0),
    },
    correct_the_cause: {"late__letter__subjective": (1, 0), "late__letter__objective": (0, 1)},
    throw_the_draft_away: {"late__no_letter__objective": (1, 0), "late__no_letter__unstated": (0, 1)},
    word_it_again: {
        "late__letter": (1, 2),
        "late__letter__subjective": (1, 2),
        "late__no_letter": (1, 0),
        "late__no_letter__objective": (1, 0),
    },
    enter_a_letter: {
        "pending_overdue__letter": (0, 1),
        "pending_overdue__letter__objective": (0, 1),
        "pending_overdue__no_letter": (1, 0),
        "pending_overdue__no_letter__unstated": (1, 0),
    },
    correct_the_day_of_the_result: {
        "resolved_total": (2, 1),
        "late": (2, 1),
        "pending_total": (1, 2),
        "pending_overdue": (1, 2),
        "late__letter": (1, 0),
        "late__letter__subjective": (1, 0),
        "pending_overdue__letter": (0, 1),
        "pending_overdue__letter__subjective": (0, 1),
    },
    enter_the_result_too: {
        "resolved_total": (2, 3),
        "late": (2, 3),
        "pending_total": (1, 0),
        "pending_overdue": (1, 0),
        "late__letter": (1, 2),
        "late__letter__objective": (0, 1),
        "pending_overdue__no_letter": (1, 0),
        "pending_overdue__no_letter__unstated": (1, 0),
    },
}


def test_a_closing_contains_every_figure_of_the_late_table(shelf):
    found = Closing.objects.get(pk=close(shelf).pk)
    assert set(found.figures["late_letters"]) == set(LATE)
    assert not_zero(found.figures["late_letters"]) == AT_CLOSING
    assert [line.when for line in closings.late_of(found)] == list(WHENS)
    assert closings.is_reproduced(found)
    assert list(closings.broken()) == []


@pytest.mark.parametrize("write", WRITTEN, ids=lambda write: write.__name__)
def test_a_later_change_of_a_letter_is_a_difference_and_the_closing_is_reproduced(shelf, write):
    found = close(shelf)
    with time_machine.travel(AFTERWARDS, tick=False):
        dossier = write(shelf)
    assert not_zero(closings.counted_again(found)["late_letters"]) == AT_CLOSING
    assert closings.is_reproduced(found)
    changes = {change.column: (change.then, change.now) for change in closings.differences(found)}
    assert changes == WRITTEN[write]
    assert list(closings.changed_since(found)) == [dossier]


def test_a_second_closing_has_the_corrected_letters_and_both_are_reproduced(shelf):
    first = close(shelf)
    with time_machine.travel(AFTERWARDS, tick=False):
        sign(shelf)
    second = close(shelf, at=factories.at(9, on=date(2018, 11, 6)), reason="Bổ sung thư xin lỗi")
    assert (
        first.figures["late_letters"]["late__letter"],
        second.figures["late_letters"]["late__letter"],
    ) == (
        1,
        2,
    )
    with time_machine.travel(factories.at(9, on=date(2018, 11, 7)), tick=False):
        correct_the_cause(shelf)
    assert [closings.is_reproduced(found) for found in (first, second)] == [True, True]


def test_a_closing_with_the_offices_below_contains_their_letters_too(shelf):
    with time_machine.travel(factories.at(17, on=OCTOBER.last), tick=False):
        commune = Shelf("nhuan-trach", agency_code="H28.05.01", parent=shelf.desk)
        letter = commune.apologise(commune.put(RECEIVED, DUE, TAKEN), OURS, signed_on=DUE)
    whole, alone = close(shelf, with_below=True), close(shelf)
    with time_machine.travel(AFTERWARDS, tick=False):
        letter.delete()
    assert [found.figures["late_letters"]["late__letter"] for found in (whole, alone)] == [2, 1]
    assert [closings.is_reproduced(found) for found in (whole, alone)] == [True, True]
    assert [len(closings.differences(found)) for found in (whole, alone)] == [4, 0]


def test_verify_names_a_closing_whose_late_table_was_changed(shelf):
    found = close(shelf)
    found.figures["late_letters"]["late__letter"] = 2
    Closing.objects.filter(pk=found.pk).update(figures=found.figures)
    assert [str(found) in sentence for sentence in closings.broken()] == [True]


def test_verify_names_a_closing_whose_letters_were_changed_without_history(shelf):
    found = close(shelf)
    Apology.objects.filter(pk=shelf.letter.pk).update(cause_kind=NOT_OURS)
    assert [str(found) in sentence for sentence in closings.broken()] == [True]


def test_a_closing_from_before_the_late_table_stays_what_it_was(shelf, client):
    found = of_version_1(shelf)
    with time_machine.travel(AFTERWARDS, tick=False):
        sign(shelf)
    assert closings.late_of(found) == ()
    assert closings.counted_again(found) == {
        name: part for name, part in found.figures.items() if name != "desks"
    }
    assert closings.is_reproduced(found)
    assert list(closings.broken()) == []
    assert closings.differences(found) == []
    client.force_login(shelf.lead)
    address = reverse("admin:reports_closing", args=[found.pk])
    assert "Có thư xin lỗi" not in client.get(address).content.decode()
    assert "late_letters" not in client.get(address, {"format": "json"}).json()
    book = load_workbook(BytesIO(client.get(address, {"format": "xlsx"}).content))
    assert len(book.sheetnames) == 1


def test_the_page_of_a_closing_shows_the_late_table_and_what_is_different_now(shelf, client):
    found = close(shelf)
    with time_machine.travel(AFTERWARDS, tick=False):
        sign(shelf)
    client.force_login(shelf.lead)
    answer = client.get(reverse("admin:reports_closing", args=[found.pk]), {"count": "1"})
    lines = {
        label: [cell.number for cell in (whole, *cells)]
        for label, whole, cells in answer.context["late_lines"]
    }
    assert lines == {
        "Đã giải quyết quá hạn": [2, 1, 1, 0, 0, 1, 0, 1, 0],
        "Đang giải quyết, quá hạn": [1, 0, 0, 0, 0, 1, 0, 0, 1],
    }
    page = answer.content.decode()
    assert "Có thư xin lỗi" in page
    assert "khớp đến từng đơn vị" in page
    assert ("Đã giải quyết quá hạn, Có thư xin lỗi", 1, 2) in answer.context["differences"]


@pytest.mark.parametrize("page", ["closing", "form"])
def test_the_files_of_a_closing_and_of_the_form_carry_the_late_table(shelf, client, page):
    client.force_login(shelf.lead)
    asked = {"office": "luong-son", "from": "2018-10-01", "to": "2018-10-31"}
    address = reverse("admin:reports_form06")
    if page == "closing":
        asked, address = {}, reverse("admin:reports_closing", args=[close(shelf).pk])
    document = client.get(address, asked | {"format": "json"}).json()
    assert not_zero(document["late_letters"]) == AT_CLOSING
    book = load_workbook(BytesIO(client.get(address, asked | {"format": "xlsx"}).content))
    form, late = book.worksheets
    assert (form["A1"].value, late["A1"].value) == (
        "Biểu số 06/VPCP/KSTT",
        "Quá hạn, theo thư xin lỗi và nguyên nhân",
    )
    assert [cell.value for cell in late[7]] == ["Đã giải quyết quá hạn", 2, 1, 1, 0, 0, 1, 0, 1, 0]
    assert [cell.value for cell in late[8]] == ["Đang giải quyết, quá hạn", 1, 0, 0, 0, 0, 1, 0, 0, 1]
