"""The national portal's cells: bare amounts first, then a sentence that says the same, or does not."""

import re
from dataclasses import replace

from backoffice.procedures.terms.limit import Limit, Reading
from backoffice.procedures.terms.normal import Text

_BARE_LINE = re.compile(
    r"(?:(?:trực tuyến|trực tiếp|dịch vụ bưu chính) ?: ?)?"
    r"(?:\d+(?:[.,]\d+)?(?: (?:ngày làm việc|ngày|giờ|tháng|năm|phút))?|không có thông tin)\Z"
)
_SAYS_NO_LIMIT = {"no_limit", "refers_elsewhere", "fee_text"}
# Doubts that another statement of the same amount removes.
_CONFIRMED = {"one_step", "one_case", "stages_summed"}


def split(text: Text) -> tuple[Text, Text] | None:
    """Return the bare lines and the description below them, or None where the text has not both."""
    if "\n" not in text.low or not (text.low[0].isdigit() or text.low.startswith(("tr", "d", "kh"))):
        return None
    lines = text.low.split("\n")
    bare = next((index for index, line in enumerate(lines) if not _BARE_LINE.match(line.strip())), len(lines))
    if bare in (0, len(lines)):
        return None
    end = sum(len(line) + 1 for line in lines[:bare])
    return Text(text.shown[: end - 1], text.low[: end - 1]), Text(text.shown[end:], text.low[end:])


def agreed(head: Reading, body: Reading) -> Reading:
    """Merge what both statements say; where they differ, a person decides."""
    if body.kind == "none" or (body.reason in _SAYS_NO_LIMIT and not body.alternatives):
        return head
    if head.kind == "none":
        return body
    if body.kind == "needs_person" or head.kind == "needs_person":
        return _unread(head, body, (body if body.kind == "needs_person" else head).reason)
    if head.main is None:
        return replace(head, needs_person=True, reason="statements_disagree")
    if body.main is not None and _same(head.main, body.main):
        return _confirmed(head, body)
    if body.main is None and body.kind == "stages":
        if any(limit.value > head.main.value for limit in body.alternatives):
            return _unread(head, body, "statements_disagree")
        return replace(body, main=head.main)
    if body.main is None and any(_same(head.main, limit) for limit in body.alternatives):
        return body
    return _unread(head, body, "statements_disagree")


def _confirmed(head: Reading, body: Reading) -> Reading:
    if body.reason in _CONFIRMED:
        body = replace(body, needs_person=False, reason="")
    if head.kind != "channels":
        return body
    if body.kind != "simple":
        return replace(body, needs_person=True, reason=body.reason or "nested")
    return replace(body, kind="channels", alternatives=head.alternatives)


def _same(stated: Limit, described: Limit) -> bool:
    """Compare amounts; a number without a unit agrees with the same number of anything."""
    return stated.value == described.value and stated.unit in (None, described.unit)


def _unread(head: Reading, body: Reading, reason: str) -> Reading:
    kept = [
        limit for read in (head, body) for limit in (read.main, *read.alternatives) if limit and limit.unit
    ]
    return Reading(body.text, "needs_person", None, tuple(kept), needs_person=True, reason=reason)
