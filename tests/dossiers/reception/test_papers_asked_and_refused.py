"""Supplements, refusals, stops and returns (R12–R14, R30, R41–R46)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from backoffice.dossiers.lifecycle.transitions import NotAllowed, NotYours
from backoffice.dossiers.models import Dossier, Refusal, Supplement
from backoffice.dossiers.reception import intake
from backoffice.dossiers.verbs import (
    handing_over,
    paying,
    refusing,
    returning,
    stopping,
    supplementing,
)
from backoffice.staffing.counters.presence import NotAtTheDesk
from tests.support import factories
from tests.support.dossiers import add_component, decide, move_to, person, receive, reception_of, resolve
from tests.support.factories import at

RECEIVED = date(2018, 10, 24)


@pytest.fixture
def october(world):
    """Received on Wednesday 2018-10-24 with a limit of 5 working days, and in process since then."""
    move_to(world, RECEIVED)
    dossier = receive(world, at=at(9, on=RECEIVED))
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10, on=RECEIVED))
    handing_over.take(dossier, by=world.officer, at=at(10, 20, on=RECEIVED))
    return world, dossier


def ask(world, dossier, *, on, **fields):
    missing = {"missing": ["Giấy chứng sinh"], "reason": "Chưa có trong hồ sơ"}
    return supplementing.ask(dossier, by=world.officer, at=at(9, on=on), **missing | fields)


@pytest.mark.parametrize(
    ("policy", "due_on"), [("RESTART", date(2018, 11, 12)), ("RESUME", date(2018, 11, 8))]
)
def test_after_a_supplement_the_limit_restarts_or_is_resumed(october, policy, due_on):
    world, dossier = october
    asked = ask(world, dossier, on=date(2018, 10, 26), policy=policy)
    assert (dossier.state, asked.notice_is_late) == ("WAITING_SUPPLEMENT", False)
    move_to(world, date(2018, 11, 5))
    supplementing.complete(dossier, by=world.reception, at=at(9, on=date(2018, 11, 5)))
    dossier.refresh_from_db()
    assert (dossier.due_on, dossier.due_original_on, dossier.paused_at) == (due_on, due_on, None)
    assert dossier.state == "IN_PROCESS"


def test_form_02_on_the_fourth_working_day_needs_a_decision_and_is_flagged(october):
    world, dossier = october
    with pytest.raises(NotAllowed, match="29/10/2018"):
        ask(world, dossier, on=date(2018, 10, 30))
    with pytest.raises(NotYours):
        ask(world, dossier, on=date(2018, 10, 30), override_number="12/QĐ")
    world.officer = factories.allow(world.officer, "dossiers.override_rule")
    assert ask(world, dossier, on=date(2018, 10, 30), override_number="12/QĐ").notice_is_late


def test_a_supplement_comes_back_through_the_desk_only(october):
    world, dossier = october
    ask(world, dossier, on=date(2018, 10, 26))
    with pytest.raises(NotAtTheDesk):
        supplementing.complete(dossier, by=world.officer, at=at(9, on=date(2018, 10, 29)))


def test_a_second_supplement_is_refused_by_verb_and_database(october):
    world, dossier = october
    ask(world, dossier, on=date(2018, 10, 26))
    supplementing.complete(dossier, by=world.reception, at=at(10, on=move(world, date(2018, 10, 26))))
    with pytest.raises(supplementing.AskedOnce, match="61 Đ11.2.c"):
        ask(world, dossier, on=date(2018, 10, 26))
    first = Supplement.objects.get()
    first.pk = None
    first.slip = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def move(world, on):
    move_to(world, on)
    return on


def test_form_02_at_the_counter_lists_exactly_what_is_missing_and_gives_no_code(world):
    for n in range(1, 6):
        add_component(world.version, f"Giấy tờ số {n}")
    agreed = reception_of(world, papers=reception_of(world).papers[:4])
    with pytest.raises(intake.PapersMissing) as refused:
        intake.receive(agreed, user=world.reception, at=at(9))
    missing = [component.name for component in refused.value.missing]
    with pytest.raises(NotAllowed):
        supplementing.ask_at_the_counter(agreed, missing=missing, reason=" ", user=world.reception, at=at(9))
    asked = supplementing.ask_at_the_counter(
        agreed, missing=missing, reason="Thiếu theo danh mục", user=world.reception, at=at(9)
    )
    assert asked.slip.payload["missing"] == ["Giấy tờ số 5"]
    assert not Dossier.objects.exists()
    with pytest.raises(supplementing.AskedOnce):
        supplementing.ask_at_the_counter(
            agreed, missing=missing, reason="Lần hai", user=world.reception, at=at(10)
        )


def test_a_refusal_at_the_counter_has_a_ground_and_a_reason_and_no_code(world):
    refusal = {
        "procedure": world.posting.procedure,
        "applicant": person(),
        "content": "Đăng ký khai sinh",
        "user": world.reception,
        "at": at(9),
    }
    with pytest.raises(NotAllowed, match="10"):
        refusing.refuse_at_the_counter(ground="DUPLICATE", text="Trùng hồ", **refusal)
    with pytest.raises(NotAllowed):
        refusing.refuse_at_the_counter(ground="", text="Trùng hồ sơ đang giải quyết", **refusal)
    kept = refusing.refuse_at_the_counter(ground="DUPLICATE", text="Trùng hồ sơ đang giải quyết", **refusal)
    assert kept.slip.payload["reason"] == "Trùng hồ sơ đang giải quyết"
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(("on", "timeliness"), [(date(2018, 10, 26), "EARLY"), (date(2018, 11, 1), "LATE")])
def test_a_refusal_after_examination_counts_as_resolved(october, on, timeliness):
    world, dossier = october
    refusing.refuse(
        dossier, ground="CONDITIONS", text="Không đủ điều kiện theo luật", by=world.head, at=at(9, on=on)
    )
    dossier.refresh_from_db()
    assert (dossier.state, dossier.timeliness, dossier.resolved_on) == ("REFUSED", timeliness, on)
    assert Refusal.objects.get().slip.payload["code"] == dossier.code


def test_a_dossier_is_stopped_on_request_until_the_result_is_signed(october):
    world, dossier = october
    stop = {"reason": "Xin rút", "requested_on": date(2018, 10, 25), "by": world.reception}
    decide(world, dossier, at=at(9, on=date(2018, 10, 25)))
    with pytest.raises(NotAllowed):
        stopping.stop(dossier, at=at(10, on=date(2018, 10, 25)), **stop)
    Dossier.objects.filter(pk=dossier.pk).update(result_signed_at=None)
    stopping.stop(dossier, at=at(10, on=date(2018, 10, 25)), **stop)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.ended_on, dossier.timeliness) == ("STOPPED", date(2018, 10, 25), "")
    assert dossier.slips.get(kind="STOP_NOTICE").payload["reason"] == "Xin rút"


def test_a_withdrawn_dossier_ends_from_waiting_too(october):
    world, dossier = october
    ask(world, dossier, on=date(2018, 10, 26))
    stopping.stop(
        dossier,
        reason="Xin rút hồ sơ",
        requested_on=date(2018, 10, 29),
        by=world.reception,
        at=at(9, on=date(2018, 10, 29)),
        is_withdrawal=True,
    )
    assert (dossier.state, dossier.paused_at) == ("WITHDRAWN", None)
    assert not dossier.pauses.filter(resumed_at__isnull=True).exists()


def resolved(world, **fields):
    dossier = receive(world, **fields)
    resolve(world, dossier, at=at(10))
    return dossier


CHECKS = {"shown": "RECEIPT", "is_signed_for": True}


def test_a_result_is_returned_only_at_an_open_counter(world):
    dossier = resolved(world)
    with pytest.raises(NotAtTheDesk):
        returning.return_result(dossier, checks=returning.Checks(**CHECKS), by=world.officer, at=at(11))
    returning.return_result(dossier, checks=returning.Checks(**CHECKS), by=world.reception, at=at(11))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.delivery, dossier.returned_at) == ("RETURNED", "HANDED_OVER", at(11))


@pytest.mark.parametrize(
    "wrong",
    [
        {"shown": ""},
        {"is_signed_for": False},
        {"collected_by": "Trần Văn Ủy", "authorisation": ""},
    ],
)
def test_every_check_of_the_hand_over_counts(world, wrong):
    dossier = resolved(world)
    with pytest.raises(NotAllowed):
        returning.return_result(
            dossier, checks=returning.Checks(**CHECKS | wrong), by=world.reception, at=at(11)
        )


def test_collected_three_weeks_later_is_still_on_time(october):
    world, dossier = october
    resolve(world, dossier, at=at(16, 50, on=date(2018, 10, 31)))
    move_to(world, date(2018, 11, 20))
    returning.return_result(
        dossier,
        checks=returning.Checks(**CHECKS),
        by=world.reception,
        at=at(9, on=date(2018, 11, 20)),
    )
    assert (dossier.timeliness, dossier.state) == ("ON_TIME", "RETURNED")


def test_the_applicant_is_notified_of_an_early_result_first(world):
    dossier = resolved(world)
    returning.notify(dossier, channel="PHONE", result="Đã nghe máy", by=world.reception, at=at(10, 30))
    assert (dossier.delivery, dossier.events.last().data["channel"]) == ("NOTIFIED", "PHONE")


def test_the_fee_is_paid_before_the_result_is_handed_over(world):
    dossier = resolved(world, fees=(intake.Amount(amount=Decimal(8000), kind="LE_PHI"),))
    with pytest.raises(NotAllowed):
        returning.return_result(dossier, checks=returning.Checks(**CHECKS), by=world.reception, at=at(11))
    paying.pay(dossier, moment="4", receipt_number="AA 0001", online=False, by=world.reception, at=at(11))
    line = dossier.fees.get()
    assert (line.paid_moment, line.receipt_number, dossier.payment) == ("4", "AA 0001", "PAID")
    returning.return_result(dossier, checks=returning.Checks(**CHECKS), by=world.reception, at=at(11, 5))
    assert dossier.state == "RETURNED"
