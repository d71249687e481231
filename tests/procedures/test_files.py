"""Forms, samples and scans of a version: checked by content, kept by hash, public only while posted."""

import io
import zipfile
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from backoffice.base import filetypes
from backoffice.procedures import version_files
from backoffice.procedures.importing.execution import undoing
from backoffice.procedures.models import Posting, ProcedureFile
from tests.procedures.imports import BIRTH, load, make_keeper, version_of
from tests.support.factories import (
    MONDAY,
    RECEPTION,
    at,
    make_desk,
    make_procedure,
    make_user,
    make_version,
    publish,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 to khai"


@pytest.fixture
def keeper():
    return make_keeper()


@pytest.fixture
def version(keeper):
    return make_version(make_procedure(keeper.desk))


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def keep(version, keeper, content=PDF, *, name="to-khai.pdf", kind="FORM", **fields):
    given = {"title": "", "shows_nobody": kind == "SAMPLE"} | fields
    upload = SimpleUploadedFile(name, content)
    return version_files.keep(version, upload, kind=kind, by=keeper, at=at(9), **given)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return written.getvalue()


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


DOCX = {"[Content_Types]_xml": b"", "word__document_xml": b"<w/>"}
OLD = filetypes.OLE + utf16("Root Entry") + utf16("WordDocument")


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PDF, "pdf"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (zipped(**DOCX), "docx"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<o/>"), "odt"),
        (OLD, "doc"),
    ],
)
def test_a_file_is_what_its_content_says_whatever_it_is_called(version, keeper, content, ending):
    row = keep(version, keeper, content, name="mau.exe")
    assert row.file.name == f"procedures/{row.sha256}.{ending}"
    with row.file.open() as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không được rỗng"),
        (b"MZ\x90\x00", "Chỉ nhận tệp"),
        (b"<html><script>", "Chỉ nhận tệp"),
        (b"PK\x03\x04 khong phai zip", "Chỉ nhận tệp"),
        (zipped(xl__workbook_xml=b""), "Chỉ nhận tệp"),
        (zipped(**DOCX, word__vbaProject_bin=b"x"), "macro"),
        (OLD + utf16("_VBA_PROJECT"), "macro"),
        (filetypes.OLE + utf16("Workbook"), "Chỉ nhận tệp"),
    ],
)
def test_other_content_is_refused_in_a_sentence(version, keeper, content, words):
    with pytest.raises(version_files.NotKept, match=words):
        keep(version, keeper, content, name="to-khai.pdf")
    assert not ProcedureFile.objects.exists()


def test_a_file_of_ten_megabytes_is_kept_and_no_larger_one(version, keeper):
    largest = PDF.ljust(10 * 1024 * 1024)
    keep(version, keeper, largest)
    with pytest.raises(version_files.NotKept, match="10 MB"):
        keep(version, keeper, largest + b" ")
    with pytest.raises(version_files.NotKept, match="10 MB"):
        keep(version, keeper, b"")


def test_a_file_is_kept_once_a_version_and_stored_once_in_all(version, keeper, tmp_path):
    keep(version, keeper)
    with pytest.raises(version_files.NotKept, match="đã có"):
        keep(version, keeper)
    other = make_version(make_procedure(keeper.desk, code="1.000002"))
    keep(other, keeper, title="Tờ khai khác")
    assert len(list((tmp_path / "procedures").iterdir())) == 1


def test_a_title_is_tidy_and_without_folders(version, keeper):
    assert keep(version, keeper, title=" Tờ\x07  khai ").title == "Tờ khai"
    assert keep(version, keeper, b"%PDF-2", name="C:\\mau\\Don de nghi.v2.pdf").title == "Don de nghi.v2"


def test_a_sample_needs_somebody_to_vouch_that_it_shows_nobody(version, keeper):
    """R71, Thông tư 01/2018 Điều 5."""
    with pytest.raises(version_files.NotKept, match="MẪU"):
        keep(version, keeper, kind="SAMPLE", shows_nobody=False)
    keep(version, keeper, kind="SAMPLE")
    with pytest.raises(IntegrityError, match="sample_shows_nobody|CHECK"):
        ProcedureFile.objects.update(shows_nobody=False)


def test_the_database_keeps_a_file_once(version, keeper):
    row = keep(version, keeper)
    row.pk = None
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def test_who_added_and_who_removed_a_file_stays_in_the_history(version, keeper):
    version_files.remove(keep(version, keeper), by=keeper)
    records = ProcedureFile.history.order_by("history_id")
    assert [record.history_change_reason for record in records] == ["thêm tệp", "gỡ tệp"]


def test_only_who_keeps_the_procedure_changes_its_files(version, keeper):
    row = keep(version, keeper)
    for user in (make_user(RECEPTION, desk=keeper.desk), make_keeper(make_desk("khac"))):
        with pytest.raises(PermissionDenied):
            keep(version, user, b"%PDF-khac")
        with pytest.raises(PermissionDenied):
            version_files.remove(row, by=user)
        with pytest.raises(PermissionDenied):
            version_files.carry_over(version, by=user, at=at(9))


def test_a_new_version_takes_over_forms_and_samples_but_not_the_scan(version, keeper):
    keep(version, keeper)
    keep(version, keeper, b"%PDF-mau", kind="SAMPLE")
    keep(version, keeper, b"%PDF-quyet dinh", kind="DECISION")
    version.valid_to = date(2026, 11, 30)
    version.save()
    later = make_version(version.procedure, valid_from=date(2026, 12, 1))
    assert version_files.carry_over(later, by=keeper, at=at(10)) == 2
    assert {row.kind for row in later.files.all()} == {"FORM", "SAMPLE"}
    assert version_files.carry_over(later, by=keeper, at=at(11)) == 0
    assert version.files.count() == 3


def test_the_page_adds_shows_and_removes(client, version, keeper):
    client.force_login(keeper)
    url = reverse("admin:procedures_procedureversion_files", args=[version.pk])
    sent = {"kind": "FORM", "file": SimpleUploadedFile("a.pdf", PDF), "title": "Tờ khai đăng ký"}
    client.post(url, sent)
    row = ProcedureFile.objects.get()
    given = client.get(reverse("admin:procedures_procedureversion_file", args=[version.pk, row.pk]))
    assert body(given) == PDF
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in given.headers["Content-Disposition"]
    refused = client.post(url, {"kind": "FORM", "file": SimpleUploadedFile("a.pdf", b"MZ")})
    assert "Chỉ nhận tệp" in refused.context["form"].errors["file"][0]
    client.post(url, {"remove": row.pk})
    assert not ProcedureFile.objects.exists()


@time_machine.travel(at(9))
def test_the_public_downloads_forms_and_samples_of_what_is_posted_and_nothing_else(client, version, keeper):
    form = keep(version, keeper, title="Tờ khai")
    scan = keep(version, keeper, b"%PDF-quyet dinh", kind="DECISION")
    old = make_version(make_procedure(keeper.desk, code="1.000002"), valid_to=date(2026, 1, 1))
    expired = keep(old, keeper, b"%PDF-cu")
    posting = publish(version.procedure)
    publish(old.procedure)

    def asked(row, code="1.001193", slug="luong-son"):
        return client.get(reverse("kiosk:procedure_file", args=[slug, code, row.pk]))

    page = client.get(reverse("kiosk:procedure", args=["luong-son", "1.001193"])).content.decode()
    assert "Tờ khai" in page
    assert f"/files/{form.pk}/" in page
    assert f"/files/{scan.pk}/" not in page
    assert body(asked(form)) == PDF
    make_desk("khac")
    for answer in (
        asked(scan),
        asked(form, code="1.000002"),
        asked(expired, code="1.000002"),
        asked(form, slug="khac"),
    ):
        assert answer.status_code == 404
    posting.status = Posting.Status.WITHDRAWN
    posting.save()
    assert asked(form).status_code == 404
    assert posting.published_on < MONDAY


def test_an_import_with_files_attached_since_is_not_taken_back(keeper):
    batch = load(keeper, BIRTH)
    keep(version_of("1.001193"), keeper, title="Tờ khai đăng ký khai sinh")
    with pytest.raises(undoing.NotUndone, match="Tờ khai đăng ký khai sinh"):
        undoing.roll_back(batch=batch, by=keeper, at=at(10))
    assert ProcedureFile.objects.exists()
