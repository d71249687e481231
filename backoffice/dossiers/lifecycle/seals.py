"""Seals that only the server can make: with the database alone nobody can forge the log.

Anybody can compute a hash; a seal needs the SECRET_KEY, or one of its fallbacks for what was sealed
before the key changed.
"""

import hmac

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "backoffice.dossiers.lifecycle.seals"


def event(hash_: str) -> str:
    """Return the text to seal for an event: its hash covers its content and the hash before it."""
    return f"event:{hash_}"


def end(dossier: int, seq: int, hash_: str) -> str:
    """Return the text to seal for the end of a log, so that no last events can be removed."""
    return f"end:{dossier}:{seq}:{hash_}"


def form(desk: int, kind: str, year: int, number: int, sha256: str) -> str:
    """Return the text to seal for a printed form: its place in the numbering and its content's hash."""
    return f"form:{desk}:{kind}:{year}:{number}:{sha256}"


def made_of(text: str) -> str:
    return _sealed(text, settings.SECRET_KEY)


def fits(seal: str | None, text: str) -> bool:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return seal is not None and any(hmac.compare_digest(seal, _sealed(text, key)) for key in keys)


def _sealed(text: str, key: str) -> str:
    return salted_hmac(SALT, text, secret=key, algorithm="sha256").hexdigest()
