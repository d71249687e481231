"""A process that is killed in the middle of an import leaves nothing half-done."""

import os
import signal
import subprocess
import sys
import time

import pytest

from backoffice.procedures.models import (
    Component,
    ImportBatch,
    Posting,
    Procedure,
    ProcedureVersion,
    TimeLimit,
)
from tests.procedures.imports import sheet
from tests.support import template
from tests.support.processes import LONGEST, ROOT
from tests.support.server import manage

ROWS = 400
SET_UP = """
from tests.procedures.imports import make_keeper
make_keeper()
"""
MODELS = (Procedure, ProcedureVersion, Posting, Component, TimeLimit)
TABLES = [each._meta.db_table for model in MODELS for each in (model, model.history.model)]


@pytest.fixture
def environ(migrated, tmp_path):
    url = template.copy(migrated, f"killed_{os.getpid()}", tmp_path)
    found = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(tmp_path)}
    manage(found, "shell", "--verbosity=0", "-c", SET_UP)
    yield found
    template.drop(url)


def counts(environ) -> set[int]:
    """Return how many rows each table holds; an applied import, or several of one file, count as its rows."""
    url = environ["DATABASE_URL"]
    found = {template.query(url, f"SELECT COUNT(*) FROM {table}")[0][0] for table in TABLES}
    applied = f"SELECT COUNT(*) FROM {ImportBatch._meta.db_table} WHERE status = 'APPLIED'"
    return found | {ROWS if template.query(url, applied)[0][0] else 0}


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
            process.wait(LONGEST)
            killed += 1
        assert counts(environ) in ({0}, {ROWS})
    assert killed
    manage(environ, *command[2:])
    assert counts(environ) == {ROWS}
