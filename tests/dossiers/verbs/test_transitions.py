"""The life of a dossier: which step is possible when, and who holds it (R21, R41)."""

from contextlib import suppress
from datetime import date

import pytest
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone

from backoffice.dossiers.lifecycle import log, routing, transitions
from backoffice.dossiers.lifecycle.transitions import NotAllowed, NotYours
from backoffice.dossiers.models import Consultation, Dossier, HandOver, PauseProposal
from backoffice.dossiers.verbs import handing_over, resolving, returning
from backoffice.dossiers.verbs.table import ON_THE_PAGE, VERBS, next_verb
from tests.support import factories
from tests.support.dossiers import bring_to_head, receive, resolve
from tests.support.factories import at
from tests.support.undoing import undone

FRIDAY = date(2026, 11, 27)
TUESDAY_DUE = date(2026, 12, 1)
FINISHED = {"RESOLVED", "RETURNED", "REFUSED"}


@pytest.fixture
def everybody(world):
    permissions = {permission for verb in VERBS.values() for permission in verb.permissions}
    return factories.allow(world.officer, *permissions, "dossiers.override_rule")


def pressed_by(name, world, everybody):
    """A result is taken in at the desk; all else is tried by an officer of the division with every right."""
    return world.reception if name == "resolve" else everybody


def put_into(dossier, state):
    fields = {"state": state}
    if state in FINISHED:
        fields |= {"resolved_at": at(10), "resolved_on": date(2026, 11, 23), "timeliness": "EARLY"}
    Dossier.objects.filter(pk=dossier.pk).update(**fields)


def offer(dossier, by):
    HandOver.objects.create(
        dossier=dossier,
        ordinal=1,
        giver=dossier.holder,
        giver_name="–",
        giver_unit="–",
        taker=by,
        taker_name="–",
        taker_unit="–",
        given_at=at(10),
    )


def pause(dossier, by):
    Dossier.objects.filter(pk=dossier.pk).update(paused_at=at(10), pause_reason="KHAC")


def hold_it(dossier, by):
    Dossier.objects.filter(pk=dossier.pk).update(holder=by, holder_division=by.division)


def sign_and_offer_to_the_desk(dossier, by):
    """Of the resolving division; the one who presses is at the desk."""
    Dossier.objects.filter(pk=dossier.pk).update(result_signed_at=at(10))
    offer(dossier, by)


def make_result_ready(dossier, by):
    Dossier.objects.filter(pk=dossier.pk).update(delivery="READY")


def owe_a_fee(dossier, by):
    Dossier.objects.filter(pk=dossier.pk).update(payment="DUE")


def propose_a_pause(dossier, by):
    PauseProposal.objects.create(
        dossier=dossier,
        reason="KHAC",
        policy="RESUME",
        legal_basis="Luật",
        proposed_at=at(10),
        proposed_by=dossier.holder,
    )


def ask_the_division(dossier, by):
    Consultation.objects.create(
        dossier=dossier,
        division=by.division,
        question="Có vướng mắc gì?",
        asked_at=at(10),
        asked_by=dossier.holder,
        answer_by=TUESDAY_DUE,
    )


def notify(dossier, by):
    """The last act is one that can be taken back."""
    dossier.refresh_from_db()
    log.append(dossier, kind="tell", by=by, at=timezone.now())
    dossier.save()


# What each verb needs besides the state.
FACTS = {
    "decide_pause": propose_a_pause,
    "answer": ask_the_division,
    "take_back": notify,
    "recall": offer,
    "take": offer,
    "resume": pause,
    "tell": make_result_ready,
    "pay": owe_a_fee,
    "sign": hold_it,
    "resolve": sign_and_offer_to_the_desk,
}
# See test_apologies.py.
LETTERS = {"draft_apology", "edit_apology", "sign_apology", "discard_apology", "tell_new_date"}
MOVING = [name for name in VERBS if name not in LETTERS]


@pytest.mark.only_on("sqlite", "Python decides")
@pytest.mark.parametrize("name", MOVING)
@pytest.mark.parametrize("state", Dossier.State.values)
def test_a_move_is_possible_exactly_in_the_states_of_the_table(world, everybody, name, state):
    dossier, verb = receive(world), VERBS[name]
    everybody = pressed_by(name, world, everybody)
    put_into(dossier, state)
    if name in FACTS:
        FACTS[name](dossier, everybody)
    if state in verb.sources:
        with transitions.moving(dossier, verb, by=everybody, at=at(11)):
            resolved_as_the_verb_would(dossier, verb.target)
        dossier.refresh_from_db()
        assert dossier.state == (verb.target or state)
        assert dossier.events.last().kind == name
    else:
        with (
            pytest.raises(NotAllowed, match=dossier.code),
            transitions.moving(dossier, verb, by=everybody, at=at(11)),
        ):
            raise AssertionError("the block must not run")
        assert dossier.events.count() == 1


def resolved_as_the_verb_would(dossier, target):
    if target in FINISHED and dossier.resolved_at is None:
        routing.finish(dossier, at=at(11))
    if target == "IN_PROCESS":
        dossier.resolved_at, dossier.resolved_on, dossier.timeliness = None, None, ""


@pytest.mark.parametrize("name", FACTS)
def test_a_verb_is_refused_until_its_conditions_hold(world, everybody, name):
    dossier, verb = receive(world), VERBS[name]
    everybody = pressed_by(name, world, everybody)
    put_into(dossier, next(iter(verb.sources & {"RECEIVED", "RESOLVED"})))
    dossier.refresh_from_db()
    assert not verb.is_possible(dossier, everybody)
    FACTS[name](dossier, everybody)
    dossier.refresh_from_db()
    assert verb.is_possible(dossier, everybody)


OTHERS = ["reception", "officer", "head"]


def only_on_sqlite(name):
    return pytest.param(name, marks=pytest.mark.only_on("sqlite", "Python decides"))


@pytest.mark.parametrize(
    "fact", [None, *dict.fromkeys(FACTS.values())], ids=lambda fact: fact and fact.__name__
)
@pytest.mark.parametrize("who", [*(only_on_sqlite(name) for name in OTHERS), "everybody"])
def test_the_page_offers_exactly_what_the_domain_allows(world, everybody, client, fact, who, monkeypatch):
    """One table: the buttons, the next action of the list, and the refusal of the domain agree."""
    user = everybody if who == "everybody" else getattr(world, who)
    if user != everybody:  # whose page shows every button
        monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    client.force_login(user)
    dossier = receive(world)
    for state in Dossier.State.values:
        with undone():
            put_into(dossier, state)
            if fact:
                fact(dossier, world.officer)
            page = client.get(reverse("admin:dossiers_dossier_change", args=[dossier.pk]))
            offered = [verb.name for verb in (*page.context_data["actions"], *page.context_data["repairs"])]
            assert set(offered) == set(not_refused(dossier, by=user)), state
            turn = next_verb(dossier, user=user)
            assert page.context_data["line"].verb == (turn.name if turn else "")
            assert turn is None or offered[0] == turn.name
        dossier.refresh_from_db()


def not_refused(dossier, *, by):
    for name, verb in ON_THE_PAGE.items():
        with suppress(NotAllowed, NotYours, Undone), transitions.moving(dossier, verb, by=by, at=at(11)):
            yield name
            raise Undone
    dossier.refresh_from_db()


class Undone(Exception):
    """Leaves the block of a verb, so that it is rolled back."""


def test_without_the_permission_no_verb_is_possible(world):
    dossier = receive(world)
    stranger = factories.make_user(factories.KEEPER, desk=world.desk)
    for verb in VERBS.values():
        with pytest.raises(NotYours), transitions.moving(dossier, verb, by=stranger, at=at(11)):
            raise AssertionError("the block must not run")


def test_a_dossier_stays_with_the_giver_until_it_is_taken(world):
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10))
    dossier.refresh_from_db()
    assert (dossier.holder, dossier.holder_division, dossier.state) == (world.reception, None, "RECEIVED")
    handing_over.take(dossier, by=world.officer, at=at(10, 20))
    dossier.refresh_from_db()
    assert (dossier.holder, dossier.holder_division) == (world.officer, world.division)
    assert dossier.state == "IN_PROCESS"
    row = dossier.hand_overs.get()
    assert (row.given_at, row.taken_at, row.timeliness) == (at(10), at(10, 20), "ON_TIME")
    assert (row.giver_name, row.taker_unit) == (str(world.reception), "Phòng Tư pháp, " + world.desk.name)


def test_the_step_of_the_giver_ends_when_the_dossier_is_given(world):
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(8, on=date(2026, 11, 25)))
    handing_over.take(dossier, by=world.officer, at=at(9, on=date(2026, 11, 25)))
    first, second, _ = dossier.steps.order_by("ordinal")
    assert (first.ended_at, first.timeliness) == (at(8, on=date(2026, 11, 25)), "LATE")
    assert (second.officer, second.started_at) == (world.officer, at(9, on=date(2026, 11, 25)))
    assert dossier.hand_overs.get().timeliness == "LATE"


def test_a_colleague_of_the_same_division_takes_over_for_an_absent_officer(world):
    dossier = receive(world)
    colleague = factories.make_user(factories.DIVISION_OFFICER, desk=world.desk, division=world.division)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10))
    with pytest.raises(NotYours):
        handing_over.take(dossier, by=world.lead, at=at(10, 5))
    handing_over.take(dossier, by=colleague, at=at(10, 10))
    step = dossier.steps.get(ordinal=2)
    assert (step.officer, step.deputy_for) == (colleague, world.officer)


def test_only_the_holder_hands_over_or_who_may_override(world):
    dossier = receive(world)
    with pytest.raises(NotYours, match=str(world.reception)):
        handing_over.give(dossier, to=world.head, by=world.officer, at=at(10))
    lead = factories.allow(world.lead, "dossiers.override_rule")
    handing_over.give(dossier, to=world.officer, by=lead, at=at(10))
    assert dossier.hand_overs.get().giver == world.reception


def test_a_dossier_is_offered_to_one_person_at_a_time_and_may_be_recalled(world):
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10))
    with pytest.raises(NotAllowed):
        handing_over.give(dossier, to=world.head, by=world.reception, at=at(10, 1))
    handing_over.recall(dossier, by=world.reception, at=at(10, 2))
    handing_over.give(dossier, to=world.head, by=world.reception, at=at(10, 3))
    assert HandOver.objects.filter(taken_at__isnull=True).get().taker == world.head


def with_division(world):
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10))
    handing_over.take(dossier, by=world.officer, at=at(10, 20))
    return dossier


@pytest.mark.parametrize(
    ("received", "given", "timeliness"),
    [
        (at(15, 10), at(8, 30, on=date(2026, 11, 25)), "ON_TIME"),
        (at(15, 10), at(8, 31, on=date(2026, 11, 25)), "LATE"),
        (at(15, 10), at(17, on=date(2026, 11, 25)), "LATE"),
        (at(15, 0), at(20), "ON_TIME"),  # the same day is kept until its end
        (at(15, 0), at(7, 30, on=date(2026, 11, 25)), "LATE"),
    ],
)
def test_a_step_due_in_the_first_hour_is_late_after_its_minute(world, received, given, timeliness):
    """Received after 15:00, owed in the first hour of the next working day (R20); the 24th is off."""
    dossier = receive(world, at=received)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=given)
    handing_over.take(dossier, by=world.officer, at=given)
    first = dossier.steps.order_by("ordinal")[0]
    assert (first.timeliness, dossier.hand_overs.get().timeliness) == (timeliness, timeliness)


@pytest.mark.parametrize(
    ("resolved_on", "timeliness"),
    [(FRIDAY, "EARLY"), (TUESDAY_DUE, "ON_TIME"), (date(2026, 12, 2), "LATE")],
)
def test_lateness_is_measured_when_the_desk_has_the_result(world, resolved_on, timeliness):
    dossier = with_division(world)
    resolve(world, dossier, at=at(16, 50, on=resolved_on))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.timeliness, dossier.delivery) == ("RESOLVED", timeliness, "READY")
    assert dossier.holder == world.reception
    assert dossier.steps.get(ordinal=3).started_at == at(16, 50, on=resolved_on)


def test_a_dossier_is_not_given_to_its_holder_nor_to_who_is_not_at_its_desk(world):
    dossier = with_division(world)
    stranger = factories.make_user(factories.RECEPTION, desk=factories.make_desk("da-bac"))
    gone = factories.make_user(factories.RECEPTION, desk=world.desk, is_active=False)
    for taker, why in ((world.officer, "đã ở chỗ"), (stranger, "không thuộc"), (gone, "không thuộc")):
        with pytest.raises(NotAllowed, match=why):
            handing_over.give(dossier, to=taker, by=world.officer, at=at(11))
    assert not HandOver.objects.filter(taken_at__isnull=True).exists()


def test_the_applicant_is_notified_once_that_the_result_is_ready(world):
    dossier = with_division(world)
    resolve(world, dossier, at=at(12))
    notified = {"channel": "PHONE", "result": "Đã nghe máy", "by": world.reception}
    returning.notify(dossier, at=at(13, 30), **notified)
    with pytest.raises(NotAllowed, match=dossier.code):
        returning.notify(dossier, at=at(14), **notified)


def test_a_signature_is_recorded_once(world):
    dossier = with_division(world)
    bring_to_head(world, dossier, at=at(10, 30))
    resolving.sign(dossier, number="01/GCN", by=world.head, at=at(11))
    with pytest.raises(NotAllowed):
        resolving.sign(dossier, number="01/GCN", by=world.head, at=at(11, 1))


def test_every_step_is_in_the_history_with_its_reason(world):
    dossier = with_division(world)
    reasons = list(dossier.history.order_by("history_id").values_list("history_change_reason", flat=True))
    assert len(reasons) == 3
    assert all(reasons)
