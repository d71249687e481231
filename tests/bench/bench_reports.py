"""Form 06 of a month, a quarter and a year: `DOSSIERS=200000 pytest -s tests/bench/bench_reports.py`.

One district desk with seven years of dossiers; ninety-nine of a hundred are resolved. `PLANS=1` prints how
the database answers each question of the year.
"""

import os
import random
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection

from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import Desk
from backoffice.reports import form06, late_letters, public
from backoffice.reports.asking import ANY_QUESTION
from backoffice.reports.questions import Span
from tests import factories
from tests.reports.factories import Shelf

DOSSIERS = int(os.environ.get("DOSSIERS", "200000"))
PLANS = bool(os.environ.get("PLANS"))
BASE = 4000
FIRST, DAYS = date(2019, 1, 1), 7 * 365
SPANS = {
    "month": Span(date(2025, 10, 1), date(2025, 10, 31)),
    "quarter": Span(date(2025, 9, 15), date(2025, 12, 14)),
    "year": Span(date(2024, 12, 15), date(2025, 12, 14)),
}
LIMIT = float(os.environ.get("LIMIT", "5"))
Timeliness = Dossier.Timeliness


@pytest.fixture
def desk(db) -> Desk:
    shelf = Shelf()
    for number in range(8):
        field = factories.make_field(f"Lĩnh vực {number}")
        factories.make_version(
            factories.make_procedure(shelf.desk, f"2.00{number}", f"Thủ tục {number}", field=field)
        )
    versions = list(shelf.version._meta.model.objects.select_related("procedure"))
    pattern = shelf.put(FIRST, FIRST, None)
    chance = random.Random(7)
    Dossier.objects.bulk_create([_another(pattern, number, versions, chance) for number in range(1, BASE)])
    _multiply(DOSSIERS // BASE)
    return shelf.desk


def test_a_month_a_quarter_and_a_year_come_in_time(desk):
    rows = form06.dossiers_of(desk, by="field")
    print(f"\n{Dossier.objects.count():,} dossiers on {connection.vendor}")
    slowest = 0.0
    for name, span in SPANS.items():
        for by in ("field", "procedure", "officer"):
            took = _seconds(lambda span=span, by=by: form06.form(rows, span, by=by))
            bare = _seconds(lambda span=span, by=by: _floor(desk, span, by=by))
            slowest = max(slowest, took)
            print(f"{name} by {by}: {took * 1000:.0f} ms, bare {bare * 1000:.0f} ms, × {took / bare:.1f}")
        print(
            f"{name}, late table: {_seconds(lambda span=span: late_letters.table(rows, span)) * 1000:.0f} ms"
        )
    took = _seconds(lambda: public.of_year(desk, on=SPANS["year"].last))
    print(f"public year: {took * 1000:.0f} ms")
    for name, question in ANY_QUESTION.items() if PLANS else ():
        asked = question(rows, SPANS["year"])
        took = _seconds(lambda asked=asked: asked.count())
        print(f"--- {name}: {took * 1000:.0f} ms\n{asked.order_by().values('pk').explain()}")
    assert slowest < LIMIT


def _floor(desk: Desk, span: Span, *, by: str) -> None:
    """Do the same by hand: one statement a range, grouped, nothing made of the rows."""
    column = {"field": "procedure_id", "procedure": "procedure_id", "officer": "received_by_id"}[by]
    first, last = f"'{span.first}'", f"'{span.last}'"
    lives = f"nature <> 'PRACTICE' AND (ended_on IS NULL OR ended_on > {last}) AND desk_id = {desk.pk}"
    older = f"received_on < {first}, due_original_on < {last}"
    ranges = (
        ("channel", f"received_on BETWEEN {first} AND {last}"),
        (f"timeliness, received_on < {first}", f"resolved_on BETWEEN {first} AND {last}"),
        (older, f"resolved_on > {last} AND received_on <= {last}"),
        (older, f"resolved_on IS NULL AND received_on <= {last}"),
    )
    with connection.cursor() as cursor:
        for groups, within in ranges:
            cursor.execute(
                f"SELECT {column}, {groups}, count(*) FROM {Dossier._meta.db_table} "
                f"WHERE {lives} AND {within} GROUP BY {column}, {groups}"
            )
            cursor.fetchall()


def _multiply(times: int) -> None:
    """Copy the dossiers in the database itself, under other codes."""
    table, columns = Dossier._meta.db_table, [field.column for field in Dossier._meta.concrete_fields]
    kept = ", ".join(column for column in columns if column not in ("id", "code"))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {table}")
        (last,) = cursor.fetchone()
        for turn in range(1, times):
            cursor.execute(
                f"INSERT INTO {table} (code, {kept}) "
                f"SELECT code || '-{turn}', {kept} FROM {table} WHERE id <= {last}"
            )
        cursor.execute("ANALYZE")


def _another(pattern: Dossier, number: int, versions: list, chance: random.Random) -> Dossier:
    received = FIRST + timedelta(days=chance.randrange(DAYS))
    due = received + timedelta(days=chance.choice((1, 5, 15, 30)))
    resolved = None if chance.random() < 0.01 else due + timedelta(days=chance.choice((-2, -1, -1, 0, 0, 3)))
    resolved = resolved and max(resolved, received)
    version = chance.choice(versions)
    row = Dossier(
        **{field.attname: getattr(pattern, field.attname) for field in Dossier._meta.concrete_fields}
    )
    row.pk, row.code = None, f"H28.05-{received:%y%m%d}-{number:07d}"
    row.received_on, row.received_at = received, factories.at(8, on=received)
    row.due_original_on = row.due_on = due
    row.procedure_id, row.version_id = version.procedure_id, version.pk
    if resolved:
        row.resolved_on, row.resolved_at = resolved, factories.at(16, on=resolved)
        row.state = Dossier.State.RETURNED
        row.timeliness = (Timeliness.EARLY, Timeliness.ON_TIME, Timeliness.LATE)[
            (resolved >= due) + (resolved > due)
        ]
    return row


def _seconds(work: Callable[[], object]) -> float:
    """Return the better of two runs."""
    found = []
    for _ in range(2):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)
