"""Constraints that more than one app writes."""

from typing import TYPE_CHECKING, TypeAlias

from django.db.models import CheckConstraint, F, Q

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Message: TypeAlias = "str | _StrPromise"


def in_order(first: str, second: str, *, name: str, message: Message) -> CheckConstraint:
    """Hold `first` ≤ `second`; either may be empty."""
    condition = (
        Q(**{f"{second}__gte": F(first)}) | Q(**{f"{first}__isnull": True}) | Q(**{f"{second}__isnull": True})
    )
    return CheckConstraint(condition=condition, name=name, violation_error_message=message)


def all_or_none(*fields: str, name: str, message: Message) -> CheckConstraint:
    """Hold that the nullable `fields` are all filled or all empty."""
    filled = Q(**{f"{field}__isnull": False for field in fields})
    empty = Q(**{f"{field}__isnull": True for field in fields})
    return CheckConstraint(condition=filled | empty, name=name, violation_error_message=message)
