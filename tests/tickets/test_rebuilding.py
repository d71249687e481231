"""A past day can be written again from its events, and is then unchanged."""

import json
import random
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from backoffice.tickets import board, calling, events, statistics
from backoffice.tickets.models import Ticket
from tests.support import factories
from tests.support.factories import MONDAY, at
from tests.support.tickets import make_hall, make_place, officer_of, take

pytestmark = pytest.mark.django_db
VERBS = ["recall", "serve", "finish", "end", "no_show", "park", "unpark", "transfer", "undo", "add_service"]
DAYS = ("--office", "luong-son", "--from", "2026-11-23", "--to", "2026-11-23", "--json")


def live(seed: int):
    """Let two counters and some visitors do random steps for a while, some of which are refused."""
    dice = random.Random(seed)
    desk = make_hall()
    groups = [factories.make_group(desk, letter) for letter in "AD"]
    places = [make_place(desk, 1, groups[0]), make_place(desk, 2, *groups)]
    for step in range(120):
        now = at(9) + timedelta(seconds=20 * step)
        if dice.random() < 0.25:
            take(dice.choice(groups), when=now, priority=dice.choice(["", "", "CAO_TUOI"]))
            continue
        place = dice.choice(places)
        ticket = dice.choice(list(Ticket.objects.filter(session=place).order_by("pk")) or [None])
        try:
            if ticket is None or dice.random() < 0.3:
                calling.call_next(session=place, by=officer_of(place), at=now)
            elif dice.random() < 0.1:
                calling.postpone(dice.choice(list(Ticket.objects.order_by("pk"))), at=now)
            else:
                verb = dice.choice(VERBS)
                facts = {"group": dice.choice(groups)} if verb in {"transfer", "add_service"} else {}
                getattr(calling, verb)(ticket, by=officer_of(place), at=now, **facts)
        except calling.NotAllowed:
            continue
    return desk


def figures(desk):
    visits = statistics.visits(desk, first=MONDAY, last=MONDAY)
    shown = board.snapshot(desk, at=at(9, 45))
    return [asdict(visit) for visit in visits], shown, list(Ticket.objects.order_by("pk").values())


@pytest.mark.parametrize("seed", [1, 2])
def test_a_day_rebuilt_from_its_events_is_unchanged(seed):
    desk = live(seed)
    before = figures(desk)
    kinds = set(desk.tickets.values_list("events__kind", flat=True))
    assert len(kinds) >= 9
    assert events.differing(Ticket.objects.prefetch_related("events")) == []
    Ticket.objects.update(state="LEFT", session=None, counter=None, version=1, since=at(1), queued_at=at(1))
    call_command("rebuild_tickets", *DAYS)
    assert figures(desk) == before


def test_a_comparison_lists_what_differs_and_changes_nothing(capsys):
    group = factories.make_group(make_hall(), "A")
    make_place(group.desk, 1, group)
    take(group)
    ticket = take(group)
    Ticket.objects.filter(pk=ticket.pk).update(state="DONE")
    with pytest.raises(CommandError, match="A002"):
        call_command("rebuild_tickets", *DAYS, "--check")
    assert json.loads(capsys.readouterr().out) == {"numbers": 2, "differing": ["A002"]}
    ticket.refresh_from_db()
    assert ticket.state == "DONE"
