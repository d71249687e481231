"""A database goes on from what an earlier version applied, or is refused before anything happens to it."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from backoffice.base import squashed

TABLES = ("tickets", "0001_squashed_0003_tables")


@pytest.fixture
def applied_one_by_one(db) -> MigrationRecorder:
    """The database as the earlier version left it: it knows the single migrations only."""
    recorder = MigrationRecorder(connection)
    for app, name in squashed.parts():
        recorder.record_unapplied(app, name)
    return recorder


def test_a_database_that_applied_every_single_migration_needs_none(applied_one_by_one):
    call_command("migrate", "--check", skip_checks=False)
    call_command("migrate", skip_checks=False, verbosity=0)
    assert TABLES in applied_one_by_one.applied_migrations()


def test_a_database_between_migrations_that_are_one_now_is_not_upgraded(applied_one_by_one):
    applied_one_by_one.record_unapplied("tickets", "0003_several_services_receipts_and_named_screens")
    with pytest.raises(SystemCheckError, match="tickets .* 0002_places_screens_and_ratings"):
        call_command("migrate", skip_checks=False)
    assert TABLES not in applied_one_by_one.applied_migrations()
