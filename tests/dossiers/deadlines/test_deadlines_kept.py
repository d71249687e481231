"""What depends on a due date: transfer, warning, apology, appointment, early or late (R20, R33–R38, R47)."""

import datetime as dt
from dataclasses import replace

import pytest

from backoffice.dossiers.deadlines import (
    NewDateRefused,
    Timeliness,
    Unit,
    Urgency,
    apology_dates,
    apology_not_owed_from,
    beginnings_too_near,
    check_new_date,
    letter_dates,
    soon_on,
    timeliness,
    transfer_deadline,
    urgency,
)
from tests.support.national import NATIONAL, at, on

# Transfer to the division (R20)


@pytest.mark.parametrize(
    ("received", "target", "latest"),
    [
        ("2018-10-24T14:59", "2018-10-24T17:30", "2018-10-24T23:59:59"),
        ("2018-10-24T15:00:00", "2018-10-24T17:30", "2018-10-24T23:59:59"),
        ("2018-10-24T15:00:01", "2018-10-25T08:30", "2018-10-25T08:30"),
        ("2026-11-23T15:10", "2026-11-25T08:30", "2026-11-25T08:30"),
        ("2026-11-21T09:00", "2026-11-23T08:30", "2026-11-23T08:30"),
        ("2026-08-22T09:00", "2026-08-22T17:30", "2026-08-22T23:59:59"),
    ],
)
def test_a_dossier_is_transferred_the_same_day_or_in_the_first_hour_of_the_next(received, target, latest):
    deadline = transfer_deadline(at(received), NATIONAL)

    assert (deadline.target_at, deadline.latest_at) == (at(target), at(latest))


# Warning levels (R33)


@pytest.mark.parametrize(
    ("now", "level"),
    [
        ("2018-10-26T09:00", Urgency.IN_TIME),
        ("2018-10-29T00:00", Urgency.DUE_SOON),
        ("2018-10-30T23:59", Urgency.DUE_SOON),
        ("2018-10-31T00:00", Urgency.DUE_TODAY),
        ("2018-10-31T23:59:59", Urgency.DUE_TODAY),
        ("2018-11-01T00:00", Urgency.OVERDUE),
    ],
)
def test_two_working_days_before_the_end_a_dossier_is_due_soon(now, level):
    assert urgency(at("2018-10-31T08:37"), Unit.WORKING_DAY, at=at(now), calendar=NATIONAL) == level


@pytest.mark.parametrize(
    ("today", "last"),
    [
        ("2018-10-29", "2018-10-31"),
        ("2026-11-23", "2026-11-26"),  # Tuesday the 24th is a day off
        ("2031-06-01", "2031-06-03"),  # no calendar yet: two days
    ],
)
def test_soon_is_within_two_working_days_and_is_never_refused(today, last):
    assert soon_on(on(today), NATIONAL) == on(last)


def test_days_off_do_not_make_a_dossier_less_urgent():
    # Thursday 2026-11-26: from Friday the 20th there are three working days, from Saturday too.
    due_at = at("2026-11-26T09:00")

    levels = [
        urgency(due_at, Unit.DAY, at=at(f"2026-11-{day}T09:00"), calendar=NATIONAL)
        for day in (20, 21, 23, 24)
    ]

    assert levels == [Urgency.IN_TIME, Urgency.IN_TIME, Urgency.DUE_SOON, Urgency.DUE_SOON]


@pytest.mark.parametrize(
    ("now", "level"), [("2026-11-25T10:00:59", Urgency.DUE_TODAY), ("2026-11-25T10:01", Urgency.OVERDUE)]
)
def test_a_limit_in_hours_is_overdue_after_its_minute(now, level):
    for unit in (Unit.HOUR, "".join(Unit.HOUR)):  # as here, and as a row says it
        assert urgency(at("2026-11-25T10:00"), unit, at=at(now), calendar=NATIONAL) == level


# The apology: R34 and R37


@pytest.mark.parametrize(
    ("due_on", "legal_on", "working_on"),
    [
        ("2018-10-31", "2018-10-30", "2018-10-30"),
        ("2018-11-05", "2018-11-04", "2018-11-02"),
        ("2026-11-25", "2026-11-24", "2026-11-23"),
        ("2026-08-24", "2026-08-23", "2026-08-22"),
    ],
)
def test_an_apology_is_due_one_calendar_day_before_and_must_be_written_on_a_working_day(
    due_on, legal_on, working_on
):
    dates = apology_dates(on(due_on), NATIONAL)

    assert (dates.legal_on, dates.working_on) == (on(legal_on), on(working_on))


@pytest.mark.parametrize(
    ("issued", "is_late"),
    [("2018-11-02T16:00", False), ("2018-11-04T23:59", False), ("2018-11-05T00:00", True)],
)
def test_a_letter_after_the_last_lawful_day_is_a_late_letter(issued, is_late):
    assert apology_dates(on("2018-11-05"), NATIONAL).is_late(at(issued)) is is_late


@pytest.mark.parametrize(
    ("unit", "due_at", "began_on", "last_at"),
    [
        ("working_day", "2018-10-24T16:00", "2018-10-24", "2018-10-24T23:59:59"),  # within the day
        ("working_day", "2018-10-25T09:00", "2018-10-24", "2018-10-25T23:59:59"),  # one day
        ("working_day", "2018-10-29T09:00", "2018-10-26", "2018-10-29T23:59:59"),  # one day, over Sunday
        ("hour", "2018-10-24T11:30", "2018-10-24", "2018-10-24T11:30"),
        ("hour", "2018-10-31T11:30", "2018-10-24", "2018-10-31T11:30"),
    ],
)
def test_where_no_letter_can_come_in_time_its_last_instant_is_that_of_the_limit(
    unit, due_at, began_on, last_at
):
    dates = letter_dates(at(due_at), unit, NATIONAL, began_on=on(began_on))

    assert (dates.is_by_the_hour, dates.last_at) == (True, at(last_at))
    assert dates.legal_on >= on(began_on)
    assert not dates.is_late(at(last_at))
    assert dates.is_late(at(last_at) + dt.timedelta(minutes=1))


def test_with_two_days_the_letter_is_owed_the_day_after_reception():
    dates = letter_dates(at("2018-10-26T09:00"), "working_day", NATIONAL, began_on=on("2018-10-24"))

    assert (dates.is_by_the_hour, dates.legal_on) == (False, on("2018-10-25"))


@pytest.mark.parametrize("days_before", [0, 1, 4])
@pytest.mark.parametrize("first", ["2018-10-26", "2026-08-20", "2026-11-20", "2026-12-30"])
def test_a_letter_is_owed_by_a_day_exactly_for_the_due_dates_before_another(first, days_before):
    """The rule asked from its other end, around a swap, a holiday and the turn of a year."""
    for last in (on(first) + dt.timedelta(days=days) for days in range(8)):
        free_from = apology_not_owed_from(last, NATIONAL, days_before=days_before)
        for due_on in (free_from + dt.timedelta(days=days) for days in range(-6, 6)):
            out_on = apology_dates(due_on, NATIONAL, days_before=days_before).working_on
            assert (out_on <= last) == (due_on < free_from)


@pytest.mark.parametrize(
    ("last", "free_from"),
    [
        ("2018-08-31", "2018-09-04"),  # the last working day it knows: what follows to its end is owed too
        ("2018-09-01", "2018-09-04"),
        ("2018-09-02", "2018-09-04"),
        ("2018-09-03", "2018-09-05"),  # beyond it every day is one to write on
        ("2017-12-30", "2018-01-01"),  # before it, too
        ("2017-12-31", "2018-01-02"),
    ],
)
def test_where_the_calendar_ends_every_day_is_one_to_write_on(last, free_from):
    known = replace(NATIONAL, first_on=on("2018-01-01"), last_on=on("2018-09-02"))

    assert apology_not_owed_from(on(last), known) == on(free_from)


def test_on_the_first_day_that_the_calendar_knows_its_end_counts():
    known = replace(NATIONAL, first_on=on("2018-10-26"), last_on=on("2018-10-28"))

    assert apology_not_owed_from(on("2018-10-26"), known, days_before=0) == on("2018-10-29")


@pytest.mark.parametrize("days_before", [0, 1, 4])
@pytest.mark.parametrize("first", ["2018-10-26", "2026-08-20", "2026-11-20", "2026-12-30"])
def test_the_days_of_beginning_that_are_too_near_are_those_without_time_for_a_letter(first, days_before):
    for asked in (on(first) + dt.timedelta(days=days) for days in range(5)):
        near = set(beginnings_too_near(asked, NATIONAL, days_before=days_before))
        for began in (asked - dt.timedelta(days=days) for days in range(1, 16)):
            due_at = dt.datetime.combine(asked, dt.time(9), tzinfo=at("2018-01-01T09:00").tzinfo)
            dates = letter_dates(due_at, "working_day", NATIONAL, began_on=began, days_before=days_before)
            assert dates.is_by_the_hour == (began in near)


# New appointment (R35, R38)


@pytest.mark.parametrize("new", ["2018-10-31", "2018-10-30", "2018-11-03"])
def test_a_new_appointment_is_a_working_day_after_the_old_one(new):
    with pytest.raises(NewDateRefused):
        check_new_date(on(new), on("2018-10-31"), NATIONAL)


def test_the_day_after_the_old_appointment_is_allowed():
    check_new_date(on("2018-11-01"), on("2018-10-31"), NATIONAL)


def test_after_a_new_appointment_the_official_figure_stays_late():
    # Due 10 October, letter on the 9th for the 15th, resolved on the 14th.
    resolved = at("2019-10-14T10:00")

    assert timeliness(resolved, at("2019-10-10T09:00"), Unit.WORKING_DAY) == Timeliness.LATE
    assert timeliness(resolved, at("2019-10-15T09:00"), Unit.WORKING_DAY) == Timeliness.EARLY


# Early, on time, late (R29, R47)


@pytest.mark.parametrize(
    ("resolved", "result"),
    [
        ("2019-12-24T17:30", Timeliness.EARLY),
        ("2019-12-25T07:30", Timeliness.ON_TIME),
        ("2019-12-25T16:00", Timeliness.ON_TIME),
        ("2019-12-25T23:59:59", Timeliness.ON_TIME),
        ("2019-12-26T00:00", Timeliness.LATE),
    ],
)
@pytest.mark.parametrize("unit", [Unit.WORKING_DAY, Unit.DAY, Unit.MONTH])
def test_a_limit_in_days_is_judged_by_the_day(unit, resolved, result):
    assert timeliness(at(resolved), at("2019-12-25T08:37"), unit) == result


@pytest.mark.parametrize(
    ("resolved", "result"),
    [
        ("2026-11-25T09:59:59", Timeliness.EARLY),
        ("2026-11-25T10:00", Timeliness.ON_TIME),
        ("2026-11-25T10:00:59", Timeliness.ON_TIME),
        ("2026-11-25T10:01", Timeliness.LATE),
    ],
)
@pytest.mark.parametrize("unit", [Unit.HOUR, "".join(Unit.HOUR)], ids=["as here", "as a row says it"])
def test_a_limit_in_hours_is_judged_by_the_minute(unit, resolved, result):
    assert timeliness(at(resolved), at("2026-11-25T10:00"), unit) == result
