"""Whatever lines an office puts between its procedures, every procedure comes out and nothing breaks."""

import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from backoffice.procedures.importing.layouts.sheet_layout import layout_of
from backoffice.procedures.importing.rows.workbook_rows import rows_of_sheet
from backoffice.procedures.importing.vocabulary.texts import clean
from backoffice.procedures.importing.workbooks.workbook import Row, Sheet
from tests.procedures.sheets import HEADER

LINES = [
    ["A. THỦ TỤC HÀNH CHÍNH CẤP XÃ"],
    ["I", "", "LĨNH VỰC HỘ TỊCH"],
    ["II. Lĩnh vực Đất đai (02 TTHC)"],
    ["1", "Lĩnh vực Chứng thực"],
    ["Ghi chú:"],
    ["- Như trên là giống dòng liền trên"],
    ["TỔNG CỘNG", "", "", "171 TTHC"],
    ["(1)", "(2)", "(3)", "(4)"],
    ["", "", "", "dòng tiếp theo"],
    ["", "", "a) Trường hợp khác", "5 ngày"],
    ["7"],
    ["", "", "KT. CHỦ TỊCH"],
    HEADER,
    [],
]
CELLS = st.one_of(
    st.sampled_from(
        ["", "STT", "Mã TTHC", "Tên TTHC", "1.001193", "1", "x", "Như trên", '"', "I.", "A", "Ghi chú"]
    ),
    st.text(max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 1, 1)),
)
MERGES = st.tuples(*[st.integers(0, 8)] * 4).map(
    lambda m: (min(m[0], m[2]), min(m[1], m[3]), max(m[0], m[2]), max(m[1], m[3]))
)


def sheet(rows, merges=()):
    return Sheet("S", [Row(n, list(cells)) for n, cells in enumerate(rows, 1) if any(cells)], merges)


@given(st.lists(st.one_of(st.sampled_from(LINES), st.integers(0, 99)), max_size=25))
def test_every_procedure_comes_out_whatever_stands_between_them(lines):
    numbers = iter(range(1, 100))
    rows, told = [HEADER], []
    for line in lines:
        if isinstance(line, int):
            code = f"1.0010{next(numbers):02}"
            rows.append([str(line), code, f"Thủ tục {code[-2:]}", "1 ngày"])
            told.append((len(rows), code, f"Thủ tục {code[-2:]}"))
        else:
            rows.append(line)
    found = rows_of_sheet(layout_of(sheet(rows))).rows
    coded = [(row.row, row.values["code"], row.values["name"]) for row in found if row.values["code"]]
    assert coded == told


@given(st.lists(st.lists(CELLS, max_size=8), max_size=9), st.lists(MERGES, max_size=4))
def test_no_sheet_breaks_the_reading(rows, merges):
    found = rows_of_sheet(layout_of(sheet([HEADER, *rows], merges)))
    assert all({"code", "name"} <= row.values.keys() for row in found.rows)
    assert all(isinstance(value, str) for row in found.rows for value in row.values.values())
    assert [row.row for row in found.rows] == sorted(row.row for row in found.rows)


@given(st.lists(st.lists(CELLS, max_size=8), max_size=9), st.lists(MERGES, max_size=4))
def test_no_header_breaks_the_reading(rows, merges):
    what = sheet(rows, merges)
    correction = {"Tên TTHC": "name", "[B]": "code", "x": ""}
    found = rows_of_sheet(layout_of(what, {layout_of(what).key: correction}))
    assert found.skipped or found.layout.layouts or found.layout.cards


@given(st.text(alphabet=st.sampled_from("aăâbdđêôơưạếỗ \t\n\r\xa0\u200b\u0301\u0323-."), max_size=30))
def test_a_clean_text_stays_as_it_is(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "  " not in once
