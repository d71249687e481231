"""The counter console, used as an officer uses it, without any script."""

from datetime import date

import pytest
import time_machine

from backoffice.staffing.models import CounterSession
from backoffice.tickets.models import Board, Screen, Ticket
from tests.support import factories
from tests.support.factories import at
from tests.support.tickets import make_hall, make_place, officer_of, take

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 20)
URL = "/admin/tickets/ticket/console/"


@pytest.fixture(autouse=True)
def _nine_thirty():
    with time_machine.travel(at(9, 30), tick=False):
        yield


@pytest.fixture
def session():
    desk = make_hall()
    return make_place(desk, 3, factories.make_group(desk, "A", "Hộ tịch"))


@pytest.fixture
def officer(session, client):
    client.force_login(officer_of(session))
    return client


def press(client, verb, ticket=None, **facts):
    if ticket is not None:
        ticket.refresh_from_db()
        facts |= {"ticket": ticket.pk, "version": facts.pop("version", ticket.version)}
    answer = client.post(URL, {"verb": verb, **facts}, follow=True)
    assert answer.status_code == 200
    return answer


def state(ticket):
    return Ticket.objects.get(pk=ticket.pk).state


def group_of(session):
    return session.counter.service_groups.get()


def test_the_big_button_calls_the_next_number_and_shows_it_huge(officer, session):
    ticket = take(group_of(session))
    page = press(officer, "next")
    assert state(ticket) == "CALLED"
    assert '<p class="tk-number" data-state="CALLED">A001</p>' in page.content.decode()


def test_done_and_next_ends_one_and_calls_one(officer, session):
    first, second = take(group_of(session)), take(group_of(session))
    press(officer, "next")
    press(officer, "serve", first)
    press(officer, "next", first)
    assert (state(first), state(second)) == ("DONE", "CALLED")


def test_a_double_click_on_done_and_next_calls_one_number(officer, session):
    first, second, third = (take(group_of(session)) for _ in range(3))
    press(officer, "next")
    press(officer, "serve", first)
    first.refresh_from_db()
    for _ in range(2):
        officer.post(URL, {"verb": "next", "ticket": first.pk, "version": first.version})
    assert [state(ticket) for ticket in (first, second, third)] == ["DONE", "CALLED", "WAITING"]


def test_an_empty_queue_has_a_sentence(officer):
    assert len(press(officer, "next").context["messages"]) == 1


@pytest.mark.parametrize(
    ("verbs", "reached"),
    [
        (["recall"], "CALLED"),
        (["serve"], "SERVING"),
        (["serve", "finish"], "DONE"),
        (["recall", "recall", "no_show"], "NO_SHOW"),
        (["park"], "PARKED"),
        (["park", "unpark"], "WAITING"),
        (["undo"], "WAITING"),
    ],
)
def test_every_button_carries_out_its_verb(officer, session, verbs, reached):
    ticket = take(group_of(session))
    press(officer, "next")
    for verb in verbs:
        press(officer, verb, ticket)
    assert state(ticket) == reached


@pytest.mark.parametrize("kind", ["group", "counter"])
def test_a_number_is_sent_on_to_a_group_or_a_counter(officer, session, kind):
    ticket = take(group_of(session))
    land = factories.make_group(session.counter.desk, "D")
    other = make_place(session.counter.desk, 4, land)
    press(officer, "next")
    target = land.pk if kind == "group" else other.counter_id
    press(officer, "transfer", ticket, target=f"{kind}:{target}")
    ticket.refresh_from_db()
    assert ticket.state == "WAITING"
    assert (ticket.group == land) == (kind == "group")
    assert (ticket.for_counter == other.counter) == (kind == "counter")


def test_a_number_of_another_desk_cannot_be_pressed(officer, session):
    elsewhere = make_hall("lam-son")
    group = factories.make_group(elsewhere, "A")
    place = make_place(elsewhere, 1, group)
    foreign = take(group)
    press(officer, "unpark", foreign)
    press(officer, "transfer", foreign, target=f"group:{group_of(session).pk}")
    assert state(foreign) == "WAITING"
    assert place.counter.desk == elsewhere


def test_the_counter_opens_on_the_duty_and_the_board_moves(client):
    desk = make_hall()
    user = factories.make_user(factories.RECEPTION, desk=desk)
    counter = factories.make_counter(desk, 2)
    factories.make_duty(counter, factories.make_officer(user))
    client.force_login(user)
    assert f'name="counter" value="{counter.pk}"' in client.get(URL).content.decode()
    press(client, "open", counter=counter.pk)
    assert CounterSession.objects.open().get().counter == counter
    assert Board.objects.get(desk=desk).version == 1


def test_a_substitute_needs_a_reason(client):
    desk = make_hall()
    user = factories.make_user(factories.RECEPTION, desk=desk)
    counter = factories.make_counter(desk, 2)
    factories.make_officer(user)
    client.force_login(user)
    press(client, "open", counter=counter.pk)
    assert not CounterSession.objects.exists()
    press(client, "open", counter=counter.pk, reason="Thay đồng chí ốm")
    assert CounterSession.objects.get().unrostered_reason == "Thay đồng chí ốm"


def test_pause_resume_and_close(officer, session):
    press(officer, "pause", reason="Họp giao ban")
    session.refresh_from_db()
    assert session.paused_at
    press(officer, "resume")
    press(officer, "close")
    session.refresh_from_db()
    assert session.paused_at is None
    assert session.closed_at == at(9, 30)


def test_a_counter_with_a_number_does_not_close(officer, session):
    take(group_of(session))
    press(officer, "next")
    press(officer, "close")
    session.refresh_from_db()
    assert session.closed_at is None


def test_the_console_shows_how_many_screens_are_right(officer, session):
    for key, right in (("a", True), ("b", True), ("c", False)):
        Screen.objects.create(
            desk=session.counter.desk,
            key=key,
            first_seen_at=at(8),
            seen_at=at(9, 29, 50),
            version=1,
            shown="x",
            is_right=right,
        )
    assert "2/3" in officer.get(URL).content.decode()


def test_a_named_screen_that_is_silent_today_is_reported_and_an_unnamed_one_is_not(officer, session):
    facts = {
        "desk": session.counter.desk,
        "version": 1,
        "shown": "x",
        "is_right": True,
        "first_seen_at": at(8),
    }
    Screen.objects.create(key="a", name="Sảnh 1", seen_at=at(9, 29, 50), **facts)
    Screen.objects.create(key="b", name="Sảnh 2", seen_at=at(9, 12), **facts)
    Screen.objects.create(key="c", name="Sảnh 3", seen_at=at(9, 12, on=FRIDAY), **facts)
    Screen.objects.create(key="d", seen_at=at(9, 12), **facts)
    page = officer.get(URL).content.decode()
    assert "1/2" in page
    assert "Sảnh 2" in page
    assert "09:12" in page


def test_the_waiting_list_alone_is_small_and_current(officer, session):
    take(group_of(session), priority="CAO_TUOI")
    page = officer.get(f"{URL}waiting/")
    assert "A001" in page.content.decode()
    assert len(page.content) < 3000


@pytest.mark.parametrize("role", [None, factories.DIVISION_OFFICER, factories.KEEPER, factories.LEADER])
def test_an_account_without_a_counter_has_no_console(client, role):
    client.force_login(factories.make_user(role, desk=make_hall()))
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"verb": "next"}).status_code == 403
    assert client.get(f"{URL}waiting/").status_code == 403


def test_the_queries_of_the_page_do_not_grow_with_the_queue(officer, session, django_assert_max_num_queries):
    for _ in range(15):
        take(group_of(session))
    press(officer, "next")
    with django_assert_max_num_queries(26):
        officer.get(URL)


@pytest.mark.parametrize(
    "model", ["ticket", "ticketevent", "ticketseries", "board", "screen", "waitestimate", "rating"]
)
def test_the_lists_open_for_the_lead_and_are_read_only(client, session, model):
    take(group_of(session))
    user = factories.allow(
        factories.make_user(desk=session.counter.desk),
        *(f"tickets.{verb}_{model}" for verb in ("view", "change", "delete", "add")),
    )
    client.force_login(user)
    assert client.get(f"/admin/tickets/{model}/").status_code == 200
    assert client.get(f"/admin/tickets/{model}/add/").status_code == 403


def test_a_closed_counter_is_told_how_many_wait_at_the_desk(officer, session):
    group = group_of(session)
    first = [take(group, when=at(9, minute)) for minute in range(9)][0]
    session.closed_at = at(9, 15)
    session.save()
    for address in (URL, f"{URL}waiting/"):
        page = officer.get(address).content.decode()
        assert "9 người đang chờ" in page
        assert str(first) in page
        assert "đây là người chờ của cả Bộ phận Một cửa" in page


def test_the_refreshed_queue_says_the_same_as_the_page(officer, session):
    for address in (URL, f"{URL}waiting/"):
        assert "Không có ai chờ quầy này." in officer.get(address).content.decode()
