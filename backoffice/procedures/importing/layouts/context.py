"""What the title above a list and the name of its sheet say of every procedure in it."""

from dataclasses import dataclass
from typing import NamedTuple

from backoffice.procedures.importing.vocabulary import headings


class Said(NamedTuple):
    """A value and where it stands: "title" or "sheet". The value is "" where neither says it."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Context:
    """Level, field and kind of change of a whole list; what a row or heading says comes before them."""

    level: Said
    field: Said
    change: Said


def context_of(title: str, sheet_name: str) -> Context:
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
    )
