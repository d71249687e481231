"""The catalogue keeper's pages: upload, preview, decide, confirm, take back; lists, versions, limits."""

import io
import json
import random
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from backoffice.procedures.models import (
    ColumnMapping,
    ImportBatch,
    ImportRow,
    Posting,
    Procedure,
    ProcedureVersion,
    TimeLimit,
)
from tests.procedures.imports import BIRTH, DEATH, HEADER, load, make_keeper, preview, sheet, version_of
from tests.procedures.sheets import xlsx
from tests.support.factories import DESK_LEAD, RECEPTION, make_desk, make_procedure, make_user, make_version

pytestmark = pytest.mark.django_db
ADD = reverse("admin:procedures_importbatch_add")


@pytest.fixture
def keeper(client):
    user = make_keeper()
    client.force_login(user)
    return user


def page_of(batch: ImportBatch, verb: str = "change") -> str:
    return reverse(f"admin:procedures_importbatch_{verb}", args=[batch.pk])


def upload(client, keeper, data: bytes, name: str = "danh-sach.xlsx"):
    return client.post(ADD, {"desk": keeper.desk.pk, "file": SimpleUploadedFile(name, data)}, follow=True)


def test_a_keeper_uploads_confirms_and_finds_the_procedure_without_marks(client, keeper):
    page = upload(client, keeper, sheet(BIRTH, DEATH))
    batch = ImportBatch.objects.get()
    assert page.redirect_chain[-1][0] == page_of(batch)
    assert "1.001193" in page.content.decode()
    client.post(page_of(batch), {"apply": "1", "publish": "on"})
    assert Posting.objects.filter(status="PUBLISHED").count() == 2
    found = client.get(reverse("admin:procedures_procedure_changelist"), {"q": "dang ky khai sinh"})
    assert "1.001193" in found.content.decode()
    assert "1.000656" not in found.content.decode()


def test_an_unreadable_file_is_refused_in_a_sentence(client, keeper):
    page = upload(client, keeper, b"khong phai bang tinh")
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not ImportBatch.objects.exists()


def test_the_decision_is_asked_once_and_whole(client, keeper):
    batch = preview(keeper, BIRTH)
    page = client.post(page_of(batch), {"apply": "1", "number": "15/QĐ-UBND"})
    assert page.context["form"].non_field_errors()
    assert not Procedure.objects.exists()
    decision = {"number": "15/QĐ-UBND", "decided_on": "16/11/2026", "effective_on": "01/12/2026"}
    client.post(page_of(batch), {"apply": "1", **decision})
    assert version_of("1.001193").valid_from == date(2026, 12, 1)


def test_errors_must_be_left_out_on_purpose(client, keeper):
    batch = preview(keeper, BIRTH, [2, "1.0006", "Khai tử", "Hộ tịch", "", ""])
    client.post(page_of(batch), {"apply": "1"})
    assert not Procedure.objects.exists()
    client.post(page_of(batch), {"apply": "1", "skip_errors": "on"})
    assert Procedure.objects.count() == 1


def test_ticks_of_a_page_are_kept_and_rows_of_other_pages_untouched(client, keeper):
    batch = preview(keeper, BIRTH, DEATH)
    birth, death = batch.rows.order_by("pk")
    client.post(page_of(batch), {"keep": "1", "shown": [birth.pk], "accept": []})
    assert not ImportRow.objects.get(pk=birth.pk).accepted
    assert ImportRow.objects.get(pk=death.pk).accepted
    client.post(page_of(batch), {"refuse_kind": "NEW"})
    assert not ImportRow.objects.filter(accepted=True).exists()
    client.post(page_of(batch), {"accept_kind": "NEW"})
    assert ImportRow.objects.filter(accepted=True).count() == 2


def test_a_row_of_another_import_cannot_be_ticked_through_this_one(client, keeper):
    other, batch = preview(keeper, BIRTH), preview(keeper, DEATH)
    foreign = other.rows.get()
    client.post(page_of(batch), {"keep": "1", "shown": [foreign.pk], "accept": []})
    assert ImportRow.objects.get(pk=foreign.pk).accepted


def test_stale_rows_are_refused_on_the_page_with_both_values(client, keeper):
    load(keeper, BIRTH)
    batch = preview(keeper, [*BIRTH[:4], "03 ngày làm việc", BIRTH[5]])
    version = version_of("1.001193")
    version.time_limit_text = "04 ngày làm việc"
    version.save()
    page = client.post(page_of(batch), {"apply": "1"}, follow=True).content.decode()
    assert "04 ngày làm việc" in page
    assert "03 ngày làm việc" in page


def test_the_result_page_offers_to_undo_and_does(client, keeper):
    batch = load(keeper, BIRTH)
    assert 'name="roll_back"' in client.get(page_of(batch)).content.decode()
    client.post(page_of(batch), {"roll_back": "1"})
    assert not Procedure.objects.exists()
    assert 'name="roll_back"' not in client.get(page_of(batch)).content.decode()


def test_a_preview_of_many_changes_stays_small(client, keeper):
    words = random.Random(7)  # what repeats itself would be taken for a zip bomb

    def long() -> str:
        return "".join(words.choices("aăâbcdđeêghiklmnoôơ   ", k=5_000))

    rows = [[n, f"1.{n:06d}", f"Thủ tục {n}", "Hộ tịch", long(), long()] for n in range(1, 121)]
    assert sum(len(text) for row in rows for text in row[4:]) > 1_000_000
    batch = preview(keeper, *rows)
    assert len(client.get(page_of(batch)).content) < 200_000
    load(keeper, *[[*row[:4], "05 ngày", "Đơn"] for row in rows])
    changed = preview(keeper, *rows)
    assert changed.counts == {"CHANGED": 120}
    assert len(client.get(page_of(changed)).content) < 200_000


def test_the_search_of_a_preview_narrows_its_rows(client, keeper):
    page = client.get(page_of(preview(keeper, BIRTH, DEATH)), {"kind": "NEW", "q": "khai tử"})
    assert [line.row.code for line in page.context["lines"]] == ["1.000656"]


def test_a_column_nobody_knew_is_named_once_and_remembered(client, keeper):
    header = [*HEADER[:4], "Bao lâu thì xong việc ấy", HEADER[5]]
    batch = preview(keeper, BIRTH, header=header)
    page = client.get(page_of(batch, "mapping"))
    ((_sheet, choices),) = page.context["sheets"]
    answer = {choice.field: choice.key for choice in choices} | {choices[4].field: "time_limit"}
    client.post(page_of(batch, "mapping"), answer)
    again = ImportBatch.objects.latest("pk")
    assert again.rows.get().values["time_limit"] == "05 ngày làm việc"
    assert ColumnMapping.objects.get().columns == {"Bao lâu thì xong việc ấy": "time_limit"}
    assert ImportBatch.objects.get(pk=batch.pk).status == ImportBatch.Status.DISCARDED
    assert preview(keeper, BIRTH, header=header).rows.get().values["time_limit"] == "05 ngày làm việc"


def test_a_code_is_put_right_on_the_page_of_its_row(client, keeper):
    batch = preview(keeper, [1, "1.00119", "Đăng ký khai sinh", "Hộ tịch", "", ""])
    row = batch.rows.get()
    url = reverse("admin:procedures_importbatch_row", args=[batch.pk, row.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"code": "1.001193"})
    assert ImportRow.objects.get().kind == "NEW"


def test_the_marked_copy_shows_each_error_in_its_cell(client, keeper):
    batch = preview(keeper, BIRTH, [2, "1.0006", "Khai tử", "Hộ tịch", "", ""])
    answer = client.get(page_of(batch, "marked"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert "1.0006" in book["TTHC"]["B3"].comment.text
    assert book["TTHC"]["B2"].comment is None


def test_the_marked_copy_of_a_csv_lists_the_errors(client, keeper):
    data = "Mã thủ tục;Tên thủ tục;Lĩnh vực\n1.0006;Khai tử;Hộ tịch\n".encode()
    upload(client, keeper, data, "a.csv")
    answer = client.get(page_of(ImportBatch.objects.get(), "marked"))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[1][:4] == ("a", 2, "A", "1.0006")


def test_progress_is_told_to_the_account_that_waits(client, keeper):
    key = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
    client.post(
        ADD, {"desk": keeper.desk.pk, "file": SimpleUploadedFile("a.xlsx", sheet(BIRTH)), "progress": key}
    )
    url = reverse("admin:procedures_importbatch_progress", args=[key])
    assert json.loads(client.get(url).content)["percent"] > 0
    client.force_login(make_keeper(make_desk("khac")))
    assert json.loads(client.get(url).content) == {"percent": 0}


@pytest.mark.parametrize("role", [RECEPTION, DESK_LEAD])
def test_other_roles_neither_see_nor_touch_imports(client, role):
    keeper = make_keeper()
    batch = preview(keeper, BIRTH)
    client.force_login(make_user(role, desk=keeper.desk))
    row = reverse("admin:procedures_importbatch_row", args=[batch.pk, batch.rows.get().pk])
    for url in (ADD, page_of(batch), page_of(batch, "mapping"), page_of(batch, "marked"), row):
        assert client.get(url).status_code == 403
        assert client.post(url, {"apply": "1"}).status_code == 403
    assert not Procedure.objects.exists()


def test_another_desks_import_does_not_exist_for_a_keeper(client, keeper):
    batch = preview(make_keeper(make_desk("khac")), BIRTH)
    row = reverse("admin:procedures_importbatch_row", args=[batch.pk, batch.rows.get().pk])
    for url in (page_of(batch), page_of(batch, "mapping"), page_of(batch, "marked"), row):
        assert client.get(url).status_code == 404
        assert client.post(url, {"apply": "1"}).status_code == 404


def test_a_keeper_cannot_upload_into_another_desk(client, keeper):
    other = make_desk("khac")
    client.post(ADD, {"desk": other.pk, "file": SimpleUploadedFile("a.xlsx", sheet(BIRTH))})
    assert not ImportBatch.objects.exists()


def test_a_list_of_procedures_takes_a_bounded_number_of_queries(
    client, keeper, django_assert_max_num_queries
):
    load(keeper, *[[n, f"1.{n:06d}", f"Thủ tục {n}", "Hộ tịch", "05 ngày", "Đơn"] for n in range(1, 61)])
    with django_assert_max_num_queries(16):
        page = client.get(reverse("admin:procedures_procedure_changelist"))
    assert "5 ngày" in page.content.decode()


def test_versions_are_shown_side_by_side(client, keeper):
    procedure = make_procedure(keeper.desk)
    make_version(procedure, days=5, valid_to=date(2026, 11, 30), result="Giấy khai sinh")
    make_version(procedure, days=3, valid_from=date(2026, 12, 1), result="Giấy khai sinh bản điện tử")
    page = client.get(reverse("admin:procedures_procedure_compare", args=[procedure.pk])).content.decode()
    assert "<ins> bản điện tử</ins>" in page
    assert "<del>5</del>" in page


def test_an_overlapping_version_is_refused_in_words(client, keeper):
    procedure = make_procedure(keeper.desk)
    version = make_version(procedure, valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 30))
    make_version(procedure, valid_from=date(2026, 7, 1))
    url = reverse("admin:procedures_procedureversion_change", args=[version.pk])
    form = client.get(url).context["adminform"].form
    data = {name: "" if value is None else value for name, value in form.initial.items()}
    empty = {
        f"{prefix}-{key}": "0"
        for prefix in ("time_limits", "components", "fees")
        for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    page = client.post(url, {**data, **empty, "valid_to": "31/07/2026", "valid_from": "01/01/2026"})
    assert page.status_code == 200
    assert "valid_from" in page.context["adminform"].form.errors


def test_one_text_is_confirmed_for_every_procedure_that_has_it(client, keeper):
    text = "Theo quy định của pháp luật"
    load(keeper, [*BIRTH[:4], text, ""], [*DEATH[:4], text, ""])
    url = reverse("admin:procedures_procedureversion_limits")
    ((unread, _form),) = client.get(url).context["lines"]
    assert (unread.count, unread.doubt) == (
        2,
        "Thời hạn, hoặc thời hạn của một trường hợp, được quy định ở văn bản khác.",
    )
    client.post(url, {"text": unread.key, f"{unread.key}-amount": "7", f"{unread.key}-unit": "day"})
    assert {limit.in_words for limit in TimeLimit.objects.filter(is_main=True)} == {"7 ngày"}
    assert client.get(url).context["lines"] == []


def test_limits_of_another_desk_are_not_offered(client, keeper):
    load(make_keeper(make_desk("khac")), [*BIRTH[:4], "Theo quy định của pháp luật", ""])
    assert client.get(reverse("admin:procedures_procedureversion_limits")).context["lines"] == []


def test_what_pages_would_lack_is_shown_before_procedures_are_posted_from_the_list(client, keeper):
    load(keeper, BIRTH, [*DEATH[:4], "Theo quy định của pháp luật", ""])
    url = reverse("admin:procedures_procedure_changelist")
    chosen = list(Procedure.objects.order_by("code").values_list("pk", flat=True))
    page = client.post(url, {"action": "publish", "_selected_action": chosen})
    assert not Posting.objects.filter(status="PUBLISHED").exists()
    death, birth = page.context["lines"]
    assert "Thời hạn chưa được xác định" in death.lacks[0].message
    result = client.post(
        reverse("admin:procedures_procedure_publish"), {"pk": [birth.key, death.key, "9999-1", "x"]}
    )
    assert [(o.procedure.code, o.refusal) for o in result.context["outcomes"]] == [
        ("1.000656", ""),
        ("1.001193", ""),
    ]
    assert Posting.objects.filter(status="PUBLISHED").count() == 2
    again = client.get(reverse("admin:procedures_procedure_publish"), {"pk": birth.key})
    assert [line.may_be_posted for line in again.context["lines"]] == [False]
    client.post(url, {"action": "withdraw", "_selected_action": chosen})
    assert Posting.objects.filter(status="WITHDRAWN").count() == 2


def test_the_catalogue_lists_and_forms_open(client, keeper):
    load(keeper, BIRTH)
    for model in ("procedure", "procedureversion", "posting", "field", "publicationdecision"):
        assert client.get(reverse(f"admin:procedures_{model}_changelist"), {"q": "khai"}).status_code == 200
        assert client.get(reverse(f"admin:procedures_{model}_add")).status_code == 200
    for row in (Procedure.objects.get(), ProcedureVersion.objects.get(), Posting.objects.get()):
        url = reverse(f"admin:procedures_{row._meta.model_name}_change", args=[row.pk])
        assert client.get(url).status_code == 200


def test_an_old_workbook_with_several_sheets_reads_each(client, keeper):
    rows = {"Hộ tịch": [HEADER, BIRTH], "Khác": [HEADER, DEATH]}
    upload(client, keeper, xlsx(rows))
    assert ImportBatch.objects.get().rows_read == 2


def test_a_posting_is_posted_and_withdrawn_from_its_own_page(client, keeper):
    load(keeper, BIRTH)
    row = Posting.objects.get()
    url = reverse("admin:procedures_posting_change", args=[row.pk])
    assert f"?pk={row.procedure_id}-{keeper.desk_id}" in client.get(url).content.decode()
    client.post(reverse("admin:procedures_procedure_publish"), {"pk": f"{row.procedure_id}-{keeper.desk_id}"})
    assert 'name="action" value="withdraw"' in client.get(url).content.decode()


def test_the_decision_that_a_title_names_is_offered_and_a_whole_page_is_decided_at_once(client, keeper):
    title = ["DANH MỤC (kèm theo Quyết định số 45/QĐ-UBND ngày 05/01/2024)"]
    upload(client, keeper, xlsx({"TTHC": [title, HEADER, BIRTH, DEATH]}))
    batch = ImportBatch.objects.get()
    offered = client.get(page_of(batch)).context["form"].initial
    assert offered == {"number": "45/QĐ-UBND", "decided_on": date(2024, 1, 5)}
    shown = {"shown": [row.pk for row in batch.rows.all()], "kind": "NEW"}
    client.post(page_of(batch), shown | {"refuse_page": "1"})
    assert not batch.rows.filter(accepted=True).exists()
    client.post(page_of(batch), shown | {"accept_page": "1"})
    assert not batch.rows.filter(accepted=False).exists()


def test_rows_of_a_preview_are_found_without_marks(client, keeper):
    batch = preview(keeper, BIRTH, DEATH)
    found = client.get(page_of(batch), {"kind": "NEW", "q": "dang ky khai tu"}).context["lines"]
    assert [line.row.code for line in found] == ["1.000656"]


def test_a_smuggled_row_that_says_nothing_is_refused_in_a_sentence(client, keeper):
    batch = preview(keeper, BIRTH)
    batch.rows.update(values={})
    page = client.post(page_of(batch), {"apply": "1"}, follow=True)
    assert (page.status_code, Procedure.objects.count()) == (200, 0)
