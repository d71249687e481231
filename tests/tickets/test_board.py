"""The screen's snapshot: which number is called where, and nothing about a visitor."""

import json

import pytest

from backoffice.tickets import board, calling
from backoffice.tickets.models import Screen
from tests.support import factories
from tests.support.factories import at
from tests.support.tickets import make_hall, make_place, officer_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_hall()


@pytest.fixture
def session(desk):
    return make_place(desk, 3, factories.make_group(desk, "A", "Hộ tịch"))


def call(session, when):
    return calling.call_next(session=session, by=officer_of(session), at=when)


def test_a_called_number_is_shown_with_its_counter(desk, session):
    take(session.counter.service_groups.get())
    ticket = call(session, at(9, 30))
    shown = board.snapshot(desk, at=at(9, 31))
    assert shown["calls"] == [
        {
            "event": ticket.events.get(kind="CALLED").pk,
            "number": "A001",
            "counter": 3,
            "at": "2026-11-23T02:30:00+00:00",
            "again": False,
        }
    ]


def test_a_recall_is_a_new_event_of_the_same_number(desk, session):
    take(session.counter.service_groups.get())
    ticket = call(session, at(9, 30))
    first = board.snapshot(desk, at=at(9, 31))["calls"][0]["event"]
    calling.recall(ticket, by=officer_of(session), at=at(9, 32))
    calls = board.snapshot(desk, at=at(9, 33))["calls"]
    assert len(calls) == 1
    assert calls[0]["event"] > first
    assert calls[0]["again"]


def test_a_call_and_its_repetition_are_announced_and_after_ninety_seconds_neither(desk, session):
    take(session.counter.service_groups.get())
    ticket = call(session, at(9, 30))
    calling.recall(ticket, by=officer_of(session), at=at(9, 31))
    announced = board.announcements(desk, at=at(9, 31, 20))
    assert [(row["digits"], row["counter"]) for row in announced] == [("001", 3)] * 2
    assert len(board.announcements(desk, at=at(9, 31, 31))) == 1
    assert board.announcements(desk, at=at(9, 33)) == []


def test_all_calls_of_a_minute_are_announced_however_few_are_shown(desk, session):
    group = session.counter.service_groups.get()
    for number in range(12):
        take(group)
        ticket = call(session, at(9, 30, number))
        calling.serve(ticket, by=officer_of(session), at=at(9, 30, number))
        calling.finish(ticket, by=officer_of(session), at=at(9, 30, number))
    assert len(board.announcements(desk, at=at(9, 31))) == 12
    assert len(board.calls_of(desk, at=at(9, 31))) == board.CALLS_SHOWN


def test_an_undone_call_leaves_the_screen(desk, session):
    take(session.counter.service_groups.get())
    ticket = call(session, at(9, 30))
    calling.undo(ticket, by=officer_of(session), at=at(9, 30, 10))
    assert board.snapshot(desk, at=at(9, 31))["calls"] == []


def test_yesterdays_calls_leave_the_screen_at_midnight(desk, session):
    take(session.counter.service_groups.get())
    call(session, at(9, 30))
    tomorrow = at(0, 1, on=factories.MONDAY.replace(day=24))
    shown = board.snapshot(desk, at=tomorrow)
    assert (shown["day"], shown["calls"]) == ("2026-11-24", [])


def test_the_waiting_are_counted_by_group(desk, session):
    group = session.counter.service_groups.get()
    take(group)
    take(group)
    assert board.snapshot(desk, at=at(9, 31))["waiting"] == [
        {"series": "A", "name": "Hộ tịch", "count": 2, "band": ""}
    ]


def test_officers_on_duty_are_shown_with_title_and_field(desk, session):
    session.officer.fields.add(factories.make_field("Hộ tịch"))
    officer = board.snapshot(desk, at=at(9, 31))["officers"][0]
    assert officer == {
        "counter": 3,
        "name": session.officer.full_name,
        "title": "Công chức",
        "fields": ["Hộ tịch"],
        "paused": False,
    }


def test_the_screen_gets_exactly_what_the_whitelist_names(desk, session):
    take(session.counter.service_groups.get())
    take(session.counter.service_groups.get())
    call(session, at(9, 30))
    shown = board.snapshot(desk, at=at(9, 31))
    assert set(shown) == board.KEYS["snapshot"]
    assert {key for call in shown["calls"] for key in call} == board.KEYS["call"]
    assert {key for call in shown["announcements"] for key in call} == board.KEYS["announcement"]
    assert {key for row in shown["waiting"] for key in row} == board.KEYS["waiting"]
    assert {key for row in shown["officers"] for key in row} == board.KEYS["officer"]
    json.dumps(shown)


def test_calls_of_another_desk_are_not_shown(desk, session):
    elsewhere = make_hall("lam-son")
    group = factories.make_group(elsewhere, "A")
    place = make_place(elsewhere, 1, group)
    take(group)
    call(place, at(9, 30))
    shown = board.snapshot(desk, at=at(9, 31))
    assert shown["calls"] == []
    assert [officer["counter"] for officer in shown["officers"]] == [3]


def test_the_queries_of_a_snapshot_do_not_grow_with_the_calls(desk, session, django_assert_num_queries):
    group = session.counter.service_groups.get()
    for minute in range(4):
        take(group)
        ticket = call(session, at(9, minute))
        calling.serve(ticket, by=officer_of(session), at=at(9, minute))
        calling.finish(ticket, by=officer_of(session), at=at(9, minute, 30))
    board.snapshot(desk, at=at(9, 30))
    with django_assert_num_queries(16):
        board.snapshot(desk, at=at(9, 31))


@pytest.mark.parametrize(("screens", "interval"), [(1, 250), (50, 250), (100, 300), (200, 600), (500, 1500)])
def test_the_more_screens_the_slower_they_ask(screens, interval):
    assert board.advised_interval(screens) == interval


def test_screens_that_were_switched_off_do_not_count(desk):
    for key, minute in (("on", 31), ("off", 29)):
        Screen.objects.create(
            desk=desk,
            key=key,
            first_seen_at=at(8),
            seen_at=at(9, minute),
            version=1,
            shown="",
            is_right=True,
        )
    assert Screen.objects.alive(at=at(9, 31, 30)).get().key == "on"
