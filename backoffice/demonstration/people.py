"""Invented applicants: random combinations of common Vietnamese names, marked as invented (R84)."""

import random

from backoffice.demonstration import fixture
from backoffice.dossiers import search
from backoffice.dossiers.models import Applicant
from backoffice.dossiers.reception import intake
from backoffice.history.tracking import create_tracked
from backoffice.organisation.models import Desk

MARK = "(hư cấu)"


def name(dice: random.Random) -> str:
    names = fixture.facts()["names"]
    words = [dice.choice(names[part]) for part in ("family", "middle", "given")]
    return " ".join([*words, MARK])


def make(desk: Desk, count: int, dice: random.Random) -> list[Applicant]:
    """Create `count` applicants; no province has the code 000, so nobody can have their ID numbers."""
    rows = []
    for n in range(count):
        applicant = Applicant(
            desk=desk,
            full_name=name(dice),
            id_number=f"000{desk.unit_code:0>5}{n:04d}",
            phone=f"0900{dice.randrange(1_000_000):06d}",
            address=f"Thôn {dice.randint(1, 12)}, {desk.place}",
        )
        search.set_applicant_keys(applicant)
        rows.append(applicant)
    return create_tracked(rows, by=None, reason=fixture.REASON)


def named(desk: Desk, dice: random.Random, *, count: int) -> list[intake.Person]:
    """Return people who come to the counter this week, marked and numbered as the others.

    Who came in an earlier week comes again under the same name.
    """
    numbers = [f"000{desk.unit_code:0>5}{9000 + n}" for n in range(count)]
    known = Applicant.objects.filter(desk=desk, id_number__in=numbers)
    names = dict(known.values_list("id_number", "full_name"))
    return [
        intake.Person(
            full_name=names.get(number) or name(dice),
            id_number=number,
            phone=f"0900{dice.randrange(1_000_000):06d}",
            address=f"Thôn {dice.randint(1, 12)}, {desk.place}",
        )
        for number in numbers
    ]
