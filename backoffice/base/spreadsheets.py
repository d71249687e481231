"""The one writer of spreadsheets: a file holds texts, numbers and days, never a formula.

Texts keep their leading zeros, days are days, and a Vietnamese Excel opens a .csv correctly.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import is_aware, localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Value = str | int | float | Decimal | date | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# A spreadsheet takes a text that begins with one of these for a formula (OWASP, CSV injection).
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
WIDTHS = (8, 60)
DAY = "dd/mm/yyyy"
MINUTE = "dd/mm/yyyy hh:mm"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# What a workbook would read as the code of a character: its underscore is written as one.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, kw_only=True)
class Table:
    """A sheet: its name, the titles of its columns, its rows."""

    name: str
    titles: Sequence[str]
    rows: Iterable[Sequence[Value]]


def xlsx(*tables: Table) -> bytes:
    """Return a workbook with one sheet per table, titles bold and frozen."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(_SHEET_NAME.sub(" ", table.name)[:LONGEST_SHEET_NAME] or "1")
        sheet.freeze_panes = "A2"
        rows = [list(row) for row in table.rows]
        for column, title in enumerate(table.titles):
            sheet.column_dimensions[get_column_letter(column + 1)].width = _width(title, rows, column)
        titles = [_cell(sheet, title) for title in table.titles]
        for cell in titles:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(titles)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def csv_file(table: Table) -> bytes:
    """Return a .csv with a byte-order mark, so that Excel reads it as UTF-8; formulas carry an apostrophe."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([_plain(title) for title in table.titles])
    writer.writerows([_plain(value) for value in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def unescaped(text: str) -> str:
    """Return the original of a text in a file of `csv_file`: without the apostrophe before a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_MARKS else text


def _cell(sheet, value: Value) -> WriteOnlyCell:
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, localtime(value).replace(tzinfo=None) if is_aware(value) else value)
        cell.number_format = MINUTE
    elif isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = DAY
    elif isinstance(value, str):
        cell = WriteOnlyCell(sheet, _ESCAPE.sub("_x005F_", _clean(value)[:LONGEST_CELL]))
        # The type is set, not guessed from an equals sign; the format keeps an edited code a text.
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        cell = WriteOnlyCell(sheet, value)
    return cell


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{localtime(value) if is_aware(value) else value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = _clean(value)
    return f"'{text}" if text.startswith(FORMULA_MARKS) else text


def _clean(text: str) -> str:
    """Return `text` without the characters no spreadsheet can hold, and with its line ends."""
    return _CONTROL.sub("", text.replace("\r\n", "\n"))


def _width(title: str, rows: Sequence[Sequence[Value]], column: int) -> int:
    longest = max((len(str(row[column])) for row in rows[:200] if column < len(row)), default=0)
    return min(max(len(title) + 2, longest + 2, WIDTHS[0]), WIDTHS[1])
