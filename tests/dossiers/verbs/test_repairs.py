"""A mistake is repaired in the open: taken back, corrected, reopened; the log keeps all of it (F6, F7)."""

from datetime import date

import pytest
from django.urls import reverse

from backoffice.dossiers import apologies, verification
from backoffice.dossiers.lifecycle import recounts
from backoffice.dossiers.lifecycle.transitions import NotAllowed, NotYours
from backoffice.dossiers.models import Dossier, Result
from backoffice.dossiers.reception.intake import PapersMissing
from backoffice.dossiers.verbs import (
    changing_procedure,
    handing_over,
    pausing,
    paying,
    refusing,
    repairing,
    resolving,
    returning,
    stopping,
    supplementing,
)
from backoffice.dossiers.verbs.table import VERBS, next_verb
from backoffice.organisation.working_time import calendar_for
from tests.support import factories
from tests.support.dossiers import (
    LISTED,
    add_component,
    bring_to_head,
    decide,
    move_to,
    receive,
    resolve,
    set_limit,
)
from tests.support.factories import at

TODAY, TOMORROW = factories.MONDAY, date(2026, 11, 24)
SHOWN = returning.Checks(shown="ID", is_signed_for=True)
WRONG = "Nhầm hồ sơ của người khác"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(at(17), tick=False)


def is_intact():
    return not list(verification.broken())


def kept(dossier):
    """The columns and parts of a dossier that a verb may move, as they stand in the database."""
    dossier = Dossier.objects.get(pk=dossier.pk)
    own = {f.attname: getattr(dossier, f.attname) for f in Dossier._meta.concrete_fields}
    own = {name: value for name, value in own.items() if not name.startswith("log_")}
    steps = list(dossier.steps.order_by("ordinal").values())
    offers = list(dossier.hand_overs.filter(taken_at=None).values_list("ordinal", flat=True))
    pauses = list(dossier.pauses.standing().values_list("paused_at", "resumed_at", "policy"))
    return own, steps, offers, pauses


def resolve_it(world, dossier):
    decide(world, dossier, at=at(10))
    return lambda: resolving.resolve(dossier, by=world.reception, at=at(11))


def sign_it(world, dossier):
    bring_to_head(world, dossier, at=at(10))
    return lambda: resolving.sign(dossier, number="1", by=world.head, at=at(11))


def return_it(world, dossier):
    resolve(world, dossier, at=at(10))
    return lambda: returning.return_result(dossier, checks=SHOWN, by=world.reception, at=at(11))


def notify_it(world, dossier):
    resolve(world, dossier, at=at(10))
    return lambda: returning.notify(dossier, channel="PHONE", result="Đã nghe", by=world.reception, at=at(11))


def refuse_it(world, dossier):
    return lambda: refusing.refuse(
        dossier, ground="CONDITIONS", text="Không đủ điều kiện", by=world.head, at=at(11)
    )


def refuse_it_in_a_pause(world, dossier):
    supplementing.ask(dossier, missing=["Giấy"], reason="Thiếu", by=world.officer, at=at(10))
    return refuse_it(world, dossier)


def give_papers_back(world, dossier):
    refuse_it(world, dossier)()
    return lambda: returning.hand_back(dossier, checks=SHOWN, by=world.reception, at=at(12))


def stop_it(world, dossier):
    return lambda: stopping.stop(
        dossier, reason="Xin dừng", requested_on=TODAY, by=world.reception, at=at(11)
    )


def stop_it_in_a_pause(world, dossier):
    supplementing.ask(dossier, missing=["Giấy"], reason="Thiếu", by=world.officer, at=at(10))
    return stop_it(world, dossier)


def withdraw_it(world, dossier):
    return lambda: stopping.stop(
        dossier, reason="Rút", requested_on=TODAY, by=world.reception, at=at(11), is_withdrawal=True
    )


def pay_it(world, dossier):
    dossier.fees.create(amount=8000)
    Dossier.objects.filter(pk=dossier.pk).update(payment="DUE")
    return lambda: paying.pay(
        dossier, moment="4", receipt_number="7", online=False, by=world.reception, at=at(11)
    )


def pause_it(world, dossier):
    return lambda: pausing.pause(
        dossier, reason="KHAC", provision=LISTED, legal_basis="Luật", by=world.officer, at=at(11)
    )


def ask_for_papers(world, dossier):
    return lambda: supplementing.ask(dossier, missing=["Giấy"], reason="Thiếu", by=world.officer, at=at(11))


ACTS = (
    sign_it,
    resolve_it,
    notify_it,
    return_it,
    refuse_it,
    refuse_it_in_a_pause,
    give_papers_back,
    stop_it,
    stop_it_in_a_pause,
    withdraw_it,
    pay_it,
    pause_it,
    ask_for_papers,
)


def test_every_reversible_verb_is_tried_here():
    assert len(repairing.REVERSIBLE) == len(ACTS) - 2  # two of them also in a pause
    assert set(repairing.REVERSIBLE) == {name for name, verb in VERBS.items() if verb.undo}


def test_every_verb_is_taken_back_stands_beside_the_way_or_is_repaired_by_another():
    by_another = {"receive", "give", "take", "recall", "reassign", "complete", "resume"}
    repairs = {"change_procedure", "reopen", "take_back"}
    assert set(VERBS) == {*repairing.REVERSIBLE, *repairing.BESIDE, *by_another, *repairs}


@pytest.mark.parametrize("prepared", ACTS, ids=lambda act: act.__name__)
def test_what_is_taken_back_stands_as_before_and_stays_in_the_log(world, prepared):
    dossier = receive(world)
    act = prepared(world, dossier)
    before = kept(dossier)
    act()
    repairing.take_back(dossier, reason=WRONG, by=world.lead, at=at(16))
    assert kept(dossier) == before
    *_earlier, acted, taken_back = dossier.events.order_by("seq")
    assert (taken_back.kind, taken_back.data["of"], taken_back.reason) == ("take_back", acted.seq, WRONG)
    assert is_intact()
    act()  # and is done again, as if for the first time
    assert is_intact()


def test_what_was_made_stays_to_be_seen_with_who_took_it_back_and_why(world):
    dossier = receive(world)
    sign_it(world, dossier)()
    repairing.take_back(dossier, reason=WRONG, by=world.head, at=at(16))
    result = Result.objects.get()
    assert (result.revoked_by, result.revoked_at, result.revoked_reason) == (world.head, at(16), WRONG)
    assert not Result.objects.standing().exists()


def test_a_pause_that_was_taken_back_counts_nowhere(world):
    """Its end is no new beginning of the clock: the letter is still owed on the last day before the date."""
    last = date(2026, 11, 30)
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    pausing.pause(
        dossier,
        reason="KHAC",
        policy="RESTART",
        provision=LISTED,
        legal_basis="Luật",
        by=world.head,
        at=at(11, on=last),
    )
    repairing.take_back(dossier, reason=WRONG, by=world.lead, at=at(12, on=last))
    assert [owed.dossier for owed in apologies.queue(world.desk, Dossier.objects.all(), on=last)] == [dossier]
    pausing.pause(
        dossier, reason="KHAC", provision=LISTED, legal_basis="Luật", by=world.head, at=at(13, on=last)
    )
    pausing.resume(dossier, by=world.head, at=at(14, on=last))
    assert dossier.due_original_on == date(2026, 12, 1)
    assert recounts.recount(dossier, calendar_for(dossier.desk)) is None


def test_who_did_it_takes_it_back_on_the_day_and_the_lead_afterwards(world, time_machine):
    dossier = receive(world)
    return_it(world, dossier)()
    colleague = factories.make_user(factories.RECEPTION, desk=world.desk)
    with pytest.raises(NotYours, match="trong ngày"):
        repairing.take_back(dossier, reason=WRONG, by=colleague, at=at(16))
    time_machine.move_to(at(8, on=TOMORROW), tick=False)
    with pytest.raises(NotYours, match="trong ngày"):
        repairing.take_back(dossier, reason=WRONG, by=world.reception, at=at(8, on=TOMORROW))
    repairing.take_back(dossier, reason=WRONG, by=world.lead, at=at(8, on=TOMORROW))
    assert dossier.state == "RESOLVED"


def test_one_after_the_other_is_taken_back_from_the_end(world):
    dossier = receive(world)
    return_it(world, dossier)()
    for state in ("RESOLVED", "IN_PROCESS"):
        repairing.take_back(dossier, reason=WRONG, by=world.lead, at=at(16))
        assert dossier.state == state
    with pytest.raises(NotAllowed, match="không rút lại"):  # the head's hand-over is recalled instead
        repairing.take_back(dossier, reason=WRONG, by=world.lead, at=at(16))
    handing_over.recall(dossier, by=world.head, at=at(16))


def test_nothing_is_taken_back_without_a_reason(world):
    dossier = receive(world)
    return_it(world, dossier)()
    with pytest.raises(NotAllowed):
        repairing.take_back(dossier, reason=" ", by=world.lead, at=at(16))


def test_a_form_that_was_taken_back_says_so_on_the_paper(world, client):
    dossier = receive(world)
    refuse_it(world, dossier)()
    repairing.take_back(dossier, reason=WRONG, by=world.lead, at=at(16))
    client.force_login(world.reception)
    slip = dossier.slips.get(kind="REFUSAL")
    assert "không còn giá trị" in client.get(reverse("admin:dossiers_slip_print", args=[slip.pk])).text


@pytest.fixture
def other(world):
    """Another procedure of the desk: two working days, one mandatory paper, a fee."""
    procedure = factories.make_procedure(world.desk, code="1.000798", name="Tách thửa đất")
    version = factories.make_version(procedure)
    set_limit(version, 2, "working_day")
    add_component(version, "Giấy chứng nhận", is_mandatory=True)
    return factories.publish(procedure, division=world.division, by=world.lead)


def choice(posting, *, with_papers=True):
    parts = posting.procedure.versions.get().components.all() if with_papers else ()
    return changing_procedure.Choice(posting=posting, present=tuple(parts))


def test_a_dossier_just_received_gets_the_right_procedure_with_its_date_and_papers(world, other):
    dossier = receive(world)
    code, first = dossier.code, dossier.slips.get()
    changed = changing_procedure.change_procedure(
        dossier, choice=choice(other), reason="Chọn nhầm", by=world.reception, at=at(9, 30)
    )
    assert (dossier.code, dossier.procedure, dossier.due_on) == (code, other.procedure, date(2026, 11, 26))
    assert changed.occasion == "CORRECTION"
    assert "Giấy chứng nhận" in [paper.name for paper in dossier.components.all()]
    assert dossier.slips.get(replaces=first).payload["procedure"].startswith("1.000798")
    assert dossier.steps.get(started_at__isnull=False, ended_at=None).officer == world.reception
    assert dossier.events.last().data["changes"]["dossier"]["due_on"] == ["2026-12-01", "2026-11-26"]
    resolve(world, dossier, at=at(10))
    assert is_intact()


def test_without_the_mandatory_papers_of_the_right_procedure_nothing_changes(world, other):
    dossier = receive(world)
    before = kept(dossier)
    with pytest.raises(PapersMissing, match="Giấy chứng nhận"):
        changing_procedure.change_procedure(
            dossier,
            choice=choice(other, with_papers=False),
            reason="Chọn nhầm",
            by=world.reception,
            at=at(9, 30),
        )
    assert kept(dossier) == before


def test_once_handed_over_the_procedure_stays(world, other):
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(9, 10))
    handing_over.recall(dossier, by=world.reception, at=at(9, 20))
    with pytest.raises(NotAllowed, match="bàn giao"):
        changing_procedure.change_procedure(
            dossier, choice=choice(other), reason="Chọn nhầm", by=world.reception, at=at(9, 30)
        )


def test_the_page_asks_for_the_papers_of_the_right_procedure_before_it_changes(world, other, client):
    dossier = receive(world)
    client.force_login(world.reception)
    url = reverse("admin:dossiers_dossier_do", args=[dossier.pk, "change_procedure"])
    asked = {"code": "1.000798", "reason": "Chọn nhầm"}
    page = client.post(url, asked)
    assert "Giấy chứng nhận" in page.text
    assert "Đánh dấu giấy tờ" in page.text
    part = other.procedure.versions.get().components.get()
    assert client.post(url, asked | {"is_seen": "True", f"paper_{part.pk}": "on"}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.procedure == other.procedure
    assert "posted" not in client.post(url, asked | {"code": "9.999999"}).text


def test_under_a_decision_a_returned_dossier_is_reopened_and_the_limit_counted_anew(world):
    dossier = receive(world)
    return_it(world, dossier)()
    later = at(9, on=date(2026, 12, 7))
    with pytest.raises(NotYours):
        repairing.reopen(dossier, decision="12/QĐ", reason="Khiếu nại đúng", by=world.reception, at=later)
    repairing.reopen(dossier, decision="12/QĐ", reason="Khiếu nại đúng", by=world.lead, at=later)
    assert (dossier.state, dossier.due_original_on) == ("IN_PROCESS", date(2026, 12, 14))
    assert (dossier.resolved_at, dossier.timeliness, dossier.delivery) == (None, "", "NOT_READY")
    assert dossier.events.last().data["decision"] == "12/QĐ"
    handing_over.give(dossier, to=world.head, by=world.lead, at=later)
    handing_over.take(dossier, by=world.head, at=later)
    decide(world, dossier, at=later, number="02/GCN")
    resolving.resolve(dossier, by=world.reception, at=later)
    assert dossier.timeliness == "EARLY"
    assert is_intact()


def test_late_stays_late_when_it_is_reopened(world):
    dossier = receive(world)
    resolve(world, dossier, at=at(9, on=date(2026, 12, 7)))
    due = dossier.due_original_on
    move_to(world, date(2026, 12, 7))
    returning.return_result(dossier, checks=SHOWN, by=world.reception, at=at(10, on=date(2026, 12, 7)))
    repairing.reopen(
        dossier, decision="12/QĐ", reason="Khiếu nại đúng", by=world.lead, at=at(9, on=date(2026, 12, 8))
    )
    assert dossier.due_original_on == due


def test_late_stays_late_in_a_pause_after_it_was_reopened(world):
    dossier = receive(world)
    resolve(world, dossier, at=at(9, on=date(2026, 12, 7)))
    move_to(world, date(2026, 12, 7))
    returning.return_result(dossier, checks=SHOWN, by=world.reception, at=at(10, on=date(2026, 12, 7)))
    later = at(9, on=date(2026, 12, 8))
    repairing.reopen(dossier, decision="12/QĐ", reason="Khiếu nại đúng", by=world.lead, at=later)
    due = dossier.due_original_on
    bring_to_head(world, dossier, at=later)
    pausing.propose(dossier, reason="KHAC", policy="RESTART", legal_basis="Luật", by=world.head, at=later)
    pausing.decide(dossier, is_granted=True, by=world.lead, at=later)
    pausing.resume(dossier, by=world.head, at=at(9, on=date(2026, 12, 14)))
    assert dossier.due_original_on == due


def test_the_papers_of_a_refused_dossier_are_given_back_once(world):
    dossier = receive(world)
    refuse_it(world, dossier)()
    assert next_verb(dossier, user=world.reception).name == "hand_back"
    returning.hand_back(dossier, checks=SHOWN, by=world.reception, at=at(12))
    assert (dossier.state, dossier.delivery, dossier.returned_at) == ("REFUSED", "HANDED_OVER", at(12))
    with pytest.raises(NotAllowed):
        returning.hand_back(dossier, checks=SHOWN, by=world.reception, at=at(13))


def test_a_repair_is_at_most_three_clicks_from_the_dossier(world, client):
    """Open the list of repairs, choose, confirm."""
    dossier = receive(world)
    return_it(world, dossier)()
    client.force_login(world.reception)
    page = client.get(reverse("admin:dossiers_dossier_change", args=[dossier.pk]))
    assert {verb.name for verb in page.context["repairs"]} == {"take_back", "correct"}
    url = reverse("admin:dossiers_dossier_do", args=[dossier.pk, "take_back"])
    assert "Trả kết quả" in client.get(url).text or "trả kết quả" in client.get(url).text
    assert client.post(url, {"reason": WRONG}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == "RESOLVED"
