"""What comes out of .xlsx, .xls, .ods and .csv: clean values with their places."""

import io
import unicodedata
import zipfile
from datetime import date, datetime

import pytest
from django.utils import translation

from backoffice.procedures.importing.vocabulary.texts import items
from backoffice.procedures.importing.workbooks.containers import UnreadableFile
from backoffice.procedures.importing.workbooks.opening import open_workbook
from backoffice.procedures.importing.workbooks.workbook import Row, column_letter
from tests.procedures import sheets

CSV = 'STT;Mã TTHC;Tên thủ tục hành chính\r\n1;1.001193;"Đăng ký\nkhai sinh"\r\n\r\n2;1.000894;Kết hôn\r\n'
CSV_ROWS = [
    Row(1, ["STT", "Mã TTHC", "Tên thủ tục hành chính"]),
    Row(2, ["1", "1.001193", "Đăng ký\nkhai sinh"]),
    Row(4, ["2", "1.000894", "Kết hôn"]),
]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def cells(*row):
    return open_workbook(sheets.xlsx({"S": [row]}), "a.xlsx").sheets[0].rows[0].cells


def windows_1258(text):
    """Return the bytes as Vietnamese Windows writes them: the tone is a character of its own."""
    written = b""
    for letter in unicodedata.normalize("NFC", text):
        base, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        rest = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in tones))
        written += rest.encode("cp1258") + "".join(tones).encode("cp1258")
    return written


def test_whole_numbers_are_text_without_a_decimal_point():
    assert cells(1, 12345.0, 1001193, "007", 2.5) == ["1", "12345", "1001193", "007", 2.5]


def test_a_number_with_decimals_stays_a_number_so_that_a_damaged_code_can_be_told():
    assert cells(1.01044) == [1.01044]


def test_dates_are_days_and_ticks_are_crosses():
    assert cells(date(2023, 8, 15), datetime(2023, 8, 15, 10, 0), True, "x") == [  # noqa: DTZ001
        date(2023, 8, 15),
        date(2023, 8, 15),
        "x",
        "x",
    ]


def test_texts_are_composed_and_free_of_invisible_marks():
    decomposed = unicodedata.normalize("NFD", "Đăng ký khai sinh")
    untidy = f"  {decomposed}\u200e\xa0\xa0ở\txã _x000D_\u200b\r\n "
    assert cells(untidy, decomposed) == ["Đăng ký khai sinh ở xã", "Đăng ký khai sinh"]


def test_an_untidy_cell_does_not_change_its_neighbours():
    assert cells("a\xa0b", "dòng một \n dòng hai") == ["a b", "dòng một \n dòng hai"]


def test_rows_keep_the_numbers_that_the_spreadsheet_shows():
    rows = [["a"], [], [None, None], [None, "b"]]
    assert open_workbook(sheets.xlsx({"S": rows}), "a.xlsx").sheets[0].rows == [
        Row(1, ["a", ""]),
        Row(4, ["", "b"]),
    ]


def test_an_empty_corner_before_the_table_is_counted():
    rows = [[], [], [None, None, "c"]]
    assert open_workbook(sheets.xlsx({"S": rows}), "a.xlsx").sheets[0].rows == [Row(3, ["", "", "c"])]


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (-1, "")]
)
def test_columns_have_their_letters(index, letter):
    assert column_letter(index) == letter


def test_hidden_sheets_are_marked():
    book = open_workbook(sheets.xlsx({"Hiện": [["a"]], "Ẩn": [["b"]]}, hidden=["Ẩn"]), "a.xlsx")
    assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets] == [("Hiện", False), ("Ẩn", True)]


def test_an_old_excel_file_is_read_with_its_merges():
    data = sheets.xls("Hộ tịch", [["STT", "Tên"], [1.0, "Khai sinh"], [1.01044, "Kết hôn"]], [(1, 2, 1, 1)])
    (sheet,) = open_workbook(data, "cu.xls").sheets
    assert sheet.name == "Hộ tịch"
    assert [row.cells for row in sheet.rows] == [["STT", "Tên"], ["1", "Khai sinh"], [1.01044, ""]]
    assert list(sheet.merges) == [(1, 1, 2, 1)]


def test_an_opendocument_file_is_read_with_its_merges():
    data = sheets.ods("Đất đai", [["STT", "Cơ quan"], ["1", ("UBND xã", 2)], ["2", None]])
    (sheet,) = open_workbook(data, "bang.ods").sheets
    assert [row.cells for row in sheet.rows] == [["STT", "Cơ quan"], ["1", "UBND xã"], ["2", ""]]
    assert list(sheet.merges) == [(1, 1, 2, 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_file_is_read_in_any_unicode_encoding(encoding):
    (sheet,) = open_workbook(CSV.encode(encoding), "danh sách.csv").sheets
    assert sheet.name == "danh sách"
    assert sheet.rows == CSV_ROWS


def test_a_text_file_of_vietnamese_windows_is_composed():
    assert open_workbook(windows_1258(CSV), "a.csv").sheets[0].rows == CSV_ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_file_is_cut_at_the_separator_that_its_lines_agree_on(separator):
    data = CSV.replace(";", separator).encode()
    assert open_workbook(data, "a.csv").sheets[0].rows == CSV_ROWS


def test_excels_own_line_about_the_separator_is_obeyed_and_counted():
    rows = open_workbook(("sep=;\r\n" + CSV).encode(), "a.csv").sheets[0].rows
    assert [row.number for row in rows] == [2, 3, 5]


@pytest.mark.parametrize(
    "row",
    [
        "1;M· TTHC;Tªn thñ tôc hµnh chÝnh;LÜnh vùc;§¨ng ký khai sinh;Hé tÞch",
        "1;Maõ TTHC;Teân thuû tuïc haønh chính;Lónh vöïc;Ñaêng kyù khai sinh;Hoä tòch",
        "1;MÃ£ TTHC;TÃªn thá»§ tá»¥c hÃ\xa0nh chÃ\xadnh;LÄ©nh vá»±c",
    ],
)
def test_text_in_an_old_font_code_is_refused_in_every_format(row):
    for data, name in ((row.encode(), "a.csv"), (sheets.xlsx({"S": [row.split(";")]}), "a.xlsx")):
        with pytest.raises(UnreadableFile, match="TCVN3"):
            open_workbook(data, name)


def test_foreign_names_and_fractions_are_not_taken_for_an_old_font_code():
    texts = [
        "Café Nguyễn Hoàng, ½ ngày, 5‰, «Đăng ký», Zürich, Malmö",
        "Thủ tục đăng ký kết hôn có yếu tố nước ngoài",
    ]
    assert cells(*texts) == texts


def test_the_lines_of_a_list_lose_their_bullets():
    text = "- Tờ khai\n• Giấy chứng sinh\n(1) Luật Hộ tịch\n+ Bản sao\n\no Ảnh\nông A"
    assert items(text) == ["Tờ khai", "Giấy chứng sinh", "Luật Hộ tịch", "Bản sao", "Ảnh", "ông A"]


def renamed(data, name=str, content=bytes):
    """Return a workbook whose parts have other names or other bytes."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    return sheets.zipped({name(part): content(archive.read(part)) for part in archive.namelist()})


def in_utf16(content):
    text = content.decode()
    return f'<?xml version="1.0" encoding="UTF-16"?>{text.partition("?>")[2] or text}'.encode("utf-16")


def strict(content):
    here = b"http://schemas.openxmlformats.org/"
    content = content.replace(here + b"spreadsheetml/2006/", b"http://purl.oclc.org/ooxml/spreadsheetml/")
    return content.replace(here + b"officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/")


@pytest.mark.parametrize(
    "change",
    [
        {"name": lambda text: text.replace("/", "\\")},
        {"name": lambda text: text.replace("workbook.xml", "Workbook.xml")},
        {"name": str.upper},
        {"content": in_utf16},
        {"content": strict},
    ],
)
def test_parts_with_other_names_or_letters_are_found(change):
    data = renamed(sheets.xlsx({"S": [["STT", "Tên"], [1, "Khai sinh"]]}), **change)
    (sheet,) = open_workbook(data, "a.xlsx").sheets
    assert [row.cells for row in sheet.rows] == [["STT", "Tên"], ["1", "Khai sinh"]]


def test_a_workbook_of_many_parts_is_read():
    comments = {f"xl/comments{number}.xml": "<c/>" for number in range(1_500)}
    data = sheets.raw_xlsx('<row r="1"><c r="A1"><v>1</v></c></row>', more=comments)
    assert open_workbook(data, "a.xlsx").sheets[0].rows == [Row(1, ["1"])]
