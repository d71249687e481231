"""Lines are grouped by keys: equal names stay separate; there is a table by resolving division (R50)."""

from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from backoffice.reports.form06 import form06
from backoffice.reports.form06.questions import Span
from tests.reports.factories import Shelf
from tests.support import factories

OCTOBER = Span(date(2018, 10, 1), date(2018, 10, 31))
DAYS = (date(2018, 10, 1), date(2018, 10, 9), date(2018, 10, 8))


@pytest.fixture
def offices(db) -> tuple[Shelf, Shelf]:
    district = Shelf(name="Bộ phận Một cửa huyện")
    commune = Shelf(
        "nhuan-trach", agency_code="H28.05.01", parent=district.desk, name="Bộ phận Một cửa Nhuận Trạch"
    )
    return district, commune


def lines(district: Shelf, by: str) -> dict[str, int]:
    form = form06.form(form06.dossiers_of(district.desk, by=by, below=True), OCTOBER, by=by)
    return {line.name: line.figures["resolved_total"] for line in form.lines}


def test_two_divisions_of_one_name_are_two_lines(offices):
    for shelf, number in zip(offices, (1, 2), strict=True):
        division = factories.make_division(shelf.desk)
        for _ in range(number):
            shelf.put(*DAYS, division=division)
    assert lines(offices[0], "division") == {
        "Phòng Tư pháp – Bộ phận Một cửa huyện": 1,
        "Phòng Tư pháp – Bộ phận Một cửa Nhuận Trạch": 2,
    }


def test_a_dossier_is_counted_where_it_was_received_and_shown_where_it_is_resolved(offices):
    district, commune = offices
    commune.put(*DAYS, division=factories.make_division(district.desk), is_cross_boundary=True)
    commune.put(*DAYS)
    assert lines(district, "office") == {"Bộ phận Một cửa Nhuận Trạch": 2}
    assert lines(district, "agency") == {"Bộ phận Một cửa huyện": 1, "Bộ phận Một cửa Nhuận Trạch": 1}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--from=hôm qua", "--to=2018-10-31"], "không phải là ngày"),
        (["--from=2018-10-01", "--to=2018-02-30"], "không phải là ngày"),
        (["--from=2018-10-31", "--to=2018-10-01"], "Ngày cuối kỳ"),
        (["--from=2018-10-01", "--to=2018-10-31", "--by=thang"], "không phải là một trong"),
    ],
)
def test_the_command_reports_what_is_wrong(offices, options, message):
    with pytest.raises(CommandError, match=message):
        call_command("report", "--office=luong-son", *options)


def test_a_file_that_cannot_be_written_is_reported(offices, tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command(
            "report",
            "--office=luong-son",
            "--from=2018-10-01",
            "--to=2018-10-31",
            f"--xlsx={tmp_path / 'khong-co' / 'x.xlsx'}",
        )
    assert refused.value.returncode == 1
