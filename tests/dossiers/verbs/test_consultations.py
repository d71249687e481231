"""What does not move a dossier: a question to others, papers in parts, a pause granted by a second person."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from backoffice.dossiers import verification
from backoffice.dossiers.lifecycle.transitions import NotAllowed, NotYours
from backoffice.dossiers.models import Dossier, PauseProposal
from backoffice.dossiers.verbs import consulting, pausing, resolving, supplementing
from backoffice.dossiers.verbs.table import possible
from tests.support import factories
from tests.support.dossiers import bring_to_head, receive
from tests.support.factories import at

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def finance(world):
    division = factories.make_division(world.desk, name="Phòng Tài chính", code="TC")
    return factories.make_user(factories.DIVISION_OFFICER, desk=world.desk, division=division)


def ask(world, dossier, **fields):
    defaults = {"question": "Mức thu là bao nhiêu?", "answer_by": FRIDAY, "by": world.head, "at": at(11)}
    return consulting.consult(dossier, **defaults | fields)


def test_a_question_moves_no_dossier_and_stops_no_clock(world, finance, client):
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    ask(world, dossier, division=finance.division)
    dossier.refresh_from_db()
    assert (dossier.holder, dossier.paused_at) == (world.head, None)
    assert Dossier.objects.visible_to(finance).get() == dossier
    asked = dossier.consultations.get()
    consulting.answer(asked, text="8.000 đồng", by=finance, at=at(14))
    resolving.sign(dossier, number="1", by=world.head, at=at(15))
    client.force_login(world.head)
    page = client.get(reverse("admin:dossiers_dossier_change", args=[dossier.pk])).text
    assert "Mức thu là bao nhiêu?" in page
    assert "8.000 đồng" in page
    assert not list(verification.broken())


def test_the_division_that_was_asked_answers_and_decides_nothing(world, finance):
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    ask(world, dossier, division=finance.division)
    dossier.refresh_from_db()
    offered = {verb.name for verb in possible(dossier, user=finance)}
    assert "answer" in offered
    assert not offered & {"sign", "refuse", "give", "take"}
    with pytest.raises(NotYours):
        consulting.answer(dossier.consultations.get(), text="Tự trả lời", by=world.head, at=at(12))


def test_another_office_is_asked_by_letter_and_the_holder_enters_its_answer(world):
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    asked = ask(world, dossier, office="Sở Tư pháp tỉnh", letter="15/CV")
    consulting.answer(asked, text="Đồng ý", by=world.head, at=at(16))
    with pytest.raises(NotYours):  # nothing is asked any more
        consulting.answer(asked, text="Lần nữa", by=world.head, at=at(17))


@pytest.mark.parametrize(
    "fields", [{}, {"office": "Sở", "question": " "}, {"office": "Sở", "answer_by": date(2026, 11, 20)}]
)
def test_a_question_has_one_addressee_its_words_and_a_day_to_come(world, fields):
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    with pytest.raises(NotAllowed):
        ask(world, dossier, **fields)


def two_papers_missing(world, **fields):
    dossier = receive(world)
    supplementing.ask(
        dossier, missing=["Giấy khai sinh", "Ảnh"], reason="Thiếu", by=world.officer, at=at(10), **fields
    )
    return dossier


def test_a_part_of_the_papers_is_taken_in_and_the_clock_stays_paused(world):
    dossier = two_papers_missing(world)
    supplementing.take_part(dossier, papers=["Ảnh"], by=world.reception, at=at(11))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.paused_at) == ("WAITING_SUPPLEMENT", at(10))
    assert dossier.events.last().data["missing"] == ["Giấy khai sinh"]
    with pytest.raises(NotAllowed, match="Đã đủ"):
        supplementing.take_part(dossier, papers=["Giấy khai sinh"], by=world.reception, at=at(12))
    supplementing.complete(dossier, by=world.reception, at=at(12))
    assert dossier.supplements.get().taken_in == ["Giấy khai sinh", "Ảnh"]


def test_after_its_last_day_a_dossier_without_its_papers_ends_by_itself(world):
    dossier = two_papers_missing(world, answer_by=FRIDAY)
    assert dossier.slips.get(kind="SUPPLEMENT").payload["answer_by"] == "27/11/2026"
    assert not supplementing.end_unanswered(at=at(23, on=FRIDAY))
    assert supplementing.end_unanswered(at=at(0, 5, on=date(2026, 11, 28))) == [dossier]
    assert not supplementing.end_unanswered(at=at(1, on=date(2026, 11, 28)))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.ended_on, dossier.paused_at) == ("UNANSWERED", date(2026, 11, 28), None)
    event = dossier.events.last()
    assert (event.actor, event.kind) == (None, "end_unanswered")
    assert not list(verification.broken())


def test_the_close_of_the_day_ends_them(world, capsys, time_machine):
    two_papers_missing(world, answer_by=FRIDAY)
    time_machine.move_to(at(1, on=date(2026, 11, 28)), tick=False)
    call_command("close_day", as_json=True)
    assert json.loads(capsys.readouterr().out)["dossiers_ended"] == 1


def test_without_a_last_day_a_dossier_waits(world):
    two_papers_missing(world)
    assert not supplementing.end_unanswered(at=at(9, on=date(2027, 11, 28)))


def propose(world, dossier, when):
    return pausing.propose(dossier, reason="KHAC", legal_basis="Điều 5 Luật X", by=world.head, at=when)


def test_a_pause_under_a_provision_that_is_not_in_the_list_needs_a_second_person(world):
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    with pytest.raises(pausing.NeedsASecondPerson):
        pausing.pause(dossier, reason="KHAC", provision="", legal_basis="Luật", by=world.head, at=at(11))
    propose(world, dossier, at(11))
    dossier.refresh_from_db()
    assert dossier.paused_at is None
    with pytest.raises(NotYours, match="Người thứ hai"):
        pausing.decide(dossier, is_granted=True, by=world.head, at=at(12))
    pausing.decide(dossier, is_granted=True, by=world.lead, at=at(12))
    assert (dossier.paused_at, dossier.is_clock_stopped) == (at(12), True)


def test_a_declined_pause_stops_nothing(world):
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    propose(world, dossier, at(11))
    pausing.decide(dossier, is_granted=False, by=world.lead, at=at(12))
    dossier.refresh_from_db()
    assert dossier.paused_at is None
    assert not PauseProposal.objects.get().is_granted


def test_the_page_shows_who_proposes_what_to_the_second_person(world, client):
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(10))
    propose(world, dossier, at(11))
    client.force_login(world.lead)
    url = reverse("admin:dossiers_dossier_do", args=[dossier.pk, "decide_pause"])
    assert "Điều 5 Luật X" in client.get(url).text
    assert client.post(url, {"is_granted": "no"}).status_code == 302
    assert not dossier.pauses.exists()


def test_who_is_asked_finds_it_on_the_first_page(world, client, finance, time_machine):
    time_machine.move_to(at(11), tick=False)
    dossier, other = receive(world), receive(world)
    for held in (dossier, other):
        bring_to_head(world, held, at=at(10))
    ask(world, dossier, division=finance.division)
    propose(world, other, at(11))
    client.force_login(finance)
    assert "Mức thu là bao nhiêu?" in client.get(reverse("admin:index")).text
    for user, shown in ((world.lead, True), (world.head, False)):
        client.force_login(user)
        assert ("Điều 5 Luật X" in client.get(reverse("admin:index")).text) is shown


def test_papers_in_parts_and_questions_have_their_pages(world, client, finance, time_machine):
    time_machine.move_to(at(11), tick=False)
    dossier = two_papers_missing(world)
    client.force_login(world.reception)
    url = reverse("admin:dossiers_dossier_do", args=[dossier.pk, "take_part"])
    assert "Giấy khai sinh" in client.get(url).text
    assert client.post(url, {"papers": ["Ảnh"]}).status_code == 302
    other = receive(world)
    url = reverse("admin:dossiers_dossier_do", args=[other.pk, "consult"])
    sent = {"division": finance.division_id, "question": "Có nợ không?", "answer_by": "2026-11-27"}
    assert client.post(url, sent).status_code == 302
    client.force_login(finance)
    url = reverse("admin:dossiers_dossier_do", args=[other.pk, "answer"])
    assert client.post(url, {"asked": other.consultations.get().pk, "text": "Không"}).status_code == 302
