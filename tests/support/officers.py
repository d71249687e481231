"""Twenty officers press “call the next number” at the real server, all at once."""

import json
import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event
from time import perf_counter, sleep
from urllib.parse import urlencode, urlsplit

from tests.support import template
from tests.support.server import Server

CONSOLE = "/admin/tickets/ticket/console/"
SETUP = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from backoffice.tickets.models import Ticket, TicketEvent, TicketSeries
from tests.support import factories

officers, tickets = {officers}, {tickets}
now = timezone.now()
desk = factories.make_desk("hall")
doors = []
for number in range(1, officers + 1):
    user = factories.make_user(desk=desk)
    user = factories.allow(user, "staffing.work_at_counter")
    session = factories.make_session(factories.make_counter(desk, number), user, opened_at=now)
    door = SessionStore()
    door[SESSION_KEY] = str(user.pk)
    door[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    door[HASH_SESSION_KEY] = user.get_session_auth_hash()
    door.save()
    doors.append([session.pk, door.session_key])
groups = [factories.make_group(desk, letter) for letter in "ABCDEFGHJKLMN"[: tickets // 999 + 1]]
rows = [
    Ticket(desk=desk, business_day=timezone.localdate(now), group=groups[n // 999], number=n % 999 + 1,
           series=groups[n // 999].series, token="t%s" % n, request_key="k%s" % n,
           issued_at=now, queued_at=now, since=now)
    for n in range(tickets)
]
Ticket.objects.bulk_create(rows, batch_size=500)
TicketEvent.objects.bulk_create(
    [TicketEvent(ticket=t, seq=1, kind="ISSUED", at=now, group=t.group, queued_at=now)
     for t in Ticket.objects.all()],
    batch_size=500)
TicketSeries.objects.bulk_create(
    [TicketSeries(desk=desk, business_day=timezone.localdate(now), series=group.series, last=500)
     for group in groups])
print("DOORS" + json.dumps(doors))
"""


@dataclass
class Outcome:
    """The result: tickets called more than once, tickets never called, answers that were errors."""

    duplicates: int
    lost: int
    errors: int
    calls: int
    seconds: float
    slowest: float
    waits: list[float] = field(default_factory=list, repr=False)


def open_hall(server: Server, *, officers: int, tickets: int) -> list[tuple[int, str]]:
    """Fill the server's database and return each officer's counter session and sign-in."""
    output = server.manage("shell", "-v0", stdin=SETUP.format(officers=officers, tickets=tickets))
    line = next(line for line in output.splitlines() if line.startswith("DOORS"))
    return [(session, key) for session, key in json.loads(line.removeprefix("DOORS"))]


def call_them_all(server: Server, doors: list[tuple[int, str]], *, tickets: int) -> Outcome:
    start = perf_counter()
    with ThreadPoolExecutor(len(doors)) as pool:
        results = list(pool.map(lambda door: _work(server, *door), doors))
    seconds = perf_counter() - start
    waits = sorted(wait for _, found in results for wait in found)
    rows = query(server, "SELECT ticket_id FROM tickets_ticketevent WHERE kind = 'CALLED'")
    calls = Counter(row[0] for row in rows)
    return Outcome(
        duplicates=sum(count - 1 for count in calls.values()),
        lost=tickets - len(calls),
        errors=sum(errors for errors, _ in results),
        calls=sum(calls.values()),
        seconds=seconds,
        slowest=waits[-1],
        waits=waits,
    )


def query(server: Server, statement: str, *parameters: int) -> list[tuple]:
    return template.query(server.environ["DATABASE_URL"], statement, *parameters)


def call_until_killed(server: Server, doors: list[tuple[int, str]], *, after: float) -> int:
    """Kill the server `after` seconds from the first call of the officers; return how many were answered."""
    called = Event()
    with ThreadPoolExecutor(len(doors)) as pool:
        shifts = [pool.submit(_until_cut_off, server, *door, called) for door in doors]
        called.wait(timeout=60)
        sleep(after)
        server.kill()
        return sum(shift.result() for shift in shifts)


def _until_cut_off(server: Server, session: int, key: str, called: Event) -> int:
    answered, current = 0, None
    with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=20)) as client:
        while True:
            try:
                answered += press(client, key, "next", current) == 302
                called.set()
                [found] = query(
                    server,
                    "SELECT id, version FROM tickets_ticket WHERE session_id = ? AND state = 'CALLED'",
                    session,
                )
                press(client, key, "serve", found)
            except (HTTPException, OSError):
                return answered
            current = (found[0], found[1] + 1)


def _work(server: Server, session: int, key: str) -> tuple[int, list[float]]:
    """Call and serve until nobody waits; return the errors and how long each call took."""
    with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=60)) as client:
        return _shift(server, client, session, key)


def _shift(server: Server, client: HTTPConnection, session: int, key: str) -> tuple[int, list[float]]:
    errors, waits, current = 0, [], None
    while True:
        pressed = perf_counter()
        errors += press(client, key, "next", current) != 302
        waits.append(perf_counter() - pressed)
        found = query(
            server,
            "SELECT id, version FROM tickets_ticket WHERE session_id = ? AND state = 'CALLED'",
            session,
        )
        if not found:
            return errors, waits
        errors += press(client, key, "serve", found[0]) != 302
        current = (found[0][0], found[0][1] + 1)


def press(client: HTTPConnection, key: str, verb: str, ticket: tuple[int, int] | None) -> int:
    token = secrets.token_hex(16)
    form = {"csrfmiddlewaretoken": token, "verb": verb}
    if ticket:
        form |= {"ticket": ticket[0], "version": ticket[1]}
    headers = {
        "Cookie": f"sessionid={key}; csrftoken={token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    client.request("POST", CONSOLE, urlencode(form), headers)
    answer = client.getresponse()
    answer.read()
    return answer.status
