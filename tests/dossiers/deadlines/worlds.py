"""Calendars as plain sets of dates, and random cases: shared by the oracle's runner and the property test."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random

FIRST, LAST = dt.date(2018, 1, 1), dt.date(2031, 12, 31)
Hours = dict[int, list[tuple[int, int]]]

# Written from the notices by hand, year by year; not read from the fixture.
OFF = """
2018: 01-01 02-14 02-15 02-16 02-19 02-20 04-25 04-30 05-01 09-03 12-31
2019: 01-01 02-04 02-05 02-06 02-07 02-08 04-15 04-29 04-30 05-01 09-02
2020: 01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02
2021: 01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03
2022: 01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02
2023: 01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04
2024: 01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03
2025: 01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02
2026: 01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24
2027: 01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24
"""
WORKED = """
2019: 01-05 05-04
2024: 05-04
2025: 04-26
2026: 01-10 08-22
"""


def dates(table: str) -> set[dt.date]:
    found = set()
    for line in table.split("\n"):
        year, _, days = line.partition(":")
        found |= {dt.date.fromisoformat(f"{year}-{day}") for day in days.split()}
    return found


@dataclass(frozen=True)
class World:
    """A calendar: `off` weekdays, `worked` weekend days, working minutes of the weekdays."""

    name: str
    off: frozenset[dt.date]
    worked: frozenset[dt.date]
    office: tuple[tuple[tuple[int, int], ...], ...]
    saturday: tuple[tuple[int, int], ...] = ()

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Halt:
    paused_at: dt.datetime
    resumed_at: dt.datetime
    restart: bool


@dataclass(frozen=True)
class Case:
    """A question for both sides; the instants are Vietnam's local time, without zone."""

    world: World
    amount: Decimal
    unit: str
    received_at: dt.datetime
    halts: tuple[Halt, ...] = ()


def day_of(*sessions: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    return sessions


EIGHT_HOURS = day_of((450, 690), (810, 1050))
WEEKS = [
    (EIGHT_HOURS,) * 5,
    (day_of((420, 690), (780, 990)),) * 5,
    (day_of((480, 720), (810, 1020)),) * 5,
    (*(EIGHT_HOURS,) * 4, day_of((450, 690))),
    (day_of((440, 725)), EIGHT_HOURS, EIGHT_HOURS, day_of((810, 1055)), EIGHT_HOURS),
]
REAL = World("the notices", frozenset(dates(OFF)), frozenset(dates(WORKED)), WEEKS[0])
SATURDAYS = World("Saturday opening", REAL.off, REAL.worked, WEEKS[1], day_of((450, 690)))


def invented(random: Random, name: str) -> World:
    """An invented calendar: blocks off of up to eleven days, Saturdays and Sundays worked."""
    off: set[dt.date] = set()
    worked: set[dt.date] = set()
    day = FIRST
    while day < LAST:
        day += dt.timedelta(days=random.randint(1, 60))
        for ahead in range(random.choice((1, 1, 1, 2, 4, 9, 11))):
            off.add(day + dt.timedelta(days=ahead))
        weekend = day + dt.timedelta(days=(5 - day.weekday()) % 7 + random.randint(0, 1))
        if random.random() < 0.4:
            worked.add(weekend)
    weekdays = frozenset(date for date in off if date.weekday() < 5 and date <= LAST)
    saturday = random.choice(((), day_of((450, 690)), day_of((420, 690), (780, 1000))))
    return World(name, weekdays, frozenset(worked), random.choice(WEEKS), saturday)


WORLDS = [REAL, SATURDAYS, *(invented(Random(seed), f"invented {seed}") for seed in range(1, 41))]


def random_case(random: Random) -> Case:
    world = random.choice((REAL, SATURDAYS, random.choice(WORLDS)))
    amount, unit = random_term(random)
    received_at = dt.datetime.combine(random_day(random, world), random_time(random))
    halts: list[Halt] = []
    moment = received_at
    for _ in range(random.choice((0, 0, 0, 0, 1, 1, 2, 3))):
        paused_at = moment + random_gap(random)
        moment = paused_at + random_gap(random)
        halts.append(Halt(paused_at, moment, random.random() < 0.4))
    return Case(world, amount, unit, received_at, tuple(halts))


def random_term(random: Random) -> tuple[Decimal, str]:
    kind = random.randrange(10)
    if kind < 4:
        return Decimal(random.choice((*range(31), 45, 60, 90, 257, 260, 300, 400))), "working_day"
    if kind < 6:
        return Decimal(random.choice((*range(31), 45, 60, 88, 120, 180, 365, 400))), "day"
    if kind < 7:
        return Decimal(random.choice((1, 1, 2, 3, 4, 6, 12))), "month"
    if kind < 9:
        return Decimal(random.choice((1, 2, 3, 4, 8, 15, 16, 39, 40, 79, 103, 158))) / 4, "hour"
    unit = random.choice(("working_day", "day"))
    return Decimal(random.choice((1, 2, 3, 5, 6, 10, 19, 78, 101))) / 4, unit


def random_day(random: Random, world: World) -> dt.date:
    """Any day, or one near a day off or a worked weekend, where mistakes are likely."""
    near = random.randrange(3)
    if near == 0:
        return FIRST + dt.timedelta(days=random.randrange(9 * 365))
    days = sorted(world.off if near == 1 else world.worked)
    early = [day for day in days if dt.date(2018, 2, 1) < day < dt.date(2027, 6, 1)]
    return random.choice(early) - dt.timedelta(days=random.randint(-1, 12))


def random_time(random: Random) -> dt.time:
    minute = random.choice((random.randint(440, 1060), random.randint(0, 1439), 690, 810, 900, 1050))
    return dt.time(minute // 60, minute % 60, random.choice((0, 0, 1, 59)))


def random_gap(random: Random) -> dt.timedelta:
    days = random.choice((0, 0, 1, 1, 2, 3, 5, 8, 13, 30))
    return dt.timedelta(days=days, minutes=random.randint(0, 700))
