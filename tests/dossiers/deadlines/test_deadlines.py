"""When a result is due: working days, days, months, hours, within the day (R18, R25–R29)."""

import datetime as dt
from decimal import Decimal

import pytest

from backoffice.dossiers.deadlines import (
    Due,
    InvalidTerm,
    SameDay,
    Term,
    Unit,
    due,
    reception_at,
)
from backoffice.organisation.calendar import BeyondCalendar, Day, DayKind, WorkCalendar
from backoffice.organisation.timetable import OFFICE_HOURS, Session
from tests.support.national import DAYS, NATIONAL, at, on

SATURDAY_DESK = WorkCalendar(
    DAYS,
    NATIONAL.first_on,
    NATIONAL.last_on,
    (*OFFICE_HOURS, Session(5, dt.time(8), dt.time(11), is_working_time=False)),
)


def due_for(amount: str | int, unit: Unit, received: str, calendar: WorkCalendar = NATIONAL, **rule) -> Due:
    return due(Term(Decimal(amount), unit), at(received), calendar, **rule)


@pytest.mark.parametrize(
    ("received", "days", "due_on"),
    [
        ("2018-10-24", 5, "2018-10-31"),
        ("2018-10-24", 3, "2018-10-29"),
        ("2018-12-27", 3, "2019-01-03"),
        ("2018-02-09", 5, "2018-02-23"),
        ("2018-08-31", 5, "2018-09-10"),
        ("2019-11-20", 25, "2019-12-25"),
        ("2024-04-25", 3, "2024-05-03"),
        ("2025-04-25", 5, "2025-05-06"),
        ("2025-04-24", 2, "2025-04-26"),
        ("2025-08-29", 3, "2025-09-05"),
        ("2025-12-31", 3, "2026-01-07"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-04-24", 10, "2026-05-13"),
        ("2026-08-21", 1, "2026-08-22"),
        ("2026-08-21", 7, "2026-09-03"),
        ("2026-11-20", 3, "2026-11-26"),
        ("2026-11-23", 1, "2026-11-25"),
        ("2026-11-23", 5, "2026-12-01"),
        ("2026-11-21", 1, "2026-11-23"),
    ],
)
def test_working_days_are_counted_from_the_day_after_reception(received, days, due_on):
    assert due_for(days, Unit.WORKING_DAY, f"{received}T09:00").due_on == on(due_on)


@pytest.mark.parametrize(
    ("received", "days", "due_on"),
    [
        ("2018-10-24", 10, "2018-11-05"),
        ("2018-08-03", 30, "2018-09-04"),
        ("2026-11-09", 15, "2026-11-25"),
        ("2026-01-27", 20, "2026-02-23"),
        ("2025-04-01", 30, "2025-05-05"),
        ("2026-08-21", 1, "2026-08-22"),
        ("2026-11-21", 1, "2026-11-23"),
    ],
)
def test_calendar_days_count_all_days_and_only_their_end_moves_to_a_working_day(received, days, due_on):
    assert due_for(days, Unit.DAY, f"{received}T09:00").due_on == on(due_on)


@pytest.mark.parametrize(
    ("received", "months", "due_on"),
    [
        ("2018-10-31", 1, "2018-11-30"),
        ("2018-08-31", 1, "2018-10-01"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2018-10-24", 2, "2018-12-24"),
        ("2018-11-30", 3, "2019-02-28"),
        ("2025-10-24", 13, "2026-11-25"),
    ],
)
def test_months_end_on_the_same_day_of_the_month_or_its_last(received, months, due_on):
    assert due_for(months, Unit.MONTH, f"{received}T09:00").due_on == on(due_on)


@pytest.mark.parametrize(
    ("received", "hours", "due_at"),
    [
        ("2026-11-23T16:00", "4", "2026-11-25T10:00"),
        ("2026-11-23T10:30", "2", "2026-11-23T14:30"),
        ("2026-11-23T12:15", "1", "2026-11-23T14:30"),
        ("2026-11-23T18:00", "1", "2026-11-25T08:30"),
        ("2026-11-23T05:00", "1", "2026-11-23T08:30"),
        ("2026-11-21T09:00", "8", "2026-11-23T17:30"),
        ("2026-11-23T07:30", "4", "2026-11-23T11:30"),
        ("2026-11-23T08:00", "0.25", "2026-11-23T08:15"),
        ("2026-11-23T08:00", "0.0000000001", "2026-11-23T08:01"),
        ("2026-08-21T16:30", "2", "2026-08-22T08:30"),
        ("2018-10-24T08:00", "40", "2018-10-31T08:00"),
    ],
)
def test_hours_count_only_open_office_minutes(received, hours, due_at):
    answer = due_for(hours, Unit.HOUR, received)

    assert answer.due_at == at(due_at)
    assert answer.deadline_end == at(due_at)


def test_hours_on_a_saturday_opening_do_not_run():
    assert due_for(2, Unit.HOUR, "2026-11-21T09:00", SATURDAY_DESK).due_at == at("2026-11-23T09:30")


def test_reception_on_a_worked_saturday_counts_from_that_day():
    assert due_for(1, Unit.WORKING_DAY, "2026-08-22T09:00").due_on == on("2026-08-24")


def test_reception_on_a_holiday_counts_from_the_next_working_day():
    assert due_for(1, Unit.WORKING_DAY, "2026-11-24T09:00").due_on == on("2026-11-25")


def test_a_limit_of_more_than_a_year_is_not_cut():
    # After 3 January 2023 that year has 248 working days; 2 to 17 January 2024 are the other 12.
    assert due_for(260, Unit.WORKING_DAY, "2023-01-03T09:00").due_on == on("2024-01-17")


# The printed clock (R29)


@pytest.mark.parametrize(
    ("received", "clock"),
    [
        ("2019-11-20T08:37", "2019-12-25T08:37"),
        ("2019-11-20T08:37:41", "2019-12-25T08:37"),
        ("2019-11-20T18:05", "2019-12-25T17:30"),
        ("2019-11-20T06:10", "2019-12-25T07:30"),
    ],
)
def test_the_appointment_has_the_time_of_reception_within_the_hours_of_the_day(received, clock):
    assert due_for(25, Unit.WORKING_DAY, received).due_at == at(clock)


@pytest.mark.parametrize(
    ("received", "clock"),
    [
        ("2018-10-22T06:10", "2018-10-23T07:30"),
        ("2018-10-22T08:37", "2018-10-23T08:37"),
        ("2018-10-22T18:05", "2018-10-23T17:30"),
    ],
)
def test_on_a_weekday_on_which_the_desk_is_closed_the_appointment_keeps_office_hours(received, clock):
    mondays = WorkCalendar(DAYS, NATIONAL.first_on, NATIONAL.last_on, (Session(0, dt.time(8), dt.time(12)),))

    assert due_for(1, Unit.WORKING_DAY, received, mondays).due_at == at(clock)


def test_a_limit_in_days_ends_at_the_end_of_the_day():
    answer = due_for(25, Unit.WORKING_DAY, "2019-11-20T08:37")

    assert answer.deadline_end == at("2019-12-25T23:59:59")


def test_the_day_of_reception_is_that_of_vietnam():
    answer = due(
        Term(Decimal(1), Unit.WORKING_DAY), dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC), NATIONAL
    )

    assert answer.due_at == at("2026-11-25T07:30")


# A part of a day: 8 working hours are a day


@pytest.mark.parametrize(
    ("amount", "received", "due_at"),
    [
        ("0.5", "2026-11-23T08:37", "2026-11-23T14:37"),
        ("0.5", "2026-11-23T16:00", "2026-11-25T10:00"),
        ("0.5", "2026-11-21T09:00", "2026-11-23T11:30"),
        ("0.5", "2026-11-19T18:00", "2026-11-20T11:30"),
        ("1.5", "2026-11-16T08:37", "2026-11-17T14:37"),
        ("1.5", "2026-11-16T16:00", "2026-11-18T10:00"),
        ("1.5", "2026-11-21T09:00", "2026-11-25T11:30"),
        ("1.5", "2026-11-16T18:00", "2026-11-18T11:30"),
        ("2.25", "2026-11-20T07:30", "2026-11-25T09:30"),
    ],
)
def test_a_part_of_a_working_day_is_that_part_of_eight_working_hours(amount, received, due_at):
    assert due_for(amount, Unit.WORKING_DAY, received).due_at == at(due_at)


@pytest.mark.parametrize(
    ("amount", "received", "due_at"),
    [
        ("2.5", "2026-11-16T08:37", "2026-11-18T14:37"),
        ("2.5", "2026-11-19T08:37", "2026-11-23T11:30"),
        ("19.5", "2018-10-08T08:00", "2018-10-29T11:30"),
    ],
)
def test_a_part_of_a_calendar_day_runs_in_working_hours_after_the_whole_days(amount, received, due_at):
    assert due_for(amount, Unit.DAY, received).due_at == at(due_at)


def test_a_limit_with_a_part_of_a_day_is_still_judged_by_the_day():
    assert due_for("1.5", Unit.WORKING_DAY, "2026-11-16T08:37").deadline_end == at("2026-11-17T23:59:59")


# Within the day


@pytest.mark.parametrize("unit", [Unit.WORKING_DAY, Unit.DAY])
@pytest.mark.parametrize(
    ("received", "due_at"),
    [
        ("2026-11-23T08:00", "2026-11-23T17:30"),
        ("2026-11-23T15:00:00", "2026-11-23T17:30"),
        ("2026-11-23T15:00:01", "2026-11-25T17:30"),
        ("2026-11-20T16:00", "2026-11-23T17:30"),
        ("2026-11-21T09:00", "2026-11-23T17:30"),
        ("2026-11-21T16:00", "2026-11-23T17:30"),
        ("2026-08-21T15:30", "2026-08-22T17:30"),
    ],
)
def test_a_result_within_the_day_moves_to_the_next_working_day_after_15_hours(unit, received, due_at):
    assert due_for(0, unit, received).due_at == at(due_at)


def test_the_hour_of_the_same_day_rule_is_a_parameter():
    answer = due_for(0, Unit.WORKING_DAY, "2026-11-23T14:30", same_day=SameDay(until=dt.time(14)))

    assert answer.due_on == on("2026-11-25")


def test_a_procedure_may_name_the_time_on_the_next_day():
    rule = SameDay(next_day_by=dt.time(9))

    assert due_for(0, Unit.WORKING_DAY, "2026-11-23T15:30", same_day=rule).due_at == at("2026-11-25T09:00")
    assert due_for(0, Unit.WORKING_DAY, "2026-11-23T14:30", same_day=rule).due_at == at("2026-11-23T17:30")
    assert due_for(0, Unit.WORKING_DAY, "2026-11-21T15:30", same_day=rule).due_at == at("2026-11-23T17:30")


def test_the_15_hour_rule_adds_no_day_to_a_limit_of_days():
    assert due_for(1, Unit.WORKING_DAY, "2018-10-24T16:30").due_on == on("2018-10-25")


# Reception out of hours (R18)


@pytest.mark.parametrize(
    ("filed", "received"),
    [
        ("2026-11-23T10:00", "2026-11-23T10:00"),
        ("2026-11-23T12:00", "2026-11-23T13:30"),
        ("2026-11-23T20:15", "2026-11-25T07:30"),
        ("2026-11-20T20:15", "2026-11-21T08:00"),
    ],
)
def test_what_is_filed_out_of_hours_is_received_at_the_next_opening(filed, received):
    assert reception_at(at(filed), SATURDAY_DESK) == at(received)


def test_an_online_dossier_of_the_evening_is_counted_from_the_next_working_day():
    received = reception_at(at("2026-11-19T20:15"), NATIONAL)

    assert due(Term(Decimal(1), Unit.WORKING_DAY), received, NATIONAL).due_on == on("2026-11-23")


# What cannot be computed


@pytest.mark.parametrize(
    ("amount", "unit", "reason"),
    [
        ("-1", Unit.WORKING_DAY, InvalidTerm.Reason.NEGATIVE),
        ("0", Unit.HOUR, InvalidTerm.Reason.NOTHING),
        ("0", Unit.MONTH, InvalidTerm.Reason.NOTHING),
        ("1.5", Unit.MONTH, InvalidTerm.Reason.PART_OF_A_MONTH),
        ("10000", Unit.DAY, InvalidTerm.Reason.TOO_LONG),
        ("1e400", Unit.HOUR, InvalidTerm.Reason.TOO_LONG),
    ],
)
def test_a_limit_that_cannot_be_counted_is_refused(amount, unit, reason):
    with pytest.raises(InvalidTerm) as refused:
        Term(Decimal(amount), unit)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("amount", "unit", "received"),
    [
        (30, Unit.WORKING_DAY, "2027-12-01T09:00"),
        (45, Unit.DAY, "2027-12-01T09:00"),
        (2, Unit.MONTH, "2027-12-01T09:00"),
        (300, Unit.HOUR, "2027-12-01T09:00"),
        (9999, Unit.MONTH, "2027-12-01T09:00"),
        (1, Unit.MONTH, "9999-12-31T09:00"),
        (1, Unit.HOUR, "2017-12-31T09:00"),
    ],
)
def test_a_limit_that_leaves_the_known_calendar_is_refused(amount, unit, received):
    with pytest.raises(BeyondCalendar):
        due_for(amount, unit, received)


# Days that are not decided (R91, R32)


def test_a_count_across_undecided_days_warns_and_names_them():
    answer = due_for(10, Unit.WORKING_DAY, "2027-01-29T09:00")

    (warning,) = answer.warnings
    assert [f"{day.date:%m-%d}" for day in warning.days] == [
        "02-04",
        "02-05",
        "02-08",
        "02-09",
        "02-10",
        "02-11",
        "02-12",
    ]
    assert answer.due_on == on("2027-02-19")


@pytest.mark.parametrize(
    ("amount", "unit", "received"),
    [
        (3, Unit.WORKING_DAY, "2027-02-01T09:00"),
        (5, Unit.DAY, "2027-02-01T09:00"),
        (1, Unit.WORKING_DAY, "2027-02-10T09:00"),
        (2, Unit.HOUR, "2027-08-31T17:00"),
    ],
)
def test_every_unit_warns_from_the_first_undecided_day_on(amount, unit, received):
    assert due_for(amount, unit, received).warnings != ()


@pytest.mark.parametrize(("days", "received"), [(2, "2027-02-01T09:00"), (5, "2026-11-20T09:00")])
def test_a_count_over_decided_days_only_does_not_warn(days, received):
    assert due_for(days, Unit.WORKING_DAY, received).warnings == ()


def test_a_swap_decided_late_changes_only_a_date_that_is_computed_again():
    swap = (
        Day(on("2026-11-23"), DayKind.HOAN_DOI_NGHI, name="Nghỉ hoán đổi"),
        Day(on("2026-11-28"), DayKind.LAM_BU, name="Làm bù"),
    )
    decided = WorkCalendar((*DAYS, *swap), NATIONAL.first_on, NATIONAL.last_on)
    printed = due_for(3, Unit.WORKING_DAY, "2026-11-20T09:00")

    assert due_for(3, Unit.WORKING_DAY, "2026-11-20T09:00", decided).due_on == on("2026-11-27")
    assert printed.due_on == on("2026-11-26")
