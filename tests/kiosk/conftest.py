"""The browser of tests/browser, for the lobby's pages."""

from tests.browser.conftest import axe, browser, complaints, visit

__all__ = ["axe", "browser", "complaints", "visit"]
