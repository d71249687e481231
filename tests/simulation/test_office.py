"""A simulated office as a test of the whole: every night its own books and the product's say the same.

Ten working days in the suite; weeks of many dossiers with `make faults`, which sets the length and a seed.
"""

import os
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from backoffice.dossiers import apologies, verification
from backoffice.dossiers.models import Dossier
from backoffice.reports.day import overview
from backoffice.reports.evaluation import officers
from backoffice.reports.form06 import form06
from backoffice.reports.form06.questions import Span
from backoffice.reports.public import public_figures
from backoffice.tickets import ends_of_days
from backoffice.tickets.models import Ticket
from tests.simulation.office import Office
from tests.support.factories import at

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FIRST = date(2026, 11, 16)  # over the day off and the swap of 23 to 25 November
DAYS = int(os.environ.get("MOTCUA_SIMULATED_DAYS", "11"))
SEED = int(os.environ.get("MOTCUA_SIMULATION_SEED", "1"))
ONE_DAY, FEW = timedelta(days=1), range(1, 5)
A_DAY = {"receptions": 6, "acts": 60, "presses": 20}


def test_every_night_the_books_of_the_office_and_of_the_product_agree(time_machine):
    office, told = Office(SEED, first=FIRST), []
    for day in (FIRST + timedelta(days=n) for n in range(DAYS)):
        time_machine.move_to(at(7, on=day), tick=False)
        office.work(day, **A_DAY)
        time_machine.move_to(at(23, on=day), tick=False)
        agree(office, day)
        told.append(public_figures.of_office(office.world.desk, on=day + ONE_DAY))
    nobody_is_found_in_public(told)
    assert not list(verification.broken())
    # All was done that can be done, so the agreement says something.
    assert {name for name, count in office.done.items() if count} >= {
        "receive",
        "resolve",
        "return_result",
        "refuse",
        "stop",
        "complete",
        "take_back",
        "write_letter",
    }, office.done


def agree(office: Office, day: date) -> None:
    books = office.books
    assert dates_and_states(office) == {
        pk: (entry.state, entry.first_due, entry.due, entry.timeliness, entry.holder)
        for pk, entry in books.items()
    }
    form = form_of_the_month(office, day)
    assert form == counted(books.values(), day)
    assert on_the_first_page(office, day, "overdue") == form["pending_overdue"]
    overdue = {pk for pk, entry in books.items() if is_running(entry) and entry.first_due < day}
    past_the_appointment = sum(is_running(entry) and entry.due < day for entry in books.values())
    assert set(Dossier.objects.overdue(on=day).values_list("pk", flat=True)) == overdue
    assert on_the_first_page(office, day, "late") == past_the_appointment
    hands = Counter(entry.holder for entry in books.values() if entry.is_open)
    for user in (office.world.reception, office.world.officer, office.world.head):
        assert Dossier.objects.held_by(user).count() == hands[user.pk]
    letters_are_possible(office, day)
    work_of_the_officers(office, day)
    ends_of_days.end(at(23, on=day))
    office.hall.begin()
    assert dict(Ticket.objects.values_list("pk", "state")) == office.hall.states


def dates_and_states(office: Office):
    rows = Dossier.objects.values_list("pk", "state", "due_original_on", "due_on", "timeliness", "holder")
    return {pk: tuple(row) for pk, *row in rows}


def is_running(entry) -> bool:
    return entry.is_open and entry.stopped_on is None


def form_of_the_month(office: Office, day: date):
    rows = Dossier.objects.filter(desk=office.world.desk)
    form = form06.form(rows, Span(day.replace(day=1), day, as_of=day))
    return form.totals


def counted(entries, last: date) -> dict[str, int]:
    """Form 06 of the month up to `last` by the letter of R48, a dossier at a time."""
    first = last.replace(day=1)
    found = dict.fromkeys(form06.COLUMNS, 0)
    for entry in entries:
        if entry.received_on > last or (entry.ended_on and entry.ended_on <= last):
            continue
        resolved = entry.resolved_on if entry.resolved_on and entry.resolved_on <= last else None
        if resolved and resolved < first:
            continue
        if entry.received_on >= first:
            found["received_online" if entry.is_online else "received_direct"] += 1
        else:
            found["carried_over"] += 1
        found["received_total"] += 1
        if resolved:
            found["resolved_total"] += 1
            found[entry.timeliness.lower()] += 1
        else:
            found["pending_total"] += 1
            in_time = entry.stopped_on is not None or entry.first_due >= last
            found["pending_in_time" if in_time else "pending_overdue"] += 1
    return found


def on_the_first_page(office: Office, day: date, due: str) -> int:
    return sum(
        figure.number
        for figure in overview.day(office.world.lead, at=at(23, on=day)).figures
        if f"due={due}" in figure.url
    )


def work_of_the_officers(office: Office, day: date) -> None:
    """All were received by one officer, and have a result once it is signed and back, or refused."""
    first = day.replace(day=1)
    mine = [entry for entry in office.books.values() if first <= entry.received_on <= day]
    found = officers.received_between(office.world.desk, first, day)
    assert officers.of_officer(found, office.world.reception.pk).count() == len(mine)
    results = [
        entry for entry in office.books.values() if entry.resolved_on and first <= entry.resolved_on <= day
    ]
    assert officers.finished_between(office.world.desk, first, day).count() == len(results)


def nobody_is_found_in_public(told) -> None:
    """No figure, and no difference of two figures of one period, is about one to four dossiers."""
    for name in ("received", "resolved"):
        read = {}
        for public in filter(None, told):
            for period, figures in (("month", public.month), ("year", public.year)):
                assert getattr(figures, name) not in FEW
                read.setdefault((period, figures.span.first), []).append(getattr(figures, name))
        for numbers in read.values():
            assert not [b - a for a, b in pairwise(numbers) if abs(b - a) in FEW], (name, numbers)


def letters_are_possible(office: Office, day: date) -> None:
    """A letter is owed only for what runs, is unsigned and has none, and never before its reception."""
    for owed in apologies.queue(office.world.desk, Dossier.objects.all(), on=day):
        entry = office.books[owed.dossier.pk]
        assert is_running(entry)
        assert not entry.is_signed
        assert not entry.has_letter
        assert owed.legal_on > entry.received_on
    late = {
        pk
        for pk, entry in office.books.items()
        if not entry.has_letter
        and (entry.timeliness == "LATE" or (is_running(entry) and entry.first_due < day))
    }
    found = apologies.late_without_letter(Dossier.objects.all(), on=day)
    assert set(found.values_list("pk", flat=True)) == late
