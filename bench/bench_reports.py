"""Form 06 of months and years: `DOSSIERS=1000000 pytest -s bench/bench_reports.py`.

A district desk and twenty communes with five years of dossiers of a thousand procedures; one of a hundred is
not resolved. Each form is compared with bare statements over the same ranges. `PLANS=1` prints the query
plan of each question of the year.
"""

import os
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import connection

from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import Desk
from backoffice.procedures.models import Procedure
from backoffice.reports.admin_views.parameters import ANY_QUESTION
from backoffice.reports.form06 import form06, late_letters
from backoffice.reports.form06.questions import Span
from backoffice.reports.public import public_figures
from backoffice.reports.situation import figures
from bench.measuring import Figure, Measured, best_of
from tests.reports.factories import Shelf
from tests.support import factories

DOSSIERS = int(os.environ.get("DOSSIERS", "200000"))
PLANS = bool(os.environ.get("PLANS"))
BASE, COMMUNES, PROCEDURES = 20_000, 20, 1000
FIRST, DAYS = date(2021, 1, 1), 5 * 365
SPANS = {
    "last month": Span(date(2025, 12, 1), date(2025, 12, 31)),
    "last quarter": Span(date(2025, 9, 15), date(2025, 12, 14)),
    "last year": Span(date(2024, 12, 15), date(2025, 12, 14)),
    "old month": Span(date(2021, 9, 1), date(2021, 9, 30)),
    "old year": Span(date(2020, 12, 15), date(2021, 12, 14)),
}
COLUMNS = {"office": "desk_id", "procedure": "procedure_id", "officer": "received_by_id"}
TARGET, BLINK = 2, 0.02
Timeliness = Dossier.Timeliness
# The work of PostgreSQL is not in the time of this process.
best = partial(best_of, clock=time.process_time if connection.vendor == "sqlite" else time.perf_counter)


@pytest.fixture
def district(db) -> Desk:
    shelf = Shelf()
    communes = [Shelf(f"xa-{n}", agency_code=f"H28.05.{n:02}", parent=shelf.desk) for n in range(COMMUNES)]
    pattern = shelf.put(FIRST, FIRST, None)
    field = factories.make_field("Đất đai")
    Procedure.objects.bulk_create(
        [
            Procedure(desk=shelf.desk, code=f"2.{n:06}", name=f"Thủ tục số {n}", field=field)
            for n in range(PROCEDURES)
        ]
    )
    procedures = list(Procedure.objects.values_list("pk", flat=True))
    chance = random.Random(7)
    Dossier.objects.bulk_create(
        [_another(pattern, number, [shelf, *communes], procedures, chance) for number in range(1, BASE)]
    )
    _multiply(DOSSIERS // BASE)
    return shelf.desk


def test_a_month_and_a_year_come_in_twice_the_time_of_bare_statements(district):
    print(f"\n{Dossier.objects.count():,} dossiers on {connection.vendor}")
    desks = sorted(Desk.objects.tree_below(district).values_list("pk", flat=True))
    found = []
    for name, span in SPANS.items():
        for by, column in COLUMNS.items():
            rows = form06.dossiers_of(district, by=by, below=True)
            floor = best(partial(_bare, desks, span, column))
            found.append(
                Measured(
                    what=f"form 06, {name} by {by}",
                    seconds=best(partial(form06.form, rows, span, by=by)),
                    floor=floor,
                    # Python needs some milliseconds for the queries and lines, more for a thousand lines.
                    target=TARGET if floor > BLINK and by != "procedure" else None,
                )
            )
            print(found[-1], flush=True)
        print(
            Figure(what=f"late table, {name}", value=_ms(partial(late_letters.table, rows, span)), unit="ms")
        )
    year = SPANS["last year"]
    print(
        Figure(
            what="public year",
            value=_ms(partial(public_figures.of_office, district, on=year.last)),
            unit="ms",
        )
    )
    leader = factories.make_user(factories.LEADER, desk=district)
    situation = partial(figures.situation, leader, district, on=year.last, is_past=True)
    print(Figure(what="the situation of the office", value=_ms(situation), unit="ms"))
    for name, question in ANY_QUESTION.items() if PLANS else ():
        asked = question(form06.dossiers_of(district, by="office"), year)
        print(f"--- {name}: {_ms(asked.count):.0f} ms\n{asked.order_by().values('pk').explain()}")
    assert [str(one) for one in found if one.target and one.ratio > one.target] == []


def _ms(work: Callable[[], object]) -> float:
    return best(work, rounds=2) * 1000


def _bare(desks: list[int], span: Span, column: str) -> None:
    """Run the bare statements: one per range, grouped, without making anything of the rows."""
    first, last = f"'{span.first}'", f"'{span.last}'"
    offices = ", ".join(map(str, desks))
    lives = f"nature <> 'PRACTICE' AND (ended_on IS NULL OR ended_on > {last}) AND desk_id IN ({offices})"
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


def _another(
    pattern: Dossier, number: int, shelves: list[Shelf], procedures: list[int], chance: random.Random
) -> Dossier:
    received = FIRST + timedelta(days=chance.randrange(DAYS))
    due = received + timedelta(days=chance.choice((1, 5, 15, 30)))
    resolved = None if chance.random() < 0.01 else due + timedelta(days=chance.choice((-2, -1, -1, 0, 0, 3)))
    resolved = resolved and max(resolved, received)
    row = Dossier(
        **{field.attname: getattr(pattern, field.attname) for field in Dossier._meta.concrete_fields}
    )
    row.pk, row.code = None, f"H28.05-{received:%y%m%d}-{number:07d}"
    shelf = chance.choice(shelves)
    row.desk, row.applicant, row.received_by = shelf.desk, shelf.applicant, shelf.user
    row.procedure_id = chance.choice(procedures)
    row.received_on, row.received_at = received, factories.at(8, on=received)
    row.due_original_on = row.due_on = due
    if resolved:
        row.resolved_on, row.resolved_at = resolved, factories.at(16, on=resolved)
        row.state = Dossier.State.RETURNED
        row.timeliness = (Timeliness.EARLY, Timeliness.ON_TIME, Timeliness.LATE)[
            (resolved >= due) + (resolved > due)
        ]
    return row
