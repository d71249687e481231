"""The life of a dossier: which step is possible when, in whose hands it is (R21, R41)."""

from datetime import date

import pytest

from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.lifecycle.transitions import TRANSITIONS, NotAllowed, NotYours
from backoffice.dossiers.models import Dossier, HandOver
from tests import factories
from tests.dossiers.factories import receive
from tests.factories import at

FRIDAY = date(2026, 11, 27)
TUESDAY_DUE = date(2026, 12, 1)
FINISHED = {"RESOLVED", "RETURNED", "REFUSED"}


@pytest.fixture
def everybody(world):
    return factories.allow(
        world.officer,
        *{permission for move in TRANSITIONS.values() for permission in move.permissions},
    )


def put_into(dossier, state):
    fields = {"state": state}
    if state in FINISHED:
        fields |= {"resolved_at": at(10), "resolved_on": date(2026, 11, 23), "timeliness": "EARLY"}
    Dossier.objects.filter(pk=dossier.pk).update(**fields)


@pytest.mark.parametrize("verb", TRANSITIONS)
@pytest.mark.parametrize("state", Dossier.State.values)
def test_a_move_is_possible_exactly_where_the_table_says(world, everybody, verb, state):
    dossier = receive(world)
    put_into(dossier, state)
    move = TRANSITIONS[verb]
    if state in move.sources:
        with transitions.moving(dossier, verb, by=everybody, at=at(11)):
            resolved_as_the_verb_would(dossier, move.target)
        dossier.refresh_from_db()
        assert dossier.state == (move.target or state)
        assert dossier.events.last().kind == verb
    else:
        with (
            pytest.raises(NotAllowed, match=dossier.code),
            transitions.moving(dossier, verb, by=everybody, at=at(11)),
        ):
            raise AssertionError("the block must not run")
        assert dossier.events.count() == 1


def resolved_as_the_verb_would(dossier, target):
    if target in FINISHED and dossier.resolved_at is None:
        transitions.finish(dossier, at=at(11))


def test_without_the_permission_no_verb_is_possible(world):
    dossier = receive(world)
    stranger = factories.make_user(factories.KEEPER, desk=world.desk)
    for verb in TRANSITIONS:
        with pytest.raises(NotYours), transitions.moving(dossier, verb, by=stranger, at=at(11)):
            raise AssertionError("the block must not run")


def test_a_dossier_stays_with_the_giver_until_it_is_taken(world):
    dossier = receive(world)
    transitions.give(dossier, to=world.officer, by=world.reception, at=at(10))
    dossier.refresh_from_db()
    assert (dossier.holder, dossier.holder_division, dossier.state) == (world.reception, None, "RECEIVED")
    transitions.take(dossier, by=world.officer, at=at(10, 20))
    dossier.refresh_from_db()
    assert (dossier.holder, dossier.holder_division) == (world.officer, world.division)
    assert dossier.state == "IN_PROCESS"
    row = dossier.hand_overs.get()
    assert (row.given_at, row.taken_at, row.timeliness) == (at(10), at(10, 20), "ON_TIME")
    assert (row.giver_name, row.taker_unit) == (str(world.reception), "Phòng Tư pháp, " + world.desk.name)


def test_the_step_of_the_giver_is_judged_when_it_was_given(world):
    dossier = receive(world)
    transitions.give(dossier, to=world.officer, by=world.reception, at=at(8, on=date(2026, 11, 25)))
    transitions.take(dossier, by=world.officer, at=at(9, on=date(2026, 11, 25)))
    first, second, _ = dossier.steps.order_by("ordinal")
    assert (first.ended_at, first.timeliness) == (at(8, on=date(2026, 11, 25)), "LATE")
    assert (second.officer, second.started_at) == (world.officer, at(9, on=date(2026, 11, 25)))
    assert dossier.hand_overs.get().timeliness == "LATE"


def test_a_colleague_of_the_same_division_takes_over_in_the_place_of_the_absent(world):
    dossier = receive(world)
    colleague = factories.make_user(factories.DIVISION_OFFICER, desk=world.desk, division=world.division)
    transitions.give(dossier, to=world.officer, by=world.reception, at=at(10))
    with pytest.raises(NotYours):
        transitions.take(dossier, by=world.lead, at=at(10, 5))
    transitions.take(dossier, by=colleague, at=at(10, 10))
    step = dossier.steps.get(ordinal=2)
    assert (step.officer, step.deputy_for) == (colleague, world.officer)


def test_only_the_holder_hands_over_or_who_may_override(world):
    dossier = receive(world)
    with pytest.raises(NotYours, match=str(world.reception)):
        transitions.give(dossier, to=world.head, by=world.officer, at=at(10))
    lead = factories.allow(world.lead, "dossiers.override_rule")
    transitions.give(dossier, to=world.officer, by=lead, at=at(10))
    assert dossier.hand_overs.get().giver == world.reception


def test_a_dossier_is_offered_to_one_person_at_a_time_and_may_be_taken_back(world):
    dossier = receive(world)
    transitions.give(dossier, to=world.officer, by=world.reception, at=at(10))
    with pytest.raises(NotAllowed):
        transitions.give(dossier, to=world.head, by=world.reception, at=at(10, 1))
    transitions.recall(dossier, by=world.reception, at=at(10, 2))
    transitions.give(dossier, to=world.head, by=world.reception, at=at(10, 3))
    assert HandOver.objects.filter(taken_at__isnull=True).get().taker == world.head


def with_division(world):
    dossier = receive(world)
    transitions.give(dossier, to=world.officer, by=world.reception, at=at(10))
    transitions.take(dossier, by=world.officer, at=at(10, 20))
    return dossier


@pytest.mark.parametrize(
    ("resolved_on", "timeliness"),
    [(FRIDAY, "EARLY"), (TUESDAY_DUE, "ON_TIME"), (date(2026, 12, 2), "LATE")],
)
def test_lateness_is_measured_when_the_desk_has_the_result(world, resolved_on, timeliness):
    dossier = with_division(world)
    transitions.give(dossier, to=world.reception, by=world.officer, at=at(16, 40, on=resolved_on))
    transitions.resolve(dossier, by=world.reception, at=at(16, 50, on=resolved_on))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.timeliness, dossier.delivery) == ("RESOLVED", timeliness, "READY")
    assert dossier.holder == world.reception
    assert dossier.steps.get(ordinal=3).started_at == at(16, 50, on=resolved_on)


def test_the_clock_stops_only_for_a_reason_the_law_names(world):
    dossier = with_division(world)
    with pytest.raises(NotAllowed):
        transitions.pause(dossier, reason="LANH_DAO_DI_VANG", legal_basis="x", by=world.officer, at=at(11))
    with pytest.raises(NotAllowed):
        transitions.pause(dossier, reason="KHAC", legal_basis=" ", by=world.officer, at=at(11))
    assert not dossier.pauses.exists()


def test_a_financial_obligation_stops_the_clock_and_the_rest_is_counted_after_it(world):
    dossier = with_division(world)
    transitions.pause(
        dossier,
        reason="NGHIA_VU_TAI_CHINH",
        legal_basis="Luật Đất đai",
        by=world.officer,
        at=at(9, on=date(2026, 11, 26)),
    )
    with pytest.raises(NotAllowed):
        transitions.resolve(dossier, by=world.reception, at=at(10, on=date(2026, 11, 26)))
    transitions.resume(dossier, by=world.officer, at=at(9, on=date(2026, 12, 7)))
    dossier.refresh_from_db()
    assert dossier.due_on == dossier.due_original_on == date(2026, 12, 10)
    assert [row.occasion for row in dossier.computations.all()] == ["RECEPTION", "PAUSE"]


def test_a_signature_is_recorded_once(world):
    dossier = with_division(world)
    transitions.sign(dossier, by=world.head, at=at(11))
    with pytest.raises(NotAllowed):
        transitions.sign(dossier, by=world.head, at=at(11, 1))


def test_every_step_is_in_the_history_with_its_reason(world):
    dossier = with_division(world)
    reasons = list(dossier.history.order_by("history_id").values_list("history_change_reason", flat=True))
    assert len(reasons) == 3
    assert all(reasons)
