"""Meaning that stands in the formatting: read as it is seen, or asked, and never as the bare value."""

import io

import openpyxl
import pytest
from django.utils import translation
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from backoffice.procedures.importing.workbooks import number_formats
from tests.procedures import sheets
from tests.procedures.sheets import codes_of, read

HEADER = ["STT", "Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực", "Thời hạn giải quyết", "Phí, lệ phí"]
PLAIN = [
    [1, "1.990001", "Cấp giấy xác nhận", "Hộ tịch", "3 ngày", "Không"],
    [2, "1.990002", "Đăng ký thử nghiệm", "Hộ tịch", "15 ngày", "8.000 đồng"],
    [3, "1.990003", "Điều chỉnh sổ", "Hộ tịch", "7 ngày", "Không"],
]
STRUCK = InlineFont(strike=True)
RAISED = InlineFont(vertAlign="superscript")
RED, GREY = Font(color="FFFF0000"), Font(color="FF808080")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def workbook(change, rows=PLAIN):
    """Return a list of procedures after `change` was made to its sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [HEADER, *rows]:
        sheet.append(row)
    change(sheet)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def changed(**cells):
    """Return the rows of a list in which cells have another value; of a pair the second is the format."""

    def change(sheet):
        for place, value in cells.items():
            value, form = value if isinstance(value, tuple) else (value, "General")
            sheet[place].value, sheet[place].number_format = value, form

    return read(workbook(change)).rows


@pytest.mark.parametrize(
    ("cell", "text", "code"),
    [
        (CellRichText("5", TextBlock(RAISED, "1"), " ngày"), "5¹ ngày", "cell_raised"),
        (CellRichText("5 ngày", TextBlock(RAISED, "(2)")), "5 ngày(²)", "cell_raised"),
        (CellRichText(TextBlock(STRUCK, "1"), "5 ngày"), "5 ngày", "cell_struck_part"),
        (CellRichText(TextBlock(STRUCK, "05 ngày "), "03 ngày"), "03 ngày", "cell_struck_part"),
        (CellRichText(TextBlock(STRUCK, "05 ngày")), "05 ngày", "cell_struck"),
    ],
)
def test_what_is_struck_out_or_raised_is_no_figure_and_is_asked(cell, text, code):
    row = changed(E2=cell)[0]
    (problem,) = row.problems
    assert (row.values["time_limit"], problem.severity, problem.column) == (text, "person", "E")
    assert problem.message_code == code


@pytest.mark.parametrize("place", ["B2", "C2", "D2", "F2"])
def test_every_column_that_counts_is_looked_at(place):
    row = changed(**{place: CellRichText("Một", TextBlock(STRUCK, " hai"))})[0]
    assert "cell_struck_part" in codes_of(row.problems)


@pytest.mark.parametrize("text", ["100m", "5km", "CO"])
def test_the_two_of_a_square_metre_is_no_footnote(text):
    row = changed(C2=CellRichText(f"Cấp phép xây {text}", TextBlock(RAISED, "2")))[0]
    assert (row.values["name"], row.problems) == (f"Cấp phép xây {text}2", [])


def test_a_row_struck_out_whole_is_asked_once():
    def strike(sheet):
        for cell in sheet[3]:
            cell.font = Font(strike=True)

    rows = read(workbook(strike)).rows
    assert [codes_of(row.problems) for row in rows] == [[], ["row_struck_out"], []]


@pytest.mark.parametrize("font", [RED, GREY])
def test_rows_in_red_or_grey_are_asked_where_most_are_not(font):
    def colour(*rows):
        def change(sheet):
            for row in rows:
                for cell in sheet[row]:
                    cell.font = font

        return [codes_of(row.problems) for row in read(workbook(change)).rows]

    assert colour(4) == [[], [], ["row_faint"]]
    assert colour(2, 3, 4) == [[], [], []]


def test_a_pale_band_on_every_other_row_means_nothing():
    def fill(sheet):
        for cell in sheet[3]:
            cell.fill = PatternFill("solid", fgColor="FFF2F2F2")

    assert [row.problems for row in read(workbook(fill)).rows] == [[], [], []]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (3, '0" ngày"', "3 ngày"),
        (3, '00" ngày làm việc"', "03 ngày làm việc"),
        (3, "0\\ \\n\\g\\à\\y", "3 ngày"),
        (8000, '#,##0" đồng"', "8,000 đồng"),
        (8000, '#,##0 "đồng/bản"', "8,000 đồng/bản"),
    ],
)
def test_words_of_a_number_format_are_read(value, form, text):
    row = changed(E2=(value, form))[0]
    assert (row.values["time_limit"], row.problems) == (text, [])


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (50, "0.000", "50.000"),
        (50, "#.000", "50.000"),
        (50000, "#,##0,", "50"),
        (8.5, "#,##0.000", "8.500"),
        (0.5, "0%", "50%"),
        (2.5, "0", "3"),
        (2.5, "#,##0", "3"),
    ],
)
@pytest.mark.parametrize("place", ["E2", "F2"])
def test_a_number_shown_as_another_is_asked(value, form, shown, place):
    (problem,) = changed(**{place: (value, form)})[0].problems
    assert (problem.severity, problem.message_code, problem.column) == ("person", "cell_shown", place[0])
    assert f"“{shown}”" in problem.message


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (50000, "#,##0"),
        (50000, "General"),
        (50000, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'),
        (50000, "#,##0\\ [$₫-42A]"),
        (3, "00"),
        (3, "0.00"),
        (3, "@"),
        (1.5, "0.0"),
    ],
)
def test_a_number_shown_as_it_is_needs_no_look(value, form):
    row = changed(F2=(value, form))[0]
    assert (row.values["fee"], row.problems) == (f"{value:g}", [])


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1990001, '0"."000000', "1.990001"),
        (1234.5, "#,##0.0", "1,234.5"),
        (-3, '0;"âm "0', "âm 3"),
        (0, '0;-0;"không"', "không"),
        (1500, '[>=1000]0.0,"k";0', "1.5k"),
        (5, "dd/mm/yyyy", None),
    ],
)
def test_a_format_is_rendered_as_a_spreadsheet_does(value, code, text):
    assert number_formats.shown(value, code) == text


@pytest.mark.parametrize(("place", "column"), [("E", "time_limit"), ("F", "fee")])
def test_what_lies_under_a_merged_cell_does_not_count(place, column):
    rows = [[1, "1.990001", "Một", "Hộ tịch", "3 ngày", "Không"], [2, "1.990002", "Hai", "Hộ tịch"]]
    cells = "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{"ABCDEF"[i]}{r}" t="inlineStr"><is><t>{v}</t></is></c>' for i, v in enumerate(row))
        + "</row>"
        for r, row in enumerate([HEADER, rows[0], [*rows[1], "77 ngày", "99 đồng"]], 1)
    )
    merges = f'</sheetData><mergeCells count="1"><mergeCell ref="{place}2:{place}3"/></mergeCells>'
    data = sheets.raw_xlsx(cells)
    part = sheets.zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    data = sheets.raw_xlsx("", more={"xl/worksheets/sheet1.xml": part.replace("</sheetData>", merges)})
    first, second = read(data).rows
    assert second.values[column] == first.values[column]


def test_hidden_rows_and_columns_are_read_and_named():
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["E"].hidden = True

    found = read(workbook(hide))
    assert len(found.rows) == 3
    assert [(p.message_code, p.value) for p in found.problems] == [
        ("rows_hidden", "3"),
        ("columns_hidden", "E"),
    ]


def test_old_workbooks_say_that_their_formatting_was_not_seen():
    data = sheets.xls("S", [HEADER, ["1", "1.990001", "Một", "Hộ tịch", "3 ngày", "Không"]])
    assert codes_of(read(data, "a.xls").problems) == ["looks_unseen"]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!"])
@pytest.mark.parametrize(
    ("place", "severity"), [("B2", "error"), ("C2", "error"), ("E2", "person"), ("F2", "person")]
)
def test_an_error_in_a_cell_is_named_with_its_place(error, place, severity):
    row = changed(**{place: error})[0]
    problem = row.problems[0]
    assert (problem.severity, problem.message_code, problem.column) == (
        severity,
        "cell_without_value",
        place[0],
    )
    assert error in problem.message


@pytest.mark.parametrize("place", ["B2", "C2", "E2", "F2"])
def test_a_formula_that_was_never_computed_is_named(place):
    problem = changed(**{place: '="a"&"b"'})[0].problems[0]
    assert (problem.message_code, problem.column) == ("cell_without_value", place[0])
    assert "save it" in problem.message


@pytest.mark.parametrize(
    "text", ["nan", "NaN", "None", "NULL", "null", "undefined", "?", "-", "…", "...", "N/A", "(blank)"]
)
def test_a_word_of_programs_for_nothing_is_nothing(text):
    row = changed(D2=text, E2=text, F2=text)[0]
    assert (row.values["field"], row.values["time_limit"], row.values["fee"]) == ("", "", "")
    assert codes_of(changed(C2=text)[0].problems) == ["name_missing"]


# OpenDocument: the same, in its own words.
STYLES = (
    '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">'
    '<style:style style:name="X"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="U"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="R"><style:text-properties fo:color="#ff0000"/></style:style>'
    "</office:automatic-styles>"
)


def ods_rows(old, new):
    data = sheets.ods("S", [HEADER, *([str(cell) for cell in row] for row in PLAIN)])
    archive = sheets.zipfile.ZipFile(io.BytesIO(data))
    parts = {name: archive.read(name) for name in archive.namelist()}
    content = parts["content.xml"].decode().replace("<office:body>", STYLES + "<office:body>")
    assert old in content
    parts["content.xml"] = content.replace(old, new, 1)
    return read(sheets.zipped(parts), "a.ods").rows


@pytest.mark.parametrize(
    ("old", "new", "text", "codes"),
    [
        (
            "<text:p>3 ngày",
            '<text:p>5<text:span text:style-name="U">1</text:span> ngày',
            "5¹ ngày",
            ["cell_raised"],
        ),
        (
            "<text:p>3 ngày",
            '<text:p><text:span text:style-name="X">1</text:span>5 ngày',
            "5 ngày",
            ["cell_struck_part"],
        ),
        ("<text:p>3 ngày", "<text:p>3<text:tab/>ngày<text:line-break/>làm việc", "3 ngày\nlàm việc", []),
        (
            'office:value-type="string"><text:p>3 ngày',
            'office:value-type="float" office:value="3"><text:p>3 ngày',
            "3 ngày",
            [],
        ),
        (
            'office:value-type="string"><text:p>3 ngày',
            'office:value-type="float" office:value="50"><text:p>50.000',
            "50",
            ["cell_shown"],
        ),
        (
            'office:value-type="string"><text:p>3 ngày',
            'table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>Err:502',
            "",
            ["cell_without_value"],
        ),
        ("<text:p>3 ngày", "<text:p>#N/A", "", ["cell_without_value"]),
    ],
)
def test_an_opendocument_sheet_is_read_as_it_is_seen(old, new, text, codes):
    row = ods_rows(old, new)[0]
    assert (row.values["time_limit"], codes_of(row.problems)) == (text, codes)


def test_a_struck_cell_of_an_opendocument_sheet_is_asked():
    old = '<table:table-cell office:value-type="string"><text:p>3 ngày'
    row = ods_rows(old, old.replace("<table:table-cell", '<table:table-cell table:style-name="X"'))[0]
    assert codes_of(row.problems) == ["cell_struck"]
