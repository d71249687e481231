"""A limit per address, counted in the cache that the worker processes share."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone


def is_within(what: str, request: HttpRequest, *, per_minute: int) -> bool:
    """Count one more `what` from this address; `False` once it is more than `per_minute`.

    The address itself is not stored, only its hash, and only for the current minute.
    """
    address = hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:16]
    key = f"throttle.{what}.{address}.{timezone.now():%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) <= per_minute
    except ValueError:  # the cache entry expired between the two lines
        return True
