"""To open a counter is the check-in; nobody receives or returns without it."""

import threading
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from backoffice.organisation.models import OpeningHours
from backoffice.staffing.counters import presence
from backoffice.staffing.models import CounterSession, Duty, RefusedAttempt
from tests.support import factories
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db

SUNDAY = date(2026, 11, 22)


@pytest.fixture
def desk():
    desk = factories.make_desk()
    factories.make_hours(desk)
    return desk


@pytest.fixture
def counter(desk):
    return factories.make_counter(desk, 1)


@pytest.fixture
def user(desk):
    user = factories.make_user(desk=desk)
    factories.make_officer(user)
    return user


def test_a_counter_opens_on_the_duty_of_the_running_session(counter, user):
    duty = factories.make_duty(counter, user.officer, session="MORNING")
    session = presence.open_counter(counter=counter, user=user, at=at(7, 32))
    assert session.pk
    assert (session.duty, session.day, session.unrostered_reason) == (duty, MONDAY, "")
    assert session.history.get().history_user == user


@pytest.mark.parametrize(
    ("clock", "session"),
    [((6, 50), "MORNING"), ((11, 29), "MORNING"), ((11, 30), "AFTERNOON"), ((13, 0), "AFTERNOON")],
)
def test_before_opening_time_the_session_that_comes_next_counts(counter, user, clock, session):
    duty = factories.make_duty(counter, user.officer, session=session)
    assert presence.open_counter(counter=counter, user=user, at=at(*clock)).duty == duty


def test_a_duty_of_the_other_session_needs_a_reason(counter, user):
    factories.make_duty(counter, user.officer, session="AFTERNOON")
    with pytest.raises(presence.NotAllowed):
        presence.open_counter(counter=counter, user=user, at=at(8))
    assert CounterSession.objects.count() == 0


def test_without_a_duty_the_reason_makes_a_recorded_substitution(counter, user):
    session = presence.open_counter(counter=counter, user=user, at=at(8), reason="  Thay đồng chí ốm ")
    assert session.duty is None
    assert session.unrostered_reason == "Thay đồng chí ốm"


def test_whoever_is_rostered_on_a_day_off_opens_on_that_duty(counter, user):
    duty = factories.make_duty(counter, user.officer, on=SUNDAY)
    assert presence.open_counter(counter=counter, user=user, at=at(20, on=SUNDAY)).duty == duty


def test_after_closing_time_the_duty_of_the_half_day_counts(counter, user):
    factories.make_duty(counter, user.officer, session="MORNING")
    afternoon = factories.make_duty(counter, user.officer, session="AFTERNOON")
    assert presence.open_counter(counter=counter, user=user, at=at(18)).duty == afternoon


def test_a_day_off_without_a_duty_needs_a_reason(counter, user):
    with pytest.raises(presence.NotAllowed):
        presence.open_counter(counter=counter, user=user, at=at(8, on=SUNDAY))


def test_a_saturday_opening_is_a_session_of_its_own_hours(desk, counter, user):
    saturday = date(2026, 11, 21)
    OpeningHours.objects.create(
        desk=desk,
        weekday=5,
        session="MORNING",
        opens_at=time(8),
        closes_at=time(11),
        is_working_time=False,
        valid_from=date(2018, 1, 1),
    )
    duty = factories.make_duty(counter, user.officer, on=saturday)
    assert presence.open_counter(counter=counter, user=user, at=at(10, 59, on=saturday)).duty == duty


def test_only_an_officer_serving_at_the_desk_opens_its_counters(desk, counter):
    outsider = factories.make_user(desk=desk)
    with pytest.raises(presence.NotAllowed):
        presence.open_counter(counter=counter, user=outsider, at=at(8), reason="Muốn giúp")
    away = factories.make_user(desk=desk)
    factories.make_officer(away, seconded_to=date(2026, 11, 22))
    with pytest.raises(presence.NotAllowed):
        presence.open_counter(counter=counter, user=away, at=at(8), reason="Muốn giúp")


def test_an_officer_of_another_desk_is_refused(counter):
    elsewhere = factories.make_user(desk=factories.make_desk("lam-son"))
    factories.make_officer(elsewhere)
    with pytest.raises(presence.NotAllowed):
        presence.open_counter(counter=counter, user=elsewhere, at=at(8), reason="Muốn giúp")


def test_a_counter_is_open_once_and_the_refusal_is_a_sentence(desk, counter, user):
    factories.make_session(counter, factories.make_user(desk=desk))
    with pytest.raises(presence.NotAllowed, match="Quầy này đang mở|already open"):
        presence.open_counter(counter=counter, user=user, at=at(8), reason="Thay ca")


def test_an_officer_is_at_one_counter_at_a_time(desk, counter, user):
    factories.make_session(factories.make_counter(desk, 2), user)
    with pytest.raises(presence.NotAllowed, match="Cán bộ này đang mở|already has an open counter"):
        presence.open_counter(counter=counter, user=user, at=at(8), reason="Thay ca")


def test_pausing_needs_a_reason_and_resuming_ends_it(counter, user):
    session = factories.make_session(counter, user)
    with pytest.raises(presence.NotAllowed):
        presence.pause(session=session, reason="  ", by=user, at=at(9))
    presence.pause(session=session, reason="Họp giao ban", by=user, at=at(9))
    assert (session.paused_at, session.pause_reason) == (at(9), "Họp giao ban")
    assert list(CounterSession.objects.serving()) == []
    with pytest.raises(presence.NotAllowed):
        presence.pause(session=session, reason="Nữa", by=user, at=at(9, 5))
    presence.resume(session=session, by=user, at=at(9, 20))
    assert list(CounterSession.objects.serving()) == [session]
    with pytest.raises(presence.NotAllowed):
        presence.resume(session=session, by=user, at=at(9, 25))
    assert session.history.count() == 3


def test_a_closed_session_takes_no_further_step(counter, user):
    session = factories.make_session(counter, user)
    presence.close_counter(session=session, by=user, at=at(11, 30))
    assert session.closed_at == at(11, 30)
    assert presence.session_of(user) is None
    for step in (
        lambda: presence.close_counter(session=session, by=user, at=at(12)),
        lambda: presence.pause(session=session, reason="Họp", by=user, at=at(12)),
        lambda: presence.resume(session=session, by=user, at=at(12)),
    ):
        with pytest.raises(presence.NotAllowed):
            step()


def test_only_who_manages_the_roster_closes_the_session_of_another(desk, counter, user):
    session = factories.make_session(counter, user)
    colleague = factories.make_user(desk=desk)
    with pytest.raises(presence.NotAllowed):
        presence.close_counter(session=session, by=colleague, at=at(10))
    elsewhere = factories.allow(
        factories.make_user(desk=factories.make_desk("lam-son")), "staffing.change_duty"
    )
    with pytest.raises(presence.NotAllowed):
        presence.close_counter(session=session, by=elsewhere, at=at(10))
    head = factories.allow(factories.make_user(desk=desk), "staffing.change_duty")
    presence.close_counter(session=session, by=head, at=at(10))
    assert session.closed_at == at(10)


# R10


def test_an_open_session_of_today_is_returned(counter, user):
    session = factories.make_session(counter, user)
    assert presence.require_session(user=user, verb="receive", at=at(9)) == session
    assert RefusedAttempt.objects.count() == 0


def test_an_account_without_a_session_is_refused_and_recorded(desk):
    land = factories.make_user(desk=desk, division=factories.make_division(desk))
    with pytest.raises(presence.NotAtTheDesk):
        presence.require_session(user=land, verb="receive", at=at(9))
    attempt = RefusedAttempt.objects.get()
    assert (attempt.desk, attempt.user, attempt.user_name) == (desk, land, land.full_name)
    assert (attempt.verb, attempt.at) == ("receive", at(9))


def test_a_session_left_open_yesterday_is_no_presence_today(counter, user):
    factories.make_session(counter, user, opened_at=at(8, on=SUNDAY))
    with pytest.raises(presence.NotAtTheDesk, match="22/11/2026"):
        presence.require_session(user=user, verb="return", at=at(9))


@pytest.mark.django_db(transaction=True)
def test_the_record_of_a_refusal_survives_the_rollback_of_what_follows(desk):
    land = factories.make_user(desk=desk)

    def receive():
        presence.require_session(user=land, verb="receive", at=at(9))
        with transaction.atomic():
            raise AssertionError("not reached")

    with pytest.raises(presence.NotAtTheDesk):
        receive()
    assert RefusedAttempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_it_raises_because_the_record_could_be_lost(desk):
    land = factories.make_user(desk=desk)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        presence.require_session(user=land, verb="receive", at=at(9))


# Closing the day


def test_a_session_left_open_is_closed_at_the_closing_time_of_its_day_and_flagged(counter, user):
    session = factories.make_session(counter, user, opened_at=at(8))
    assert presence.close_left_open(at=at(17, 29)) == 0
    assert presence.close_left_open(at=at(17, 30)) == 1
    session.refresh_from_db()
    assert (session.closed_at, session.closed_by_system) == (at(17, 30), True)
    assert session.history.count() == 2
    assert presence.close_left_open(at=at(17, 31)) == 0
    assert session.history.count() == 2


def test_a_session_opened_after_hours_closes_when_it_opened(counter, user):
    session = factories.make_session(counter, user, opened_at=at(18))
    assert presence.close_left_open(at=at(7, on=MONDAY + timedelta(days=1))) == 1
    session.refresh_from_db()
    assert session.closed_at == at(18)


def test_opening_in_the_morning_first_closes_sessions_left_open(desk, counter, user):
    left = factories.make_session(counter, user, opened_at=at(8, on=date(2026, 11, 20)))
    presence.open_counter(counter=counter, user=user, at=at(7, 30), reason="Thay ca")
    left.refresh_from_db()
    assert (left.closed_at, left.closed_by_system) == (at(17, 30, on=date(2026, 11, 20)), True)
    assert presence.session_of(user).day == MONDAY


def test_the_command_closes_the_named_desk_only(desk, counter, user, capsys):
    other = factories.make_desk("lam-son")
    factories.make_session(counter, user)
    factories.make_session(factories.make_counter(other), factories.make_user(desk=other))
    with time_machine.travel(at(20), tick=False):
        call_command("close_day", "--office", "lam-son", "--json")
    assert capsys.readouterr().out == '{"closed": 1, "numbers_ended": 0, "dossiers_ended": 0}\n'
    assert CounterSession.objects.open().get().counter == counter


# Races and constraints


@pytest.mark.django_db(transaction=True)
def test_when_two_officers_open_a_counter_at_once_one_gets_it(desk, counter):
    users = [factories.make_user(desk=desk) for _ in range(4)]
    for user in users:
        factories.make_officer(user)
    barrier = threading.Barrier(len(users))
    outcomes = []

    def try_to_open(user):
        try:
            barrier.wait(10)
            presence.open_counter(counter=counter, user=user, at=at(8), reason="Thay ca")
            outcomes.append("open")
        except presence.NotAllowed:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_to_open, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["open", "refused", "refused", "refused"]
    assert CounterSession.objects.open().count() == 1


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"unrostered_reason": ""}, "session_has_a_duty_or_a_reason"),
        ({"closed_at": at(7)}, "session_closes_after_it_opens"),
    ],
)
def test_the_database_refuses_a_session(counter, user, broken, constraint):
    fields = {"counter": counter, "officer": user.officer, "day": MONDAY, "opened_at": at(8)}
    with pytest.raises(IntegrityError, match=constraint):
        CounterSession.objects.create(**fields | {"unrostered_reason": "Thay ca"} | broken)


def test_the_database_refuses_a_substitution_without_a_reason(counter, user):
    absent = factories.make_officer(factories.make_user(desk=counter.desk))
    with pytest.raises(IntegrityError, match="substitution_has_a_reason"):
        Duty.objects.create(
            counter=counter, day=MONDAY, session="MORNING", officer=user.officer, replaces=absent
        )


# Punctuality


@pytest.mark.parametrize(("clock", "minutes"), [((7, 20), 0), ((7, 30), 0), ((7, 42), 12)])
def test_late_opening_is_counted_from_the_opening_time(counter, user, clock, minutes):
    factories.make_duty(counter, user.officer)
    assert presence.open_counter(counter=counter, user=user, at=at(*clock)).minutes_late == minutes


def test_a_substitution_without_a_duty_is_neither_late_nor_early(counter, user):
    session = presence.open_counter(counter=counter, user=user, at=at(9), reason="Thay ca")
    presence.close_counter(session=session, by=user, at=at(10))
    assert (session.minutes_late, session.minutes_early) == (None, None)


@pytest.mark.parametrize(("clock", "minutes"), [((11, 5), 25), ((11, 30), 0), ((12, 10), 0), ((15, 0), 150)])
def test_early_closing_is_counted_to_the_end_of_the_rostered_session(counter, user, clock, minutes):
    factories.make_duty(counter, user.officer, session="MORNING")
    factories.make_duty(counter, user.officer, session="AFTERNOON")
    session = presence.open_counter(counter=counter, user=user, at=at(7, 30))
    presence.close_counter(session=session, by=user, at=at(*clock))
    assert session.minutes_early == minutes


def test_an_officer_who_stays_after_a_morning_duty_does_not_close_the_afternoon_early(counter, user):
    factories.make_duty(counter, user.officer, session="MORNING")
    session = presence.open_counter(counter=counter, user=user, at=at(7, 30))
    presence.close_counter(session=session, by=user, at=at(14))
    assert session.minutes_early == 0
