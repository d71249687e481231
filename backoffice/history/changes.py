"""What changed from one history row to the next, in words, without a query per row."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Manager
from django.utils.text import capfirst

KINDS = {"+": "created", "~": "changed", "-": "deleted"}


@dataclass(frozen=True)
class Change:
    """One column: its label, and how its value reads before and after."""

    label: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Entry:
    """One history row: when, who, why, and every column that differs from the row before it."""

    at: Any
    by: Any
    kind: str
    reason: str
    changes: tuple[Change, ...]


def entries(records: Sequence[models.Model], *, before: models.Model | None) -> list[Entry]:
    """Return the entries of history `records`, newest first.

    `before` is the record that precedes the oldest of them, so that the last entry of a page has its
    difference too; `None` when the oldest is the first of all.
    """
    older = [*records[1:], before]
    pairs = list(zip(records, older, strict=True))
    names = _names_of_related(r for r in [*records, before] if r is not None)
    return [_entry(record, previous, names) for record, previous in pairs]


def _entry(record: Any, previous: Any, names: dict[tuple[type, Any], str]) -> Entry:
    changes = []
    for field in record.tracked_fields:
        after = _value(record, field, names)
        earlier = _value(previous, field, names) if previous is not None else None
        differs = previous is None or getattr(record, field.attname) != getattr(previous, field.attname)
        if differs and not (previous is None and after in (None, "")):
            changes.append(Change(capfirst(str(field.verbose_name)), earlier, after))
    changes += _relations(record, previous)
    return Entry(
        at=record.history_date,
        by=record.history_user,
        kind=KINDS[record.history_type],
        reason=record.history_change_reason or "",
        changes=tuple(changes),
    )


def _value(record: Any, field: models.Field, names: dict[tuple[type, Any], str]) -> Any:
    raw = getattr(record, field.attname)
    if raw is None:
        return None
    if field.is_relation:
        return names.get((field.related_model, raw), f"#{raw}")
    if field.choices:
        return dict(field.flatchoices).get(raw, raw)
    return raw


def _names_of_related(records: Iterable[Any]) -> dict[tuple[type, Any], str]:
    """Fetch what foreign keys point at, one query a model, however many rows there are."""
    wanted: dict[type, set[Any]] = defaultdict(set)
    for record in records:
        for field in record.tracked_fields:
            if field.is_relation and getattr(record, field.attname) is not None:
                wanted[field.related_model].add(getattr(record, field.attname))
    return {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        for row in model._default_manager.filter(pk__in=keys)
    }


def _relations(record: Any, previous: Any) -> list[Change]:
    found = []
    for field in record._history_m2m_fields:
        after = _members(record, field)
        earlier = _members(previous, field) if previous is not None else set()
        if after != earlier:
            label = capfirst(str(field.verbose_name))
            found.append(Change(label, ", ".join(sorted(earlier)), ", ".join(sorted(after))))
    return found


def _members(record: Any, field: models.ManyToManyField) -> set[str]:
    rows: Manager = getattr(record, field.name)
    return {str(getattr(row, field.m2m_reverse_field_name())) for row in rows.all()}
