"""Form 06 as a spreadsheet with the layout of the official form, and a second sheet of what is late."""

import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from backoffice.organisation.models import Desk
from backoffice.reports.form06 import form06, late_spreadsheet
from backoffice.reports.form06.labels import LINE_WORDS
from backoffice.reports.form06.late_letters import LateLine
from backoffice.reports.form06.shares import shares
from backoffice.reports.form06.spreadsheet_cells import BOX, MIDDLE, WHOLE, WRAPPED, text

WIDTH = 13
WIDTHS = {"A": 6, "B": 46} | dict.fromkeys("CDEFGHIJKLM", 11)
HEAD = 6


def workbook(office: Desk, form: form06.Form, by: str, late: Sequence[LateLine]) -> bytes:
    """Return the .xlsx: heading, titles, the columns' numbers, the lines, their sum, the signers.

    `late`: the lines of the second sheet; a closing made before it existed has none.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = _("Form 06")
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    _heading(sheet, office, form)
    _titles(sheet, by)
    row = HEAD + 4
    for number, line in enumerate(form.lines, start=1):
        _line(sheet, row, number, line.name, line.figures)
        row += 1
    _line(sheet, row, None, _("Sum"), form.totals, bold=True)
    _below(sheet, row + 2, form)
    sheet.freeze_panes = f"C{HEAD + 4}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = f"{HEAD + 1}:{HEAD + 3}"
    if late:
        late_spreadsheet.add(book, office, form, late)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def title_rows(by: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the titles of the columns: the groups, and the titles under them."""
    upper = (
        _("No."),
        str(LINE_WORDS[by]),
        _("Dossiers received for resolution"),
        "",
        "",
        "",
        _("Dossiers resolved"),
        "",
        "",
        "",
        _("Dossiers being resolved"),
        "",
        "",
    )
    total = _("Total number")
    lower = (
        "",
        "",
        total,
        _("In the period: online"),
        _("In the period: in person, by post"),
        _("From the period before"),
        total,
        _("Before the date"),
        _("On the date"),
        _("Past the date"),
        total,
        _("In time"),
        _("Overdue"),
    )
    return upper, lower


def _heading(sheet: Worksheet, office: Desk, form: form06.Form) -> None:
    period = {"first": f"{form.span.first:%d/%m/%Y}", "last": f"{form.span.judged_on:%d/%m/%Y}"}
    lines = (
        (1, _("Form No. 06/VPCP/KSTT"), False),
        (2, _("State and results of resolving administrative procedures"), True),
        (3, _("Period reported: from %(first)s to %(last)s") % period, False),
        (4, f"{office.authority} – {office.name}", False),
        (5, _("Unit: dossiers of administrative procedures"), False),
    )
    for row, words, is_bold in lines:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=WIDTH)
        cell = text(sheet.cell(row, 1), words)
        cell.alignment, cell.font = MIDDLE, Font(bold=is_bold, size=13 if is_bold else 11)


def _titles(sheet: Worksheet, by: str) -> None:
    rows = (*title_rows(by), tuple(f"({number})" for number in range(1, WIDTH + 1)))
    for offset, words in enumerate(rows, start=1):
        for column, word in enumerate(words, start=1):
            cell = text(sheet.cell(HEAD + offset, column), word)
            cell.alignment, cell.border, cell.font = MIDDLE, BOX, Font(bold=offset < len(rows))
    upper, lower = HEAD + 1, HEAD + 2
    for area in ("A{0}:A{1}", "B{0}:B{1}", "C{0}:F{0}", "G{0}:J{0}", "K{0}:M{0}"):
        sheet.merge_cells(area.format(upper, lower))
    sheet.row_dimensions[lower].height = 60


def _line(
    sheet: Worksheet, row: int, number: int | None, name: str, figures: dict[str, int], *, bold: bool = False
) -> None:
    values: Iterable[int | None] = (number, None, *(figures[column] for column in form06.COLUMNS))
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column, value)
        cell.border, cell.font, cell.number_format = BOX, Font(bold=bold), WHOLE
    text(sheet.cell(row, 2), name).alignment = WRAPPED


def _below(sheet: Worksheet, row: int, form: form06.Form) -> None:
    for offset, share in enumerate(shares(form)):
        text(sheet.cell(row + offset, 2), str(share))
    for column, words in ((2, _("Drawn up by")), (10, _("Head of the unit"))):
        cell = text(sheet.cell(row + 6, column), words)
        cell.alignment, cell.font = Alignment(horizontal="center"), Font(bold=True)
