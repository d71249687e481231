"""Reads the cards of a sheet as rows."""

from dataclasses import replace

from backoffice.procedures.importing.layouts.cards import Card
from backoffice.procedures.importing.rows.cell_reader import CellReader
from backoffice.procedures.importing.rows.sheet_row import SheetRow


def row_of(sheet_name: str, card: Card) -> SheetRow:
    layout = card.layout
    reader = CellReader(sheet_name, layout)
    values, _places, problems = reader.read(card.row, ["\n".join(lines) for lines in card.texts.values()])
    letters = {column.letter: card.letters[column.key] for column in layout.columns}
    placed = [replace(problem, column=letters.get(problem.column, "")) for problem in problems]
    return SheetRow(sheet_name, card.row, values, dict(card.letters), problems=placed)
