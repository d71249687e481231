"""Due dates against a naive walk, day by day and minute by minute, that shares no code with the product."""

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossiers.deadlines.oracle import differences, run
from tests.dossiers.deadlines.worlds import WORLDS, Case, Halt, World

NEAR = [day for world in WORLDS[:2] for day in (*sorted(world.off), *sorted(world.worked))]
NEAR = [day for day in NEAR if dt.date(2018, 2, 1) < day < dt.date(2027, 6, 1)]


def clocks() -> st.SearchStrategy[dt.time]:
    edges = st.sampled_from([dt.time(7, 30), dt.time(11, 30), dt.time(13, 30), dt.time(15), dt.time(17, 30)])
    return st.one_of(edges, st.times().map(lambda time: time.replace(microsecond=0)))


def days() -> st.SearchStrategy[dt.date]:
    around = st.builds(lambda day, n: day - dt.timedelta(days=n), st.sampled_from(NEAR), st.integers(-1, 12))
    return st.one_of(st.dates(dt.date(2018, 1, 1), dt.date(2026, 12, 31)), around)


def terms() -> st.SearchStrategy[tuple[Decimal, str]]:
    quarters = st.integers(1, 64).map(lambda n: Decimal(n) / 4)
    return st.one_of(
        st.tuples(st.integers(0, 400).map(Decimal), st.sampled_from(["working_day", "day"])),
        st.tuples(st.integers(1, 12).map(Decimal), st.just("month")),
        st.tuples(quarters, st.sampled_from(["hour", "working_day", "day"])),
    )


@st.composite
def cases(draw: st.DrawFn, worlds: list[World]) -> Case:
    amount, unit = draw(terms())
    received_at = dt.datetime.combine(draw(days()), draw(clocks()))
    halts: list[Halt] = []
    moment = received_at
    for _ in range(draw(st.integers(0, 3))):
        gaps = st.builds(lambda d, m: dt.timedelta(d, minutes=m), st.integers(0, 40), st.integers(0, 1440))
        paused_at = moment + draw(gaps)
        moment = paused_at + draw(gaps)
        halts.append(Halt(paused_at, moment, draw(st.booleans())))
    return Case(draw(st.sampled_from(worlds)), amount, unit, received_at, tuple(halts))


@settings(max_examples=500)
@given(cases(WORLDS[:2]))
def test_on_the_calendar_of_the_notices_every_due_date_and_its_explanation_are_those_of_the_naive_walk(case):
    assert list(differences(case)) == []


@settings(max_examples=500)
@given(cases(WORLDS[2:]))
def test_on_invented_calendars_every_due_date_and_its_explanation_are_those_of_the_naive_walk(case):
    assert list(differences(case)) == []


def test_two_thousand_random_dossiers_near_holidays_swaps_and_weekends_are_all_right():
    assert run(2000, seed=61_2018) == 0
