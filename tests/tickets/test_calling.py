"""Calling: limited priority, otherwise by arrival; nobody is called twice, and nothing is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from backoffice.tickets import calling, events
from backoffice.tickets.calling import NotAllowed
from backoffice.tickets.models import Board, Ticket, TicketEvent
from tests.support import factories
from tests.support.factories import at
from tests.support.tickets import make_hall, make_place, officer_of, take

pytestmark = pytest.mark.django_db
State = Ticket.State


@pytest.fixture
def desk():
    return make_hall()


@pytest.fixture
def group(desk):
    return factories.make_group(desk, "A")


@pytest.fixture
def session(desk, group):
    return make_place(desk, 1, group)


def call(session, when=None):
    return calling.call_next(session=session, by=officer_of(session), at=when or at(9, 30))


def serve_to_the_end(session, when=None):
    ticket = call(session, when)
    act(session, "serve", ticket)
    act(session, "finish", ticket)
    return ticket


def act(session, verb, ticket, when=None, **facts):
    getattr(calling, verb)(ticket, by=officer_of(session), at=when or at(9, 31), **facts)


def test_the_first_arrival_is_called_first(session, group):
    first, second = take(group, when=at(9, 0)), take(group, when=at(9, 1))
    called = call(session)
    assert (called, called.state, called.counter) == (first, State.CALLED, session.counter)
    assert Ticket.objects.waiting().get() == second


def test_an_empty_queue_calls_nobody(session):
    assert call(session) is None


def test_a_call_moves_the_board_in_its_transaction(session, group, desk):
    take(group)
    before = Board.objects.get(desk=desk).version
    call(session)
    assert Board.objects.get(desk=desk).version == before + 1


def test_priority_goes_first_but_never_twice_in_a_row(session, group):
    ordinary = [take(group, when=at(9, minute)) for minute in (0, 1)]
    elderly = [take(group, when=at(9, minute), priority="CAO_TUOI") for minute in (2, 3)]
    order = [serve_to_the_end(session) for _ in range(4)]
    assert order == [elderly[0], ordinary[0], elderly[1], ordinary[1]]


def test_after_a_priority_call_that_was_undone_priority_still_goes_first(session, group):
    take(group, when=at(9, 0))
    elderly = take(group, when=at(9, 2), priority="CAO_TUOI")
    act(session, "undo", call(session), at(9, 30, 10))
    assert call(session, at(9, 31)) == elderly


def test_a_counter_calls_only_its_groups(desk, session):
    other = factories.make_group(desk, "D")
    make_place(desk, 2, other)
    take(other)
    assert call(session) is None


def test_numbers_of_yesterday_and_of_another_desk_are_not_called(session, group):
    ticket = take(group)
    Ticket.objects.filter(pk=ticket.pk).update(business_day="2026-11-20")
    elsewhere = make_hall("lam-son")
    foreign = factories.make_group(elsewhere, "A")
    make_place(elsewhere, 1, foreign)
    take(foreign)
    assert call(session) is None


def test_a_counter_that_serves_a_number_calls_no_second_one(session, group):
    take(group)
    take(group)
    call(session)
    with pytest.raises(NotAllowed):
        call(session)
    assert Ticket.objects.waiting().count() == 1


def test_the_database_lets_a_counter_serve_one_number(session, group):
    first, second = take(group), take(group)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk__in=[first.pk, second.pk]).update(state=State.CALLED, session=session)


@pytest.mark.parametrize("fault", ["another", "closed", "paused", "yesterday"])
def test_only_the_officer_of_a_running_session_calls(session, group, desk, fault):
    take(group)
    by = officer_of(session)
    if fault == "another":
        by = factories.make_user(desk=desk)
    session.closed_at = at(9) if fault == "closed" else None
    session.paused_at = at(9) if fault == "paused" else None
    session.day = "2026-11-20" if fault == "yesterday" else session.day
    with pytest.raises(NotAllowed):
        calling.call_next(session=session, by=by, at=at(9, 30))


def test_a_session_closed_by_somebody_else_calls_nobody(session, group):
    take(group)
    type(session).objects.filter(pk=session.pk).update(closed_at=at(9, 10))
    assert call(session) is None
    assert Ticket.objects.waiting().count() == 1


def test_a_recall_is_a_new_event_and_keeps_the_number_called(session, group):
    take(group)
    ticket = call(session)
    act(session, "recall", ticket)
    assert ticket.state == State.CALLED
    assert ticket.since == at(9, 30)
    assert ticket.events.filter(kind="RECALLED").count() == 1


def test_a_number_is_absent_only_after_two_more_calls(session, group):
    take(group)
    ticket = call(session)
    act(session, "recall", ticket)
    with pytest.raises(NotAllowed):
        act(session, "no_show", ticket)
    act(session, "recall", ticket)
    act(session, "no_show", ticket)
    assert ticket.state == State.NO_SHOW


def test_a_transfer_keeps_the_arrival(desk, session, group):
    land = factories.make_group(desk, "D")
    other = make_place(desk, 2, land)
    early = take(group, when=at(8, 30))
    take(land, when=at(8, 45))
    call(session)
    early.refresh_from_db()
    act(session, "transfer", early, group=land)
    assert (early.state, early.group, early.counter) == (State.WAITING, land, None)
    assert call(other) == early


def test_a_transfer_to_a_counter_waits_for_it_while_it_is_open(desk, session, group):
    second, third = make_place(desk, 2, group), make_place(desk, 3, group)
    ticket = take(group)
    call(session)
    ticket.refresh_from_db()
    act(session, "transfer", ticket, counter=third.counter)
    assert call(second) is None
    third.closed_at = at(10)
    third.save()
    assert call(second) == ticket


@pytest.mark.parametrize("target", [None, "foreign"])
def test_a_transfer_needs_a_target_of_the_desk(session, group, target):
    take(group)
    ticket = call(session)
    foreign = factories.make_group(factories.make_desk("lam-son"), "A") if target else None
    with pytest.raises(NotAllowed):
        act(session, "transfer", ticket, group=foreign)


def test_a_parked_number_comes_back_at_its_arrival(session, group):
    first, second = take(group, when=at(9, 0)), take(group, when=at(9, 1))
    ticket = call(session)
    act(session, "park", ticket, reason="Đi phô tô")
    assert call(session) == second
    act(session, "unpark", ticket)
    act(session, "serve", second := Ticket.objects.get(pk=second.pk))
    act(session, "finish", second)
    assert call(session) == first


def test_within_thirty_seconds_the_last_action_is_undone(session, group):
    take(group)
    ticket = call(session, at(9, 30))
    act(session, "undo", ticket, at(9, 30, 30))
    assert (ticket.state, ticket.counter, ticket.session) == (State.WAITING, None, None)


def test_an_undone_end_is_being_served_again(session, group):
    take(group)
    ticket = serve_to_the_end(session)
    act(session, "undo", ticket, at(9, 31, 5))
    assert (ticket.state, ticket.session) == (State.SERVING, session)


def test_two_undos_undo_one_step_each(session, group):
    take(group)
    ticket = call(session, at(9, 30))
    act(session, "serve", ticket, at(9, 30, 5))
    act(session, "undo", ticket, at(9, 30, 10))
    assert ticket.state == State.CALLED
    act(session, "undo", ticket, at(9, 30, 12))
    assert ticket.state == State.WAITING
    with pytest.raises(NotAllowed):
        act(session, "undo", ticket, at(9, 30, 13))


def test_after_thirty_seconds_or_by_another_nothing_is_undone(session, group, desk):
    take(group)
    ticket = call(session, at(9, 30))
    with pytest.raises(NotAllowed):
        act(session, "undo", ticket, at(9, 30, 31))
    with pytest.raises(NotAllowed):
        calling.undo(ticket, by=factories.make_user(desk=desk), at=at(9, 30, 5))


def test_an_end_is_not_undone_once_the_counter_has_called_the_next(session, group):
    take(group)
    take(group)
    ticket = serve_to_the_end(session)
    call(session, at(9, 31, 10))
    with pytest.raises(NotAllowed):
        act(session, "undo", ticket, at(9, 31, 20))
    ticket.refresh_from_db()
    assert ticket.state == State.DONE


def test_a_second_click_on_a_stale_page_changes_nothing(session, group):
    take(group)
    ticket = call(session)
    stale = Ticket.objects.get(pk=ticket.pk)
    act(session, "recall", ticket)
    with pytest.raises(NotAllowed):
        act(session, "recall", stale)
    assert ticket.events.filter(kind="RECALLED").count() == 1


def test_another_officers_number_is_refused_except_to_the_manager_of_the_roster(desk, session, group):
    take(group)
    ticket = call(session)
    colleague = make_place(desk, 2, group)
    with pytest.raises(NotAllowed):
        act(colleague, "serve", ticket)
    lead = factories.allow(factories.make_user(desk=desk), "staffing.change_duty")
    calling.serve(ticket, by=lead, at=at(9, 40))
    assert ticket.state == State.SERVING


def test_letting_others_go_first_moves_the_number_behind_them_and_keeps_the_arrival(session, group):
    tickets = [take(group, when=at(9, minute)) for minute in range(5)]
    calling.postpone(tickets[0], at=at(9, 10), behind=3)
    order = [serve_to_the_end(session) for _ in range(5)]
    assert [tickets.index(ticket) for ticket in order] == [1, 2, 3, 0, 4]
    tickets[0].refresh_from_db()
    assert tickets[0].issued_at == at(9, 0)


def test_without_anybody_behind_nobody_can_be_let_go_first(session, group):
    ticket = take(group)
    with pytest.raises(NotAllowed):
        calling.postpone(ticket, at=at(9, 10))


def test_others_are_let_go_first_three_times_and_no_more(session, group):
    patient = take(group)
    take(group, when=at(9, 5))
    for minute in (10, 11, 12):
        take(group, when=at(9, minute))
        calling.postpone(patient, at=at(9, minute, 30), behind=9)
    take(group, when=at(9, 13))
    with pytest.raises(NotAllowed, match="ba lần"):
        calling.postpone(patient, at=at(9, 14))


def test_a_visitor_who_left_is_not_called(session, group):
    calling.leave(take(group), at=at(9, 5))
    assert call(session) is None


@pytest.mark.only_on("sqlite", "Python decides")
@pytest.mark.parametrize("verb", calling.TRANSITIONS)
@pytest.mark.parametrize("state", State)
def test_a_step_is_possible_exactly_in_the_states_of_the_table(session, group, verb, state):
    take(group, when=at(9))
    take(group, when=at(9, 1))
    ticket = reach(session, state)
    facts = {
        "transfer": {"group": group},
        "add_service": {"group": group},
        "void": {"reason": "Nhầm"},
    }.get(verb, {})
    by = {} if verb in {"postpone", "leave"} else {"by": officer_of(session)}
    if verb == "no_show" and state == State.CALLED:
        act(session, "recall", ticket)
        act(session, "recall", ticket)
    possible = state in calling.TRANSITIONS[verb][0]
    if possible:
        getattr(calling, verb)(ticket, at=at(9, 40), **by, **facts)
    else:
        with pytest.raises(NotAllowed):
            getattr(calling, verb)(ticket, at=at(9, 40), **by, **facts)
    assert ticket.events.filter(at=at(9, 40)).exists() == possible
    assert_is_the_sum_of_its_events(ticket)


def reach(session, state):
    """Bring the first number in the queue to a state by the verbs."""
    if state in {State.WAITING, State.LEFT, State.VOID}:
        ticket = Ticket.objects.waiting().order_by("pk").first()
        if state == State.LEFT:
            calling.leave(ticket, at=at(9, 20))
        if state == State.VOID:
            act(session, "void", ticket, reason="Nhầm")
        return ticket
    ticket = call(session)
    steps = {
        State.SERVING: ["serve"],
        State.DONE: ["serve", "finish"],
        State.NO_SHOW: ["recall", "recall", "no_show"],
        State.PARKED: ["park"],
    }
    for step in steps.get(state, []):
        act(session, step, ticket)
    return ticket


def assert_is_the_sum_of_its_events(ticket):
    saved = Ticket.objects.values().get(pk=ticket.pk)
    events.rebuild(Ticket.objects.get(pk=ticket.pk))
    assert Ticket.objects.values().get(pk=ticket.pk) == saved


def test_the_order_of_events_is_guarded_by_the_database(session, group):
    ticket = take(group)
    with pytest.raises(IntegrityError), transaction.atomic():
        TicketEvent.objects.create(ticket=ticket, seq=1, kind="LEFT", at=at(9) + timedelta(minutes=1))
