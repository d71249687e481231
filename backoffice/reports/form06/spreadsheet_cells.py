"""The formats of cells in a report's spreadsheet; texts are texts, never formulas."""

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Side

THIN = Side(style="thin")
BOX = Border(THIN, THIN, THIN, THIN)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
WRAPPED = Alignment(vertical="center", wrap_text=True)
WHOLE = "#,##0"


def text(cell: Cell, words: str) -> Cell:
    """Write a text with its type, so that it is not guessed from an equals sign."""
    cell.value = words
    cell.data_type, cell.number_format = "s", "@"
    return cell
