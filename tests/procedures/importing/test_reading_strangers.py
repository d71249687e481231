"""Sheets laid out as other offices do it: what no template foresaw and a keeper is sent all the same."""

import pytest

from backoffice.procedures.importing.workbooks.containers import UnreadableFile
from tests.procedures.sheets import HEADER, read, read_rows, values, xlsx

BIRTH, MARRIAGE, LAND = "Đăng ký khai sinh", "Đăng ký kết hôn", "Đính chính Giấy chứng nhận"
# The letters of TCVN3 as Unicode shows them: "Đăng ký kết hôn", "Hộ tịch", "03 ngày làm việc".
OLD_FONT = ["§¨ng ký kÕt h«n", "Hé tÞch", "03 ngµy lµm viÖc"]


def test_a_title_gives_the_level_of_its_procedures_not_of_the_office_above_it():
    rows = [
        ["ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH"],
        ["DANH MỤC THỦ TỤC HÀNH CHÍNH LĨNH VỰC HỘ TỊCH THUỘC THẨM QUYỀN CỦA UBND CẤP XÃ"],
        ["(Ban hành kèm theo Quyết định số 12/QĐ-UBND của Chủ tịch UBND tỉnh)"],
        ["Số TT", "Tên thủ tục hành chính", "Thời hạn giải quyết"],
        [1, BIRTH, "Ngay trong ngày"],
    ]
    assert values(read_rows(rows), "name", "level", "field") == [(BIRTH, "Cấp xã", "Hộ tịch")]


def test_signatures_below_a_list_are_no_procedures():
    rows = [
        HEADER,
        [1, "1.001193", BIRTH, "1 ngày"],
        ["Tổng cộng: 01 thủ tục"],
        [None, None, "Người lập biểu", "Lương Sơn, ngày 12 tháng 3 năm 2024"],
        [None, None, "Nguyễn Văn A", "CHỦ TỊCH"],
    ]
    assert values(read_rows(rows), "name") == [(BIRTH,)]


@pytest.mark.parametrize(
    ("headers", "cells", "key", "expected"),
    [
        (["TGGQ"], ["03 ngày"], "time_limit", "03 ngày"),
        (["ThoiHanGiaiQuyet"], ["03 ngày"], "time_limit", "03 ngày"),
        (["Mức độ cung cấp"], ["Toàn trình"], "online_full", "x"),
        (
            ["Thời hạn trước khi sửa đổi", "Thời hạn sau khi sửa đổi"],
            ["5 ngày", "3 ngày"],
            "time_limit",
            "3 ngày",
        ),
        (["Số, ngày Quyết định công bố"], ["12/QĐ-UBND"], "decision", "12/QĐ-UBND"),
        (["Cơ quan tiếp nhận, trả kết quả"], ["Bộ phận Một cửa"], "reception_address", "Bộ phận Một cửa"),
    ],
)
def test_other_offices_words_for_a_column_are_known(headers, cells, key, expected):
    rows = [["S\nTT", "Mã TTHC", "Tên TTHC", *headers], [1, "1.001193", BIRTH, *cells]]
    assert values(read_rows(rows), key) == [(expected,)]


def test_the_national_code_and_the_new_name_are_taken_of_two():
    rows = [
        ["TT", "Mã hiệu quy trình", "Mã TTHC quốc gia", "Tên TTHC được thay thế", "Tên TTHC thay thế"],
        [1, "QT-01/HT", "1.001193", MARRIAGE, BIRTH],
    ]
    assert values(read_rows(rows), "code", "name") == [("1.001193", BIRTH)]


def test_units_in_a_second_header_row_belong_to_the_columns():
    rows = [
        ["STT", "Tên TTHC", "Mã số", "Thời hạn giải quyết", "Phí, lệ phí"],
        [None, None, None, "(ngày làm việc)", "(nghìn đồng)"],
        [1, BIRTH, "1.001193", 5, 8],
    ]
    found = values(read_rows(rows), "time_limit", "fee")
    assert found == [("5 ngày làm việc", "8 nghìn đồng")]


@pytest.mark.parametrize(
    ("sheet", "title", "status"),
    [
        ("Bãi bỏ", "", "Bãi bỏ"),
        ("PL", "DANH MỤC THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ", "Bãi bỏ"),
        ("PL", "DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH, BỊ BÃI BỎ", ""),
    ],
)
def test_the_title_or_the_sheets_name_says_what_the_decision_does(sheet, title, status):
    rows = [[title], HEADER, [1, "1.001193", BIRTH, ""]]
    assert values(read_rows(rows, sheet=sheet), "status") == [(status,)]


def test_letters_below_numerals_are_fields_of_the_agency_above():
    rows = [
        HEADER,
        ["I", None, "SỞ TƯ PHÁP"],
        ["A", None, "Lĩnh vực Hộ tịch"],
        [1, "1.001193", BIRTH, ""],
        ["B", None, "Lĩnh vực Quốc tịch"],
        [2, "1.000894", MARRIAGE, ""],
    ]
    assert values(read_rows(rows), "agency", "field") == [
        ("Sở Tư pháp", "Hộ tịch"),
        ("Sở Tư pháp", "Quốc tịch"),
    ]


def test_the_channels_of_a_procedure_on_two_rows_keep_their_limits_apart():
    rows = [
        ["STT", "Mã TTHC", "Tên TTHC", "Cách thức thực hiện", "Thời hạn giải quyết"],
        [1, "1.001193", BIRTH, "Trực tiếp", "03 ngày"],
        [None, None, None, "Trực tuyến", "02 ngày"],
    ]
    found = values(read_rows(rows, ["A2:A3", "B2:B3", "C2:C3"]), "time_limit")
    assert found == [("Trực tiếp: 03 ngày\nTrực tuyến: 02 ngày",)]


def test_a_sheet_of_cards_is_read_line_by_line():
    rows = [
        ["Nội dung chi tiết thủ tục hành chính"],
        ["Mã thủ tục:", "1.001193"],
        ["Tên thủ tục:", BIRTH],
        ["Trình tự thực hiện:", "Bước 1: nộp"],
        [None, "Bước 2: nhận"],
        ["Thời hạn giải quyết:", "03 ngày"],
        ["Mã thủ tục:", "1.000894"],
        ["Tên thủ tục:", MARRIAGE],
        ["Thời hạn giải quyết:", "05 ngày"],
    ]
    assert values(read_rows(rows), "code", "name", "time_limit", "steps") == [
        ("1.001193", BIRTH, "03 ngày", "Bước 1: nộp\nBước 2: nhận"),
        ("1.000894", MARRIAGE, "05 ngày", ""),
    ]


def test_one_row_in_an_old_font_code_far_down_refuses_the_file():
    rows = [["STT", "Tên TTHC", "Lĩnh vực", "Thời hạn"], *([n, LAND, "Đất đai", "5 ngày"] for n in range(80))]
    with pytest.raises(UnreadableFile, match="82"):
        read(xlsx({"TTHC": [*rows, [81, *OLD_FONT]]}))
