"""A process that is killed in the middle of an import leaves nothing half-done."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests import template
from tests.procedures.imports import sheet
from tests.processes import ROOT
from tests.server import manage

ROWS = 400
SET_UP = """
from tests.procedures.imports import make_keeper
make_keeper()
"""
COUNT = """
import json
from backoffice.procedures.models import *
models = (Procedure, ProcedureVersion, Posting, Component, TimeLimit)
counts = [model.objects.count() for model in models] + [model.history.count() for model in models]
print(json.dumps([*counts, ImportBatch.objects.filter(status="APPLIED").exists() * {rows}]))
"""


@pytest.fixture
def environ(migrated, tmp_path):
    url = template.copy(migrated, f"killed_{os.getpid()}", tmp_path)
    found = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(tmp_path)}
    manage(found, "shell", "--verbosity=0", "-c", SET_UP)
    yield found
    template.drop(url)


def counts(environ) -> list[int]:
    return json.loads(manage(environ, "shell", "--verbosity=0", "-c", COUNT.replace("{rows}", str(ROWS))))


@pytest.mark.slow
def test_a_killed_import_is_there_whole_or_not_at_all(environ, tmp_path):
    rows = [
        [n, f"1.{n:06d}", f"Thủ tục {n}", "Hộ tịch", "05 ngày làm việc", "Đơn"] for n in range(1, ROWS + 1)
    ]
    file = tmp_path / "danh-sach.xlsx"
    file.write_bytes(sheet(*rows))
    command = [sys.executable, "manage.py", "import_procedures", str(file), "--json"]
    started = time.monotonic()
    manage(environ, *command[2:], "--dry-run")
    usual = time.monotonic() - started
    killed = 0
    for share in (0.7, 0.9, 1.1):
        process = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(timeout=usual * share)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        assert set(counts(environ)) in ({0}, {ROWS})
    assert killed
    manage(environ, *command[2:])
    assert set(counts(environ)) == {ROWS}
