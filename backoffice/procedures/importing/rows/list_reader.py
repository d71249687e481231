"""Walks down a list of procedures: which lines are procedures, headings, notes, and what they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from backoffice.procedures.importing.layouts.layout import HeaderDictionary, Layout, layouts_at
from backoffice.procedures.importing.rows.cell_reader import CellReader
from backoffice.procedures.importing.vocabulary import codes, headings, marks
from backoffice.procedures.importing.vocabulary.headings import Heading
from backoffice.procedures.importing.workbooks.problems import Problem, warning
from backoffice.procedures.importing.workbooks.workbook import Cell, Row, Sheet, text_of

_LONGEST_HEADING = 250
_MOST_FILLED_ROWS = 20_000


@dataclass(slots=True)
class SheetRow:
    """One procedure as a sheet has it.

    A key is missing from `values` if the sheet says nothing about it, and "" if its cell is empty. `cells`
    has the column letters. `derived` says where a value without a cell of its own came from: "section",
    "title", "sheet" (its name), "above", "agency" or "details". The sections are the headings, or "".
    """

    sheet: str
    row: int
    values: dict[str, str]
    cells: dict[str, str]
    level_section: str = ""
    field_section: str = ""
    problems: list[Problem] = field(default_factory=list)
    derived: dict[str, str] = field(default_factory=dict)

    def derive(self, key: str, value: str, source: str) -> None:
        """Fill a value that no cell gives."""
        if value and not self.values.get(key):
            self.values[key] = value
            self.derived[key] = source


@dataclass(slots=True)
class _Outline:
    """The headings above the current row."""

    headings: dict[int, Heading] = field(default_factory=dict)
    letter: str = ""
    letters_are_below: bool = False

    def enter(self, heading: Heading) -> None:
        """Go on under `heading`; letters that begin with A below a numeral stand below numerals."""
        if heading.mark == "A" and 2 in self.headings and not self.letter:
            self.letters_are_below = True
        if heading.rank == 1 and heading.mark and self.letters_are_below:
            heading = replace(heading, rank=3)
        self.headings = {rank: other for rank, other in self.headings.items() if rank < heading.rank}
        self.headings[heading.rank] = heading
        if heading.rank == 1:
            self.letter = heading.mark

    def last(self, attribute: str) -> Heading | None:
        """Return the innermost heading that says something of `attribute`."""
        inner_first = (self.headings[rank] for rank in sorted(self.headings, reverse=True))
        return next((heading for heading in inner_first if getattr(heading, attribute)), None)


class ListReader:
    """Reads one list of a sheet. `problems` then has what belongs to no procedure."""

    def __init__(
        self, sheet: Sheet, layout: Layout, *, block: int = 0, override: Mapping[str, str] | None = None
    ):
        self.problems: list[Problem] = []
        self._sheet = sheet
        self._block = block
        self._dictionary = HeaderDictionary(override)
        self._merged = _values_of_tall_merges(sheet)
        self._wide = {(top, left) for top, left, _bottom, right in sheet.merges if right - left >= 2}
        self._outline = _Outline()
        self._is_footer = False
        self._current: SheetRow | None = None
        self._found: list[SheetRow] = []
        self._use(layout)
        self._enter_headings_above(sheet.rows[: layout.first])

    def read(self) -> list[SheetRow]:
        """Return the procedures of the list, in its order."""
        rows = self._sheet.rows
        place = self._layout.last + 1
        while place < len(rows):
            row = rows[place]
            if self._is_plain(row):
                self._begin(row)
            elif (skip_to := self._end_of_header(place)) is not None:
                place = skip_to
            else:
                self._read_other(row)
            place += 1
        return self._found

    def _use(self, layout: Layout) -> None:
        self._layout = layout
        self._reader = CellReader(self._sheet.name, layout)
        self._index = {column.key: column.index for column in reversed(layout.columns)}
        self._stt, self._code = self._index.get("stt", -1), self._index.get("code", -1)
        self._name = self._index["name"]
        self._place_of_other_values = set(self._index.values()) - {self._stt, self._code, self._name}
        self._first, self._end = layout.columns[0].index, layout.columns[-1].index + 1

    def _is_plain(self, row: Row) -> bool:
        """Whether the row beyond doubt is a procedure: a code in its column and a name beside it."""
        cells = row.cells
        if not 0 <= self._code < len(cells) or self._name >= len(cells):
            return False
        code = cells[self._code]
        is_code = code[1:2] == "." if isinstance(code, str) else isinstance(code, float)
        return is_code and cells[self._name] != ""

    def _end_of_header(self, place: int) -> int | None:
        """Return the last row of a header that begins here; its columns may differ from those above."""
        layouts = layouts_at(self._sheet, place, self._dictionary)
        if len(layouts) <= self._block or not layouts[self._block].is_of_procedures:
            return None
        found = layouts[self._block]
        if found.key != self._layout.key and found.keys != self._layout.keys:
            self._use(found)
        self._is_footer = False
        return found.last

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
        elif marks.is_note(text) or ((self._is_footer or marks.is_bulleted(text)) and not heading.tells):
            self._is_footer = True
        elif len(text) <= _LONGEST_HEADING and (heading.tells or heading.mark or text.isupper() or is_wide):
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
        """Whether a code or name alone in its row is a procedure: it has an ordinal, or none has."""
        if index == self._code:
            return not heading.tells and bool(codes.find_codes(text) or marks.is_ordinal(mark))
        if index != self._name or headings.field_named(text):
            return False
        if self._stt >= 0:
            return marks.is_ordinal(mark)
        is_short_list = not self._layout.keys - {"name", "code", "field", "level"}
        return is_short_list and not heading.mark and not heading.field

    def _enter(self, heading: Heading) -> None:
        if not heading.tells and not heading.mark:
            heading = Heading(2, heading.text, field=headings.tidy_field(heading.text))
        self._outline.enter(heading)
        self._is_footer, self._current = False, None

    def _enter_headings_above(self, rows: list[Row]) -> None:
        """Read "I. Danh mục … mới ban hành" between the title and the header."""
        for row in rows:
            own = [cell for cell in row.cells[self._first : self._end] if cell != ""]
            if len(own) == 1 and isinstance(own[0], str):
                heading = headings.read_heading("", own[0], after=self._outline.letter)
                if heading.mark and heading.tells:
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

    def _with_merged(self, row: Row) -> list[Cell]:
        merged = self._merged.get(row.number)
        if not merged:
            return row.cells
        cells = row.cells + [""] * (max(merged) + 1 - len(row.cells))
        for index, value in merged.items():
            if cells[index] == "":
                cells[index] = value
        return cells

    def _begin(self, row: Row) -> None:
        cells = self._with_merged(row) if self._merged else row.cells
        values, places, problems = self._reader.read(row.number, cells)
        self._is_footer = False
        self._current = SheetRow(self._sheet.name, row.number, values, places, problems=problems)
        self._found.append(self._current)
        if self._outline.headings:
            self._place_in_outline(self._current)

    def _place_in_outline(self, found: SheetRow) -> None:
        outline = self._outline
        if heading := outline.last("levels") or outline.last("is_of_several_levels"):
            found.level_section = heading.text
            found.derive("level", ", ".join(heading.levels), "section")
        if heading := outline.last("field"):
            found.field_section = heading.text
            found.derive("field", heading.field, "section")
        if heading := outline.last("agency"):
            found.derive("agency", heading.agency, "section")
        if heading := outline.last("change"):
            found.derive("status", heading.change, "section")


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
