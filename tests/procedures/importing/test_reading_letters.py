"""Texts that are no texts in Unicode: converted and shown, asked, or refused, and never stored in silence."""

import pytest
from django.utils import translation

from backoffice.procedures.importing.vocabulary import letters
from tests.procedures.sheets import HEADER, codes_of, read_rows


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "code", "unicode"),
    [
        ("§¨ng ký khai sinh", "TCVN3", "Đăng ký khai sinh"),
        ("CÊp giÊy phÐp", "TCVN3", "Cấp giấy phép"),
        ("Caáp giaáy pheùp", "VNI", "Cấp giấy phép"),
        ("Hoøa giaûi", "VNI", "Hòa giải"),
        ("DDa(ng ky' ke^'t ho^n", "VIQR", "Đăng ký kết hôn"),
        ("03 nga`y la`m vie.^c", "VIQR", "03 ngày làm việc"),
    ],
)
def test_a_cell_in_an_old_code_is_converted_and_asked(text, code, unicode):
    assert letters.converted(text) == (code, unicode)
    (row,) = read_rows([HEADER, [1, "1.990001", text, "3 ngày"]])
    (problem,) = row.problems
    assert (row.values["name"], problem.severity, problem.proposal) == (unicode, "person", unicode)


@pytest.mark.parametrize(
    "text",
    [
        "Đăng ký kết hôn",
        "Hoà giải ở cơ sở",
        "Cấp giấy phép xây dựng (100m2)",
        "Xác nhận quê quán",
        "Thu hoa hồng",
        "Công bố hợp quy (ISO 9001:2015+A1)",
        "Hô khẩu",
        "Sao y bản chính",
    ],
)
def test_vietnamese_in_unicode_is_left_alone(text):
    (row,) = read_rows([HEADER, [1, "1.990001", text, "3 ngày"]])
    assert (row.values["name"], row.problems) == (text, [])


@pytest.mark.parametrize("text", ["C?p gi?y", "??ng ký th? nghi?m", "?i?u ch?nh", "C\ufffdp giấy"])
def test_lost_letters_are_an_error_in_a_name_and_asked_elsewhere(text):
    (row,) = read_rows([HEADER, [1, "1.990001", text, "5 ng?y"]])
    assert [(p.column, p.severity) for p in row.problems if p.message_code == "letters_lost"] == [
        ("C", "error"),
        ("D", "person"),
    ]


@pytest.mark.parametrize(
    "code",
    [
        "１.９９０００１",
        "1．990001",
        "٩.٩٩٠٠١٥",
        "१.९९०००१",
        "1.990\u200b001",
        "1.990\xad001",
        "\u202a1.990001\u202c",
        "1.990001\x7f",
    ],
)
def test_digits_of_other_scripts_and_hidden_marks_make_no_twin(code):
    (row,) = read_rows([HEADER, [1, code, "Một", "3 ngày"]])
    assert row.values["code"] in ("1.990001", "9.990015")
    assert codes_of(row.problems) == []


def test_letters_that_only_look_like_those_of_a_code_become_them():
    (row,) = read_rows([HEADER, [1, "1.990001.000.00.00.Н07", "Một", "3 ngày"]])
    assert row.values["code"] == "1.990001.000.00.00.H07"
