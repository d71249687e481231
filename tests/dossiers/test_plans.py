"""An index that holds a part of the rows is of use only where the question says that part.

Each is asked by the calls of the product at a size at which the engine's other way would be seen.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Index, Q, UniqueConstraint
from django.urls import reverse

from backoffice.dossiers import apologies, search
from backoffice.dossiers.models import Applicant, Dossier
from backoffice.dossiers.reception import intake, known_people
from backoffice.reports.public import public_figures
from backoffice.tickets import console
from backoffice.tickets.models import Ticket
from backoffice.tickets.waits import waiting_times
from tests.support import factories
from tests.support.dossiers import World, person, receive, reception_of
from tests.support.factories import MONDAY, at
from tests.support.plans import knowing_its_tables, multiply, plans_of
from tests.support.tickets import take

pytestmark = pytest.mark.django_db
ROWS = 3000
DAYS = (date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 20), MONDAY)
NUMBERS = 900  # of a day: they have three digits
KEY = "of-the-form"


@pytest.fixture
def many(world) -> Iterator[World]:
    """Thousands of dossiers and applicants of one desk, and of numbers that were served on some days."""
    dossier = receive(world, applicant=person(id_number="1"))
    text = {"code": "'code-' || n", "code_key": "'code-' || n", "code_tail": "'0000'"}
    resolved = {"state": "'RESOLVED'", "resolved_at": "received_at", "resolved_on": "received_on"}
    late = "CASE WHEN n % 100 = 0 THEN 'LATE' ELSE 'EARLY' END"
    multiply(Dossier, dossier, ROWS, request_key="'key-' || n", timeliness=late, **text, **resolved)
    multiply(Applicant, dossier.applicant, ROWS, id_number="CAST(1000000000 + n AS varchar(20))")
    ticket = take(factories.make_group(world.desk))
    for day in DAYS:
        Ticket.objects.filter(pk=ticket.pk).update(business_day=day, state=Ticket.State.DONE)
        token = f"'{day:%d}-' || n"
        multiply(Ticket, ticket, NUMBERS, number="1 + n", token=token, request_key=token)
    token = "'w-' || n"
    multiply(Ticket, ticket, 50, state="'WAITING'", number="910 + n", token=token, request_key=token)
    with knowing_its_tables():
        yield world


def submitted(world: World) -> Callable[[], Any]:
    return lambda: intake.receive(reception_of(world, request_key=KEY), user=world.reception, at=at(9))


def known(world: World) -> Callable[[], Any]:
    return lambda: known_people.known_applicant(world.desk, person(), by=world.reception)


def late(world: World) -> Callable[[], Any]:
    return lambda: list(apologies.late_without_letter(Dossier.objects.filter(desk=world.desk), on=MONDAY))


def entered_later(world: World) -> Callable[[], Any]:
    return lambda: public_figures.of_office(world.desk, on=MONDAY)


def waits(world: World) -> Callable[[], Any]:
    return lambda: waiting_times.situation(world.desk, at=at(10))


def queue(world: World) -> Callable[[], Any]:
    return lambda: console.queue_for(world.session, at=at(10))


ASKED = {
    "a_submission_is_received_once": submitted,
    "applicant_once_per_desk_and_id": known,
    "dossier_late_by_due": late,
    "dossier_entered_late": entered_later,
}
# The few rows of a dossier, a session, an applicant, a version or a day have another index as good.
OTHERS = {
    "supplement_is_asked_for_once",
    "supplement_at_the_counter_once",
    "new_appointment_order_once_per_dossier",
    "one_main_limit_per_version",
    "counter_serves_one_number",
    "ticket_waiting",
}


def values_in(condition: Q) -> Iterator[object]:
    """Yield what a condition compares with; an engine sees by itself what is said of empty columns."""
    for part in condition.children:
        if isinstance(part, Q):
            yield from values_in(part)
        elif not part[0].endswith("__isnull"):
            yield part[1]


def partial() -> set[str]:
    """Return every index and unique constraint of the product that holds the rows of some value."""
    kept = [
        part
        for model in apps.get_models()
        for part in (*model._meta.indexes, *model._meta.constraints)
        if isinstance(part, Index | UniqueConstraint) and part.condition is not None
    ]
    return {part.name for part in kept if list(values_in(part.condition))}


def test_every_index_of_a_part_is_asked_below_or_has_another_beside_it():
    assert partial() == set(ASKED) | OTHERS


@pytest.mark.parametrize("index", ASKED)
def test_the_index_of_a_part_is_read_with_bound_parameters(index, many):
    plans = plans_of(ASKED[index](many))
    assert [plan for plan in plans if index in plan]


@pytest.mark.parametrize("text", ["C1234567", "001.190.000.010"])
def test_a_number_that_looks_like_a_code_is_looked_up_in_the_index_of_numbers(many, text):
    plans = plans_of(lambda: list(search.search(Dossier.objects.all(), text, desk=many.desk.pk)))
    assert [plan for plan in plans if "applicant_by_last_digits" in plan]


def test_the_page_of_reception_finds_a_known_applicant_in_one_step(many, client):
    client.force_login(many.reception)
    address = reverse("admin:dossiers_dossier_applicant")
    plans = plans_of(lambda: client.get(address, {"id_number": "1000000007"}))
    assert [plan for plan in plans if "applicant_once_per_desk_and_id" in plan]


@pytest.mark.parametrize("asked", [waits, queue])
def test_of_the_numbers_of_a_desk_only_those_of_the_day_are_read(asked, many):
    plans = [plan for plan in plans_of(asked(many)) if re.search(r"\btickets_ticket\b", plan)]
    assert plans
    whole = re.compile(r"tickets_ticket_desk_id|(Seq Scan on|SCAN) tickets_ticket\b")
    assert [plan for plan in plans if whole.search(plan)] == []
