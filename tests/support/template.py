"""A newly installed database, made once and copied: to apply all migrations takes longer than most tests.

It contains what the migrations wrote and the reference rows, and nothing else. It is kept from run to run
until one of them changes, as a file of SQLite or a dump of PostgreSQL.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import django
import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.support.database import environment
from tests.support.processes import LONGEST, ROOT
from tests.support.server import manage

KEPT = ROOT / ".pytest_cache" / "motcua"


def migrated(scratch: Path) -> str:
    """Return the URL of a migrated database of this run's engine, on SQLite a file in `scratch`."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _sqlite(scratch) if os.environ["DATABASE_URL"].startswith("sqlite") else _postgresql()


def copy(template: str, name: str, directory: Path) -> str:
    """Return the URL of a new copy of `template`: a file in `directory`, or a database called `name`."""
    if template.startswith("sqlite"):
        copied = directory / "motcua.sqlite3"
        shutil.copy(path_of(template), copied)
        return f"sqlite:///{copied}"
    ask(f"CREATE DATABASE {name} TEMPLATE {name_of(template)}")
    return _sibling(name)


def restore(url: str, template: str, connection: BaseDatabaseWrapper) -> None:
    """Make the database of `connection` equal to `template` again; faster than to empty every table."""
    if url.startswith("sqlite"):
        connection.ensure_connection()
        with closing(sqlite3.connect(path_of(template))) as source:
            source.backup(connection.connection)
    else:
        connection.close()
        drop(url)
        ask(f"CREATE DATABASE {name_of(url)} TEMPLATE {name_of(template)}")


def drop(url: str) -> None:
    if not url.startswith("sqlite"):
        ask(f"DROP DATABASE IF EXISTS {name_of(url)} WITH (FORCE)")


def path_of(url: str) -> Path:
    return Path(unquote(url.removeprefix("sqlite:///")))


def name_of(url: str) -> str:
    return urlsplit(url).path[1:]


def query(url: str, statement: str, *parameters: int) -> list[tuple]:
    """Return the rows of a statement with `?` for each parameter."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(path_of(url), timeout=30)) as connection:
            return connection.execute(statement, parameters).fetchall()
    with psycopg.connect(url) as connection:
        return connection.execute(statement.replace("?", "%s"), parameters).fetchall()


def ask(statement: str) -> list[tuple]:
    """Carry out a statement about databases on the run's PostgreSQL server."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        answer = connection.execute(statement)
        return answer.fetchall() if answer.description else []


def _sqlite(scratch: Path) -> str:
    kept = _kept(".sqlite3")
    if not kept.exists():
        draft = KEPT / "draft.sqlite3"
        _migrate(f"sqlite:///{draft}")
        with closing(sqlite3.connect(draft)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        draft.rename(kept)
    ours = shutil.copy(kept, scratch / "template.sqlite3")  # another run may replace the kept one
    return f"sqlite:///{ours}"


def _postgresql() -> str:
    name = f"motcua_template_{os.environ['MOTCUA_RUN']}"
    url = _sibling(name)
    if ask(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        return url
    ask(f"CREATE DATABASE {name}")
    programs = os.environ.get("MOTCUA_POSTGRESQL")
    if not programs:  # another server, whose version may differ from our programs
        _migrate(url)
        return url
    [(version,)] = ask("SHOW server_version_num")
    kept = _kept(f".{version}.sql")
    if kept.exists():
        _run(f"{programs}/psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={kept}", url)
    else:
        _migrate(url)
        draft = KEPT / "draft.sql"
        _run(f"{programs}/pg_dump", f"--file={draft}", url)
        draft.rename(kept)
    return url


def _kept(ending: str) -> Path:
    """Return where a copy for the present migrations is kept; those for earlier ones are removed."""
    migrations = [*ROOT.glob("*/*/migrations/*.py"), *ROOT.glob("fixtures/*.json")]
    start = f"django{django.__version__}-"  # a run on another Django keeps its own
    kept = KEPT / f"{start}{fingerprint([ROOT / 'requirements.txt', *migrations])}{ending}"
    for old in KEPT.glob(f"{start}*{ending}*"):
        if old != kept:
            old.unlink()
    return kept


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=LONGEST)
    assert done.returncode == 0, done.stderr


def _sibling(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _migrate(url: str) -> None:
    environ = {**os.environ, "DATABASE_URL": url}
    manage(environ, "migrate", "--verbosity=0")
    manage(environ, "load_reference")


def fingerprint(sources: Iterable[Path]) -> str:
    """Return a number that changes with any of the files."""
    digest = hashlib.sha256()
    for path in sorted(sources):
        digest.update(f"{path}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
