"""The late table as a second sheet; form 06 itself keeps the layout of the law."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from backoffice.organisation.models import Desk
from backoffice.reports.form06 import form06
from backoffice.reports.form06.labels import COLUMN_WORDS
from backoffice.reports.form06.late_letters import LateLine
from backoffice.reports.form06.late_table import late_groups
from backoffice.reports.form06.spreadsheet_cells import BOX, MIDDLE, WHOLE, WRAPPED, text

NAME_WIDTH, WIDTH = 34, 13
HEAD = 4  # rows above the titles


def add(book: Workbook, office: Desk, form: form06.Form, lines: Sequence[LateLine]) -> None:
    """Add the sheet: heading, titles, the two lines, and the definitions of letter and cause."""
    sheet = book.create_sheet(_("Late and apologies"))
    groups = late_groups()
    width = 2 + sum(len(titles) for _words, titles in groups)
    _heading(sheet, office, form, width)
    _titles(sheet, groups)
    for row, line in enumerate(lines, start=HEAD + 3):
        _line(sheet, row, line, form.totals[line.when])
    note = _(
        "An apology counts when it was signed by the last day of the period; the cause is that of the letter "
        "written last."
    )
    below = HEAD + 4 + len(lines)
    sheet.merge_cells(start_row=below, start_column=1, end_row=below, end_column=width)
    text(sheet.cell(below, 1), note).alignment = WRAPPED
    sheet.freeze_panes = f"B{HEAD + 3}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True


def _heading(sheet: Worksheet, office: Desk, form: form06.Form, width: int) -> None:
    period = {"first": f"{form.span.first:%d/%m/%Y}", "last": f"{form.span.judged_on:%d/%m/%Y}"}
    lines = (
        _("Late, by apology and cause"),
        _("Period reported: from %(first)s to %(last)s") % period,
        f"{office.authority} – {office.name}",
    )
    for row, words in enumerate(lines, start=1):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        cell = text(sheet.cell(row, 1), words)
        cell.alignment, cell.font = MIDDLE, Font(bold=row == 1, size=13 if row == 1 else 11)


def _titles(sheet: Worksheet, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
    upper, lower = ["", _("Total number")], ["", ""]
    areas = [(1, 2, 1), (2, 2, 2)]  # first column, how many rows, last column
    for words, titles in groups:
        areas.append((len(upper) + 1, 1, len(upper) + len(titles)))
        upper += [words, *[""] * (len(titles) - 1)]
        lower += titles
    for offset, row in enumerate((upper, lower), start=1):
        for column, words in enumerate(row, start=1):
            cell = text(sheet.cell(HEAD + offset, column), words)
            cell.alignment, cell.border, cell.font = MIDDLE, BOX, Font(bold=True)
            sheet.column_dimensions[cell.column_letter].width = NAME_WIDTH if column == 1 else WIDTH
    for first, rows, last in areas:
        sheet.merge_cells(start_row=HEAD + 1, start_column=first, end_row=HEAD + rows, end_column=last)
    sheet.row_dimensions[HEAD + 2].height = 32


def _line(sheet: Worksheet, row: int, line: LateLine, whole: int) -> None:
    text(sheet.cell(row, 1), str(COLUMN_WORDS[line.when])).alignment = WRAPPED
    for column, number in enumerate((whole, *line.figures.values()), start=2):
        sheet.cell(row, column, number).number_format = WHOLE
    for column in range(1, len(line.figures) + 3):
        sheet.cell(row, column).border = BOX
