"""Prepares Django for the suite; the database is chosen before the settings are read."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache

from tests import database
from tests.missing import is_required
from tests.server import Server, Store

SCRATCH = Path(tempfile.mkdtemp(prefix="motcua-tests-"))
NO_DATABASE = ""
CLUSTER = None


@atexit.register
def clean_up() -> None:
    if CLUSTER:
        CLUSTER.stop()
    shutil.rmtree(SCRATCH, ignore_errors=True)


try:
    DATABASE_URL, CLUSTER = database.start(SCRATCH)
except database.Unavailable as unavailable:
    NO_DATABASE = f"NOT TESTED ON POSTGRESQL: {unavailable}"
    DATABASE_URL = f"sqlite:///{SCRATCH / 'motcua.sqlite3'}"

os.environ |= {
    "DATABASE_URL": DATABASE_URL,
    "DATA_DIR": str(SCRATCH),
    "SECRET_KEY": "of-the-test-suite",
    "DEBUG": "0",
    "DJANGO_SETTINGS_MODULE": "backoffice.settings",
}
for name in ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "HTTPS"):
    os.environ.pop(name, None)

(SCRATCH / "static").mkdir()
settings.DATABASES["default"].setdefault("TEST", {})
if DATABASE_URL.startswith("sqlite"):
    # A file, as in an office: threads of one test then have connections of their own.
    settings.DATABASES["default"]["TEST"]["NAME"] = str(SCRATCH / "test.sqlite3")
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()

hypothesis.settings.register_profile("suite", deadline=None, print_blob=True)
hypothesis.settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    if NO_DATABASE and is_required("postgresql"):
        raise pytest.UsageError(NO_DATABASE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items if NO_DATABASE else []:
        item.add_marker(pytest.mark.skip(reason=NO_DATABASE))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if NO_DATABASE:
        terminalreporter.write_line(NO_DATABASE, red=True, bold=True)


def pytest_unconfigure() -> None:
    clean_up()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Counters of one test, such as those of a rate limit, must not reach the next."""
    cache.clear()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A migrated database without rows, from which `server` copies its own."""
    made = Store(tmp_path_factory.mktemp("store"))
    yield made
    made.discard(made.database_url)


@pytest.fixture(scope="module")
def server(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real web server with two worker processes, on an empty migrated database of the run's engine."""
    directory = tmp_path_factory.mktemp("server")
    started = Server(directory, store.copy_to(directory))
    started.start()
    yield started
    started.stop()
    store.discard(started.database_url)
