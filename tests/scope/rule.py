"""What a page of our own asks. A page of the admin's models needs no rule: it follows from Django.

`permissions`: an account needs one of them. `arguments`: the parts of the address, made of the keys of a
desk's rows; the page is asked for with own keys and with those of another desk. `query` and `form`: what it
takes besides, made alike; what has no place in them cannot be smuggled, so name every key the page reads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.scope.world import Keys

PUBLIC, ACCOUNT, PERMISSION = "public", "every account", "permission"
Given = Callable[[Keys], list[Mapping[str, Any]]]


def nothing(keys: Keys) -> list[Mapping[str, Any]]:
    return [{}]


@dataclass(frozen=True)
class Rule:
    permissions: tuple[str, ...] = ()
    arguments: Callable[[Keys], list[Any]] | None = None
    query: Given = nothing
    form: Given = nothing
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
