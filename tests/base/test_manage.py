"""A command without its settings says what is missing, and not what fails because of it."""

import os
import subprocess
import sys

from tests.support.processes import ROOT


def test_a_command_without_a_key_says_so_in_one_line(tmp_path):
    environ = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("SECRET_KEY is missing.")
