"""Lets mypy assume that `request.user` is signed in: only such accounts reach the admin."""

from collections.abc import Callable

from mypy.plugin import AttributeContext, Plugin
from mypy.typeops import make_simplified_union
from mypy.types import Instance, Type, UnionType, get_proper_type

ANONYMOUS = "django.contrib.auth.models.AnonymousUser"


class SignedIn(Plugin):
    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        return _without_anonymous if fullname == "django.http.request.HttpRequest.user" else None


def _without_anonymous(context: AttributeContext) -> Type:
    declared = get_proper_type(context.default_attr_type)
    if not isinstance(declared, UnionType):
        return declared
    return make_simplified_union([item for item in declared.items if not _is_anonymous(item)])


def _is_anonymous(item: Type) -> bool:
    proper = get_proper_type(item)
    return isinstance(proper, Instance) and proper.type.fullname == ANONYMOUS


def plugin(version: str) -> type[Plugin]:
    return SignedIn
