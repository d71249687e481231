"""What a machine may lack: tests that need it are skipped, or fail if MOTCUA_REQUIRE names it."""

import os
from typing import NoReturn

import pytest


def is_required(what: str) -> bool:
    return what in os.environ.get("MOTCUA_REQUIRE", "").split(",")


def missing(what: str, reason: str) -> NoReturn:
    """Skip the test, saying why; fail it if `what` is required."""
    if is_required(what):
        pytest.fail(f"{what} is required: {reason}")
    pytest.skip(f"NOT TESTED, {what} is missing: {reason}")
