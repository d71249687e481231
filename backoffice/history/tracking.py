"""The one door to django-simple-history: which columns changed, by whom and why.

Its recording is used; its history and revert views are not (`docs/adr`): a view-only user can write
through them, and they ignore row scope.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import models
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

BATCH = 500
M = TypeVar("M", bound=models.Model)


def tracked(**options: Any) -> HistoricalRecords:
    """Record every change of a model a human edits: `history = tracked()`.

    `QuerySet.update()` and `bulk_create()` leave no record: use `create_tracked`, `update_tracked`.
    """
    return HistoricalRecords(
        history_change_reason_field=models.CharField(max_length=500, null=True),
        user_db_constraint=False,
        **options,
    )


def create_tracked(rows: Sequence[M], *, by: models.Model | None, reason: str) -> list[M]:
    """Insert `rows` in batches, with one history row each, in the caller's transaction."""
    if not rows:
        return []
    return bulk_create_with_history(
        rows, type(rows[0]), batch_size=BATCH, default_user=by, default_change_reason=reason
    )


def update_tracked(
    rows: Sequence[models.Model], *, fields: Iterable[str], by: models.Model | None, reason: str
) -> int:
    """Write `fields` of the already changed `rows` in batches, with one history row each."""
    if not rows:
        return 0
    return bulk_update_with_history(
        rows, type(rows[0]), list(fields), batch_size=BATCH, default_user=by, default_change_reason=reason
    )


def delete_tracked(rows: Sequence[models.Model], *, by: models.Model | None, reason: str) -> None:
    """Delete `rows` one by one, what protects them included in the refusal, with their history rows.

    :raises ProtectedError: something still points at one of them.
    """
    for row in rows:
        because(row, reason)
        row._history_user = by  # type: ignore[attr-defined]
        row.delete()


def because(instance: models.Model, reason: str) -> None:
    """Say why the next save of `instance` happens; it stands in its history row."""
    instance._change_reason = reason  # type: ignore[attr-defined]
