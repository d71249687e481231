"""Fixtures of the dossiers' tests."""

import importlib
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.dossiers.factories import World, make_world


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def open_to_all(transactional_db) -> Iterator[None]:
    """Rows that threads of their own see; the log's protection is lifted to remove them afterwards."""
    yield
    connection.close()
    migration = importlib.import_module("backoffice.dossiers.migrations.0004_events_are_append_only")
    with connection.schema_editor() as editor:
        migration.release(None, editor)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_dossierevent")
    with connection.schema_editor() as editor:
        migration.protect(None, editor)
