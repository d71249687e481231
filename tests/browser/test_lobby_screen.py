"""The lobby in a real browser, at the real server: it never lies, it comes back, one press is one number."""

from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.viewports import BOARD, DESK, PHONE
from tests.tickets.officers import open_hall, press, query

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]

SHOWS = "number => document.querySelector('#large b')?.textContent === number"
WEIGHT = """
() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, entry) => sum + entry.encodedBodySize, 0)
"""


@pytest.fixture(scope="module")
def hall(server):
    """The one officer of the hall, who can press buttons at the console: (counter session, sign-in)."""
    return open_hall(server, officers=1, tickets=40)[0]


def call_next(server, hall) -> str:
    """Press as the officer does and return the number that is now called."""
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


def open_board(visit, server):
    return visit("/hall/board/", base_url=server.url, viewport=BOARD)


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
    page.wait_for_function(SHOWS, arg=second, timeout=10_000)
    complaints.clear()


def test_without_contact_the_screen_says_its_age_then_asks_to_listen_and_keeps_the_numbers(
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


def test_a_reload_repeats_no_call_and_blocked_sound_is_said(visit, server, hall):
    page = open_board(visit, server)
    number = call_next(server, hall)
    page.wait_for_function(SHOWS, arg=number, timeout=10_000)
    page.wait_for_function("() => Number(sessionStorage.getItem('announced')) > 0")
    announced = page.evaluate("sessionStorage.getItem('announced')")
    # Whatever a test evaluates counts as a visitor's touch, which would allow the sound again.
    page.add_init_script("Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' })")
    page.reload()
    page.wait_for_function(SHOWS, arg=number, timeout=10_000)
    assert page.evaluate("sessionStorage.getItem('announced')") == announced
    page.locator("#sound").wait_for(state="visible")


def test_the_officer_is_told_that_the_screen_is_right(visit, server, hall):
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


def test_the_board_weighs_little_and_keeps_seven_to_one(visit, server, hall, axe):
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


def test_a_double_tap_gives_one_number(visit, server, hall):
    count = "SELECT COUNT(*) FROM tickets_ticket"
    before = query(server, count)[0][0]
    page = visit("/hall/tickets/", base_url=server.url, viewport=PHONE)
    page.locator("button.tile").first.dblclick(no_wait_after=True)
    page.wait_for_url("**/tickets/*/")
    assert query(server, count)[0][0] == before + 1
