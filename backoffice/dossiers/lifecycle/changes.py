"""What an act changed in a dossier and its steps: kept in the sealed event, put back if it is taken back."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any, cast

from django.db.models import Model

from backoffice.dossiers.models import Dossier, Step

# Columns that follow from the acts; names and addresses of people are not among them (R80).
DOSSIER_COLUMNS = (
    "procedure_id",
    "version_id",
    "division_id",
    "applicant_id",
    "term_amount",
    "term_unit",
    "due_original_on",
    "due_original_at",
    "due_on",
    "due_at",
    "holder_id",
    "holder_division_id",
    "paused_at",
    "is_clock_stopped",
    "pause_reason",
    "resolved_at",
    "resolved_on",
    "timeliness",
    "ended_on",
    "returned_at",
    "payment",
    "delivery",
    "result_signed_at",
)
STEP_COLUMNS = ("officer_id", "deputy_for_id", "due_at", "started_at", "ended_at", "timeliness")
Columns = dict[str, Any]


def picture(dossier: Dossier) -> tuple[Columns, dict[int, Columns]]:
    """Return the columns of the dossier, and of each of its steps in the database by their order."""
    steps = Step.objects.filter(dossier=dossier).values("ordinal", *STEP_COLUMNS)
    own = {name: _plain(getattr(dossier, name)) for name in DOSSIER_COLUMNS}
    return own, {row.pop("ordinal"): {name: _plain(row[name]) for name in STEP_COLUMNS} for row in steps}


def since(before: tuple[Columns, dict[int, Columns]], dossier: Dossier) -> dict[str, Any]:
    """Return what changed since `before`: `{"dossier": {column: [old, new]}, "steps": {order: …}}`.

    A step that was not there before has the old value None in every column, and the key "new".
    """
    own, steps = picture(dossier)
    changes: dict[str, Any] = {}
    if changed := _pairs(before[0], own):
        changes["dossier"] = changed
    changed_steps = {}
    for ordinal, columns in steps.items():
        old = before[1].get(ordinal)
        if pairs := _pairs(old or dict.fromkeys(STEP_COLUMNS), columns):
            changed_steps[str(ordinal)] = pairs if old is not None else pairs | {"new": [False, True]}
    if changed_steps:
        changes["steps"] = changed_steps
    return changes


def is_as_left(dossier: Dossier, changes: Mapping[str, Any]) -> bool:
    """Whether nothing that the act changed was changed again since."""
    own, steps = picture(dossier)
    same = all(own[name] == new for name, (_old, new) in changes.get("dossier", {}).items())
    return same and all(
        steps.get(int(ordinal), {}).get(name, new) == new
        for ordinal, pairs in changes.get("steps", {}).items()
        for name, (_old, new) in pairs.items()
    )


def put_back(dossier: Dossier, changes: Mapping[str, Any]) -> None:
    """Give the locked dossier and its steps their values from before; the caller saves the dossier."""
    for name, (old, _new) in changes.get("dossier", {}).items():
        setattr(dossier, name, _value(dossier, name, old))
    put = []
    for ordinal, pairs in changes.get("steps", {}).items():
        step = dossier.steps.get(ordinal=int(ordinal))
        if "new" in pairs:
            step.delete()
            continue
        for name, (old, _new) in pairs.items():
            setattr(step, name, _value(step, name, old))
        put.append(step)
    # The step that goes on comes last: a dossier is in one at a time.
    for step in sorted(put, key=attrgetter("is_under_way")):
        step.save()


def _pairs(before: Columns, after: Columns) -> dict[str, list[Any]]:
    return {name: [before[name], new] for name, new in after.items() if before[name] != new}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()  # the same before and after it was read back
    return value.isoformat() if isinstance(value, date) else value


def _value(row: Model, name: str, kept: Any) -> Any:
    field = row._meta.get_field(name.removesuffix("_id"))
    return kept if field.is_relation else cast("Any", field).to_python(kept)
