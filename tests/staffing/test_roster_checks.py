"""The problems of a week that the head of the desk sees before it is saved."""

from datetime import date

import pytest

from backoffice.staffing.roster.checks import (
    Away,
    Kind,
    Limits,
    Person,
    Slot,
    candidates,
    check,
    divisions_without_standby,
    months_between,
    term_problems,
)

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
ND61 = Limits(months_min=6, months_max=24, seniority_years=3)
ND118 = Limits(months_min=12, months_max=36, seniority_years=2)
FIRST = Slot(1, MONDAY, "MORNING")
SECOND = Slot(2, MONDAY, "MORNING")


def person(number: int = 1, **facts) -> Person:
    usual = {"seconded_from": date(2026, 1, 1), "seconded_to": date(2027, 12, 31)}
    return Person(number, f"Người {number}", **usual | facts)


def kinds(placed, *, slots=(FIRST,), fields_of=None):
    problems = check(placed, slots=slots, fields_of=fields_of or {}, limits=ND118)
    return [(problem.kind, problem.slot) for problem in problems]


def test_a_filled_week_has_no_problem():
    assert kinds({FIRST: person(1), SECOND: person(2)}, slots=(FIRST, SECOND)) == []


def test_an_empty_session_is_a_gap():
    assert kinds({FIRST: person()}, slots=(FIRST, SECOND)) == [(Kind.GAP, SECOND)]


def test_an_officer_at_two_counters_at_once_is_shown_at_both_and_stops_the_save():
    one = person()
    problems = check({FIRST: one, SECOND: one}, slots=(FIRST, SECOND), fields_of={}, limits=ND118)
    assert [(p.kind, p.slot, p.stops) for p in problems] == [
        (Kind.DOUBLE, FIRST, True),
        (Kind.DOUBLE, SECOND, True),
    ]


def test_morning_at_one_counter_and_afternoon_at_another_is_no_double_duty():
    later = Slot(2, MONDAY, "AFTERNOON")
    one = person()
    assert kinds({FIRST: one, later: one}, slots=(FIRST, later)) == []


@pytest.mark.parametrize(
    ("away", "found"),
    [
        (Away(MONDAY, FRIDAY), True),
        (Away(date(2026, 11, 20), MONDAY, "MORNING"), True),
        (Away(MONDAY, MONDAY, "AFTERNOON"), False),
        (Away(date(2026, 11, 24), FRIDAY), False),
    ],
)
def test_leave_covers_its_days_and_its_session(away, found):
    assert (kinds({FIRST: person(away=(away,))}) == [(Kind.ABSENT, FIRST)]) is found


def test_a_day_after_the_secondment_is_shown():
    short = person(seconded_to=date(2026, 11, 22), seconded_from=date(2025, 1, 1))
    assert kinds({FIRST: short}) == [(Kind.NOT_SERVING, FIRST)]


def test_a_duty_on_a_closed_session_is_shown():
    holiday = Slot(1, date(2026, 11, 24), "MORNING")
    assert kinds({FIRST: person(), holiday: person()}) == [(Kind.CLOSED, holiday)]


def test_a_counter_of_other_fields_is_shown_unless_no_fields_are_recorded():
    land, civil = 7, 8
    counter_of_land = {1: frozenset({land})}
    assert kinds({FIRST: person(fields=frozenset({civil}))}, fields_of=counter_of_land) == [
        (Kind.OTHER_FIELD, FIRST)
    ]
    assert kinds({FIRST: person(fields=frozenset({civil, land}))}, fields_of=counter_of_land) == []
    assert kinds({FIRST: person()}, fields_of=counter_of_land) == []


def test_a_missing_training_counts_for_its_field_and_for_everybody():
    land = 7
    lacking = person(lacks={0: ("Phần mềm",), land: ("Đất đai",)})
    everywhere = check({FIRST: lacking}, slots=[FIRST], fields_of={}, limits=ND118)
    at_land = check({FIRST: lacking}, slots=[FIRST], fields_of={1: frozenset({land})}, limits=ND118)
    assert [(p.kind, p.detail) for p in everywhere] == [(Kind.UNTRAINED, "Phần mềm")]
    assert [(p.kind, p.detail) for p in at_land] == [(Kind.UNTRAINED, "Phần mềm, Đất đai")]


# R61


@pytest.mark.parametrize(
    ("limits", "first", "last", "found"),
    [
        (ND61, date(2019, 1, 1), date(2019, 5, 31), [Kind.TERM_TOO_SHORT]),
        (ND61, date(2019, 1, 1), date(2019, 6, 30), []),
        (ND61, date(2019, 1, 15), date(2021, 1, 14), []),
        (ND61, date(2019, 1, 1), date(2021, 1, 31), [Kind.TERM_TOO_LONG]),
        (ND118, date(2025, 7, 1), date(2026, 5, 31), [Kind.TERM_TOO_SHORT]),
        (ND118, date(2025, 7, 1), date(2026, 6, 30), []),
        (ND118, date(2025, 7, 1), date(2028, 6, 30), []),
        (ND118, date(2025, 7, 1), date(2028, 7, 31), [Kind.TERM_TOO_LONG]),
    ],
)
def test_a_secondment_lasts_the_lawful_months(limits, first, last, found):
    seconded = Person(1, "Người 1", division=10, seconded_from=first, seconded_to=last)
    assert term_problems(seconded, limits=limits, on=first) == found


@pytest.mark.parametrize("facts", [{"division": 10, "is_standby": True}, {"division": None}])
def test_standby_and_the_staff_of_the_desk_itself_are_exempt_from_the_months(facts):
    exempt = Person(1, "N", seconded_from=MONDAY, seconded_to=FRIDAY, **facts)
    assert term_problems(exempt, limits=ND118, on=MONDAY) == []


def test_a_secondment_without_an_end_is_named_and_becomes_too_long():
    open_ended = Person(1, "N", division=10, seconded_from=date(2023, 11, 1))
    assert term_problems(open_ended, limits=ND118, on=date(2026, 10, 31)) == [Kind.NO_END_OF_TERM]
    assert term_problems(open_ended, limits=ND118, on=date(2026, 11, 30)) == [Kind.TERM_TOO_LONG]


@pytest.mark.parametrize(
    ("limits", "since", "found"),
    [
        (ND61, date(2023, 1, 1), []),
        (ND61, date(2023, 2, 1), [Kind.SENIORITY]),
        (ND118, date(2024, 1, 1), []),
        (ND118, date(2024, 2, 1), [Kind.SENIORITY]),
    ],
)
def test_seniority_in_the_field_is_counted_to_the_start_of_the_secondment(limits, since, found):
    officer = Person(
        1, "N", seconded_from=date(2026, 1, 1), seconded_to=date(2027, 6, 30), in_field_since=since
    )
    assert term_problems(officer, limits=limits, on=MONDAY) == found


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 1), date(2026, 1, 31), 1),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 15), date(2026, 2, 13), 0),
        (date(2026, 1, 15), date(2026, 2, 14), 1),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
    ],
)
def test_months_count_both_ends(first, last, months):
    assert months_between(first, last) == months


# R60


def test_a_division_that_sends_officers_keeps_a_standby_in_service():
    people = [
        person(1, division=10),
        person(2, division=20),
        person(3, division=20, is_standby=True),
        person(4, division=30),
        person(5, division=30, is_standby=True, seconded_to=date(2026, 11, 22)),
        person(6, division=None),
    ]
    assert divisions_without_standby(people, on=MONDAY) == [10, 30]


def test_the_best_stand_in_is_of_the_field_trained_and_on_standby():
    land = 7
    people = [
        person(1, fields=frozenset({8})),
        person(2, fields=frozenset({land})),
        person(3, fields=frozenset({land}), is_standby=True),
        person(4, fields=frozenset({land}), away=(Away(MONDAY, MONDAY),)),
        person(5, fields=frozenset({land}), seconded_to=date(2026, 11, 22)),
        person(6, fields=frozenset({land})),
        person(7, fields=frozenset({land}), lacks={land: ("Đất đai",)}),
        person(8, is_head=True),
    ]
    found = candidates(people, slot=FIRST, busy=frozenset({6}), fields=frozenset({land}))
    assert [p.id for p in found] == [3, 2, 1, 7, 8]
