"""The numbers of the simulated office, by the book of a doorman."""

import random
from datetime import datetime, timedelta

from backoffice.tickets import calling
from backoffice.tickets.models import Ticket
from tests.support import factories
from tests.support.dossiers import World
from tests.support.tickets import take


class Hall:
    """The numbers of the hall by the book of a doorman: at one counter, the first come first."""

    def __init__(self, world: World, dice: random.Random) -> None:
        self.world, self.dice = world, dice
        self.group = factories.make_group(world.desk)
        world.counter.service_groups.add(self.group)
        self.states: dict[int, str] = {}

    def begin(self) -> None:
        """What was not finished yesterday has ended with its day."""
        for number, state in self.states.items():
            self.states[number] = state if state in ("DONE", "NO_SHOW") else "LEFT"

    def press(self, now: datetime) -> None:
        """Somebody takes a number, or the officer presses a key that is not always possible."""
        if self.dice.random() < 0.4:
            self.states[take(self.group, when=now).pk] = "WAITING"
            return
        at_counter = {"by": self.world.reception, "at": now}
        busy = [number for number, state in self.states.items() if state in ("CALLED", "SERVING")]
        if not busy:
            found = calling.call_next(session=self.world.session, **at_counter)
            first = next((number for number, state in self.states.items() if state == "WAITING"), None)
            assert (found.pk if found else None) == first
            if first is not None:
                self.states[first] = "CALLED"
            return
        ticket = Ticket.objects.get(pk=busy[0])
        if self.states[ticket.pk] == "SERVING":
            calling.finish(ticket, **at_counter)
            self.states[ticket.pk] = "DONE"
        elif self.dice.random() < 0.2:
            for seconds in (10, 20):
                calling.recall(ticket, by=self.world.reception, at=now + timedelta(seconds=seconds))
            calling.no_show(ticket, by=self.world.reception, at=now + timedelta(seconds=40))
            self.states[ticket.pk] = "NO_SHOW"
        else:
            calling.serve(ticket, **at_counter)
            self.states[ticket.pk] = "SERVING"
