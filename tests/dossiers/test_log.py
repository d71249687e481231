"""The log of what officers did: appended, chained, never changed."""

import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from backoffice.dossiers import transitions
from backoffice.dossiers.models import DossierEvent
from tests.dossiers.conftest import unprotected
from tests.dossiers.factories import receive
from tests.factories import at


def test_a_reception_is_the_first_event_with_names_as_they_were(world):
    dossier = receive(world)
    event = dossier.events.get()
    world.reception.full_name = "Người Khác"
    world.reception.save()
    assert (event.seq, event.kind, event.to_state) == (1, "receive", "RECEIVED")
    assert event.actor_name.startswith("Người Giả Định")
    assert event.office_name == "Bộ phận Một cửa luong-son"
    assert event.hash == event.computed_hash() == dossier.log_hash


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


def test_verify_is_content_with_a_whole_log(world, capsys):
    receive(world)
    call_command("verify", "--json")
    assert json.loads(capsys.readouterr().out) == {"ok": True, "broken": []}


BREAKS = {
    "UPDATE dossiers_dossierevent SET reason = 'khác' WHERE seq = 1": "H28.05-261123-0001: event 1",
    "UPDATE dossiers_dossierevent SET actor_name = 'Ai đó' WHERE seq = 2": "H28.05-261123-0001: event 2",
    "DELETE FROM dossiers_dossierevent WHERE seq = 1": "an event before number 2 is missing",
    "DELETE FROM dossiers_dossierevent WHERE seq = 2": "its last events are missing",
    "DELETE FROM dossiers_dossierevent": "all its events are missing",
    "UPDATE dossiers_dossier SET state = 'WITHDRAWN'": "its state does not follow from its events",
    "UPDATE dossiers_slip SET number = 9, sha256 = 'x'": "Form RECEIPT 9/2026",
    "UPDATE dossiers_codeserial SET last = 0": "a code was given beyond the counter",
    "UPDATE dossiers_step SET started_at = NULL": "it is open, but in no step",
    "UPDATE dossiers_dossier SET code_key = 'X'": "it is not found under its own code",
}


@pytest.mark.parametrize(("statement", "sentence"), BREAKS.items())
def test_verify_names_every_row_that_plain_sql_broke(world, capsys, settings, statement, sentence):
    settings.LANGUAGE_CODE = "en"
    dossier = receive(world)
    transitions.give(dossier, to=world.officer, by=world.reception, at=at(10))
    with unprotected():
        connection.cursor().execute(statement)
    with pytest.raises(SystemExit, match="1"):
        call_command("verify")
    assert sentence in capsys.readouterr().out
