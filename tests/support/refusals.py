"""Which constraint an error of the database names."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db.models import UniqueConstraint


def is_about(constraint: str, message: str) -> bool:
    """Return whether the database's message is about the constraint, or the unique column, of this name.

    SQLite names the columns of a unique constraint, not the constraint.
    """
    found = re.search(r"UNIQUE constraint failed: (?!index )(.*)", message)
    if not found:
        return constraint in message
    return set(found[1].split(", ")) in _columns(constraint)


def _columns(constraint: str) -> Iterator[set[str]]:
    for model in apps.get_models():
        options = model._meta
        for each in options.constraints:
            if isinstance(each, UniqueConstraint) and each.name == constraint:
                yield {f"{options.db_table}.{options.get_field(name).column}" for name in each.fields}
        for column in options.concrete_fields:
            if column.unique and column.name == constraint:
                yield {f"{options.db_table}.{column.column}"}
