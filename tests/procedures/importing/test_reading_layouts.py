"""How the header of a list is found and what its columns are taken for."""

import unicodedata

import pytest

from backoffice.procedures.importing.layouts.header_search import find_layouts
from backoffice.procedures.importing.vocabulary.headers import KEYS, key_of, level_named, unit_of
from backoffice.procedures.importing.workbooks.opening import open_workbook
from tests.procedures import sheets
from tests.procedures.sheets import HEADER, read, read_rows, values, xlsx


def columns(rows, merges=(), override=None):
    """Return each column's letter, header and key in the first list of the sheet."""
    (sheet,) = open_workbook(xlsx({"S": rows}, merges), "a.xlsx").sheets
    (layout, *_others) = find_layouts(sheet, override)
    return [(column.letter, column.header, column.key) for column in layout.columns]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("STT", "stt"),
        ("Số TT", "stt"),
        ("Mã số", "code"),
        ("MÃ TTHC", "code"),
        ("Mã hồ sơ TTHC", "code"),
        ("Số hồ sơ TTHC", "code"),
        ("Mã số TTHC trên Cơ sở dữ liệu quốc gia", "code"),
        ("Tên", "name"),
        ("Tên thủ tục hành chính\n(Mã TTHC)", "name"),
        ("Mã/Tên TTHC", "name"),
        ("Lĩnh vực/Tên TTHC", "name"),
        ("Tên dịch vụ công", "name"),
        ("Quyết định công bố", "decision"),
        ("Số quyết định", "decision"),
        ("Cơ quan ban hành", "issuing_agency"),
        ("Lĩnh vực", "field"),
        ("Cấp thực hiện", "level"),
        ("Loại thủ tục", "kind"),
        ("Đối tượng thực hiện", "subjects"),
        ("Tên cơ quan thực hiện thủ tục", "agency"),
        ("Đơn vị giải quyết", "agency"),
        ("Phòng chuyên môn phụ trách", "agency"),
        ("Cơ quan có thẩm quyền quyết định", "competent_agency"),
        ("Thẩm quyền giải quyết", "competent_agency"),
        ("Địa chỉ tiếp nhận HS", "reception_address"),
        ("Cơ quan được ủy quyền", "delegated_agency"),
        ("Cơ quan phối hợp", "coordinating_agency"),
        ("Cách thức thực hiện", "channels"),
        ("Dịch vụ BCCI", "channels"),
        ("Thời gian giải quyết (ngày)", "time_limit"),
        ("Lệ Phí", "fee"),
        ("Phí, lệ phí\n(nếu có)", "fee"),
        ("Thành phần, số lượng hồ sơ", "documents"),
        ("Trình tự, cách thức thực hiện", "steps"),
        ("Yêu cầu, điều kiện thực hiện", "conditions"),
        ("Kết quả thực hiện", "result"),
        ("Căn cứ pháp lý", "legal_basis"),
        ("Tên VBQPPL quy định nội dung bãi bỏ TTHC", "legal_basis"),
        ("Đường dẫn", "url"),
        ("Cách thức, địa điểm thực hiện", "place"),
        ("Toàn trình", "online_full"),
        ("DVC trực tuyến một phần", "online_partial"),
        ("Cung cấp thông tin", "online_info"),
        ("Mức độ DVC", "online"),
        ("TRẠNG THÁI", "status"),
        ("Ghi chú", "note"),
        ("Từ khóa", "keywords"),
        ("Mô tả", "description"),
        ("Phi địa giới", ""),
        ("Cùng cấp", ""),
        ("02 cấp", ""),
        ("Mã lĩnh vực", ""),
        ("Mã quy trình", ""),
        ("Số TTHC", ""),
        ("(Mã TTHC)", "code"),
        ("Thời hạn giải quyết " * 5, ""),
        ("Đăng ký khai sinh", ""),
    ],
)
def test_a_header_is_known_by_its_words(header, key):
    assert key_of(header) == key
    assert key_of(unicodedata.normalize("NFD", header.upper())) == key
    assert key in {*KEYS, "online", ""}


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Thời hạn giải quyết (ngày làm việc)", "ngày làm việc"),
        ("Phí (ĐVT: nghìn đồng/lần)", "nghìn đồng/lần"),
        ("Thời hạn giải quyết (kể từ ngày nhận đủ hồ sơ)", ""),
        ("Phí (Đơn vị tính: đồng)", "đồng"),
        ("Phí (nếu có)", ""),
    ],
)
def test_a_unit_stands_in_the_brackets_of_a_header(header, unit):
    assert unit_of(header) == unit


@pytest.mark.parametrize(("header", "level"), [("Xã", "Cấp xã"), ("UBND cấp huyện", "Cấp huyện"), ("Sở", "")])
def test_a_level_may_be_a_column(header, level):
    assert level_named(header) == level


def test_the_header_is_found_below_the_titles():
    rows = [["ỦY BAN NHÂN DÂN XÃ"], ["Độc lập"], [], ["DANH MỤC THỦ TỤC HÀNH CHÍNH"], [], [], [], [], HEADER]
    found = read_rows([*rows, [1, "1.001193", "Khai sinh", "1 ngày"]])
    assert [(row.row, row.cells["name"], row.values["name"]) for row in found] == [(10, "C", "Khai sinh")]


def test_a_header_in_decomposed_capitals_is_found():
    header = [unicodedata.normalize("NFD", text.upper()) for text in HEADER]
    assert [key for _letter, _header, key in columns([header])] == ["stt", "code", "name", "time_limit"]


def test_a_merged_group_gives_its_name_to_the_columns_under_it():
    rows = [["STT", "Tên TTHC", "Dịch vụ công trực tuyến", None], [None, None, "Toàn trình", "Một phần"]]
    assert columns(rows, ["A1:A2", "B1:B2", "C1:D1"]) == [
        ("A", "STT", "stt"),
        ("B", "Tên TTHC", "name"),
        ("C", "Dịch vụ công trực tuyến / Toàn trình", "online_full"),
        ("D", "Dịch vụ công trực tuyến / Một phần", "online_partial"),
    ]


def test_a_group_without_merges_reaches_to_the_next_header():
    rows = [["STT", "Tên TTHC", "Cấp thực hiện", None, "Ghi chú"], [None, None, "Tỉnh", "Xã", None]]
    assert [header for _letter, header, _key in columns(rows)] == [
        "STT",
        "Tên TTHC",
        "Cấp thực hiện / Tỉnh",
        "Cấp thực hiện / Xã",
        "Ghi chú",
    ]


def test_a_group_above_the_row_of_names_is_part_of_the_header():
    rows = [
        ["Danh sách"],
        [None, None, None, "Thời hạn giải quyết", None],
        ["STT", "Mã TTHC", "Tên TTHC", "Trực tiếp", "Trực tuyến"],
        [1, "1.001193", "Khai sinh", "2 ngày", "1 ngày"],
    ]
    (found,) = read_rows(rows, ["D2:E2"])
    assert found.values["time_limit"] == "Trực tiếp: 2 ngày\nTrực tuyến: 1 ngày"


def test_three_rows_of_header_are_one_header():
    rows = [
        ["STT", "Tên TTHC", "Cách thức thực hiện", None, None],
        [None, None, "Nộp hồ sơ", None, "Trả kết quả"],
        [None, None, "Trực tiếp", "Qua BCCI", "Trực tiếp"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [1, "Khai sinh", "x", None, "x"],
    ]
    found = read(xlsx({"TTHC": rows}, ["A1:A3", "B1:B3", "C1:E1", "C2:D2"]))
    assert [row.row for row in found.rows] == [5]
    assert found.sheets[0].layout.layouts[0].columns[3].header == "Cách thức thực hiện / Nộp hồ sơ / Qua BCCI"


@pytest.mark.parametrize("numbering", [["(1)", "(2)", "(3)", "(4)"], [1, 2, 3, 4], ["A", "B", 1, "2=3+4"]])
def test_a_row_that_numbers_the_columns_is_no_procedure(numbering):
    rows = [HEADER, numbering, [1, "1.001193", "Khai sinh", "1 ngày"]]
    assert [row.row for row in read_rows(rows)] == [3]


def test_a_repeated_header_is_skipped():
    rows = [HEADER, [1, "1.001193", "Khai sinh", "x"], HEADER, [2, "1.000894", "Kết hôn", "y"]]
    assert values(read_rows(rows), "stt", "name") == [("1", "Khai sinh"), ("2", "Kết hôn")]


def test_a_second_header_with_other_columns_counts_from_there_on():
    rows = [
        HEADER,
        [1, "1.001193", "Khai sinh", "1 ngày"],
        ["STT", "Tên TTHC", "Mã TTHC", "Căn cứ pháp lý", "Cơ quan thực hiện"],
        [1, "Kết hôn", "1.000894", "Luật Hộ tịch", "UBND xã"],
    ]
    first, second = read_rows(rows)
    assert first.values["time_limit"] == "1 ngày"
    assert "time_limit" not in second.values
    assert (second.values["code"], second.values["agency"]) == ("1.000894", "UBND xã")
    assert second.cells["code"] == "C"


def test_two_lists_side_by_side_are_read_one_after_the_other():
    rows = [
        ["THỦ TỤC CẤP HUYỆN", None, None, None, "THỦ TỤC CẤP XÃ"],
        ["STT", "Mã TTHC", "Tên TTHC", None, "STT", "Mã TTHC", "Tên TTHC"],
        [1, "1.001193", "Một", None, 1, "1.000894", "Ba"],
        [2, "1.001194", "Hai", None, None, None, None],
    ]
    found = read_rows(rows)
    assert values(found, "code", "name", "level") == [
        ("1.001193", "Một", "Cấp huyện"),
        ("1.001194", "Hai", "Cấp huyện"),
        ("1.000894", "Ba", "Cấp xã"),
    ]
    assert [row.cells["name"] for row in found] == ["C", "C", "G"]


def test_a_second_column_of_codes_is_not_a_second_list():
    rows = [["STT", "Mã TTHC", "Tên TTHC", "Mã TTHC cũ"], [1, "1.001193", "Khai sinh", "1.000001"]]
    (found,) = read_rows(rows)
    assert found.values["code"] == "1.001193"


def test_unknown_headers_are_named_so_that_a_person_can_map_them():
    rows = [["STT", "Tên TTHC", "Hạn xử lý", None], [1, "Khai sinh", "1 ngày", "UBND xã"]]
    (sheet,) = read(xlsx({"TTHC": rows})).sheets
    assert sheet.layout.unmapped == ["Hạn xử lý"]
    override = {"hạn  XỬ LÝ": "time_limit"}
    (found,) = read(xlsx({"TTHC": rows}), corrections={sheet.layout.key: override}).rows
    assert found.values["time_limit"] == "1 ngày"


def test_a_header_that_nobody_knows_can_be_mapped_as_a_whole():
    rows = [["Bảng", None, None], ["Chỉ mục", "Nội dung", "Ký hiệu"], ["1", "Khai sinh", "1.001193"]]
    (sheet,) = read(xlsx({"Lạ": rows})).sheets
    assert sheet.rows == []
    assert sheet.layout.unmapped == ["Chỉ mục", "Ký hiệu"]
    override = {"[A]": "stt", "Nội dung": "name", "Ký hiệu": "code"}
    (again,) = read(xlsx({"Lạ": rows}), corrections={sheet.layout.key: override}).sheets
    assert values(again.rows, "stt", "name", "code") == [("1", "Khai sinh", "1.001193")]
    assert again.layout.key == sheet.layout.key


def test_a_known_column_can_be_ignored():
    rows = [HEADER, [1, "1.001193", "Khai sinh", "1 ngày"]]
    (sheet,) = read(xlsx({"TTHC": rows})).sheets
    (found,) = read(xlsx({"TTHC": rows}), corrections={sheet.layout.key: {HEADER[3]: ""}}).rows
    assert "time_limit" not in found.values


def test_a_layout_is_known_again_whatever_the_letters_and_blanks_of_its_headers():
    plain = read(xlsx({"A": [HEADER, [1]]})).sheets[0].layout.key
    shouted = read(xlsx({"B": [[], [f" {text.upper()}\n" for text in HEADER], [2]]})).sheets[0].layout.key
    other = read(xlsx({"C": [[*HEADER, "Ghi chú"], [2]]})).sheets[0].layout.key
    assert plain == shouted
    assert plain != other


def test_a_summary_is_not_a_list_of_procedures():
    rows = [["Cấp", "Lĩnh vực", "Số TTHC"], ["Cấp xã", "Hộ tịch", 8]]
    (sheet,) = read(xlsx({"Tổng hợp": rows})).sheets
    assert sheet.rows == []
    assert sheet.skipped


def test_an_empty_sheet_says_so():
    first, second = read(xlsx({"TTHC": [HEADER, [1, "1.001193", "Khai sinh"]], "Sheet2": []})).sheets
    assert first.skipped == ""
    assert second.skipped
    assert len(first.rows) == 1


@pytest.mark.parametrize("data", [sheets.xls("TTHC", [HEADER, ["1", "1.001193", "Khai sinh", ""]])])
def test_the_header_of_an_old_excel_file_is_found(data):
    assert values(read(data, "a.xls").rows, "code", "name") == [("1.001193", "Khai sinh")]
