"""Reading, writing and taking back 2,642 procedures: `pytest -s tests/bench/bench_import.py`.

Floors: only parsing the file; one bulk insert, with history rows, of the rows the import writes.
"""

import os
from pathlib import Path

import pytest
from django.db import transaction

from backoffice.history.tracking import create_tracked
from backoffice.procedures.importing import applying, previewing, undoing
from backoffice.procedures.importing.reading import read_workbook
from backoffice.procedures.importing.workbook import open_workbook
from backoffice.procedures.models import (
    Component,
    Fee,
    ImportBatch,
    Posting,
    Procedure,
    ProcedureVersion,
    TimeLimit,
)
from bench.measuring import Measured, best_of
from tests.factories import at
from tests.procedures.imports import make_keeper

FILE = Path(os.environ.get("CATALOGUE", "../shared/data/catalogue_a_full.xlsx"))
WRITTEN = (Procedure, ProcedureVersion, Component, TimeLimit, Fee, Posting)
ROUNDS = 2

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(not FILE.exists(), reason=f"CATALOGUE: no file {FILE}"),
]


def insert_again(keeper) -> None:
    """Insert copies of the written rows with their history, in one transaction that is then undone."""
    sets = [list(model.objects.order_by("pk")) for model in WRITTEN]
    with transaction.atomic():
        for model in reversed(WRITTEN):
            model.objects.all()._raw_delete("default")
        started = best_of(lambda: _insert(sets, keeper), rounds=1)
        transaction.set_rollback(True)
    spent.append(started)


def _insert(sets, keeper) -> None:
    for rows in sets:
        create_tracked(rows, by=keeper, reason="floor")


spent: list[float] = []


def test_an_import_costs_little_more_than_its_floors(capsys):
    keeper = make_keeper()
    data = FILE.read_bytes()

    def read():
        return read_workbook(open_workbook(data, FILE.name), {})

    def look() -> ImportBatch:
        return previewing.preview(desk=keeper.desk, by=keeper, data=data, file_name=FILE.name, at=at(9))

    def write() -> None:
        applying.apply(batch=look(), by=keeper, at=at(9), skip_errors=True)

    parsing = best_of(read, rounds=3)
    preview = best_of(look, rounds=ROUNDS)
    writing = best_of(write, rounds=1) - preview
    insert_again(keeper)
    again = best_of(look, rounds=ROUNDS)
    before = [model.history.count() for model in WRITTEN]
    write()
    assert [model.history.count() for model in WRITTEN] == before
    lines = [
        Measured(what="preview of new rows / parsing", seconds=preview, floor=parsing, target=3),
        Measured(what="preview of the same rows / parsing", seconds=again, floor=parsing, target=3),
        Measured(what="writing / one bulk insert with history", seconds=writing, floor=spent[-1], target=2),
    ]
    batch = ImportBatch.objects.filter(counts__has_key="NEW", status="APPLIED").first()
    taken_back = best_of(lambda: undoing.roll_back(batch=batch, by=keeper, at=at(10)), rounds=1)
    lines.append(
        Measured(what="taking back / one bulk insert with history", seconds=taken_back, floor=spent[-1])
    )
    with capsys.disabled():
        print("", *lines, sep="\n")
