"""When a letter is in the queue, and what is too short for one (R34)."""

from datetime import date, timedelta

import pytest

from backoffice.dossiers import apologies
from backoffice.dossiers.models import Cause, Dossier
from backoffice.dossiers.verbs import apologising, handing_over, supplementing
from backoffice.organisation.working_time import calendar_for
from tests.support import factories
from tests.support.dossiers import decide, move_to, receive, set_limit
from tests.support.factories import at

RECEIVED = date(2018, 10, 24)


def term(world, amount, unit):
    """Give the procedure a limit; zero is within the day."""
    set_limit(world.version, amount or 1, unit)
    world.version.time_limits.update(same_day=not amount)
    return world


def queued(world, on):
    return [line.dossier for line in apologies.queue(world.desk, Dossier.objects.all(), on=on)]


def watched(world, instant):
    calendar = calendar_for(world.desk)
    return list(apologies.by_the_hour(Dossier.objects.all(), calendar, at=instant))


@pytest.mark.parametrize(
    ("amount", "letter_on"),
    [(2, date(2018, 10, 25)), (3, date(2018, 10, 26)), (5, date(2018, 10, 30))],
)
def test_a_short_limit_is_in_the_queue_from_its_second_day_on(world, amount, letter_on):
    """Three minutes after reception no letter is due (R34)."""
    move_to(term(world, amount, "working_day"), RECEIVED)
    dossier = receive(world, at=at(9, on=RECEIVED))
    second = max(date(2018, 10, 25), calendar_for(world.desk).subtract_working_days(letter_on, 2))
    assert queued(world, RECEIVED) == []
    assert queued(world, second) == [dossier]
    assert queued(world, letter_on) == [dossier]
    assert watched(world, at(9, on=dossier.due_on)) == []


@pytest.mark.parametrize(("amount", "unit"), [(0, "working_day"), (4, "hour"), (1, "working_day")])
def test_a_dossier_of_a_day_or_of_hours_is_watched_by_the_hour_and_never_late_since_yesterday(
    world, amount, unit
):
    move_to(term(world, amount, unit), RECEIVED)
    dossier = receive(world, at=at(9, on=RECEIVED))
    dates = apologies.letter_dates(dossier, calendar_for(world.desk))
    assert (dates.is_by_the_hour, dates.legal_on) == (True, dossier.due_on)
    assert [queued(world, RECEIVED + timedelta(days=days)) for days in range(3)] == [[], [], []]
    assert watched(world, at(8, on=dossier.due_on + timedelta(days=1))) == []
    assert watched(world, at(11, on=dossier.due_on)) == [dossier]


def test_a_letter_in_the_morning_of_an_hour_limits_day_is_not_late_one_after_its_minute_is(world):
    move_to(term(world, 6, "hour"), RECEIVED)
    for time, is_late in (((10, 0), False), ((17, 0), False), ((17, 1), True)):
        dossier = receive(world, at=at(9, on=RECEIVED))  # until 17:00
        words = {"reason": "Chậm", "cause": Cause.objects.get(code="can-bo-cham")}
        words |= {"new_due_on": date(2018, 10, 26), "by": world.officer, "at": at(9, 15, on=RECEIVED)}
        handing_over.give(dossier, to=world.officer, by=world.reception, at=at(9, 5, on=RECEIVED))
        handing_over.take(dossier, by=world.officer, at=at(9, 10, on=RECEIVED))
        letter = apologising.sign(
            apologising.draft(dossier, **words), by=world.head, at=at(*time, on=RECEIVED)
        )
        assert (time, letter.is_late_letter) == (time, is_late)


def test_what_counts_from_tomorrow_is_in_no_list_of_tonight(world):
    """Accepted at 19:00, it counts from the next opening (R18)."""
    for amount, unit in ((3, "working_day"), (4, "hour"), (0, "working_day")):
        move_to(term(world, amount, unit), RECEIVED)
        receive(world, at=at(19, on=RECEIVED), channel=Dossier.Channel.ONLINE)
    assert (queued(world, RECEIVED), watched(world, at(20, on=RECEIVED))) == ([], [])


def test_a_dossier_with_a_signed_result_leaves_the_queue_at_once(world):
    move_to(term(world, 5, "working_day"), RECEIVED)
    dossier = receive(world, at=at(9, on=RECEIVED))
    assert queued(world, date(2018, 10, 29)) == [dossier]
    decide(world, dossier, at=at(9, on=date(2018, 10, 29)))
    assert queued(world, date(2018, 10, 29)) == []


def test_after_a_restart_the_letter_is_owed_from_the_day_after(world):
    """A same-day limit that begins again days later owes no letter of the day before."""
    move_to(term(world, 0, "working_day"), RECEIVED)
    dossier = receive(world, at=at(9, on=RECEIVED))
    ask = {
        "missing": ["Bản sao"],
        "reason": "Thiếu",
        "by": factories.allow(world.reception, "dossiers.process_dossier"),
    }
    supplementing.ask(dossier, at=at(9, 30, on=RECEIVED), **ask)
    move_to(world, date(2018, 10, 29))
    supplementing.complete(dossier, by=world.reception, at=at(9, on=date(2018, 10, 29)))
    dossier.refresh_from_db()
    assert dossier.due_on == date(2018, 10, 29)
    assert queued(world, dossier.due_on) == []
    assert watched(world, at(10, on=dossier.due_on)) == [dossier]
