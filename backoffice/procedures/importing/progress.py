"""The progress of a long import, in the cache that all web workers share, for the page that waits."""

from collections.abc import Callable

from django.core.cache import cache

OnProgress = Callable[[int], None]
KEPT_SECONDS = 600


def ignore(percent: int) -> None:
    """Report to nobody."""


def callback(key: str) -> OnProgress:
    """Return the callback that stores percentages under `key`, the account's own token for one import."""

    def store(percent: int) -> None:
        cache.set(_name(key), percent, KEPT_SECONDS)

    return store if key else ignore


def percent(key: str) -> int | None:
    """Return the progress of the import with this key, `None` if it reported none."""
    return cache.get(_name(key))


def _name(key: str) -> str:
    return f"import-progress-{key}"
