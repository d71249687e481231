"""Processes that end with the test run, however it ends: a server left behind keeps ports and memory."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 300
"""After so many seconds nothing is waited for any more: then it hangs."""

# `cat` returns when the test run closes the pipe, or when the kernel does because the run was killed.
GUARD = 'cat >/dev/null; kill -QUIT "$1" 2>/dev/null && rm -rf "$2"'


class Guarded:
    """A server process that is stopped, and its directory removed, even if the test run is killed."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        directory: Path,
        env: Mapping[str, str],
        user: str | None = None,
    ) -> None:
        as_user = {"user": user, "extra_groups": []} if user else {}
        self._log = directory / "log"
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=ROOT if user is None else "/",
                env=env,
                start_new_session=True,
                **as_user,
            )
        self.pid = self._server.pid
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, "guard", str(self.pid), directory],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def is_running(self) -> bool:
        return self._server.poll() is None

    def kill(self) -> None:
        """Kill the process and all its children at once, like a power cut."""
        os.killpg(self.pid, signal.SIGKILL)
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask the process to stop at once, and wait until it has."""
        self._end(signal.SIGQUIT)

    def _end(self, signal_number: int) -> None:
        self._server.send_signal(signal_number)
        self._server.wait(timeout=30)
        if self._guard.poll() is None:
            self._guard.kill()
            self._guard.communicate()

    def output(self) -> str:
        return self._log.read_text(errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def newest(pattern: str) -> Path | None:
    """Return the last directory that matches an absolute pattern, by version: 9 before 15."""
    found = Path("/").glob(pattern.lstrip("/"))
    return max(found, key=lambda path: [int(part) for part in path.parts if part.isdigit()], default=None)


def on_path(program: str) -> Path | None:
    found = shutil.which(program)
    return Path(found).resolve().parent if found else None
