"""A day of the lobby's screen in two minutes: `pytest -s bench/bench_soak.py`.

The clock runs fast and a function plays the server; only the page itself is measured.
"""

import pytest

from tests.browser.viewports import BOARD
from tests.support.officers import open_hall

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]
HOURS = 24
GROWTH = 5_000_000
PLAYED = """
const real = window.fetch;
let served = 0;
window.polls = 0;
window.fetch = async (url, options) => {
    const path = String(url);
    if (path.includes('/seen/')) return Response.json({ interval: 2000, report: 15000 });
    if (path.endsWith('.ogg')) return new Response(new ArrayBuffer(8));
    if (!path.endsWith('board.json')) return new Response('<ul data-pages="3"><li>…</li></ul>');
    window.polls += 1;
    const now = new Date();
    const number = Math.floor(now / 20000);
    const mark = `"${number}"`;
    const headers = { ETag: mark, Date: now.toUTCString() };
    if (options.headers['If-None-Match'] === mark) return new Response(null, { status: 304, headers });
    served += 1;
    const at = now.toISOString();
    const label = (n) => `A${String(n % 1000).padStart(3, '0')}`;
    const call = (n) => ({ event: n, number: label(n), counter: 1 + n % 20, at, again: false });
    const calls = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((back) => call(number - back));
    return Response.json({
        version: number, day: '', interval: 2000, notice: '', hotline: '', figures: [], officers: [],
        build: document.body.dataset.build,
        waiting: [{ series: 'A', name: 'Hộ tịch', count: number % 30, band: '5–10 phút' }], calls,
        announcements: [{ event: number, at, say: ['moi-so', 'so-1'] }],
    }, { headers });
};
window.AudioContext = class extends EventTarget {
    state = 'running';
    resume() { return Promise.resolve(); }
    decodeAudioData() { return Promise.resolve({}); }
    createBufferSource() {
        const source = new EventTarget();
        source.connect = () => undefined;
        source.start = () => window.setTimeout(() => source.dispatchEvent(new Event('ended')), 500);
        return source;
    }
};
"""


def heap(page) -> int:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used


def test_a_screen_does_not_grow_in_a_day(visit, server):
    open_hall(server, officers=1, tickets=1)
    page = visit("/hall/", base_url=server.url, viewport=BOARD)
    page.clock.install()
    page.add_init_script(PLAYED)
    page.goto("/hall/board/")
    page.clock.run_for(600_000)
    first, nodes = heap(page), page.evaluate("document.querySelectorAll('*').length")
    sizes = [first]
    for _hour in range(HOURS):
        page.clock.run_for(3_600_000)
        sizes.append(heap(page))
    asked = page.evaluate("window.polls")
    growth = sizes[-1] - first
    print(f"\n{HOURS} hours, {asked} questions: heap {first / 1e6:.2f} → {sizes[-1] / 1e6:.2f} MB")
    assert asked > HOURS * 1_000
    assert growth < GROWTH
    assert page.evaluate("document.querySelectorAll('*').length") <= nodes + 20
