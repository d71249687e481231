"""Vì sao hẹn ngày này: every day from reception to the due date, counted or not, and why."""

from decimal import Decimal

from backoffice.dossiers.deadlines import Pause, Policy, Term, Unit, WhyCode, due
from tests.support.national import NATIONAL, at


def explained(amount: str | int, unit: Unit, received: str, *pauses: Pause) -> list[tuple]:
    answer = due(Term(Decimal(amount), unit), at(received), NATIONAL, pauses)
    return [(f"{day.date:%m-%d}", day.why_code, day.counted, day.minutes) for day in answer.days]


def test_working_days_and_days_off_of_a_swap_and_a_holiday():
    assert explained(7, Unit.WORKING_DAY, "2026-08-21T09:00") == [
        ("08-21", WhyCode.RECEIVED, False, 0),
        ("08-22", WhyCode.MAKE_UP, True, 0),
        ("08-23", WhyCode.WEEKEND, False, 0),
        ("08-24", WhyCode.WORKING_DAY, True, 0),
        ("08-25", WhyCode.WORKING_DAY, True, 0),
        ("08-26", WhyCode.WORKING_DAY, True, 0),
        ("08-27", WhyCode.WORKING_DAY, True, 0),
        ("08-28", WhyCode.WORKING_DAY, True, 0),
        ("08-29", WhyCode.WEEKEND, False, 0),
        ("08-30", WhyCode.WEEKEND, False, 0),
        ("08-31", WhyCode.SWAPPED_OFF, False, 0),
        ("09-01", WhyCode.HOLIDAY, False, 0),
        ("09-02", WhyCode.HOLIDAY, False, 0),
        ("09-03", WhyCode.WORKING_DAY, True, 0),
    ]


def test_calendar_days_count_all_and_the_end_moves():
    assert explained(2, Unit.DAY, "2018-08-31T09:00") == [
        ("08-31", WhyCode.RECEIVED, False, 0),
        ("09-01", WhyCode.CALENDAR_DAY, True, 0),
        ("09-02", WhyCode.CALENDAR_DAY, True, 0),
        ("09-03", WhyCode.IN_LIEU, False, 0),
        ("09-04", WhyCode.ROLLED_TO, False, 0),
    ]


def test_hours_explain_how_many_minutes_of_each_day_count():
    assert explained(4, Unit.HOUR, "2026-11-23T16:00") == [
        ("11-23", WhyCode.WORKING_MINUTES, True, 90),
        ("11-24", WhyCode.HOLIDAY, False, 0),
        ("11-25", WhyCode.WORKING_MINUTES, True, 150),
    ]


def test_a_part_of_a_day_begins_on_the_last_whole_day():
    assert explained("1.5", Unit.WORKING_DAY, "2026-11-20T16:00") == [
        ("11-20", WhyCode.RECEIVED, False, 0),
        ("11-21", WhyCode.WEEKEND, False, 0),
        ("11-22", WhyCode.WEEKEND, False, 0),
        ("11-23", WhyCode.WORKING_DAY, True, 90),
        ("11-24", WhyCode.HOLIDAY, False, 0),
        ("11-25", WhyCode.WORKING_MINUTES, True, 150),
    ]


def test_within_the_day_after_15_hours():
    assert explained(0, Unit.WORKING_DAY, "2026-11-23T15:10") == [
        ("11-23", WhyCode.AFTER_CUTOFF, False, 0),
        ("11-24", WhyCode.HOLIDAY, False, 0),
        ("11-25", WhyCode.NEXT_DAY, True, 0),
    ]
    assert explained(0, Unit.WORKING_DAY, "2026-11-23T15:00") == [("11-23", WhyCode.SAME_DAY, True, 0)]


def test_a_resumed_count_keeps_the_days_used_before_the_pause():
    paused = Pause(at("2018-10-26T10:00"), at("2018-10-31T14:00"), Policy.RESUME)

    assert explained(3, Unit.WORKING_DAY, "2018-10-24T09:00", paused) == [
        ("10-24", WhyCode.RECEIVED, False, 0),
        ("10-25", WhyCode.WORKING_DAY, True, 0),
        ("10-26", WhyCode.WORKING_DAY, True, 0),
        ("10-27", WhyCode.PAUSED, False, 0),
        ("10-28", WhyCode.PAUSED, False, 0),
        ("10-29", WhyCode.PAUSED, False, 0),
        ("10-30", WhyCode.PAUSED, False, 0),
        ("10-31", WhyCode.RESUMED, False, 0),
        ("11-01", WhyCode.WORKING_DAY, True, 0),
    ]


def test_a_restarted_count_shows_the_days_that_no_longer_count():
    paused = Pause(at("2018-10-25T10:00"), at("2018-10-29T14:00"), Policy.RESTART)

    assert explained(2, Unit.WORKING_DAY, "2018-10-24T09:00", paused) == [
        ("10-24", WhyCode.RECEIVED, False, 0),
        ("10-25", WhyCode.BEFORE_RESTART, False, 0),
        ("10-26", WhyCode.PAUSED, False, 0),
        ("10-27", WhyCode.PAUSED, False, 0),
        ("10-28", WhyCode.PAUSED, False, 0),
        ("10-29", WhyCode.RESTARTED, False, 0),
        ("10-30", WhyCode.WORKING_DAY, True, 0),
        ("10-31", WhyCode.WORKING_DAY, True, 0),
    ]


def test_a_pause_within_one_day_keeps_the_minutes_of_both_parts():
    paused = Pause(at("2026-11-23T09:00"), at("2026-11-23T14:00"), Policy.RESUME)

    assert explained(4, Unit.HOUR, "2026-11-23T08:00", paused) == [
        ("11-23", WhyCode.WORKING_MINUTES, True, 240),
    ]


def test_within_the_day_counts_only_the_day_after_the_pause():
    paused = Pause(at("2026-11-19T09:00"), at("2026-11-20T14:00"), Policy.RESUME)

    assert explained(0, Unit.WORKING_DAY, "2026-11-19T08:00", paused) == [
        ("11-19", WhyCode.BEFORE_RESTART, False, 0),
        ("11-20", WhyCode.SAME_DAY, True, 0),
    ]


def test_the_note_is_the_name_of_the_day():
    answer = due(Term(Decimal(1), Unit.WORKING_DAY), at("2026-11-23T09:00"), NATIONAL)

    assert [day.note for day in answer.days] == ["", "Ngày Văn hóa Việt Nam", ""]
