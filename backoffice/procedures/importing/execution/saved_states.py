"""Saves rows as they were before an import, and restores them, column by column."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from backoffice.history.tracking import create_tracked, delete_tracked, update_tracked
from backoffice.organisation.models import User
from backoffice.procedures.models import (
    Component,
    Fee,
    Posting,
    Procedure,
    ProcedureVersion,
    ProcessStep,
    TimeLimit,
)
from backoffice.procedures.parts import take_over

# In the order in which they may be written: what others point at first.
KEPT: dict[str, type[models.Model]] = {
    "procedure": Procedure,
    "version": ProcedureVersion,
    "posting": Posting,
    "component": Component,
    "time_limit": TimeLimit,
    "fee": Fee,
    "process_step": ProcessStep,
}
PARTS = (Component, TimeLimit, Fee)

State = dict[str, list[dict[str, Any]]]


def state_of(*rows: models.Model) -> State:
    """Return every column of `rows`, as JSON."""
    kinds = {model: kind for kind, model in KEPT.items()}
    state: State = {}
    for row in rows:
        fields = row._meta.concrete_fields
        values = {
            f.attname: f.value_to_string(row) if _is_text(f, row) else f.value_from_object(row)
            for f in fields
        }
        state.setdefault(kinds[type(row)], []).append(values)
    return state


def _is_text(field: models.Field, row: models.Model) -> bool:
    """Whether JSON has no type for the value: a day, an amount."""
    return not isinstance(field.value_from_object(row), bool | int | str | None)


def merge(states: Iterable[State]) -> State:
    """Merge many states; of a row saved twice, the first is the state before the import."""
    merged: dict[str, dict[Any, dict[str, Any]]] = defaultdict(dict)
    for state in states:
        for kind, rows in state.items():
            for row in rows:
                merged[kind].setdefault(row["id"], row)
    return {kind: list(rows.values()) for kind, rows in merged.items()}


def parts_of(versions: Sequence[ProcedureVersion]) -> dict[int, list[models.Model]]:
    """Return the parts that were parsed from texts, by version."""
    held: dict[int, list[models.Model]] = defaultdict(list)
    for model in PARTS:
        for part in model.objects.filter(version__in=versions):
            held[part.version_id].append(part)
    return held


def restore(state: Mapping[str, list[dict[str, Any]]], *, by: User, reason: str) -> None:
    """Restore every column of the saved rows: what differs is written, what is deleted is created again."""
    for kind, model in KEPT.items():
        wanted = {row["id"]: _typed(model, row) for row in state.get(kind, ())}
        present = {row.pk: row for row in model._base_manager.filter(pk__in=wanted)}
        altered = [row for pk, row in present.items() if take_over(row, wanted[pk])]
        gone = [model(**values) for pk, values in wanted.items() if pk not in present]
        names = [f.attname for f in model._meta.concrete_fields if not f.primary_key]
        update_tracked(altered, fields=[_name(model, n) for n in names], by=by, reason=reason)
        create_tracked(gone, by=by, reason=reason)


def remove_other_parts(
    state: Mapping[str, list[dict[str, Any]]], versions: Iterable[int], *, by: User, reason: str
) -> None:
    """Delete the parts of `versions` that the saved state does not have."""
    kinds = {model: kind for kind, model in KEPT.items()}
    for model in PARTS:
        kept = [row["id"] for row in state.get(kinds[model], ())]
        others = model.objects.filter(version__in=list(versions)).exclude(pk__in=kept)
        delete_tracked(list(others), by=by, reason=reason)


def _name(model: type[models.Model], attname: str) -> str:
    return next(f.name for f in model._meta.concrete_fields if f.attname == attname)


def _typed(model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
    return {f.attname: f.to_python(row[f.attname]) for f in model._meta.concrete_fields}
