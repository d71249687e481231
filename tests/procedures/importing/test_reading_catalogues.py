"""The real catalogues come out completely, and the messy one as a person read it, field by field."""

import json
from functools import cache
from pathlib import Path

import pytest

from backoffice.procedures.importing.vocabulary.codes import parse_date, parse_decision
from backoffice.procedures.importing.vocabulary.texts import items
from tests.procedures.sheets import read
from tests.support.missing import missing

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"

# Expected key → canonical key, where a cell is compared as it stands.
TEXTS = {
    "stt": "stt",
    "level": "level",
    "field": "field",
    "name": "name",
    "time_limit_text": "time_limit",
    "agency": "agency",
    "place": "place",
    "fee_text": "fee",
    "status": "status",
}
LISTS = {"legal_basis": "legal_basis", "documents": "documents"}
ONLINE = {"Toàn trình": "online_full", "Một phần": "online_partial", "Cung cấp thông tin": "online_info"}
DAMAGED = {42: "1.010540", 47: "1.013220", 80: "1.008380", 147: "1.008620"}


@cache
def reading(name):
    path = DATA / name
    if not path.exists():
        missing("shared data", f"{name} is not on this machine")
    return read(path.read_bytes(), name)


def messy():
    """Return what was read and what is expected, in pairs."""
    found = {(row.sheet, row.row): row for row in reading("catalogue_b_messy.xlsx").rows}
    lines = (DATA / "catalogue_b_expected.jsonl").read_text().splitlines()
    expected = {(told["sheet"], told["row"]): told for told in map(json.loads, lines)}
    assert found.keys() == expected.keys()
    return [(found[place], expected[place]) for place in expected]


def different(pairs):
    return [(row.row, read, told) for row, read, told in pairs if read != told]


def test_the_messy_catalogue_has_exactly_the_expected_rows():
    assert len(messy()) == 171 + 43
    skipped = [bool(sheet.skipped) for sheet in reading("catalogue_b_messy.xlsx").sheets]
    assert skipped == [False, False, True, True]


@pytest.mark.parametrize("key", TEXTS)
def test_each_text_of_the_messy_catalogue_is_as_expected(key):
    pairs = [(row, row.values.get(TEXTS[key], ""), told[key]) for row, told in messy() if key in told]
    assert pairs
    assert different(pairs) == []


@pytest.mark.parametrize("key", LISTS)
def test_each_list_of_the_messy_catalogue_is_as_expected(key):
    pairs = [(row, items(row.values[LISTS[key]]), told[key]) for row, told in messy() if key in told]
    assert pairs
    assert different(pairs) == []


def test_each_section_of_the_messy_catalogue_is_as_expected():
    assert different([(row, row.level_section.split(".")[0], told["section"]) for row, told in messy()]) == []


def test_each_code_of_the_messy_catalogue_is_as_expected_or_reported_as_damaged():
    pairs = [(row, row.values["code"], told["code"]) for row, told in messy()]
    assert {line for line, _read, _told in different(pairs)} == DAMAGED.keys()
    damaged = {
        row.row: (problem.proposal, problem.value, problem.column, told["code"], told["code_cell"])
        for row, told in messy()
        for problem in row.problems
        if problem.message_code == "code_damaged"
    }
    assert damaged == {
        42: ("1.010540", "1.01054", "B", "1.010540", "1.01054"),
        47: ("1.013220", "1.01322", "B", "1.013220", "1.01322"),
        80: ("1.008380", "1.00838", "B", "1.008380", "1.00838"),
        147: ("1.008620", "1.00862", "B", "1.008620", "1.00862"),
    }


def test_each_tick_of_the_messy_catalogue_is_as_expected():
    pairs = [
        (
            row,
            [name for name, key in ONLINE.items() if row.values[key]],
            [told["online"]] if told["online"] else [],
        )
        for row, told in messy()
        if "online" in told
    ]
    assert len(pairs) == 171
    assert different(pairs) == []


def test_each_decision_of_the_messy_catalogue_is_as_expected():
    pairs = []
    for row, told in messy():
        if "decision_no" in told:
            decision = parse_decision(row.values["decision"])
            read = (decision.number, decision.signed_on) if decision else ("", None)
            pairs.append((row, read, (told["decision_no"], parse_date(told["decision_date"]))))
    assert len(pairs) == 171
    assert different(pairs) == []


def test_only_what_nobody_can_know_is_reported_in_the_messy_catalogue():
    found = {(p.sheet, p.row, p.message_code) for p in reading("catalogue_b_messy.xlsx").problems}
    nameless = {("Phụ lục I", row, "code_missing") for row in (82, 83, 84, 205)}
    nameless |= {("PL II - Đất đai", row, "code_missing") for row in (33, 34, 35)}
    guessed = {("Phụ lục I", row, "level_from_agency") for row in (252, 253, 256, 258, 260, 261, 262)}
    hidden = {("Phụ lục I", 0, "columns_hidden")}
    assert found == nameless | guessed | hidden | {("Phụ lục I", row, "code_damaged") for row in DAMAGED}


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("catalogue_a.xlsx", 571),
        ("catalogue_a_full.xlsx", 2642),
        ("portal-exports/danh-sach-tthc-BoCongAn.xlsx", 339),
        ("portal-exports/danh-sach-tthc-BoTaiChinh.xlsx", 706),
        ("portal-exports/danh-sach-tthc-BoTuPhap.xlsx", 271),
        ("portal-exports/danh-sach-tthc-BoXayDung.xlsx", 525),
        ("portal-exports/danh-sach-tthc-NganhangNhanuocVietNam.xlsx", 261),
        ("portal-exports/danh-sach-tthc-NongNghiepvaMoiTruong.xlsx", 537),
        ("portal-exports/toa-an-nhan-dan.xlsx", 3),
    ],
)
def test_a_whole_catalogue_comes_out(name, rows):
    (sheet,) = reading(name).sheets
    assert len(sheet.rows) == rows
    assert sheet.layout.unmapped == []
    assert all(row.values["code"] and row.values["name"] and row.values["field"] for row in sheet.rows)
    assert len({row.values["code"] for row in sheet.rows}) == rows
    assert {problem.message_code for problem in reading(name).problems} <= {"text_cut"}


def test_texts_cut_by_the_spreadsheet_are_reported():
    cut = [problem.row for problem in reading("catalogue_a_full.xlsx").problems]
    assert cut == [957, 1902, 1906, 1913, 1915, 2393]


def test_the_columns_of_the_national_export_are_all_known():
    (layout,) = reading("catalogue_a.xlsx").sheets[0].layout.layouts
    assert [column.key for column in layout.columns] == [
        *(
            "stt",
            "code",
            "name",
            "decision",
            "issuing_agency",
            "field",
            "level",
            "kind",
            "subjects",
            "agency",
        ),
        *("competent_agency", "reception_address", "delegated_agency", "coordinating_agency", "channels"),
        *("time_limit", "fee", "documents", "steps", "conditions", "result", "legal_basis", "url"),
    ]


def test_reading_what_was_read_changes_nothing():
    """Cleaning a clean text is no change, or every import of an export would find differences."""
    for row in reading("portal-exports/danh-sach-tthc-BoTuPhap.xlsx").rows:
        assert row.values["name"] == " ".join(row.values["name"].split())
        assert "\n\n" not in row.values["agency"]
        assert not row.values["agency"].endswith("\n")
