"""What changed from one history row to the next, in words, without a query for each row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from os.path import commonprefix
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from backoffice.base.masking import between

KINDS = {
    "+": gettext_lazy("entered"),
    "~": gettext_lazy("changed"),
    "-": gettext_lazy("deleted"),
}
LONG = 240  # characters; of a longer text only the part that differs is shown
CONTEXT = 40
NOTHING: tuple[Any, ...] = (None, "", frozenset())

Names = Mapping[tuple[type[models.Model], Any], str]
Members = Mapping[tuple[str, Any], frozenset[Any]]


@dataclass(frozen=True)
class Change:
    """One column: its label, and its value before and after in words; empty where there was none."""

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


@dataclass(frozen=True)
class _Difference:
    """A column as stored; where it points at other rows, their key or keys."""

    field: Any
    before: Any
    after: Any

    @property
    def keys(self) -> set[Any]:
        return _keys(self.before) | _keys(self.after)


def entries(
    records: Sequence[Any], *, before: Any | None, masked: Collection[str] = frozenset()
) -> list[Entry]:
    """Return the entries of history `records`, newest first.

    `before` is the record that precedes the oldest of them, so that the last entry of a page has its
    difference too; `None` when the oldest is the first of all. Of the columns named in `masked` only the
    last two characters are shown.
    """
    members = _members([record for record in [*records, before] if record is not None])
    pairs = zip(records, [*records[1:], before], strict=False)
    differences = [list(_differences(record, previous, members)) for record, previous in pairs]
    names = _names(difference for found in differences for difference in found)
    return [
        Entry(
            at=record.history_date,
            by=record.history_user,
            sign=record.history_type,
            reason=record.history_change_reason or "",
            changes=tuple(_change(difference, names, masked) for difference in found),
        )
        for record, found in zip(records, differences, strict=True)
    ]


def _differences(record: Any, previous: Any | None, members: Members) -> Iterator[_Difference]:
    if record.history_type == "-":
        return
    columns = [field for field in record.tracked_fields if not field.primary_key]
    pairs = [(field, _stored(previous, field), _stored(record, field)) for field in columns]
    pairs += [
        (field, _held(previous, field, members), _held(record, field, members))
        for field in record._history_m2m_fields
    ]
    for field, earlier, later in pairs:
        if earlier != later and not (previous is None and later in NOTHING):
            yield _Difference(field, earlier, later)


def _stored(record: Any | None, field: models.Field) -> Any:
    return None if record is None else getattr(record, field.attname)


def _held(record: Any | None, field: models.ManyToManyField, members: Members) -> frozenset[Any]:
    return members.get((field.name, record and record.pk), frozenset())


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


def _names(differences: Iterable[_Difference]) -> Names:
    """Fetch the rows that the changed columns point at, in one query for each model."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for difference in differences:
        if difference.field.is_relation:
            wanted[difference.field.related_model] |= difference.keys
    return {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        for row in model._default_manager.filter(pk__in=keys)
    }


def _keys(value: Any) -> set[Any]:
    if isinstance(value, frozenset):
        return set(value)
    return set() if value is None else {value}


def _change(difference: _Difference, names: Names, masked: Collection[str]) -> Change:
    field = difference.field
    before, after = _words(field, difference.before, names), _words(field, difference.after, names)
    if field.name in masked:
        before, after = _masked(before), _masked(after)
    elif isinstance(before, str) and isinstance(after, str):
        before, after = _differing(before, after)
    return Change(capfirst(str(field.verbose_name)), before, after)


def _words(field: models.Field, value: Any, names: Names) -> Any:
    if value in NOTHING:
        return ""
    if field.is_relation:
        assert field.related_model
        return ", ".join(sorted(names.get((field.related_model, key), f"#{key}") for key in _keys(value)))
    known: dict[str, Any] = getattr(field.model, "labels_in_history", {})
    if choices := field.flatchoices or (known[field.name].choices if field.name in known else ()):
        return str(dict(choices).get(value, value))
    if isinstance(value, bool):
        return pgettext("value of a column", "yes") if value else pgettext("value of a column", "no")
    return value


def _masked(value: Any) -> str:
    """Return personal data as a history page shows it: dots, and the last two characters of a long value."""
    text = str(value)
    return between(text, first=0, last=2 if len(text) > 5 else 0)


def _differing(before: str, after: str) -> tuple[str, str]:
    """Return both texts, or of long ones the part that differs with some words around it."""
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
