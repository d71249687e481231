"""The data that the checks of a roster need, read in a few queries for a whole week."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from backoffice.organisation.models import Counter, Desk, Division, RuleSet
from backoffice.procedures.models import Field
from backoffice.staffing.counters.opening_hours import OpeningPlan, opening_plan
from backoffice.staffing.models import Absence, Attendance, Duty, Officer, Topic
from backoffice.staffing.roster.checks import (
    Away,
    Kind,
    Limits,
    Person,
    Problem,
    Slot,
    check,
    divisions_without_standby,
)

EVERY_FIELD = 0


@dataclass(frozen=True)
class Roster:
    """The duties of a desk from a day to a day, and the data for their checks."""

    desk: Desk
    first: date
    last: date
    counters: tuple[Counter, ...]
    plan: OpeningPlan
    duties: Mapping[Slot, Duty]
    people: Mapping[int, Person]
    fields_of: Mapping[int, frozenset[int]]
    limits: Limits

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1)))

    @property
    def slots(self) -> list[Slot]:
        """The sessions to fill, counter by counter."""
        return [
            Slot(counter.pk, day, opening.session)
            for counter in self.counters
            for day in self.days
            for opening in self.plan.on(day)
        ]

    @property
    def placed(self) -> dict[Slot, Person]:
        return {slot: self.people[duty.officer_id] for slot, duty in self.duties.items()}

    def problems(self, placed: Mapping[Slot, Person] | None = None) -> list[Problem]:
        """Return the problems of `placed`, or else of the duties as they are."""
        placed = self.placed if placed is None else placed
        found = check(placed, slots=self.slots, fields_of=self.fields_of, limits=self.limits)
        return [*found, *self._without_standby()]

    def _without_standby(self) -> list[Problem]:
        lacking = divisions_without_standby(self.people.values(), on=self.first)
        names = Division.objects.filter(pk__in=lacking).order_by("name") if lacking else ()
        return [Problem(Kind.NO_STANDBY, detail=division.name) for division in names]


def read_roster(desk: Desk, *, first: date, last: date) -> Roster:
    """Return the roster of `desk` from `first` to `last`, both included."""
    duties = Duty.objects.of_desks(frozenset({desk.pk})).filter(day__range=(first, last))
    counters = Counter.objects.filter(desk=desk).active().order_by("number")
    return Roster(
        desk=desk,
        first=first,
        last=last,
        counters=tuple(counters),
        plan=opening_plan(desk, first=first, last=last),
        duties={Slot(duty.counter_id, duty.day, duty.session): duty for duty in duties.roster()},
        people=people_of(desk, first=first, last=last),
        fields_of=fields_at_counters(desk),
        limits=limits_on(first),
    )


def people_of(desk: Desk, *, first: date, last: date) -> dict[int, Person]:
    """Return every officer of `desk` by id, with absences that touch the days; five queries."""
    fields = _pairs(Officer.fields.through.objects.filter(officer__desk=desk), "officer_id", "field_id")
    away = defaultdict(list)
    absences = Absence.objects.of_desks(frozenset({desk.pk})).touching(first=first, last=last)
    for absence in absences:
        why = str(absence.get_kind_display())
        away[absence.officer_id].append(Away(absence.starts_on, absence.ends_on, absence.session, why))
    lacks = _lacking(desk)
    return {
        officer.pk: Person(
            id=officer.pk,
            name=officer.full_name,
            division=officer.home_division_id,
            seconded_from=officer.seconded_from,
            seconded_to=officer.seconded_to,
            in_field_since=officer.in_field_since,
            is_standby=officer.is_standby,
            is_head=officer.is_head,
            fields=frozenset(fields[officer.pk]),
            away=tuple(away[officer.pk]),
            lacks=lacks(officer.pk),
        )
        for officer in Officer.objects.filter(desk=desk).order_by("pk")
    }


def fields_at_counters(desk: Desk) -> dict[int, frozenset[int]]:
    """Return the fields served at each counter, through its service groups."""
    pairs = Field.objects.filter(service_groups__counters__desk=desk).values_list(
        "service_groups__counters", "pk"
    )
    found = defaultdict(set)
    for counter, field in pairs:
        found[counter].add(field)
    return {counter: frozenset(fields) for counter, fields in found.items()}


def limits_on(day: date) -> Limits:
    """Return the numbers of the rules in force on `day`; those of 2018 if no rules are loaded."""
    rules = RuleSet.objects.of_day(day) or RuleSet()
    return Limits(rules.secondment_months_min, rules.secondment_months_max, rules.seniority_years)


def _lacking(desk: Desk):
    """Return a function from an officer's id to the required topics not passed, by field."""
    topics = list(Topic.objects.filter(desk=desk, is_required=True).order_by("name"))
    passed = _pairs(
        Attendance.objects.passed().filter(officer__desk=desk), "officer_id", "training__topic_id"
    )

    def of(officer: int) -> dict[int, tuple[str, ...]]:
        found = defaultdict(list)
        for topic in topics:
            if topic.pk not in passed[officer]:
                found[topic.field_id or EVERY_FIELD].append(topic.name)
        return {field: tuple(names) for field, names in found.items()}

    return of


def _pairs(rows, key: str, value: str) -> defaultdict[int, set[int]]:
    found = defaultdict(set)
    for one, other in rows.values_list(key, value):
        found[one].add(other)
    return found
