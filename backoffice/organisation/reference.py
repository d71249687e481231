"""The rows every installation starts with: roles, the national calendar, the legal regimes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core import serializers
from django.core.serializers.base import DeserializedObject
from django.db import transaction

from backoffice.organisation.models import CalendarDay, RuleSet

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@transaction.atomic
def load_reference() -> int:
    """Add the missing reference rows and return how many; rows that an office edited stay."""
    known: dict[str, set[Any]] = {
        "roles": set(Group.objects.values_list("name", flat=True)),
        "rule_sets": set(RuleSet.objects.values_list("regime", flat=True)),
        "calendar": set(CalendarDay.objects.filter(desk=None).values_list("day", flat=True)),
    }
    key = {"roles": "name", "rule_sets": "regime", "calendar": "day"}
    added = 0
    for name, seen in known.items():
        for row in _rows(name, key[name], seen):
            # The primary keys of the file do not count; each row gets the next free one here.
            row.object.pk = None
            row.object.save()
            _link(row)
            added += 1
    return added


@transaction.atomic
def grant_standard_rights() -> int:
    """Grant every standard role the rights it lacks, after an upgrade with new pages; return how many.

    Rights that an office added stay; rights that it removed come back.
    """
    granted = 0
    roles = {str(role): role for role in Group.objects.prefetch_related("permissions")}
    for row in _rows("roles", "name", set()):
        role = roles.get(str(row.object))
        if role is None:
            continue
        lacking = set((row.m2m_data or {})["permissions"]) - {each.pk for each in role.permissions.all()}
        role.permissions.add(*lacking)
        granted += len(lacking)
    return granted


def _rows(name: str, key: str, known: set[Any]) -> Iterator[DeserializedObject]:
    """Yield the rows of a file whose keys are not `known`; to deserialize a row needs queries."""
    rows = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    known = {str(each) for each in known}
    return serializers.deserialize("python", [row for row in rows if row["fields"][key] not in known])


def _link(row: DeserializedObject) -> None:
    for accessor, members in (row.m2m_data or {}).items():
        getattr(row.object, accessor).set(members)
