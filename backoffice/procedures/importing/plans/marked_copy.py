"""A copy of the uploaded file with its errors marked."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from backoffice.base import spreadsheets
from backoffice.base.spreadsheets import Table
from backoffice.procedures.models import ImportBatch, ImportRow

FILLS = {
    "error": PatternFill("solid", start_color="F8CBAD"),
    "person": PatternFill("solid", start_color="FFE699"),
    "warning": PatternFill("solid", start_color="FFF2CC"),
}
# A styled copy of a larger file takes more memory than a small office PC has to spare.
MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 20_000
AUTHOR = "Một Cửa"
LONGEST_COMMENT = 1_000

# Sheet, row, column, value, sentence and severity of a problem.
Mark = tuple[str, int, str, str, str, str]


def marked(batch: ImportBatch) -> bytes:
    """Return an .xlsx: a copy with coloured, commented cells, or a list of errors if no copy can be made."""
    marks = list(_marks(batch))
    data = bytes(batch.content or b"")
    if data[:2] == b"PK" and len(data) <= MOST_BYTES and batch.rows_read <= MOST_ROWS:
        try:
            return _copy(data, marks)
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError):
            return _list(marks)
    return _list(marks)


def _marks(batch: ImportBatch) -> Iterator[Mark]:
    for note in batch.notes:
        for problem in note["problems"]:
            yield (
                note["sheet"],
                problem["row"],
                problem["column"],
                "",
                problem["message"],
                problem["severity"],
            )
    rows = ImportRow.objects.filter(batch=batch).exclude(problems=[]).order_by("pk")
    for row in rows.only("sheet", "row", "problems"):
        for problem in row.problems:
            yield (
                row.sheet,
                row.row,
                problem["column"],
                problem["value"],
                problem["message"],
                problem["severity"],
            )


def _copy(data: bytes, marks: list[Mark]) -> bytes:
    book = load_workbook(io.BytesIO(data))
    sheets = {sheet.title.strip(): sheet for sheet in book.worksheets}
    said = defaultdict(list)
    for name, row, column, _value, message, severity in marks:
        if name in sheets and row:
            said[name, f"{column or 'A'}{row}"].append((severity, message))
    for (name, place), found in said.items():
        cell = sheets[name][place]
        severity = next((s for s in FILLS if any(s == other for other, _message in found)), "warning")
        cell.fill = FILLS[severity]
        if hasattr(cell, "comment"):
            cell.comment = Comment("\n".join(message for _s, message in found)[:LONGEST_COMMENT], AUTHOR)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _list(marks: list[Mark]) -> bytes:
    titles = [_("Sheet"), _("Row"), _("Sheet column"), _("Value"), _("What is wrong"), _("Severity")]
    return spreadsheets.xlsx(Table(name=_("Errors"), titles=titles, rows=marks))
