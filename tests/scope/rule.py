"""The rule of one of our own pages. Pages of the admin's models need none: theirs follow from Django.

`permissions`: an account needs one of them. `arguments`: the parts of the address, made of the keys of a
desk's rows; the page is requested with own keys and with those of another desk. `query` and `form`: its other
parameters, made likewise; only keys named here are tested with foreign rows, so name all that the page reads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.scope.world import Keys

PUBLIC, ACCOUNT, PERMISSION = "public", "every account", "permission"
Parameters = Callable[[Keys], list[Mapping[str, Any]]]


def nothing(keys: Keys) -> list[Mapping[str, Any]]:
    return [{}]


@dataclass(frozen=True)
class Rule:
    permissions: tuple[str, ...] = ()
    arguments: Callable[[Keys], list[Any]] | None = None
    query: Parameters = nothing
    form: Parameters = nothing
    methods: tuple[str, ...] = ("GET",)
    access: str = PERMISSION
    path: str = ""
    """Of a page whose address cannot be made from its name."""
    answers: tuple[int, ...] = (200,)
    """To a GET of an account that may do everything at its desk."""

    @property
    def is_public(self) -> bool:
        return self.access == PUBLIC


BOTH = ("GET", "POST")


def office(keys: Keys) -> list[Mapping[str, Any]]:
    return [{"office": keys.slug}]
