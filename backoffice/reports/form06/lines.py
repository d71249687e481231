"""The lines of a form: how dossiers are grouped into them, their names, their lists.

Dossiers are grouped by keys, never by names: divisions of two offices may have the same name.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from backoffice.base.row_numbers import row_number
from backoffice.organisation.models import Desk, Division, User
from backoffice.procedures.models import Field, Procedure

NOT_STATED = ""
MANY = 500
Values = tuple[int | None, ...]


@dataclass(frozen=True)
class Dimension:
    """`columns` of the dossier by which the database groups, with the keys and names of the lines."""

    columns: tuple[str, ...]
    keys: Callable[[set[Values]], Mapping[Values, str]]
    names: Callable[[set[str]], Mapping[str, str]]
    having: Callable[[str], Q]  # the dossiers of the line with a key


def _as_text(values: set[Values]) -> dict[Values, str]:
    return {value: NOT_STATED if value[0] is None else str(value[0]) for value in values}


def _of_procedures(path: str) -> Callable[[set[Values]], dict[Values, str]]:
    def keys(values: set[Values]) -> dict[Values, str]:
        chosen = _among("pk", {pk for (pk,) in values if pk is not None})
        return {(pk,): str(key) for pk, key in chosen.values_list("pk", path)}

    return keys


def _among(column: str, wanted: set[Any]) -> QuerySet[Procedure]:
    """Return the wanted procedures, or all: to name thousands in the query takes longer."""
    return Procedure.objects.filter(**{f"{column}__in": wanted} if len(wanted) < MANY else {})


def _resolving(values: set[Values]) -> dict[Values, str]:
    """The office of the resolving division; without a division, the one that received."""
    divisions = {division for _desk, division in values if division is not None}
    home = dict(Division.objects.filter(pk__in=divisions).values_list("pk", "desk"))
    return {
        (desk, division): str(desk if division is None else home.get(division, desk))
        for desk, division in values
    }


def _fields(keys: set[str]) -> dict[str, str]:
    return {str(pk): name for pk, name in Field.objects.filter(pk__in=keys).values_list("pk", "name")}


def _procedures(keys: set[str]) -> dict[str, str]:
    found = _among("code", keys).order_by("-desk", "-pk").values_list("code", "name")
    return {code: f"{code} {name}" for code, name in found}


def _divisions(keys: set[str]) -> dict[str, str]:
    return _distinct_names(Division.objects.filter(pk__in=keys).values_list("pk", "name", "desk__name"))


def _officers(keys: set[str]) -> dict[str, str]:
    return _distinct_names(User.objects.filter(pk__in=keys).values_list("pk", "full_name", "username"))


def _offices(keys: set[str]) -> dict[str, str]:
    return _distinct_names(Desk.objects.filter(pk__in=keys).values_list("pk", "name", "authority"))


def _distinct_names(rows: Iterable[tuple[int, str, str]]) -> dict[str, str]:
    """Return names by key; a name that occurs twice gets the third value added."""
    found = list(rows)
    times = Counter(name for _pk, name, _more in found)
    return {str(pk): f"{name} – {more}" if times[name] > 1 else name for pk, name, more in found}


def _having(path: str) -> Callable[[str], Q]:
    def condition(key: str) -> Q:
        return Q(**{path: key}) if key else Q(**{f"{path}__isnull": True})

    return condition


def _resolved_at(key: str) -> Q:
    return Q(division__desk=key) | Q(division__isnull=True, desk=key)


DIMENSIONS = {
    "field": Dimension(("procedure",), _of_procedures("field"), _fields, _having("procedure__field")),
    "division": Dimension(("division",), _as_text, _divisions, _having("division")),
    "procedure": Dimension(("procedure",), _of_procedures("code"), _procedures, _having("procedure__code")),
    "officer": Dimension(("received_by",), _as_text, _officers, _having("received_by")),
    "office": Dimension(("desk",), _as_text, _offices, _having("desk")),
    # Counted where they were received, shown where they are resolved (R50).
    "agency": Dimension(("desk", "division"), _resolving, _offices, _resolved_at),
}


def named(by: str, keys: set[str]) -> dict[str, str]:
    """Return the name of each line."""
    names = DIMENSIONS[by].names({key for key in keys if key})
    return {key: names.get(key, key) if key else _("nothing stated") for key in keys}


def is_key(by: str, key: str) -> bool:
    """Whether a key in an address can belong to this dimension."""
    return by == "procedure" or not key or row_number(key) > 0


def of_line(rows: QuerySet, by: str, key: str) -> QuerySet:
    """Return the dossiers of one line of a form; an empty key means "not stated"."""
    return rows.filter(DIMENSIONS[by].having(key))
