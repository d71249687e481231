"""What changed from one history row to the next, in words, without a query per row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from os.path import commonprefix
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

KINDS = {
    "+": gettext_lazy("entered"),
    "~": gettext_lazy("changed"),
    "-": gettext_lazy("deleted"),
}
LONG = 240  # characters; of a longer text only the part that differs is shown
CONTEXT = 40
DOT = "•"

Names = Mapping[tuple[type[models.Model], Any], str]
Members = Mapping[tuple[str, Any], frozenset[Any]]


@dataclass(frozen=True)
class Change:
    """One column: its label, and how its value reads before and after; empty says there was none."""

    label: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Entry:
    """One history row: when, who, why, and every column that differs from the row before it."""

    at: datetime
    by: Any
    sign: str
    reason: str
    changes: tuple[Change, ...]

    @property
    def kind(self) -> str:
        return str(KINDS[self.sign])


def entries(
    records: Sequence[Any], *, before: Any | None, masked: Collection[str] = frozenset()
) -> list[Entry]:
    """Return the entries of history `records`, newest first.

    `before` is the record that precedes the oldest of them, so that the last entry of a page has its
    difference too; `None` when the oldest is the first of all. Of the columns named in `masked` only the
    last two signs are shown.
    """
    known = [record for record in [*records, before] if record is not None]
    members = _members(known)
    names = _names(known, members)
    reading = _Reading(names, members, masked)
    return [
        Entry(
            at=record.history_date,
            by=record.history_user,
            sign=record.history_type,
            reason=record.history_change_reason or "",
            changes=tuple(reading.changes(record, previous)),
        )
        for record, previous in zip(records, [*records[1:], before], strict=False)
    ]


@dataclass(frozen=True)
class _Reading:
    names: Names
    members: Members
    masked: Collection[str]

    def changes(self, record: Any, previous: Any | None) -> Iterable[Change]:
        if record.history_type == "-":
            return
        for field in record.tracked_fields:
            if previous is None or getattr(record, field.attname) != getattr(previous, field.attname):
                earlier = "" if previous is None else self.value(previous, field)
                after = self.value(record, field)
                if earlier != "" or after != "":
                    yield self.change(field, earlier, after)
        for field in record._history_m2m_fields:
            after = self.related(record, field)
            earlier = "" if previous is None else self.related(previous, field)
            if after != earlier:
                yield self.change(field, earlier, after)

    def change(self, field: models.Field, before: Any, after: Any) -> Change:
        if field.name in self.masked:
            before, after = _masked(before), _masked(after)
        elif isinstance(before, str) and isinstance(after, str):
            before, after = _differing(before, after)
        return Change(capfirst(str(field.verbose_name)), before, after)

    def value(self, record: Any, field: models.Field) -> Any:
        raw = getattr(record, field.attname)
        if raw is None:
            return ""
        if field.is_relation:
            return self.names.get((field.related_model, raw), f"#{raw}")
        if field.choices:
            return str(dict(field.flatchoices).get(raw, raw))
        if isinstance(raw, bool):
            return pgettext("value of a column", "yes") if raw else pgettext("value of a column", "no")
        return raw

    def related(self, record: Any, field: models.ManyToManyField) -> str:
        keys = self.members.get((field.name, record.pk), frozenset())
        return ", ".join(sorted(self.names.get((field.related_model, key), f"#{key}") for key in keys))


def _members(records: Sequence[Any]) -> Members:
    """Return what each record's many-to-many columns held, one query a column."""
    found: dict[tuple[str, Any], set[Any]] = defaultdict(set)
    for field in records[0]._history_m2m_fields if records else ():
        held = getattr(type(records[0]), field.name).model
        column = f"{field.m2m_reverse_field_name()}_id"
        rows = held.objects.filter(history__in=[record.pk for record in records])
        for record, key in rows.values_list("history_id", column):
            found[field.name, record].add(key)
    return {place: frozenset(keys) for place, keys in found.items()}


def _names(records: Sequence[Any], members: Members) -> Names:
    """Fetch what the records point at, one query a model, however many rows there are."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for record in records:
        for field in record.tracked_fields:
            if field.is_relation and getattr(record, field.attname) is not None:
                wanted[field.related_model].add(getattr(record, field.attname))
        for field in record._history_m2m_fields:
            wanted[field.related_model] |= members.get((field.name, record.pk), frozenset())
    return {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        if keys
        for row in model._default_manager.filter(pk__in=keys)
    }


def _masked(value: Any) -> str:
    """Return personal data as a history page shows it: dots, and the last two signs of a longer value."""
    text = str(value)
    shown = 2 if len(text) > 5 else 0
    return DOT * (len(text) - shown) + text[len(text) - shown :]


def _differing(before: str, after: str) -> tuple[str, str]:
    """Return both texts whole, or of long ones the part that differs with some words around it."""
    if max(len(before), len(after)) <= LONG:
        return before, after
    if not before or not after:
        return _cut(before), _cut(after)
    head = len(commonprefix([before, after]))
    room = min(len(before), len(after)) - head
    tail = min(room, len(commonprefix([before[::-1], after[::-1]])))
    return _around(before, head, tail), _around(after, head, tail)


def _cut(text: str) -> str:
    return (
        text
        if len(text) <= LONG
        else _("%(beginning)s… (%(count)d characters)")
        % {
            "beginning": text[:LONG],
            "count": len(text),
        }
    )


def _around(text: str, head: int, tail: int) -> str:
    first, last = max(0, head - CONTEXT), min(len(text), len(text) - tail + CONTEXT)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
