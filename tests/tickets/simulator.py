"""An invented office, minute by minute: five counters with overlapping skills, a morning peak, priorities."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from backoffice.tickets.waits.estimates import Busy, Durations, replay
from backoffice.tickets.waits.turns import Place, Waiting, next_in_turn

SKILLS = {1: "AD", 2: "AC", 3: "B", 4: "CD", 5: "ABCD"}
MEANS = {"A": (8, 0.8), "B": (18, 0.7), "C": (12, 0.9), "D": (4, 0.8)}
SHARES = {"A": 0.4, "B": 0.15, "C": 0.2, "D": 0.25}
GROUP = {letter: number for number, letter in enumerate("ABCD", start=1)}
PLACES = {n: Place(n, frozenset(GROUP[letter] for letter in skills)) for n, skills in SKILLS.items()}
DAY = 480
START = datetime(2026, 11, 23, 7, 30)  # noqa: DTZ001 - minutes of an invented day
BUSY = 0.44  # arrivals a minute


@dataclass
class Visit:
    ticket: Waiting
    letter: str
    arrived: float
    estimated: float | None = None
    zms: float = 0.0
    waited: float | None = None


@dataclass
class Office:
    """One day; `visits` has the estimate on arrival and the real wait of each."""

    chance: random.Random
    known: Durations
    load: float = BUSY
    visits: list[Visit] = field(default_factory=list)
    served: dict[int, list[float]] = field(default_factory=dict)

    def run(self) -> "Office":
        slow = self.chance.uniform(0.9, 1.1)
        queue: dict[int, Visit] = {}
        busy = {n: Busy(place) for n, place in PLACES.items()}
        current: dict[int, tuple[int, float]] = {}
        ends: dict[int, float] = dict.fromkeys(PLACES, 0.0)
        arrivals = self._arrivals()
        for minute in range(DAY * 2 + 240):
            now = minute / 2
            while arrivals and arrivals[0] <= now:
                visit = self._visit(arrivals.pop(0))
                queue[visit.ticket.pk] = visit
                self._estimate(visit, queue, busy, current, ends, now)
            for n in self.chance.sample(sorted(PLACES), len(PLACES)):
                if ends[n] > now or (self.chance.random() < 0.002 and self._away(ends, n, now)):
                    continue
                chosen = next_in_turn(
                    [v.ticket for v in queue.values()],
                    PLACES[n],
                    open_counters=set(PLACES),
                    after_priority=busy[n].after_priority,
                )
                current.pop(n, None)
                if chosen is None:
                    continue
                visit = queue.pop(chosen.pk)
                visit.waited = now - visit.arrived
                length = 0.7 if self.chance.random() < 0.06 else self._length(visit.letter) * slow
                self.served.setdefault(chosen.group, []).append(length)
                current[n], ends[n] = (chosen.group, now), now + length
                busy[n].after_priority = chosen.has_priority
        return self

    def _away(self, ends: dict[int, float], n: int, now: float) -> bool:
        ends[n] = now + self.chance.uniform(5, 15)
        return True

    def _arrivals(self) -> list[float]:
        found, minute = [], 0.0
        while minute < DAY:
            peak = 1.5 if 30 < minute < 150 else 0.3 if 240 < minute < 330 else 1.0
            minute += self.chance.expovariate(self.load * peak)
            found.append(minute)
        return found

    def _visit(self, arrived: float) -> Visit:
        letter = self.chance.choices(list(SHARES), weights=list(SHARES.values()))[0]
        ticket = Waiting(
            pk=len(self.visits) + 1,
            group=GROUP[letter],
            queued_at=START + timedelta(minutes=arrived),
            has_priority=self.chance.random() < 0.12,
        )
        self.visits.append(Visit(ticket, letter, arrived))
        return self.visits[-1]

    def _length(self, letter: str) -> float:
        mean, variation = MEANS[letter]
        shape = 1 / variation**2
        return self.chance.gammavariate(shape, mean / shape)

    def _estimate(self, visit, queue, busy, current, ends, now) -> None:
        counters = []
        for n, one in busy.items():
            free_in = 0.0
            if n in current and ends[n] > now:
                group, since = current[n]
                free_in = self.known.residual(group, now - since)
            counters.append(Busy(one.place, free_in, one.after_priority))
        means = {group: self.known.mean(group) for group in GROUP.values()}
        visit.estimated = replay([v.ticket for v in queue.values()], counters, means)[visit.ticket.pk]
        visit.zms = 12.0 * len(queue) / len(PLACES)


def learn(seed: int, days: int) -> Durations:
    served: dict[int, list[float]] = {}
    for day in range(days):
        office = Office(random.Random(f"{seed}-{day}"), Durations()).run()
        for group, lengths in office.served.items():
            served.setdefault(group, []).extend(lengths)
    return Durations({group: sorted(lengths) for group, lengths in served.items()})


def mean_errors(seed: int, *, days: int, known: Durations) -> tuple[float, float, float]:
    """Return the mean absolute errors of the replay and of the formula, and the mean wait, in minutes."""
    replayed, formula, waits = [], [], []
    for day in range(days):
        for visit in Office(random.Random(f"{seed}+{day}"), known).run().visits:
            if visit.waited is None:
                continue
            waits.append(visit.waited)
            replayed.append(abs(visit.estimated - visit.waited))
            formula.append(abs(visit.zms - visit.waited))
    return tuple(sum(errors) / len(errors) for errors in (replayed, formula, waits))


def estimated_and_real(seed: int, *, days: int, known: Durations) -> list[tuple[float, float]]:
    """Return the minutes estimated for each visitor, and the real ones."""
    return [
        (visit.estimated, visit.waited)
        for day in range(days)
        for visit in Office(random.Random(f"{seed}!{day}"), known).run().visits
        if visit.waited is not None
    ]
