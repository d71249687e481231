"""Rows that would be deleted with others, and that the account may not see."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import models, router


def out_of_sight(rows: Iterable[models.Model], *, user: Any) -> int:
    """Return how many rows that would be deleted too, or that forbid it, `user` may not see."""
    listed = list(rows)
    if not listed:
        return 0
    collector = NestedObjects(using=router.db_for_write(type(listed[0])), origin=listed)
    collector.collect(listed)
    found: dict[type[models.Model], set[Any]] = defaultdict(set)
    for model, members in collector.data.items():
        found[model].update(row.pk for row in members)
    for row in collector.protected:
        found[type(row)].add(row.pk)
    return sum(len(keys) - _seen(model, keys, user) for model, keys in found.items())


def _seen(model: type[models.Model], keys: set[Any], user: Any) -> int:
    questions = model._default_manager
    if not hasattr(questions, "visible_to"):
        return len(keys)
    return questions.visible_to(user).filter(pk__in=keys).count()
