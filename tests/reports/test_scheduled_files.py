"""Files are made once, on the day they are due; a later run makes what was missed."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from backoffice.reports.closing import scheduled_files
from backoffice.reports.models import ScheduledFile
from tests.reports.factories import Shelf
from tests.support import factories

Kind = ScheduledFile.Kind
MONDAY = date(2026, 6, 15)


@pytest.fixture
def shelf(db) -> Shelf:
    return Shelf(valid_from=date(2018, 1, 1))


def made(on: date) -> list[str]:
    return [file.kind for file in scheduled_files.make_all(at=factories.at(6, on=on)).made]


def test_the_quarterly_report_is_made_the_day_after_its_quarter_closed_and_once(shelf):
    assert Kind.QUARTERLY_REPORT in made(MONDAY)
    report = ScheduledFile.objects.get(kind=Kind.QUARTERLY_REPORT)
    assert (report.first_on, report.last_on, report.due_on) == (date(2026, 3, 15), date(2026, 6, 14), MONDAY)
    assert load_workbook(BytesIO(bytes(report.content))).active["B10"].value
    assert made(MONDAY) == []


def test_the_urging_list_names_what_is_due_within_two_working_days_or_past_and_nobody_else(shelf):
    overdue = shelf.put(date(2026, 6, 1), date(2026, 6, 10), None)
    soon = shelf.put(date(2026, 6, 1), date(2026, 6, 17), None)
    shelf.rows.update(applicant_name="Bà Đi Nộp")
    shelf.put(date(2026, 6, 1), date(2026, 6, 18), None)
    made(MONDAY)
    rows = list(
        load_workbook(BytesIO(bytes(ScheduledFile.objects.get(kind=Kind.URGING_LIST).content))).active.values
    )
    assert [row[0] for row in rows[1:]] == [overdue.code, soon.code]
    assert [row[6] for row in rows[1:]] == [5, 0]
    assert "Bà Đi Nộp" not in str(rows)


def test_there_is_no_urging_list_on_a_day_off_or_when_nothing_is_due(shelf):
    assert Kind.URGING_LIST not in made(MONDAY)
    shelf.put(date(2026, 6, 1), date(2026, 6, 10), None)
    assert Kind.URGING_LIST not in made(date(2026, 6, 14))


def test_an_office_that_has_ended_makes_no_files(shelf):
    shelf.desk.valid_to = date(2025, 6, 30)
    shelf.desk.save()
    assert made(MONDAY) == []
