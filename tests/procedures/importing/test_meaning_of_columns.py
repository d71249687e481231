"""What columns mean: limits and no limits, units beside them, fields, ends and fees; nothing in silence."""

import pytest
from django.core.management import call_command

from backoffice.procedures import columns
from backoffice.procedures.importing.plans import previewing
from backoffice.procedures.importing.vocabulary.headers import key_of
from backoffice.procedures.models import Procedure
from tests.procedures.imports import BIRTH, DEATH, load, make_keeper, preview, version_of
from tests.procedures.sheets import xlsx
from tests.support.factories import at

HEADER = ["STT", "Mã TTHC", "Tên TTHC", "Lĩnh vực", "Thời hạn giải quyết"]


@pytest.mark.parametrize(
    "header",
    ["Số ngày giải quyết", "Số ngày thực hiện", "Số ngày xử lý", "Số giờ giải quyết", "SỐ NGÀY LÀM VIỆC"],
)
def test_a_number_of_days_is_the_limit_and_no_agency(header):
    assert key_of(header) == "time_limit"


@pytest.mark.parametrize(
    "header",
    [
        *("Thời gian lưu trữ (tháng)", "Thời gian cắt giảm", "Số ngày cắt giảm", "Thời hạn nộp hồ sơ"),
        *("Thời gian niêm yết", "Thời hạn có giá trị", "Thời gian tiếp công dân", "Thời hạn của giấy phép"),
        *("Thời gian trực", "Thời hạn thẻ", "Thời hạn kê khai", "Thời gian đăng ký"),
        *("Thời gian làm việc", "Thời hạn sử dụng", "Thời hạn bảo quản", "Số hồ sơ giải quyết"),
    ],
)
def test_other_times_and_counts_are_neither_limit_nor_agency(header):
    assert key_of(header) == ""


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Sở giải quyết", "agency"),
        ("Thời gian giải quyết sau cắt giảm", "time_limit"),
        ("Thời gian thực hiện", "time_limit"),
        ("Số quyết định", "decision"),
    ],
)
def test_the_words_of_before_still_mean_the_same(header, key):
    assert key_of(header) == key


@pytest.mark.django_db
def test_a_unit_in_its_own_column_is_joined():
    keeper = make_keeper()
    header = [*HEADER, "Đơn vị tính", "Lệ phí", "ĐVT"]
    load(keeper, [*BIRTH[:4], "3", "ngày làm việc", "50", "nghìn đồng"], header=header)
    version = version_of("1.001193")
    assert (version.time_limit_text, version.fee_text) == ("3 ngày làm việc", "50 nghìn đồng")
    assert (version.main_limit.amount, version.main_limit.unit) == (3, "working_day")
    assert [fee.amount for fee in version.fees.all()] == [50_000]


@pytest.mark.django_db
def test_the_name_of_a_sheet_moves_no_known_procedure_to_another_field():
    keeper = make_keeper()
    load(keeper, DEATH)
    data = xlsx({"Đất đai": [HEADER, [1, "1.000656", "Đăng ký khai tử", "", "05 ngày"]]})
    batch = previewing.preview(desk=keeper.desk, by=keeper, data=data, file_name="x.xlsx", at=at(9))
    assert [change["key"] for row in batch.rows.all() for change in row.changes] == ["time_limit"]
    assert Procedure.objects.get().field.name == "Hộ tịch"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "status",
    [
        *("Hết hiệu lực", "Ngừng cung cấp", "Không còn áp dụng", "Tạm dừng", "Bị bãi bỏ", "Bị thay thế"),
        *("Đã dừng thực hiện", "Đã bãi bỏ", "Chấm dứt", "Hết hạn", "Không còn hiệu lực"),
    ],
)
def test_what_has_ended_is_proposed_for_closing(status):
    keeper = make_keeper()
    load(keeper, BIRTH)
    batch = preview(keeper, [*BIRTH[:4], "9 ngày", status], header=[*HEADER, "Trạng thái"])
    (row,) = batch.rows.all()
    assert (row.kind, row.accepted) == ("MISSING", False)
    assert status in row.problems[0]["message"]


@pytest.mark.parametrize("note", ["Bãi bỏ từ 01/7/2025", "Hết hiệu lực kể từ ngày 01/7/2025", "Đã bãi bỏ"])
def test_a_note_that_begins_with_the_end_says_so(note):
    assert columns.change_type({"note": note}) == "BAI_BO"


@pytest.mark.parametrize(
    "values",
    [
        *(
            {"status": s}
            for s in ("Còn hiệu lực", "Đang áp dụng", "Đang sử dụng", "Chưa hết hiệu lực", "Đúng")
        ),
        *(
            {"note": n}
            for n in ("Thay thế thủ tục đã bãi bỏ", "Bãi bỏ giấy tờ kèm theo", "Áp dụng toàn quốc")
        ),
    ],
)
def test_what_is_in_force_is_not_closed(values):
    assert columns.change_type(values) != "BAI_BO"


@pytest.mark.django_db
@pytest.mark.parametrize("fee", ["50", "50 đồng", "Theo quy định", "5.000 - 10.000 đồng"])
def test_a_fee_that_is_not_read_is_named_like_a_limit_that_is_not_read(fee):
    batch = preview(make_keeper(), [*BIRTH[:5], fee], header=[*HEADER, "Lệ phí"])
    (row,) = batch.rows.all()
    assert [p["code"] for p in row.problems if p["severity"] == "person"] == ["fee"]
    assert row.needs_person


@pytest.mark.django_db
@pytest.mark.parametrize("fee", ["Không", "Miễn", "10.000 đồng/trang", "8.000 đồng"])
def test_a_fee_that_is_read_wants_nobody(fee):
    batch = preview(make_keeper(), [*BIRTH[:5], fee], header=[*HEADER, "Lệ phí"])
    assert not batch.rows.get().needs_person


@pytest.mark.django_db
def test_an_unknown_column_is_named_by_the_command(tmp_path, capsys):
    make_keeper()
    file = tmp_path / "a.xlsx"
    file.write_bytes(xlsx({"TTHC": [[*HEADER, "Thời gian lưu trữ"], [*BIRTH[:5], "120 tháng"]]}))
    call_command("import_procedures", file, "--json", "--dry-run")
    assert "Thời gian lưu trữ" in capsys.readouterr().out
