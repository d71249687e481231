"""The wait is estimated by a replay of the calling rule, announced in bands, and left out where unknown."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from backoffice.tickets import calling
from backoffice.tickets.models import WaitEstimate
from backoffice.tickets.waits import waiting_times
from backoffice.tickets.waits.bands import band_of, band_words
from backoffice.tickets.waits.calibration import at_most, factor_of
from backoffice.tickets.waits.estimates import Busy, Durations, replay
from backoffice.tickets.waits.turns import Place, Waiting
from backoffice.tickets.waits.waiting_times import Standing, announce, newcomers, place_of
from tests.support import factories
from tests.support.factories import at
from tests.support.tickets import make_hall, make_place, officer_of, take
from tests.tickets import simulator

FRIDAY = date(2026, 11, 20)


def waiting(pk, group=1, **facts):
    return Waiting(pk, group, at(9) + timedelta(minutes=pk), **facts)


def test_two_counters_share_a_queue():
    counters = [Busy(Place(1, frozenset({1}))), Busy(Place(2, frozenset({1})), free_in=4)]
    waits = replay([waiting(pk) for pk in (1, 2, 3, 4)], counters, {1: 10})
    assert waits == {1: 0, 2: 4, 3: 10, 4: 14}


def test_a_counter_counts_only_for_the_groups_it_serves():
    counters = [Busy(Place(1, frozenset({1}))), Busy(Place(2, frozenset({2})))]
    waits = replay([waiting(1), waiting(2), waiting(3, group=3)], counters, {1: 10, 3: 1})
    assert waits == {1: 0, 2: 10}


def test_priority_overtakes_once_and_not_twice():
    counters = [Busy(Place(1, frozenset({1})))]
    queue = [waiting(1), waiting(2), waiting(3, has_priority=True), waiting(4, has_priority=True)]
    assert replay(queue, counters, {1: 10}) == {3: 0, 1: 10, 4: 20, 2: 30}


def test_a_number_due_during_the_lunch_break_waits_for_its_end():
    counters = [Busy(Place(1, frozenset({1})), free_in=5)]
    waits = replay([waiting(1), waiting(2), waiting(3)], counters, {1: 10}, breaks=[(12, 100)])
    assert waits == {1: 5, 2: 100, 3: 110}


def test_the_mean_of_few_services_is_drawn_towards_the_mean_of_all():
    known = Durations({1: [4.0] * 90, 2: [20.0] * 10})
    assert known.mean(2) == pytest.approx((10 * 20 + 10 * known._prior) / 20, abs=1.1)
    assert Durations().mean(1) == 10


def test_the_remaining_time_is_learnt_from_services_that_took_longer():
    known = Durations({1: [2.0] * 20 + [12.0] * 20})
    assert known.residual(1, elapsed=5) == 7


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "under 5 minutes"),
        (4.9, "under 5 minutes"),
        (5, "5–10 minutes"),
        (44, "30–45 minutes"),
        (60, "over 60 minutes"),
    ],
)
def test_waits_are_announced_in_bands(minutes, words):
    with override("en"):
        assert band_words(band_of(minutes)) == words


def test_an_unknown_wait_has_no_words():
    assert band_words(None) == ""


def test_in_a_busy_office_the_replay_errs_a_third_less_than_the_usual_formula():
    known = simulator.learn(7, days=8)
    replayed, formula, mean_wait = simulator.mean_errors(1, days=10, known=known)
    assert 11 < mean_wait < 18
    assert replayed <= 0.65 * formula


def test_the_bound_learnt_on_past_days_is_right_for_eight_to_nine_waits_of_ten_on_later_days():
    known = simulator.learn(7, days=4)
    past = simulator.estimated_and_real(3, days=4, known=known)
    later = simulator.estimated_and_real(4, days=4, known=known)
    factor = factor_of(past)
    held = sum(came <= at_most(estimated, factor) for estimated, came in later) / len(later)
    assert 0.8 <= held <= 0.95


def test_fewer_than_fifty_waits_give_no_factor():
    assert factor_of([(5, 10)] * 49) is None
    assert factor_of([(5, 12)] * 50) == 2
    assert at_most(5, None) is None
    assert at_most(5, 2) == 15


@pytest.fixture
def session():
    desk = make_hall()
    group = factories.make_group(desk, "A")
    return make_place(desk, 1, group)


def remember(session, *, services: int, minutes: int = 6):
    """Serve numbers on the Friday before, `minutes` each, without breaks."""
    group = session.counter.service_groups.get()
    yesterday = make_place(session.counter.desk, 9, group, opened_at=at(0, 1, on=FRIDAY))
    clock = at(1, on=FRIDAY)
    for _ in range(services):
        take(group, when=clock)
        ticket = calling.call_next(session=yesterday, by=officer_of(yesterday), at=clock)
        calling.serve(ticket, by=officer_of(yesterday), at=clock)
        clock += timedelta(minutes=minutes)
        calling.finish(ticket, by=officer_of(yesterday), at=clock)
    yesterday.closed_at = clock
    yesterday.save()


@pytest.mark.django_db
def test_before_thirty_services_no_wait_is_announced_and_from_the_thirtieth_a_band(session):
    group = session.counter.service_groups.get()
    remember(session, services=29)
    assert newcomers(group.desk, at=at(9)) == {group.pk: None}
    assert announce(take(group), at=at(9)) is None
    waiting_times.cache.clear()
    remember_one_more(session)
    tickets = [take(group) for _ in range(3)]
    assert newcomers(group.desk, at=at(9)) == {group.pk: 3}
    estimate = announce(tickets[-1], at=at(9))
    assert (estimate.ahead, estimate.counters) == (3, 1)
    assert estimate.minutes == pytest.approx(3 * 6, abs=0.1)
    assert announce(tickets[-1], at=at(9, 5)) == estimate
    assert WaitEstimate.objects.count() == 1


def remember_one_more(session):
    group = session.counter.service_groups.get()
    counter = group.desk.counters.get(number=9)
    again = factories.make_session(counter, counter.sessions.get().officer.user, opened_at=at(20, on=FRIDAY))
    take(group, when=at(20, on=FRIDAY))
    ticket = calling.call_next(session=again, by=officer_of(again), at=at(20, on=FRIDAY))
    calling.serve(ticket, by=officer_of(again), at=at(20, on=FRIDAY))
    calling.finish(ticket, by=officer_of(again), at=at(20, 6, on=FRIDAY))
    again.closed_at = at(21, on=FRIDAY)
    again.save()


@pytest.mark.django_db
def test_without_an_open_counter_no_wait_is_announced_but_the_people_ahead_are_counted(session):
    group = session.counter.service_groups.get()
    remember(session, services=30)
    tickets = [take(group) for _ in range(2)]
    assert place_of(tickets[1], at=at(9)) == Standing(1, 1)
    session.closed_at = at(9, 1)
    session.save()
    assert place_of(tickets[1], at=at(9, 2)) == Standing(1)
