"""From the officer's call to the screens: `SCREENS=50 pytest -s tests/bench/bench_board.py`.

Every screen asks as `board.js` does: conditionally, at the interval it was advised, with the same jitter.
"""

import json
import os
import random
import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.tickets.officers import open_hall, press, query

SCREENS = int(os.environ.get("SCREENS", "50"))
CALLS = int(os.environ.get("CALLS", "30"))
LIMIT = 0.5 if SCREENS <= 50 else 1.0


class Lobby:
    """Screens in threads; `seen` holds for every number when each screen first showed it."""

    def __init__(self, server) -> None:
        self.address = urlsplit(server.url).netloc
        self.seen: dict[str, list[float]] = {}
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._screen, args=[n]) for n in range(SCREENS)]

    def _screen(self, number: int) -> None:
        chance = random.Random(number)
        client = HTTPConnection(self.address, timeout=10)
        mark, interval, known = "", 400, set()
        time.sleep(chance.random())
        self._report(client, number)
        while not self.over.is_set():
            client.request("GET", "/hall/board.json", headers={"If-None-Match": mark} if mark else {})
            answer = client.getresponse()
            body = answer.read()
            if answer.status == 200:
                shown = json.loads(body)
                mark, interval = answer.headers["ETag"], shown["interval"]
                for call in shown["calls"]:
                    if call["number"] not in known:
                        known.add(call["number"])
                        self.seen.setdefault(call["number"], []).append(time.perf_counter())
            time.sleep(interval / 1000 * chance.uniform(0.9, 1.1))
        client.close()

    def _report(self, client: HTTPConnection, number: int) -> None:
        said = json.dumps({"key": f"screen-{number}", "version": 0, "shown": "", "silent": False})
        client.request("POST", "/hall/board/seen/", said, {"Content-Type": "application/json"})
        client.getresponse().read()


@pytest.mark.server
@pytest.mark.slow
def test_a_call_is_on_the_screens_in_time(server):
    session, key = open_hall(server, officers=1, tickets=CALLS + 5)[0]
    lobby = Lobby(server)
    for thread in lobby.threads:
        thread.start()
    time.sleep(3)
    officer = HTTPConnection(lobby.address, timeout=10)
    called, current = {}, None
    for _ in range(CALLS):
        pressed = time.perf_counter()
        press(officer, key, "next", current)
        number, series, ticket, version = query(
            server,
            "SELECT number, series, id, version FROM tickets_ticket WHERE session_id = ? "
            "AND state = 'CALLED'",
            session,
        )[0]
        called[f"{series}{number:03d}"] = pressed
        press(officer, key, "serve", (ticket, version))
        current = (ticket, version + 1)
        time.sleep(0.3 + random.random() * 0.4)
    time.sleep(2)
    lobby.over.set()
    for thread in lobby.threads:
        thread.join()
    officer.close()
    delays = sorted(seen - at for number, at in called.items() for seen in lobby.seen.get(number, []))
    assert len(delays) == SCREENS * CALLS
    middle, late, last = (delays[int((len(delays) - 1) * share)] for share in (0.5, 0.95, 1))
    engine = server.environ["DATABASE_URL"].split(":")[0]
    print(
        f"\n{engine}, {SCREENS} screens: p50 {middle * 1000:.0f} ms, p95 {late * 1000:.0f} ms, "
        f"max {last * 1000:.0f} ms"
    )
    assert late <= LIMIT
