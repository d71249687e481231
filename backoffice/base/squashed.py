"""Migrations that were squashed into fewer: where a database stands that applied them one by one.

Django takes all of them for the one that replaces them. From some of them only it does not see that no step
leads on, and breaks off somewhere else or says that all is well.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

Key = tuple[str, str]
"""The label of an app and the name of a migration."""


@cache
def parts() -> dict[Key, set[Key]]:
    """Return the replaced migrations by the one that replaces them."""
    replacements = MigrationLoader(None).replacements
    return {key: set(migration.replaces) for key, migration in replacements.items()}


def squashed(applied: Iterable[Key]) -> set[Key]:
    """Return `applied` with each replacement in place of its parts, where all of them are applied."""
    told = set(applied)
    for key, replaced in parts().items():
        if replaced <= told:
            told = told - replaced | {key}
    return told


def left_over(applied: Iterable[Key]) -> dict[str, str]:
    """Return the last part that is applied of a replacement that is not applied as a whole, by app."""
    return dict(sorted(squashed(applied) & set().union(*parts().values())))


def check_upgradable(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Stop `migrate` at a database that an earlier version left between migrations that are one now."""
    refusal = _("%(app)s stands at %(migration)s, in the middle of what is one migration now.")
    return [
        Error(refusal % {"app": app, "migration": name}, hint=_("See “Upgrade” in docs/operating.md."))
        for alias in databases or ()
        for app, name in left_over(MigrationRecorder(connections[alias]).applied_migrations()).items()
    ]
