"""The limits of a text under their names."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from backoffice.procedures.terms import labels
from backoffice.procedures.terms.clauses import Clause
from backoffice.procedures.terms.labels import NO_LABEL, Label
from backoffice.procedures.terms.limit import Limit
from backoffice.procedures.terms.mentions import Mention
from backoffice.procedures.terms.normal import Text

_MARKS = re.compile(r"\W+")
_MODIFIERS = {labels.VERIFICATION, labels.INSPECTION, labels.MOUNTAIN, labels.INCOMPLETE, labels.COMPLEX}


class Entry(NamedTuple):
    """A limit, its label, its name as a part of the work, and the heading (`parent`) it hangs under.

    `before` and `after` are the words beside the amount, `lead` what those before it name.
    """

    mention: Mention
    label: Label
    stage: Label
    channel: str
    parent: Label
    before: str
    after: str
    lead: Label

    @property
    def as_stage(self) -> "Entry":
        """Return the entry under the name it has as a part of the work: "45 ngày đánh giá hồ sơ"."""
        return self if self.label.kinds else self._replace(label=self.stage)

    @property
    def is_modifier(self) -> bool:
        """Whether it is a longer limit for known circumstances, and not a case of its own."""
        return self.label.condition in _MODIFIERS and not self.has("stage")

    @property
    def is_listed(self) -> bool:
        """Whether it is an item of a list, "Trợ cấp mai táng: 24 ngày", and not a sentence."""
        return self.label.kinds == {"prose"} and labels.ends_item(self.before)

    @property
    def limit(self) -> Limit:
        """Return the limit under its name."""
        parts = (self.parent.when or self.parent.text, self.label.when or self.label.text)
        return self._limit(" / ".join(part for part in parts if part), self.channel)

    def has(self, kind: str) -> bool:
        return kind in self.label.kinds

    def main(self, channel: str = "") -> Limit:
        """Return the limit as the one that applies where no other does."""
        return self._limit("", self.channel or channel)

    def _limit(self, when: str, channel: str) -> Limit:
        quantity = self.mention.quantity
        value = quantity.value if quantity.value is not None else Decimal(0)
        text = " / ".join(part for part in (self.parent.text, self.label.text) if part)
        return Limit(value, quantity.unit, when, text, channel, self.label.condition)


def entries(text: Text, pieces: list[Clause], mentions: list[Mention]) -> list[Entry]:
    """Return the durations of the text under their names."""
    parents = _parents(text, pieces) if len(mentions) > 1 else {}
    return [_entry(text, mention, parents.get(mention.clause, NO_LABEL)) for mention in mentions]


def once(found: list[Entry]) -> list[Entry]:
    """Return `found` without what a later clause (of the next channel) repeats word for word."""
    said: dict[tuple[object, ...], int] = {}
    kept = []
    for entry in found:
        quantity = entry.mention.quantity
        words = (quantity.value, quantity.unit, _words(entry.label.text), entry.parent, _words(entry.after))
        if said.setdefault(words, entry.mention.clause) == entry.mention.clause:
            kept.append(entry)
    return kept


def distinct(found: list[Entry]) -> tuple[Limit, ...] | None:
    """Return the limits of `found` under names that differ, or None where they do not."""
    limits = [entry.limit for entry in found]
    if len({limit.when for limit in limits}) == len(limits):
        return tuple(limits)
    if len({labels.core(limit.label) for limit in limits}) == len(limits):
        return tuple(replace(limit, when=limit.label) for limit in limits)
    return None


def _words(text: str) -> str:
    return _MARKS.sub(" ", text.lower()).strip()


def _entry(text: Text, mention: Mention, parent: Label) -> Entry:
    start, end = mention.quantity.start, mention.quantity.end
    before, after = labels.label_of(text, mention.start, start, end, mention.end)
    weak = before.kinds <= {"prose", "result"} or before.kinds == {"channel"}
    chosen = after if weak and after.kinds & {"case", "channel", "channels"} else before
    channel = before.channel or after.channel
    words = text.low[mention.start : start], text.low[end : mention.end]
    return Entry(mention, chosen, after, channel, parent, *words, before)


def _parents(text: Text, pieces: list[Clause]) -> dict[int, Label]:
    """Return for each clause the heading it stands under.

    A heading reaches to the next heading, or to the next item with the heading's own bullet.
    """
    found: dict[int, Label] = {}
    heading, marker = NO_LABEL, ""
    for index, piece in enumerate(pieces):
        if not piece.durations and not piece.heading:
            continue
        if marker and piece.marker == marker:
            heading, marker = NO_LABEL, ""
        if piece.durations:
            if heading.kinds:
                found[index] = heading
            continue
        label = labels.named(text, piece.start, piece.end)
        words = text.low[piece.start : piece.end].rstrip()
        if label.kinds - {"result"} and (words.endswith(":") or not labels.is_sentence(words)):
            heading, marker = label, piece.marker
    return found
