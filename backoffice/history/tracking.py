"""The only module that uses django-simple-history: which columns changed, by whom and why.

Its recording is used; its history and revert views are not (`docs/adr`): a view-only user can write
through them, and they ignore row scope.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import models, router, transaction
from django.db.models.deletion import Collector
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.utils import (
    bulk_create_with_history,
    get_history_manager_for_model,
)

from backoffice.base.bulk_writes import write_columns

BATCH = 500
M = TypeVar("M", bound=models.Model)


class RecordsManager(HistoryManager):
    """Keeps the class behind `row.history`, which the library would build again at each access."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: type[models.QuerySet], class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


def tracked(**options: Any) -> HistoricalRecords:
    """Record every change of a model a human edits: `history = tracked()`.

    `QuerySet.update()` and `bulk_create()` leave no record: use `create_tracked`, `update_tracked`.
    """
    return HistoricalRecords(
        history_change_reason_field=models.CharField(max_length=500, null=True),
        user_db_constraint=False,
        history_manager=RecordsManager,
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
    model = type(rows[0])
    with transaction.atomic(using=router.db_for_write(model), savepoint=False):
        written = write_columns(rows, fields)
        get_history_manager_for_model(model).bulk_history_create(
            rows, batch_size=BATCH, update=True, default_user=by, default_change_reason=reason
        )
    return written


def delete_tracked(rows: Sequence[models.Model], *, by: models.Model | None, reason: str) -> None:
    """Delete `rows`, all of one model, with one history row each, in the caller's transaction.

    All at once where no other rows are deleted with them; one by one where a cascade deletes others.

    :raises ProtectedError: something still points at one of them.
    """
    if not rows:
        return
    model = type(rows[0])
    manager = model._base_manager
    collector = Collector(using=router.db_for_write(model))
    collector.collect(rows)
    if set(collector.data) != {model} or any(found.exists() for found in collector.fast_deletes):
        for row in rows:
            because(row, reason)
            row._history_user = by  # type: ignore[attr-defined]
            row.delete()
        return
    for (field, value), pointing in collector.field_updates.items():
        for found in pointing:
            found.update(**{field.name: value})  # type: ignore[attr-defined]
    history = get_history_manager_for_model(model)
    records = history.bulk_history_create(
        rows, batch_size=BATCH, update=True, default_user=by, default_change_reason=reason
    )
    for start in range(0, len(rows), BATCH):
        chunk = slice(start, start + BATCH)
        # The library writes many rows at once only for "created" and "changed".
        made = [record.pk for record in records[chunk]]
        history.model.objects.filter(pk__in=made).update(history_type="-")
        manager.filter(pk__in=[row.pk for row in rows[chunk]])._raw_delete(collector.using)


def because(instance: models.Model, reason: str) -> None:
    """Set the reason of the next save of `instance`; it is kept in its history row."""
    instance._change_reason = reason  # type: ignore[attr-defined]
