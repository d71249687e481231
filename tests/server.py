"""The real web server with its worker processes, for what one process cannot show: two officers at once."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.processes import ROOT, Guarded, free_port


class Store:
    """A migrated database and collected static files, to be copied for each server of a run."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.database_url = _database(directory, f"template_{os.getpid()}")
        manage(self.environ(), "migrate", "--verbosity=0")
        manage(self.environ(), "collectstatic", "--noinput", "--verbosity=0")

    def environ(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "DATA_DIR": str(self.directory),
            "SECRET_KEY": "of-a-test-server",
            "DEBUG": "0",
        }

    def copy_to(self, directory: Path) -> str:
        """Return the DATABASE_URL of a fresh copy."""
        (directory / "static").symlink_to(self.directory / "static")
        if self.database_url.startswith("sqlite"):
            shutil.copy(self.directory / "motcua.sqlite3", directory)
            return _database(directory, "")
        return _database(directory, f"server_{os.getpid()}_{time.monotonic_ns()}", template=self.database_url)

    def discard(self, database_url: str) -> None:
        if database_url.startswith("postgresql"):
            _ask(database_url, "DROP DATABASE {} WITH (FORCE)")


class Server:
    """gunicorn as `make run` starts it: `url` is where it answers, without a slash at the end."""

    def __init__(self, directory: Path, database_url: str) -> None:
        self.directory = directory
        self.database_url = database_url
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environ = {
            **os.environ,
            "DATABASE_URL": database_url,
            "DATA_DIR": str(directory),
            "SECRET_KEY": "of-a-test-server",
            "DEBUG": "0",
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
        }

    def start(self) -> None:
        """Start, or start again on the same port and database, and wait until it listens.

        The workers of a server that was killed take a second to notice and let go of the port.
        """
        _wait_until(lambda: not _listens(self.port))
        command = [sys.executable, "-m", "gunicorn", "--config=backoffice/gunicorn_conf.py"]
        command += [f"--bind=127.0.0.1:{self.port}", "backoffice.wsgi"]
        self.process = Guarded(command, directory=self.directory, env=self.environ)
        _wait_until(lambda: _listens(self.port) or not self.process.is_running())
        assert self.process.is_running(), f"gunicorn did not start:\n{self.process.said()}"

    def stop(self) -> None:
        self.process.stop()

    def kill(self) -> None:
        """End the master and, a second later, its workers, without any of them tidying up."""
        self.process.kill()

    def manage(self, *arguments: str, stdin: str = "", code: int = 0) -> str:
        """Run a management command on the server's database and return what it printed."""
        return manage(self.environ, *arguments, stdin=stdin, code=code)


def manage(environ: dict[str, str], *arguments: str, stdin: str = "", code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environ,
    )
    assert done.returncode == code, f"manage.py {' '.join(arguments)}: {done.returncode}\n{done.stderr}"
    return done.stdout


def _database(directory: Path, name: str, *, template: str = "") -> str:
    """Return the URL of the database in `directory`, created if the run is on PostgreSQL."""
    given = os.environ["DATABASE_URL"]
    if given.startswith("sqlite"):
        return f"sqlite:///{directory / 'motcua.sqlite3'}"
    url = urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
    source = f" TEMPLATE {urlsplit(template).path[1:]}" if template else ""
    _ask(url, "CREATE DATABASE {}" + source)
    return url


def _ask(url: str, statement: str) -> None:
    """Carry out a statement about the database of `url` from another one of its server."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement.format(urlsplit(url).path[1:]))


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until(condition: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < give_up_at, "nothing happened for 30 seconds"
        time.sleep(0.05)
