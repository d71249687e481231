"""Reads the procedures of a workbook, sheet by sheet, where its layouts found them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from backoffice.procedures.importing.layouts.context import Context
from backoffice.procedures.importing.layouts.sheet_layout import SheetLayout
from backoffice.procedures.importing.rows import cards, cell_looks, details
from backoffice.procedures.importing.rows.completion import complete
from backoffice.procedures.importing.rows.list_reader import ListReader
from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.importing.vocabulary.codes import DecisionNumber, parse_decision
from backoffice.procedures.importing.workbooks.problems import Problem, question, warning
from backoffice.procedures.importing.workbooks.workbook import Sheet, column_letter


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of one sheet. `skipped` is a sentence that says why there are none."""

    layout: SheetLayout
    rows: list[SheetRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: str = ""

    @property
    def name(self) -> str:
        return self.layout.sheet.name

    @property
    def decision(self) -> DecisionNumber | None:
        """The publication decision that the titles name with its number and day, if they name one."""
        titles = (layout.title for layout in self.layout.layouts)
        named = (parse_decision(title) for title in titles if "/" in title)
        return next((found for found in named if found and found.signed_on and "/" in found.number), None)


@dataclass(frozen=True, slots=True)
class WorkbookRows:
    """The rows of a workbook."""

    sheets: list[SheetRows]

    @property
    def rows(self) -> list[SheetRow]:
        return [row for sheet in self.sheets for row in sheet.rows]

    @property
    def problems(self) -> list[Problem]:
        """Every problem, of sheets and rows, in the order of the workbook."""
        found = (sheet.problems + [p for row in sheet.rows for p in row.problems] for sheet in self.sheets)
        return [problem for problems in found for problem in sorted(problems, key=lambda p: p.row)]

    @property
    def source_key(self) -> str:
        """A hash of the layouts: files with the same layouts come from one source."""
        keys = sorted({sheet.layout.key for sheet in self.sheets if sheet.rows})
        return hashlib.sha256("|".join(keys).encode()).hexdigest()


def rows_of(layouts: Sequence[SheetLayout]) -> WorkbookRows:
    """Read every sheet.

    Sheets that only list documents, steps or the like by procedure code are joined to the procedures; where
    there are no other procedures, they are read as lists.
    """
    read = [None if layout.is_of_details else rows_of_sheet(layout) for layout in layouts]
    procedures = [row for sheet in read if sheet for row in sheet.rows]
    workbook = WorkbookRows(
        [
            sheet or (_joined(layout, procedures) if procedures else rows_of_sheet(layout))
            for sheet, layout in zip(read, layouts, strict=True)
        ]
    )
    _spell_fields_as_written_elsewhere(workbook)
    return workbook


def rows_of_sheet(layout: SheetLayout) -> SheetRows:
    """Read the lists or cards of one sheet."""
    sheet = layout.sheet
    rows: list[SheetRow] = []
    problems: list[Problem] = []
    for found, unread, context in _read(layout):
        problems += [*complete(found, context), *unread]
        rows += found
    problems = list(dict.fromkeys(problems))
    if sheet.is_hidden and rows:
        message = _("The sheet is hidden in the workbook; it was read all the same.")
        problems.append(warning((sheet.name, 0, -1), "", "sheet_hidden", message))
    return SheetRows(layout, rows, problems, _why_skipped(layout))


def _read(layout: SheetLayout) -> Iterator[tuple[list[SheetRow], list[Problem], Context]]:
    """Yield the rows of the cards or of each list, with what belongs to no row."""
    if layout.cards:
        rows = [cards.row_of(layout.sheet.name, card) for card in layout.cards.cards]
        yield rows, _questions_on_cards(layout.sheet, rows), layout.cards.context
    for procedures in layout.lists:
        reader = ListReader(procedures)
        yield reader.read(), reader.problems, procedures.context


def _questions_on_cards(sheet: Sheet, rows: Sequence[SheetRow]) -> list[Problem]:
    """Ask about every card with a struck-out or raised text; return what belongs to no card."""
    for number, index in sorted(sheet.looks.marks):
        card = next((row for row in reversed(rows) if row.row <= number), None)
        if card is not None:
            message = _(
                "Cell %(cell)s of the card is struck out, raised or shown differently: please check it."
            )
            place = (sheet.name, number, index)
            words = message % {"cell": f"{column_letter(index)}{number}"}
            card.problems.append(question(place, "", "card_looks", words))
    return list(cell_looks.notes_on(sheet, rows, []))


def _why_skipped(layout: SheetLayout) -> str:
    if not layout.sheet.rows:
        return _("The sheet is empty.")
    if layout.cards or (layout.lists and not layout.is_guess):
        return ""
    return _("No column says the procedure's name: the sheet is not a list of procedures.")


def _joined(layout: SheetLayout, procedures: Sequence[SheetRow]) -> SheetRows:
    skipped = _("The sheet was joined to the procedures by their codes.")
    return SheetRows(layout, [], details.join(layout, procedures), skipped)


def _spell_fields_as_written_elsewhere(workbook: WorkbookRows) -> None:
    """Write fields from headings in capitals as a column of another sheet writes them."""
    headed = [row for row in workbook.rows if row.derived.get("field") in ("section", "title")]
    if not headed:
        return
    spellings: dict[str, str] = {}
    for layout in (found.layout for found in workbook.sheets):
        for column in (c for each in layout.layouts for c in each.with_key("field")):
            cells = (row.cells[column.index] for row in layout.sheet.rows if column.index < len(row.cells))
            spellings |= {
                cell.casefold(): cell for cell in cells if isinstance(cell, str) and not cell.isupper()
            }
    for row in headed:
        row.values["field"] = spellings.get(row.values["field"].casefold(), row.values["field"])
