"""Chromium as a person uses it: `visit` opens a page, `axe` lists its accessibility problems."""

import os
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.viewports import DESK
from tests.support.missing import missing

# The first has no window system at all, and takes a sixth less time.
PROGRAMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# Started as root, without network: no lookups at start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        missing("browser", "install Chromium (Debian: apt-get install chromium-headless-shell)")
    # Playwright runs an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """The console errors of a test's pages; the test fails if any is left.

    A test that provokes one, such as a lost connection, removes it after a check.
    """
    collected: list[str] = []
    yield collected
    assert collected == []


@pytest.fixture
def visit(
    browser: Browser, request: pytest.FixtureRequest, complaints: list[str]
) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a path of the site in a new browser context.

    `visit("/admin/", user=officer, viewport=PHONE)`; `base_url=server.url` visits the real server instead.
    Other keyword arguments are those of Playwright's `new_context`, such as `color_scheme="dark"`.
    """
    contexts: list[BrowserContext] = []

    def open_page(path="/", *, user=None, viewport=DESK, base_url="", **options) -> Page:
        base_url = base_url or request.getfixturevalue("live_server").url
        context = browser.new_context(
            base_url=base_url,
            viewport=viewport,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **options,
        )
        contexts.append(context)
        if user:
            context.add_cookies([_signed_in(user, base_url)])
        page = context.new_page()
        _listen(page, complaints)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """Return a function that lists the accessibility rules a page breaks, with the first element of each.

    It looks at those of WCAG 2.2 AA, or only at the named ones.
    """

    def look_at(page: Page, *rules: str) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        # Without `resultTypes` it also describes every element without problems.
        options = {"runOnly": list(rules) or WCAG, "resultTypes": ["violations"]}
        found = page.evaluate("options => axe.run(options)", options)["violations"]
        return [f"{rule['id']} ({rule['impact']}): {rule['nodes'][0]['html']}" for rule in found]

    return look_at


def _listen(page: Page, complaints: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{message.text} [{message.location['url']}]")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.hostname not in {"localhost", "127.0.0.1"}:
            complaints.append(f"asked an outside host: {request.url}")

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("pageerror", lambda error: complaints.append(str(error)))


def _signed_in(user, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": url}
