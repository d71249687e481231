"""Cuts a list of procedures where its header stands again, perhaps with other columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backoffice.procedures.importing.layouts.header_search import HeaderDictionary, layouts_at
from backoffice.procedures.importing.layouts.layout import Layout
from backoffice.procedures.importing.workbooks.workbook import Row, Sheet


@dataclass(frozen=True, slots=True)
class Section:
    """The rows under one header, each with whether it is a procedure beyond doubt."""

    layout: Layout
    rows: list[tuple[Row, bool]]


def sections_of(sheet: Sheet, layout: Layout, block: int, dictionary: HeaderDictionary) -> Iterator[Section]:
    """Yield the sections of the list with `layout`, the one at place `block` of those side by side.

    A header that only repeats the columns begins a section of the same layout.
    """
    is_procedure = _certain(layout)
    rows: list[tuple[Row, bool]] = []
    place = layout.last + 1
    while place < len(sheet.rows):
        row = sheet.rows[place]
        is_certain = is_procedure(row)
        header = None if is_certain else _header_at(sheet, place, block, dictionary)
        if header is None:
            rows.append((row, is_certain))
        else:
            yield Section(layout, rows)
            rows, place = [], header.last
            if header.key != layout.key and header.keys != layout.keys:
                layout, is_procedure = header, _certain(header)
        place += 1
    yield Section(layout, rows)


def _header_at(sheet: Sheet, place: int, block: int, dictionary: HeaderDictionary) -> Layout | None:
    layouts = layouts_at(sheet, place, dictionary)
    return layouts[block] if len(layouts) > block and layouts[block].is_of_procedures else None


def _certain(layout: Layout) -> Callable[[Row], bool]:
    """Return the check for a row with a code in its column and a name beside it."""
    index = {column.key: column.index for column in reversed(layout.columns)}
    at_code, at_name = index.get("code", -1), index["name"]

    def is_procedure(row: Row) -> bool:
        cells = row.cells
        if not 0 <= at_code < len(cells) or at_name >= len(cells):
            return False
        code = cells[at_code]
        is_code = code[1:2] == "." if isinstance(code, str) else isinstance(code, float)
        return is_code and cells[at_name] != ""

    return is_procedure
