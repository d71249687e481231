"""Carrying out an import: all accepted rows or none, with history, and versions that never overlap."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from backoffice.procedures.importing.execution import applying
from backoffice.procedures.models import (
    Fee,
    ImportBatch,
    Posting,
    Procedure,
    ProcedureVersion,
    ProcessStep,
    PublicationDecision,
    TimeLimit,
)
from tests.procedures.imports import (
    BIRTH,
    DEATH,
    DECISION,
    history_rows,
    load,
    make_keeper,
    preview,
    version_of,
)
from tests.support.factories import at, make_desk, make_procedure, make_version

pytestmark = pytest.mark.django_db


def test_new_rows_become_procedures_with_a_version_its_parts_and_a_draft_posting():
    batch = load(make_keeper(), BIRTH, DEATH)
    version = version_of("1.001193")
    limit = version.main_limit
    assert (version.valid_from, version.number) == (date(2026, 11, 23), 1)
    assert (limit.amount, limit.unit, limit.text) == (Decimal(5), "working_day", "05 ngày làm việc")
    assert [paper.name for paper in version.components.all()] == ["Tờ khai"]
    assert version_of("1.000656").main_limit.same_day
    assert set(Posting.objects.values_list("status", flat=True)) == {"DRAFT"}
    assert batch.status == ImportBatch.Status.APPLIED


def test_every_written_row_has_one_history_row_with_the_reason():
    batch = load(make_keeper(), BIRTH, DEATH, decision=DECISION)
    records = ProcedureVersion.history.all()
    assert records.count() == 2
    assert {r.history_change_reason for r in records} == {f"lần nhập {batch.pk}, quyết định 15/QĐ-UBND"}
    assert {r.history_user for r in records} == {batch.applied_by}


def test_the_same_file_again_writes_nothing():
    keeper = make_keeper()
    load(keeper, BIRTH, DEATH)
    before = history_rows()
    batch = load(keeper, BIRTH, DEATH)
    assert batch.counts == {"UNCHANGED": 2}
    assert history_rows() == before


def test_one_changed_row_writes_one_history_row():
    keeper = make_keeper()
    load(keeper, BIRTH, DEATH)
    before = ProcedureVersion.history.count()
    load(keeper, [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]], DEATH)
    assert ProcedureVersion.history.count() == before + 1
    assert version_of("1.001193").main_limit.amount == 3


def test_under_a_decision_the_old_version_ends_the_day_before_the_new_one_begins():
    """Effective 2026-12-01: a dossier of 30 November has the old version, one of 1 December the new (R72)."""
    keeper = make_keeper()
    load(keeper, BIRTH)
    load(keeper, [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]], decision=DECISION)
    versions = ProcedureVersion.objects.filter(procedure__code="1.001193")
    assert versions.in_force(on=date(2026, 11, 30)).get().main_limit.amount == 5
    assert versions.in_force(on=date(2026, 12, 1)).get().main_limit.amount == 3
    assert versions.get(number=2).decision == PublicationDecision.objects.get()


def test_a_correction_under_the_same_decision_changes_the_version_itself():
    keeper = make_keeper()
    load(keeper, BIRTH, decision=DECISION)
    load(keeper, [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]], decision=DECISION)
    assert ProcedureVersion.objects.get().main_limit.amount == 3


def test_a_new_version_keeps_the_process_steps_and_what_a_person_confirmed_for_the_same_text():
    keeper = make_keeper()
    load(keeper, [*BIRTH[:4], "Theo quy định của pháp luật", "Tờ khai"])
    old = version_of("1.001193")
    assert old.main_limit is None
    TimeLimit.objects.create(version=old, amount=7, unit="day", is_main=True, text=old.time_limit_text)
    ProcessStep.objects.create(version=old, ordinal=1, name="Tiếp nhận", hours=2)
    load(keeper, [*BIRTH[:4], "Theo quy định của pháp luật", "Tờ khai mới"], decision=DECISION)
    new = version_of("1.001193")
    assert new.number == 2
    assert (new.main_limit.amount, new.main_limit.unit) == (7, "day")
    assert [step.name for step in new.process_steps.all()] == ["Tiếp nhận"]


def test_a_limit_whose_new_text_nobody_can_read_loses_its_number():
    keeper = make_keeper()
    load(keeper, BIRTH)
    load(keeper, [*BIRTH[:4], "Theo quy định của pháp luật", BIRTH[5]])
    assert version_of("1.001193").main_limit is None
    assert TimeLimit.objects.get().text == "Theo quy định của pháp luật"


def test_a_confirmed_limit_stays_when_the_same_text_comes_again():
    keeper = make_keeper()
    row = [*BIRTH[:4], "Theo quy định của pháp luật", "Tờ khai"]
    load(keeper, row)
    TimeLimit.objects.create(version=version_of("1.001193"), amount=7, unit="day", is_main=True)
    load(keeper, [*row[:5], "Tờ khai mới"])
    assert version_of("1.001193").main_limit.amount == 7


def test_a_fee_that_is_read_becomes_a_row_and_the_text_stays():
    header = ["Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Phí, lệ phí"]
    keeper = make_keeper()
    batch = preview(keeper, ["1.001193", "Khai sinh", "Hộ tịch", "Lệ phí: 8.000 đồng"], header=header)
    applying.apply(batch=batch, by=keeper, at=at(9))
    assert [(fee.amount, fee.currency) for fee in Fee.objects.all()] == [(Decimal(8000), "VND")]
    assert version_of("1.001193").fee_text == "Lệ phí: 8.000 đồng"


def test_rows_edited_since_the_preview_are_refused_with_both_values_and_nothing_is_written():
    keeper = make_keeper()
    load(keeper, BIRTH, DEATH)
    batch = preview(
        keeper, [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]], [*DEATH[:4], "01 ngày làm việc", DEATH[5]]
    )
    version = version_of("1.001193")
    version.time_limit_text = "04 ngày làm việc"
    version.save()
    with pytest.raises(applying.Stale):
        applying.apply(batch=batch, by=keeper, at=at(10))
    row = batch.rows.get(code="1.001193")
    said = " ".join(problem["message"] for problem in row.problems)
    assert (row.kind, row.accepted) == ("ERROR", False)
    assert "04 ngày làm việc" in said
    assert "03 ngày làm việc" in said
    assert version_of("1.000656").main_limit.same_day
    assert ImportBatch.objects.get(pk=batch.pk).status == ImportBatch.Status.PREVIEWED


def test_errors_stop_the_import_until_a_person_leaves_them_out():
    keeper = make_keeper()
    batch = preview(keeper, BIRTH, [2, "1.0006", "Khai tử", "Hộ tịch", "", ""])
    with pytest.raises(applying.NotApplied):
        applying.apply(batch=batch, by=keeper, at=at(9))
    assert not Procedure.objects.exists()
    applying.apply(batch=batch, by=keeper, at=at(9), skip_errors=True)
    assert [p.code for p in Procedure.objects.all()] == ["1.001193"]


def test_rows_left_out_are_not_written():
    keeper = make_keeper()
    batch = preview(keeper, BIRTH, DEATH)
    batch.rows.filter(code="1.000656").update(accepted=False)
    applying.apply(batch=batch, by=keeper, at=at(9))
    assert [p.code for p in Procedure.objects.all()] == ["1.001193"]


def test_an_import_is_carried_out_once():
    keeper = make_keeper()
    batch = load(keeper, BIRTH)
    with pytest.raises(applying.NotApplied):
        applying.apply(batch=batch, by=keeper, at=at(10))


def test_an_accepted_missing_row_ends_the_version_and_withdraws_the_posting():
    keeper = make_keeper()
    load(keeper, BIRTH, DEATH, publish=True)
    batch = preview(keeper, BIRTH)
    batch.rows.filter(kind="MISSING").update(accepted=True)
    applying.apply(batch=batch, by=keeper, at=at(9, on=date(2026, 12, 10)))
    assert version_of("1.000656").valid_to == date(2026, 12, 9)
    assert Posting.objects.get(procedure__code="1.000656").status == Posting.Status.WITHDRAWN


@pytest.mark.parametrize("first", [date(2026, 11, 30), date(2025, 1, 1), date(2026, 6, 1)])
def test_the_database_refuses_versions_that_overlap(first):
    procedure = make_procedure(make_desk())
    make_version(procedure, valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 30))
    other = ProcedureVersion(procedure=procedure, number=2, name="x", valid_from=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.bulk_create([other])


def test_the_database_refuses_two_overlapping_versions_of_one_statement():
    procedure = make_procedure(make_desk())
    versions = [
        ProcedureVersion(procedure=procedure, number=n, name="x", valid_from=date(2026, n, 1)) for n in (1, 2)
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.bulk_create(versions)


def test_the_database_refuses_to_stretch_a_version_into_the_next():
    procedure = make_procedure(make_desk())
    make_version(procedure, valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 30))
    make_version(procedure, valid_from=date(2026, 12, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.filter(number=1).update(valid_to=date(2026, 12, 1))


def test_versions_that_follow_each_other_and_other_procedures_do_not_overlap():
    desk = make_desk()
    procedure = make_procedure(desk)
    make_version(procedure, valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 30))
    make_version(procedure, valid_from=date(2026, 12, 1))
    make_version(make_procedure(desk, "1.000656", "Khai tử"), valid_from=date(2026, 1, 1))
    assert ProcedureVersion.objects.count() == 3


def test_an_import_posts_only_what_the_publish_check_lets_pass():
    """Content that begins later is not in force: a single posting is refused for it, and so is this."""
    keeper = make_keeper()
    load(keeper, BIRTH, publish=True, decision=DECISION)
    assert Posting.objects.get().status == "DRAFT"


def test_accepted_rows_that_say_too_little_are_refused_in_a_sentence():
    keeper = make_keeper()
    batch = preview(keeper, BIRTH)
    batch.rows.update(values={})
    with pytest.raises(applying.NotApplied, match="TTHC"):
        applying.apply(batch=batch, by=keeper, at=at(9, 5))
    batch.rows.update(code="", kind="NEEDS_PERSON")
    with pytest.raises(applying.NotApplied, match="TTHC"):
        applying.apply(batch=batch, by=keeper, at=at(9, 5))
    assert not Procedure.objects.exists()


def test_a_version_that_ended_is_not_stretched_to_the_next():
    keeper = make_keeper()
    load(keeper, BIRTH)
    version = version_of("1.001193")
    version.valid_to = date(2026, 11, 20)
    version.valid_from = date(2026, 1, 1)
    version.save()
    load(keeper, [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]], decision=DECISION)
    version.refresh_from_db()
    assert version.valid_to == date(2026, 11, 20)


def test_a_decision_has_one_effective_day():
    keeper = make_keeper()
    load(keeper, BIRTH, decision=DECISION)
    other = applying.Decision(
        number=DECISION.number, decided_on=DECISION.decided_on, effective_on=date(2027, 1, 1)
    )
    with pytest.raises(applying.NotApplied, match="01/12/2026"):
        load(keeper, DEATH, decision=other)
