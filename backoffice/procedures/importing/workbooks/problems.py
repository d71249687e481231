"""What a person must know about a cell: an error or a warning."""

from dataclasses import dataclass
from typing import Literal

from backoffice.procedures.importing.workbooks.workbook import column_letter

Severity = Literal["error", "person", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence about one cell or row.

    An "error" leaves the value empty and refuses the row; "person" holds the row back until a person
    accepts it; a "warning" asks a person to look.

    `value` is the cell as it was; `proposal` is what it may mean, applied only by a person.
    """

    row: int
    column: str
    value: str
    message_code: str
    message: str
    severity: Severity = "error"
    proposal: str = ""
    sheet: str = ""


def error(place: tuple[str, int, int], value: str, code: str, message: str, proposal: str = "") -> Problem:
    """`place` is the sheet, the row's number and the column's index, -1 for the whole row."""
    return _problem(place, value, code, message, "error", proposal)


def question(place: tuple[str, int, int], value: str, code: str, message: str, proposal: str = "") -> Problem:
    return _problem(place, value, code, message, "person", proposal)


def warning(place: tuple[str, int, int], value: str, code: str, message: str, proposal: str = "") -> Problem:
    return _problem(place, value, code, message, "warning", proposal)


def _problem(
    place: tuple[str, int, int],
    value: str,
    code: str,
    message: str,
    severity: Severity,
    proposal: str,
) -> Problem:
    sheet, row, index = place
    return Problem(row, column_letter(index), value, code, message, severity, proposal, sheet)
