"""Personal data are masked, shown after a recorded click, and only to those responsible (R80–R82)."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from backoffice.dossiers import attachments, masking
from backoffice.dossiers.lifecycle.transitions import NotAllowed
from backoffice.dossiers.models import Access, Attachment
from backoffice.dossiers.reception import intake
from backoffice.dossiers.verbs import handing_over, returning, supplementing
from tests.support import factories
from tests.support.dossiers import receive, resolve
from tests.support.factories import at

PDF = b"%PDF-1.7\nDon xin"


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(at(9, 30), tick=False):
        yield


@pytest.fixture
def dossier(world, settings, tmp_path):
    """Handed in by an authorised person, with a file."""
    settings.MEDIA_ROOT = tmp_path
    proxy = intake.Proxy(
        full_name="Đoàn Thị Ngữ", paper="Giấy ủy quyền", id_number="017190001214", phone="0987654321"
    )
    dossier = receive(world, proxy=proxy)
    attachments.attach(dossier, upload(PDF), by=world.reception, at=at(9, 10))
    return dossier


def upload(content: bytes, name: str = "don.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def address(page: str, *keys) -> str:
    return reverse(f"admin:dossiers_{page}", args=keys)


@pytest.mark.parametrize(
    ("mask", "number", "shown"),
    [
        (masking.masked_id, "001214567856", "0012••••••56"),
        (masking.masked_id, "0123", "••••"),
        (masking.masked_id, "012356", "••••••"),
        (masking.masked_id, "0123456", "0123•56"),
        (masking.masked_phone, "09123456123", "09••••••123"),
        (masking.masked_phone, "0912345123", "09•••••123"),
        (masking.masked_phone, "09123", "•••••"),
        (masking.masked_phone, "091234", "09•234"),
        (masking.masked_phone, "", ""),
    ],
)
def test_an_id_and_a_telephone_show_their_ends(mask, number, shown):
    assert mask(number) == shown


PERSONAL = ("001214567856", "0912345123", "017190001214", "0987654321")


@pytest.mark.parametrize("page", ["dossier_changelist", "dossier_change", "dossier_history"])
def test_no_page_shows_an_id_or_telephone_in_full_before_the_click(client, world, dossier, page):
    client.force_login(world.lead)
    keys = [] if page == "dossier_changelist" else [dossier.pk]
    text = client.get(address(page, *keys)).content.decode()
    assert [number for number in PERSONAL if number in text] == []


def test_every_access_print_and_file_is_recorded_with_who_when_what_and_from_where(client, world, dossier):
    client.force_login(world.lead)
    slip, file = dossier.slips.get(), dossier.attachments.get()
    client.get(address("dossier_change", dossier.pk))
    client.get(address("dossier_history", dossier.pk))
    client.post(address("dossier_unmask", dossier.pk))
    client.get(address("slip_print", slip.pk))
    client.post(address("slip_printed", slip.pk))
    b"".join(client.get(address("dossier_file", dossier.pk, file.pk)).streaming_content)
    looks = Access.objects.order_by("pk").values_list("kind", "user", "user_name", "address", "at", "dossier")
    who = (world.lead.pk, str(world.lead), "127.0.0.1", at(9, 30), dossier.pk)
    assert [look[1:] for look in looks] == [who] * 6
    assert [look[0] for look in looks] == ["VIEW", "VIEW", "UNMASK", "VIEW", "PRINT", "EXPORT"]


def test_a_refused_access_is_not_recorded(client, world, dossier):
    other = factories.make_division(world.desk, "dat-dai", "Phòng Tài nguyên")
    stranger = factories.make_user(factories.DIVISION_OFFICER, desk=world.desk, division=other)
    client.force_login(stranger)
    pages = [
        address("dossier_change", dossier.pk),
        address("dossier_history", dossier.pk),
        address("dossier_file", dossier.pk, dossier.attachments.get().pk),
        address("slip_print", dossier.slips.get().pk),
    ]
    assert {client.get(page).status_code for page in pages} == {404}
    assert not Access.objects.exists()


def test_a_file_is_a_download_with_its_own_name_and_hash(client, world, dossier):
    client.force_login(world.lead)
    file = dossier.attachments.get()
    answer = client.get(address("dossier_file", dossier.pk, file.pk))
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="don.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert file.sha256 in file.file.name
    assert client.get(f"/{file.file.name}").status_code == 404
    assert client.get(f"/attachments/{file.file.name}").status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"MZ\x90\x00",
        b"PK\x03\x04",
        b" %PDF-1.7",
        b"GIF89a",
        b"",
    ],
    ids=["html", "svg", "program", "zip", "not at the start", "gif", "empty"],
)
def test_a_hostile_file_is_refused_whatever_its_name(world, dossier, content):
    with pytest.raises(NotAllowed):
        attachments.attach(dossier, upload(content, "anh.pdf"), by=world.reception, at=at(10))
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("name", ["../../settings.py", "C:\\x\\don.pdf", "a\x00b.pdf", "đơn xin.pdf\r\nX: y"])
def test_a_hostile_file_name_cannot_leave_the_folder(client, world, dossier, name):
    kept = attachments.attach(dossier, upload(PDF + name.encode(), name), by=world.reception, at=at(10))
    assert kept.file.name == f"dossiers/{dossier.pk}-{kept.sha256}.pdf"
    client.force_login(world.lead)
    answer = client.get(address("dossier_file", dossier.pk, kept.pk))
    assert b"".join(answer.streaming_content).startswith(PDF)
    assert "X" not in answer.headers


def test_a_file_of_ten_megabytes_is_attached_and_no_larger_one(world, dossier):
    largest = PDF.ljust(10 * 1024 * 1024)
    attachments.attach(dossier, upload(largest), by=world.reception, at=at(10))
    for content in (largest + b" ", b""):
        with pytest.raises(NotAllowed, match="10 MB"):
            attachments.attach(dossier, upload(content), by=world.reception, at=at(10))


def test_the_hash_of_a_file_is_in_the_log(world, dossier):
    event = dossier.events.get(kind="attach")
    assert event.data["sha256"] == dossier.attachments.get().sha256


TYPED = "Bản chính của 001 234 567 856, điện thoại 0912345123"


def notified(world, dossier):
    returning.notify(dossier, channel="PHONE", result=TYPED, by=world.reception, at=at(11))


def returned(world, dossier):
    checks = {"shown": "RECEIPT", "is_signed_for": True, "collected_by": "Trần Văn Ủy"}
    typed = returning.Checks(**checks, authorisation=TYPED, originals_returned=TYPED)
    returning.return_result(dossier, checks=typed, by=world.reception, at=at(11))


def asked_for(world, dossier):
    papers = {"missing": ["Tờ khai", TYPED], "reason": "Thiếu"}
    supplementing.ask(dossier, by=world.officer, at=at(11), **papers)


@pytest.mark.parametrize(
    ("act", "is_resolved", "kept"),
    [
        (notified, True, {"result": 1}),
        (returned, True, {"authorisation": 1, "originals": 1}),
        (asked_for, False, {"missing": 1}),
    ],
)
def test_what_officers_type_is_in_the_log_without_its_numbers(world, act, is_resolved, kept):
    dossier = receive(world)
    if is_resolved:
        resolve(world, dossier, at=at(10))
    act(world, dossier)
    data = dossier.events.order_by("seq").last().data
    masked = TYPED.replace("001 234 567 856", "•••").replace("0912345123", "•••")
    assert {key: str(value).count(masked) for key, value in data.items() if "•••" in str(value)} == kept
    assert "0912345123" not in str(data)


def test_a_verb_that_withdraws_something_leaves_its_reason_in_the_history(world, dossier):
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10), note="Nhầm phòng")
    assert dossier.history.order_by("-history_id")[0].history_change_reason == "Nhầm phòng"
