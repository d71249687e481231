"""The comparison with an export of the national database (R73): what differs, and nothing is written."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from backoffice.procedures import national
from backoffice.procedures.models import NationalComparison, Procedure, ProcedureVersion
from tests.procedures.imports import history_rows, load, make_keeper
from tests.procedures.sheets import xlsx
from tests.support.factories import DESK_LEAD, at, make_desk, make_procedure, make_user, make_version

pytestmark = pytest.mark.django_db
HEADER = ["Mã thủ tục", "Số quyết định", "Tên thủ tục", "Lĩnh vực", "Thời hạn giải quyết", "Phí, lệ phí"]
BIRTH = ["1.001193", "1872/QĐ-BTP", "Đăng ký khai sinh", "Hộ tịch", "05 ngày làm việc", "8.000 đồng"]
DEATH = ["1.000656", "1872/QĐ-BTP", "Đăng ký khai tử", "Hộ tịch", "Trong ngày", "Không"]


@pytest.fixture
def keeper():
    user = make_keeper()
    header = ["Mã thủ tục", "Số quyết định", "Tên thủ tục", "Lĩnh vực", "Thời hạn giải quyết", "Phí, lệ phí"]
    load(user, BIRTH, DEATH, header=header)
    return user


def compare(keeper, *rows):
    data = xlsx({"TTHC": [HEADER, *rows]})
    return national.compare(desk=keeper.desk, by=keeper, data=data, file_name="dvcqg.xlsx", at=at(9))


def found(kept):
    return [(d["kind"], d["code"]) for d in kept.differences]


def test_the_same_rows_agree(keeper):
    kept = compare(keeper, BIRTH, DEATH)
    assert (kept.differences, kept.rows_read, kept.rows_equal) == ([], 2, 2)


def test_another_spelling_of_the_same_is_no_difference(keeper):
    other = [
        "1.001193",
        "Quyết định số 1872 / QĐ-BTP",
        "Thủ tục ĐĂNG KÝ  KHAI SINH",
        "Hộ tịch",
        "5 ngày làm việc",
        "8000đ",
    ]
    assert compare(keeper, other, DEATH).differences == []


@pytest.mark.parametrize(
    ("column", "text", "kind"),
    [
        (1, "1999/QĐ-BTP", "decision"),
        (2, "Đăng ký khai sinh lưu động", "name"),
        (4, "03 ngày làm việc", "time_limit"),
        (4, "05 ngày", "time_limit"),
        (5, "10.000 đồng", "fee"),
        (5, "Miễn phí", "fee"),
    ],
)
def test_what_differs_is_said_with_both_values(keeper, column, text, kind):
    row = [*BIRTH[:column], text, *BIRTH[column + 1 :]]
    (difference,) = compare(keeper, row, DEATH).differences
    assert (difference["kind"], difference["code"], difference["there"]) == (kind, "1.001193", text)
    assert difference["here"] == BIRTH[column]
    assert difference["place"] == "TTHC, dòng 2"


def test_what_one_side_lacks_is_said_of_both_sides(keeper):
    kept = compare(keeper, BIRTH, ["1.000894", "1872/QĐ-BTP", "Đăng ký kết hôn", "Hộ tịch", "", ""])
    assert found(kept) == [("missing_here", "1.000894"), ("missing_there", "1.000656")]


def test_a_file_about_one_field_says_nothing_about_another(keeper):
    kept = compare(keeper, ["1.000894", "", "Cấp giấy chứng nhận", "Đất đai", "", ""])
    assert found(kept) == [("missing_here", "1.000894")]


def test_an_empty_cell_says_nothing_and_a_closed_procedure_need_not_be_there(keeper):
    version = ProcedureVersion.objects.get(procedure__code="1.000656")
    version.valid_from, version.valid_to = date(2026, 1, 1), date(2026, 11, 1)
    version.save()
    assert compare(keeper, [*BIRTH[:4], "", ""]).differences == []


def test_a_damaged_code_is_listed_and_not_guessed(keeper):
    kept = compare(keeper, ["1.00119", *BIRTH[1:]], BIRTH, DEATH)
    assert found(kept) == [("unread", "1.00119")]


def test_nothing_is_written_to_the_catalogue(keeper):
    before = history_rows()
    compare(keeper, [*BIRTH[:2], "Tên khác", *BIRTH[3:]])
    assert history_rows() == before


def test_only_a_keeper_compares_and_only_the_own_desk(keeper):
    for user in (make_user(DESK_LEAD, desk=keeper.desk), make_keeper(make_desk("khac"))):
        with pytest.raises(PermissionDenied):
            national.compare(desk=keeper.desk, by=user, data=b"", file_name="a.xlsx", at=at(9))


def test_the_page_keeps_filters_and_exports_the_differences(client, keeper):
    client.force_login(keeper)
    data = xlsx({"TTHC": [HEADER, [*BIRTH[:2], "- khai sinh", *BIRTH[3:]]]})
    sent = {"desk": keeper.desk.pk, "file": SimpleUploadedFile("dvcqg.xlsx", data)}
    page = client.post(reverse("admin:procedures_nationalcomparison_add"), sent, follow=True)
    kept = NationalComparison.objects.get()
    url = reverse("admin:procedures_nationalcomparison_change", args=[kept.pk])
    assert page.redirect_chain[-1][0] == url
    assert [d["kind"] for d, *_ in page.context["lines"]] == ["missing_there", "name"]
    assert len(client.get(url, {"kind": "name", "q": "khai sinh"}).context["lines"]) == 1
    assert client.get(url, {"q": "khong co"}).context["lines"] == []
    book = openpyxl.load_workbook(io.BytesIO(client.get(url, {"format": "xlsx"}).content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[2][1] == "1.001193"
    assert book.active["E3"].data_type == "s"
    assert client.get(url, {"format": "csv"}).content.startswith("\ufeff".encode())
    unreadable = {"desk": keeper.desk.pk, "file": SimpleUploadedFile("a.xlsx", b"khong phai")}
    answer = client.post(reverse("admin:procedures_nationalcomparison_add"), unreadable)
    assert answer.context["form"].errors["file"]


def test_a_procedure_without_a_version_is_missing_here(keeper):
    make_procedure(keeper.desk, code="1.000123")
    make_version(Procedure.objects.get(code="1.000123"), valid_from=date(2027, 1, 1))
    assert ("missing_here", "1.000123") not in found(
        compare(keeper, ["1.000123", "", "Đăng ký khai sinh", "Hộ tịch"])
    )
