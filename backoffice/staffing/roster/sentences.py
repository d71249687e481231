"""The sentences that describe the problems of a roster."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.staffing.models import Duty
from backoffice.staffing.roster.checks import Kind, Problem, Slot
from backoffice.staffing.roster.facts import Roster

SENTENCES = {
    Kind.DOUBLE: gettext_lazy("%(officer)s is at two counters in this session."),
    Kind.GAP: gettext_lazy("Nobody is rostered."),
    Kind.ABSENT: gettext_lazy("%(officer)s is absent: %(detail)s."),
    Kind.NOT_SERVING: gettext_lazy("%(officer)s does not serve at the desk on this day."),
    Kind.TERM_TOO_SHORT: gettext_lazy(
        "The secondment of %(officer)s is shorter than the law allows (Điều 11)."
    ),
    Kind.TERM_TOO_LONG: gettext_lazy(
        "The secondment of %(officer)s is longer than the law allows (Điều 11)."
    ),
    Kind.NO_END_OF_TERM: gettext_lazy("The secondment of %(officer)s has no last day."),
    Kind.SENIORITY: gettext_lazy("%(officer)s has too few years in the field (Điều 11)."),
    Kind.OTHER_FIELD: gettext_lazy("%(officer)s is not in charge of the fields of this counter."),
    Kind.UNTRAINED: gettext_lazy("%(officer)s has not passed: %(detail)s."),
    Kind.CLOSED: gettext_lazy("The desk is closed in this session."),
    Kind.NO_STANDBY: gettext_lazy("%(detail)s keeps no standby officer (Điều 12.8)."),
}


def sentence(problem: Problem) -> str:
    name = problem.person.name if problem.person else ""
    return str(SENTENCES[problem.kind]) % {"officer": name, "detail": problem.detail}


def place(slot: Slot, roster: Roster) -> str:
    """Return where and when: "Counter 3, Tuesday 24/11, morning"."""
    numbers = {counter.pk: counter.number for counter in roster.counters}
    words = {
        "counter": numbers.get(slot.counter, "?"),
        "weekday": date_format(slot.day, "l"),
        "day": slot.day.strftime("%d/%m"),
        "session": dict(Duty.Session.choices)[slot.session],
    }
    return _("Counter %(counter)s, %(weekday)s %(day)s, %(session)s") % words


@dataclass(frozen=True)
class Line:
    """One sentence with all its places."""

    sentence: str
    stops: bool
    places: tuple[tuple[str, str], ...]


def lines(problems: Iterable[Problem], roster: Roster) -> list[Line]:
    """Return one line for each problem, with all sessions that have it; serious ones first."""
    together: dict[tuple, list[Problem]] = defaultdict(list)
    for problem in problems:
        counter = problem.slot.counter if problem.kind is Kind.GAP and problem.slot else None
        person = problem.person.id if problem.person else None
        together[problem.kind, person, problem.detail, counter].append(problem)
    numbers = {counter.pk: counter.number for counter in roster.counters}
    found = [
        Line(
            _gap_at(numbers[counter]) if counter else sentence(alike[0]),
            alike[0].stops,
            tuple((place(p.slot, roster), anchor(p.slot)) for p in alike if p.slot is not None),
        )
        for (_kind, _person, _detail, counter), alike in together.items()
    ]
    return sorted(found, key=lambda line: not line.stops)


def _gap_at(number: int) -> str:
    return _("Counter %(number)s: nobody is rostered.") % {"number": number}


def anchor(slot: Slot) -> str:
    return f"c-{slot.counter}-{slot.day.isoformat()}-{slot.session}"
