"""Every number of a legal regime counts: changed in its dated row, it changes what the office does (R90)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest

from backoffice.dossiers import apologies
from backoffice.dossiers.lifecycle import clock, transitions
from backoffice.dossiers.models import Cause
from backoffice.dossiers.verbs import apologising, supplementing
from backoffice.organisation.models import RuleSet
from backoffice.organisation.working_time import calendar_for
from backoffice.staffing import feedback_limits
from backoffice.staffing.models import Feedback
from backoffice.staffing.roster import checks
from backoffice.staffing.roster.facts import limits_on
from backoffice.tickets import calling, statistics
from tests.support import factories
from tests.support.dossiers import World, make_world, receive
from tests.support.factories import MONDAY, at
from tests.support.tickets import make_place, officer_of, take

pytestmark = pytest.mark.django_db
# What names a row: it is looked up by its days, and says which decree they are.
NAMES = {"id", "regime"}


def regime(_world: World) -> str:
    try:
        return clock.rules_on(MONDAY).regime
    except clock.NoRegime:
        return "none"


def supplement_asked_on_friday(world: World) -> bool:
    """The third working day after Monday: Tuesday is a holiday."""
    dossier = receive(world)
    asked = {"missing": ["Giấy"], "reason": "Thiếu", "by": world.officer}
    try:
        supplementing.ask(dossier, at=at(9, on=date(2026, 11, 27)), **asked)
    except transitions.NotAllowed:
        return False
    return True


def transfer_of_what_came_at_16(world: World) -> str:
    return f"{receive(world, at=at(16)).steps.order_by('ordinal')[0].due_at.astimezone():%d/%m}"


def last_day_for_a_letter(world: World) -> date:
    return apologies.letter_dates(receive(world), calendar_for(world.desk)).legal_on


def letters_until_refused(world: World) -> tuple[int, str]:
    dossier, days = receive(world), iter(range(7, 12))
    letter = {"reason": "Chậm", "cause": Cause.objects.get(code="can-bo-cham"), "by": world.officer}
    for day in days:
        try:
            draft = apologising.draft(dossier, new_due_on=date(2026, 12, day), at=at(9), **letter)
        except apologising.AppointedOnce as refusal:
            return dossier.apologies.count(), str(refusal)
        apologising.sign(draft, by=world.head, at=at(10))
    raise AssertionError


def last_day_to_answer(world: World) -> date:
    facts = {"received_on": MONDAY, "accepted_on": None, "is_prolonged": False, "desk": world.desk}
    return feedback_limits.answer_by(Feedback.Kind.FEEDBACK, **facts)


def called_in_time_after_15_and_20_minutes(world: World) -> int:
    session = make_place(world.desk, 7, group := factories.make_group(world.desk))
    take(group, when=at(9)), take(group, when=at(9))
    for minute in (15, 20):
        by = officer_of(session)
        ticket = calling.call_next(session=session, by=by, at=at(9, minute))
        calling.serve(ticket, by=by, at=at(9, minute))
        calling.finish(ticket, by=by, at=at(9, minute, 30))
    return statistics.line("", statistics.visits(world.desk, first=MONDAY, last=MONDAY)).in_time


def doubts_about(**facts: date) -> Callable[[World], list[str]]:
    """Return what the roster says of who was sent by a division."""
    person = checks.Person(1, "Người", division=1, **facts)

    def found(_world: World) -> list[str]:
        limits = limits_on(MONDAY)
        return [kind.name for kind in checks.term_problems(person, limits=limits, on=MONDAY)]

    return found


@dataclass(frozen=True)
class Counts:
    """Another value than that of the decree of 2025, and what is seen with the one and with the other."""

    value: Any
    seen: Callable[[World], Any]
    before: Any
    after: Any


YEAR = {"seconded_from": date(2026, 1, 1), "seconded_to": date(2026, 12, 31)}
THREE_YEARS = {"seconded_from": date(2024, 1, 1), "seconded_to": date(2026, 12, 31)}
ONCE = "Chỉ được hẹn lại 1 lần (Nghị định 118/2025/NĐ-CP)."
PARAMETERS = {
    "valid_from": Counts(date(2026, 11, 24), regime, "ND118", "none"),
    "valid_to": Counts(date(2026, 11, 22), regime, "ND118", "none"),
    "legal_basis": Counts(
        "Nghị định mới", letters_until_refused, (1, ONCE), (1, "Chỉ được hẹn lại 1 lần (Nghị định mới).")
    ),
    "supplement_notice_days": Counts(2, supplement_asked_on_friday, before=True, after=False),
    "transfer_cutoff": Counts(time(16), transfer_of_what_came_at_16, "25/11", "23/11"),
    "apology_days_before": Counts(4, last_day_for_a_letter, date(2026, 11, 30), date(2026, 11, 27)),
    "reappointments_allowed": Counts(
        3, letters_until_refused, (1, ONCE), (3, "Chỉ được hẹn lại 3 lần (Nghị định 118/2025/NĐ-CP).")
    ),
    "feedback_days": Counts(1, last_day_to_answer, date(2026, 12, 8), date(2026, 11, 25)),
    "target_wait_minutes": Counts(20, called_in_time_after_15_and_20_minutes, 1, 2),
    "secondment_months_min": Counts(13, doubts_about(**YEAR), [], ["TERM_TOO_SHORT"]),
    "secondment_months_max": Counts(35, doubts_about(**THREE_YEARS), [], ["TERM_TOO_LONG"]),
    "seniority_years": Counts(3, doubts_about(**YEAR, in_field_since=date(2024, 1, 1)), [], ["SENIORITY"]),
}


@pytest.mark.parametrize(
    "name", [field.name for field in RuleSet._meta.concrete_fields if field.name not in NAMES]
)
def test_a_parameter_of_the_regime_counts(name):
    counts, world = PARAMETERS[name], make_world()
    before = counts.seen(world)
    RuleSet.objects.filter(regime="ND118").update(**{name: counts.value})
    other = make_world(slug="da-bac", agency_code="H28.06")
    assert (before, counts.seen(other)) == (counts.before, counts.after)


def test_no_parameter_is_gone():
    assert set(PARAMETERS) <= {field.name for field in RuleSet._meta.concrete_fields}
