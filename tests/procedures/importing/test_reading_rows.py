"""Which lines of a sheet are procedures, and what the lines around them say about them."""

import unicodedata

import pytest

from backoffice.procedures.importing.vocabulary import headings, marks
from tests.procedures import sheets
from tests.procedures.sheets import HEADER, codes_of, read, read_rows, values, xlsx

BIRTH = [1, "1.001193", "Đăng ký khai sinh", "1 ngày"]
MARRIAGE = [2, "1.000894", "Đăng ký kết hôn", "3 ngày"]
AGENCIES = ["STT", "Mã TTHC", "Tên TTHC", "Cơ quan thực hiện", "Căn cứ pháp lý"]


def problems_of(rows, merges=()):
    (sheet,) = read(xlsx({"TTHC": rows}, merges)).sheets
    return [*sheet.problems, *(problem for row in sheet.rows for problem in row.problems)]


@pytest.mark.parametrize(
    ("lines", "merges"),
    [
        ([["A. THỦ TỤC HÀNH CHÍNH CẤP XÃ"], ["I", None, "LĨNH VỰC HỘ TỊCH"]], ["A2:D2"]),
        ([["A", "THỦ TỤC HÀNH CHÍNH CẤP XÃ"], ["I. LĨNH VỰC HỘ TỊCH (02 TTHC)"]], ["A3:D3"]),
        ([["A. Thủ tục hành chính cấp xã"], ["I. Lĩnh vực Hộ tịch"]], ["A2:D2", "A3:D3"]),
        ([["A. THỦ TỤC HÀNH CHÍNH CẤP XÃ"], ["I.", "LĨNH VỰC HỘ TỊCH:"]], ["B3:D3"]),
        ([["PHẦN A. THỦ TỤC HÀNH CHÍNH CẤP XÃ"], ["1", None, "Lĩnh vực hộ tịch", 2]], []),
        ([["I. THẨM QUYỀN GIẢI QUYẾT CỦA UBND CẤP XÃ"], ["1. Lĩnh vực: Hộ tịch"]], []),
        ([["B - Danh mục TTHC cấp xã"], ["Lĩnh vực Hộ tịch"]], []),
        ([["C. TTHC CẤP XÃ"], ["IV", None, "Hộ tịch"]], []),
        ([["D. TTHC CẤP XÃ"], [None, None, "HỘ TỊCH"]], []),
    ],
)
def test_headings_in_all_styles_give_level_and_field(lines, merges):
    found = read_rows([HEADER, *lines, BIRTH, MARRIAGE], merges)
    assert values(found, "level", "field") == [("Cấp xã", "Hộ tịch")] * 2
    assert [row.derived for row in found] == [{"level": "section", "field": "section"}] * 2
    assert [problem.message_code for row in found for problem in row.problems] == []


def test_a_heading_ends_the_headings_under_the_one_before():
    rows = [
        HEADER,
        ["A. THỦ TỤC HÀNH CHÍNH CẤP HUYỆN"],
        ["I", None, "LĨNH VỰC HỘ TỊCH"],
        BIRTH,
        ["B. THỦ TỤC HÀNH CHÍNH CẤP XÃ"],
        MARRIAGE,
        ["C. THỦ TỤC HÀNH CHÍNH CẤP TỈNH"],
        ["I", None, "LĨNH VỰC ĐẤT ĐAI"],
        [1, "1.000001", "Tách thửa"],
    ]
    found = read_rows(rows)
    assert values(found, "level", "field") == [
        ("Cấp huyện", "Hộ tịch"),
        ("Cấp xã", ""),
        ("Cấp tỉnh", "Đất đai"),
    ]
    assert found[2].level_section == "C. THỦ TỤC HÀNH CHÍNH CẤP TỈNH"
    assert found[2].field_section == "I LĨNH VỰC ĐẤT ĐAI"


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("A. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH", "Mới ban hành"),
        ("II. TTHC được sửa đổi, bổ sung", "Sửa đổi, bổ sung"),
        ("II. TTHC được sửa đổi, bổ sung hoặc thay thế", "Sửa đổi, bổ sung"),
        ("III. THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ", "Bãi bỏ"),
        ("A. DANH MỤC TTHC MỚI BAN HÀNH, SỬA ĐỔI VÀ BÃI BỎ", ""),
    ],
)
def test_a_heading_may_say_what_the_decision_does(heading, status):
    for rows in ([HEADER, [heading], BIRTH], [[heading], HEADER, BIRTH]):
        assert values(read_rows(rows), "status") == [(status,)]


def test_a_heading_may_name_the_agency():
    header = ["STT", "Mã TTHC", "Tên TTHC", "Cơ quan thực hiện"]
    rows = [
        header,
        ["I", None, "PHÒNG TƯ PHÁP (02 TTHC)"],
        ["1", "Lĩnh vực Hộ tịch"],
        BIRTH[:3],
        [2, "1.000894", "Kết hôn", "UBND xã"],
        ["II", None, "Phòng, chống tệ nạn xã hội"],
        [1, "1.000001", "Một"],
    ]
    assert values(read_rows(rows), "agency", "field") == [
        ("Phòng Tư pháp", "Hộ tịch"),
        ("UBND xã", "Hộ tịch"),
        ("", "Phòng, chống tệ nạn xã hội"),
    ]


def test_procedures_at_several_levels_get_those_of_their_agencies_for_a_person_to_check():
    rows = [
        AGENCIES,
        ["D. THỦ TỤC HÀNH CHÍNH THỰC HIỆN TẠI NHIỀU CẤP"],
        [1, "1.000001", "Chứng thực", "UBND cấp xã; Bảo hiểm xã hội cấp huyện"],
        [2, "1.000002", "Tách thửa", "Văn phòng đăng ký đất đai"],
        [3, "1.000003", "Khác", "Tòa án"],
    ]
    found = read_rows(rows)
    assert values(found, "level") == [("Cấp huyện, Cấp xã",), ("Cấp tỉnh",), ("",)]
    assert [codes_of(row.problems) for row in found] == [["level_from_agency"], ["level_from_agency"], []]


@pytest.mark.parametrize(
    "ditto",
    ["Như trên", "như trên.", "-nt-", "nt", "“Như trên”", '"', "”", "''", "-//-", "//", "NHƯ TRÊN", '- " -'],
)
def test_a_ditto_repeats_what_stands_above_it(ditto):
    rows = [
        AGENCIES,
        [1, "1.000001", "Một", "Sở Y tế", "Luật Dược"],
        [2, "1.000002", "Hai", ditto, unicodedata.normalize("NFD", ditto)],
        ["II", None, "LĨNH VỰC KHÁC"],
        [3, "1.000003", "Ba", ditto, "Luật khác"],
    ]
    assert values(read_rows(rows), "agency", "legal_basis") == [
        ("Sở Y tế", "Luật Dược"),
        ("Sở Y tế", "Luật Dược"),
        ("Sở Y tế", "Luật khác"),
    ]


def test_a_ditto_below_nothing_is_reported():
    (found,) = read_rows([AGENCIES, [1, "1.000001", "Một", "-nt-"]])
    (problem,) = found.problems
    assert found.values["agency"] == ""
    assert (problem.message_code, problem.row, problem.column, problem.value) == (
        "ditto_without_source",
        2,
        "D",
        "-nt-",
    )


def test_a_ditto_with_more_text_is_for_a_person():
    rows = [
        AGENCIES,
        [1, "1.000001", "Một", "a", "Luật A"],
        [2, "1.000002", "Hai", "b", "Như trên và Luật B số 1"],
    ]
    assert codes_of(read_rows(rows)[1].problems) == ["ditto_with_more"]


@pytest.mark.parametrize("text", ["Như Trên Cao Nguyên", "ntt", "không", "-", "tương tự nhau"])
def test_other_texts_are_no_dittos(text):
    assert not marks.is_ditto(text)


def test_a_cell_merged_downwards_counts_for_all_its_rows():
    rows = [AGENCIES, [1, "1.000001", "Một", "UBND xã"], [2, "1.000002", "Hai"], [3, "1.000003", "Ba"]]
    assert values(read_rows(rows, ["D2:D3"]), "agency") == [("UBND xã",), ("UBND xã",), ("",)]


def test_rows_under_one_merged_name_are_one_procedure():
    rows = [
        HEADER,
        [1, "1.000001", "Một", "Trực tiếp: 2 ngày"],
        [None, None, None, "Trực tuyến: 1 ngày"],
        MARRIAGE,
    ]
    for merges in (["A2:A3", "B2:B3", "C2:C3"], []):
        found = read_rows(rows, merges)
        assert values(found, "name", "time_limit") == [
            ("Một", "Trực tiếp: 2 ngày\nTrực tuyến: 1 ngày"),
            ("Đăng ký kết hôn", "3 ngày"),
        ]
        assert codes_of(found[0].problems) == ["rows_joined"]


def test_rows_for_the_cases_of_a_procedure_belong_to_it():
    rows = [
        HEADER,
        [1, "1.000001", "Một"],
        [None, None, "a) Trường hợp thường", "1 ngày"],
        [None, None, "b) Trường hợp xác minh", "3 ngày"],
    ]
    (found,) = read_rows(rows)
    assert found.values["time_limit"] == "a) Trường hợp thường: 1 ngày\nb) Trường hợp xác minh: 3 ngày"


@pytest.mark.parametrize(
    "ordinals", [(1, 2), ("1.", "2."), ("01", "02"), ("1.1", "1.2"), ("(1)", "(2)"), (None, None)]
)
def test_ordinals_come_in_many_styles_or_not_at_all(ordinals):
    rows = [HEADER, [ordinals[0], *BIRTH[1:]], [ordinals[1], *MARRIAGE[1:]]]
    assert values(read_rows(rows), "stt") == [(str(ordinal or ""),) for ordinal in ordinals]


def test_totals_notes_and_signatures_end_the_list():
    rows = [
        HEADER,
        BIRTH,
        ["TỔNG CỘNG", None, None, "01 TTHC"],
        [],
        ["Ghi chú:"],
        ["- “Như trên” là giống dòng liền trên."],
        [None, None, "KT. CHỦ TỊCH"],
        [None, None, "Người Được Bịa"],
    ]
    (sheet,) = read(xlsx({"TTHC": rows})).sheets
    assert [row.row for row in sheet.rows] == [2]
    assert sheet.problems == []


def test_a_name_that_begins_like_a_total_is_a_procedure():
    rows = [
        ["STT", "Tên TTHC"],
        [1, "Công nhận sáng kiến"],
        [2, "Tổng kết thi đua"],
        [None, "Tổng số: 02 TTHC"],
    ]
    assert values(read_rows(rows), "name") == [("Công nhận sáng kiến",), ("Tổng kết thi đua",)]


def test_a_line_that_is_not_understood_is_reported_and_not_lost():
    (problem,) = problems_of([HEADER, BIRTH, [None, None, "dòng lạ"], MARRIAGE])
    assert (problem.message_code, problem.row, problem.column) == ("line_not_read", 3, "C")
    assert (problem.value, problem.severity) == ("dòng lạ", "warning")


def test_prepared_but_unused_rows_are_nothing():
    rows = [HEADER, BIRTH, [2], [3], [4]]
    assert len(read_rows(rows)) == 1
    assert problems_of(rows) == []


def test_a_row_without_a_name_is_an_error():
    for row in (
        [2, "1.000894", None, "3 ngày"],
        [2, None, None, "3 ngày"],
        [2, "1.000894"],
        [None, "1.000894"],
    ):
        found = read_rows([HEADER, BIRTH, row])[1]
        assert "name_missing" in codes_of(found.problems)


def test_the_field_of_a_group_stands_only_in_its_first_row():
    rows = [
        ["STT", "Mã TTHC", "Tên TTHC", "Lĩnh vực"],
        [1, "1.000001", "Một", "Hộ tịch"],
        [2, "1.000002", "Hai"],
    ]
    found = read_rows(rows)
    assert values(found, "field") == [("Hộ tịch",), ("Hộ tịch",)]
    assert codes_of(found[1].problems) == ["field_from_above"]


def test_an_empty_field_is_empty_where_the_list_repeats_its_fields():
    header = ["STT", "Mã TTHC", "Tên TTHC", "Lĩnh vực"]
    rows = [[n, f"1.00000{n}", f"Tên {n}", "Hộ tịch" if n < 3 else None] for n in (1, 2, 3)]
    assert values(read_rows([header, *rows]), "field") == [("Hộ tịch",), ("Hộ tịch",), ("",)]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("LĨNH VỰC QUẢN LÝ CÔNG SẢN (02 TTHC)", "Quản lý công sản"),
        ("Lĩnh vực: hộ tịch.", "Hộ tịch"),
        ("LĨNH VỰC VỐN HỖ TRỢ (ODA) VÀ VIỆN TRỢ", "Vốn hỗ trợ (ODA) và viện trợ"),
        ("Thủ tục hành chính thuộc lĩnh vực Đất đai", "Đất đai"),
        ("Đăng ký khai sinh", ""),
    ],
)
def test_a_field_is_named_without_its_count_and_capitals(text, field):
    assert headings.field_named(text) == field


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("PL II - Đất đai", "Đất đai"),
        ("1. Hộ tịch", "Hộ tịch"),
        ("LV Chứng thực", "Chứng thực"),
        ("Hộ tịch (cấp xã)", "Hộ tịch"),
        ("Giáo dục - Đào tạo", "Giáo dục - Đào tạo"),
        ("Chính sách", "Chính sách"),
        ("Sheet1", ""),
        ("TTHC2-CAPXA", ""),
        ("Phụ lục I", ""),
        ("Danh sách TTHC", ""),
        ("Cấp xã", ""),
    ],
)
def test_the_name_of_a_sheet_may_be_a_field(name, field):
    assert headings.field_of_sheet(name) == field


def test_a_title_may_name_field_and_level():
    title = "DANH MỤC THỦ TỤC HÀNH CHÍNH TRONG LĨNH VỰC ĐẤT ĐAI THUỘC THẨM QUYỀN CỦA UBND CẤP XÃ"
    (found,) = read_rows([[title], HEADER, BIRTH])
    assert values([found], "field", "level") == [("Đất đai", "Cấp xã")]
    assert found.derived == {"field": "title", "level": "title"}


def test_one_sheet_per_field_gives_weak_proposals():
    header = ["TT", "Tên thủ tục", "Lệ phí"]
    book = read(
        xlsx(
            {"1. Hộ tịch": [header, [1, "Khai sinh", "Không"]], "Đất đai": [header, [1, "Hòa giải", "Không"]]}
        )
    )
    assert values(book.rows, "field", "code") == [("Hộ tịch", ""), ("Đất đai", "")]
    assert [row.derived for row in book.rows] == [{"field": "sheet"}] * 2
    assert [p.proposal for p in book.problems if p.message_code == "field_from_sheet_name"] == [
        "Hộ tịch",
        "Đất đai",
    ]


def test_capitals_are_spelled_as_another_sheet_has_them():
    rows = [HEADER, ["I", None, "LĨNH VỰC QUẢN LÝ CÔNG SẢN"], BIRTH]
    book = read(
        xlsx({"TTHC": rows, "Tổng hợp": [["Cấp", "Lĩnh vực", "Số TTHC"], ["Tỉnh", "Quản lý Công sản", 1]]})
    )
    assert values(book.rows, "field") == [("Quản lý Công sản",)]


def test_a_hidden_sheet_is_read_and_says_so():
    book = read(xlsx({"TTHC": [HEADER, BIRTH], "Cũ": [HEADER, MARRIAGE]}, hidden=["Cũ"]))
    assert len(book.rows) == 2
    assert "sheet_hidden" in codes_of(book.problems)


def test_sheets_of_details_are_joined_by_code():
    book = read(
        xlsx(
            {
                "TTHC2-CAPXA": [
                    ["STT", "Mã TTHC", "Tên TTHC"],
                    BIRTH[:3],
                    [2, "1.000894.H28", "Đăng ký kết hôn"],
                ],
                "Cách thức thực hiện": [
                    ["Mã TTHC", "Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí"],
                    ["1.001193", "Trực tiếp", "1 Ngày làm việc", "Miễn phí"],
                    ["1.001193", "Trực tuyến", "1 Ngày", None],
                ],
                "TPHS": [
                    ["Mã TTHC", "Tên giấy tờ", "Bản chính", "Bản sao"],
                    ["1.001193", "Tờ khai", 1, 0],
                    [None, "Giấy chứng sinh", 1, None],
                    ["9.999999", "Lạc", 1, 1],
                ],
                "CCPL": [
                    ["Mã TTHC", "Số ký hiệu", "Trích yếu"],
                    ["1.000894", "60/2014/QH13", "Luật Hộ tịch"],
                ],
                "Trình tự thực hiện": [
                    ["Mã TTHC", "Tên TTHC", "Trình tự"],
                    ["1.001193", "Khai sinh", "Bước 1"],
                ],
            }
        )
    )
    birth, marriage = book.rows
    assert (
        birth.values
        | {
            "channels": "Trực tiếp\nTrực tuyến",
            "time_limit": "Trực tiếp: 1 Ngày làm việc\nTrực tuyến: 1 Ngày",
            "fee": "Trực tiếp: Miễn phí",
            "documents": "- Tờ khai (Bản chính: 1; Bản sao: 0)\n- Giấy chứng sinh (Bản chính: 1)",
            "steps": "Bước 1",
        }
        == birth.values
    )
    assert marriage.values["legal_basis"] == "- 60/2014/QH13 – Luật Hộ tịch"
    assert birth.derived["documents"] == "details"
    assert all(sheet.skipped for sheet in book.sheets[1:])
    (lost,) = [p for p in book.problems if p.message_code == "details_without_procedure"]
    assert (lost.sheet, lost.row, lost.value) == ("TPHS", 4, "9.999999")


def test_a_list_in_a_text_file_is_read_like_any_other():
    data = "Mã TTHC;Tên TTHC;Lĩnh vực\n1.001193;Khai sinh;Hộ tịch\n1.01044;Kết hôn;Hộ tịch\n".encode()
    found = read(data, "ds.csv").rows
    assert values(found, "code", "field") == [("1.001193", "Hộ tịch"), ("", "Hộ tịch")]
    assert codes_of(found[1].problems) == ["code_damaged"]


def test_a_spanned_cell_of_an_opendocument_file_counts_for_all_its_rows():
    rows = [
        ["STT", "Mã TTHC", "Tên TTHC", "Cơ quan"],
        ["1", "1.000001", "Một", ("UBND xã", 2)],
        ["2", "1.000002", "Hai", None],
    ]
    assert values(read(sheets.ods("S", rows), "a.ods").rows, "agency") == [("UBND xã",), ("UBND xã",)]
