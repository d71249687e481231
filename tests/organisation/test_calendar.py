"""The working calendar: which days are worked, when the desk is open, what is not decided yet."""

import datetime as dt

import pytest

from backoffice.organisation.calendar import (
    BeyondCalendar,
    Day,
    DayKind,
    Standing,
    Why,
    WorkCalendar,
)
from backoffice.organisation.timetable import OFFICE_HOURS, Session
from tests.support.national import DAYS, NATIONAL, ROWS, at, on

# A desk that also receives on Saturday mornings (Quyết định 14/2010).
SATURDAY_DESK = WorkCalendar(
    DAYS,
    NATIONAL.first_on,
    NATIONAL.last_on,
    (*OFFICE_HOURS, Session(5, dt.time(8), dt.time(11), is_working_time=False)),
)

WEEKDAYS_OFF = {
    2018: "01-01 02-14 02-15 02-16 02-19 02-20 04-25 04-30 05-01 09-03 12-31",
    2019: "01-01 02-04 02-05 02-06 02-07 02-08 04-15 04-29 04-30 05-01 09-02",
    2020: "01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02",
    2021: "01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03",
    2022: "01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02",
    2023: "01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04",
    2024: "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
    2027: "01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24",
}
WEEKEND_DAYS_WORKED = {2019: "01-05 05-04", 2024: "05-04", 2025: "04-26", 2026: "01-10 08-22"}


def days_of(year: int):
    return (dt.date(year, 1, 1) + dt.timedelta(days=n) for n in range(366 if year % 4 == 0 else 365))


# The rows of the notices


@pytest.mark.parametrize("year", WEEKDAYS_OFF)
def test_the_fixture_has_the_weekdays_off_of_every_notice(year):
    off = [day for day in days_of(year) if day.weekday() < 5 and not NATIONAL.is_working(day)]

    assert [f"{day:%m-%d}" for day in off] == WEEKDAYS_OFF[year].split()


@pytest.mark.parametrize("year", WEEKDAYS_OFF)
def test_the_fixture_has_the_worked_saturdays_of_every_notice(year):
    worked = [day for day in days_of(year) if day.weekday() >= 5 and NATIONAL.is_working(day)]

    assert [f"{day:%m-%d}" for day in worked] == WEEKEND_DAYS_WORKED.get(year, "").split()


def test_every_row_names_its_day_and_its_source_within_the_columns():
    assert all(0 < len(row["name"]) <= 100 and 0 < len(row["source"]) <= 300 for row in ROWS)


def test_the_rows_are_in_the_order_of_their_days_and_numbered_by_them():
    days = [row["day"] for row in ROWS]

    assert days == sorted(set(days))
    assert [str(row["pk"]) for row in ROWS] == [day.replace("-", "") for day in days]


@pytest.mark.parametrize(
    ("day", "standing", "name"),
    [
        ("2026-09-02", Standing.HOLIDAY, "Quốc khánh"),
        ("2018-09-03", Standing.IN_LIEU, "Nghỉ bù Quốc khánh (2/9 là Chủ nhật)"),
        ("2018-12-31", Standing.SWAPPED_OFF, "Nghỉ hoán đổi, làm bù thứ Bảy 05/01/2019"),
        ("2026-08-22", Standing.MAKE_UP, "Làm bù cho thứ Hai 31/08/2026"),
        ("2026-11-24", Standing.HOLIDAY, "Ngày Văn hóa Việt Nam"),
        ("2018-09-02", Standing.HOLIDAY, "Quốc khánh"),
    ],
)
def test_a_day_has_its_kind_and_the_row_that_decides_it(day, standing, name):
    why = NATIONAL.why(on(day))

    assert (why.standing, why.row.name) == (standing, name)


def test_a_plain_day_needs_no_row():
    assert NATIONAL.why(on("2026-11-23")) == Why(Standing.WORKING)
    assert NATIONAL.why(on("2026-11-21")) == Why(Standing.WEEKEND)


def test_the_swap_of_2026_11_23_that_was_only_proposed_changes_nothing():
    assert NATIONAL.is_working(on("2026-11-23"))
    assert not NATIONAL.is_working(on("2026-11-28"))
    assert NATIONAL.unconfirmed_between(on("2026-11-01"), on("2026-12-31")) == ()


def test_only_days_of_2027_are_undecided_those_that_either_proposal_moves():
    undecided = NATIONAL.unconfirmed_between(on("2018-01-01"), on("2027-12-31"))

    assert [(f"{day.date:%m-%d}", day.is_off) for day in undecided] == [
        ("02-04", True),
        ("02-05", True),
        ("02-08", True),
        ("02-09", True),
        ("02-10", True),
        ("02-11", False),
        ("02-12", False),
        ("09-01", False),
        ("09-03", True),
    ]


def test_the_first_and_the_last_day_of_a_span_belong_to_it():
    assert len(NATIONAL.unconfirmed_between(on("2027-02-04"), on("2027-02-05"))) == 2


def test_a_row_of_the_desk_replaces_the_national_one():
    flood = Day(on("2026-11-25"), DayKind.NGHI_LE, name="Ngập lụt, trụ sở đóng cửa")
    worked = Day(on("2026-11-24"), DayKind.LAM_BU, name="Trực ngày lễ")
    desk = WorkCalendar((*DAYS, flood, worked), NATIONAL.first_on, NATIONAL.last_on)

    assert desk.add_working_days(on("2026-11-23"), 1) == on("2026-11-24")
    assert desk.add_working_days(on("2026-11-24"), 1) == on("2026-11-26")


# Counting days


def test_the_start_day_is_not_counted_and_the_last_day_is():
    assert NATIONAL.add_working_days(on("2018-10-24"), 1) == on("2018-10-25")
    assert NATIONAL.working_days_between(on("2018-10-24"), on("2018-10-25")) == 1


def test_a_count_from_a_day_off_begins_with_the_next_working_day():
    assert NATIONAL.add_working_days(on("2026-11-21"), 1) == on("2026-11-23")


def test_between_undoes_add_and_subtract():
    for start in (on("2026-08-20"), on("2026-08-22"), on("2026-08-23"), on("2018-12-28")):
        for count in range(1, 60):
            end = NATIONAL.add_working_days(start, count)
            assert NATIONAL.working_days_between(start, end) == count
            assert NATIONAL.working_days_between(end, start) == -count
            assert NATIONAL.subtract_working_days(end, count) == NATIONAL.previous_working(start)


def test_a_planned_outage_is_announced_seven_working_days_before():
    assert NATIONAL.subtract_working_days(on("2026-12-08"), 7) == on("2026-11-27")


def test_next_and_previous_keep_a_working_day_and_leave_a_day_off():
    assert NATIONAL.next_working(on("2026-08-22")) == on("2026-08-22")
    assert NATIONAL.next_working(on("2026-08-29")) == on("2026-09-03")
    assert NATIONAL.previous_working(on("2026-08-22")) == on("2026-08-22")
    assert NATIONAL.previous_working(on("2026-09-02")) == on("2026-08-28")


@pytest.mark.parametrize("count", [0, -1])
def test_less_than_one_day_cannot_be_added(count):
    with pytest.raises(ValueError, match="at least one working day"):
        NATIONAL.add_working_days(on("2026-11-23"), count)
    with pytest.raises(ValueError, match="at least one working day"):
        NATIONAL.subtract_working_days(on("2026-11-23"), count)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: NATIONAL.is_working(on("2028-01-01")),
        lambda: NATIONAL.why(on("2017-12-31")),
        lambda: NATIONAL.add_working_days(on("2027-12-30"), 2),
        lambda: NATIONAL.subtract_working_days(on("2018-01-02"), 1),
        lambda: NATIONAL.next_working(on("2028-01-01")),
        lambda: NATIONAL.previous_working(on("2018-01-01")),
        lambda: NATIONAL.working_days_between(on("2027-12-01"), on("2028-01-01")),
        lambda: NATIONAL.sessions_on(on("2028-01-03")),
        lambda: NATIONAL.is_open(at("2028-01-03T09:00")),
        lambda: NATIONAL.next_opening(at("2027-12-31T17:30")),
        lambda: NATIONAL.add_working_minutes(at("2027-12-31T17:00"), 31),
        lambda: NATIONAL.working_minutes_between(at("2027-12-31T17:00"), at("2028-01-03T08:00")),
    ],
)
def test_beyond_the_loaded_years_every_question_is_refused(ask):
    with pytest.raises(BeyondCalendar) as refused:
        ask()
    assert (refused.value.first_on, refused.value.last_on) == (on("2018-01-01"), on("2027-12-31"))


def test_the_last_loaded_day_still_has_an_answer():
    assert NATIONAL.add_working_days(on("2027-12-30"), 1) == on("2027-12-31")
    assert NATIONAL.add_working_minutes(at("2027-12-31T17:00"), 30) == at("2027-12-31T17:30")


# Opening hours


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23T07:29:59", False),
        ("2026-11-23T07:30", True),
        ("2026-11-23T11:29:59", True),
        ("2026-11-23T11:30", False),
        ("2026-11-23T13:30", True),
        ("2026-11-23T17:30", False),
        ("2026-11-21T09:00", False),
        ("2026-11-24T09:00", False),
        ("2026-08-22T09:00", True),
    ],
)
def test_the_desk_is_open_from_the_opening_minute_until_the_closing_one(moment, is_open):
    assert NATIONAL.is_open(at(moment)) is is_open


def test_the_hours_are_those_of_vietnam_whatever_the_zone_of_the_instant():
    assert NATIONAL.is_open(dt.datetime(2026, 11, 23, 0, 30, tzinfo=dt.UTC))
    assert not NATIONAL.is_open(dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC) + dt.timedelta(hours=2))
    assert NATIONAL.next_opening(dt.datetime(2026, 11, 22, 17, 30, tzinfo=dt.UTC)) == at("2026-11-23T07:30")


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        NATIONAL.is_open(dt.datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-23T08:15:20", "2026-11-23T08:15:20"),
        ("2026-11-23T06:00", "2026-11-23T07:30"),
        ("2026-11-23T11:30", "2026-11-23T13:30"),
        ("2026-11-23T17:30", "2026-11-25T07:30"),
        ("2026-11-20T18:00", "2026-11-21T08:00"),
        ("2026-11-21T11:00", "2026-11-23T07:30"),
    ],
)
def test_the_next_opening_may_be_a_saturday_opening(moment, opening):
    assert SATURDAY_DESK.next_opening(at(moment)) == at(opening)


def test_saturday_opening_is_neither_a_working_day_nor_working_time():
    saturday = on("2026-11-21")

    assert SATURDAY_DESK.is_open(at("2026-11-21T09:00"))
    assert not SATURDAY_DESK.is_working(saturday)
    assert SATURDAY_DESK.working_sessions_on(saturday) == ()
    assert SATURDAY_DESK.next_working_moment(at("2026-11-21T09:00")) == at("2026-11-23T07:30")
    assert SATURDAY_DESK.working_minutes_between(at("2026-11-21T08:00"), at("2026-11-21T11:00")) == 0


def test_a_saturday_marked_as_working_time_by_mistake_still_does_not_count():
    mistaken = WorkCalendar(
        DAYS, NATIONAL.first_on, NATIONAL.last_on, (*OFFICE_HOURS, Session(5, dt.time(8), dt.time(11)))
    )

    assert mistaken.add_working_minutes(at("2026-11-20T17:30"), 30) == at("2026-11-23T08:00")


def test_a_desk_with_hours_on_saturday_only_keeps_office_hours_in_the_week():
    saturday = WorkCalendar(DAYS, NATIONAL.first_on, NATIONAL.last_on, (Session(5, dt.time(8), dt.time(11)),))

    assert saturday.sessions_on(on("2026-11-23")) == NATIONAL.sessions_on(on("2026-11-23"))
    assert saturday.sessions_on(on("2026-11-21")) == ((dt.time(8), dt.time(11)),)


def test_a_holiday_closes_the_saturday_opening():
    assert not SATURDAY_DESK.is_open(at("2027-05-01T09:00"))


def test_a_worked_saturday_has_the_hours_of_monday():
    assert SATURDAY_DESK.sessions_on(on("2026-08-22")) == (
        (dt.time(7, 30), dt.time(11, 30)),
        (dt.time(13, 30), dt.time(17, 30)),
    )
    assert SATURDAY_DESK.add_working_minutes(at("2026-08-21T17:00"), 60) == at("2026-08-22T08:00")


@pytest.mark.parametrize(
    ("worked", "hours"),
    [
        ("2026-11-22", (dt.time(8), dt.time(12))),  # a Sunday: as on Monday
        ("2026-11-24", (dt.time(9), dt.time(11))),  # a holiday, a Tuesday: as on any Tuesday
    ],
)
def test_a_worked_day_of_the_week_has_its_own_hours_and_a_weekend_day_those_of_monday(worked, hours):
    row = Day(on(worked), DayKind.LAM_BU, name="Trực")
    week = (Session(0, dt.time(8), dt.time(12)), Session(1, dt.time(9), dt.time(11)))
    desk = WorkCalendar((*DAYS, row), NATIONAL.first_on, NATIONAL.last_on, week)

    assert desk.sessions_on(on(worked)) == (hours,)


def test_a_worked_saturday_of_a_desk_closed_on_mondays_has_the_hours_of_its_first_weekday():
    tuesdays = WorkCalendar(DAYS, NATIONAL.first_on, NATIONAL.last_on, (Session(1, dt.time(8), dt.time(12)),))

    assert tuesdays.sessions_on(on("2026-11-23")) == ()
    assert tuesdays.sessions_on(on("2026-08-22")) == ((dt.time(8), dt.time(12)),)


def test_hours_change_on_the_day_they_are_in_force():
    winter = [
        Session(day, dt.time(8), dt.time(12), valid_from=on("2026-11-01"), valid_to=on("2026-11-30"))
        for day in range(5)
    ]
    desk = WorkCalendar(DAYS, NATIONAL.first_on, NATIONAL.last_on, tuple(winter))

    assert desk.sessions_on(on("2026-11-30")) == ((dt.time(8), dt.time(12)),)
    assert desk.sessions_on(on("2026-12-01")) == NATIONAL.sessions_on(on("2026-12-01"))
    assert desk.add_working_minutes(at("2026-11-30T11:00"), 120) == at("2026-12-01T08:30")


def test_sessions_that_overlap_count_each_minute_once():
    desk = WorkCalendar(
        DAYS,
        NATIONAL.first_on,
        NATIONAL.last_on,
        (Session(0, dt.time(13), dt.time(17)), Session(0, dt.time(8), dt.time(14))),
    )

    assert desk.sessions_on(on("2026-11-23")) == ((dt.time(8), dt.time(17)),)
    assert desk.working_minutes_between(at("2026-11-23T00:00"), at("2026-11-23T23:00")) == 540


# Counting minutes


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-23T08:00", 210, "2026-11-23T11:30"),
        ("2026-11-23T08:00", 211, "2026-11-23T13:31"),
        ("2026-11-23T13:30", 240, "2026-11-23T17:30"),
        ("2026-11-23T13:30", 241, "2026-11-25T07:31"),
        ("2026-11-19T17:30", 480, "2026-11-20T17:30"),
        ("2026-11-23T08:00:59", 1, "2026-11-23T08:01"),
    ],
)
def test_minutes_end_with_their_session_and_skip_lunch_night_and_holiday(start, minutes, end):
    assert NATIONAL.add_working_minutes(at(start), minutes) == at(end)
    assert NATIONAL.working_minutes_between(at(start), at(end)) == minutes


def test_minutes_are_also_counted_backwards():
    assert NATIONAL.working_minutes_between(at("2026-11-25T08:00"), at("2026-11-23T17:00")) == -60


def test_less_than_one_minute_cannot_be_added():
    with pytest.raises(ValueError, match="at least one minute"):
        NATIONAL.add_working_minutes(at("2026-11-23T08:00"), 0)
