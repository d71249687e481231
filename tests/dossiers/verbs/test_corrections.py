"""Whose dossier it is can be corrected: a name, a number, the wrong person, one person kept twice (F6)."""

import pytest
from django.urls import reverse

from backoffice.dossiers import verification
from backoffice.dossiers.lifecycle.transitions import NotAllowed
from backoffice.dossiers.models import Applicant
from backoffice.dossiers.verbs import correcting
from tests.support.dossiers import person, receive
from tests.support.factories import at

WRONG = "Nhầm hồ sơ của người khác"


def test_a_name_is_corrected_and_a_new_receipt_says_which_one_it_replaces(world, client):
    dossier, other = receive(world), receive(world)
    first = dossier.slips.get()
    correcting.correct(
        dossier,
        stated=correcting.Identity(full_name="Nguyễn Thị Đáo", phone="+84 912 345 124"),
        is_other_person=False,
        reason="Sai dấu trong tên",
        by=world.reception,
        at=at(10),
    )
    receipt = dossier.slips.get(replaces=first)
    assert receipt.payload["applicant"]["name"] == dossier.applicant_name == "Nguyễn Thị Đáo"
    assert receipt.payload["replaces"] == first.payload["number"]
    applicant = Applicant.objects.get()
    assert (applicant.full_name, applicant.phone) == ("Nguyễn Thị Đáo", "0912345124")
    assert (applicant.id_number, applicant.pk) == ("001214567856", other.applicant_id)
    event = dossier.events.last()
    assert set(event.data["fields"]) == {"full_name", "phone"}
    assert "Đáo" not in str(event.data)
    assert "0912345124" not in str(event.data)
    client.force_login(world.reception)
    page = client.get(reverse("admin:dossiers_slip_print", args=[first.pk])).text
    assert f"Đã thay bằng số {receipt.payload['number']}" in page
    assert not list(verification.broken())


def test_a_dossier_of_another_person_moves_alone(world):
    mine, hers = receive(world), receive(world)
    stated = correcting.Identity(full_name="Trần Văn Bình", id_number="001 099 000 123")
    correcting.correct(mine, stated=stated, is_other_person=True, reason=WRONG, by=world.reception, at=at(10))
    assert (mine.applicant.full_name, mine.applicant.id_number) == ("Trần Văn Bình", "001099000123")
    hers.refresh_from_db()
    assert hers.applicant.full_name == "Nguyễn Thị Đào"
    assert mine.applicant_name == "Trần Văn Bình"


def test_the_number_of_another_person_is_not_written_over_this_one(world):
    mine, _hers = receive(world), receive(world, applicant=person(id_number="001099000123"))
    stated = correcting.Identity(full_name="Nguyễn Thị Đào", id_number="001.099.000.123")
    with pytest.raises(NotAllowed, match="người khác"):
        correcting.correct(
            mine, stated=stated, is_other_person=False, reason=WRONG, by=world.reception, at=at(10)
        )


def test_two_records_of_one_person_become_one_after_the_name_was_compared(world):
    old = receive(world, applicant=person(id_number="012345678", phone="", address="Thôn Cũ"))
    new = receive(world, applicant=person(phone=""))
    asked = {"other_number": "012 345 678", "reason": "Đã đổi CMND sang CCCD", "by": world.lead}
    with pytest.raises(NotAllowed, match="Nguyễn Thị Đào"):
        correcting.merge(new, is_confirmed=False, at=at(10), **asked)
    assert correcting.merge(new, is_confirmed=True, at=at(10), **asked) == 1
    old.refresh_from_db()
    assert old.applicant == new.applicant == Applicant.objects.get()
    assert [event.kind for event in old.events.order_by("seq")] == ["receive", "merge"]
    ended = Applicant.history.filter(history_type="-").get()
    assert (ended.history_user, ended.history_change_reason) == (world.lead, "Đã đổi CMND sang CCCD")
    assert not list(verification.broken())
