"""The list of dossiers, small and large: `DOSSIERS=1000000 pytest -s bench/bench_lists.py`.

One district desk with seven years of dossiers, one in a hundred open. Each page is measured with 10,000
dossiers and then with all: it may take 50 % longer, with the same queries, none of which counts all dossiers.
"""

import os
import random
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backoffice.dossiers import codes, search
from backoffice.dossiers.models import Dossier
from tests.support import factories
from tests.support.dossiers import World, make_world, receive

DOSSIERS = int(os.environ.get("DOSSIERS", "100000"))
SMALL = 10_000
BASE = 2_000
GROWTH = float(os.environ.get("GROWTH", "1.5"))
MOST_QUERIES = 12
ROUNDS = 5
FIRST, DAYS = date(2019, 11, 25), 7 * 365
# SQLite works in this process: its processor time is least disturbed by other work of the machine.
CLOCK = time.process_time if connection.vendor == "sqlite" else time.perf_counter
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Bùi", "Đinh", "Quách", "Đặng", "Hà")
GIVEN = ("Thị Đào", "Văn Ước", "Đức Ánh", "Thị Hường", "Minh Quý", "Thu Thủy", "Xuân Sơn", "Hải Yến")
LIST = reverse("admin:dossiers_dossier_changelist")
PAGES = {
    "first page": {},
    "second page": {"p": "2"},
    "all": {"state__exact": "all"},
    "all, last page": {"state__exact": "all", "p": "11"},
    "returned": {"state__exact": "RETURNED"},
    "in process, last page": {"state__exact": "IN_PROCESS", "p": "11"},
    "online": {"channel__exact": "ONLINE"},
    "with me": {"hands": "mine"},
    "overdue": {"due": "late"},
    "due soon": {"due": "soon"},
    "late without letter": {"due": "without_letter"},
    "by code": {"q": "H28.05-191125"},
    "by name": {"q": "quach duc anh"},
    "by last digits": {"q": "567856"},
    "by procedure": {"q": "1.001193"},
}


@pytest.fixture
def world(db) -> World:
    return make_world()


def test_no_page_of_the_list_grows_with_the_dossiers(world, client):
    dice = random.Random(24)
    pattern = receive(world)
    Dossier.objects.bulk_create([_another(pattern, number, dice) for number in range(2, BASE + 1)])
    client.force_login(world.reception)
    _multiply(SMALL)
    small = {name: _measure(client, asked) for name, asked in PAGES.items()}
    _multiply(DOSSIERS)
    print(f"\n{Dossier.objects.count():,} dossiers on {connection.vendor}, beside {SMALL:,}")
    slow = []
    for name, asked in PAGES.items():
        took, queries = _measure(client, asked)
        growth = took / small[name][0]
        print(f"{name:<24}{took * 1000:7.0f} ms   × {growth:5.2f}   {queries:3} queries")
        slow += [name] if growth > GROWTH or queries > MOST_QUERIES else []
    assert slow == []


def _measure(client: Client, asked: dict[str, str]) -> tuple[float, int]:
    """Return the best of some rounds and the number of queries; no query may count without a limit."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(LIST, asked).status_code == 200
    statements = [query["sql"] for query in captured.captured_queries]
    counts = [sql for sql in statements if "COUNT(" in sql and "LIMIT" not in sql]
    assert not [sql for sql in counts if "dossiers_dossier" in sql], counts
    return _best(lambda: client.get(LIST, asked)), len(statements)


def _best(work: Callable[[], object]) -> float:
    found = []
    for _ in range(ROUNDS):
        start = CLOCK()
        work()
        found.append(CLOCK() - start)
    return min(found)


def _another(pattern: Dossier, number: int, dice: random.Random) -> Dossier:
    received = FIRST + timedelta(days=dice.randrange(DAYS))
    due = received + timedelta(days=dice.choice((1, 5, 15, 30)))
    row = Dossier(
        **{field.attname: getattr(pattern, field.attname) for field in pattern._meta.concrete_fields}
    )
    row.pk, row.code = None, codes.written(pattern.desk, received, number)
    row.received_on, row.received_at = received, factories.at(8, number % 60, on=received)
    row.due_original_on = row.due_on = due
    row.due_original_at = row.due_at = factories.at(8, on=due)
    row.channel = dice.choice(Dossier.Channel.values)
    row.applicant_name = f"{dice.choice(SURNAMES)} {dice.choice(GIVEN)}"
    search.set_keys(row)
    if dice.random() > 0.01:
        row.resolved_on, row.resolved_at = due, factories.at(16, on=due)
        row.state, row.timeliness = Dossier.State.RETURNED, Dossier.Timeliness.ON_TIME
    return row


def _multiply(wanted: int) -> None:
    """Copy the dossiers in the database itself, under other codes, until there are `wanted`."""
    table, columns = Dossier._meta.db_table, [field.column for field in Dossier._meta.concrete_fields]
    kept = ", ".join(column for column in columns if column not in ("id", "code", "code_key"))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), max(id) FROM {table}")
        held, last = cursor.fetchone()
        while held < wanted:
            more = min(held, wanted - held)
            cursor.execute(
                f"INSERT INTO {table} (code, code_key, {kept}) "
                f"SELECT substr(code, 1, 14) || (id + {last}), substr(code_key, 1, 11) || (id + {last}), "
                f"{kept} FROM {table} ORDER BY id LIMIT {more}"
            )
            held, last = held + more, 2 * last
        cursor.execute("ANALYZE")
