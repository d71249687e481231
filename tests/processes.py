"""Helpers that end with the test run, however the run ends: a server left behind holds ports and memory."""

import os
import shutil
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

# `cat` returns when the test run closes the pipe, or when the kernel does because the run was killed.
GUARD = """
"$@" >>"$MOTCUA_LOG" 2>&1 & child=$!
echo $child
cat >/dev/null
kill -QUIT $child 2>/dev/null
wait $child
"""


class Guarded:
    """A server process; `pid` is its own, not the guard's."""

    def __init__(
        self, command: Sequence[str], *, log: Path, env: Mapping[str, str], user: str | None = None
    ) -> None:
        self.log = log
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, "guard", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parent.parent if user is None else "/",
            env={**env, "MOTCUA_LOG": str(log)},
            user=user,
            extra_groups=None if user is None else [],
            start_new_session=True,
        )
        self.pid = int(self._guard.stdout.readline())

    def is_running(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return Path(f"/proc/{self.pid}/stat").read_text().rsplit(")")[-1].split()[0] != "Z"

    def stop(self) -> None:
        """Ask the process to stop at once, and wait until it has."""
        if self._guard.poll() is None:
            self._guard.stdin.close()
            self._guard.wait(timeout=30)
        self._guard.stdout.close()

    def said(self) -> str:
        return self.log.read_text(errors="replace")


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
