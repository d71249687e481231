"""The lobby's screen: cheap requests, current at once, never silently stale, nothing personal."""

import json
import re
from datetime import date

import pytest
import time_machine
from django.core.cache import cache

from backoffice.reports.form06.questions import Span
from backoffice.reports.public import public_figures
from backoffice.tickets import board, calling
from backoffice.tickets.models import Screen
from backoffice.tickets.screens import fnv
from kiosk import boards, sizes
from tests.support import factories
from tests.support.factories import at
from tests.support.tickets import make_hall, make_place, officer_of, take

pytestmark = pytest.mark.django_db
JSON = "/luong-son/board.json"
SEEN = "/luong-son/board/seen/"


@pytest.fixture(autouse=True)
def _nine_thirty():
    boards._answers.clear()
    with time_machine.travel(at(9, 30), tick=False):
        yield


@pytest.fixture
def session():
    desk = make_hall()
    desk.board_notice = "Nghỉ trưa từ 11:30"
    desk.save()
    return make_place(desk, 3, factories.make_group(desk, "A", "Hộ tịch"))


def call(session):
    take(session.counter.service_groups.get())
    return calling.call_next(session=session, by=officer_of(session), at=at(9, 30))


def test_the_snapshot_has_the_call_and_the_clips_to_play(client, session):
    call(session)
    shown = client.get(JSON).json()
    assert [(c["number"], c["counter"]) for c in shown["calls"]] == [("A001", 3)]
    assert shown["announcements"][0]["say"] == ["moi-so", "chu-a", "so-0", "so-0", "so-1", "den-quay", "so-3"]
    assert shown["build"]
    assert shown["interval"] == 250


def test_a_screen_that_is_current_costs_one_query_and_no_body(client, session, django_assert_num_queries):
    call(session)
    mark = client.get(JSON)["ETag"]
    with django_assert_num_queries(1):
        answer = client.get(JSON, headers={"If-None-Match": mark})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", mark)


def test_any_number_of_screens_have_the_body_built_once(client, session, django_assert_num_queries):
    call(session)
    client.get(JSON)
    with django_assert_num_queries(1):
        assert client.get(JSON).status_code == 200


def test_the_screen_gets_exactly_these_keys(client, session):
    """R68: no key but these, at any depth."""
    call(session)
    cache.clear()
    shown = client.get(JSON).json()
    assert set(shown) == board.KEYS["snapshot"] | {"build", "figures"}
    assert {key for row in shown["announcements"] for key in row} == {"event", "at", "say"}
    assert {key for row in shown["figures"] for key in row} == {
        "period",
        "label",
        "percent",
        "is_at_least",
        "resolved",
    }


def test_the_shares_in_time_name_their_days_and_their_denominator(client, session, monkeypatch):
    counted = []

    def figures(first, *, resolved, late):
        return public_figures.PublicFigures(Span(first, date(2026, 11, 20)), resolved, resolved, *late)

    def of_office(desk, *, on):
        counted.append(on)
        latest = figures(date(2026, 11, 19), resolved=12, late=(0, 4))
        month = figures(date(2026, 11, 1), resolved=100, late=(6, 10))
        return public_figures.Public(latest, month, month)

    monkeypatch.setattr(public_figures, "of_office", of_office)
    cache.clear()
    for _ in range(2):
        assert client.get(JSON).json()["figures"] == [
            {
                "period": "latest",
                "label": "Từ 19/11 đến hết 20/11",
                "percent": None,
                "is_at_least": False,
                "resolved": 12,
            },
            {
                "period": "month",
                "label": "Tháng 11, đến hết 20/11",
                "percent": "90,00",
                "is_at_least": True,
                "resolved": 100,
            },
        ]
        boards._answers.clear()
    assert counted == [factories.MONDAY]


def test_an_office_with_little_work_has_no_shares_on_the_board(client, session):
    cache.clear()
    shares = [(row["label"], row["percent"], row["resolved"]) for row in client.get(JSON).json()["figures"]]
    assert shares == [("Những ngày gần nhất", None, None), ("Tháng này", None, None)]


def test_what_changes_outside_the_console_is_on_the_screens_after_fifteen_seconds(client, session):
    """A notice, a counter that the head closes, a substitution: none of them changes the version."""
    before = client.get(JSON)["ETag"]
    session.closed_at = at(9, 30)
    session.save()
    with time_machine.travel(at(9, 30, 15), tick=False):
        answer = client.get(JSON, headers={"If-None-Match": before})
        assert answer.json()["officers"] == []


def test_after_fifteen_seconds_without_a_change_there_is_still_no_body(client, session):
    mark = client.get(JSON)["ETag"]
    with time_machine.travel(at(9, 30, 15), tick=False):
        assert client.get(JSON, headers={"If-None-Match": mark}).status_code == 304


@pytest.mark.parametrize("verb", ["recall", "serve", "park"])
def test_after_every_verb_the_next_request_gets_a_new_body(client, session, verb):
    ticket = call(session)
    mark = client.get(JSON)["ETag"]
    getattr(calling, verb)(ticket, by=officer_of(session), at=at(9, 31))
    assert client.get(JSON, headers={"If-None-Match": mark}).status_code == 200


def test_at_midnight_the_old_numbers_disappear_without_an_event(client, session):
    call(session)
    mark = client.get(JSON)["ETag"]
    with time_machine.travel(at(0, 0, 1, on=factories.MONDAY.replace(day=24)), tick=False):
        answer = client.get(JSON, headers={"If-None-Match": mark})
        assert answer.json()["calls"] == []


def test_the_answer_may_be_cached_only_with_revalidation(client, session):
    assert client.get(JSON)["Cache-Control"] == "no-cache"


def test_an_office_that_does_not_exist_or_has_ended_has_no_screen(client, session):
    assert client.get("/khong-co/board.json").status_code == 404
    desk = session.counter.desk
    desk.valid_to = factories.MONDAY.replace(day=22)
    desk.save()
    assert client.get("/luong-son/board/").status_code == 404


def test_the_page_shows_the_calls_without_a_script(client, session):
    call(session)
    page = client.get("/luong-son/board/").content.decode()
    assert "<b>A001</b>" in page
    assert "Nghỉ trưa từ 11:30" in page


def test_the_page_has_no_inline_script_or_style(client, session):
    page = client.get("/luong-son/board/").content.decode()
    assert not re.search(r"<script(?![^>]*src=)|<style|style=|\son\w+=", page)


def test_the_screen_shows_nothing_of_a_visitor_or_a_dossier(client, session):
    ticket = call(session)
    for url in (JSON, "/luong-son/board/", "/luong-son/board/procedures/"):
        page = client.get(url).content.decode()
        assert ticket.token not in page
        assert ticket.request_key not in page
        assert officer_of(session).username not in page


def report(client, **facts):
    report = {"key": "screen-1", "version": 2, "shown": fnv("A001:3"), "silent": False}
    return client.post(SEEN, json.dumps(report | facts), content_type="application/json")


def test_a_screen_that_shows_the_present_numbers_is_right(client, session):
    call(session)
    assert report(client).json() == {"right": True, "interval": 250, "report": 2000}
    assert Screen.objects.get().is_right


@pytest.mark.parametrize("facts", [{"version": 1}, {"shown": fnv("A001:4")}, {"shown": fnv("")}])
def test_a_screen_that_shows_something_else_is_noticed(client, session, facts):
    call(session)
    with time_machine.travel(at(9, 30, 6), tick=False):
        assert report(client, **facts).json()["right"] is False
    assert not Screen.objects.get().is_right


def test_a_screen_to_which_the_call_is_still_on_its_way_is_not_blamed(client, session):
    take(session.counter.service_groups.get())
    assert report(client, version=1, shown=fnv("")).json()["right"] is True
    calling.call_next(session=session, by=officer_of(session), at=at(9, 30))
    assert report(client, version=1, shown=fnv("")).json()["right"] is True


@pytest.mark.parametrize(("seconds", "is_right"), [(4, True), (5, False)])
def test_a_change_is_on_its_way_for_less_than_five_seconds(client, session, seconds, is_right):
    take(session.counter.service_groups.get())
    report(client, version=1, shown=fnv(""))
    calling.call_next(session=session, by=officer_of(session), at=at(9, 30))
    with time_machine.travel(at(9, 30, seconds), tick=False):
        assert report(client, version=1, shown=fnv("")).json()["right"] is is_right


def test_a_frozen_screen_is_noticed_however_busy_the_hall_is(client, session):
    take(session.counter.service_groups.get())
    report(client, version=1, shown=fnv(""))
    ticket = calling.call_next(session=session, by=officer_of(session), at=at(9, 29))
    calling.recall(ticket, by=officer_of(session), at=at(9, 30))
    assert report(client, version=1, shown=fnv("")).json()["right"] is False


def test_a_named_screen_is_kept_with_its_name(client, session):
    report(client, name="Sảnh 1" * 20)
    assert Screen.objects.get().name == ("Sảnh 1" * 20)[:40]


def test_a_screen_reports_under_its_key_again_and_again(client, session):
    report(client, version=0)
    report(client, version=0, silent=True)
    assert Screen.objects.get().is_silent


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"key": 1, "version": "x", "shown": ""}', "null"])
def test_an_unreadable_report_is_refused(client, session, body):
    assert client.post(SEEN, body, content_type="application/json").status_code == 400


def test_nobody_fills_the_table_of_screens(client, session, monkeypatch):
    monkeypatch.setattr("backoffice.tickets.screens.SCREENS_AT_MOST", 1)
    report(client)
    assert report(client, key="screen-2").json()["right"] is False
    assert Screen.objects.count() == 1


@pytest.mark.parametrize(("distance", "degrees"), [(3, 0.7), (5, 0.7), (8, 0.7)])
def test_the_called_number_has_seven_tenths_of_a_degree_at_the_farthest_seat(distance, degrees):
    capital_mm = sizes.sizes_for(distance).current * 0.7 / 100 * 535
    assert capital_mm >= {3: 36.6, 5: 61.0, 8: 97.7}[distance]


@pytest.mark.parametrize("distance", range(2, 16))
def test_called_numbers_are_legible_to_the_farthest_seat(distance):
    chosen = sizes.sizes_for(distance)
    assert chosen.legible_to(chosen.current) >= distance
    assert chosen.legible_to(chosen.recent) >= min(distance, 12)


def test_the_sizes_come_as_a_style_sheet(client, session):
    answer = client.get("/luong-son/board/sizes.css")
    assert answer["Content-Type"] == "text/css"
    assert "--current: 26.1" in answer.content.decode()


def test_a_screen_that_is_current_meets_no_session_and_no_account(client, session):
    mark = client.get(JSON)["ETag"]
    answer = client.get(JSON, headers={"If-None-Match": mark})
    assert answer.status_code == 304
    assert "Content-Security-Policy" not in answer  # answered before the rest of the middleware


@pytest.mark.parametrize("mark", ['"x"', "", "*", '"' + "a" * 5000])
def test_an_unknown_mark_gets_the_board(client, session, mark):
    client.get(JSON)
    assert client.get(JSON, headers={"If-None-Match": mark}).status_code == 200
