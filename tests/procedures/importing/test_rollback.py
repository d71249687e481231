"""Taking an import back: every column of every row as before, or a sentence that says what depends on it."""

from datetime import date

import pytest
from django.core.serializers import serialize
from django.utils import translation

from backoffice.procedures.importing.execution import applying, undoing
from backoffice.procedures.models import (
    Component,
    Fee,
    Field,
    ImportBatch,
    ImportedContent,
    Posting,
    Procedure,
    ProcedureVersion,
    ProcessStep,
    TimeLimit,
)
from tests.procedures.imports import BIRTH, DEATH, DECISION, load, make_keeper, preview, version_of
from tests.support.factories import at

pytestmark = pytest.mark.django_db
CATALOGUE = (Procedure, ProcedureVersion, Posting, Component, TimeLimit, Fee, ProcessStep)


def catalogue() -> list[str]:
    return [serialize("json", model.objects.order_by("pk")) for model in CATALOGUE]


def test_a_withdrawn_import_leaves_every_column_as_it_was():
    keeper = make_keeper()
    load(keeper, BIRTH, [*DEATH[:5], "Giấy báo tử\nTờ khai"], publish=True)
    ProcessStep.objects.create(version=version_of("1.001193"), ordinal=1, name="Tiếp nhận", hours=2)
    before = catalogue()
    batch = load(
        keeper,
        [1, "1.001193", "Đăng ký khai sinh mới", "Hộ tịch khác", "03 ngày làm việc", "Tờ khai\nẢnh"],
        [2, "1.000656", "Đăng ký khai tử", "Hộ tịch", "Theo quy định", "Giấy báo tử"],
        [3, "1.000999", "Thủ tục mới", "Đất đai", "05 ngày", "Đơn"],
    )
    assert catalogue() != before
    undoing.roll_back(batch=batch, by=keeper, at=at(11))
    assert catalogue() == before
    assert ImportBatch.objects.get(pk=batch.pk).status == ImportBatch.Status.ROLLED_BACK


def test_a_withdrawn_decision_takes_its_new_versions_with_it():
    keeper = make_keeper()
    load(keeper, BIRTH)
    before = catalogue()
    batch = load(keeper, [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]], decision=DECISION)
    undoing.roll_back(batch=batch, by=keeper, at=at(11))
    assert catalogue() == before


def test_a_withdrawn_closing_is_open_and_posted_again():
    keeper = make_keeper()
    load(keeper, BIRTH, DEATH, publish=True)
    before = catalogue()
    batch = preview(keeper, BIRTH)
    batch.rows.filter(kind="MISSING").update(accepted=True)
    applying.apply(batch=batch, by=keeper, at=at(9, on=date(2026, 12, 10)))
    undoing.roll_back(batch=batch, by=keeper, at=at(11, on=date(2026, 12, 10)))
    assert catalogue() == before


def test_the_history_keeps_the_import_and_its_withdrawal():
    keeper = make_keeper()
    batch = load(keeper, BIRTH)
    undoing.roll_back(batch=batch, by=keeper, at=at(11))
    for model in (Procedure, ProcedureVersion, Posting, TimeLimit, Component):
        records = model.history.order_by("history_id")
        assert [record.history_type for record in records] == ["+", "-"], model
        assert records.last().history_change_reason == f"hoàn tác lần nhập {batch.pk}"
        assert records.last().history_user == keeper


def test_after_a_withdrawal_the_same_file_is_news_again():
    keeper = make_keeper()
    batch = load(keeper, BIRTH)
    undoing.roll_back(batch=batch, by=keeper, at=at(11))
    assert not ImportedContent.objects.exists()
    assert preview(keeper, BIRTH).counts == {"NEW": 1}
    assert Field.objects.count() == 1


def test_an_import_is_not_taken_back_over_a_later_one():
    keeper = make_keeper()
    first = load(keeper, BIRTH)
    second = load(keeper, [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]])
    with pytest.raises(undoing.NotUndone, match=f"1.001193.*{second.pk}"):
        undoing.roll_back(batch=first, by=keeper, at=at(11))


def test_an_import_is_not_taken_back_over_somebodys_edit():
    keeper = make_keeper()
    batch = load(keeper, BIRTH)
    version = version_of("1.001193")
    version.note = "sửa tay"
    version.save()
    with pytest.raises(undoing.NotUndone, match="Đăng ký khai sinh|1.001193"):
        undoing.roll_back(batch=batch, by=keeper, at=at(11))


def test_the_language_of_the_session_does_not_make_an_import_somebodys_edit():
    keeper = make_keeper()
    batch = load(keeper, BIRTH, decision=DECISION)
    with translation.override("en"):
        undoing.roll_back(batch=batch, by=keeper, at=at(11))
    assert not Procedure.objects.exists()


def test_hundreds_of_created_procedures_are_removed_in_sets(django_assert_max_num_queries):
    keeper = make_keeper()
    rows = [[n, f"1.{n:06d}", f"Thủ tục {n}", "Hộ tịch", "05 ngày", "Đơn"] for n in range(1, 301)]
    batch = load(keeper, *rows)
    with django_assert_max_num_queries(120):
        undoing.roll_back(batch=batch, by=keeper, at=at(11))
    assert not Procedure.objects.exists()
    assert Procedure.history.filter(history_type="-").count() == 300


@pytest.mark.parametrize("options", [{}, {"decision": DECISION}])
def test_an_import_is_taken_back_after_a_later_one_was(options):
    keeper = make_keeper()
    first = load(keeper, BIRTH)
    later = load(keeper, [*BIRTH[:4], "09 ngày làm việc", "Tờ khai; Giấy chứng sinh"], **options)
    with translation.override("en"):
        undoing.roll_back(batch=later, by=keeper, at=at(10))
    undoing.roll_back(batch=first, by=keeper, at=at(11))
    assert not Procedure.objects.exists()
