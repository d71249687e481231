"""The estimator and the officer's button follow the same rule."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from backoffice.tickets import calling, events
from backoffice.tickets.calling import NotAllowed
from backoffice.tickets.models import Ticket
from backoffice.tickets.waits.turns import Place, Waiting, in_turn
from tests.support import factories
from tests.support.factories import MONDAY, at
from tests.support.tickets import make_hall, make_place, officer_of, take

QUEUES = st.lists(
    st.tuples(st.sampled_from("ABD"), st.booleans(), st.integers(0, 5), st.sampled_from([0, 0, 1, 2])),
    max_size=8,
)


class OneRule(TestCase):
    @settings(max_examples=12)
    @given(
        queue=QUEUES,
        groups=st.sets(st.sampled_from("ABD"), min_size=1),
        after=st.booleans(),
        closed=st.booleans(),
    )
    def test_the_query_and_the_function_give_the_same_order(self, queue, groups, after, closed):
        desk = make_hall()
        by_letter = {letter: factories.make_group(desk, letter) for letter in "ABD"}
        sessions = [make_place(desk, n, *by_letter.values()) for n in (1, 2)]
        for letter, priority, minute, counter in queue:
            ticket = take(by_letter[letter], when=at(9, minute), priority="CAO_TUOI" if priority else "")
            ticket.for_counter = sessions[counter - 1].counter if counter else None
            ticket.save()
        if closed:
            sessions[1].closed_at = at(10)
            sessions[1].save()
        served = [by_letter[letter].pk for letter in groups]
        asked = Ticket.objects.next_for(sessions[0].counter, groups=served, on=MONDAY, after_priority=after)
        values = [
            Waiting(t.pk, t.group_id, t.queued_at, bool(t.priority), t.for_counter_id)
            for t in Ticket.objects.order_by("?")
        ]
        place = Place(sessions[0].counter_id, frozenset(served))
        still_open = {s.counter_id for s in sessions if s.closed_at is None}
        computed = in_turn(values, place, open_counters=still_open, after_priority=after)
        assert [t.pk for t in asked] == [t.pk for t in computed]

    @settings(max_examples=8)
    @given(data=st.data())
    def test_a_random_morning_rebuilt_from_its_events_is_the_same(self, data):
        desk = make_hall()
        group = factories.make_group(desk, "A")
        sessions = [make_place(desk, n, group) for n in (1, 2)]
        clock = at(8)
        for step in data.draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 7)), max_size=25)):
            clock += timedelta(seconds=7)
            _random_step(group, sessions[step[0] % 2], step, clock)
        saved = list(Ticket.objects.order_by("pk").values())
        for ticket in Ticket.objects.all():
            events.rebuild(ticket)
        assert list(Ticket.objects.order_by("pk").values()) == saved


VERBS = ["recall", "serve", "finish", "park", "unpark", "undo", "postpone", "no_show"]


def _random_step(group, session, step, clock):
    what, which = step
    if what < 3:
        take(group, when=clock)
        return
    try:
        if what < 5:
            calling.call_next(session=session, by=officer_of(session), at=clock)
            return
        ticket = Ticket.objects.order_by("?").first()
        if ticket is not None:
            by = {} if VERBS[which] == "postpone" else {"by": officer_of(session)}
            getattr(calling, VERBS[which])(ticket, at=clock, **by)
    except NotAllowed:
        return


def test_the_longest_wait_comes_after_a_priority_call():
    old = Waiting(1, group=7, queued_at=at(9))
    elderly = Waiting(2, group=7, queued_at=at(9, 5), has_priority=True)
    place = Place(1, frozenset({7}))
    assert in_turn([old, elderly], place, open_counters={1}, after_priority=True) == [old, elderly]
    assert in_turn([old, elderly], place, open_counters={1}, after_priority=False) == [elderly, old]


@pytest.mark.parametrize("group", [7, 8])
def test_the_requested_counter_calls_whatever_its_groups(group):
    ticket = Waiting(1, group=group, queued_at=at(9), for_counter=3)
    place = Place(3, frozenset({7}))
    assert in_turn([ticket], place, open_counters={3}, after_priority=False) == [ticket]
