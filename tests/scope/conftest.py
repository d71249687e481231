"""The two desks, made once for the directory and undone afterwards; the time is fixed to a working Monday."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from backoffice.site import BackOfficeSite
from tests.scope import forms
from tests.scope import world as worlds
from tests.scope.client import Log
from tests.support import factories
from tests.support.factories import at
from tests.support.undoing import undone

# One of each kind: of every desk, of one desk, of one division, of nothing; each may do most in its kind.
ONE_OF_EACH_KIND = {factories.ADMINISTRATOR, worlds.EVERY_RIGHT, worlds.IN_DIVISION, worlds.NO_ROLE}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Ask every account on SQLite; on PostgreSQL, one of each kind.

    Who may see what is written in Python; what the engine could do differently, it does for any account.
    """
    if os.environ.get("MOTCUA_TEST_DB") == "postgresql":
        others = set(worlds.ACCOUNTS) - ONE_OF_EACH_KIND
        config.hook.pytest_deselected(items=[item for item in items if _account(item) in others])
        items[:] = [item for item in items if _account(item) not in others]


def _account(item: pytest.Item) -> str:
    is_here = item.path.is_relative_to(Path(__file__).parent)
    callspec = getattr(item, "callspec", None)
    return callspec.params.get("name", "") if is_here and callspec else ""


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[worlds.World]:
    kept, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path_factory.mktemp("files")
    menu = MenuOnce(BackOfficeSite.menu)
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        mock.patch.object(BackOfficeSite, "menu", lambda site, request: menu(site, request)),
    ):
        with time_machine.travel(at(9), tick=False):
            built = worlds.build()
        yield built
        transaction.set_rollback(True)
    settings.MEDIA_ROOT = kept


class MenuOnce:
    """Makes the menu for the first page of each account only.

    It is the same on every page, but for the mark of the current one, and takes a fifth of the time.
    """

    def __init__(self, menu: Callable[..., list]) -> None:
        self.menu, self.shown = menu, set()

    def __call__(self, site: BackOfficeSite, request: HttpRequest) -> list:
        if request.user.pk in self.shown:
            return []
        self.shown.add(request.user.pk)
        return self.menu(site, request)


@pytest.fixture
def world(built, db) -> Iterator[worlds.World]:
    """The two desks; changes of a test are rolled back."""
    with time_machine.travel(at(9), tick=False):
        yield built


@pytest.fixture(scope="package")
def sent(built, django_db_blocker) -> dict:
    """What a browser would send from the admin's own forms, for own and for foreign rows."""
    with django_db_blocker.unblock(), time_machine.travel(at(9), tick=False), undone():
        return forms.collected(built)


@pytest.fixture
def log() -> Iterator[Log]:
    """Everything the product writes to its log."""
    kept = Log()
    loggers = [
        logging.getLogger(name) for name in ("django.request", "django.security", "backoffice", "kiosk")
    ]
    before = [(each.level, each.propagate) for each in loggers]
    for each in loggers:
        each.addHandler(kept)
        each.addFilter(kept)
        each.setLevel(logging.DEBUG)
        each.propagate = False
    yield kept
    for each, (level, propagate) in zip(loggers, before, strict=True):
        each.removeHandler(kept)
        each.removeFilter(kept)
        each.setLevel(level)
        each.propagate = propagate
