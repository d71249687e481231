"""How many open dossiers use a version. This layer knows no dossier: a higher one answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backoffice.base.ports import Port
from backoffice.organisation.models import User


@dataclass(frozen=True)
class Running:
    """So many open dossiers in the account's sight; `url` lists them, "" where it may not read dossiers."""

    count: int
    url: str


sources = Port[[User, Sequence[int]], Mapping[int, Running]]()
"""Takes the account and the ids of versions; a version without an open dossier is left out of the answer."""


def running_on(versions: Sequence[int], *, user: User) -> Mapping[int, Running]:
    """Return the open dossiers of each of the versions, by id."""
    return next(iter(sources(user, versions)), {}) if versions else {}
