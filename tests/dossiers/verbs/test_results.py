"""A result needs a decision: nothing is taken in at the desk that nobody signed (R21, R41, R45)."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from backoffice.dossiers.lifecycle.transitions import NotAllowed, NotYours
from backoffice.dossiers.models import Dossier, Result
from backoffice.dossiers.search import search
from backoffice.dossiers.verbs import handing_over, refusing, resolving, stopping, supplementing
from backoffice.procedures.models import ProcessStep
from tests.support import factories
from tests.support.dossiers import bring_to_head, decide, receive, resolve
from tests.support.factories import at

STEPS = ("RECEPTION", "EXAMINATION", "APPROVAL", "RETURN")


@pytest.fixture
def process(world):
    """Four steps: the desk, an officer, the head who signs, the desk."""
    places = (None, world.division, world.division, None)
    return [
        ProcessStep.objects.create(
            version=world.version, ordinal=n, kind=kind, division=place, hours=4, name=f"Bước {n}"
        )
        for n, (kind, place) in enumerate(zip(STEPS, places, strict=True), start=1)
    ]


def sign(dossier, by, *, when=11, **more):
    return resolving.sign(dossier, number="15/GCN", by=by, at=at(when), **more)


def test_the_desk_takes_no_result_in_that_nobody_signed(world, process):
    dossier = receive(world)
    for hour in (9, 10):
        with pytest.raises(NotAllowed, match="chưa được ký"):
            resolving.resolve(dossier, by=world.reception, at=at(hour, 2))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.result_signed_at, dossier.timeliness) == ("RECEIVED", None, "")
    assert not Result.objects.exists()


def test_a_signed_result_is_taken_in_only_when_it_was_handed_over(world, process):
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    sign(dossier, world.head)
    with pytest.raises(NotAllowed, match="chưa được bàn giao"):
        resolving.resolve(dossier, by=world.reception, at=at(12))
    handing_over.give(dossier, to=world.reception, by=world.head, at=at(12))
    resolving.resolve(dossier, by=world.reception, at=at(13))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.result_signed_at) == ("RESOLVED", at(11))


def test_only_who_holds_it_in_the_unit_that_decides_signs(world, process):
    dossier = receive(world)
    with pytest.raises(NotYours):
        sign(dossier, world.head)
    elsewhere = factories.make_division(world.desk, name="Phòng Tài chính", code="TC")
    stranger = factories.make_user(factories.DIVISION_HEAD, desk=world.desk, division=elsewhere)
    handing_over.give(dossier, to=stranger, by=world.reception, at=at(10))
    handing_over.take(dossier, by=stranger, at=at(10))
    with pytest.raises(NotYours, match="đơn vị khác"):
        sign(dossier, stranger)
    with pytest.raises(NotYours, match="đơn vị khác"):
        refusing.refuse(dossier, ground="CONDITIONS", text="Không đủ điều kiện", by=stranger, at=at(11))
    assert not Result.objects.exists()


def test_the_result_has_number_day_signer_and_stands_on_the_page(client, world):
    dossier = receive(world)
    resolve(world, dossier, at=at(10))
    result = dossier.results.get()
    assert (result.number, result.signed_on, result.signed_by) == ("01/GCN", date(2026, 11, 23), world.head)
    assert result.signer_unit.startswith("Phòng Tư pháp")
    client.force_login(world.reception)
    page = client.get(reverse("admin:dossiers_dossier_change", args=[dossier.pk])).content.decode()
    assert "01/GCN" in page


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 24)])
def test_a_result_is_signed_between_reception_and_today(world, day):
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    with pytest.raises(NotAllowed):
        sign(dossier, world.head, signed_on=day)


def test_who_signs_in_place_of_the_one_named_names_the_paper(world, process):
    """One head cannot take over and sign alone where the process names another."""
    named = factories.make_user(factories.DIVISION_HEAD, desk=world.desk, division=world.division)
    ProcessStep.objects.filter(pk=process[2].pk).update(officer=named)
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    with pytest.raises(NotAllowed, match=str(named)):
        sign(dossier, world.head)
    result = sign(dossier, world.head, substitution="Giấy ủy quyền 7/UQ")
    assert (result.in_place_of, result.substitution) == (named, "Giấy ủy quyền 7/UQ")
    assert dossier.events.last().data["in_place_of"] == str(named)


def test_a_step_before_the_signature_is_not_passed_over(world, process):
    consulted = factories.make_division(world.desk, name="Phòng Tài chính", code="TC")
    ProcessStep.objects.filter(pk=process[1].pk).update(division=consulted)
    ProcessStep.objects.create(
        version=world.version, ordinal=5, kind="APPROVAL", division=world.division, hours=1, name="Ký"
    )
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    with pytest.raises(NotAllowed, match="Bước"):
        sign(dossier, world.head)


def test_after_the_signature_nothing_is_asked_for_and_nothing_refused(world):
    dossier = receive(world)
    decide(world, dossier, at=at(10))
    with pytest.raises(NotAllowed):
        supplementing.ask(dossier, missing=["Giấy"], reason="Thiếu", by=world.officer, at=at(11))
    with pytest.raises(NotAllowed):
        refusing.refuse(dossier, ground="CONDITIONS", text="Không đủ điều kiện", by=world.head, at=at(11))


def test_a_refusal_is_a_result_with_the_number_of_its_form(world):
    dossier = receive(world)
    refusal = refusing.refuse(
        dossier, ground="CONDITIONS", text="Không đủ điều kiện", by=world.head, at=at(10)
    )
    result = dossier.results.get()
    assert (result.kind, result.number) == ("REFUSAL", str(refusal.slip.payload["number"]))


def test_what_is_stopped_leaves_no_hand_over_open(world):
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10))
    stopping.stop(
        dossier, reason="Xin dừng", requested_on=date(2026, 11, 23), by=world.reception, at=at(10, 30)
    )
    row = dossier.hand_overs.get()
    assert (row.taken_at, row.taker) == (at(10, 30), world.reception)


def test_a_dossier_is_found_by_the_number_of_its_result(world):
    dossier, _other = receive(world), receive(world)
    resolve(world, dossier, at=at(10))
    assert search(Dossier.objects.all(), "01/GCN", desk=world.desk.pk).get() == dossier
    assert search(Dossier.objects.all(), "02/GCN", desk=world.desk.pk).count() == 0


def test_the_signed_file_is_kept_with_the_result(client, world, settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(at(11), tick=False)
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    client.force_login(world.head)
    url = reverse("admin:dossiers_dossier_do", args=[dossier.pk, "sign"])
    wrong = SimpleUploadedFile("ket-qua.pdf", b"khong phai PDF")
    page = client.post(url, {"kind": "CERTIFICATE", "number": "1/GCN", "file": wrong})
    assert "PDF" in page.text
    assert not Result.objects.exists()
    signed = SimpleUploadedFile("ket-qua.pdf", b"%PDF-1.7\n1 0 obj\n")
    assert client.post(url, {"kind": "CERTIFICATE", "number": "1/GCN", "file": signed}).status_code == 302
    result = Result.objects.get()
    assert result.file.name == "ket-qua.pdf"
    assert "Tệp đã ký" in client.get(reverse("admin:dossiers_dossier_change", args=[dossier.pk])).text
