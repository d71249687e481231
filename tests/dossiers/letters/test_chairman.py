"""The chairman's apology for a proven forbidden act: a separate record (R40)."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from backoffice.dossiers import chairman
from backoffice.dossiers.lifecycle.transitions import NotAllowed, NotYours
from backoffice.dossiers.models import ChairmanApology, Slip
from backoffice.staffing.models import Feedback
from tests.support.factories import MONDAY, at

WORDS = {"prohibition": "e", "addressee": "Bà Giả Định", "text": "Cán bộ đã yêu cầu bổ sung ngoài quầy."}


@pytest.fixture
def complaint(world) -> Feedback:
    return Feedback.objects.create(
        desk=world.desk,
        kind=Feedback.Kind.COMPLAINT,
        received_on=date(2026, 11, 2),
        due_on=date(2026, 12, 2),
        content="Bị yêu cầu bổ sung giấy tờ ở phòng",
        answered_on=MONDAY,
        answer="Đúng",
        conclusion=Feedback.Conclusion.TRUE,
    )


def apologise(world, complaint, **fields) -> ChairmanApology:
    return chairman.apologise(complaint, **{**WORDS, "by": world.leader, "at": at(10), **fields})


def test_the_head_of_the_authority_apologises_once_and_it_is_printed(world, complaint):
    assert list(chairman.calling_for(world.leader)) == [complaint]
    letter = apologise(world, complaint)
    assert (letter.signed_on, letter.signer_name) == (MONDAY, str(world.leader))
    assert (letter.slip.kind, letter.slip.payload["number"]) == (Slip.Kind.CHAIRMAN, "01/TXL")
    assert list(chairman.calling_for(world.leader)) == []
    with pytest.raises(NotAllowed, match="đã xin lỗi"):
        apologise(world, complaint)
    assert Slip.objects.count() == 1


def test_the_database_refuses_a_second_one_too(world, complaint):
    letter = apologise(world, complaint)
    letter.pk, letter.slip = None, None
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save()


@pytest.mark.parametrize("field", ["addressee", "text"])
def test_it_needs_a_text_and_an_addressee(world, complaint, field):
    with pytest.raises(NotAllowed):
        apologise(world, complaint, **{field: "  "})
    letter = apologise(world, complaint)
    with pytest.raises(IntegrityError, match="chairman_apology_has_words"), transaction.atomic():
        ChairmanApology.objects.filter(pk=letter.pk).update(**{field: ""})


def test_only_for_what_was_found_true_and_never_for_a_denunciation(world, complaint):
    for conclusion, kind in (("", "KHIEU_NAI"), ("KHONG_DUNG", "KHIEU_NAI"), ("DUNG", "TO_CAO")):
        complaint.conclusion, complaint.kind = conclusion, kind
        with pytest.raises(NotAllowed):
            apologise(world, complaint)


def test_nobody_else_signs_it(world, complaint):
    for other in (world.lead, world.head, world.reception):
        with pytest.raises(NotYours):
            apologise(world, complaint, by=other)


def test_it_is_written_from_the_list_of_letters(client, world, complaint):
    client.force_login(world.leader)
    with time_machine.travel(at(10), tick=False):
        write = reverse("admin:dossiers_chairmanapology_write", args=[complaint.pk])
        assert write in client.get(reverse("admin:dossiers_dossier_apologies")).content.decode()
        page = client.get(client.post(write, WORDS).headers["Location"]).content.decode()
        assert "Cán bộ đã yêu cầu bổ sung ngoài quầy." in page
        assert "Bà Giả Định" in page
        assert client.post(write, WORDS).status_code == 200
    assert ChairmanApology.objects.count() == 1
