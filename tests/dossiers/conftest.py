"""Fixtures of the dossiers' tests."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

import pytest
import time_machine
from django.db import connection, transaction

from tests.support.dossiers import World, make_world
from tests.support.factories import at


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The world of a module's tests, made once, in a transaction that ends with the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(at(7), tick=False):
            world = make_world()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(made, db) -> World:
    """New objects for the shared rows; the test's changes to the rows are rolled back."""
    return deepcopy(made)


@pytest.fixture
def transactional_db(transactional_db) -> None:
    """Committed rows: only in modules that do not use the transaction of `made`."""
    assert not connection.in_atomic_block


MIGRATION = "backoffice.dossiers.migrations.0002_squashed_0014_log_words_and_causes"


@contextmanager
def unprotected() -> Iterator[None]:
    """Remove the database's protection of the log, as somebody with the file could."""
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
    """Rows that other threads see; they are removed afterwards."""
    yield
    with unprotected(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_dossierevent")
