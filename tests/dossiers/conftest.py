"""Fixtures of the dossiers' tests."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.dossiers.factories import World, make_world


@pytest.fixture
def world(db) -> World:
    return make_world()


MIGRATION = "backoffice.dossiers.migrations.0002_squashed_0014_log_words_and_causes"


@contextmanager
def unprotected() -> Iterator[None]:
    """Lift the database's protection of the log, as somebody with the file in his hands could."""
    migration = importlib.import_module(MIGRATION)
    statements = _Statements()
    migration.release(None, statements)
    yield
    migration.protect(None, statements)


class _Statements:
    """Runs the migration's statements in the transaction of a test."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.fixture
def open_to_all(transactional_db) -> Iterator[None]:
    """Rows that threads of their own see; they are removed afterwards."""
    yield
    with unprotected(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_dossierevent")
