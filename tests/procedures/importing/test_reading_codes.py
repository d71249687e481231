"""How procedure codes and decision numbers are read out of what offices write (R8)."""

from datetime import date

import pytest

from backoffice.procedures.importing.vocabulary.codes import (
    BadCode,
    Code,
    DecisionNumber,
    damaged_code_in,
    decision_key,
    find_codes,
    parse_code,
    parse_date,
    parse_decision,
    without_code,
)


@pytest.mark.parametrize(
    ("written", "base", "suffix"),
    [
        ("1.001193", "1.001193", ""),
        (" 1.001193 ", "1.001193", ""),
        ("1.001193.000.00.00.H35", "1.001193", ".000.00.00.H35"),
        ("1.000948.H38", "1.000948", ".H38"),
        ("2.000535\n.000.00.00.H17", "2.000535", ".000.00.00.H17"),
        ("1.012769.000.00.00", "1.012769", ".000.00.00"),
        ("1.013978.h41", "1.013978", ".H41"),
    ],
)
def test_a_code_is_its_national_part_and_the_suffix_of_an_authority(written, base, suffix):
    assert parse_code(written) == Code(base, suffix)
    assert str(parse_code(written)) == base + suffix


@pytest.mark.parametrize(
    ("written", "message_code", "proposal"),
    [
        ("1.00119", "code_damaged", "1.001190"),
        ("1.01044", "code_damaged", "1.010440"),
        ("1.1", "code_damaged", "1.100000"),
        ("1001193", "code_damaged", "1.001193"),
        ("1,012784", "code_unreadable", "1.012784"),
        ("1.012784.", "code_unreadable", "1.012784"),
        ("1.0127845", "code_unreadable", ""),
        ("12.01278", "code_local", ""),
        ("99.001", "code_local", ""),
        ("QT 01/CX-HCTP", "code_local", ""),
        ("T-HBI-123456-TT", "code_local", ""),
        ("1.012784.Z99", "code_unreadable", ""),
        ("", "code_unreadable", ""),
    ],
)
def test_what_is_no_code_is_refused_and_never_repaired(written, message_code, proposal):
    with pytest.raises(BadCode) as refusal:
        parse_code(written)
    assert refusal.value.message_code == message_code
    assert refusal.value.proposal == proposal


def test_codes_are_found_inside_a_text_once_each():
    text = "Liên thông 1.001193; 1.000656.H28 và 1.001193 (trước là 1.00119, 11.001193)"
    assert find_codes(text) == [Code("1.001193"), Code("1.000656", ".H28")]


@pytest.mark.parametrize(
    "name",
    [
        "Tách thửa hoặc hợp thửa đất\n(1.012784)",
        "Tách thửa hoặc hợp thửa đất (Mã TTHC: 1.012784)",
        "Tách thửa hoặc hợp thửa đất [mã số 1.012784]",
        "1.012784-Tách thửa hoặc hợp thửa đất",
        "1.012784. Tách thửa hoặc hợp thửa đất",
        "Mã thủ tục: 1.012784 - Tách thửa hoặc hợp thửa đất",
        "Tách thửa hoặc hợp thửa đất – 1.012784",
    ],
)
def test_a_code_is_taken_off_the_name_it_is_glued_to(name):
    assert without_code(name, Code("1.012784")) == "Tách thửa hoặc hợp thửa đất"


def test_a_suffix_is_taken_off_with_its_code():
    name = "1.012790.000.00.00.H41-Đính chính Giấy chứng nhận"
    assert without_code(name, find_codes(name)[0]) == "Đính chính Giấy chứng nhận"


def test_a_damaged_code_at_the_end_of_a_name_is_seen():
    assert damaged_code_in("Tách thửa (1.01278)") == "1.01278"
    assert damaged_code_in("Tách thửa (1,012784)") == "1,012784"
    assert damaged_code_in("Tách thửa (khoản 1.2) lần hai") == ""


@pytest.mark.parametrize(
    ("written", "number", "key"),
    [
        ("163/QĐ-BTP", "163/QĐ-BTP", "163/QD-BTP"),
        ("5710/QĐ-BCA-C06", "5710/QĐ-BCA-C06", "5710/QD-BCA-C06"),
        ("1707/QD-BTC", "1707/QD-BTC", "1707/QD-BTC"),
        ("SỐ 64/QĐ-NHNN", "64/QĐ-NHNN", "64/QD-NHNN"),
        ("QĐ/0001-BCA", "QĐ/0001-BCA", "1/QD-BCA"),
        ("QĐ2338-BTP", "QĐ2338-BTP", "2338/QD-BTP"),
        ("2267./QĐ-BXD", "2267./QĐ-BXD", "2267/QD-BXD"),
        ("105a/QĐ-NHNN", "105a/QĐ-NHNN", "105A/QD-NHNN"),
        ("9303", "9303", "9303"),
        ("Quyết định số 10/2025/QĐ-UBND", "10/2025/QĐ-UBND", "10/2025/QD-UBND"),
        ("0163 / QĐ - BTP", "0163 / QĐ - BTP", "163/QD-BTP"),
    ],
)
def test_a_decision_number_is_kept_as_it_came_with_a_key_for_all_its_spellings(written, number, key):
    assert parse_decision(written) == DecisionNumber(number, key)
    assert decision_key(written) == key


@pytest.mark.parametrize(
    ("written", "signed_on"),
    [
        ("1710/QĐ-UBND ngày 2023-08-15", date(2023, 8, 15)),
        ("1710/QĐ-UBND ngày 15/8/2023", date(2023, 8, 15)),
        ("1710/QĐ-UBND ngày 15 tháng 8 năm 2023 của UBND", date(2023, 8, 15)),
        ("1710/QĐ-UBND - 15.08.2023", date(2023, 8, 15)),
        ("Quyết định số 64 ngày 03/4/2020", date(2020, 4, 3)),
        ("1710/QĐ-UBND ngày 31/02/2023", None),
        ("1710/QĐ-UBND", None),
    ],
)
def test_the_day_of_a_decision_is_the_one_after_its_number(written, signed_on):
    assert parse_decision(written).signed_on == signed_on


def test_a_text_without_a_decision_has_no_number():
    assert parse_decision("Luật Hộ tịch 60/2014/QH13") is None
    assert parse_decision("") is None
    assert parse_date("ngày …/…/2025") is None
