"""One visit, several services: one number for all of them, which keeps its arrival."""

import pytest

from backoffice.tickets import calling, events, requested_services, statistics
from backoffice.tickets.calling import NotAllowed
from backoffice.tickets.events import State
from backoffice.tickets.models import Ticket
from tests.support import factories
from tests.support.factories import MONDAY, at
from tests.support.tickets import make_hall, make_place, officer_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_hall()


@pytest.fixture
def civil(desk):
    return factories.make_group(desk, "A", "Hộ tịch")


@pytest.fixture
def land(desk):
    return factories.make_group(desk, "D", "Đất đai")


@pytest.fixture
def session(desk, civil):
    return make_place(desk, 1, civil)


def serve(session, when=(9, 30)):
    ticket = calling.call_next(session=session, by=officer_of(session), at=at(*when))
    calling.serve(ticket, by=officer_of(session), at=at(*when))
    return ticket


def test_after_the_first_service_the_number_waits_for_the_second_at_the_place_of_its_arrival(
    desk, session, civil, land
):
    other = make_place(desk, 2, land)
    ticket = take(civil, when=at(9))
    calling.add_service(ticket, group=land, at=at(9, 5))
    take(land, when=at(9, 10))
    calling.finish(serve(session), by=officer_of(session), at=at(9, 40))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.group, ticket.counter) == (State.WAITING, land, None)
    assert serve(other, (9, 41)) == ticket
    ticket.refresh_from_db()
    calling.finish(ticket, by=officer_of(other), at=at(9, 50))
    assert ticket.state == State.DONE


def test_where_the_counter_serves_the_second_service_too_the_visitor_stays(session, civil):
    ticket = take(civil)
    calling.add_service(ticket, group=civil, at=at(9, 5))
    ticket = serve(session)
    calling.finish(ticket, by=officer_of(session), at=at(9, 40))
    assert (ticket.state, ticket.since, ticket.session) == (State.SERVING, at(9, 40), session)
    calling.finish(ticket, by=officer_of(session), at=at(9, 50))
    assert ticket.state == State.DONE
    [visit] = statistics.visits(session.counter.desk, first=MONDAY, last=MONDAY)
    assert visit.served == 20


def test_the_visit_can_end_without_the_rest(session, civil, land):
    ticket = take(civil)
    calling.add_service(ticket, group=land, at=at(9, 5))
    ticket = serve(session)
    calling.end(ticket, by=officer_of(session), at=at(9, 40))
    assert ticket.state == State.DONE


def test_an_undone_end_is_undone_with_its_next_service(session, civil, land):
    ticket = take(civil)
    calling.add_service(ticket, group=land, at=at(9, 5))
    ticket = serve(session)
    calling.finish(ticket, by=officer_of(session), at=at(9, 40))
    calling.undo(ticket, by=officer_of(session), at=at(9, 40, 20))
    assert (ticket.state, ticket.group) == (State.SERVING, civil)
    assert requested_services.remaining(ticket) == [land]


def test_five_services_are_enough_and_another_desks_is_none(session, civil):
    ticket = take(civil)
    with pytest.raises(NotAllowed):
        calling.add_service(ticket, group=factories.make_group(make_hall("lam-son"), "B"), at=at(9, 5))
    for _ in range(4):
        calling.add_service(ticket, group=civil, at=at(9, 5))
    with pytest.raises(NotAllowed):
        calling.add_service(ticket, group=civil, at=at(9, 5))
    assert len(requested_services.asked_for(ticket)) == 5


def test_at_the_counter_only_the_officer_adds(session, civil):
    take(civil)
    ticket = serve(session)
    with pytest.raises(NotAllowed):
        calling.add_service(ticket, group=civil, at=at(9, 31))
    calling.add_service(ticket, group=civil, at=at(9, 31), by=officer_of(session))
    assert requested_services.remaining(ticket) == [civil]


def test_the_columns_follow_from_the_events_after_every_step(session, civil, land):
    take(civil)
    ticket = serve(session)
    for group in (civil, land):
        calling.add_service(ticket, group=group, at=at(9, 31), by=officer_of(session))
    for minute in (40, 50):
        calling.finish(ticket, by=officer_of(session), at=at(9, minute))
        saved = Ticket.objects.values().get(pk=ticket.pk)
        events.rebuild(Ticket.objects.get(pk=ticket.pk))
        assert Ticket.objects.values().get(pk=ticket.pk) == saved
