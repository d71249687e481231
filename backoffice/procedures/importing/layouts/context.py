"""What title, header and sheet name say of every procedure of a list."""

from dataclasses import dataclass
from typing import NamedTuple

from backoffice.procedures import columns
from backoffice.procedures.importing.layouts.layout import Layout
from backoffice.procedures.importing.vocabulary import headings


class Said(NamedTuple):
    """A value and where it stands: "title" or "sheet". The value is "" where neither says it."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Context:
    """Level, field and kind of change of a whole list; what a row or heading says comes before them.

    Our own export has every column and leaves nothing to be taken from the row above.
    """

    level: Said
    field: Said
    change: Said
    is_own_export: bool


def context_of(layout: Layout, sheet_name: str) -> Context:
    title = layout.title
    levels = headings.levels_of_title(title)
    if len(levels) != 1:
        level = Said(", ".join(headings.levels_of_sheet(sheet_name)), "sheet")
    else:
        level = Said(levels[0], "title")
    field = Said(headings.field_in_title(title), "title")
    change = Said(headings.change_of_title(title), "title")
    return Context(
        level,
        field if field.value else Said(headings.field_of_sheet(sheet_name), "sheet"),
        change if change.value else Said(headings.change_of_sheet(sheet_name), "sheet"),
        is_own_export=[column.header for column in layout.columns] == columns.titles(),
    )
