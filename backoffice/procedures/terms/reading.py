"""What a time-limit text says: one limit, several, none, or nothing that a program may decide."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

UNITS = ("working_day", "day", "month", "hour", "year", "minute")
KINDS = ("simple", "same_day", "cases", "channels", "stages", "unitless", "none", "needs_person")
CHANNELS = ("in_person", "online", "postal")


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of time and to whom it applies.

    `unit` is one of UNITS, or None where the text gives a number alone. `when` names the case, stage or
    channel briefly; `label` is the same in the text's own words. `condition` is a code where the case is one
    of those known everywhere: verification, inspection, mountain, incomplete, complex, after_cutoff.
    """

    value: Decimal
    unit: str | None
    when: str = ""
    label: str = ""
    channel: str = ""
    condition: str = ""

    def as_json(self) -> dict[str, Any]:
        number = int(self.value) if self.value == self.value.to_integral_value() else float(self.value)
        return {"value": number, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class Reading:
    """A time-limit text, read.

    `main` is the limit that applies where no alternative does; None where the text has cases only.
    `needs_person` means that nobody may compute a date from this without a look, and `reason` says why:

    - the text is not understood, `kind` is "needs_person" and `main` None: no_limit, refers_elsewhere,
      no_unit, range, compound, odd_number, odd_unit, numbers_disagree, zero, calendar_date, waiting, minimum,
      approximate, before_event, reduction, condition, per_item, several, nested, extension_unclear, one_step,
      fee_text, too_long;
    - it is read, but a person should confirm: no_unit (kind "unitless"), mixed_units, stages_summed,
      total_disagrees, several (numbered steps), nested, open_extension, excluded_time, one_step, one_case,
      no_cutoff, starts_elsewhere, starts_next_day.

    `starts` is empty where the clock starts at reception, else "date on the receipt slip" or "other event".
    `pauses`: the text takes some time out of the limit (supplements, opinions). Hours are of the clock.
    """

    text: str
    kind: str
    main: Limit | None = None
    alternatives: tuple[Limit, ...] = ()
    extension: Limit | None = None
    needs_person: bool = False
    reason: str = ""
    starts: str = ""
    pauses: bool = False
    cutoff_hour: int | None = None
    result_hour: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the shape of the hand-labelled file; what is not in the text is left out."""
        document: dict[str, Any] = {
            "text": self.text,
            "kind": self.kind,
            "main": self.main.as_json() if self.main else None,
            "alternatives": [{"when": limit.when, **limit.as_json()} for limit in self.alternatives],
        }
        if self.starts:
            document["starts"] = self.starts
        if self.pauses:
            document["pauses"] = True
        if self.cutoff_hour is not None:
            document["cutoff_hour"] = self.cutoff_hour
        if self.result_hour is not None:
            document["result_hour"] = self.result_hour
        if self.extension:
            document["extension"] = {**self.extension.as_json(), "when": self.extension.when}
        if self.needs_person:
            document["needs_person"] = True
            document["reason"] = self.reason
        return document
