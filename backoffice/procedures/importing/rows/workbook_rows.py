"""Reads a whole workbook: which sheets are lists of procedures, which only add details, which are neither."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from backoffice.procedures import columns
from backoffice.procedures.importing.layouts.layout import Layout, candidate_layout, find_layouts
from backoffice.procedures.importing.rows import details
from backoffice.procedures.importing.rows.cards import read_cards
from backoffice.procedures.importing.rows.list_reader import ListReader, SheetRow
from backoffice.procedures.importing.vocabulary import headings
from backoffice.procedures.importing.workbooks.problems import Problem, warning
from backoffice.procedures.importing.workbooks.workbook import Sheet, Workbook


@dataclass(slots=True)
class SheetReading:
    """What came out of one sheet. `skipped` says in a sentence why no row did."""

    sheet: str
    layouts: list[Layout] = field(default_factory=list)
    rows: list[SheetRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: str = ""

    @property
    def layout_key(self) -> str:
        return self.layouts[0].key if self.layouts else ""

    @property
    def unmapped(self) -> list[str]:
        """Return the headers nobody knows, as `mapping_override` names them: "[F]" for an empty one."""
        unknown = (column for layout in self.layouts for column in layout.unmapped)
        return [column.header or f"[{column.letter}]" for column in unknown]


@dataclass(slots=True)
class WorkbookReading:
    """What came out of a workbook, sheet by sheet."""

    sheets: list[SheetReading] = field(default_factory=list)

    @property
    def rows(self) -> list[SheetRow]:
        return [row for sheet in self.sheets for row in sheet.rows]

    @property
    def problems(self) -> list[Problem]:
        """Return every problem, of sheets and rows, in the order of the workbook."""
        found = (sheet.problems + [p for row in sheet.rows for p in row.problems] for sheet in self.sheets)
        return [problem for problems in found for problem in sorted(problems, key=lambda p: p.row)]


def read_workbook(
    workbook: Workbook, mapping_overrides: Mapping[str, Mapping[str, str]] | None = None
) -> WorkbookReading:
    """Read every sheet; `mapping_overrides` holds a person's corrections by `layout_key`.

    Sheets that only list documents, steps or the like by procedure code are joined to the procedures.
    """
    overrides = mapping_overrides or {}
    reading = WorkbookReading()
    for sheet in workbook.sheets:
        found = find_layouts(sheet) or candidate_layout(sheet)
        override = overrides.get(found[0].key) if found else None
        reading.sheets.append(read_sheet(sheet, override))
    detail_sheets = _set_details_aside(workbook, reading)
    for sheet, sheet_reading in detail_sheets:
        sheet_reading.problems += details.join(sheet, sheet_reading.layouts[0], reading.rows)
    _spell_fields_as_written_elsewhere(workbook, reading)
    return reading


def read_sheet(sheet: Sheet, mapping_override: Mapping[str, str] | None = None) -> SheetReading:
    """Read one sheet. `mapping_override` maps header texts, or "[F]", to keys; "" ignores a column."""
    reading = SheetReading(sheet.name, find_layouts(sheet, mapping_override))
    if not sheet.rows:
        reading.skipped = _("The sheet is empty.")
    elif not reading.layouts and (cards := read_cards(sheet)):
        reading.rows = _in_context(cards, reading, Layout(0, 0, ()))
    elif not any(layout.is_of_procedures for layout in reading.layouts):
        reading.layouts = reading.layouts or candidate_layout(sheet)
        reading.skipped = _("No column says the procedure's name: the sheet is not a list of procedures.")
    for block, layout in enumerate(reading.layouts):
        if layout.is_of_procedures:
            reader = ListReader(sheet, layout, block=block, override=mapping_override)
            reading.rows += _in_context(reader.read(), reading, layout)
            reading.problems += reader.problems
    reading.problems = list(dict.fromkeys(reading.problems))
    if sheet.is_hidden and reading.rows:
        message = _("The sheet is hidden in the workbook; it was read all the same.")
        reading.problems.append(warning((sheet.name, 0, -1), "", "sheet_hidden", message))
    return reading


def _in_context(rows: list[SheetRow], reading: SheetReading, layout: Layout) -> list[SheetRow]:
    """Fill level and field, where no cell or heading says them, from the title or the sheet's name."""
    titled = headings.levels_of_title(layout.title)
    named = headings.levels_of_sheet(reading.sheet)
    level = (", ".join(titled), "title") if len(titled) == 1 else (", ".join(named), "sheet")
    in_title = headings.field_in_title(layout.title)
    field_ = (in_title, "title") if in_title else (headings.field_of_sheet(reading.sheet), "sheet")
    change, change_named = headings.change_of_title(layout.title), headings.change_of_sheet(reading.sheet)
    for row in rows:
        row.derive("status", change, "title")
        row.derive("status", change_named, "sheet")
    incomplete = [row for row in rows if not (row.values.get("field") and row.values.get("level"))]
    if incomplete and not _is_own_export(layout):
        _fill_groups(rows)
    for row in incomplete:
        _guess_level(row)
        row.derive("level", *level)
        row.derive("field", *field_)
    if any(row.derived.get("field") == "sheet" for row in incomplete):
        message = _("The field “%(field)s” was taken from the sheet's name.") % {"field": field_[0]}
        place = (reading.sheet, 0, -1)
        reading.problems.append(warning(place, field_[0], "field_from_sheet_name", message, field_[0]))
    return rows


def _is_own_export(layout: Layout) -> bool:
    """Our own export has every column and leaves nothing to be taken from the row above."""
    return [column.header for column in layout.columns] == columns.titles()


def _fill_groups(rows: list[SheetRow]) -> None:
    """Where a list names the field or level only in the first row of a group, give it to the others.

    A list that repeats a value from row to row is not made so: what is empty there is empty.
    """
    for key in ("field", "level"):
        pairs = [
            (before, row)
            for before, row in itertools.pairwise(rows)
            if key in before.cells and key in row.cells
        ]
        if any(row.values[key] and row.values[key] == before.values[key] for before, row in pairs):
            continue
        for before, row in pairs:
            if before.values[key] and not row.values[key]:
                row.derive(key, before.values[key], "above")
                message = _("“%(value)s” was taken from the row above.") % {"value": row.values[key]}
                place = (row.sheet, row.row, -1)
                row.problems.append(warning(place, "", f"{key}_from_above", message, row.values[key]))


def _guess_level(row: SheetRow) -> None:
    """Under a heading "at several levels", take the levels from the agencies and ask for a look."""
    agency = row.values.get("agency", "")
    levels = ", ".join(headings.levels_of_agency(agency)) if row.level_section else ""
    if levels and not row.values.get("level"):
        row.derive("level", levels, "agency")
        message = _("The level “%(level)s” was taken from the agencies: please check.") % {"level": levels}
        row.problems.append(warning((row.sheet, row.row, -1), agency, "level_from_agency", message, levels))


def _set_details_aside(workbook: Workbook, reading: WorkbookReading) -> list[tuple[Sheet, SheetReading]]:
    """Return the sheets of details, taking back what was read from them as if they were lists."""
    pairs = [
        (sheet, found)
        for sheet, found in zip(workbook.sheets, reading.sheets, strict=True)
        if details.is_of_details(sheet.name, found.layouts)
    ]
    if not any(found.rows for found in reading.sheets if all(found is not other for _sheet, other in pairs)):
        return []
    for _sheet, found in pairs:
        found.rows, found.problems = [], []
        found.skipped = _("The sheet was joined to the procedures by their codes.")
    return pairs


def _spell_fields_as_written_elsewhere(workbook: Workbook, reading: WorkbookReading) -> None:
    """Give fields from headings in capitals the letters of another sheet that has them in a column."""
    headed = [row for row in reading.rows if row.derived.get("field") in ("section", "title")]
    if not headed:
        return
    spellings: dict[str, str] = {}
    for sheet, found in zip(workbook.sheets, reading.sheets, strict=True):
        for column in (c for layout in found.layouts for c in layout.with_key("field")):
            cells = (row.cells[column.index] for row in sheet.rows if column.index < len(row.cells))
            spellings |= {
                cell.casefold(): cell for cell in cells if isinstance(cell, str) and not cell.isupper()
            }
    for row in headed:
        row.values["field"] = spellings.get(row.values["field"].casefold(), row.values["field"])
