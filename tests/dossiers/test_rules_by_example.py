"""Rules of the law with their examples, if no other module tests them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from backoffice.dossiers import deadlines
from backoffice.dossiers.lifecycle import clock
from backoffice.dossiers.lifecycle.transitions import NotAllowed
from backoffice.dossiers.models import Dossier, HandOver
from backoffice.dossiers.reception import intake
from backoffice.dossiers.verbs import handing_over, paying, returning, stopping, supplementing
from backoffice.organisation.models import RuleSet
from backoffice.organisation.reference import load_reference
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import Fee, ProcessStep
from tests.support import factories
from tests.support.dossiers import decide, move_to, receive, resolve, set_limit
from tests.support.factories import at

# The regime of the day: R1 and R90

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("received", "regime"),
    [
        (date(2018, 6, 20), "QD09"),
        (date(2018, 6, 21), "ND61"),
        (date(2018, 10, 24), "ND61"),
        (date(2025, 6, 30), "ND61"),
        (date(2025, 7, 1), "ND118"),
        (date(2026, 11, 23), "ND118"),
    ],
)
def test_the_day_of_reception_chooses_the_regime(db, received, regime):
    load_reference()
    rules = clock.rules_on(received)
    assert rules.regime == regime
    assert rules.legal_basis


def test_the_numbers_of_the_two_decrees_are_dated_rows(db):
    load_reference()
    same = ("supplement_notice_days", "transfer_cutoff", "apology_days_before", "reappointments_allowed")
    own = ("secondment_months_min", "secondment_months_max", "seniority_years")
    numbers = {
        regime: RuleSet.objects.filter(regime=regime).values_list(*same, *own).get()
        for regime in ("ND61", "ND118")
    }
    assert [str(number) for number in numbers["ND61"]] == ["3", "15:00:00", "1", "1", "6", "24", "3"]
    assert [str(number) for number in numbers["ND118"]] == ["3", "15:00:00", "1", "1", "12", "36", "2"]


def test_a_dossier_stays_under_the_numbers_of_its_day_of_reception(world):
    received, later = date(2025, 6, 30), date(2025, 7, 2)
    move_to(world, received)
    RuleSet.objects.filter(regime="ND118").update(supplement_notice_days=1)
    dossier = receive(world, at=at(9, on=received))
    factories.allow(world.reception, "dossiers.process_dossier")
    asked = supplementing.ask(dossier, missing=["Giấy"], reason="Thiếu", by=world.officer, at=at(9, on=later))
    assert not asked.notice_is_late


@pytest.mark.parametrize(("amount", "unit"), [(5, "working_day"), (9, "hour")])
def test_the_days_of_a_due_date_are_kept_as_they_were_explained(world, amount, unit):
    """Tuesday is a holiday with a name, and hours are minutes of a day."""
    set_limit(world.version, amount, unit)
    dossier = receive(world)
    due = deadlines.due(clock.term_of(dossier), dossier.received_at, calendar_for(world.desk))
    assert {bool(day.note) for day in due.days} == {True, False}
    assert clock.explained_days(dossier.computations.get()) == list(due.days)


def test_before_the_first_regime_nothing_is_received(world):
    RuleSet.objects.all().delete()
    with pytest.raises(clock.NoRegime, match="23/11/2026"):
        receive(world)


# The holder (R21)


def test_a_dossier_is_always_with_one_holder_and_offered_to_one_at_most(world):
    dossier = receive(world)
    way = [(world.reception, world.officer), (world.officer, world.head), (world.head, world.reception)]
    for hour, (giver, taker) in enumerate(way, start=10):
        handing_over.give(dossier, to=taker, by=giver, at=at(hour))
        assert Dossier.objects.get().holder == giver
        handing_over.take(dossier, by=taker, at=at(hour, 20))
        assert Dossier.objects.get().holder == taker
    rows = dossier.hand_overs.order_by("ordinal").values_list("giver", "taker", "given_at", "taken_at")
    assert list(rows) == [
        (giver.pk, taker.pk, at(hour), at(hour, 20)) for hour, (giver, taker) in enumerate(way, start=10)
    ]
    assert [step.ended_at is None for step in dossier.steps.filter(started_at__isnull=False)].count(True) == 1
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(13, 40))
    offered = dossier.hand_overs.get(taken_at__isnull=True)
    offered.pk, offered.ordinal = None, 9
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.bulk_create([offered])


# Steps within the limit (R22)


@pytest.mark.parametrize(
    ("hours", "due"),
    [
        ((2, 3, 2, 1), [at(10), at(15), at(17), at(8, on=WEDNESDAY)]),
        ((4, 6, 4, 2), [at(10), at(15), at(17), at(8, on=WEDNESDAY)]),
    ],
)
def test_steps_that_are_longer_than_the_limit_shrink_in_proportion(world, hours, due):
    set_limit(world.version, 8, "hour")
    for n, length in enumerate(hours, start=1):
        ProcessStep.objects.create(
            version=world.version, ordinal=n, kind="EXAMINATION", hours=length, name=f"Bước {n}"
        )
    dossier = receive(world, at=at(8))
    assert [step.due_at for step in dossier.steps.order_by("ordinal")] == due
    assert dossier.due_at == due[-1]


# Stopped until the result is signed (R45)


def test_a_signed_result_cannot_be_stopped_and_a_stopped_dossier_has_no_clock(world):
    signed, stopped = receive(world), receive(world)
    request = {"reason": "Xin dừng", "requested_on": date(2026, 11, 23), "by": world.reception}
    decide(world, signed, at=at(10))
    with pytest.raises(NotAllowed, match="Kết quả đã được ký|đã ký"):
        stopping.stop(signed, at=at(11), **request)
    stopping.stop(stopped, at=at(11), **request)
    assert not Dossier.objects.running().filter(pk=stopped.pk).exists()
    assert stopped.slips.filter(kind="STOP_NOTICE").exists()


# What is to be paid: R46


def test_an_exemption_needs_its_ground_and_is_not_to_be_paid(world, client):
    fee = Fee.objects.create(version=world.version, kind="LE_PHI", amount=Decimal(8000), ordinal=1)
    client.force_login(world.reception)
    form = {"posting": world.posting.pk, "request_key": "k1", "full_name": "Nguyễn Thị Đào"}
    form |= {"channel": "IN_PERSON", "sets": "1", f"fee_{fee.pk}": "EXEMPT"}
    page = client.post(reverse("admin:dossiers_dossier_receive"), form)
    assert page.context["form"].errors[f"ground_{fee.pk}"]
    poor = intake.Amount(amount=fee.amount, kind=fee.kind, exempt_ground="Hộ nghèo")
    dossier = receive(world, fees=(poor,))
    assert dossier.payment == "EXEMPT"
    with pytest.raises(NotAllowed):
        paying.pay(dossier, moment="4", receipt_number="AA", online=False, by=world.reception, at=at(10))


# Immediate results (R16, R47)


def test_an_immediate_result_is_finished_before_its_hour_and_counts_as_on_time(world):
    world.version.immediate_result = True
    world.version.save()
    world.version.time_limits.update(amount=None, unit="", same_day=True)
    dossier = receive(world, receipt_requested=False)
    resolve(world, dossier, at=at(9, 15))
    checks = returning.Checks(shown="ID", is_signed_for=True)
    returning.return_result(dossier, checks=checks, by=world.reception, at=at(9, 16))
    assert (dossier.state, dossier.timeliness, dossier.slips.count()) == ("RETURNED", "ON_TIME", 0)


# Samples of the desk for practice


def test_a_sample_is_not_in_the_list_of_a_real_desk(world, client):
    real = receive(world)
    receive(world, nature="PRACTICE")
    client.force_login(world.reception)
    page = client.get(reverse("admin:dossiers_dossier_changelist"))
    assert list(page.context["cl"].result_list) == [real]
