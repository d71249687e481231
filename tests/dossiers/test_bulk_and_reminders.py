"""Bulk hand-over, registers, urging, reminders, older figures, files (R7, R32, R53, R62, R69, R93)."""

import json
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from backoffice.dossiers import attachments, bulk, reminders, tracking
from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.lifecycle.transitions import NotAllowed
from backoffice.dossiers.models import AggregateReport, CodeSerial, Dossier
from backoffice.dossiers.reception import appointments
from backoffice.dossiers.slips import registers
from backoffice.dossiers.verbs import handing_over, urging
from backoffice.organisation.models import CalendarDay
from tests.support import factories
from tests.support.dossiers import move_to, person, receive, resolve
from tests.support.factories import at


def test_each_dossier_of_a_bulk_hand_over_has_its_own_result_and_one_list_is_printed(world):
    first, second, third = (receive(world) for _ in range(3))
    handing_over.give(second, to=world.head, by=world.reception, at=at(9, 30))
    results, slip = bulk.give([first, second, third], to=world.officer, by=world.reception, at=at(10))
    assert [result.is_done for result in results] == [True, False, True]
    assert second.code in results[1].refusal
    assert [row["code"] for row in slip.payload["rows"]] == [first.code, third.code]
    taken = bulk.take([first, second, third], by=world.officer, at=at(10, 30))
    assert [result.is_done for result in taken] == [True, True, True]


def test_at_most_five_hundred_dossiers_are_handed_over_at_once(world):
    with pytest.raises(NotAllowed, match="500"):
        bulk.take([receive(world)] * 501, by=world.officer, at=at(10))


def test_bulk_hand_over_from_the_list_in_the_admin(world, client):
    dossiers = [receive(world) for _ in range(2)]
    client.force_login(world.reception)
    listing = reverse("admin:dossiers_dossier_changelist")
    chosen = {"action": "hand_over", "_selected_action": [row.pk for row in dossiers]}
    page = client.post(listing, chosen)
    assert page.status_code == 302
    assert client.get(page.headers["Location"]).status_code == 200
    done = client.post(
        page.headers["Location"], {"pk": [row.pk for row in dossiers], "to": world.officer.pk, "note": ""}
    )
    assert all(result.is_done for result in done.context["results"])
    client.force_login(world.officer)
    client.post(listing, chosen | {"action": "take_over"})
    assert Dossier.objects.filter(holder=world.officer).count() == 2


def test_the_control_sheet_has_a_row_for_each_hand_over(world):
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10))
    handing_over.take(dossier, by=world.officer, at=at(10, 20))
    slip = registers.control_sheet(dossier, by=world.officer, at=at(11))
    row = slip.payload["rows"][0]
    assert (row["giver"], row["taker"], row["given"]) == (
        str(world.reception),
        str(world.officer),
        "10 giờ 00 phút, ngày 23/11/2026",
    )
    assert slip.payload["form_number"] == "06"


def test_the_register_of_a_period_lists_its_dossiers_in_order(world):
    first, second = receive(world), receive(world)
    slip = registers.register(
        world.desk, first=date(2026, 11, 1), last=date(2026, 11, 23), by=world.lead, at=at(17)
    )
    assert [row["code"] for row in slip.payload["rows"]] == [first.code, second.code]
    empty = registers.register(
        world.desk, first=date(2026, 11, 24), last=date(2026, 11, 30), by=world.lead, at=at(17)
    )
    assert empty.payload["rows"] == []
    with pytest.raises(NotAllowed):
        registers.register(
            world.desk, first=date(2026, 11, 2), last=date(2026, 11, 1), by=world.lead, at=at(17)
        )


@pytest.mark.parametrize(
    ("day", "form_set", "number", "suffix", "interim"),
    [
        (date(2018, 10, 24), "TT01_2018", "01", "01/TNHS", True),
        (date(2019, 1, 7), "TT01_2018", "01", "01/TNHS", False),
        (date(2025, 7, 2), "TT01_2018", "01", "01/TNHS", False),
        (date(2026, 11, 23), "TT03_2025", "01", "01/TTPVHCC", False),
    ],
)
def test_the_form_set_follows_the_day(world, day, form_set, number, suffix, interim):
    move_to(world, day)
    slip = receive(world, at=at(9, on=day)).slips.get()
    payload = slip.payload
    assert (slip.form_set, payload["form_number"], payload["number"]) == (form_set, number, suffix)
    assert payload["interim"] == interim


def test_every_form_prints_as_a_page(world, client):
    dossier = receive(world)
    client.force_login(world.reception)
    registers.control_sheet(dossier, by=world.lead, at=at(11))
    registers.register(world.desk, first=date(2026, 11, 1), last=date(2026, 11, 23), by=world.lead, at=at(17))
    bulk.give([dossier], to=world.officer, by=world.reception, at=at(10))
    lead = factories.allow(world.lead, "dossiers.override_rule")
    urging.urge([dossier], addressee="Phòng Tư pháp", answer_by=date(2026, 11, 25), by=lead, at=at(17))
    for slip in world.desk.slips.all():
        page = client.get(reverse("admin:dossiers_slip_print", args=[slip.pk]))
        assert page.status_code == 200
        assert dossier.code in page.content.decode()
    for kind in ("receipt", "supplement", "refusal"):
        assert "……" in client.get(reverse("admin:dossiers_slip_blank", args=[kind])).content.decode()


def test_an_urging_letter_is_counted_for_each_dossier(world):
    dossier = receive(world)
    with pytest.raises(transitions.NotYours):
        urging.urge(
            [dossier], addressee="Phòng Tư pháp", answer_by=date(2026, 11, 25), by=world.officer, at=at(17)
        )
    lead = factories.allow(world.lead, "dossiers.override_rule")
    urging.urge([dossier], addressee="Phòng Tư pháp", answer_by=date(2026, 11, 25), by=lead, at=at(17))
    urging.urge([dossier], addressee="Phòng Tư pháp", answer_by=date(2026, 11, 26), by=lead, at=at(17))
    assert [letter.ordinal for letter in dossier.urgings.order_by("pk")] == [1, 2]


def test_a_foreign_code_is_kept_and_takes_no_ordinal(world):
    code = "G09.20-20260609-0092637"
    dossier = receive(world, foreign_code=code)
    assert (dossier.code, dossier.is_foreign_code) == (code, True)
    assert not CodeSerial.objects.exists()
    with pytest.raises(appointments.NotReceivable, match=code):
        receive(world, foreign_code=code)


FIGURES = {
    "first_on": date(2019, 1, 1),
    "last_on": date(2019, 10, 24),
    "received": 3836,
    "resolved": 2645,
    "in_time": 2515,
    "late": 130,
    "pending": 1191,
    "source": "Báo cáo tại cuộc họp ngày 24/10/2019",
}


def test_the_figures_of_the_meeting_are_recorded_with_their_source(world):
    AggregateReport.objects.create(desk=world.desk, **FIGURES)
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"late": 131}, "reported_resolved_is_in_time_and_late"),
        ({"pending": 1190}, "reported_received_is_resolved_and_pending"),
        ({"source": ""}, "reported_figures_have_a_source"),
        ({"last_on": date(2018, 12, 31)}, "reported_period_ends_after_it_starts"),
    ],
)
def test_figures_that_do_not_add_up_are_refused(world, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AggregateReport.objects.create(desk=world.desk, **FIGURES | wrong)


def test_the_public_sees_the_progress_of_a_dossier_and_nothing_else(world):
    dossier = receive(world)
    known = tracking.look_up("h28.05 261123 0001")
    assert (known.code, known.word, known.percent) == ("H28.05-261123-0001", "IN_PROCESS", 0)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10))
    handing_over.take(dossier, by=world.officer, at=at(10, 20))
    assert tracking.look_up(dossier.code).percent == 33
    resolve(world, dossier, at=at(11))
    ready = tracking.look_up(dossier.code)
    assert (ready.word, ready.percent, ready.due) == ("READY", 100, "")
    assert set(vars(ready)) == {"code", "word", "done", "steps", "due"}


@pytest.mark.parametrize("code", ["", "H28.05-261123-000", "H28.05-261123-9999", "%", "H28"])
def test_an_unknown_code_has_no_progress(world, code):
    receive(world)
    assert tracking.look_up(code) is None


def test_a_practice_dossier_is_unknown_to_the_public(world):
    assert tracking.look_up(receive(world, nature="PRACTICE").code) is None


def test_remind_lists_what_falls_due_and_may_be_repeated(world, capsys):
    receive(world, on_paper_at=at(9, on=date(2026, 11, 9)), paper_register="Quyển 01, số 1")
    late = Dossier.objects.get()
    receive(world, applicant=person(id_number="001214560000"))
    with time_machine.travel(at(9), tick=False):
        for _ in range(2):
            call_command("remind", "--json")
            (desk,) = json.loads(capsys.readouterr().out)["desks"]
            assert (desk["desk"], desk["overdue"], desk["late_without_letter"]) == ("luong-son", 1, 1)
            assert desk["letters"] == [late.code]


def test_a_calendar_decided_late_moves_no_printed_date_but_lists_the_dossier(world):
    dossier = receive(world)
    CalendarDay.objects.create(
        day=date(2026, 11, 25), kind="HOAN_DOI_NGHI", name="Hoán đổi", source="Quyết định giả định"
    )
    assert reminders.differing(world.desk, Dossier.objects.all()) == [dossier]
    dossier.refresh_from_db()
    assert dossier.due_on == date(2026, 12, 1)


PDF = b"%PDF-1.7 noi dung"


def test_a_file_is_kept_with_its_hash_and_served_only_where_the_dossier_is_seen(
    world, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    dossier = receive(world)
    kept = attachments.attach(
        dossier, SimpleUploadedFile("Giấy khai sinh.pdf", PDF), by=world.reception, at=at(10)
    )
    assert (kept.content_type, kept.size) == ("application/pdf", len(PDF))
    assert kept.file.name.startswith("dossiers/")
    url = reverse("admin:dossiers_dossier_file", args=[dossier.pk, kept.pk])
    client.force_login(world.reception)
    answer = client.get(url)
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer.headers["Content-Disposition"]
    assert dossier.accesses.filter(kind="EXPORT").count() == 1
    other = factories.make_desk("khac")
    client.force_login(factories.make_user(factories.RECEPTION, desk=other))
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("content", [b"", b"<html>", b"MZ\x90", b"GIF89a"])
def test_only_pdf_jpeg_and_png_are_accepted_whatever_the_file_name(world, settings, tmp_path, content):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(NotAllowed):
        attachments.attach(
            receive(world), SimpleUploadedFile("a.pdf", content), by=world.reception, at=at(10)
        )


def test_the_same_file_is_attached_once(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    dossier = receive(world)
    attachments.attach(dossier, SimpleUploadedFile("a.pdf", PDF), by=world.reception, at=at(10))
    with pytest.raises(NotAllowed):
        attachments.attach(dossier, SimpleUploadedFile("b.pdf", PDF), by=world.reception, at=at(10))
