"""Asks the product and the naive walk the same questions: `python -m tests.dossiers.oracle 100000 [seed]`.

Prints how many cases differ in date, appointment, or explained days.
"""

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random
from time import process_time

from backoffice.dossiers.deadlines import Due, Pause, Policy, Term, Unit, WhyCode, due
from backoffice.organisation.calendar import ZONE, Day, DayKind, WorkCalendar
from backoffice.organisation.timetable import Session
from tests.dossiers.deadlines import naive
from tests.dossiers.deadlines.worlds import FIRST, LAST, Case, World, random_case

WHOLE_DAYS = {
    WhyCode.WORKING_DAY,
    WhyCode.MAKE_UP,
    WhyCode.CALENDAR_DAY,
    WhyCode.SAME_DAY,
    WhyCode.NEXT_DAY,
}


@cache
def calendar_of(world: World) -> WorkCalendar:
    off = [Day(day, DayKind.NGHI_LE) for day in world.off]
    worked = [Day(day, DayKind.LAM_BU) for day in world.worked]
    weeks = [
        Session(weekday, dt.time(*divmod(opens, 60)), dt.time(*divmod(closes, 60)), weekday < 5)
        for weekday, sessions in enumerate((*world.office, world.saturday))
        for opens, closes in sessions
    ]
    return WorkCalendar(tuple(off + worked), FIRST, LAST, tuple(weeks))


def product(case: Case) -> Due:
    pauses = [
        Pause(
            halt.paused_at.replace(tzinfo=ZONE),
            halt.resumed_at.replace(tzinfo=ZONE),
            Policy.RESTART if halt.restart else Policy.RESUME,
        )
        for halt in case.halts
    ]
    term = Term(case.amount, Unit(case.unit))
    return due(term, case.received_at.replace(tzinfo=ZONE), calendar_of(case.world), pauses)


def differences(case: Case) -> Iterator[str]:
    answer, computed = naive.ask(case), product(case)
    if computed.due_at.replace(tzinfo=None) != answer.due_at or computed.due_on != answer.due_at.date():
        yield f"due at {computed.due_at}, and day by day {answer.due_at}"
    listed = [day.date for day in computed.days]
    span = (computed.due_on - case.received_at.date()).days
    if listed != [case.received_at.date() + dt.timedelta(days=n) for n in range(span + 1)]:
        yield f"the explanation lists {listed}"
    whole = {day.date for day in computed.days if day.counted and day.why_code in WHOLE_DAYS}
    if whole != answer.counted:
        yield f"counted {sorted(whole ^ answer.counted)} on one side only"
    minutes = {day.date: day.minutes for day in computed.days if day.minutes}
    if minutes != answer.minutes:
        yield f"minutes {minutes}, and day by day {answer.minutes}"
    if any(day.counted != (day.date in whole or day.minutes > 0) for day in computed.days):
        yield "a day is marked counted and adds nothing, or adds and is not marked"


def run(cases: int, seed: int) -> int:
    random, wrong, started = Random(seed), 0, process_time()
    kinds: Counter[tuple[str, str, str]] = Counter()
    for _ in range(cases):
        case = random_case(random)
        part = "part of a unit" if case.amount % 1 else ""
        kinds[case.unit, part, "with pauses" if case.halts else ""] += 1
        if found := list(differences(case)):
            wrong += 1
            print(case, *found, sep="\n  ")
    for words, number in sorted(kinds.items()):
        print(f"{number:8,d}  {' '.join(filter(None, words))}")
    print(f"cases {cases:,d}  wrong {wrong}  seed {seed}  CPU {process_time() - started:.0f} s")
    return wrong


if __name__ == "__main__":
    sys.exit(bool(run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20261123)))
