"""Reads sheets of cards: one procedure after another, a line for each thing said, "Thời hạn | 03 ngày"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from backoffice.procedures.importing.layouts.layout import Column, Layout
from backoffice.procedures.importing.rows.cell_reader import CellReader
from backoffice.procedures.importing.rows.list_reader import SheetRow
from backoffice.procedures.importing.vocabulary import headers, marks
from backoffice.procedures.importing.workbooks.workbook import Sheet, column_letter, text_of

_LONGEST_LABEL = 60
_FEWEST_LABELS = 3
_NUMBER = re.compile(r"^(?:\(?\d{1,2}(?:\.\d{1,2})*\s*[.)]|[a-zđ]\))\s*", re.IGNORECASE)


@dataclass(slots=True)
class _Card:
    """What the lines of one procedure say, by key, with the labels and the columns of the values."""

    row: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)


def read_cards(sheet: Sheet) -> list[SheetRow]:
    """Return the procedures of a sheet of labelled lines, none if it is not such a sheet.

    Every procedure has a line with its name and at least two others; a new one begins where a label that
    was said already comes again.
    """
    cards = list(_cards(sheet))
    if not cards or any("name" not in card.texts or len(card.texts) < _FEWEST_LABELS for card in cards):
        return []
    return [_row(sheet, card) for card in cards]


def _cards(sheet: Sheet) -> Iterator[_Card]:
    card: _Card | None = None
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
            card = card or _Card(row.number)
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


def _row(sheet: Sheet, card: _Card) -> SheetRow:
    columns = tuple(
        Column(place, card.labels[key], card.labels[key], key, headers.unit_of(card.labels[key]))
        for place, key in enumerate(card.texts)
    )
    reader = CellReader(sheet.name, Layout(0, 0, columns))
    values, _places, problems = reader.read(card.row, ["\n".join(lines) for lines in card.texts.values()])
    letters = {column.letter: card.letters[column.key] for column in columns}
    placed = [replace(problem, column=letters.get(problem.column, "")) for problem in problems]
    return SheetRow(sheet.name, card.row, values, dict(card.letters), problems=placed)
