"""Carries out the mergers of units in a file: desks begin, others end, and secondments end with them."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from backoffice.history.tracking import create_tracked, update_tracked
from backoffice.organisation.models import Desk, User
from backoffice.organisation.successions import NotAllowed, take_over
from backoffice.staffing.models import Officer


@dataclass
class Outcome:
    """How many rows changed, and what a person still has to add."""

    begun: int = 0
    ended: int = 0
    successions: int = 0
    secondments: int = 0
    to_record: list[str] = field(default_factory=list)


def carry_out(file: Path, *, until: date, by: User | None) -> Outcome:
    """Carry out the mergers of `file` up to and including the day `until`; safe to repeat.

    :raises NotAllowed: the file names a desk that does not exist, or contradicts earlier records.
    """
    outcome = Outcome()
    mergers = json.loads(file.read_text(encoding="utf-8"))["mergers"]
    with transaction.atomic():
        for merger in sorted(mergers, key=lambda merger: merger["on"]):
            if date.fromisoformat(merger["on"]) <= until:
                _carry_out(merger, outcome, by=by)
    return outcome


def _carry_out(merger: dict[str, Any], outcome: Outcome, *, by: User | None) -> None:
    on = date.fromisoformat(merger["on"])
    new = [_new(row, on) for row in merger["begins"] if not Desk.objects.filter(slug=row["slug"]).exists()]
    create_tracked(new, by=by, reason=merger["legal_basis"])
    outcome.begun += len(new)
    for row in merger["ends"]:
        desk = _desk(row["slug"])
        outcome.ended += desk.valid_to is None
        made = take_over(
            predecessor=desk,
            successors=[_desk(slug) for slug in row["successors"]],
            on=on,
            legal_basis=merger["legal_basis"],
            by=by,
        )
        outcome.successions += len(made)
        outcome.secondments += _end_secondments(
            desk, on - timedelta(days=1), by=by, why=merger["legal_basis"]
        )
        if not desk.successions.exists():
            outcome.to_record.append(desk.name)


def _new(row: dict[str, Any], on: date) -> Desk:
    names = ("slug", "name", "place", "authority", "superior", "level", "kind", "unit_code")
    return Desk(
        **{name: row[name] for name in names},
        # The codes of the new authorities are not published: a predecessor's code is used.
        agency_code=_desk(row["agency_code_of"]).agency_code,
        parent=_desk(row["parent"]) if row["parent"] else None,
        valid_from=on,
        is_demonstration=_desk(row["agency_code_of"]).is_demonstration,
    )


def _end_secondments(desk: Desk, last_on: date, *, by: User | None, why: str) -> int:
    lasting = models.Q(seconded_to__isnull=True) | models.Q(seconded_to__gt=last_on)
    officers = list(Officer.objects.filter(lasting, desk=desk, seconded_from__lte=last_on).order_by("pk"))
    for officer in officers:
        officer.seconded_to = last_on
    return update_tracked(officers, fields=["seconded_to"], by=by, reason=why)


def _desk(slug: str) -> Desk:
    desk = Desk.objects.filter(slug=slug).first()
    if desk is None:
        raise NotAllowed(_("There is no desk %(slug)s.") % {"slug": slug})
    return desk
