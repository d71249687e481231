"""The result of parsing a time-limit text: one limit, several, none, or for a person to decide."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

UNITS = ("working_day", "day", "month", "hour", "year", "minute")
KINDS = ("simple", "same_day", "cases", "channels", "stages", "unitless", "none", "needs_person")
UNREAD = (
    "no_limit",  # no amount and no "trong ngày" in it
    "refers_elsewhere",  # "theo quy định của pháp luật"
    "calendar_date",  # "trước ngày 31/12 hằng năm"
    "fee_text",  # money only: another column's text
    "too_long",
    "no_unit",  # a number without a unit
    "odd_number",  # "0, 5 ngày", "5,7 ngày", "O5 ngày", "Bước 2 ngày"
    "odd_unit",  # weeks, "ngày công", days that are said not to be calendar days
    "zero",
    "numbers_disagree",  # "05 (bốn) ngày"
    "range",  # "5-7 ngày"
    "compound",  # "1 giờ 30 phút", "… sau đó …"
    "approximate",  # "khoảng 5 ngày"
    "minimum",  # "ít nhất 5 ngày"
    "condition",  # a duration that is no limit: validity, age, periodicity
    "waiting",  # "sau 24 giờ"
    "unclear",  # words beside the amount that no limit is known to have
    "before_event",  # "05 ngày trước ngày …"
    "reduction",  # "giảm 02 ngày"
    "per_item",  # "02 ngày/hồ sơ"
    "one_step",  # the notice about an incomplete dossier only
    "extension_unclear",  # "kéo dài không quá 3 ngày": in all, or on top?
    "several",  # limits whose parts in the text are not plain
    "nested",  # cases or channels with their own cases or stages
    "statements_disagree",  # the bare amount and the sentence below it
)
UNSURE = (
    "no_unit",
    "mixed_units",  # calendar and working days added or compared
    "stages_summed",  # the text does not state the total
    "total_disagrees",  # the stated total is not the sum
    "several",  # numbered steps, perhaps not all
    "nested",
    "open_extension",  # "có thể kéo dài" without a number
    "excluded_time",  # "không tính 05 ngày niêm yết"
    "one_step",  # of the work, not all of it
    "one_case",  # only the case of verification, of mountain communes …
    "refers_elsewhere",  # another case has its limit in another text
    "no_cutoff",  # same or next day, without the hour that decides
    "starts_elsewhere",  # the clock starts at another event than reception
    "starts_next_day",  # late reception counts from the next day
    "statements_disagree",  # one sentence for channels with different amounts
)
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
    """A parsed time-limit text.

    `main` is the limit that applies where no alternative does; None where the text has cases only.
    `needs_person`: somebody must look at it before a date is computed from it, and `reason` says why:

    - UNREAD: the text is not understood, `kind` is "needs_person" and `main` None; the numbers found are
      in `alternatives`, for the person;
    - UNSURE: it is read, but a person should confirm; a number without a unit has the kind "unitless".

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
