"""Due dates, compared with a bisection over a bare list of working days."""

import datetime as dt
import random
from bisect import bisect_right
from decimal import Decimal

from backoffice.dossiers.deadlines import Term, Unit, due
from backoffice.organisation.calendar import ZONE, WorkCalendar
from bench.measuring import Measured, best_of

DOSSIERS = 20_000
START, END = dt.date(2018, 1, 1), dt.date(2027, 12, 31)


def due_dates() -> Measured:
    calendar = WorkCalendar((), START, END)
    dice = random.Random(2019)
    days = [START + dt.timedelta(dice.randrange(3000)) for _ in range(DOSSIERS)]
    received = [dt.datetime.combine(day, dt.time(9), ZONE) for day in days]
    amounts = [dice.randint(1, 60) for _ in range(DOSSIERS)]
    terms = [Term(Decimal(amount), Unit.WORKING_DAY) for amount in amounts]
    every_day = [START + dt.timedelta(days) for days in range((END - START).days + 1)]
    working = [day for day in every_day if calendar.is_working(day)]

    def ours() -> list[dt.date]:
        return [due(term, at, calendar).due_on for at, term in zip(received, terms, strict=True)]

    def bare() -> list[dt.date]:
        dated = zip(days, amounts, strict=True)
        return [working[bisect_right(working, day) + amount - 1] for day, amount in dated]

    assert ours() == bare()
    return Measured(what=f"{DOSSIERS:,} due dates", seconds=best_of(ours), floor=best_of(bare))
