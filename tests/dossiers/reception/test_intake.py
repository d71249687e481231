"""Reception at the counter (R10–R18, R93; Nghị định 61/2018 Điều 14, 17)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from backoffice.dossiers import deadlines
from backoffice.dossiers.models import CodeSerial, Dossier, OutsideDeskDecision, Slip
from backoffice.dossiers.reception import appointments, intake
from backoffice.procedures.models import Fee, ProcessStep, TimeLimit
from backoffice.staffing.counters.presence import NotAtTheDesk
from backoffice.staffing.models import RefusedAttempt
from tests.support import factories
from tests.support.dossiers import (
    add_component,
    move_to,
    person,
    receive,
    reception_of,
    set_limit,
)
from tests.support.factories import at

WEDNESDAY = date(2018, 10, 24)


def test_a_reception_gives_code_due_date_steps_receipt_and_event(world):
    dossier = receive(world)
    assert dossier.code == "H28.05-261123-0001"
    assert (dossier.state, dossier.holder) == ("RECEIVED", world.reception)
    assert dossier.due_on == dossier.due_original_on == date(2026, 12, 1)
    assert [step.kind for step in dossier.steps.order_by("ordinal")] == ["RECEPTION", "EXAMINATION", "RETURN"]
    assert dossier.slips.get().kind == Slip.Kind.RECEIPT
    assert [event.kind for event in dossier.events.all()] == ["receive"]
    assert dossier.session == world.session


def test_the_due_date_keeps_its_explanation(world):
    kept = receive(world).computations.get()
    assert kept.due_on == date(2026, 12, 1)
    assert [day["date"] for day in kept.explanation if day["counted"]] == [
        "2026-11-25",
        "2026-11-26",
        "2026-11-27",
        "2026-11-30",
        "2026-12-01",
    ]
    assert kept.inputs["amount"] == "5"


def test_the_land_officer_at_his_own_office_is_refused_and_recorded(world):
    with pytest.raises(NotAtTheDesk):
        intake.receive(reception_of(world), user=world.officer, at=at(9))
    attempt = RefusedAttempt.objects.get()
    assert (attempt.user, attempt.verb) == (world.officer, "receive")
    assert not Dossier.objects.exists()


def outside(world, **fields):
    defaults = {
        "desk": world.desk,
        "procedure": world.posting.procedure,
        "kind": "LUU_DONG",
        "number": "123/QĐ-UBND",
        "decided_on": date(2026, 1, 5),
        "signer": "Chủ tịch UBND tỉnh (giả định)",
    }
    return OutsideDeskDecision.objects.create(**defaults | fields)


def test_a_decision_lets_a_procedure_be_received_outside_the_desk(world):
    place = intake.Outside(decision=outside(world), place="xã Lâm Sơn", reason="Làm lưu động tại xã")
    dossier = intake.receive(reception_of(world, outside=place), user=world.officer, at=at(9))
    assert (dossier.outside_place, dossier.session) == ("xã Lâm Sơn", None)
    assert dossier.events.get().reason == "Làm lưu động tại xã"


@pytest.mark.parametrize(
    ("decision", "place", "reason"),
    [
        ({}, "", "Lưu động"),
        ({}, "xã Lâm Sơn", ""),
        ({"valid_to": date(2026, 11, 22)}, "xã Lâm Sơn", "Lưu động"),
        ({"decided_on": date(2026, 11, 24)}, "xã Lâm Sơn", "Lưu động"),
    ],
)
def test_reception_outside_the_desk_needs_decision_place_and_reason(world, decision, place, reason):
    there = intake.Outside(decision=outside(world, **decision), place=place, reason=reason)
    with pytest.raises(appointments.NotReceivable):
        intake.receive(reception_of(world, outside=there), user=world.officer, at=at(9))


def test_the_database_enforces_reception_at_the_desk_too(world):
    dossier = receive(world)
    with pytest.raises(IntegrityError, match="reception_only_at_the_desk"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(session=None)


def test_an_ended_version_is_refused_and_the_current_one_offered(world):
    old = world.version
    old.valid_to = date(2026, 10, 31)
    old.save()
    factories.make_version(world.posting.procedure, days=3, valid_from=date(2026, 11, 1))
    with pytest.raises(appointments.NotReceivable, match="31/10/2026.*2.*01/11/2026"):
        receive(world, version=old)
    assert receive(world).version.number == 2


def test_only_what_is_posted_at_the_desk_is_received(world):
    world.posting.status = "WITHDRAWN"
    world.posting.save()
    with pytest.raises(appointments.NotReceivable, match=r"1\.001193"):
        receive(world)


def test_with_four_of_five_papers_reception_is_blocked_and_the_fifth_is_named(world):
    for n in range(1, 6):
        add_component(world.version, f"Giấy tờ số {n}")
    papers = reception_of(world).papers[:4]
    with pytest.raises(intake.PapersMissing, match="Giấy tờ số 5") as refused:
        receive(world, papers=papers)
    assert [component.name for component in refused.value.missing] == ["Giấy tờ số 5"]
    assert not Dossier.objects.exists()
    assert not CodeSerial.objects.exists()


def test_papers_of_another_case_and_optional_ones_are_not_required(world):
    add_component(world.version, "Tờ khai")
    add_component(world.version, "Giấy của trường hợp khác", case="Có yếu tố nước ngoài")
    add_component(world.version, "Giấy không bắt buộc", is_mandatory=False)
    papers = reception_of(world).papers[:1]
    assert receive(world, papers=papers).components.count() == 1


def test_an_immediate_result_needs_no_receipt_unless_requested(world):
    world.version.immediate_result = True
    world.version.save()
    dossier = receive(world, receipt_requested=False)
    assert (dossier.slips.count(), dossier.events.count(), dossier.code) == (0, 1, "H28.05-261123-0001")
    assert receive(world, receipt_requested=True).slips.count() == 1


def test_an_authorised_person_shows_the_paper_and_both_are_kept(world):
    with pytest.raises(appointments.NotReceivable):
        receive(world, proxy=intake.Proxy(full_name="Trần Văn Ủy", paper=""))
    dossier = receive(world, proxy=intake.Proxy(full_name="Trần Văn Ủy", paper="Giấy ủy quyền 05/UQ"))
    assert (dossier.applicant_name, dossier.proxy_name) == ("Nguyễn Thị Đào", "Trần Văn Ủy")
    assert dossier.slips.get().payload["proxy"]["paper"] == "Giấy ủy quyền 05/UQ"


def test_by_post_out_of_hours_counts_from_the_next_opening(world):
    posted = datetime(2026, 11, 22, 12, tzinfo=UTC)
    dossier = receive(world, at=at(18), channel="POSTAL", submitted_at=posted)
    assert dossier.received_at == at(7, 30, on=date(2026, 11, 25))
    assert dossier.code == "H28.05-261125-0001"
    assert dossier.submitted_at == posted


def test_an_entry_from_paper_keeps_the_time_on_paper(world):
    on_paper = at(8, 37, on=date(2026, 11, 20))
    with pytest.raises(appointments.NotReceivable):
        receive(world, on_paper_at=on_paper)
    dossier = receive(world, on_paper_at=on_paper, paper_register="Quyển 01, số 12")
    assert dossier.entered_late
    assert (dossier.code, dossier.due_on) == ("H28.05-261120-0001", date(2026, 11, 30))


def test_the_limit_of_the_channel_goes_before_the_main_one(world):
    TimeLimit.objects.create(
        version=world.version, ordinal=2, channel="ONLINE", amount=Decimal(2), unit="working_day"
    )
    assert receive(world).due_on == date(2026, 12, 1)
    assert receive(world, channel="ONLINE").due_on == date(2026, 11, 26)


def test_a_limit_that_cannot_be_read_must_be_entered(world):
    world.version.time_limits.update(amount=None, unit="", text="Theo quy định")
    with pytest.raises(appointments.NotReceivable):
        receive(world)
    term = deadlines.Term(Decimal(3), deadlines.Unit.WORKING_DAY)
    assert receive(world, term=term).due_on == date(2026, 11, 27)


def test_a_limit_within_the_day_is_due_that_day(world):
    world.version.time_limits.update(amount=None, unit="", same_day=True)
    assert receive(world, at=at(10)).due_on == date(2026, 11, 23)
    assert receive(world, at=at(15, 10)).due_on == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("fees", "payment"),
    [
        ((), "NONE"),
        ((intake.Amount(amount=Decimal(8000), kind="LE_PHI"),), "DUE"),
        ((intake.Amount(amount=Decimal(8000), kind="LE_PHI", is_paid=True),), "PAID"),
        ((intake.Amount(amount=Decimal(8000), exempt_ground="Hộ nghèo (NĐ 123)"),), "EXEMPT"),
    ],
)
def test_payment_is_a_fact_beside_the_state(world, fees, payment):
    Fee.objects.create(version=world.version, kind="LE_PHI", amount=Decimal(8000))
    dossier = receive(world, fees=fees)
    assert (dossier.payment, dossier.state) == (payment, "RECEIVED")


@pytest.mark.parametrize(
    ("received", "target"),
    [
        (at(14, 59, on=WEDNESDAY), at(17, 30, on=WEDNESDAY)),
        (at(15, 0, on=WEDNESDAY), at(17, 30, on=WEDNESDAY)),
        (at(15, 0, 1, on=WEDNESDAY), at(8, 30, on=date(2018, 10, 25))),
        (at(15, 10), at(8, 30, on=date(2026, 11, 25))),
    ],
)
def test_the_desk_passes_a_dossier_on_the_same_day_or_in_the_first_hour(world, received, target):
    move_to(world, received.date())
    assert receive(world, at=received).steps.get(ordinal=1).due_at == target


def test_every_step_of_the_internal_process_has_its_own_due_time(world):
    set_limit(world.version, 5, "working_day")
    way = [("RECEPTION", None, 4), ("EXAMINATION", world.division, 20), ("APPROVAL", world.division, 8)]
    for n, (kind, division, hours) in enumerate(way, start=1):
        ProcessStep.objects.create(
            version=world.version, ordinal=n, kind=kind, division=division, hours=hours, name=f"Bước {n}"
        )
    steps = receive(world).steps.order_by("ordinal")
    assert [(step.name, step.division) for step in steps][1] == ("Bước 2", world.division)
    assert [step.due_at for step in steps] == [
        at(17, 30),
        at(9, on=date(2026, 11, 27)),
        at(9, on=date(2026, 11, 30)),
    ]


def test_what_is_printed_is_kept_even_if_the_applicant_changes_later(world):
    dossier = receive(world)
    move_to(world, date(2026, 11, 25))
    renamed = person(full_name="Nguyễn Thị Đào Mới", confirmed="UPDATE")
    receive(world, at=at(9, on=date(2026, 11, 25)), applicant=renamed)
    assert dossier.slips.get().payload["applicant"]["name"] == "Nguyễn Thị Đào"
