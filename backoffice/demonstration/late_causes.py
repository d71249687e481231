"""Why results of the demonstration are late: causes of the editable list, in words for the citizen."""

import random
from dataclasses import dataclass
from operator import attrgetter

from backoffice.demonstration import fixture
from backoffice.dossiers.models import Cause

NOTIFIED = "Đã báo ngày hẹn mới cho người nộp"
CHANNELS = ("PHONE", "PHONE", "SMS", "PAPER")


@dataclass(frozen=True)
class Why:
    """A cause, how often it occurs, in which steps and fields (none named: all), and its text."""

    cause: Cause
    weight: int
    steps: frozenset[str]
    fields: frozenset[str]
    reason: str


class Causes:
    """The causes of the fixture that are in the office's list."""

    def __init__(self) -> None:
        listed = {row["code"]: row for row in fixture.facts()["causes"]}
        # In the order of Python: the engines sort hyphens differently, but the dice must fall the same.
        found = sorted(Cause.objects.filter(code__in=listed).active(), key=attrgetter("code"))
        self._all = [
            Why(
                cause,
                listed[cause.code]["weight"],
                frozenset(listed[cause.code]["steps"]),
                frozenset(listed[cause.code]["fields"]),
                listed[cause.code]["reason"],
            )
            for cause in found
        ]

    def draw(self, dice: random.Random, *, step: str, field: str) -> Why:
        """Return one that can make a kind of step late in a field."""
        fitting = [why for why in self._all if step in why.steps and (not why.fields or field in why.fields)]
        return dice.choices(fitting, [why.weight for why in fitting])[0]
