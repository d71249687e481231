"""What the database refuses, each constraint by its name."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from backoffice.dossiers.models import (
    Apology,
    Attachment,
    Cause,
    Dossier,
    FeeLine,
    FormRule,
    HandOver,
    OutsideDeskDecision,
    Pause,
    Refusal,
    Slip,
    Step,
    Supplement,
    Urging,
)
from tests.support.dossiers import add_component, receive
from tests.support.factories import at
from tests.support.refusals import is_about

TUESDAY = date(2026, 12, 1)


def refused(constraint, act):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    assert is_about(constraint, str(refusal.value)), refusal.value


RESULT = {
    "resolved_at": at(10),
    "resolved_on": date(2026, 11, 23),
    "timeliness": "EARLY",
    "state": "RESOLVED",
}


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"due_original_on": date(2026, 11, 22)}, "dossier_due_after_reception"),
        ({"due_on": date(2026, 11, 30)}, "new_appointment_is_later"),
        (RESULT | {"resolved_at": at(8)}, "dossier_resolved_after_reception"),
        (RESULT | {"returned_at": at(9, 30)}, "dossier_returned_after_result"),
        ({"resolved_on": date(2026, 11, 23)}, "resolution_has_time_and_day"),
        ({"timeliness": "EARLY"}, "resolution_is_early_on_time_or_late"),
        ({"state": "RESOLVED"}, "finished_state_has_a_resolution"),
        (RESULT | {"state": "IN_PROCESS"}, "finished_state_has_a_resolution"),
        ({"session": None}, "reception_only_at_the_desk"),
        ({"proxy_name": "Trần Văn Ủy"}, "proxy_shows_an_authorisation"),
        ({"paused_at": at(10)}, "pause_has_a_reason"),
        ({"pause_reason": "KHAC"}, "pause_has_a_reason"),
    ],
)
def test_a_dossier_that_cannot_be_true_is_refused(world, broken, constraint):
    dossier = receive(world)
    refused(constraint, lambda: Dossier.objects.filter(pk=dossier.pk).update(**broken))


def test_a_code_and_a_submission_are_unique(world):
    first, second = receive(world, request_key="a"), receive(world, request_key="b")
    refused("code", lambda: Dossier.objects.filter(pk=second.pk).update(code=first.code))
    refused(
        "a_submission_is_received_once",
        lambda: Dossier.objects.filter(pk=second.pk).update(request_key="a"),
    )


def test_steps_and_hand_overs_follow_one_another(world):
    dossier = receive(world)
    user = world.reception
    step = {"dossier": dossier, "kind": "EXAMINATION", "name": "Bước"}
    hand_over = {"dossier": dossier, "giver": user, "taker": user, "given_at": at(9)}
    refused("step_order_once_per_dossier", lambda: Step.objects.create(ordinal=1, **step))
    refused("one_step_at_a_time", lambda: Step.objects.create(ordinal=9, started_at=at(9), **step))
    refused(
        "step_ends_after_it_starts",
        lambda: Step.objects.create(ordinal=9, started_at=at(9), ended_at=at(8), **step),
    )
    refused("taken_after_given", lambda: HandOver.objects.create(ordinal=1, taken_at=at(8), **hand_over))
    HandOver.objects.create(ordinal=1, **hand_over)
    refused("one_hand_over_under_way", lambda: HandOver.objects.create(ordinal=2, **hand_over))
    refused(
        "hand_over_order_once_per_dossier",
        lambda: HandOver.objects.create(ordinal=1, taken_at=at(10), **hand_over),
    )


def test_a_pause_is_one_at_a_time_has_its_basis_and_ends_after_it_starts(world):
    pause = {"dossier": receive(world), "reason": "KHAC", "policy": "RESUME", "paused_at": at(9)}
    refused("pause_has_a_legal_basis", lambda: Pause.objects.create(legal_basis="", **pause))
    refused(
        "pause_ends_after_it_starts",
        lambda: Pause.objects.create(legal_basis="Luật", resumed_at=at(8), **pause),
    )
    Pause.objects.create(legal_basis="Luật", **pause)
    refused("one_pause_at_a_time", lambda: Pause.objects.create(legal_basis="Luật", **pause))


def test_papers_amounts_and_files_of_a_dossier(world):
    add_component(world.version, "Tờ khai")
    dossier = receive(world)
    paper = dossier.components.get()
    paper.pk = None
    refused("paper_order_once_per_dossier", paper.save)
    fee = {"dossier": dossier, "amount": Decimal(1)}
    refused("amount_is_not_negative", lambda: FeeLine.objects.create(**fee | {"amount": Decimal(-1)}))
    refused("payment_has_time_and_collector", lambda: FeeLine.objects.create(paid_at=at(9), **fee))
    file = {
        "dossier": dossier,
        "file": "dossiers/x",
        "name": "x",
        "content_type": "application/pdf",
        "size": 1,
        "sha256": "a",
        "added_at": at(9),
        "added_by": world.reception,
    }
    Attachment.objects.create(**file)
    refused("a_file_is_attached_once", lambda: Attachment.objects.create(**file))


def letter(world, dossier, **fields):
    defaults = {
        "dossier": dossier,
        "reason": "Chậm",
        "cause": Cause.objects.first(),
        "cause_kind": "CHU_QUAN",
        "old_due_on": TUESDAY,
        "new_due_on": date(2026, 12, 4),
        "drafted_at": at(9),
        "drafted_by": world.officer,
    }
    return lambda: Apology.objects.create(**defaults | fields)


def test_an_apology_has_a_reason_a_later_date_and_a_whole_signature_and_is_one(world):
    dossier = receive(world)
    refused("apology_has_a_reason", letter(world, dossier, reason=""))
    refused("new_appointment_after_the_old", letter(world, dossier, new_due_on=TUESDAY))
    refused("signature_has_time_and_signer", letter(world, dossier, signed_at=at(9)))
    refused("new_appointments_are_counted_from_one", letter(world, dossier, ordinal=0))
    letter(world, dossier)()
    refused("new_appointment_order_once_per_dossier", letter(world, dossier))
    letter(world, dossier, override_number="7/UBND")()


def test_requests_refusals_and_urgings_have_a_reason_and_a_number(world):
    dossier = receive(world)
    who = {"desk": world.desk, "applicant": dossier.applicant, "procedure": dossier.procedure}
    asked = who | {"requested_at": at(9), "requested_by": world.reception}
    refused("supplement_has_a_reason", lambda: Supplement.objects.create(reason="", **asked))
    Supplement.objects.create(reason="Thiếu", **asked)
    refused("supplement_at_the_counter_once", lambda: Supplement.objects.create(reason="Thiếu", **asked))
    Supplement.objects.create(reason="Thiếu", dossier=dossier, **asked)
    refused(
        "supplement_is_asked_for_once",
        lambda: Supplement.objects.create(reason="Thiếu", dossier=dossier, **asked),
    )
    refusal = {"refused_at": at(9), "refused_on": date(2026, 11, 23), "refused_by": world.reception}
    refused(
        "refusal_has_a_reason",
        lambda: Refusal.objects.create(text="", ground="DUPLICATE", content="x", **who, **refusal),
    )
    urging = {
        "desk": world.desk,
        "dossier": dossier,
        "ordinal": 1,
        "addressee": "Phòng",
        "answer_by": TUESDAY,
        "urged_at": at(9),
        "urged_by": world.lead,
    }
    Urging.objects.create(**urging)
    refused("urging_order_once_per_dossier", lambda: Urging.objects.create(**urging))


def test_forms_decisions_and_rules_are_numbered_and_dated(world):
    slip = receive(world).slips.get()
    slip.pk = None
    refused("form_number_once_per_year", slip.save)
    rule = {
        "kind": Slip.Kind.RECEIPT,
        "form_set": "TT03_2025",
        "title": "x",
        "suffix": "/x",
        "desk": world.desk,
    }
    refused(
        "form_rule_ends_after_it_starts",
        lambda: FormRule.objects.create(valid_from=TUESDAY, valid_to=date(2026, 11, 1), **rule),
    )
    FormRule.objects.create(valid_from=TUESDAY, **rule)
    refused("form_rule_once_per_day", lambda: FormRule.objects.create(valid_from=TUESDAY, **rule))
    refused(
        "outside_decision_ends_after_it_is_made",
        lambda: OutsideDeskDecision.objects.create(
            desk=world.desk,
            procedure=world.posting.procedure,
            kind="LUU_DONG",
            number="1",
            decided_on=TUESDAY,
            valid_to=date(2026, 11, 1),
            signer="x",
        ),
    )
