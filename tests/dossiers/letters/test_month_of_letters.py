"""A month of dossiers of every length: no letter is owed before it can be, and whoever is late was warned."""

from datetime import date, datetime, timedelta

import pytest

from backoffice.dossiers import apologies
from backoffice.dossiers.models import Dossier
from backoffice.dossiers.verbs import supplementing
from backoffice.organisation.working_time import calendar_for
from tests.support import factories
from tests.support.dossiers import make_world, move_to, receive, set_limit
from tests.support.factories import at

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2018, 8, 20), date(2018, 9, 21)  # over the holidays of 2 September
TERMS = ((0, "working_day"), (1, "working_day"), (2, "working_day"), (3, "working_day"), (5, "working_day"))
TERMS += ((10, "working_day"), (4, "hour"), (20, "hour"), (1, "day"), (7, "day"))
ASKED = {3: 1, 17: 4}  # every so many dossiers: a supplement, complete after some days
HOURS = ((7, 30), (11, 0), (14, 0), (16, 30), (19, 0))


@pytest.fixture
def month():
    """Nothing is resolved, so that every dossier of the month comes too late."""
    world = make_world(on=FIRST)
    calendar = calendar_for(world.desk)
    asker = factories.allow(world.reception, "dossiers.process_dossier")
    number, waiting = 0, []
    for day in (FIRST + timedelta(days=days) for days in range((LAST - FIRST).days + 1)):
        if not calendar.is_working(day):
            continue
        move_to(world, day)
        for dossier, on in [pair for pair in waiting if pair[1] <= day]:
            supplementing.complete(dossier, by=world.reception, at=at(10, on=day))
            waiting.remove((dossier, on))
        for amount, unit in TERMS:
            number += 1
            set_limit(world.version, amount or 1, unit)
            world.version.time_limits.update(same_day=not amount)
            hour, minute = HOURS[number % len(HOURS)]
            channel = Dossier.Channel.ONLINE if hour == 19 else Dossier.Channel.IN_PERSON
            dossier = receive(world, at=at(hour, minute, on=day), channel=channel)
            for every, days in ASKED.items():
                if number % every == 0 and hour != 19:
                    ask = {"missing": ["Bản sao"], "reason": "Thiếu", "by": asker}
                    supplementing.ask(dossier, at=at(hour, minute + 5, on=day), **ask)
                    waiting.append((dossier, day + timedelta(days=days)))
                    break
    return world


def instants(first: date, last: date):
    for days in range((last - first).days + 1):
        for hour, minute in ((7, 30), (10, 0), (16, 30), (22, 0)):
            yield at(hour, minute, on=first + timedelta(days=days))


def test_no_letter_is_owed_before_it_can_be_and_whoever_is_late_was_warned(month):
    calendar, rows = calendar_for(month.desk), Dossier.objects.all()
    warned: dict[int, datetime] = {}
    impossible = []
    for instant in instants(FIRST, LAST):
        on = instant.date()
        for line in apologies.queue(month.desk, rows, on=on):
            began = apologies.began_on(line.dossier)
            # On the day it began, before it, or already too late when it comes into the queue.
            if on <= began or line.legal_on <= began or (line.is_missed and line.dossier.pk not in warned):
                impossible.append((line.dossier.pk, on))
            warned.setdefault(line.dossier.pk, instant)
        for line in apologies.hours(month.desk, rows, calendar, at=instant):
            if line.dossier.received_at > instant:
                impossible.append((line.dossier.pk, on))
            if not line.is_past:
                warned.setdefault(line.dossier.pk, instant)
    late = [row.pk for row in apologies.late_without_letter(rows, on=LAST)]
    missed = [pk for pk in late if pk not in warned]
    assert impossible == []
    assert len(late) > 150
    assert len(missed) <= len(late) / 100
