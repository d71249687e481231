"""Numbers, twenty officers, two workers: `TICKETS=10000 pytest -s bench/bench_tickets.py`.

MOTCUA_TEST_DB chooses the engine, as in the suite.
"""

import os

import pytest

from tests.support.officers import call_them_all, open_hall

OFFICERS = 20
TICKETS = int(os.environ.get("TICKETS", "10000"))


@pytest.mark.server
@pytest.mark.slow
def test_every_number_is_called_once(server):
    outcome = call_them_all(server, open_hall(server, officers=OFFICERS, tickets=TICKETS), tickets=TICKETS)
    middle, late = (outcome.waits[int(len(outcome.waits) * share)] * 1000 for share in (0.5, 0.95))
    engine = server.environ["DATABASE_URL"].split(":")[0]
    print(
        f"\n{engine}: {outcome.calls} calls by {OFFICERS} officers in {outcome.seconds:.1f} s; "
        f"duplicates {outcome.duplicates}, lost {outcome.lost}, errors {outcome.errors}; "
        f"call p50 {middle:.0f} ms, p95 {late:.0f} ms, slowest {outcome.slowest * 1000:.0f} ms"
    )
    assert (outcome.duplicates, outcome.lost, outcome.errors) == (0, 0, 0)
