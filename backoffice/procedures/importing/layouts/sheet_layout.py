"""Where the sheets of a workbook hold procedures: lists under a header, cards, details, or nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from backoffice.procedures.importing.layouts.cards import Card, find_cards
from backoffice.procedures.importing.layouts.context import Context, context_of
from backoffice.procedures.importing.layouts.header_search import (
    HeaderDictionary,
    candidate_layout,
    find_layouts,
)
from backoffice.procedures.importing.layouts.layout import Layout
from backoffice.procedures.importing.layouts.sections import Section, sections_of
from backoffice.procedures.importing.vocabulary import headings
from backoffice.procedures.importing.workbooks.workbook import Sheet, Workbook

Corrections = Mapping[str, Mapping[str, str]]
"""Key of a layout → what a person said of its columns: header, or "[F]" without one → key, or "" for none."""


@dataclass(frozen=True, slots=True)
class ProcedureList:
    """A list of procedures with its sections, the first under its first header."""

    sheet: Sheet
    sections: list[Section]
    context: Context

    @property
    def layout(self) -> Layout:
        return self.sections[0].layout


@dataclass(frozen=True, slots=True)
class ProcedureCards:
    """The cards of a sheet."""

    cards: list[Card]
    context: Context


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """What one sheet holds. `is_guess`: no header was found, and `layouts` is the row most like one.

    `detail` is what a sheet named after one kind of detail gives, as a key: "documents", "steps", …
    """

    sheet: Sheet
    layouts: list[Layout]
    lists: list[ProcedureList]
    cards: ProcedureCards | None = None
    detail: str = ""
    is_guess: bool = False

    @property
    def key(self) -> str:
        """The key under which a person's corrections of the columns are stored; "" without columns."""
        return self.layouts[0].key if self.layouts else ""

    @property
    def unmapped(self) -> list[str]:
        """Return the headers that nobody knows; a column without one is "[F]"."""
        unknown = (column for layout in self.layouts for column in layout.unmapped)
        return [column.header or f"[{column.letter}]" for column in unknown]

    @property
    def is_of_details(self) -> bool:
        """Whether the sheet adds to procedures by code: named after a detail, or with codes but no names."""
        if not self.layouts or "code" not in self.layouts[0].keys:
            return False
        return bool(self.detail) or not self.layouts[0].is_of_procedures


def layouts_of(workbook: Workbook, corrections: Corrections | None = None) -> list[SheetLayout]:
    """Return the layout of every sheet, in order; a correction has priority over the words of a header."""
    return [layout_of(sheet, corrections) for sheet in workbook.sheets]


def layout_of(sheet: Sheet, corrections: Corrections | None = None) -> SheetLayout:
    layouts = find_layouts(sheet)
    known = layouts or candidate_layout(sheet)
    correction = (corrections or {}).get(known[0].key) if known else None
    if correction:
        layouts = find_layouts(sheet, correction)
    if not layouts and (cards := find_cards(sheet)):
        return SheetLayout(sheet, [], [], ProcedureCards(cards, context_of(Layout(0, 0, ()), sheet.name)))
    is_guess = not layouts
    layouts = layouts or candidate_layout(sheet)
    lists = list(_lists(sheet, layouts, HeaderDictionary(correction)))
    detail = headings.detail_of_sheet(sheet.name)
    return SheetLayout(sheet, layouts, lists, detail=detail, is_guess=is_guess)


def _lists(sheet: Sheet, layouts: Sequence[Layout], dictionary: HeaderDictionary) -> Iterator[ProcedureList]:
    for block, layout in enumerate(layouts):
        if layout.is_of_procedures:
            sections = list(sections_of(sheet, layout, block, dictionary))
            yield ProcedureList(sheet, sections, context_of(layout, sheet.name))
