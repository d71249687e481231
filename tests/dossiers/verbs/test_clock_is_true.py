"""What the clock says is what happened: early acts, pauses in time and too late (R18, R30, R37)."""

from datetime import date

import pytest

from backoffice.dossiers import apologies
from backoffice.dossiers.models import Dossier
from backoffice.dossiers.verbs import pausing, refusing, supplementing
from backoffice.organisation.models import Desk
from backoffice.reports.form06 import form06
from backoffice.reports.form06.questions import Span
from tests.support.dossiers import LISTED, bring_to_head, make_world, move_to, receive, resolve
from tests.support.factories import MONDAY, at

NOON = {"channel": "ONLINE", "at": at(12, 5)}  # the desk opens again at 13:30
DUE = date(2026, 12, 1)
AFTER = date(2026, 12, 2)


def pending(world, last, *, as_of=None):
    rows = form06.dossiers_of(world.desk, by="field", below=False)
    totals = form06.form(rows, Span(MONDAY, last, as_of), by="field").totals
    return totals["pending_in_time"], totals["pending_overdue"]


def test_acts_before_the_moment_that_counts_work_and_the_clock_starts_then(world):
    dossier = receive(world, **NOON)
    assert dossier.received_at == at(13, 30)
    supplementing.ask(dossier, missing=["Giấy"], reason="Thiếu", by=world.officer, at=at(12, 10))
    move_to(world, date(2026, 11, 25))
    supplementing.complete(dossier, by=world.reception, at=at(9, on=date(2026, 11, 25)))
    assert dossier.due_on == date(2026, 12, 2)  # five working days after the 25th


def test_a_pause_before_the_moment_that_counts_goes_on_again(world):
    dossier = receive(world, **NOON)
    pausing.pause(
        dossier, reason="KHAC", provision=LISTED, legal_basis="Luật", by=world.officer, at=at(12, 10)
    )
    pausing.resume(dossier, by=world.officer, at=at(12, 20))
    assert dossier.due_on == DUE


def test_a_result_before_the_moment_that_counts_is_resolved_at_that_moment(world):
    dossier = receive(world, **NOON)
    resolve(world, dossier, at=at(12, 30))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.resolved_at) == ("RESOLVED", at(13, 30))


def test_what_is_refused_while_the_clock_stood_is_not_late(world):
    dossier = receive(world)
    supplementing.ask(dossier, missing=["Giấy"], reason="Thiếu", by=world.officer, at=at(10))
    later = at(9, on=date(2026, 12, 14))
    refusing.refuse(dossier, ground="NOT_COMPLETED", text="Không bổ sung giấy tờ", by=world.head, at=later)
    assert dossier.timeliness in ("EARLY", "ON_TIME")
    assert not apologies.late_without_letter(Dossier.objects.all(), on=date(2026, 12, 14)).exists()


def test_a_clock_that_stopped_in_time_is_overdue_nowhere(world):
    dossier = receive(world)
    supplementing.ask(dossier, missing=["Giấy"], reason="Thiếu", by=world.officer, at=at(10))
    assert pending(world, date(2026, 12, 10)) == (1, 0)
    assert not Dossier.objects.overdue(on=date(2026, 12, 10)).exists()
    assert not dossier.is_overdue(on=date(2026, 12, 10))


def test_late_stays_late_in_a_pause_that_began_afterwards(world):
    dossier = receive(world)
    late = at(9, on=AFTER)
    bring_to_head(world, dossier, at=at(10))
    with pytest.raises(pausing.NeedsASecondPerson):
        pausing.pause(dossier, reason="KHAC", provision=LISTED, legal_basis="Luật", by=world.officer, at=late)
    pausing.propose(dossier, reason="KHAC", legal_basis="Luật", by=world.head, at=late)
    pausing.decide(dossier, is_granted=True, by=world.lead, at=late)
    day = date(2026, 12, 10)
    assert pending(world, day) == (0, 1)
    assert Dossier.objects.overdue(on=day).get() == dossier
    assert apologies.late_without_letter(Dossier.objects.all(), on=day).get() == dossier
    pausing.resume(dossier, by=world.officer, at=at(9, on=date(2026, 12, 9)))
    assert dossier.due_original_on == DUE


def test_no_figure_judges_a_day_that_has_not_come(world):
    """On 25 November the form of November to 31 December calls nothing overdue that is due on 1 December."""
    receive(world)
    end = date(2026, 12, 31)
    assert pending(world, end, as_of=date(2026, 11, 25)) == (1, 0)
    assert pending(world, end, as_of=DUE) == (1, 0)
    assert pending(world, end, as_of=AFTER) == (0, 1)
    assert pending(world, date(2026, 11, 30), as_of=AFTER) == (1, 0)  # over: judged at its own end


@pytest.mark.parametrize("taken", [(2,), (2, 3), (3,)])
def test_an_ordinal_that_another_system_used_is_skipped(world, taken):
    def codes():
        return [receive(world).code[-4:] for _n in range(2)]

    first = receive(world).code
    for ordinal in taken:
        receive(world, foreign_code=f"{first[:-4]}{ordinal:04d}")
    free = [f"{ordinal:04d}" for ordinal in range(2, 8) if ordinal not in taken]
    assert codes() == free[:2]


def test_two_desks_with_one_agency_code_never_give_one_code_twice(world):
    other = make_world(slug="xa-khac", agency_code="H28.07")
    Desk.objects.filter(pk=other.desk.pk).update(agency_code=world.desk.agency_code)
    other.desk.refresh_from_db()
    other.session.counter.desk.refresh_from_db()
    assert len({receive(place).code for place in (world, other, world)}) == 3
