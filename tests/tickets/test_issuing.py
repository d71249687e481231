"""A number is issued once, and only where somebody will call it (R65)."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from backoffice.tickets import events
from backoffice.tickets.availability import availabilities
from backoffice.tickets.issuing import NotIssued, group_for, issue
from backoffice.tickets.models import Board, Ticket, TicketSeries
from tests.support import factories
from tests.support.factories import HANOI, at
from tests.support.tickets import make_hall, make_place, take

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def desk():
    return make_hall()


@pytest.fixture
def land(desk):
    return factories.make_group(desk, "D", "Đất đai")


def test_the_first_number_of_the_day_for_land_is_d001(desk, land):
    make_place(desk, 1, land)
    first, second = take(land), take(land)
    assert (first.label, second.label) == ("D001", "D002")
    assert first.business_day == date(2026, 11, 23)


def test_numbers_begin_again_on_the_next_day_of_the_desk_not_of_utc(desk, land):
    make_place(desk, 1, land)
    make_place(desk, 2, land, opened_at=at(0, 5, on=WEDNESDAY))
    take(land, when=at(23, 59))
    assert take(land, when=at(0, 30, on=WEDNESDAY)).label == "D001"
    assert Ticket.objects.of_day(on=WEDNESDAY).count() == 1


def test_the_same_key_gives_the_same_number(desk, land):
    make_place(desk, 1, land)
    assert take(land, key="press") == take(land, key="press")
    assert Ticket.objects.count() == 1
    assert TicketSeries.objects.get().last == 1


def test_a_number_is_saved_with_its_first_event_and_moves_the_board(desk, land):
    make_place(desk, 1, land)
    ticket = take(land)
    assert ticket.events.get().kind == events.Kind.ISSUED
    assert Board.objects.get(desk=desk).version == 1
    take(land)
    assert Board.objects.get(desk=desk).version == 2


def test_a_series_ends_at_999(desk, land):
    make_place(desk, 1, land)
    TicketSeries.objects.create(desk=desk, business_day=date(2026, 11, 23), series="D", last=998)
    assert take(land).label == "D999"
    with pytest.raises(NotIssued, match="999"):
        take(land)


def test_on_a_closed_day_no_number_is_issued_and_the_next_opening_is_named(desk, land):
    with pytest.raises(NotIssued) as refused:
        take(land, when=at(9, on=date(2026, 11, 24)))
    assert refused.value.opens_at == datetime(2026, 11, 25, 7, 30, tzinfo=HANOI)
    assert "25/11/2026" in str(refused.value)


def test_for_a_group_without_an_officer_the_next_duty_is_named(desk, land):
    counter = factories.make_counter(desk, 1, land)
    officer = factories.make_officer(factories.make_user(desk=desk))
    factories.make_duty(counter, officer, session="AFTERNOON")
    with pytest.raises(NotIssued) as refused:
        take(land, when=at(9))
    assert refused.value.opens_at == datetime(2026, 11, 23, 13, 30, tzinfo=HANOI)
    assert take(land, when=at(14)).label == "D001"


def test_an_officer_on_duty_is_enough_before_the_counter_opens(desk, land):
    counter = factories.make_counter(desk, 1, land)
    factories.make_duty(counter, factories.make_officer(factories.make_user(desk=desk)))
    assert take(land, when=at(7, 30)).label == "D001"
    with pytest.raises(NotIssued):
        take(land, when=at(7, 29))


def test_with_an_open_counter_numbers_are_issued_at_any_hour(desk, land):
    make_place(desk, 1, land, opened_at=at(20))
    assert take(land, when=at(21)).label == "D001"


def test_with_a_counter_left_open_yesterday_no_number_is_issued(desk, land):
    make_place(desk, 1, land, opened_at=at(8, on=date(2026, 11, 20)))
    with pytest.raises(NotIssued):
        take(land, when=at(9))


def test_with_a_counter_of_another_group_no_number_is_issued(desk, land):
    make_place(desk, 1, factories.make_group(desk, "A"))
    with pytest.raises(NotIssued):
        take(land)


def test_a_counter_without_groups_serves_every_group(desk, land):
    make_place(desk, 1)
    assert take(land).label == "D001"


def test_at_a_desk_that_has_ended_no_number_is_issued(desk, land):
    make_place(desk, 1, land)
    desk.valid_to = date(2026, 11, 22)
    with pytest.raises(NotIssued):
        issue(desk=desk, group=land, at=at(9), request_key="late")


def test_the_queries_of_the_answer_do_not_grow_with_the_groups(desk, land, django_assert_num_queries):
    make_place(desk, 1, land)
    for letter in "ABCEFGH":
        make_place(desk, ord(letter), factories.make_group(desk, letter))
    with django_assert_num_queries(7):
        assert all(availabilities(desk, at=at(9)).values())


def test_a_procedure_has_the_queue_of_its_field_unless_its_posting_has_its_own(desk, land):
    civil = factories.make_group(desk, "A")
    procedure = factories.make_procedure(desk, field=factories.make_field("Hộ tịch", civil))
    posting = factories.publish(procedure)
    assert group_for(desk, procedure) == civil
    posting.service_group = land
    posting.save()
    assert group_for(desk, procedure) == land


def test_the_queue_of_another_desk_is_never_chosen(desk, land):
    elsewhere = factories.make_desk("lam-son")
    field = factories.make_field("Hộ tịch", factories.make_group(elsewhere, "A"))
    assert group_for(desk, factories.make_procedure(desk, field=field)) is None


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"number": 1}, "ticket_number_given_once|business_day, tickets_ticket.series"),
        ({"number": 1000}, "ticket_number_has_three_digits"),
        ({"number": 0}, "ticket_number_has_three_digits"),
    ],
)
def test_the_database_refuses_a_number(desk, land, facts, constraint):
    make_place(desk, 1, land)
    ticket = take(land)
    ticket.pk, ticket.token, ticket.request_key = None, "other", "other"
    for name, value in facts.items():
        setattr(ticket, name, value)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ticket.save(force_insert=True)
