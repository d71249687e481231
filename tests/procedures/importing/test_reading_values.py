"""What the cells of a procedure say: codes, ticks, units, several columns of one kind."""

from datetime import date

import pytest

from tests.procedures.sheets import HEADER, codes_of, read_rows, values

BIRTH = [1, "1.001193", "Đăng ký khai sinh", "1 ngày"]
AGENCIES = ["STT", "Mã TTHC", "Tên TTHC", "Cơ quan thực hiện", "Căn cứ pháp lý"]


def test_the_code_is_found_in_the_cell_of_the_name():
    rows = [
        ["TT", "Tên thủ tục hành chính\n(Mã TTHC)"],
        [1, "Tách thửa\nhoặc hợp thửa\n(1.012784)"],
        [2, "1.012790.H41-Đính chính"],
    ]
    found = read_rows(rows)
    assert values(found, "code", "name") == [
        ("1.012784", "Tách thửa hoặc hợp thửa"),
        ("1.012790.H41", "Đính chính"),
    ]
    assert found[0].cells["code"] == "B"


def test_a_code_in_both_cells_stays_only_in_its_own():
    rows = [
        HEADER,
        [1, "1.000894.000.00.00.H17", "Kết hôn (1.000894)"],
        [2, "1.000001", "Khai tử (1.000002)"],
    ]
    first, second = read_rows(rows)
    assert (first.values["name"], codes_of(first.problems)) == ("Kết hôn", [])
    assert (second.values["code"], codes_of(second.problems)) == ("1.000001", ["codes_disagree"])


@pytest.mark.parametrize(
    ("cell", "code", "problem", "severity"),
    [
        (1.01044, "", "code_damaged", "error"),
        ("1.01044", "", "code_damaged", "error"),
        (1001193, "", "code_damaged", "error"),
        (1.001193, "1.001193", None, None),
        ("99.001", "", "code_local", "error"),
        ("1.000001; 1.000002", "", "several_codes", "error"),
        ("1.000001 (liên thông)", "1.000001", "code_with_text", "warning"),
        (None, "", "code_missing", "warning"),
        ("Chưa có", "", "code_missing", "warning"),
        ("-", "", "code_missing", "warning"),
    ],
)
def test_a_doubtful_code_is_reported_and_never_invented(cell, code, problem, severity):
    (found,) = read_rows([HEADER, [1, cell, "Khai sinh", "1 ngày"]])
    assert found.values["code"] == code
    assert [(p.message_code, p.severity, p.column) for p in found.problems] == (
        [(problem, severity, "B")] if problem else []
    )


def test_a_damaged_code_carries_what_it_may_have_been():
    (found,) = read_rows([HEADER, [1, 1.01044, "Khai sinh", "1 ngày"]])
    (problem,) = found.problems
    assert (problem.sheet, problem.row, problem.column, problem.value) == ("TTHC", 2, "B", "1.01044")
    assert problem.proposal == "1.010440"


def test_a_code_that_comes_twice_is_reported():
    rows = [HEADER, BIRTH, [2, "1.001193", "Đăng ký khai sinh lưu động", "2 ngày"]]
    assert [codes_of(row.problems) for row in read_rows(rows)] == [[], ["code_repeated"]]


def test_a_key_without_a_column_is_absent_and_one_with_an_empty_cell_is_blank():
    (found,) = read_rows([["STT", "Tên TTHC", "Ghi chú"], [1, "Khai sinh"]])
    assert found.values == {"code": "", "stt": "1", "name": "Khai sinh", "note": ""}


def test_a_list_of_agencies_keeps_its_lines():
    rows = [AGENCIES, [1, "1.000001", "Một", " Sở Y tế \n\n UBND cấp xã\n", "- Luật A\n- Luật B"]]
    assert values(read_rows(rows), "agency", "legal_basis") == [
        ("Sở Y tế\nUBND cấp xã", "- Luật A\n- Luật B")
    ]


def test_ticks_say_which_levels_channels_and_online_services():
    rows = [
        ["STT", "Tên TTHC", "Cấp thực hiện", None, "Cách thức thực hiện", None, "Toàn trình", "Một phần"],
        [None, None, "Huyện", "Xã", "Trực tiếp", "Qua BCCI", None, None],
        [1, "Khai sinh", "x", "X", "✓", "ü", True, "-"],
        [2, "Kết hôn", None, "x", None, "x", None, "có thể"],
    ]
    first, second = read_rows(rows)
    assert values([first, second], "level", "channels", "online_full", "online_partial") == [
        ("Cấp huyện, Cấp xã", "Trực tiếp\nDịch vụ bưu chính", "x", ""),
        ("Cấp xã", "Dịch vụ bưu chính", "", ""),
    ]
    assert "tick_unclear" in codes_of(second.problems)


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("Toàn trình", "x--"),
        ("DVC trực tuyến một phần", "-x-"),
        ("Mức độ 4", "x--"),
        ("3", "-x-"),
        ("", "---"),
    ],
)
def test_one_column_may_name_the_kind_of_online_service(text, ticked):
    (found,) = read_rows([["STT", "Mã TTHC", "Tên TTHC", "Mức độ DVC"], [1, "1.000001", "Một", text]])
    keys = ("online_full", "online_partial", "online_info")
    assert "".join(found.values[key] or "-" for key in keys) == ticked
    assert "online" not in found.values


def test_fee_and_charge_in_two_columns_keep_their_names():
    rows = [
        ["Mã TTHC", "Tên TTHC", "Phí", "Lệ Phí"],
        ["1.000001", "Một", "Không", "8.000đ"],
        ["1.000002", "Hai", None, "Miễn"],
    ]
    assert values(read_rows(rows), "fee") == [("Phí: Không\nLệ Phí: 8.000đ",), ("Lệ Phí: Miễn",)]


def test_number_and_day_of_the_decision_in_two_columns_are_one_text():
    rows = [
        ["STT", "Tên TTHC", "Quyết định công bố", None],
        [None, None, "Số", "Ngày"],
        [1, "Một", "163/QĐ-BTP", "15/8/2023"],
    ]
    assert values(read_rows(rows), "decision") == [("163/QĐ-BTP ngày 15/8/2023",)]


def test_a_bare_number_takes_the_unit_of_its_header_and_says_so():
    rows = [
        ["STT", "Tên TTHC", "Thời hạn giải quyết (ngày làm việc)", "Phí (đồng)"],
        [1, "Một", 5, "8.000"],
        [2, "Hai", "Ngay", "Không"],
    ]
    first, second = read_rows(rows)
    assert values([first, second], "time_limit", "fee") == [
        ("5 ngày làm việc", "8.000 đồng"),
        ("Ngay", "Không"),
    ]
    assert [p.column for p in first.problems if p.message_code == "unit_from_header"] == ["C", "D"]


def test_a_text_at_the_limit_of_a_cell_was_probably_cut():
    (found,) = read_rows([AGENCIES, [1, "1.000001", "Một", "Sở", "L" * 32_646]])
    assert codes_of(found.problems) == ["text_cut"]


def test_numbers_and_days_in_text_columns_are_written_as_people_do():
    rows = [
        [*HEADER, "Ghi chú"],
        [1, "1.000001", "Một", 2.5, date(2023, 8, 5)],
        [2, "1.000002", 3.25, 10, 0.1],
    ]
    assert values(read_rows(rows), "name", "time_limit", "note") == [
        ("Một", "2.5", "05/08/2023"),
        ("3.25", "10", "0.1"),
    ]
