"""Many officers and many visitors at once: no number is called twice, issued twice, or lost."""

import threading
from collections import Counter

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from backoffice.tickets import calling, events, issuing
from backoffice.tickets.models import Ticket, TicketEvent
from tests.support import factories
from tests.support.factories import MONDAY, at
from tests.support.officers import call_them_all, open_hall
from tests.support.processes import LONGEST
from tests.support.tickets import make_hall, make_place, officer_of, take

OFFICERS = 8
TICKETS = 120


@pytest.mark.server
@pytest.mark.slow
def test_twenty_officers_at_the_real_server_call_100_numbers_once_each(server):
    doors = open_hall(server, officers=20, tickets=100)
    outcome = call_them_all(server, doors, tickets=100)
    assert (outcome.duplicates, outcome.lost, outcome.errors) == (0, 0, 0), outcome
    assert outcome.calls == 100


def naive_call(session):
    """Read who is next, then call that number: the naive way."""
    ticket = Ticket.objects.filter(business_day=MONDAY).waiting().order_by("queued_at", "pk").first()
    if ticket is None:
        return None
    Ticket.objects.filter(pk=ticket.pk).update(state="CALLED")
    with transaction.atomic():
        ticket.refresh_from_db()
        seq = ticket.events.order_by("-seq").values_list("seq", flat=True)[0] + 1
        TicketEvent.objects.create(ticket=ticket, seq=seq, kind="CALLED", at=at(9, 30))
    return ticket


def guarded_call(session):
    ticket = calling.call_next(session=session, by=officer_of(session), at=at(9, 30))
    if ticket is not None:
        calling.serve(ticket, by=officer_of(session), at=at(9, 30))
        calling.finish(ticket, by=officer_of(session), at=at(9, 30))
    return ticket


def calls_of(call):
    """Let the officers call until nobody waits; return how often each number was called, and the errors."""
    desk = make_hall()
    group = factories.make_group(desk, "A")
    sessions = [make_place(desk, n, group) for n in range(1, OFFICERS + 1)]
    for _ in range(TICKETS):
        take(group)
    called, errors = [], []
    together = threading.Barrier(OFFICERS, timeout=30)

    def work(session):
        together.wait()
        try:
            while (ticket := call(session)) is not None:
                called.append(ticket.pk)
        except (calling.NotAllowed, OperationalError, IntegrityError) as error:
            errors.append(error)
        finally:
            connection.close()

    run_all([threading.Thread(target=work, args=[session], daemon=True) for session in sessions])
    return Counter(called), errors


def run_all(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST)
        assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_eight_officers_call_each_number_once():
    called, errors = calls_of(guarded_call)
    assert errors == []
    assert len(called) == TICKETS
    assert max(called.values()) == 1
    assert not Ticket.objects.waiting().exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_check_finds_the_numbers_that_a_naive_call_calls_twice():
    called, errors = calls_of(naive_call)
    assert errors or max(called.values()) > 1


@pytest.mark.django_db(transaction=True)
def test_many_requests_at_once_get_numbers_without_gap_or_duplicate_and_one_for_each_key():
    desk = make_hall()
    group = factories.make_group(desk, "A")
    make_place(desk, 1, group)
    together = threading.Barrier(OFFICERS, timeout=30)
    issued = []

    def press(finger):
        together.wait()
        for n in range(10):
            for key in (f"{finger}-{n}", f"shared-{n}"):
                ticket = issuing.issue(desk=desk, group=group, at=at(9), request_key=key)
                issued.append((key, ticket.number))
        connection.close()

    run_all([threading.Thread(target=press, args=[finger], daemon=True) for finger in range(OFFICERS)])
    by_key = dict(issued)
    assert len(set(issued)) == len(by_key) == OFFICERS * 10 + 10
    assert sorted(by_key.values()) == list(range(1, 91))
    assert TicketEvent.objects.filter(kind=events.Kind.ISSUED).count() == 90
