"""How far a long import is: said in a place both web workers see, read by the page that waits."""

from collections.abc import Callable

from django.core.cache import cache

Tell = Callable[[int], None]
KEPT_SECONDS = 600


def silent(percent: int) -> None:
    """Tell nobody."""


def teller(key: str) -> Tell:
    """Return what writes percentages under `key`, the account's own token for one piece of work."""

    def tell(percent: int) -> None:
        cache.set(_name(key), percent, KEPT_SECONDS)

    return tell if key else silent


def percent(key: str) -> int | None:
    """Return how far the work called `key` is, `None` if nothing has been heard of it."""
    return cache.get(_name(key))


def _name(key: str) -> str:
    return f"import-progress-{key}"
