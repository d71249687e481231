"""Measurements run as the tests do: on their databases, their server and their browser."""

pytest_plugins = ["tests.conftest", "tests.browser.conftest"]
