"""Parses one time-limit text: nothing, a number alone, a same-day rule, one limit or several."""

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from backoffice.procedures.terms import company, headline, labels, signs
from backoffice.procedures.terms.clauses import clauses, own_column
from backoffice.procedures.terms.entries import Entry, entries, once
from backoffice.procedures.terms.limit import Limit, Reading
from backoffice.procedures.terms.mentions import Role, mentions
from backoffice.procedures.terms.normal import Text, normal
from backoffice.procedures.terms.quantities import Quantity, Sort, quantities
from backoffice.procedures.terms.several import several, unread

# The most specific reason first.
_REASONS = (
    "range",
    "numbers_disagree",
    "compound",
    "calendar_date",
    "odd_unit",
    "zero",
    "waiting",
    "odd_number",
)


# No cell holds a time limit of this many characters; a hostile one shall not cost time.
LONGEST = 4000


@lru_cache(maxsize=8192)
def read(text: str) -> Reading:
    """Parse one time-limit text; never raises, and keeps the text unchanged."""
    if len(text) > LONGEST:
        return Reading(text, "needs_person", needs_person=True, reason="too_long")
    normalised = normal(text)
    parts = headline.split(normalised)
    if parts is None:
        return _read(text, normalised)
    head, body = parts
    return headline.agreed(_read(text, head), _read(text, body))


def _read(raw: str, text: Text) -> Reading:
    if signs.says_nothing(text.low):
        return Reading(raw, "none")
    found = quantities(text.low)
    end = own_column(text, found)
    if end < len(text.low):
        found = [quantity for quantity in found if quantity.start < end]
        text = Text(text.shown[:end], text.low[:end])
    number = _number_alone(text, found)
    if number is not None:
        return Reading(raw, "unitless", Limit(number, None), needs_person=True, reason="no_unit")
    return _Reader(raw, text, found).reading()


def _number_alone(text: Text, found: list[Quantity]) -> Decimal | None:
    if len(found) != 1 or found[0].sort is not Sort.STRAY or found[0].why != "no_unit":
        return None
    rest = text.low[: found[0].start] + text.low[found[0].end :]
    return None if any(letter.isalnum() for letter in rest) else found[0].value


class _Reader:
    """A text while it is parsed: `raw` as it came, `text` normalised for comparison."""

    def __init__(self, raw: str, text: Text, found: list[Quantity]) -> None:
        self.raw = raw
        self.text = text
        self.found = found
        self.pieces = clauses(text, found, len(text.low))
        self.mentions = mentions(text, self.pieces)
        self.entries = entries(text, self.pieces, self.mentions)
        self.limits = once(
            [entry for entry in self.entries if entry.mention.role in (Role.LIMIT, Role.TOTAL)]
        )
        self.extensions = [entry for entry in self.entries if entry.mention.role is Role.EXTENSION]

    def reading(self) -> Reading:
        doubt = self._doubt()
        if doubt:
            return self._unread(doubt)
        today = signs.same_day(self.text, self.found)
        if today is None and not self.limits:
            if self.extensions:
                return self._unread("extension_unclear")
            today = signs.at_once(self.text, self.found)
            if today is None:
                return self._unread(signs.nothing_found(self.text.low, self.found))
        if today is not None:
            return self._same_day(today)
        if signs.at_once(self.text, self.found):
            return self._unread("several")
        if len(self.limits) == 1 or self._is_repeated():
            return self._known(self._finished(self._one(self.limits[0])))
        return self._known(self._finished(several(self.raw, self.limits)))

    # Doubts.

    def _doubt(self) -> str:
        strays = [quantity.why for quantity in self.found if quantity.sort is Sort.STRAY]
        for reason in _REASONS:
            if reason in strays:
                return reason
        if strays:
            return strays[0]
        for mention in self.mentions:
            if mention.role is Role.DOUBTFUL and mention.why != "excluded_time":
                return mention.why
        if signs.shortened(self.text.low, self.found):
            return "reduction"
        counts_days = any(entry.mention.quantity.unit == "day" for entry in self.limits)
        if counts_days and signs.other_days(self.text.low, self.found):
            return "odd_unit"
        return "several" if len(self.extensions) > 1 else ""

    def _known(self, read: Reading) -> Reading:
        """Leave `read` to a person where the words beside an amount are not those of a limit."""
        alone = len(self.limits) == 1
        strange = (company.strange(entry, alone=alone) for entry in self.limits)
        doubt = "" if read.needs_person else next(filter(None, strange), "")
        return self._unread(doubt) if doubt else read

    def _unread(self, reason: str) -> Reading:
        return unread(self.raw, self.limits, reason)

    # One limit.

    def _is_repeated(self) -> bool:
        """Whether one amount is written twice, "05 ngày (năm ngày)", and not two limits that are equal."""
        if len({(entry.limit.value, entry.limit.unit) for entry in self.limits}) > 1:
            return False
        words = self.text.low
        for entry in reversed(self.limits):
            quantity = entry.mention.quantity
            words = words[: quantity.start] + words[quantity.end :]
        return not any(letter.isalnum() for letter in words)

    def _one(self, entry: Entry) -> Reading:
        if entry.label.condition == labels.INCOMPLETE:
            return self._unread("one_step")
        reason = ""
        if entry.mention.why == "prolonged":
            return self._unread("extension_unclear")
        if entry.is_modifier:
            reason = "one_case"
        elif self._is_one_step(entry):
            reason = "one_step"
        elif entry.has("case") and self._has_unlimited_case(entry):
            reason = "refers_elsewhere"
        channel = "" if entry.channel else self._only_channel()
        return Reading(self.raw, "simple", entry.main(channel), needs_person=bool(reason), reason=reason)

    def _has_unlimited_case(self, entry: Entry) -> bool:
        """Whether another case has its limit in another text: "(2) Trường hợp …: theo quy định tại …"."""
        return any(
            labels.is_case_elsewhere(self.text.low[piece.start : piece.end])
            for index, piece in enumerate(self.pieces)
            if index != entry.mention.clause and not piece.durations
        )

    def _is_one_step(self, entry: Entry) -> bool:
        words = self.text.low[entry.mention.start : entry.mention.end]
        if entry.has("stage") and not entry.has("case"):
            label = entry.label.text.lower()
            return "trả kết quả" not in words and not labels.is_outcome(label)
        return signs.one_step(words)

    def _only_channel(self) -> str:
        named = labels.channels_in(self.text.low)
        return named.pop() if len(named) == 1 else ""

    # Same day.

    def _same_day(self, today: signs.SameDay) -> Reading:
        late: list[Limit] = []
        reason = ""
        if today.next_day:
            unit = "working_day" if today.next_day_is_working else "day"
            when = "next working day"
            if today.cutoff is None:
                reason = "no_cutoff"
            else:
                hour, minute = divmod(int(today.cutoff * 60), 60)
                when = f"received after {hour:02}:{minute:02}"
            late.append(Limit(Decimal(1), unit, when, condition=labels.AFTER_CUTOFF))
        elif today.cutoff is not None:
            reason = "no_cutoff"
        others = self.limits
        own = labels.named(self.text, self._clause_start(today.start), today.start)
        if others and (
            not all(entry.has("case") for entry in others) or "case" in own.kinds | self._said(today)
        ):
            return self._unread("several")
        if "stage" in own.kinds and "case" not in own.kinds:
            reason = reason or "one_step"
        words = self.text.low[self._clause_start(today.start) : today.start], self.text.low[today.end :]
        if not reason and (strange := company.strange_day(*words)):
            return self._unread(strange)
        alternatives = (*late, *(entry.limit for entry in others))
        cutoff_hour = int(today.cutoff) if today.cutoff is not None and late else None
        read = Reading(
            self.raw,
            "same_day",
            Limit(Decimal(0), "working_day", channel=self._only_channel()),
            alternatives,
            needs_person=bool(reason),
            reason=reason,
            cutoff_hour=cutoff_hour,
            result_hour=today.result_hour if late else None,
        )
        return self._finished(read)

    def _said(self, today: signs.SameDay) -> frozenset[str]:
        """Return the kinds of the label after "trong ngày làm việc đối với …"."""
        stop = next((piece.end for piece in self.pieces if piece.end > today.end), len(self.text.low))
        comma = self.text.low.find(",", today.end, stop)
        stop = comma if comma >= 0 else stop
        return labels.said_of(self.text, today.end, stop).kinds

    def _clause_start(self, position: int) -> int:
        return max((piece.start for piece in self.pieces if piece.start <= position), default=0)

    # What the whole text adds.

    def _finished(self, read: Reading) -> Reading:
        if read.kind == "needs_person":
            return read
        low, reason, kind = self.text.low, read.reason, read.kind
        if self._is_open(low):
            kind = "cases" if kind == "simple" else kind
            reason = reason or "open_extension"
        start = ""
        if read.kind == "simple":
            start = signs.starts(self.limits[0].after) or signs.starts(self.limits[0].before)
            reason = reason or ("starts_elsewhere" if start == "other event" else "")
        if read.kind != "same_day" and signs.next_day(self.text):
            reason = reason or "starts_next_day"
        if any(mention.why == "excluded_time" for mention in self.mentions):
            reason = reason or "excluded_time"
        extension = self.extensions[0].limit if self.extensions else None
        pauses = signs.pauses(low)
        if (kind, reason) == (read.kind, read.reason) and not (extension or start or pauses):
            return read
        return replace(
            read,
            kind=kind,
            extension=extension,
            needs_person=bool(reason),
            reason=reason,
            starts=start,
            pauses=pauses,
        )

    def _is_open(self, low: str) -> bool:
        """Whether the text allows an extension, "có thể kéo dài", without saying how long."""
        return any(
            not any(entry.mention.start <= position < entry.mention.quantity.start for entry in self.entries)
            for position in signs.prolonged_at(low)
        )
