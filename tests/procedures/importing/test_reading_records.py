"""Records that do not fit their header are errors with their line, never a shift or a swallowed row."""

import pytest
from django.utils import translation

from backoffice.procedures.importing.workbooks.containers import UnreadableFile
from tests.procedures.sheets import codes_of, read, values

HEADER = "STT,Mã TTHC,Tên thủ tục hành chính,Lĩnh vực,Thời hạn giải quyết,Phí"
GOOD = "2,1.990002,Đăng ký thử nghiệm,Hộ tịch,3 ngày,Không"
GOOD_VALUES = ("1.990002", "Đăng ký thử nghiệm", "Hộ tịch", "3 ngày", "Không")
KEYS = ("code", "name", "field", "time_limit", "fee")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def read_lines(*lines, end="\r\n", encoding="utf-8"):
    return read(end.join([*lines, ""]).encode(encoding), "danh-sach.csv")


@pytest.mark.parametrize(
    "line",
    [
        "1,1.990001,Cấp giấy,Hộ tịch,1,5 ngày,Không",
        "1,1.990001,Cấp giấy,Hộ tịch,1,5 ngày,",
        "1,1.990001,Cấp giấy,Hộ tịch,1,5 ngày",
        "1,1.990001,Đăng ký nhận cha, mẹ, con,Hộ tịch,3 ngày,Không",
        "1,1.990001,Cấp giấy,Hộ tịch,3 ngày,1,000,000 đồng",
        "1,1.990001,Cấp giấy Hộ tịch,3 ngày,Không",
        "1,1.990001 Cấp giấy,Hộ tịch,3 ngày,Không",
        "1,1.990001,Cấp giấy",
        "1,1.990001,Cấp giấy,Hộ tịch,3 ngày,Không,,",
        "1;1.990001;Cấp giấy, bản sao;Hộ tịch;3 ngày;Không",
    ],
)
def test_a_record_that_does_not_fit_its_header_is_an_error_with_its_line(line):
    refused, kept = read_lines(HEADER, line, GOOD).rows
    (problem,) = refused.problems
    assert (problem.row, problem.severity, problem.message_code) == (2, "error", "record_width")
    assert "Line 2" in problem.message
    assert not any(refused.values.values())
    assert values([kept], *KEYS) == [GOOD_VALUES]


def test_the_line_is_that_of_the_file_where_cells_have_several():
    read_rows = read_lines(HEADER, '1,1.990001,"Cấp\ngiấy",Hộ tịch,3 ngày,Không', "2,1.99,Hai").rows
    assert (read_rows[1].row, "Line 4" in read_rows[1].problems[0].message) == (3, True)


def test_nothing_around_a_refused_record_is_taken_for_its_own():
    found = read_lines(HEADER, "I. Lĩnh vực Hộ tịch", "1,1.990001,Cấp giấy,,3 ngày", GOOD).rows
    assert not any(found[0].values.values())


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_ends_of_lines_and_encodings(separator, end, encoding):
    lines = (line.replace(",", separator) for line in (HEADER, GOOD))
    assert values(read_lines(*lines, end=end, encoding=encoding).rows, *KEYS) == [GOOD_VALUES]


@pytest.mark.parametrize(
    "lines",
    [
        [HEADER + ",,", GOOD + ",,"],
        [HEADER, GOOD + ",,"],
        [HEADER, "", ",,,,,", GOOD, ",,,,,", ""],
        ["DANH MỤC THỦ TỤC", "", HEADER, "I. Lĩnh vực Hộ tịch", GOOD],
        ["DANH MỤC THỦ TỤC,,,,,", HEADER, "I. Lĩnh vực Hộ tịch,,,,,", GOOD],
        ["sep=,", HEADER, GOOD],
        ['"sep=,"', HEADER, GOOD],
        [HEADER, '2,"1.990002","Đăng ký thử nghiệm","Hộ tịch","3 ngày","Không"'],
        [HEADER, '2, "1.990002", "Đăng ký thử nghiệm", "Hộ tịch", "3 ngày", "Không"'],
        [HEADER, '2,="1.990002",Đăng ký thử nghiệm,Hộ tịch,="3 ngày",Không'],
        [HEADER, '2,"=""1.990002""",Đăng ký thử nghiệm,Hộ tịch,"=""3 ngày""",Không'],
    ],
)
def test_what_is_harmless_around_the_records_is_no_error(lines):
    found = read_lines(*lines)
    assert values(found.rows, *KEYS) == [GOOD_VALUES]
    assert codes_of(found.rows[0].problems) == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('"Cấp ""giấy"", bản sao"', 'Cấp "giấy", bản sao'),
        ('Cấp "giấy" bản sao', 'Cấp "giấy" bản sao'),
        ('"Cấp giấy; bản sao"', "Cấp giấy; bản sao"),
        ('="Cấp giấy, bản sao"', "Cấp giấy, bản sao"),
        ('"Cấp giấy:\n- bản, chính, sao, lục"', "Cấp giấy: - bản, chính, sao, lục"),
    ],
)
def test_what_stands_between_quotation_marks_is_one_cell(cell, said):
    (row,) = read_lines(HEADER, f"1,1.990001,{cell},Hộ tịch,3 ngày,Không").rows
    assert (row.values["name"], row.values["time_limit"]) == (said, "3 ngày")


@pytest.mark.parametrize(
    "lines",
    [
        ['1,1.990001,"Cấp giấy,Hộ tịch,3 ngày,Không', GOOD, "3,1.990003,Ba,Hộ tịch,7 ngày,Không"],
        ['1,1.990001,"Cấp giấy,Hộ tịch,3 ngày,Không', GOOD, '3,1.990003,"Ba",Hộ tịch,7 ngày,Không'],
        ['1,1.990001,"Cấp giấy,Hộ tịch,3 ngày,Không', GOOD, '3,1.990003,Ba",Hộ tịch,7 ngày,Không'],
        ['1,1.990001,Cấp giấy,Hộ tịch,3 ngày,"Không', "2,1.990002,Hai,Hộ tịch,3 ngày", '"'],
        ['1,1.990001,"Cấp "giấy"",Hộ tịch,3 ngày,Không', GOOD],
    ],
)
def test_a_quotation_mark_that_swallows_rows_is_an_error_with_its_line(lines):
    with pytest.raises(UnreadableFile, match="Line 2 .*quotation mark"):
        read_lines(HEADER, *lines)
