"""Reads a list of procedures from top to bottom: which rows are procedures, headings or notes."""

from django.utils.translation import gettext as _

from backoffice.procedures.importing.layouts.layout import Layout
from backoffice.procedures.importing.layouts.sheet_layout import ProcedureList
from backoffice.procedures.importing.rows import cell_looks, record_widths
from backoffice.procedures.importing.rows.cell_reader import CellReader
from backoffice.procedures.importing.rows.outline import Outline
from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.importing.vocabulary import codes, headings, marks
from backoffice.procedures.importing.vocabulary.headings import Heading
from backoffice.procedures.importing.workbooks.problems import Problem, error, warning
from backoffice.procedures.importing.workbooks.workbook import Cell, Row, Sheet, text_of

_LONGEST_HEADING = 250
_MOST_FILLED_ROWS = 20_000


class ListReader:
    """Reads one list of a sheet. `problems` are those that belong to no procedure."""

    def __init__(self, procedures: ProcedureList) -> None:
        sheet = procedures.sheet
        self.problems: list[Problem] = []
        self._sheet = sheet
        self._sections = procedures.sections
        self._merged = _values_of_tall_merges(sheet)
        self._wide = {(top, left) for top, left, _bottom, right in sheet.merges if right - left >= 2}
        self._outline = Outline()
        self._is_footer = False
        self._current: SheetRow | None = None
        self._found: list[SheetRow] = []
        self._misfits = record_widths.misfits(sheet, procedures.layout)
        self._enter_headings_above(procedures.layout)

    def read(self) -> list[SheetRow]:
        """Return the procedures of the list, in its order."""
        before = None
        for section in self._sections:
            if section.layout is not before:
                self._use(section.layout)
            before = section.layout
            self._is_footer = False
            for row, is_certain in section.rows:
                if row.number in self._misfits:
                    self._refuse(row, self._misfits[row.number])
                elif is_certain:
                    self._begin(row)
                else:
                    self._read_other(row)
        columns = self._sections[0].layout.columns
        cell_looks.ask_about_faint_rows(self._sheet, self._found, columns)
        self.problems += cell_looks.notes_on(self._sheet, self._found, columns)
        return self._found

    def _use(self, layout: Layout) -> None:
        self._layout = layout
        self._reader = CellReader(self._sheet.name, layout)
        self._index = {column.key: column.index for column in reversed(layout.columns)}
        self._stt, self._code = self._index.get("stt", -1), self._index.get("code", -1)
        self._name = self._index["name"]
        self._place_of_other_values = set(self._index.values()) - {self._stt, self._code, self._name}
        self._first, self._end = layout.columns[0].index, layout.columns[-1].index + 1

    def _read_other(self, row: Row) -> None:
        cells = row.cells
        own = {i: text_of(cells[i]) for i in range(self._first, min(self._end, len(cells))) if cells[i] != ""}
        texts = list(own.values())
        if not own or marks.is_numbering(texts):
            return
        if marks.is_total(texts[0]):
            self._is_footer = True
        elif self._is_lone(own):
            self._read_line(row, own)
        elif not self._is_numbered(own) and marks.is_signed(texts):
            self._is_footer = True
        elif self._continues(row, own):
            self._append(row, own)
        elif not self._is_footer or self._is_numbered(own) or not self._has_numbers:
            self._begin(row)
        elif self._name in own:
            self._leave_unread(row, self._name, own[self._name])

    @property
    def _has_numbers(self) -> bool:
        return self._stt >= 0 or self._code >= 0

    def _is_numbered(self, own: dict[int, str]) -> bool:
        """Whether the row has an ordinal or a code, as every procedure of a list with such columns has."""
        code = own.get(self._code, "")
        return marks.is_ordinal(own.get(self._stt, "")) or bool(code and codes.find_codes(code))

    def _is_lone(self, own: dict[int, str]) -> bool:
        """Whether the row has one text and nothing else but an ordinal, a mark or a count."""
        texts = [
            i for i, text in own.items() if i != self._stt and not (i != self._code and marks.is_count(text))
        ]
        return len(texts) <= 1

    def _read_line(self, row: Row, own: dict[int, str]) -> None:
        mark = own.get(self._stt, "") if len(own) > 1 else ""
        index = next((i for i in own if i != self._stt and not marks.is_count(own[i])), min(own))
        text = own[index]
        if marks.is_ordinal(text) and index == self._stt:
            return
        heading = headings.read_heading(mark, text, after=self._outline.letter)
        is_wide = (row.number - 1, index) in self._wide
        if index in self._place_of_other_values and not is_wide:
            self._read_value(row, own, index)
        elif self._is_procedure(index, mark, heading, text):
            self._begin(row)
        elif marks.is_note(text) or ((self._is_footer or marks.is_bulleted(text)) and not heading.is_known):
            self._is_footer = True
        elif len(text) <= _LONGEST_HEADING and (
            heading.is_known or heading.mark or text.isupper() or is_wide
        ):
            self._enter(heading)
        else:
            self._leave_unread(row, index, text)

    def _read_value(self, row: Row, own: dict[int, str], index: int) -> None:
        """Read a row whose one text stands in a column that is neither number, code nor name."""
        if marks.is_ordinal(own.get(self._stt, "")):
            self._begin(row)
        elif marks.is_note(own[index]):
            self._is_footer = True
        elif self._continues(row, own):
            self._append(row, own)
        elif not self._is_footer:
            self._leave_unread(row, index, own[index])

    def _leave_unread(self, row: Row, index: int, text: str) -> None:
        message = _("The line is neither a procedure nor a heading; nothing was taken from it.")
        place = (self._sheet.name, row.number, index)
        self.problems.append(warning(place, text[:200], "line_not_read", message))

    def _is_procedure(self, index: int, mark: str, heading: Heading, text: str) -> bool:
        """Whether a code or name alone in its row is a procedure: it has an ordinal, or the list has none."""
        if index == self._code:
            return not heading.is_known and bool(codes.find_codes(text) or marks.is_ordinal(mark))
        if index != self._name or headings.field_named(text):
            return False
        if self._stt >= 0:
            return marks.is_ordinal(mark)
        is_short_list = not self._layout.keys - {"name", "code", "field", "level"}
        return is_short_list and not heading.mark and not heading.field

    def _enter(self, heading: Heading) -> None:
        if not heading.is_known and not heading.mark:
            heading = Heading(2, heading.text, field=headings.tidy_field(heading.text))
        self._outline.enter(heading)
        self._is_footer, self._current = False, None

    def _enter_headings_above(self, layout: Layout) -> None:
        """Read "I. Danh mục … mới ban hành" between the title and the header."""
        first, last = layout.columns[0].index, layout.columns[-1].index
        for row in self._sheet.rows[: layout.first]:
            own = [cell for cell in row.cells[first : last + 1] if cell != ""]
            if len(own) == 1 and isinstance(own[0], str):
                heading = headings.read_heading("", own[0], after=self._outline.letter)
                if heading.mark and heading.is_known:
                    self._outline.enter(heading)

    def _continues(self, row: Row, own: dict[int, str]) -> bool:
        """Whether the row only adds to the procedure above: no ordinal or code, at most a case for a name."""
        if self._current is None or self._is_footer or not own.keys() & set(self._index.values()):
            return False
        case = own.get(self._name)
        return not own.keys() & {self._stt, self._code} and (case is None or marks.is_case(case))

    def _append(self, row: Row, own: dict[int, str]) -> None:
        current, case = self._current, own.get(self._name, "")
        assert current is not None  # asked by _continues
        channel = own.get(self._index.get("channels", -1), "")
        first = current.values.get("channels", "")
        if channel and first and "\n" not in first:
            for key in ("time_limit", "fee"):
                if own.get(self._index.get(key, -1)) and current.values.get(key):
                    current.values[key] = f"{first}: {current.values[key]}"
        for column in self._layout.columns:
            text = own.get(column.index, "")
            if text and column.key in current.values and column.key != "name":
                before = current.values[column.key]
                before_it = channel if column.key in ("time_limit", "fee") else ""
                text = ": ".join(part for part in (case, before_it, text) if part)
                if not marks.is_ditto(text):
                    current.values[column.key] = f"{before}\n{text}" if before else text
        message = _("Row %(row)s has no name of its own: it was joined to this procedure.")
        place = (self._sheet.name, current.row, -1)
        current.problems.append(warning(place, case, "rows_joined", message % {"row": row.number}))
        current.problems += cell_looks.problems_of(self._sheet, self._layout, row)

    def _with_merged(self, row: Row) -> list[Cell]:
        merged = self._merged.get(row.number)
        if not merged:
            return row.cells
        cells = row.cells + [""] * (max(merged) + 1 - len(row.cells))
        for index, value in merged.items():
            if cells[index] == "":
                cells[index] = value
        return cells

    def _refuse(self, row: Row, message: str) -> None:
        """Take nothing from a record that does not fit its header: each cell may stand in a wrong column."""
        text = " | ".join(text_of(cell) for cell in row.cells)
        problem = error((self._sheet.name, row.number, -1), text[:200], "record_width", message)
        self._current = None
        self._found.append(
            SheetRow(
                self._sheet.name, row.number, {"code": "", "name": ""}, {}, problems=[problem], is_unread=True
            )
        )

    def _begin(self, row: Row) -> None:
        cells = self._with_merged(row) if self._merged else row.cells
        values, places, problems = self._reader.read(row.number, cells)
        problems += cell_looks.problems_of(self._sheet, self._layout, row)
        self._is_footer = False
        self._current = SheetRow(self._sheet.name, row.number, values, places, problems=problems)
        self._found.append(self._current)
        self._outline.describe(self._current)


def _values_of_tall_merges(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """Return, for each row below the first of a vertically merged cell, the value by column index."""
    numbers = {row.number: row for row in sheet.rows}
    found: dict[int, dict[int, Cell]] = {}
    room = _MOST_FILLED_ROWS
    for top, left, bottom, _right in sheet.merges:
        first = numbers.get(top + 1)
        if bottom == top or first is None or left >= len(first.cells) or first.cells[left] == "":
            continue
        for number in range(top + 2, min(bottom + 1, top + 1 + room) + 1):
            found.setdefault(number, {})[left] = first.cells[left]
            room -= 1
    return found
