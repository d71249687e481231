"""Prepares Django for the suite; the database is chosen before the settings are read."""

import atexit
import gc
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import SimpleTestCase, TransactionTestCase
from xdist.remote import Producer

from tests.support import collected as static
from tests.support import database, scheduling, template
from tests.support.missing import is_required
from tests.support.server import Server

SCRATCH = Path(tempfile.mkdtemp(prefix="motcua-tests-"))
NO_DATABASE = ""
CLUSTER = None


@atexit.register
def clean_up() -> None:
    if CLUSTER:
        CLUSTER.stop()
    shutil.rmtree(SCRATCH, ignore_errors=True)


# Without this, `timeout` and CI would end the run with its temporary files left behind.
signal.signal(signal.SIGTERM, signal.default_int_handler)

try:
    DATABASE_URL, CLUSTER = database.start(SCRATCH)
except database.Unavailable as unavailable:
    NO_DATABASE = f"NOT TESTED ON POSTGRESQL: {unavailable}"
    DATABASE_URL = f"sqlite:///{SCRATCH / 'motcua.sqlite3'}"

os.environ |= {
    "TMPDIR": str(SCRATCH),  # so that what a killed worker or browser leaves behind goes with it
    "DATABASE_URL": DATABASE_URL,
    "DATA_DIR": str(SCRATCH),
    "SECRET_KEY": "of-the-test-suite",
    "DEBUG": "0",
    "MOTCUA_RUN": os.environ.get("MOTCUA_RUN", str(os.getpid())),
    "DJANGO_SETTINGS_MODULE": "backoffice.settings",
}
tempfile.tempdir = None  # read TMPDIR again
for name in ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "HTTPS", "PUBLIC_URL"):
    os.environ.pop(name, None)
# Some forty processes are started, and each would compile the whole product again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

(SCRATCH / "pid").write_text(str(os.getpid()))
(SCRATCH / "static").mkdir()
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()

hypothesis.settings.register_profile("suite", deadline=None, print_blob=True)
hypothesis.settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    if NO_DATABASE and is_required("postgresql"):
        raise pytest.UsageError(NO_DATABASE)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> scheduling.ByUnit:
    return scheduling.ByUnit(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order the tests; on PostgreSQL leave out those whose result SQLite has shown already.

    A test without a database fails if it touches one, so its result is the same on both engines. How a
    browser shows a page does not depend on the engine either; that the server comes back does, and is tested
    without a browser. Others read rows, and yet Python decides: they are marked `only_on`, like what is asked
    of one engine. SQLite runs all but PostgreSQL's own, PostgreSQL all others that touch rows.
    """
    items.sort(key=lambda item: scheduling.rank(item.nodeid))
    for item in items if NO_DATABASE else []:
        item.add_marker(pytest.mark.skip(reason=NO_DATABASE))
    config.hook.pytest_deselected(items=[item for item in items if not _is_asked_here(item)])
    items[:] = [item for item in items if _is_asked_here(item)]


def _is_asked_here(item: pytest.Item) -> bool:
    engine = os.environ.get("MOTCUA_TEST_DB") or "sqlite"
    if marked := item.get_closest_marker("only_on"):
        return marked.args[0] == engine
    return engine == "sqlite" or _hangs_on_the_engine(item)


def _hangs_on_the_engine(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(
        item.get_closest_marker("django_db")
        or item.get_closest_marker("server")
        or issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
        or fixtures & {"db", "transactional_db", "django_db_setup", "migrated"}
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if NO_DATABASE:
        terminalreporter.write_line(NO_DATABASE, red=True, bold=True)


def pytest_keyboard_interrupt() -> None:
    """Tell the workers to end: the run would kill them, and what they have started would go on."""
    for pid in SCRATCH.glob("*/pid"):
        with suppress(ProcessLookupError):
            os.kill(int(pid.read_text()), signal.SIGTERM)


def pytest_unconfigure() -> None:
    clean_up()


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays for the whole run: walking it took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Counters of one test, such as those of a rate limit, must not reach the next."""
    cache.clear()


@pytest.fixture(scope="session")
def migrated() -> str:
    """The URL of a database with every migration applied, to be copied."""
    return template.migrated(SCRATCH)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(migrated: str) -> Iterator[None]:
    """Give Django a copy of the migrated database, in which no migration is left to apply.

    On SQLite it is a file, as in an office: each thread of a test has its own connection.
    """
    directory = SCRATCH / "test"
    directory.mkdir()
    url = template.copy(migrated, f"test_{os.getpid()}", directory)
    name = template.path_of(url) if url.startswith("sqlite") else template.name_of(url)
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(name)

    def copy_again(case: TransactionTestCase) -> None:
        template.restore(url, migrated, connection)

    # Django would empty every table, including what the migrations wrote.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", copy_again)
        yield
    template.drop(url)


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the collected static files for the real server."""
    return static.collected(tmp_path_factory.mktemp("collected"))


@pytest.fixture(scope="module")
def server(migrated: str, collected: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real web server with two worker processes, on an empty migrated database of the run's engine."""
    directory = tmp_path_factory.mktemp("server")
    (directory / "static").symlink_to(collected)
    url = template.copy(migrated, f"server_{os.getpid()}_{time.monotonic_ns()}", directory)
    started = Server(directory, url)
    started.start()
    yield started
    started.stop()
    template.drop(url)
