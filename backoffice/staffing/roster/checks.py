"""What is wrong with a roster, from plain values: the same checks while editing, importing and on the day.

Only two officers in one place or one officer in two places stop a save; all other problems are shown, and
the head of the desk decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Slot(NamedTuple):
    """A session of a day at a counter, the counter by its id."""

    counter: int
    day: date
    session: str


class Kind(StrEnum):
    DOUBLE = "DOUBLE"
    GAP = "GAP"
    ABSENT = "ABSENT"
    NOT_SERVING = "NOT_SERVING"
    TERM_TOO_SHORT = "TERM_TOO_SHORT"
    TERM_TOO_LONG = "TERM_TOO_LONG"
    NO_END_OF_TERM = "NO_END_OF_TERM"
    SENIORITY = "SENIORITY"
    OTHER_FIELD = "OTHER_FIELD"
    UNTRAINED = "UNTRAINED"
    CLOSED = "CLOSED"
    NO_STANDBY = "NO_STANDBY"


STOPPING = frozenset({Kind.DOUBLE})


@dataclass(frozen=True)
class Away:
    """Days on which an officer is absent, both included; `session` empty for the whole day."""

    first: date
    last: date
    session: str = ""
    why: str = ""

    def covers(self, day: date, session: str) -> bool:
        return self.first <= day <= self.last and self.session in ("", session)


@dataclass(frozen=True)
class Person:
    """An officer as the checks see one; `lacks` are required topics not passed, by field (0 for all)."""

    id: int
    name: str
    division: int | None = None
    seconded_from: date = date.min
    seconded_to: date | None = None
    in_field_since: date | None = None
    is_standby: bool = False
    is_head: bool = False
    fields: frozenset[int] = frozenset()
    away: tuple[Away, ...] = ()
    lacks: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def serves(self, day: date) -> bool:
        return self.seconded_from <= day and (self.seconded_to is None or day <= self.seconded_to)

    def absence(self, day: date, session: str) -> Away | None:
        return next((away for away in self.away if away.covers(day, session)), None)


@dataclass(frozen=True)
class Limits:
    """Months of a secondment and years in the field under the rules in force (R61)."""

    months_min: int
    months_max: int
    seniority_years: int


@dataclass(frozen=True)
class Problem:
    """One problem: where, with whom, and the detail for its sentence."""

    kind: Kind
    slot: Slot | None = None
    person: Person | None = None
    detail: str = ""

    @property
    def stops(self) -> bool:
        return self.kind in STOPPING


def check(
    placed: Mapping[Slot, Person],
    *,
    slots: Iterable[Slot],
    fields_of: Mapping[int, frozenset[int]],
    limits: Limits,
) -> list[Problem]:
    """Return the problems of the week in the order of the grid.

    `slots` are the sessions to fill; `fields_of` are the fields served at each counter.
    """
    wanted = list(slots)
    problems = [Problem(Kind.GAP, slot) for slot in wanted if slot not in placed]
    problems += _doubles(placed)
    known = set(wanted)
    for slot, person in placed.items():
        if slot not in known:
            problems.append(Problem(Kind.CLOSED, slot, person))
        problems += _of_day(slot, person)
        problems += _of_field(slot, person, fields_of.get(slot.counter, frozenset()))
    problems += [
        Problem(kind, person=person)
        for person in _once(placed.values())
        for kind in term_problems(person, limits=limits, on=min(s.day for s in placed))
    ]
    return problems


def term_problems(person: Person, *, limits: Limits, on: date) -> list[Kind]:
    """Return what is wrong with a secondment (R61).

    The months count for officers sent by a division, but not for its standby.

    Legal source: Nghị định 61/2018 Điều 11; Nghị định 118/2025 Điều 11.
    """
    found = []
    months = months_between(person.seconded_from, person.seconded_to or on)
    if person.division is not None and not person.is_standby:
        if months > limits.months_max:
            found.append(Kind.TERM_TOO_LONG)
        elif person.seconded_to is None:
            found.append(Kind.NO_END_OF_TERM)
        elif months < limits.months_min:
            found.append(Kind.TERM_TOO_SHORT)
    if person.in_field_since is not None:
        years = months_between(person.in_field_since, person.seconded_from) // 12
        if years < limits.seniority_years:
            found.append(Kind.SENIORITY)
    return found


def months_between(first: date, last: date) -> int:
    """Count the months from `first` to `last`, both included; a month that is not full does not count.

    1 January to 30 June are six months.
    """
    end = date.fromordinal(last.toordinal() + 1) if last < date.max else last
    months = (end.year - first.year) * 12 + end.month - first.month
    return months if end.day >= first.day else months - 1


def divisions_without_standby(people: Iterable[Person], *, on: date) -> list[int]:
    """Return the divisions that send officers but keep no standby in service (Điều 12.8, R60)."""
    serving = [person for person in people if person.division is not None and person.serves(on)]
    covered = {person.division for person in serving if person.is_standby}
    return sorted({person.division for person in serving if person.division is not None} - covered)


def candidates(
    people: Sequence[Person], *, slot: Slot, busy: frozenset[int], fields: frozenset[int]
) -> list[Person]:
    """Return who could stand in, best first: fewest doubts, then standbys, then by name; the head is last."""
    free = [
        person
        for person in people
        if person.id not in busy
        and person.serves(slot.day)
        and person.absence(slot.day, slot.session) is None
    ]
    return sorted(free, key=lambda p: (p.is_head, len(doubts(slot, p, fields)), not p.is_standby, p.name))


def doubts(slot: Slot, person: Person, fields: frozenset[int]) -> list[Problem]:
    """Return the objections to `person` at a counter of these fields: another field, no training."""
    return _of_field(slot, person, fields)


def _doubles(placed: Mapping[Slot, Person]) -> list[Problem]:
    places: dict[tuple[int, date, str], list[Slot]] = defaultdict(list)
    for slot, person in placed.items():
        places[person.id, slot.day, slot.session].append(slot)
    return [
        Problem(Kind.DOUBLE, slot, placed[slot])
        for taken in places.values()
        if len(taken) > 1
        for slot in taken
    ]


def _of_day(slot: Slot, person: Person) -> list[Problem]:
    problems = []
    away = person.absence(slot.day, slot.session)
    if away is not None:
        problems.append(Problem(Kind.ABSENT, slot, person, away.why))
    if not person.serves(slot.day):
        problems.append(Problem(Kind.NOT_SERVING, slot, person))
    return problems


def _of_field(slot: Slot, person: Person, fields: frozenset[int]) -> list[Problem]:
    problems = []
    if fields and person.fields and not fields & person.fields:
        problems.append(Problem(Kind.OTHER_FIELD, slot, person))
    lacking = [topic for key in (0, *sorted(fields)) for topic in person.lacks.get(key, ())]
    if lacking:
        problems.append(Problem(Kind.UNTRAINED, slot, person, ", ".join(lacking)))
    return problems


def _once(people: Iterable[Person]) -> list[Person]:
    return list({person.id: person for person in people}.values())
