"""The one writer of spreadsheets: no formula, no lost zero, real days, a mark for Excel."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from backoffice.base.spreadsheets import Table, csv_file, unescaped, xlsx

ROWS = [
    ['=HYPERLINK("http://x")', "+1", "-2", "@SUM(A1)", "007", date(2026, 11, 24), Decimal("2.5"), None],
]
TITLES = ["Một", "Hai", "Ba", "Bốn", "Năm", "Ngày", "Số", "Trống"]


def cells() -> list:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(Table(name="Trang [1]", titles=TITLES, rows=ROWS))))
    return list(book.active[2])


def test_no_cell_of_a_workbook_is_a_formula():
    assert {cell.data_type for cell in cells()[:5]} == {"s"}
    assert cells()[0].value == '=HYPERLINK("http://x")'


def test_a_text_keeps_its_leading_zeros_and_its_format():
    assert (cells()[4].value, cells()[4].number_format) == ("007", "@")


def test_a_day_is_a_day_and_a_number_a_number():
    day, number, empty = cells()[5:8]
    assert (day.is_date, day.value.date(), day.number_format) == (True, date(2026, 11, 24), "dd/mm/yyyy")
    assert (number.value, empty.value) == (2.5, None)


def test_an_instant_is_shown_in_local_time():
    table = Table(name="x", titles=["Lúc"], rows=[[datetime(2026, 11, 23, 17, 30, tzinfo=UTC)]])
    book = openpyxl.load_workbook(io.BytesIO(xlsx(table)))
    assert book.active["A2"].value == datetime(2026, 11, 24, 0, 30)  # noqa: DTZ001 - a cell has no zone


def test_a_csv_opens_in_excel_as_utf_8():
    assert csv_file(Table(name="x", titles=TITLES, rows=ROWS)).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+84", "- Tờ khai", "@x", "\tx"])
def test_a_csv_shows_a_formula_as_text_and_reading_restores_it(text):
    data = csv_file(Table(name="x", titles=["Một"], rows=[[text]])).decode("utf-8-sig")
    (written,) = list(csv.reader(io.StringIO(data)))[1]
    assert written == f"'{text}"
    assert unescaped(written) == text


@pytest.mark.parametrize("text", ["Tờ khai", "'quoted'", "", "'"])
def test_other_texts_are_left_alone(text):
    assert unescaped(text) == text


def test_control_characters_are_left_out():
    table = Table(name="x", titles=["Một"], rows=[["a\x00b\x0bc\r\nd"]])
    assert openpyxl.load_workbook(io.BytesIO(xlsx(table))).active["A2"].value == "abc\nd"
