"""What an opened file holds: sheets, rows and cells with their places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from backoffice.procedures.importing.workbooks.looks import Looks

# A text in NFC (a whole number too: it is a code or an ordinal), a number with decimals, or a day.
Cell = str | float | date


@dataclass(frozen=True, slots=True)
class Row:
    """A row with at least one filled cell; `number` is the one the spreadsheet shows, from 1."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its filled rows, hidden ones too; merges are (row, column, row, column) counted from 0.

    `lines` is the line on which each record of a text file begins, and empty for a sheet of cells: the
    cells of a record are as many as it has, and say whether it fits its header. `looks` is what the
    formatting says.
    """

    name: str
    rows: list[Row]
    merges: Sequence[tuple[int, int, int, int]] = ()
    is_hidden: bool = False
    lines: Sequence[int] = ()
    looks: Looks = field(default_factory=Looks)


@dataclass(frozen=True, slots=True)
class Workbook:
    """An uploaded file; a .csv is a workbook of one sheet named after the file."""

    name: str
    sheets: list[Sheet] = field(default_factory=list)


def column_letter(index: int) -> str:
    """Return the letter of a column counted from 0: 0 → "A", 27 → "AB"."""
    letters = ""
    while index >= 0:
        letters = chr(ord("A") + index % 26) + letters
        index = index // 26 - 1
    return letters


def text_of(cell: Cell) -> str:
    """Return a number or day as a person would type it: 2.5, 15/08/2023."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return cell if isinstance(cell, str) else format(cell, ".15g")
