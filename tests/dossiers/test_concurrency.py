"""Two people press the same button at the same moment: it happens once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from backoffice.dossiers.lifecycle.transitions import ANY, NotAllowed
from backoffice.dossiers.models import Apology, Cause, Dossier
from backoffice.dossiers.reception import intake
from backoffice.dossiers.verbs import (
    apologising,
    changing_procedure,
    consulting,
    handing_over,
    pausing,
    refusing,
    repairing,
    resolving,
    returning,
    stopping,
    supplementing,
    table,
)
from tests.support import factories
from tests.support.dossiers import (
    LISTED,
    add_component,
    bring_to_head,
    decide,
    make_world,
    person,
    receive,
    reception_of,
    resolve,
)
from tests.support.factories import at

pytestmark = pytest.mark.slow


def at_once(act, times=2):
    """Run `act` in threads that start together; return the result or refusal of each."""
    start = Barrier(times, timeout=30)

    def one(_):
        try:
            start.wait()
            return act()
        except (NotAllowed, PermissionDenied) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def fresh(dossier):
    return Dossier.objects.get(pk=dossier.pk)


def everything(world):
    """Prepare a dossier for each verb; return the verb's name and what two people then do to it."""
    permissions = {p for verb in table.VERBS.values() for p in verb.permissions}
    factories.allow(world.officer, *permissions, "dossiers.override_rule")
    return hands_and_clock(world) | results_and_ends(world) | repairs_and_letters(world)


def hands_and_clock(world):
    officer, desk, head = world.officer, world.reception, world.head
    offered, taken = new(world), new(world)
    for dossier in (offered, taken):
        handing_over.give(dossier, to=officer, by=desk, at=at(9, 10))
    paused, proposed = new(world), new(world)
    pausing.pause(paused, reason="KHAC", provision=LISTED, legal_basis="Luật", by=officer, at=at(9, 20))
    pausing.propose(proposed, reason="KHAC", legal_basis="Luật", by=officer, at=at(9, 20))
    waiting, waiting_for_two = new(world), new(world)
    supplementing.ask(waiting, missing=["Giấy"], reason="Thiếu", by=officer, at=at(9, 20))
    supplementing.ask(waiting_for_two, missing=["Giấy", "Ảnh"], reason="Thiếu", by=officer, at=at(9, 20))
    return {
        "give": (new(world), lambda d: handing_over.give(d, to=head, by=desk, at=at(10))),
        "recall": (offered, lambda d: handing_over.recall(d, by=desk, at=at(10))),
        "take": (taken, lambda d: handing_over.take(d, by=officer, at=at(10))),
        "pause": (
            new(world),
            lambda d: pausing.pause(
                d, reason="KHAC", provision=LISTED, legal_basis="Luật", by=officer, at=at(10)
            ),
        ),
        "resume": (paused, lambda d: pausing.resume(d, by=officer, at=at(10))),
        "propose_pause": (
            new(world),
            lambda d: pausing.propose(d, reason="KHAC", legal_basis="Luật", by=officer, at=at(10)),
        ),
        "decide_pause": (
            proposed,
            lambda d: pausing.decide(d, is_granted=True, by=head, at=at(10)),
        ),
        "ask_supplement": (
            new(world),
            lambda d: supplementing.ask(d, missing=["Giấy"], reason="Thiếu", by=officer, at=at(10)),
        ),
        "complete": (waiting, lambda d: supplementing.complete(d, by=desk, at=at(10))),
        "take_part": (
            waiting_for_two,
            lambda d: supplementing.take_part(d, papers=["Ảnh"], by=desk, at=at(10)),
        ),
        "consult": (
            new(world),
            lambda d: consulting.consult(
                d, office="Sở", question="Có nợ?", answer_by=date(2026, 11, 27), by=desk, at=at(10)
            ),
        ),
    }


def results_and_ends(world):
    desk, head = world.reception, world.head
    held, decided, resolved, ready = new(world), new(world), new(world), new(world)
    bring_to_head(world, held, at=at(9, 20))
    decide(world, decided, at=at(9, 20))
    for dossier in (resolved, ready):
        resolve(world, dossier, at=at(9, 20))
    refused = refuse(world)
    return {
        "sign": (held, lambda d: resolving.sign(d, number="2", by=head, at=at(10))),
        "resolve": (decided, lambda d: resolving.resolve(d, by=desk, at=at(10))),
        "tell": (
            ready,
            lambda d: returning.notify(d, channel="PHONE", result="Đã nghe", by=desk, at=at(10)),
        ),
        "return_result": (
            resolved,
            lambda d: returning.return_result(
                d, checks=returning.Checks(shown="ID", is_signed_for=True), by=desk, at=at(10)
            ),
        ),
        "refuse": (
            new(world),
            lambda d: refusing.refuse(d, ground="CONDITIONS", text="Không đủ điều kiện", by=head, at=at(10)),
        ),
        "hand_back": (
            refused,
            lambda d: returning.hand_back(
                d, checks=returning.Checks(shown="ID", is_signed_for=True), by=desk, at=at(10)
            ),
        ),
        "stop": (
            new(world),
            lambda d: stopping.stop(
                d, reason="Xin dừng", requested_on=date(2026, 11, 23), by=desk, at=at(10)
            ),
        ),
        "withdraw": (
            new(world),
            lambda d: stopping.stop(
                d,
                reason="Xin rút",
                requested_on=date(2026, 11, 23),
                by=desk,
                at=at(10),
                is_withdrawal=True,
            ),
        ),
    }


def repairs_and_letters(world):
    officer, desk = world.officer, world.reception
    refused_too, refused_wrongly = refuse(world), refuse(world)
    procedure = factories.make_procedure(world.desk, code="1.000798", name="Tách thửa đất")
    factories.make_version(procedure)
    other = factories.publish(procedure, division=world.division, by=world.lead)
    return {
        "change_procedure": (
            new(world),
            lambda d: changing_procedure.change_procedure(
                d,
                choice=changing_procedure.Choice(posting=other, present=()),
                reason="Nhầm",
                by=desk,
                at=at(10),
            ),
        ),
        "reopen": (
            refused_too,
            lambda d: repairing.reopen(d, decision="1/QĐ", reason="Khiếu nại", by=world.lead, at=at(10)),
        ),
        "take_back": (
            refused_wrongly,
            lambda d: repairing.take_back(d, reason="Nhầm", of=2, by=world.lead, at=at(10)),
        ),
        "draft_apology": (
            new(world),
            lambda d: apologising.draft(
                d,
                reason="Chậm",
                cause=Cause.objects.get(code="viec-cham"),
                new_due_on=date(2026, 12, 4),
                by=officer,
                at=at(10),
            ),
        ),
    }


def refuse(world):
    dossier = new(world)
    refusing.refuse(dossier, ground="CONDITIONS", text="Không đủ điều kiện", by=world.head, at=at(9, 20))
    return dossier


def new(world):
    return receive(world, applicant=person(id_number=""))


def test_every_verb_pressed_twice_at_once_happens_once(transactional_db):
    world = make_world()
    Cause.objects.create(code="viec-cham", kind="CHU_QUAN", name="Chậm (giả định)")
    prepared = everything(world)
    assert {name for name, verb in table.ON_THE_PAGE.items() if verb.sources != ANY} <= set(prepared)
    happened = {}
    for verb, (dossier, act) in prepared.items():
        before = dossier.events.filter(kind=verb).count()
        at_once(lambda act=act, dossier=dossier: act(fresh(dossier)))
        happened[verb] = dossier.events.filter(kind=verb).count() - before
    assert happened == dict.fromkeys(prepared, 1)


def test_an_apology_signed_twice_at_once_is_signed_once(transactional_db):
    world = make_world()
    cause = Cause.objects.create(code="viec-cham", kind="CHU_QUAN", name="Chậm (giả định)")
    dossier = new(world)
    letter = apologising.draft(
        dossier, reason="Chậm", cause=cause, new_due_on=date(2026, 12, 4), by=world.officer, at=at(9, 10)
    )
    at_once(lambda: apologising.sign(Apology.objects.get(pk=letter.pk), by=world.head, at=at(10)))
    assert dossier.slips.filter(kind="APOLOGY").count() == 1
    assert fresh(dossier).due_on == date(2026, 12, 4)


def test_eight_receptions_at_once_get_eight_codes_in_a_row(transactional_db):
    world = make_world()
    add_component(world.version, "Tờ khai")
    reception = reception_of(world)
    received = at_once(lambda: intake.receive(reception, user=world.reception, at=at(9)), times=8)
    assert sorted(dossier.code for dossier in received) == [f"H28.05-261123-{n:04d}" for n in range(1, 9)]
    assert len({dossier.applicant_id for dossier in received}) == 1


def test_the_same_submission_sent_four_times_at_once_is_received_once(transactional_db):
    world = make_world()
    reception = reception_of(world, request_key="mot-lan")
    received = at_once(lambda: intake.receive(reception, user=world.reception, at=at(9)), times=4)
    assert len({dossier.pk for dossier in received}) == 1
    assert Dossier.objects.get().code == "H28.05-261123-0001"
