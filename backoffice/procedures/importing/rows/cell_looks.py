"""What the formatting of a row makes doubtful: struck out, raised, shown differently, faint, hidden."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from backoffice.procedures.importing.layouts.layout import Column, Layout
from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.importing.workbooks.looks import Mark
from backoffice.procedures.importing.workbooks.problems import Problem, question, warning
from backoffice.procedures.importing.workbooks.workbook import Row, Sheet, column_letter

_NUMBERS = frozenset({"code", "time_limit", "fee"})
# A raised figure in these is kept as one, and nobody need look.
_LONG = frozenset({"documents", "steps", "conditions", "result", "legal_basis", "description"})
_MOST_NAMED = 12


def problems_of(sheet: Sheet, layout: Layout, row: Row) -> Iterator[Problem]:
    """Yield a question for every cell of the row whose formatting changes what it says."""
    looks = sheet.looks
    if not looks.marks:
        return
    columns = [column for column in layout.columns if column.key and column.key != "stt"]
    marked = [(column, mark) for column in columns if (mark := looks.marks.get((row.number, column.index)))]
    if not marked:
        return
    filled = [c for c in columns if c.index < len(row.cells) and row.cells[c.index] != ""]
    struck = [column for column, mark in marked if mark.kind == "struck"]
    keys = {column.key for column in struck}
    if struck and (len(struck) == len(filled) or keys >= {"code", "name"}):
        message = _("The row is struck out: accept it only if the procedure still holds.")
        yield question((sheet.name, row.number, -1), "", "row_struck_out", message)
        marked = [(column, mark) for column, mark in marked if mark.kind != "struck"]
    for column, mark in marked:
        if sentence := _sentence(column.key, mark):
            text = str(row.cells[column.index]) if column.index < len(row.cells) else ""
            place = (sheet.name, row.number, column.index)
            yield question(place, text[:200], f"cell_{mark.kind}", sentence)


def _sentence(key: str, mark: Mark) -> str:
    values = {"text": mark.said[:80]}
    if mark.kind == "struck":
        return _("The cell is struck out: accept the row only if it still holds.")
    if mark.kind == "struck_part":
        return _("“%(text)s” is struck out and was left out: please check what remains.") % values
    if mark.kind == "raised" and key not in _LONG:
        message = _("“%(text)s” is raised like a footnote: it was not read as a figure. Please check.")
        return message % values
    if mark.kind == "shown" and key in _NUMBERS:
        message = _("The spreadsheet shows “%(text)s”, but the cell holds another number: type it as a text.")
        return message % values
    return ""


def ask_about_faint_rows(sheet: Sheet, rows: Sequence[SheetRow], columns: Sequence[Column]) -> None:
    """Ask about rows that are wholly red or grey where most are not: offices mark so what no longer holds."""
    if not sheet.looks.faint:
        return
    indexes = {column.index for column in columns if column.key and column.key != "stt"}
    cells = {row.number: row.cells for row in sheet.rows}
    faint = []
    for row in rows:
        found = sheet.looks.faint.get(row.row, set())
        filled = {i for i in indexes if i < len(cells[row.row]) and cells[row.row][i] != ""}
        if filled and filled <= found:
            faint.append(row)
    if 2 * len(faint) >= len(rows):
        return
    for row in faint:
        message = _("The row is red or grey, unlike most: accept it only if the procedure still holds.")
        row.problems.append(question((sheet.name, row.row, -1), "", "row_faint", message))


def notes_on(sheet: Sheet, rows: Sequence[SheetRow], columns: Sequence[Column]) -> Iterator[Problem]:
    """Yield what a person must know of the whole sheet: what is hidden and was read, what was not seen."""
    place, looks = (sheet.name, 0, -1), sheet.looks
    hidden = sorted({row.row for row in rows} & looks.hidden_rows)
    if hidden:
        named = ", ".join(map(str, hidden[:_MOST_NAMED])) + ("…" if len(hidden) > _MOST_NAMED else "")
        message = _("Hidden rows were read all the same: %(rows)s.")
        yield warning(place, named, "rows_hidden", message % {"rows": named})
    unseen = [c.index for c in columns if c.key and c.index in looks.hidden_columns]
    if unseen:
        letters = ", ".join(column_letter(index) for index in unseen[:_MOST_NAMED])
        message = _("Hidden columns were read all the same: %(columns)s.")
        yield warning(place, letters, "columns_hidden", message % {"columns": letters})
    if looks.is_unseen and rows:
        message = _(
            "The formatting of this file was not looked at: what is struck out or raised was read like the "
            "rest. Save it as .xlsx to have it checked."
        )
        yield warning(place, "", "looks_unseen", message)
