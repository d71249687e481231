"""Finds cards on a sheet: one procedure after another, a labelled line a value, "Thời hạn | 03 ngày"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from backoffice.procedures.importing.layouts.layout import Column, Layout
from backoffice.procedures.importing.vocabulary import headers, marks
from backoffice.procedures.importing.workbooks.workbook import Sheet, column_letter, text_of

_LONGEST_LABEL = 60
_FEWEST_LABELS = 3
_NUMBER = re.compile(r"^(?:\(?\d{1,2}(?:\.\d{1,2})*\s*[.)]|[a-zđ]\))\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Card:
    """The lines of one procedure, by key, with their labels and the columns of their values."""

    row: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)

    @property
    def layout(self) -> Layout:
        """The card as a list of one row: a column for each label."""
        columns = tuple(
            Column(place, self.labels[key], self.labels[key], key, headers.unit_of(self.labels[key]))
            for place, key in enumerate(self.texts)
        )
        return Layout(0, 0, columns)


def find_cards(sheet: Sheet) -> list[Card]:
    """Return the cards of a sheet of labelled lines, none if it is not such a sheet.

    Every procedure has a line with its name and at least two others; a repeated label begins a new one.
    """
    cards = list(_cards(sheet))
    if any("name" not in card.texts or len(card.texts) < _FEWEST_LABELS for card in cards):
        return []
    return cards


def _cards(sheet: Sheet) -> Iterator[Card]:
    card: Card | None = None
    key = ""
    for row in sheet.rows:
        filled = [(index, text_of(cell)) for index, cell in enumerate(row.cells) if cell != ""]
        if len(filled) > 1 and marks.is_ordinal(filled[0][1]):
            filled = filled[1:]
        index, label = filled[0]
        named = _key(label)
        if named and card is not None and named in card.texts and named in headers.SINGLE:
            yield card
            card = None
        if named:
            card = card or Card(row.number)
            key, filled = named, filled[1:]
            card.labels.setdefault(key, label)
            card.letters.setdefault(key, column_letter(filled[0][0] if filled else index))
        if card is not None and key:
            card.texts.setdefault(key, []).extend(text for _index, text in filled)
    if card is not None:
        yield card


def _key(label: str) -> str:
    bare = _NUMBER.sub("", label).strip(" :.-–•*")
    if len(bare) > _LONGEST_LABEL:
        return ""
    key = headers.key_of(bare)
    return key if key in headers.KEYS and key != "stt" else ""
