"""The same week in the layouts in which offices write it."""

from datetime import date

import pytest

from backoffice.staffing.models import Duty
from tests.staffing.test_sheet_import import desk, officers, places, plain, read, roster  # noqa: F401

pytestmark = pytest.mark.django_db

NAMES = ("Bà Bùi Thị Hạnh", "Ông Đinh Văn Long", "đ/c Thuỷ", "Đ/c Sơn", "Mơ")
COUNTERS = tuple(f"Quầy {number}" for number in range(1, 6))
DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu")
DATES = ("30/11", "01/12", "02/12", "03/12", "04/12")
WEEK = date(2026, 11, 30)


def counters_across():
    rows = [["LỊCH TRỰC BỘ PHẬN MỘT CỬA"], ["Từ ngày 30/11/2026 đến ngày 04/12/2026"]]
    rows.append(["Ngày", "Buổi", *COUNTERS])
    for day, on in zip(DAYS, DATES, strict=True):
        rows += [[f"{day}\n{on}", "Sáng", *NAMES], ["", "Chiều", *NAMES]]
    book = plain(*rows, ["Nơi nhận: các phòng", "", "", "TRƯỞNG BỘ PHẬN"], ["", "", "", "Hoàng Minh Đức"])
    for row in range(4, 14, 2):
        book.active.merge_cells(start_row=row, end_row=row + 1, start_column=1, end_column=1)
    return book


def dates_down_without_a_title():
    dates = [date(2026, 11, 30), *(date(2026, 12, day) for day in range(1, 5))]
    rows = [[on, session, *NAMES] for on in dates for session in ("S", "C")]
    return plain(["Ngày", "Buổi", *COUNTERS], *rows)


def sessions_under_the_counters():
    cells = [name for name in NAMES for _session in range(2)]
    book = plain(
        ["Lịch trực từ 30.11.2026 đến 04.12.2026"],
        ["STT", "Thứ", *(word for counter in COUNTERS for word in (counter, ""))],
        ["", "", *("Sáng", "Chiều") * 5],
        *([number, day, *cells] for number, day in enumerate(DAYS, start=1)),
    )
    for column in range(3, 13, 2):
        book.active.merge_cells(start_row=2, end_row=2, start_column=column, end_column=column + 1)
    return book


def a_block_for_each_session():
    rows = [
        [session if number == 0 else "", counter, *[NAMES[number]] * 5]
        for session in ("Sáng", "Chiều")
        for number, counter in enumerate(COUNTERS)
    ]
    book = plain(["LỊCH TRỰC TUẦN 49 NĂM 2026"], ["Buổi", "Quầy", "T2", "T3", "T4", "T5", "T6"], *rows)
    book.active.merge_cells("A3:A7")
    book.active.merge_cells("A8:A12")
    return book


def officers_down():
    rows = [[name, *[counter] * 5] for name, counter in zip(NAMES, COUNTERS, strict=True)]
    return plain(["Lịch trực tuần bắt đầu ngày 30 tháng 11 năm 2026"], ["Họ và tên", *DAYS], *rows)


def initials_and_dittos():
    names = ("B.T. Hạnh", "Đ.V.Long", "N T Thuỷ", "Quách Sơn", "Bạch T. Mơ")
    rows = []
    for number, name in enumerate(names, start=1):
        rows += [[number, "Sáng", *[name] * 5], ["", "Chiều", *["nt"] * 5]]
    return plain(["Từ ngày 30-11-2026"], ["Quầy", "Buổi", *DAYS], *rows)


@pytest.mark.usefixtures("officers")
@pytest.mark.parametrize(
    "layout",
    [
        counters_across,
        dates_down_without_a_title,
        sessions_under_the_counters,
        a_block_for_each_session,
        officers_down,
        initials_and_dittos,
    ],
)
def test_a_layout_gives_the_same_week(desk, layout):  # noqa: F811
    outcome = read(desk, layout())
    assert (places(outcome.errors), str(outcome.week), outcome.saved.created) == ([], "2026-W49", 50)
    everybody = ["Bùi Thị Hạnh", "Đinh Văn Long", "Nguyễn Thị Thủy", "Quách Văn Sơn", "Bạch Thị Mơ"]
    assert roster(WEEK) == list(enumerate(everybody, start=1))
    assert roster(date(2026, 12, 4), "AFTERNOON") == list(enumerate(everybody, start=1))


@pytest.mark.usefixtures("officers")
def test_an_error_in_a_turned_sheet_names_the_cell_as_the_file_shows_it(desk):  # noqa: F811
    book = counters_across()
    book.active["D6"] = "Phạm Văn Lạ"
    outcome = read(desk, book)
    assert places(outcome.errors) == [("T48", "D6", "Phạm Văn Lạ", "unknown_name")]
    assert not Duty.objects.exists()


@pytest.mark.usefixtures("officers")
def test_two_officers_at_one_counter_are_reported_where_officers_are_in_rows(desk):  # noqa: F811
    book = officers_down()
    book.active["B4"] = "Quầy 1"
    assert places(read(desk, book).errors) == [("T48", "B4", "Ông Đinh Văn Long", "counter_twice")]
