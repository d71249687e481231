"""A weekly duty sheet as an office writes it becomes the roster, or all its errors are reported."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from backoffice.staffing.models import Duty
from backoffice.staffing.roster.sheet_import import import_file
from backoffice.staffing.roster.weeks import Week
from tests.staffing import sheets
from tests.support import factories
from tests.support.factories import MONDAY

pytestmark = pytest.mark.django_db

WEEK = "Từ ngày 23/11/2026 đến ngày 27/11/2026"
NOBODY = [""] * 10


@pytest.fixture
def desk():
    desk = factories.make_desk()
    factories.make_hours(desk)
    for number in range(1, 6):
        factories.make_counter(desk, number)
    return desk


@pytest.fixture
def officers(desk):
    names = [
        "Bùi Thị Hạnh",
        "Đinh Văn Long",
        "Nguyễn Thị Thủy",
        "Quách Văn Sơn",
        "Bạch Thị Mơ",
        "Trần Quốc Việt",
    ]
    return {name: factories.make_officer(factories.make_user(desk=desk, full_name=name)) for name in names}


def read(desk, book, *, name="lich.xlsx", dry_run=False, otherwise=None):
    data = sheets.as_bytes(book) if isinstance(book, Workbook) else book
    return import_file(data, name, desk=desk, by=None, dry_run=dry_run, otherwise=otherwise)


def places(problems):
    return [(p.sheet, f"{p.column}{p.row}", p.value, p.message_code) for p in problems]


def roster(on, session="MORNING"):
    duties = Duty.objects.filter(day=on, session=session).roster()
    return [(duty.counter.number, duty.officer.full_name) for duty in duties]


def plain(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.active.title = "T48"
    return book


def test_the_sample_sheet_becomes_the_week(desk, officers):
    outcome = read(desk, sheets.SAMPLE.read_bytes())
    assert (outcome.errors, str(outcome.week)) == ([], "2026-W48")
    assert (outcome.saved.created, outcome.saved.changed, outcome.saved.removed) == (40, 0, 0)
    assert roster(date(2026, 11, 24)) == []
    assert roster(date(2026, 11, 26), "AFTERNOON") == [
        (1, "Bùi Thị Hạnh"),
        (2, "Đinh Văn Long"),
        (3, "Nguyễn Thị Thủy"),
        (4, "Trần Quốc Việt"),
        (5, "Bạch Thị Mơ"),
    ]
    assert Duty.history.count() == 40


def test_the_committed_sample_is_what_its_script_writes(desk, officers):
    assert read(desk, sheets.sample()).saved.created == 40
    again = read(desk, sheets.SAMPLE.read_bytes())
    assert (again.saved.total, again.unchanged, Duty.history.count()) == (0, 40, 40)


def test_a_dry_run_counts_and_writes_nothing(desk, officers):
    assert read(desk, sheets.sample(), dry_run=True).saved.created == 40
    assert (Duty.objects.count(), Duty.history.count()) == (0, 0)


def test_all_errors_are_reported_with_their_places_and_nothing_is_written(desk, officers):
    namesake = factories.make_user(desk=desk, full_name="Bùi Thị Hạnh")
    factories.make_officer(namesake)
    rows = [
        (1, "Quầy 1", ["Bùi Thị Hạnh", "Đinh Văn Long", "Đinh Văn Long", *NOBODY[3:]]),
        (2, "Quầy 2", ["Phạm Văn Lạ", "Đinh Văn Long", *NOBODY[2:]]),
        (3, "Quầy 3", ["Quách Văn Sơn, Bạch Thị Mơ", *NOBODY[1:]]),
        (9, "Quầy 9", ["Bạch Thị Mơ", *NOBODY[1:]]),
        (1, "Quầy 1", ["Bạch Thị Mơ", *NOBODY[1:]]),
    ]
    outcome = read(desk, sheets.weekly(rows, title=WEEK))
    assert sorted(places(outcome.errors)) == [
        ("Lịch trực", "B11", "Quầy 9", "unknown_counter"),
        ("Lịch trực", "C10", "Quách Văn Sơn, Bạch Thị Mơ", "several_names"),
        ("Lịch trực", "C12", "Bạch Thị Mơ", "counter_twice"),
        ("Lịch trực", "C8", "Bùi Thị Hạnh", "ambiguous_name"),
        ("Lịch trực", "C9", "Phạm Văn Lạ", "unknown_name"),
        ("Lịch trực", "D8", "Đinh Văn Long", "double"),
        ("Lịch trực", "D9", "Đinh Văn Long", "double"),
        ("Lịch trực", "E8", "Đinh Văn Long", "closed"),
    ]
    ambiguous = next(p for p in outcome.errors if p.message_code == "ambiguous_name")
    assert f"#{namesake.officer.pk}" in ambiguous.message
    assert f"#{officers['Bùi Thị Hạnh'].pk}" in ambiguous.message
    assert Duty.objects.count() == 0


def test_leave_and_other_doubts_are_warnings(desk, officers):
    officers["Đinh Văn Long"].absences.create(kind="NGHI_OM", starts_on=MONDAY, ends_on=MONDAY)
    rows = [(1, "Quầy 1", ["Long", *NOBODY[1:]])]
    outcome = read(desk, sheets.weekly(rows, title=WEEK))
    assert outcome.errors == []
    assert ("Lịch trực", "C8", "Long", "absent") in places(outcome.warnings)
    assert roster(MONDAY) == [(1, "Đinh Văn Long")]


def test_an_emptied_cell_removes_the_duty_and_counters_not_in_the_sheet_stay(desk, officers):
    first, second = desk.counters.get(number=1), desk.counters.get(number=2)
    factories.make_duty(first, officers["Đinh Văn Long"])
    factories.make_duty(second, officers["Bạch Thị Mơ"])
    outcome = read(desk, sheets.weekly([(1, "Quầy 1", NOBODY)], title=WEEK))
    assert (outcome.saved.removed, outcome.errors) == (1, [])
    assert roster(MONDAY) == [(2, "Bạch Thị Mơ")]


def test_sessions_may_be_rows_and_ditto_then_means_the_row_above(desk, officers):
    book = plain(
        ["LỊCH TRỰC TUẦN 48 NĂM 2026"],
        ["Quầy", "Buổi", "T2", "T4"],
        ["1", "Sáng", "Hạnh", "Long"],
        ["", "Chiều", "nt", "Sơn"],
    )
    assert read(desk, book).errors == []
    assert roster(MONDAY, "AFTERNOON") == [(1, "Bùi Thị Hạnh")]
    assert roster(date(2026, 11, 25), "AFTERNOON") == [(1, "Quách Văn Sơn")]


def test_a_day_without_sessions_means_both_and_a_merged_cell_all_its_days(desk, officers):
    book = plain(
        ["Tuần 48/2026"],
        ["Quầy", "Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6"],
        ["Quầy 01", "Đ/c Hạnh", "", "Hạnh", "", ""],
    )
    book.active.merge_cells("D3:F3")
    assert read(desk, book).errors == []
    assert Duty.objects.count() == 8
    assert roster(date(2026, 11, 27), "AFTERNOON") == [(1, "Bùi Thị Hạnh")]


def test_headers_may_be_dates(desk, officers):
    book = plain(["Quầy", date(2026, 11, 23), date(2026, 11, 25)], ["Quầy 1", "Hạnh", "Long"])
    outcome = read(desk, book)
    assert (outcome.errors, str(outcome.week)) == ([], "2026-W48")
    assert roster(date(2026, 11, 25)) == [(1, "Đinh Văn Long")]


def test_a_date_on_another_weekday_is_reported(desk, officers):
    book = plain([WEEK], ["Quầy", "Thứ Hai 23/11", "Thứ Tư 26/11"], ["Quầy 1", "Hạnh", "Long"])
    assert places(read(desk, book).errors) == [("T48", "C2", "Thứ Tư 26/11", "misdated")]


def test_without_a_week_the_sheet_is_refused_unless_the_user_chooses_one(desk, officers):
    book = plain(["Quầy", "Thứ 2", "Thứ 4"], ["Quầy 1", "Hạnh", "Long"])
    assert places(read(desk, book).errors) == [("", "0", "", "file")]
    assert read(desk, book, otherwise=Week.named("2026-W48")).errors == []
    assert roster(MONDAY) == [(1, "Bùi Thị Hạnh")]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_workbook_has_one_error(desk, data):
    outcome = read(desk, data)
    assert [problem.message_code for problem in outcome.errors] == ["file"]


def test_a_csv_reads_like_a_sheet(desk, officers):
    text = "Lịch trực tuần 48 năm 2026;;\nQuầy;Thứ 2;Thứ 4\nQuầy 1;Bùi Thị Hạnh;Đinh Văn Long\n"
    assert read(desk, text.encode(), name="lich.csv").errors == []
    assert roster(MONDAY) == [(1, "Bùi Thị Hạnh")]


# The command


def test_the_command_prints_one_json_document(desk, officers, capsys):
    call_command("import_roster", str(sheets.SAMPLE), "--office", desk.agency_code, "--dry-run", "--json")
    document = json.loads(capsys.readouterr().out)
    assert (document["week"], document["created"], document["errors"]) == ("2026-W48", 40, [])
    assert Duty.objects.count() == 0
    call_command("import_roster", str(sheets.SAMPLE), "--office", "luong-son", "--json")
    assert json.loads(capsys.readouterr().out)["created"] == 40
    assert Duty.objects.count() == 40


def test_the_command_ends_with_1_and_all_reasons(desk, capsys):
    with pytest.raises(SystemExit) as refusal:
        call_command("import_roster", str(sheets.SAMPLE), "--office", "luong-son", "--json")
    assert refusal.value.code == 1
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert len(errors) == 40
    assert {key: errors[0][key] for key in ("sheet", "row", "column", "value")} == {
        "sheet": "Lịch trực",
        "row": 8,
        "column": "C",
        "value": "Đ/c Bùi Thị Hạnh",
    }


@pytest.mark.parametrize(
    ("file", "office"), [("khong-co.xlsx", "luong-son"), (str(sheets.SAMPLE), "khong-co")]
)
def test_the_command_ends_with_2_on_wrong_usage(desk, file, office):
    with pytest.raises(CommandError) as refusal:
        call_command("import_roster", file, "--office", office)
    assert refusal.value.returncode == 2
