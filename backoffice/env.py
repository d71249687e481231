"""The environment, read once. Nothing else in the product touches `os.environ`."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

HERE = Path(__file__).resolve().parent.parent
TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}


@dataclass(frozen=True, kw_only=True)
class Env:
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    debug: bool
    allowed_hosts: tuple[str, ...]
    csrf_trusted_origins: tuple[str, ...]
    https: bool
    public_url: str
    database_url: str
    data_dir: Path


def read(environ: dict[str, str] | os._Environ[str] = os.environ) -> Env:
    """Return the configuration, with defaults fit for one office PC.

    :raises ImproperlyConfigured: says which variable is wrong and what to write there.
    """
    data_dir = Path(environ.get("DATA_DIR", HERE / "var")).resolve()
    debug = _flag(environ, "DEBUG")
    return Env(
        secret_key=_secret(environ, debug=debug, data_dir=data_dir),
        secret_key_fallbacks=_words(environ, "SECRET_KEY_FALLBACKS", default=""),
        debug=debug,
        allowed_hosts=_words(environ, "ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]"),
        csrf_trusted_origins=_words(environ, "CSRF_TRUSTED_ORIGINS", default=""),
        https=_flag(environ, "HTTPS"),
        public_url=_address(environ, "PUBLIC_URL"),
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'motcua.sqlite3'}",
        data_dir=data_dir,
    )


def database(url: str) -> dict[str, object]:
    """Return Django's settings for `sqlite:///path` or `postgresql://user:password@host:port/name`.

    SQLite writes in immediate transactions: with the default deferred ones, two officers who save at
    once get "database is locked" although a timeout is set.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.removeprefix("sqlite:///")) or ":memory:",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ImproperlyConfigured("DATABASE_URL must start with sqlite:/// or postgresql://")


def _flag(environ, name: str) -> bool:
    value = environ.get(name, "").strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")
    return value in TRUE


def _address(environ, name: str) -> str:
    value = environ.get(name, "").strip().rstrip("/")
    if value and urlsplit(value).scheme not in {"http", "https"}:
        raise ImproperlyConfigured(f"{name} must start with http:// or https://, not {value!r}")
    return value


def _words(environ, name: str, *, default: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in environ.get(name, default).split(",") if word.strip())


def _secret(environ, *, debug: bool, data_dir: Path) -> str:
    if key := environ.get("SECRET_KEY"):
        return key
    kept = data_dir / "secret_key"
    if kept.is_file():
        return kept.read_text().strip()
    if debug:
        return "only-for-development-and-tests"
    raise ImproperlyConfigured(
        f"SECRET_KEY is missing. Set it to a long random text, or let `make run` write one to {kept}."
    )
