"""The lobby in a real browser with the real server: never stale, always back, one press is one number."""

from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.viewports import BOARD, DESK, PHONE, TOUCH
from tests.support.officers import open_hall, press, query

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]

SHOWS = "number => document.querySelector('#large b')?.textContent === number"
OLD = "() => (age => age.textContent !== age.dataset.fresh)(document.querySelector('#age'))"
WEIGHT = """
() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, entry) => sum + entry.encodedBodySize, 0)
"""


# A loudspeaker that records the clips; each is over at once.
LOUDSPEAKER = """
window.spoken = JSON.parse(sessionStorage.getItem('spoken') || '[]');
window.AudioContext = class extends EventTarget {
    state = 'running';
    resume() { return Promise.resolve(); }
    decodeAudioData(bytes) { return Promise.resolve({ size: bytes.byteLength }); }
    createBufferSource() {
        const source = new EventTarget();
        source.connect = () => undefined;
        source.start = () => window.setTimeout(() => source.dispatchEvent(new Event('ended')), CLIP_MS);
        return source;
    }
};
document.addEventListener('DOMContentLoaded', () => {
    const play = window.remember;
    window.remember = (call) => {
        window.spoken.push(call.event);
        sessionStorage.setItem('spoken', JSON.stringify(window.spoken));
        play(call);
    };
});
"""


@pytest.fixture(scope="module")
def hall(server):
    """The one officer of the hall, who can press buttons at the console: (counter session, sign-in)."""
    return open_hall(server, officers=1, tickets=60)[0]


def call_next(server, hall) -> str:
    """Press the officer's button and return the called number."""
    session, key = hall
    held = query(
        server, "SELECT id, version FROM tickets_ticket WHERE session_id = ? AND state = 'CALLED'", session
    )
    with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=20)) as client:
        current = None
        if held:
            press(client, key, "serve", held[0])
            current = (held[0][0], held[0][1] + 1)
        press(client, key, "next", current)
    row = query(
        server, "SELECT series, number FROM tickets_ticket WHERE session_id = ? AND state = 'CALLED'", session
    )[0]
    return f"{row[0]}{row[1]:03d}"


def open_board(visit, server, path="/hall/board/"):
    return visit(path, base_url=server.url, viewport=BOARD)


def open_touch_screen(visit, server, path):
    """The touch screen itself, not a visitor's phone: it forgets the visitor and tolerates double taps."""
    page = visit("/hall/?kiosk=1", base_url=server.url, viewport=TOUCH, has_touch=True)
    page.goto(path)
    return page


def tickets_issued(server) -> int:
    return query(server, "SELECT COUNT(*) FROM tickets_ticket")[0][0]


def fingers(page):
    """Return a function that puts a finger down, moves or lifts it, as the glass reports it."""
    glass = page.context.new_cdp_session(page)

    def move(kind, *points):
        touches = [{"x": x, "y": y} for x, y in points]
        glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    return move


def middle_of(locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_call_comes_to_the_screen_by_itself_and_again_after_the_server_was_killed(
    visit, server, hall, complaints
):
    page = open_board(visit, server)
    first = call_next(server, hall)
    page.wait_for_function(SHOWS, arg=first, timeout=10_000)
    server.kill()
    page.wait_for_timeout(1_500)
    assert page.locator("#large b").first.text_content() == first
    server.start()
    second = call_next(server, hall)
    page.wait_for_function(SHOWS, arg=second, timeout=5_000)
    complaints.clear()


def test_without_contact_the_screen_shows_its_age_then_asks_to_listen_and_keeps_the_numbers(
    visit, server, hall, complaints
):
    page = open_board(visit, server)
    page.clock.install()
    page.reload()
    number = call_next(server, hall)
    page.wait_for_function(SHOWS, arg=number, timeout=10_000)
    assert page.locator("#lost").is_hidden()
    page.context.set_offline(True)
    fresh = page.locator("#age").text_content()
    page.clock.run_for(14_000)
    assert page.locator("#age").text_content() != fresh
    page.clock.run_for(50_000)
    assert page.locator("#lost").is_visible()
    assert page.locator("#large b").first.text_content() == number
    page.context.set_offline(False)
    page.clock.resume()
    page.wait_for_function("() => document.querySelector('#lost').hidden", timeout=10_000)
    complaints.clear()


def announced(server) -> list[int]:
    """The events of the last minute and a half that must be announced, in order."""
    rows = query(
        server, "SELECT id FROM tickets_ticketevent WHERE kind IN ('CALLED', 'RECALLED') ORDER BY id"
    )
    return [row[0] for row in rows]


def recall(server, hall):
    session, key = hall
    [held] = query(
        server, "SELECT id, version FROM tickets_ticket WHERE session_id = ? AND state = 'CALLED'", session
    )
    with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=20)) as client:
        press(client, key, "recall", held)


def test_every_call_and_recall_is_spoken_once_also_after_a_cut_and_a_reload(visit, server, hall, complaints):
    page = open_board(visit, server)
    page.context.add_init_script(LOUDSPEAKER.replace("CLIP_MS", "60"))
    page.reload()
    first = call_next(server, hall)
    page.wait_for_function(SHOWS, arg=first, timeout=10_000)
    recall(server, hall)
    recall(server, hall)
    page.wait_for_timeout(700)  # in the middle of an announcement
    page.reload()
    page.context.set_offline(True)
    latest = [call_next(server, hall) for _ in range(3)][-1]
    page.wait_for_timeout(1_000)
    page.context.set_offline(False)
    page.wait_for_function(SHOWS, arg=latest, timeout=10_000)
    must = announced(server)[-6:]
    page.wait_for_function("last => window.spoken.includes(last)", arg=must[-1], timeout=20_000)
    page.wait_for_timeout(500)
    spoken = [event for event in page.evaluate("window.spoken") if event >= must[0]]
    assert spoken == must
    complaints.clear()


def test_blocked_sound_is_reported(visit, server, hall):
    page = open_board(visit, server)
    number = call_next(server, hall)
    page.wait_for_function(SHOWS, arg=number, timeout=10_000)
    # A script evaluated by a test counts as a touch, which would allow the sound again.
    page.add_init_script("Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' })")
    page.reload()
    page.wait_for_function(SHOWS, arg=number, timeout=10_000)
    page.locator("#sound").wait_for(state="visible")
    assert page.locator("#sound").is_visible()


def test_a_screen_that_starts_while_the_server_is_away_shows_the_last_board_and_its_age(
    visit, server, hall, complaints
):
    page = open_board(visit, server)
    number = call_next(server, hall)
    page.wait_for_function(SHOWS, arg=number, timeout=10_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.reload()  # now through the worker, which caches what it returns
    page.wait_for_function(SHOWS, arg=number, timeout=10_000)
    page.wait_for_timeout(1_000)
    server.kill()
    page.wait_for_timeout(1_500)
    page.reload()
    page.wait_for_function(SHOWS, arg=number, timeout=15_000)
    page.wait_for_function(OLD, timeout=15_000)
    shown_meanwhile = page.locator("#large b").first.text_content()
    server.start()
    later = call_next(server, hall)
    page.wait_for_function(SHOWS, arg=later, timeout=10_000)
    assert shown_meanwhile == number
    assert page.locator("#large b").first.text_content() == later
    complaints.clear()


def test_after_a_night_asleep_the_screen_is_right_at_once(visit, server, hall, complaints):
    page = open_board(visit, server)
    page.clock.install()
    page.reload()
    before = call_next(server, hall)
    page.wait_for_function(SHOWS, arg=before, timeout=10_000)
    page.context.set_offline(True)
    number = call_next(server, hall)
    page.clock.fast_forward("14:00:00")
    page.context.set_offline(False)
    page.clock.resume()
    page.wait_for_function(SHOWS, arg=number, timeout=10_000)
    assert page.locator("#lost").is_hidden()
    complaints.clear()


def test_the_officer_sees_that_the_screen_is_right(visit, server, hall):
    page = open_board(visit, server)
    number = call_next(server, hall)
    page.wait_for_function(SHOWS, arg=number, timeout=10_000)
    page.wait_for_function("() => localStorage.getItem('screen')", timeout=20_000)
    key = page.evaluate("localStorage.getItem('screen')")
    for _ in range(40):
        right = query(server, "SELECT is_right FROM tickets_screen WHERE key = '" + key + "'")
        if right and right[0][0]:
            break
        page.wait_for_timeout(200)
    assert right
    assert right[0][0]


def test_the_board_is_small_and_has_a_contrast_of_seven_to_one(visit, server, hall, axe):
    page = open_board(visit, server)
    page.wait_for_timeout(1_000)
    assert page.evaluate(WEIGHT) <= 120_000
    assert axe(page) == []
    strict = {"runOnly": ["color-contrast-enhanced"], "rules": {"color-contrast-enhanced": {"enabled": True}}}
    assert Axe().run(page, options=strict).response["violations"] == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["/hall/", "/hall/tickets/", "/hall/procedures/", "/hall/lookup/"])
def test_the_public_pages_are_accessible_light_and_fit_the_screen(visit, server, hall, axe, path, viewport):
    page = visit(path, base_url=server.url, viewport=viewport)
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(WEIGHT) <= 120_000


@pytest.mark.parametrize("path", ["/hall/", "/hall/tickets/"])
def test_what_is_touched_is_twenty_millimetres_high(visit, server, hall, path):
    page = visit(path, base_url=server.url, viewport={"width": 1920, "height": 1080})
    for tile in page.locator(".tile:not([disabled])").all():
        assert tile.bounding_box()["height"] >= 80


def test_a_double_tap_takes_one_number(visit, server, hall):
    before = tickets_issued(server)
    page = visit("/hall/tickets/", base_url=server.url, viewport=PHONE)
    page.locator("button.tile").first.dblclick(no_wait_after=True)
    page.wait_for_url("**/tickets/*/")
    assert tickets_issued(server) == before + 1


@pytest.mark.parametrize("finger", ["double", "long", "slipping", "retried"])
def test_a_finger_that_taps_twice_rests_or_slips_gets_one_number(visit, server, hall, complaints, finger):
    before = tickets_issued(server)
    page = open_touch_screen(visit, server, "/hall/tickets/")
    tile = page.locator("button.tile").first
    x, y = middle_of(tile)
    touch = fingers(page)
    if finger == "double":
        page.touchscreen.tap(x, y)
        page.touchscreen.tap(x, y)
    elif finger == "long":
        touch("touchStart", (x, y))
        page.wait_for_timeout(1_500)
        touch("touchEnd")
    elif finger == "slipping":
        touch("touchStart", (x, y))
        for step in range(5):
            touch("touchMove", (x + 6 * step, y + 2 * step))
        touch("touchEnd")
    else:
        page.context.set_offline(True)
        tile.tap()
        page.wait_for_timeout(500)
        page.context.set_offline(False)
    page.wait_for_url("**/tickets/*/", timeout=10_000)
    page.wait_for_timeout(300)
    assert tickets_issued(server) == before + 1
    complaints.clear()


def test_an_idle_touch_screen_forgets_the_visitor(visit, server, hall):
    page = open_touch_screen(visit, server, "/hall/lookup/")
    page.clock.install()
    page.reload()
    for sign in "H28":
        page.locator(".key", has_text=sign).tap()
    assert page.locator("#code").input_value() == "H28"
    page.clock.run_for(21_000)
    assert page.locator("#idle").is_visible()
    page.clock.run_for(21_000)
    page.wait_for_url("**/hall/?*" if "?" in page.url else "**/hall/")
    page.goto("/hall/lookup/")
    assert page.locator("#code").input_value() == ""
