"""Every address of the product, with the permissions of those of the admin's models."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db import models
from django.urls import URLPattern, get_resolver, reverse

from tests.scope.rule import ACCOUNT, Rule
from tests.scope.rules import RULES
from tests.scope.world import Keys

KINDS = ("changelist", "add", "history", "delete", "change")
NAMELESS = {"<path:object_id>/": "bare", "<path:object_id>/history/<path:record_id>/": "closed"}
RIGHTS = {
    "changelist": ("view", "change"),
    "change": ("view", "change"),
    "bare": ("view", "change"),
    "history": ("view", "change"),
    "add": ("add",),
    "delete": ("delete",),
    "closed": (),
}
OF_A_ROW = ("history", "delete", "change", "bare", "closed")


@dataclass(frozen=True)
class Address:
    """A URL: of one of the admin's models (`model`, `kind`), or one with its own `rule`, or neither."""

    name: str
    route: str
    model: type[models.Model] | None = None
    kind: str = ""
    rule: Rule | None = None

    def __str__(self) -> str:
        return f"{self.name} (/{self.route})"

    @property
    def is_of_a_row(self) -> bool:
        return self.kind in OF_A_ROW or bool(self.rule and self.rule.arguments)

    @property
    def methods(self) -> tuple[str, ...]:
        return self.rule.methods if self.rule else ("GET", "POST")

    @property
    def permissions(self) -> tuple[str, ...]:
        if self.rule:
            return self.rule.permissions
        options = self.model._meta
        return tuple(f"{options.app_label}.{verb}_{options.model_name}" for verb in RIGHTS[self.kind])

    def is_for(self, user) -> bool:
        """Return whether the account has a permission that could open it."""
        if self.rule and self.rule.access == ACCOUNT:
            return True
        return any(user.has_perm(permission) for permission in self.permissions)

    def url(self, keys: Keys) -> str:
        """Return the address of a desk's first row, or of the page itself."""
        if self.rule:
            arguments = self.rule.arguments(keys) if self.rule.arguments else []
            return self.rule.path or reverse(self.name, args=arguments)
        if not self.is_of_a_row:
            return reverse(self.name)
        return self.url_of(keys(self.model))

    def url_of(self, key: object) -> str:
        """Return the address of the row with this key."""
        start = f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}"
        if self.kind == "closed":
            return reverse(f"{start}_history", args=[quote(key)]) + "1/"
        if self.kind == "bare":
            return f"{reverse(f'{start}_changelist')}{quote(key)}/"
        return reverse(self.name, args=[quote(key)])


def every_address() -> list[Address]:
    starts = {
        f"admin/{model._meta.app_label}/{model._meta.model_name}/": model for model in admin.site._registry
    }
    walked = _walk(get_resolver().url_patterns)
    return [address for name, route in walked for address in _classified(name, route, starts)]


def without_a_rule() -> list[Address]:
    return [each for each in every_address() if each.rule is None and not each.kind]


def pages_of_the_back_office() -> list[Address]:
    return [each for each in every_address() if each.kind or (each.rule and not each.rule.is_public)]


def public_pages() -> list[Address]:
    return [each for each in every_address() if each.rule and each.rule.is_public]


def _classified(name: str, route: str, starts: dict[str, type[models.Model]]) -> Iterator[Address]:
    rules = RULES.get(name) or RULES.get(route)
    if rules:
        for rule in rules if isinstance(rules, tuple) else (rules,):
            yield Address(name, route, rule=rule)
        return
    start = next((start for start in starts if route.startswith(start)), "")
    model = starts.get(start)
    kind = NAMELESS.get(route.removeprefix(start), "") if model else ""
    if model:
        prefix = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
        kind = kind or next((each for each in KINDS if name == prefix + each), "")
    yield Address(name, route, model=model, kind=kind)


def _walk(patterns: list, route: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or 'without a name'}", here.replace("/^", "/")
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inner)
