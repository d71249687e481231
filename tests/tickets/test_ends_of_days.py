"""A day ends: in the evening no number waits, is served or is parked for ever."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from backoffice.tickets import calling, ends_of_days, events, statistics
from backoffice.tickets.models import Ticket
from tests.support import factories
from tests.support.factories import MONDAY, at
from tests.support.tickets import make_hall, make_place, officer_of, take

pytestmark = pytest.mark.django_db
State = Ticket.State
NEXT = MONDAY + timedelta(days=2)  # the 24th is a day off


@pytest.fixture
def evening():
    """One number each: served, parked, called, waiting, ended."""
    desk = make_hall()
    group = factories.make_group(desk)
    places = [make_place(desk, number, group) for number in (1, 2, 3)]
    numbers = [take(group, when=at(9, minute)) for minute in range(5)]
    for place, number in zip((*places, places[1]), numbers[:4], strict=True):
        call = calling.call_next(session=place, by=officer_of(place), at=at(9, 30))
        assert call == number
        if number in (numbers[0], numbers[1]):
            calling.serve(call, by=officer_of(place), at=at(9, 35))
        if number == numbers[1]:
            calling.park(call, by=officer_of(place), at=at(9, 40))
    calling.serve(call, by=officer_of(places[1]), at=at(9, 45))
    calling.finish(call, by=officer_of(places[1]), at=at(9, 50))
    return desk, group


def states():
    return list(Ticket.objects.filter(business_day=MONDAY).order_by("pk").values_list("state", flat=True))


def test_the_end_of_the_day_ends_every_number_that_is_not_finished(evening):
    before = [State.SERVING, State.PARKED, State.CALLED, State.DONE, State.WAITING]
    assert states() == before
    with time_machine.travel(at(17, 29)):
        call_command("close_day", stdout=StringIO())
    assert states() == before
    answers = []
    for _run in range(2):
        with time_machine.travel(at(17, 30)):
            call_command("close_day", "--json", stdout=(out := StringIO()))
        answers.append(json.loads(out.getvalue())["numbers_ended"])
    assert answers == [4, 0]
    assert states() == [State.LEFT, State.LEFT, State.LEFT, State.DONE, State.LEFT]
    ended = Ticket.objects.order_by("pk").first()
    assert ended.events.get(kind="LEFT").at == at(17, 30)
    assert events.differing(Ticket.objects.prefetch_related("events")) == []


def test_the_first_number_of_a_new_day_ends_the_days_before(evening):
    desk, group = evening
    place = make_place(desk, 4, group, opened_at=at(7, 30, on=NEXT))
    assert place.day == NEXT
    take(group, when=at(8, on=NEXT))
    assert states() == [State.LEFT, State.LEFT, State.LEFT, State.DONE, State.LEFT]
    assert Ticket.objects.waiting().count() == 1


def test_what_the_day_ended_is_in_no_figure_of_service(evening):
    desk, _group = evening
    ends_of_days.end(at(18))
    found = statistics.visits(desk, first=MONDAY, last=MONDAY)
    line = statistics.line("", found)
    assert (line.issued, line.called, line.absent) == (5, 4, 0)
    assert line.mean_service == 5.0


def test_the_figure_of_those_who_wait_opens_a_list_of_as_many(evening, client):
    desk, group = evening
    Ticket.objects.filter(pk=Ticket.objects.order_by("pk").first().pk).update(
        business_day=MONDAY - timedelta(days=3), state=State.WAITING
    )
    lead = factories.make_user(factories.DESK_LEAD, desk=desk)
    client.force_login(lead)
    with time_machine.travel(at(10)):
        figures = client.get(reverse("admin:index")).context["day"].figures
        (waiting,) = [figure for figure in figures if figure.label == "số đang chờ"]
        listed = client.get(waiting.url).context["cl"].result_count
    assert (waiting.number, listed) == (1, 1)
