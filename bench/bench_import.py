"""Reading, writing and undoing an import of 2,642 procedures: `pytest -s bench/bench_import.py`.

Floors: only parsing the file; one bulk insert, with history rows, of the rows the import writes.
"""

import os
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from backoffice.history.tracking import create_tracked
from backoffice.organisation.models import User
from backoffice.procedures.importing.execution import applying, undoing
from backoffice.procedures.importing.layouts.sheet_layout import layouts_of
from backoffice.procedures.importing.plans import previewing
from backoffice.procedures.importing.rows.workbook_rows import rows_of
from backoffice.procedures.importing.workbooks.opening import open_workbook
from backoffice.procedures.models import (
    Component,
    Fee,
    ImportBatch,
    Posting,
    Procedure,
    ProcedureVersion,
    TimeLimit,
)
from bench.measuring import Figure, Measured, best_of
from tests.procedures.imports import DECISION, make_keeper, sheet
from tests.support.factories import at

FILE = Path(os.environ.get("CATALOGUE", "../shared/data/catalogue_a_full.xlsx"))
WRITTEN = (Procedure, ProcedureVersion, Component, TimeLimit, Fee, Posting)
ROUNDS = 2
CHANGED = 2_000

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(not FILE.exists(), reason=f"CATALOGUE: no file {FILE}"),
]


def test_an_import_costs_little_more_than_its_floors(capsys, client):
    keeper = make_keeper()
    client.force_login(keeper)
    data = FILE.read_bytes()

    def read():
        return rows_of(layouts_of(open_workbook(data, FILE.name)))

    def look(what: bytes = data) -> ImportBatch:
        return previewing.preview(desk=keeper.desk, by=keeper, data=what, file_name=FILE.name, at=at(9))

    parsing = best_of(read, rounds=3)
    preview = best_of(look, rounds=ROUNDS)
    first = look()
    page = _page_size(client, first)
    writing = best_of(lambda: _apply(first, keeper), rounds=1)
    floor = _insert_again(keeper)
    again = best_of(look, rounds=ROUNDS)
    before = _written()
    _apply(look(), keeper)
    unchanged = _written() - before
    lines = [
        Measured(what="preview of new rows / parsing", seconds=preview, floor=parsing, target=3),
        Measured(what="preview of the same rows / parsing", seconds=again, floor=parsing, target=3),
        Measured(what="writing / one bulk insert with history", seconds=writing, floor=floor, target=2),
        Figure(what="rows written by the same file again", value=unchanged, unit="rows", most=0),
        Figure(what="largest page of the preview", value=page, unit="KB", most=200),
    ]
    for what, decision in (("corrected", None), ("changed under a decision", DECISION)):
        batch = look(_edited())
        assert batch.counts["CHANGED"] == CHANGED
        took = best_of(lambda batch=batch, decision=decision: _apply(batch, keeper, decision), rounds=1)
        lines.append(Figure(what=f"writing {CHANGED:,} rows {what}", value=took, unit="s"))
        undoing.roll_back(batch=batch, by=keeper, at=at(10))
    taken_back = best_of(lambda: undoing.roll_back(batch=first, by=keeper, at=at(10)), rounds=1)
    lines.append(Measured(what="taking back / one bulk insert with history", seconds=taken_back, floor=floor))
    with capsys.disabled():
        print("", *lines, sep="\n")
    assert [str(line) for line in lines if "MISSED" in str(line)] == []


def _apply(batch: ImportBatch, keeper: User, decision: applying.Decision | None = None) -> None:
    applying.apply(batch=batch, by=keeper, at=at(9), decision=decision, skip_errors=True)


def _insert_again(keeper: User) -> float:
    """Return the seconds of inserting the written rows with their history; the insert is then undone."""
    sets = [list(model.objects.order_by("pk")) for model in WRITTEN]

    def insert() -> None:
        for rows in sets:
            create_tracked(rows, by=keeper, reason="floor")

    with transaction.atomic():
        for model in reversed(WRITTEN):
            model.objects.all()._raw_delete("default")
        seconds = best_of(insert, rounds=1)
        transaction.set_rollback(True)
    return seconds


def _written() -> int:
    """Count the rows of the catalogue and its history: every write adds a history row."""
    return sum(model.history.count() + model.objects.count() for model in WRITTEN)


def _page_size(client: Client, batch: ImportBatch) -> float:
    """Return the kilobytes of the largest first page among the kinds of rows, before compression."""
    url = reverse("admin:procedures_importbatch_change", args=[batch.pk])
    return max(len(client.get(url, {"kind": kind}).content) / 1024 for kind in [*batch.counts, "PERSON"])


def _edited() -> bytes:
    """Return a sheet in which procedures have another name and another limit."""
    rows = Procedure.objects.order_by("code").values_list("code", "name", "field__name")[:CHANGED]
    return sheet(
        *(
            [number, code, f"{name} (sửa đổi)", field, "37 ngày làm việc", ""]
            for number, (code, name, field) in enumerate(rows, start=1)
        )
    )
