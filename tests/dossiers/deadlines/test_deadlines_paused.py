"""Pausing the clock: supplement with restart, sector laws that resume, several pauses (R30, R31)."""

from decimal import Decimal

import pytest

from backoffice.dossiers.deadlines import (
    ClockPaused,
    Due,
    Pause,
    Policy,
    Term,
    Unit,
    WhyCode,
    due,
    supplement_notice,
)
from tests.support.national import NATIONAL, at, on

RESTART, RESUME = Policy.RESTART, Policy.RESUME


def due_for(amount: str | int, unit: Unit, received: str, *pauses: tuple[str, str, Policy]) -> Due:
    stops = [Pause(at(start), at(end), policy) for start, end, policy in pauses]
    return due(Term(Decimal(amount), unit), at(received), NATIONAL, stops)


def five_days_from_24_october(*pauses: tuple[str, str, Policy]) -> Due:
    return due_for(5, Unit.WORKING_DAY, "2018-10-24T09:00", *pauses)


def test_a_supplement_restarts_the_full_limit_from_the_day_it_is_complete():
    answer = five_days_from_24_october(("2018-10-26T10:00", "2018-11-05T14:00", RESTART))

    assert answer.due_at == at("2018-11-12T14:00")


def test_a_sector_law_resumes_with_the_working_days_that_are_left():
    answer = five_days_from_24_october(("2018-10-26T10:00", "2018-11-05T14:00", RESUME))

    assert answer.due_at == at("2018-11-08T14:00")


def test_a_pause_of_no_time_changes_nothing():
    answer = five_days_from_24_october(("2018-10-26T10:00", "2018-10-26T10:00", RESUME))

    assert answer.due_on == on("2018-10-31")


def test_the_clock_may_stop_in_the_moment_of_reception():
    answer = five_days_from_24_october(("2018-10-24T09:00", "2018-10-29T08:00", RESTART))

    assert answer.due_at == at("2018-11-05T08:00")


def test_a_holiday_within_a_pause_does_not_extend_the_limit():
    # Paused on Tuesday 25 August 2026 after 2 of 5 days; 31 August to 2 September are off anyway.
    paused = ("2026-08-25T09:00", "2026-09-03T09:00", RESUME)

    assert due_for(5, Unit.WORKING_DAY, "2026-08-21T09:00", paused).due_on == on("2026-09-07")


def test_after_several_pauses_the_unused_rest_is_left():
    # 1 day used (25), then 2 (31 October, 1 November), so 2 are left on Monday 12 November.
    answer = five_days_from_24_october(
        ("2018-10-25T10:00", "2018-10-30T09:00", RESUME), ("2018-11-01T16:00", "2018-11-12T09:00", RESUME)
    )

    assert answer.due_on == on("2018-11-14")


def test_a_restart_forgets_what_was_used_before_and_a_later_pause_does_not():
    # Full 5 days from 5 November; 2 of them used on the 7th; 3 left on the 14th.
    answer = five_days_from_24_october(
        ("2018-10-26T10:00", "2018-11-05T14:00", RESTART), ("2018-11-07T10:00", "2018-11-14T10:00", RESUME)
    )

    assert answer.due_on == on("2018-11-19")


def test_after_a_pause_on_the_last_day_the_result_is_due_on_the_day_of_resumption():
    answer = five_days_from_24_october(("2018-10-31T10:00", "2018-11-05T14:00", RESUME))

    assert answer.due_at == at("2018-11-05T17:30")
    assert answer.days[-1].why_code == WhyCode.RESUMED


def test_after_a_pause_on_the_last_day_resumed_on_a_day_off_the_next_working_day_is_the_last():
    answer = five_days_from_24_october(("2018-10-31T10:00", "2018-11-03T14:00", RESUME))

    assert answer.due_at == at("2018-11-05T17:30")
    assert answer.days[-1].why_code == WhyCode.USED_UP


@pytest.mark.parametrize("policy", Policy)
def test_a_pause_after_the_due_date_leaves_a_late_dossier_late(policy):
    answer = five_days_from_24_october(("2018-11-01T08:00", "2018-11-20T14:00", policy))

    assert answer.due_on == on("2018-10-31")


def test_calendar_days_resume_with_the_days_that_are_left():
    # 10 of 30 days used on 3 November, 20 left from 12 November.
    paused = ("2018-11-03T09:00", "2018-11-12T09:00", RESUME)

    assert due_for(30, Unit.DAY, "2018-10-24T09:00", paused).due_on == on("2018-12-03")


def test_a_pause_on_the_day_to_which_the_end_was_moved_comes_in_time():
    # 10 days end on Saturday 3 November, so on Monday the 5th, when the clock is paused with nothing left.
    paused = ("2018-11-05T09:00", "2018-11-12T09:00", RESUME)

    assert due_for(10, Unit.DAY, "2018-10-24T09:00", paused).due_on == on("2018-11-12")


def test_a_month_resumes_with_its_days_and_restarts_as_a_month():
    # 31 October to 30 November are 30 days; 10 used on 10 November, 20 left from 1 December.
    stop, go = "2018-11-10T09:00", "2018-12-01T09:00"

    assert due_for(1, Unit.MONTH, "2018-10-31T09:00", (stop, go, RESUME)).due_on == on("2018-12-21")
    assert due_for(1, Unit.MONTH, "2018-10-31T09:00", (stop, go, RESTART)).due_on == on("2019-01-02")


def test_hours_resume_with_the_minutes_that_are_left():
    # 90 minutes used by 17:30; then 150 left from 10:00, lunch skipped.
    paused = ("2018-10-24T20:00", "2018-10-29T10:00", RESUME)

    assert due_for(4, Unit.HOUR, "2018-10-24T16:00", paused).due_at == at("2018-10-29T14:30")


def test_hours_paused_in_their_last_minute_end_when_the_clock_is_resumed():
    paused = ("2018-10-25T10:00", "2018-10-29T12:00", RESUME)

    assert due_for(4, Unit.HOUR, "2018-10-24T16:00", paused).due_at == at("2018-10-29T13:30")


def test_a_part_of_a_day_resumes_with_the_minutes_that_are_left():
    # 1.5 days end on Thursday 25 October at 14:37; paused at 13:30, 67 minutes are left.
    paused = ("2018-10-25T13:30", "2018-10-30T16:00", RESUME)

    assert due_for("1.5", Unit.WORKING_DAY, "2018-10-24T08:37", paused).due_at == at("2018-10-30T17:07")


def test_after_a_used_up_part_of_a_day_the_result_is_due_on_the_day_of_resumption():
    paused = ("2018-10-25T16:00", "2018-10-30T16:00", RESUME)

    assert due_for("1.5", Unit.WORKING_DAY, "2018-10-24T08:37", paused).due_at == at("2018-10-30T17:30")


def test_within_the_day_counts_from_the_moment_the_clock_is_resumed():
    early = ("2018-10-24T10:00", "2018-10-26T15:00", RESUME)
    late = ("2018-10-24T10:00", "2018-10-26T15:01", RESUME)

    assert due_for(0, Unit.WORKING_DAY, "2018-10-24T09:00", early).due_on == on("2018-10-26")
    assert due_for(0, Unit.WORKING_DAY, "2018-10-24T09:00", late).due_on == on("2018-10-29")


def test_without_an_end_of_the_pause_there_is_no_due_date():
    waiting = Pause(at("2018-10-26T10:00"), None, RESTART)

    with pytest.raises(ClockPaused):
        due(Term(Decimal(5), Unit.WORKING_DAY), at("2018-10-24T09:00"), NATIONAL, [waiting])


@pytest.mark.parametrize(
    "pauses",
    [
        [("2018-10-23T10:00", "2018-10-26T10:00", RESUME)],
        [("2018-10-26T10:00", "2018-10-25T10:00", RESUME)],
        [("2018-10-25T10:00", "2018-10-26T10:00", RESUME), ("2018-10-26T09:00", "2018-10-29T10:00", RESUME)],
    ],
)
def test_pauses_begin_after_reception_and_follow_one_another(pauses):
    with pytest.raises(ValueError, match="follow one another"):
        five_days_from_24_october(*pauses)


def test_only_days_that_still_count_can_warn():
    # The limit that crossed Tết 2027 was counted again after it.
    paused = ("2027-02-01T09:00", "2027-02-22T09:00", RESTART)

    assert due_for(10, Unit.WORKING_DAY, "2027-01-29T09:00", paused).warnings == ()


def test_a_pause_over_undecided_days_warns_when_the_rest_resumes():
    paused = ("2027-02-01T09:00", "2027-02-22T09:00", RESUME)

    assert len(due_for(10, Unit.WORKING_DAY, "2027-01-29T09:00", paused).warnings) == 1


# Form 02 of the division: within three working days after reception


@pytest.mark.parametrize(
    ("issued", "working_day", "is_late"),
    [
        ("2018-10-24", 0, False),
        ("2018-10-26", 2, False),
        ("2018-10-29", 3, False),
        ("2018-10-30", 4, True),
    ],
)
def test_a_division_asks_for_a_supplement_within_three_working_days(issued, working_day, is_late):
    notice = supplement_notice(on("2018-10-24"), on(issued), NATIONAL)

    assert (notice.working_day, notice.is_late) == (working_day, is_late)
    assert notice.latest_on == on("2018-10-29")


def test_a_regulation_may_give_another_number_of_days():
    notice = supplement_notice(on("2018-10-24"), on("2018-10-29"), NATIONAL, limit=2)

    assert (notice.latest_on, notice.is_late) == (on("2018-10-26"), True)
