"""The log of what officers did: appended, chained, never changed."""

import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from backoffice.dossiers import verification
from backoffice.dossiers.models import Dossier, DossierEvent, Slip
from backoffice.dossiers.verbs import handing_over, pausing
from tests.dossiers.conftest import unprotected
from tests.support import factories
from tests.support.dossiers import LISTED, receive
from tests.support.factories import at


def two_events(world) -> Dossier:
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10))
    return dossier


def test_a_reception_is_the_first_event_with_names_as_they_were(world):
    dossier = receive(world)
    event = dossier.events.get()
    world.reception.full_name = "Người Khác"
    world.reception.save()
    assert (event.seq, event.kind, event.to_state) == (1, "receive", "RECEIVED")
    assert event.actor_name.startswith("Người Giả Định")
    assert event.office_name == "Bộ phận Một cửa luong-son"
    assert event.hash == event.computed_hash() == dossier.log_hash


def test_the_log_says_what_was_done_in_the_words_of_the_verb(world, client):
    dossier = two_events(world)
    client.force_login(world.lead)
    rows = client.get(reverse("admin:dossiers_dossierevent_changelist")).content.decode()
    assert '<td class="field-done">Bàn giao</td>' in rows
    last = dossier.events.last()
    page = client.get(reverse("admin:dossiers_dossierevent_change", args=[last.pk])).content.decode()
    assert "Bàn giao" in page
    assert '<div class="readonly">Đã tiếp nhận</div>' in page


def test_the_history_says_why_the_clock_was_paused_in_words(world, client):
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10))
    handing_over.take(dossier, by=world.officer, at=at(10))
    pausing.pause(dossier, reason="KHAC", provision=LISTED, legal_basis="Luật", by=world.officer, at=at(11))
    client.force_login(world.lead)
    page = client.get(reverse("admin:dossiers_dossier_history", args=[dossier.pk])).content.decode()
    assert "lý do khác, có căn cứ pháp lý" in page
    assert "KHAC" not in page


@pytest.mark.parametrize(
    "statement", ["UPDATE dossiers_dossierevent SET reason = 'x'", "DELETE FROM dossiers_dossierevent"]
)
def test_the_database_refuses_to_change_or_delete_an_event(world, statement):
    receive(world)
    with pytest.raises(DatabaseError, match="events of a dossier are never"), transaction.atomic():
        connection.cursor().execute(statement)
    assert DossierEvent.objects.count() == 1


def test_neither_does_the_manager(world):
    event = receive(world).events.get()
    for attempt in (event.delete, DossierEvent.objects.all().delete, event.save):
        with pytest.raises(DatabaseError, match="never"), transaction.atomic():
            attempt()


def test_verify_finds_nothing_in_an_intact_log(world, capsys):
    receive(world)
    call_command("verify", "--json")
    assert json.loads(capsys.readouterr().out) == {"ok": True, "broken": []}


@pytest.mark.parametrize(
    "attempt",
    [
        lambda events: events.update(reason="x"),
        lambda events: events.bulk_update([events.first()], ["hash"]),
        lambda events: events.all()._raw_delete("default"),
        lambda events: events.bulk_create(
            [events.first()],
            update_conflicts=True,
            unique_fields=["dossier", "seq"],
            update_fields=["reason"],
        ),
    ],
    ids=["update", "bulk_update", "raw delete", "insert or update"],
)
def test_no_method_of_the_manager_rewrites_an_event(world, attempt):
    receive(world)
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        attempt(DossierEvent.objects)
    assert DossierEvent.objects.get().reason == ""


@pytest.mark.only_on("sqlite", "REPLACE is its own")
def test_replacing_a_row_is_refused_too(world):
    event = receive(world).events.get()
    statement = (
        "INSERT OR REPLACE INTO dossiers_dossierevent "
        "SELECT id, seq, at, actor_name, office_name, kind, from_state, to_state, 'x', data, previous_hash, "
        "hash, actor_id, dossier_id, seal FROM dossiers_dossierevent WHERE id = %s"
    )
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        connection.cursor().execute(statement, [event.pk])


@pytest.mark.parametrize(
    "change", ["payload = '{}'", "sha256 = 'x'", "number = number + 1", "year = 1999", "seal = NULL"]
)
def test_the_database_refuses_to_change_a_printed_form(world, change):
    receive(world)
    with pytest.raises(DatabaseError, match="printed forms are never changed"), transaction.atomic():
        connection.cursor().execute(f"UPDATE dossiers_slip SET {change}")


def test_a_chain_rewritten_from_the_middle_has_no_seal(world):
    """Somebody with the database and this source, but without the key, rewrites an event and all after it."""
    dossier = two_events(world)
    with unprotected():
        previous = ""
        for event in dossier.events.order_by("seq"):
            event.reason, event.previous_hash = "viết lại", previous
            event.hash = previous = event.computed_hash()
            event.save()
        Dossier.objects.update(log_hash=previous)
    first, second = dossier.events.order_by("seq")
    sentences = list(verification.broken_chains())
    assert [f"(dòng {first.pk})" in sentences[0], f"(dòng {second.pk})" in sentences[1]] == [True, True]


def test_a_log_without_its_last_events_has_no_seal_at_its_end(world):
    dossier = two_events(world)
    with unprotected():
        dossier.events.get(seq=2).delete()
    first = dossier.events.get()
    Dossier.objects.update(log_seq=1, log_hash=first.hash, state=first.to_state)
    assert list(verification.broken_chains()) == [
        f"{dossier}: sự kiện 1 bị đặt làm sự kiện cuối; thiếu các sự kiện sau đó."
    ]


def test_an_emptied_log_is_found(world):
    dossier = two_events(world)
    with unprotected():
        dossier.events.all().delete()
    Dossier.objects.update(log_seq=0, log_hash="")
    assert list(verification.broken_chains()) == [f"{dossier}: mất toàn bộ nhật ký."]


def test_an_earlier_key_still_fits_and_an_unknown_key_is_one_sentence(world, settings):
    two_events(world)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a-new-one"
    assert ["SECRET_KEY" in sentence for sentence in verification.broken()] == [True]
    settings.SECRET_KEY_FALLBACKS = [old]
    assert list(verification.broken()) == []


def test_a_missing_form_in_the_numbering_is_found(world):
    receive(world)
    Slip.objects.all()._raw_delete("default")
    sentences = list(verification.broken_slips())
    assert len(sentences) == 1
    assert "giấy tiếp nhận hồ sơ và hẹn trả kết quả số 1/2026" in sentences[0]


def test_ids_and_telephones_that_officers_type_do_not_get_into_the_log(world):
    dossier = two_events(world)
    handing_over.take(dossier, by=world.officer, at=at(11), note="Gọi 0912 345 123, CCCD 001214567856")
    event = dossier.events.order_by("seq").last()
    assert event.reason == "Gọi •••, CCCD •••"


def test_no_personal_data_of_a_reception_get_into_the_log(world):
    dossier = two_events(world)
    text = json.dumps(list(dossier.events.values("reason", "data", "actor_name")), ensure_ascii=False)
    applicant = dossier.applicant
    for datum in (applicant.full_name, applicant.id_number, applicant.phone, applicant.address):
        assert datum not in text


BREAKS = {
    "UPDATE dossiers_dossierevent SET reason = 'khác' WHERE seq = 1": "H28.05-261123-0001: event 1",
    "UPDATE dossiers_dossierevent SET actor_name = 'Ai đó' WHERE seq = 2": "H28.05-261123-0001: event 2",
    "DELETE FROM dossiers_dossierevent WHERE seq = 1": "an event before number 2 is missing",
    "DELETE FROM dossiers_dossierevent WHERE seq = 2": "its last events are missing",
    "DELETE FROM dossiers_dossierevent": "all its events are missing",
    "UPDATE dossiers_dossier SET state = 'WITHDRAWN'": "its state does not follow from its events",
    "UPDATE dossiers_slip SET number = 9, sha256 = 'x'": "Form receipt and appointment 9/2026",
    "UPDATE dossiers_codeserial SET last = 0": "a code was given beyond the counter",
    "UPDATE dossiers_step SET started_at = NULL": "it is open, but in no step",
    "UPDATE dossiers_dossier SET code_key = 'X'": "it is not found under its own code",
}


@pytest.mark.parametrize(("statement", "sentence"), BREAKS.items())
def test_verify_names_every_row_that_plain_sql_broke(world, capsys, settings, statement, sentence):
    settings.LANGUAGE_CODE = "en"
    two_events(world)
    with unprotected():
        connection.cursor().execute(statement)
    with pytest.raises(SystemExit, match="1"):
        call_command("verify")
    assert sentence in capsys.readouterr().out


@pytest.mark.parametrize(
    "model", ["dossierevent", "slip", "access", "apology", "chairmanapology", "handover"]
)
def test_the_admin_cannot_add_change_or_delete_log_rows(client, world, model):
    receive(world)
    client.force_login(factories.make_user(desk=world.desk, is_superuser=True))
    pages = [("add", []), ("delete", [1])]
    for page, keys in pages:
        url = reverse(f"admin:dossiers_{model}_{page}", args=keys)
        assert client.post(url, {"post": "yes"}).status_code in (403, 302, 404)
    changed = reverse(f"admin:dossiers_{model}_changelist")
    client.post(changed, {"action": "delete_selected", "_selected_action": ["1"], "post": "yes"})
    assert DossierEvent.objects.count() == 1
    assert Slip.objects.count() == 1
