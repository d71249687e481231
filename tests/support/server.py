"""The real web server with its worker processes, for what one process cannot show: two officers at once."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support.processes import LONGEST, ROOT, Guarded, free_port


class Server:
    """gunicorn as `make run` starts it; `url` has no slash at the end."""

    def __init__(self, directory: Path, database_url: str) -> None:
        self.directory = directory
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environ = {
            **os.environ,
            "DATABASE_URL": database_url,
            "DATA_DIR": str(directory),
            "SECRET_KEY": "of-a-test-server",
        }

    def start(self) -> None:
        """Start, or start again on the same port and database, and wait until it listens.

        The workers of a killed server need a second to notice it and release the port.
        """
        _wait_until(lambda: not _listens(self.port))
        command = [sys.executable, "-m", "gunicorn", "--config=backoffice/gunicorn_conf.py"]
        command += [f"--bind=127.0.0.1:{self.port}", "backoffice.wsgi"]
        self.process = Guarded(command, directory=self.directory, env=self.environ)
        _wait_until(lambda: _listens(self.port) or not self.process.is_running())
        assert self.process.is_running(), f"gunicorn did not start:\n{self.process.output()}"

    def stop(self) -> None:
        self.process.stop()

    def kill(self) -> None:
        """End the master and its workers at once, without any of them tidying up."""
        self.process.kill()

    def manage(self, *arguments: str, stdin: str = "", code: int = 0) -> str:
        """Run a management command on the server's database and return what it printed.

        :raises AssertionError: with the command's output, if it does not end with `code`.
        """
        return manage(self.environ, *arguments, stdin=stdin, code=code)


def manage(environ: Mapping[str, str], *arguments: str, stdin: str = "", code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environ,
        timeout=LONGEST,
    )
    assert done.returncode == code, f"manage.py {' '.join(arguments)}: {done.returncode}\n{done.stderr}"
    return done.stdout


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until(condition: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < give_up_at, "nothing happened for 30 seconds"
        time.sleep(0.05)
