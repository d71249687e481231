"""The server is killed during calls: every answered call is saved, and nothing is half done."""

import pytest
from django.utils import timezone

from tests.support.officers import call_until_killed, open_hall, query

CALLED = "SELECT COUNT(*), COUNT(DISTINCT ticket_id) FROM tickets_ticketevent WHERE kind = 'CALLED'"


@pytest.mark.server
@pytest.mark.slow
def test_a_server_killed_during_calls_loses_no_answered_call(server):
    doors = open_hall(server, officers=4, tickets=400)
    answered = call_until_killed(server, doors, after=1.5)
    calls, tickets = query(server, CALLED)[0]
    assert 0 < answered <= calls == tickets <= answered + len(doors)
    today = timezone.localdate().isoformat()
    server.manage("rebuild_tickets", "--office", "hall", "--from", today, "--to", today, "--check")
