"""The clock is paused for a lawful reason, and what is left of the limit goes on afterwards (R31)."""

from datetime import date

import pytest

from backoffice.dossiers.lifecycle.transitions import NotAllowed
from backoffice.dossiers.verbs import handing_over, pausing, resolving
from tests.support.dossiers import LISTED, bring_to_head, receive
from tests.support.factories import at


def with_division(world):
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10))
    handing_over.take(dossier, by=world.officer, at=at(10))
    return dossier


def test_the_clock_is_paused_only_for_a_reason_the_law_names(world):
    dossier = with_division(world)
    with pytest.raises(NotAllowed):
        pausing.pause(
            dossier, reason="LANH_DAO_DI_VANG", provision=LISTED, legal_basis="x", by=world.officer, at=at(11)
        )
    with pytest.raises(NotAllowed):
        pausing.pause(dossier, reason="KHAC", provision=LISTED, legal_basis=" ", by=world.officer, at=at(11))
    assert not dossier.pauses.exists()


def test_a_financial_obligation_pauses_the_clock_and_the_rest_is_counted_after_it(world):
    dossier = with_division(world)
    pausing.pause(
        dossier,
        reason="NGHIA_VU_TAI_CHINH",
        provision=LISTED,
        legal_basis="Luật Đất đai",
        by=world.officer,
        at=at(9, on=date(2026, 11, 26)),
    )
    bring_to_head(world, dossier, at=at(10, on=date(2026, 11, 26)))
    with pytest.raises(NotAllowed, match="tạm dừng"):
        resolving.sign(dossier, number="1", by=world.head, at=at(10, on=date(2026, 11, 26)))
    pausing.resume(dossier, by=world.officer, at=at(9, on=date(2026, 12, 7)))
    dossier.refresh_from_db()
    assert dossier.due_on == dossier.due_original_on == date(2026, 12, 10)
    assert [row.occasion for row in dossier.computations.all()] == ["RECEPTION", "PAUSE"]


def test_what_is_left_to_do_gets_the_time_of_the_pause_and_what_is_done_does_not(world):
    dossier = with_division(world)
    done, open_step = dossier.steps.order_by("ordinal")[:2]
    before = dossier.due_original_at
    stops, goes_on = at(9, on=date(2026, 11, 26)), at(9, on=date(2026, 12, 7))
    pausing.pause(
        dossier,
        reason="NGHIA_VU_TAI_CHINH",
        provision=LISTED,
        legal_basis="Luật Đất đai",
        by=world.officer,
        at=stops,
    )
    pausing.resume(dossier, by=world.officer, at=goes_on)
    dossier.refresh_from_db()
    moved = {step.ordinal: step.due_at for step in dossier.steps.all()}
    assert open_step.due_at == before
    assert (moved[done.ordinal], moved[open_step.ordinal]) == (done.due_at, dossier.due_at)


def test_a_pause_that_moves_no_date_moves_no_step(world):
    dossier = with_division(world)
    steps = dict(dossier.steps.values_list("ordinal", "due_at"))
    moment = at(9, on=date(2026, 11, 26))
    pausing.pause(
        dossier,
        reason="NGHIA_VU_TAI_CHINH",
        provision=LISTED,
        legal_basis="Luật Đất đai",
        by=world.officer,
        at=moment,
    )
    pausing.resume(dossier, by=world.officer, at=moment)
    assert dict(dossier.steps.values_list("ordinal", "due_at")) == steps
