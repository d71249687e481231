"""Due dates computed slowly, day by day and minute by minute, from plain sets of dates.

It shares no code with the product; `oracle` compares the two.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.dossiers.deadlines.worlds import Case, World

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
NEVER = dt.datetime.combine(dt.date.max, dt.time(0))


class Answer(NamedTuple):
    due_at: dt.datetime
    counted: set[dt.date]
    minutes: dict[dt.date, int]


def is_worked(world: World, day: dt.date) -> bool:
    return day in world.worked or (day.weekday() < 5 and day not in world.off)


def hours_of(world: World, day: dt.date) -> tuple[tuple[int, int], ...]:
    return world.office[day.weekday() if day.weekday() < 5 else 0]


def is_office_minute(world: World, at: dt.datetime) -> bool:
    minute = at.hour * 60 + at.minute
    return is_worked(world, at.date()) and any(
        opens <= minute < closes for opens, closes in hours_of(world, at.date())
    )


def at_minute(day: dt.date, minute: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(minute // 60, minute % 60))


def cut(at: dt.datetime) -> dt.datetime:
    return at.replace(second=0, microsecond=0)


@dataclass
class Walk:
    """One dossier walking through its calendar."""

    case: Case
    counted: set[dt.date] = field(default_factory=set)
    minutes: Counter[dt.date] = field(default_factory=Counter)
    pending: list = field(default_factory=list)

    def answer(self) -> Answer:
        self.pending = list(self.case.halts)
        if self.case.amount == 0:
            due_at = self.within_the_day()
        elif self.case.unit == "hour":
            due_at = self.by_minutes()
        elif self.case.amount % 1:
            due_at = self.by_days_and_minutes()
        else:
            due_at = self.by_days()
        return Answer(due_at, self.counted, {day: n for day, n in self.minutes.items() if n})

    def first_worked(self, day: dt.date) -> dt.date:
        while not is_worked(self.case.world, day):
            day += DAY
        return day

    def closing(self, day: dt.date) -> dt.datetime:
        return at_minute(day, hours_of(self.case.world, day)[-1][1])

    def forget(self) -> None:
        self.counted.clear()
        self.minutes.clear()

    def within_the_day(self) -> dt.datetime:
        start = self.case.received_at
        while True:
            day = start.date()
            if is_worked(self.case.world, day) and start.time() > dt.time(15, 0, 0):
                day += DAY
            day = self.first_worked(day)
            if not self.pending or self.pending[0].paused_at.date() > day:
                self.counted = {day}
                return self.closing(day)
            start = self.pending.pop(0).resumed_at

    def by_days(self) -> dt.datetime:
        start = self.case.received_at
        day, left, fresh = start.date(), self.number_of_days(start.date()), True
        while True:
            if left == 0:
                end = self.first_worked(day)
                if not self.pending or self.pending[0].paused_at.date() > end:
                    return self.appointment(end, start) if fresh else self.closing(end)
            if self.pending and (left == 0 or self.pending[0].paused_at.date() == day):
                halt = self.pending.pop(0)
                start = halt.resumed_at
                day = start.date()
                fresh = left > 0
                if halt.restart:
                    self.forget()
                    left, fresh = self.number_of_days(day), True
                continue
            day += DAY
            if self.case.unit != "working_day" or is_worked(self.case.world, day):
                left -= 1
                self.counted.add(day)

    def number_of_days(self, start: dt.date) -> int:
        if self.case.unit != "month":
            return int(self.case.amount)
        day, crossed = start, 0
        while crossed < self.case.amount:
            day += DAY
            crossed += day.day == 1
        while day.day != start.day and (day + DAY).day != 1:
            day += DAY
        return (day - start).days

    def appointment(self, day: dt.date, start: dt.datetime) -> dt.datetime:
        hours = hours_of(self.case.world, day)
        clock = start.hour * 60 + start.minute
        return at_minute(day, sorted((hours[0][0], clock, hours[-1][1]))[1])

    def by_minutes(self) -> dt.datetime:
        total = int(self.case.amount * 60)
        now, left, stop = cut(self.case.received_at), total, self.next_stop()
        while True:
            if stop <= now:
                halt = self.pending.pop(0)
                now, stop = cut(halt.resumed_at), self.next_stop()
                if halt.restart:
                    self.forget()
                    left = total
                while left == 0 and not is_office_minute(self.case.world, now):
                    now += MINUTE
            elif left == 0:
                return now
            elif not is_worked(self.case.world, now.date()):
                now = min(at_minute(now.date() + DAY, 0), stop)
            else:
                if is_office_minute(self.case.world, now):
                    left -= 1
                    self.minutes[now.date()] += 1
                now += MINUTE

    def next_stop(self) -> dt.datetime:
        return cut(self.pending[0].paused_at) if self.pending else NEVER

    def by_days_and_minutes(self) -> dt.datetime:
        amount = self.case.amount
        start, whole, part = self.case.received_at, int(amount), int(amount % 1 * 480)
        while True:
            days, ticks, end = self.one_run(start, whole, part)
            halt = self.pending.pop(0) if self.pending else None
            last_chance = dt.datetime.combine(end.date(), dt.time(23, 59, 59))
            if halt is None or cut(halt.paused_at) > last_chance:
                self.counted |= set(days)
                self.minutes.update(tick.date() for tick in ticks)
                return end
            if halt.restart:
                self.forget()
                whole, part = int(amount), int(amount % 1 * 480)
            else:
                used = [day for day in days if day <= halt.paused_at.date()]
                spent = [tick for tick in ticks if tick < cut(halt.paused_at)]
                self.counted |= set(used)
                self.minutes.update(tick.date() for tick in spent)
                whole, part = whole - len(used), part - len(spent)
            start = halt.resumed_at

    def one_run(self, start: dt.datetime, whole: int, part: int):
        days: list[dt.date] = []
        ticks: list[dt.datetime] = []
        day = start.date()
        while len(days) < whole:
            day += DAY
            if self.case.unit == "day" or is_worked(self.case.world, day):
                days.append(day)
        if part == 0:
            end = self.first_worked(day)
            return days, ticks, self.appointment(end, start) if whole else self.closing(end)
        now = self.after_whole_days(start, day, whole)
        while len(ticks) < part:
            if not is_worked(self.case.world, now.date()):
                now = at_minute(now.date() + DAY, 0)
            if is_office_minute(self.case.world, now):
                ticks.append(now)
            now += MINUTE
        return days, ticks, now

    def after_whole_days(self, start: dt.datetime, day: dt.date, whole: int) -> dt.datetime:
        if self.case.unit == "day" or not whole:
            return cut(start) + whole * DAY
        clock = start.hour * 60 + start.minute
        rest_of_day = (at_minute(start.date(), minute) for minute in range(clock, 1440))
        if any(is_office_minute(self.case.world, minute) for minute in rest_of_day):
            return dt.datetime.combine(day, cut(start).time())
        return dt.datetime.combine(day + DAY, dt.time(0))


def ask(case: Case) -> Answer:
    return Walk(case).answer()
