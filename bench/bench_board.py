"""From the officer's call to the screens: `SCREENS=50 pytest -s bench/bench_board.py`.

Every screen asks and reports as `board.js` does: conditionally, at the intervals the server returns, with the
same jitter. All of them run in one thread, so that the load is the server's and not their own.
"""

import asyncio
import json
import os
import random
import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.support.officers import open_hall, press, query

SCREENS = int(os.environ.get("SCREENS", "50"))
CALLS = int(os.environ.get("CALLS", "30"))
LIMIT = 0.5 if SCREENS <= 50 else 1.0


class Screen:
    """One connection that stays open, as that of a browser."""

    def __init__(self, lobby: "Lobby", number: int) -> None:
        self.lobby, self.number = lobby, number
        self.chance = random.Random(number)
        self.known: set[str] = set()
        self.mark, self.interval, self.report_every, self.version = "", 400, 2000, 0
        self.drawn_at, self.reported_at = 1.0, 0.0

    async def run(self) -> None:
        host, port = self.lobby.address.split(":")
        await asyncio.sleep(self.chance.random())
        self.read, self.write = await asyncio.open_connection(host, int(port))
        while not self.lobby.over.is_set():
            await self.ask()
            now = time.perf_counter()
            if self.drawn_at > self.reported_at and now - self.reported_at > self.report_every / 1000:
                await self.report(now)
            await asyncio.sleep(self.interval / 1000 * self.chance.uniform(0.9, 1.1))
        self.write.close()

    async def ask(self) -> None:
        known = f"If-None-Match: {self.mark}\r\n" if self.mark else ""
        status, headers, body = await self._answer(f"GET /hall/board.json HTTP/1.1\r\n{known}")
        self.lobby.asked += 1
        if status != 200:
            return
        self.drawn_at = time.perf_counter()
        shown = json.loads(body)
        self.mark, self.interval, self.version = headers["etag"], shown["interval"], shown["version"]
        for call in shown["calls"]:
            if call["number"] not in self.known:
                self.known.add(call["number"])
                self.lobby.seen.setdefault(call["number"], []).append(self.drawn_at)

    async def report(self, now: float) -> None:
        report = json.dumps({"key": f"screen-{self.number}", "version": self.version, "shown": ""})
        request = "POST /hall/board/seen/ HTTP/1.1\r\nContent-Type: application/json\r\n"
        _, _, body = await self._answer(f"{request}Content-Length: {len(report)}\r\n", report)
        self.reported_at = now
        self.lobby.reported += 1
        advice = json.loads(body)
        self.interval, self.report_every = advice["interval"], advice["report"]

    async def _answer(self, head: str, body: str = "") -> tuple[int, dict[str, str], bytes]:
        self.write.write(f"{head}Host: {self.lobby.address}\r\n\r\n{body}".encode())
        status, *lines = (await self.read.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        code = int(status.split()[1])
        length = 0 if code == 304 else int(headers["content-length"])
        return code, headers, await self.read.readexactly(length)


class Lobby:
    """`seen` is, for every number, the time when each screen first showed it."""

    def __init__(self, server) -> None:
        self.address = urlsplit(server.url).netloc
        self.seen: dict[str, list[float]] = {}
        self.asked = self.reported = 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._all()))

    async def _all(self) -> None:
        await asyncio.gather(*(Screen(self, number).run() for number in range(SCREENS)))


@pytest.mark.server
@pytest.mark.slow
def test_a_call_is_on_the_screens_in_time(server):
    session, key = open_hall(server, officers=1, tickets=CALLS + 5)[0]
    lobby = Lobby(server)
    lobby.thread.start()
    time.sleep(5)
    began, asked = time.perf_counter(), lobby.asked
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
    rate = (lobby.asked - asked) / (time.perf_counter() - began)
    time.sleep(3)
    lobby.over.set()
    lobby.thread.join()
    officer.close()
    delays = sorted(seen - at for number, at in called.items() for seen in lobby.seen.get(number, []))
    assert len(delays) == SCREENS * CALLS
    middle, late, last = (delays[int((len(delays) - 1) * share)] for share in (0.5, 0.95, 1))
    engine = server.environ["DATABASE_URL"].split(":")[0]
    print(
        f"\n{engine}, {SCREENS} screens: p50 {middle * 1000:.0f} ms, p95 {late * 1000:.0f} ms, "
        f"max {last * 1000:.0f} ms; "
        f"{rate:.0f} questions/s, {lobby.reported} reports"
    )
    assert late <= LIMIT
