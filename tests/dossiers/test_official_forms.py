"""The official forms, field by field (TT 01/2018 and TT 03/2025; DOMAIN §3.2), on paper and empty."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import strip_tags

from backoffice.dossiers.admin_views import printing
from backoffice.dossiers.models import Access, Cause, FormRule, Slip
from backoffice.dossiers.reception import intake
from backoffice.dossiers.slips import registers
from backoffice.dossiers.slips.official_forms import form_for
from backoffice.dossiers.verbs import apologising, handing_over, refusing, stopping, supplementing
from tests.support import factories
from tests.support.dossiers import add_component, move_to, person, reception_of
from tests.support.factories import at

OLD, NEW = date(2019, 12, 4), date(2026, 11, 23)
HEAD = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Lương Sơn, ngày"]
RECEIPT = [
    "Mã hồ sơ:",
    "Tiếp nhận hồ sơ của",
    "Địa chỉ:",
    "Số điện thoại:",
    "Email:",
    "Nội dung yêu cầu giải quyết:",
    "Thành phần hồ sơ nộp gồm:",
    "Số lượng hồ sơ:",
    "Thời gian giải quyết hồ sơ theo quy định là:",
    "Thời gian nhận hồ sơ:",
    "Thời gian trả kết quả giải quyết hồ sơ:",
    "Đăng ký nhận kết quả tại:",
    "Vào Sổ theo dõi hồ sơ",
    "NGƯỜI NỘP HỒ SƠ",
    "NGƯỜI TIẾP NHẬN HỒ SƠ",
]
PROXY = ["Người được ủy quyền (nếu có):", "Địa chỉ:", "Số điện thoại:", "Email:", "Giấy tờ ủy quyền:"]
SUPPLEMENT = [
    "Hồ sơ của:",
    "Nội dung yêu cầu giải quyết:",
    "Địa chỉ:",
    "Số điện thoại:",
    "Email:",
    "Yêu cầu hoàn thiện hồ sơ gồm",
    "Lý do:",
    "liên hệ với",
    "số điện thoại:",
    "NGƯỜI HƯỚNG DẪN",
]
REFUSAL = ["tiếp nhận hồ sơ của:", "Địa chỉ:", "Số điện thoại:", "Nội dung yêu cầu giải quyết:", "Lý do"]
REFUSAL += ["NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ"]
APOLOGY = ["Kính gửi:", "mã số hồ sơ:", "Thời gian hẹn trả kết quả", "chưa trả kết quả", "Lý do:", "xin lỗi"]
APOLOGY += ["hẹn trả kết quả giải quyết hồ sơ vào", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"]
STOP = ["Mã hồ sơ:", "Nội dung yêu cầu giải quyết:", "đề nghị dừng giải quyết hồ sơ", "Qua kiểm tra"]
STOP += ["kể từ ngày", "Giấy tờ trả lại:", "NGƯỜI THÔNG BÁO"]
CONTROL = ["Mã số hồ sơ:", "Cơ quan (bộ phận) giải quyết hồ sơ:", "Cơ quan phối hợp giải quyết hồ sơ:"]
CONTROL += ["Ngày nhận:", "Hẹn trả kết quả:", "Tên đơn vị", "Thời gian giao, nhận hồ sơ", "Người giao"]
CONTROL += ["Người nhận", "Kết quả giải quyết hồ sơ", "Ghi chú", "1. Giao:", "2. Nhận:"]
REGISTER = ["STT", "Mã hồ sơ", "Tên TTHC", "Tên tổ chức, cá nhân", "Địa chỉ, số điện thoại"]
REGISTER += ["Cơ quan chủ trì giải quyết", "Nhận và trả kết quả", "Ghi chú", "Nhận hồ sơ", "Hẹn trả kết quả"]
REGISTER += ["Trả kết quả", "Phương thức nhận kết quả", "Ký nhận"]


def read(page) -> str:
    return re.sub(r"\s+", " ", strip_tags(page.content.decode()))


def assert_in_order(text: str, fields: list[str]) -> None:
    """Every field is on the form, in this order."""
    where = 0
    for field in fields:
        found = text.find(field, where)
        assert found >= 0, f"{field!r} is missing behind {text[max(0, where - 60) : where]!r}"
        where = found + len(field)


@pytest.fixture(params=[OLD, NEW], ids=["TT01_2018", "TT03_2025"])
def office(request, world):
    """An office on a day of each set, with a dossier handed in by an authorised person."""
    move_to(world, request.param)
    for name in ("Tờ khai", "Giấy chứng nhận"):
        add_component(world.version, name)
    proxy = intake.Proxy(full_name="Đoàn Thị Ngữ", paper="Giấy ủy quyền số 1", id_number="017190001214")
    world.on, world.is_new = request.param, request.param == NEW
    world.agreed = reception_of(world, proxy=proxy)
    with time_machine.travel(at(17, on=request.param), tick=False):
        yield world


def received(world, **fields):
    reception = intake.Reception(**{**vars(world.agreed), **fields})
    return intake.receive(reception, user=world.reception, at=at(8, 37, on=world.on))


def printed(client, world, slip: Slip) -> str:
    client.force_login(world.lead)
    page = client.get(reverse("admin:dossiers_slip_print", args=[slip.pk]))
    assert "style=" not in page.content.decode()
    return read(page)


def number_of(slip: Slip) -> str:
    return f"Mẫu số {slip.payload['form_number']} – {slip.get_form_set_display()}"


def test_form_01_lists_the_papers_and_when_the_result_is_ready(client, office):
    slip = received(office).slips.get()
    text = printed(client, office, slip)
    fields = RECEIPT
    if office.is_new:
        fields = [*RECEIPT[:2], "Số định danh:", *RECEIPT[2:5], *PROXY, *RECEIPT[5:]]
    assert_in_order(text, [number_of(slip), *HEAD, *fields])
    assert slip.payload["form_number"] == "01"
    assert "(1 bản chính)" in text
    assert ("một liên giao cho tổ chức, cá nhân" in text) is not office.is_new
    assert "08 giờ 37 phút" in text


def test_form_02_asks_for_everything_at_once(client, office):
    asked = supplementing.ask_at_the_counter(
        office.agreed,
        missing=["Tờ khai"],
        reason="Chưa có",
        user=office.reception,
        at=at(9, on=office.on),
    )
    assert_in_order(printed(client, office, asked.slip), [*HEAD, *SUPPLEMENT])
    assert asked.slip.payload["form_number"] == "02"


def test_form_03_gives_the_reason_of_the_refusal(client, office):
    refused = refusing.refuse_at_the_counter(
        procedure=office.version.procedure,
        applicant=person(),
        content="Đăng ký",
        ground="NOT_COMPETENT",
        text="Không thuộc thẩm quyền của huyện",
        user=office.reception,
        at=at(9, on=office.on),
    )
    text = printed(client, office, refused.slip)
    assert_in_order(text, [*HEAD, *REFUSAL])
    assert ("Số định danh:" in text) is office.is_new
    # There is no dossier, but an access to somebody's data (R80).
    access = Access.objects.get()
    assert (access.dossier, access.slip, access.kind) == (None, refused.slip, "VIEW")


def test_form_04_apologises_and_gives_the_new_time(client, office):
    dossier = received(office)
    handing_over.give(dossier, to=office.officer, by=office.reception, at=at(10, on=office.on))
    handing_over.take(dossier, by=office.officer, at=at(11, on=office.on))
    letter = apologising.draft(
        dossier,
        reason="Chờ xác minh",
        cause=Cause.objects.get(code="can-bo-cham"),
        new_due_on=date(2026, 12, 4) if office.is_new else date(2019, 12, 16),
        by=office.officer,
        at=at(14, on=office.on),
    )
    apologising.sign(letter, by=office.head, at=at(15, on=office.on))
    text = printed(client, office, letter.slip)
    assert_in_order(text, [number_of(letter.slip), "PHÒNG TƯ PHÁP", *HEAD, *APOLOGY])
    title = "gia hạn thời gian giải quyết" if office.is_new else "hẹn lại ngày trả kết quả"
    assert title in letter.slip.payload["title"]
    assert "08 giờ 37 phút, ngày " + ("04/12/2026" if office.is_new else "16/12/2019") in text


def test_the_stop_notice_is_form_05_of_2025_only(client, office):
    dossier = received(office)
    stopped = stopping.stop(
        dossier, reason="Không cần nữa", requested_on=office.on, by=office.reception, at=at(9, on=office.on)
    )
    assert_in_order(printed(client, office, stopped.slip), [*HEAD, *STOP])
    assert stopped.slip.payload["form_number"] == ("05" if office.is_new else "")


def test_the_control_sheet_has_a_row_for_each_hand_over(client, office):
    dossier = received(office)
    handing_over.give(dossier, to=office.officer, by=office.reception, at=at(10, on=office.on))
    handing_over.take(dossier, by=office.officer, at=at(11, on=office.on))
    slip = registers.control_sheet(dossier, by=office.lead, at=at(17, on=office.on))
    text = printed(client, office, slip)
    assert_in_order(text, [*HEAD, *CONTROL])
    assert slip.payload["form_number"] == ("06" if office.is_new else "05")
    assert "11 giờ 00 phút" in text


def test_the_register_of_a_period_has_a_line_for_each_dossier(client, office):
    for _ in range(2):
        received(office)
    slip = registers.register(
        office.desk, first=office.on, last=office.on, by=office.lead, at=at(17, on=office.on)
    )
    text = printed(client, office, slip)
    assert_in_order(text, [*HEAD, *REGISTER, "Tổng số: 2 hồ sơ."])
    assert slip.payload["form_number"] == ("07" if office.is_new else "06")
    # Each dossier was seen twice: when the list was made, and when it was printed (R80).
    assert sorted(Access.objects.values_list("kind", flat=True)) == ["EXPORT", "EXPORT", "VIEW", "VIEW"]


def test_the_control_sheets_of_a_period_have_a_page_each(client, office):
    codes = [received(office).code for _ in range(3)]
    client.force_login(office.lead)
    form = {"book": "CONTROL_SHEET", "first": office.on, "last": office.on}
    answer = client.post(reverse("admin:dossiers_slip_register"), form)
    page = client.get(answer.headers["Location"]).content.decode()
    assert page.count('class="next-sheet"') == 2
    assert page.count('class="qr"') == 3
    assert [page.index(code) for code in codes] == sorted(page.index(code) for code in codes)


@pytest.mark.parametrize("kind", [kind.value.lower() for kind in printing.BLANKS])
def test_every_form_is_printed_empty_for_days_without_the_system(client, office, kind):
    client.force_login(office.reception)
    text = read(client.get(reverse("admin:dossiers_slip_blank", args=[kind])))
    assert_in_order(text, HEAD)
    assert form_for(office.desk, kind.upper(), on=office.on).title in text
    assert "SHA-256" not in text
    assert not Slip.objects.exists()


def test_an_office_without_a5_prints_on_a4_and_a_reprint_is_marked(client, office):
    slip = received(office).slips.get()
    url = reverse("admin:dossiers_slip_print", args=[slip.pk])
    client.force_login(office.lead)
    assert "dossiers-slips-a5.css" in client.get(url).content.decode()
    client.post(reverse("admin:dossiers_slip_printed", args=[slip.pk]))
    again = client.get(url, {"paper": "a4"}).content.decode()
    assert "dossiers-slips-a4p.css" in again
    assert "BẢN IN LẠI, lần <span data-print-number>2</span>" in again
    assert "dossiers-slips-a5.css" in client.get(url, {"paper": "x' onload="}).content.decode()


def test_a_rule_of_the_office_changes_title_and_number_from_a_day_on(client, office):
    FormRule.objects.create(
        desk=office.desk,
        kind=Slip.Kind.RECEIPT,
        form_set=Slip.FormSet.TT03_2025,
        form_number="BM.01",
        title="Phiếu tiếp nhận",
        suffix="/TTPVHCC-LS",
        valid_from=office.on,
    )
    other = factories.make_desk("cao-duong")
    slip = received(office).slips.get()
    assert (slip.payload["title"], slip.payload["number"]) == ("Phiếu tiếp nhận", "01/TTPVHCC-LS")
    assert form_for(other, Slip.Kind.RECEIPT, on=office.on).title != "Phiếu tiếp nhận"


def test_days_in_the_head_follow_the_decree():
    assert printing.day_of_the_head(date(2026, 2, 3)) == "ngày 03 tháng 02 năm 2026"
    assert printing.day_of_the_head(date(2026, 11, 23)) == "ngày 23 tháng 11 năm 2026"
