"""Whether the records of a text file fit their header: where a separator is too many, every cell shifts."""

import re

from django.utils.translation import gettext as _

from backoffice.procedures.importing.layouts.layout import Layout
from backoffice.procedures.importing.workbooks.workbook import Row, Sheet, text_of

_HALF_A_NUMBER = re.compile(r"\d{1,3}")
_OTHER_HALF = re.compile(
    r"\d{1,3}\s*(?:ngày|giờ|tháng|tuần|năm|đồng|nghìn|ngàn|triệu|đ\b|vnđ)", re.IGNORECASE
)


def misfits(sheet: Sheet, layout: Layout) -> dict[int, str]:
    """Return, by row number, why a record below the header cannot be read; {} for a sheet of cells.

    A record fits that has as many cells as the header. If all have the same number, the surplus ones may be
    empty: some programs end every record with separators. A lone text is a heading and needs no width.
    """
    if not sheet.lines:
        return {}
    header = sheet.rows[layout.first : layout.last + 1]
    width = max(len(row.cells) for row in header)
    filled = max(_filled(row) for row in header)
    below = [row for row in sheet.rows[layout.last + 1 :] if sum(cell != "" for cell in row.cells) > 1]
    widths = {len(row.cells) for row in below}
    is_padded = len(widths) == 1 and max(widths) > width and all(_filled(row) <= filled for row in below)
    found = {}
    for row in below:
        if (len(row.cells) != width and not is_padded) or _is_cut_at_a_comma(row, layout):
            values = {
                "line": sheet.lines[row.number - 1],
                "cells": len(row.cells),
                "width": width,
            }
            found[row.number] = _message(values)
    return found


def _message(values: dict[str, int]) -> str:
    if values["cells"] == values["width"]:
        message = _(
            "Line %(line)s: a number seems to be cut in two by the separator. "
            "Put the cell between quotation marks, then read the file again."
        )
    else:
        message = _(
            "Line %(line)s has %(cells)s cells, its header %(width)s: a separator stands inside a cell or is "
            "missing. Put the cell between quotation marks, then read the file again."
        )
    return message % values


def _filled(row: Row) -> int:
    """Return how many cells the row has up to its last filled one."""
    return max((place for place, cell in enumerate(row.cells, 1) if cell != ""), default=0)


def _is_cut_at_a_comma(row: Row, layout: Layout) -> bool:
    """Whether a limit or fee is "1" and the cell after it "5 ngày": once "1,5 ngày"."""
    for column in layout.columns:
        if column.key in ("time_limit", "fee") and not column.unit and column.index + 1 < len(row.cells):
            first, other = row.cells[column.index], text_of(row.cells[column.index + 1])
            if isinstance(first, str) and _HALF_A_NUMBER.fullmatch(first) and _OTHER_HALF.match(other):
                return True
    return False
