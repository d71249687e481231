"""Cuts a text into clauses, so that each duration stands with the words that belong to it."""

import re
from typing import NamedTuple

from backoffice.procedures.terms.normal import Text
from backoffice.procedures.terms.quantities import Quantity, Sort
from backoffice.procedures.terms.words import CAPITALS, any_of

# Capitalised words that open a new clause even where the full stop before them is missing.
_OPENERS = any_of(
    """Trực tuyến, Trực tiếp, Dịch vụ bưu chính, Bưu chính, Qua bưu chính, Qua dịch vụ bưu chính,
    Tổng cộng, Tổng thời, Thời hạn, Thời gian, Trường hợp, Đối với, Trong đó, Cụ thể, Riêng, Nếu,
    Trong trường hợp, Trong thời, Không quá, Ngay"""
)
_BOUNDARY = re.compile(
    rf"""(?P<open>\()|(?P<close>\))|(?P<line>\n)|(?P<semicolon>;)|(?P<bullet>•)
    |(?P<stop>[.!?](?=\s["“(•*+\-]*\s?(?:[{CAPITALS}0-9]|[a-zđ][.)]\s)))
    |(?P<opener>(?<=[\w,.)]\s)(?={_OPENERS.replace(" ", "[ ]")}))
    |(?P<dash>(?<=\))-\s)""",
    re.VERBOSE,
)
_CASE_LINE = re.compile(r"(?:trường hợp|đối với|trực t|nếu|[a-zđ][.)]\s|o\s)", re.IGNORECASE)
_BULLET = re.compile(
    r"[\s•*+\-]*(?:o\s+)?(?:\(?\d{1,2}\s*[.)/]\s+|\(\d{1,2}\)|[a-zđ]\s*[.)]\s*)?[\s•*+\-:.,]*"
)
_NEXT_COLUMN = re.compile(
    r"(?<=[\s.;,)])(?:(?:[a-zđ]\)? )?"
    + any_of(
        """Phí lệ phí, Phí và lệ phí, Lệ phí và phí, Lệ phí và Phí, Đối tượng thực hiện,
        Cơ quan thực hiện, Kết quả thực hiện, Thành phần hồ sơ, Căn cứ pháp lý"""
    )
    + r"|Phí, [Ll]ệ phí|(?:Phí|Lệ phí)\s*:)"
)
# Without these and without capitals a text is one clause.
_MARKS = ("\n", ";", "•", ". ", ") ", "! ", "? ")


class Clause(NamedTuple):
    """A stretch of text; `marker` is its bullet or number, `heading` whether a list hangs under it."""

    start: int
    end: int
    marker: str
    heading: bool
    quantities: tuple[Quantity, ...]

    @property
    def durations(self) -> tuple[Quantity, ...]:
        return tuple(quantity for quantity in self.quantities if quantity.sort is Sort.DURATION)


def own_column(text: Text, found: list[Quantity]) -> int:
    """Return where the next column begins, if a crawl appended one to the text; else the end of the text."""
    if not any(word in text.low for word in ("phí", "thực hiện", "hồ sơ", "căn cứ")):
        return len(text.shown)
    first = next((quantity for quantity in found if quantity.sort is Sort.DURATION), None)
    glued = _NEXT_COLUMN.search(text.shown, first.end) if first else None
    if glued is None or any(_is_time(quantity) for quantity in found if quantity.start > glued.start()):
        return len(text.shown)
    return glued.start()


def _is_time(quantity: Quantity) -> bool:
    return quantity.sort is Sort.DURATION or (quantity.sort is Sort.STRAY and quantity.why != "no_unit")


def clauses(text: Text, found: list[Quantity], end: int) -> list[Clause]:
    """Cut `text` up to `end` at lines, bullets, full stops and semicolons outside brackets."""
    cuts, depth = [0], 0
    if text.shown[1:end].islower() and not any(mark in text.shown for mark in _MARKS):
        only = _clause(text, 0, end, found)
        return [only] if only else []
    for match in _BOUNDARY.finditer(text.shown, 0, end):
        sort = match.lastgroup
        if sort == "open":
            depth += 1
        elif sort == "close":
            depth = max(0, depth - 1)
        elif sort == "line":
            if _starts_line(text.shown, match.end()):
                depth = 0
                cuts.append(match.end())
        elif sort == "bullet":
            depth = 0
            cuts.append(match.start())
        elif depth == 0:
            cuts.append(match.end())
    pieces = []
    for start, stop in zip(cuts, [*cuts[1:], end], strict=True):
        clause = _clause(text, start, stop, found)
        if clause:
            pieces.append(clause)
    return pieces


def _starts_line(shown: str, position: int) -> bool:
    """Whether a line is a new one, and not the rest of a sentence that the page width broke."""
    rest = shown[position : position + 14]
    goes_on = rest[:1] == "(" or rest[:1].islower()
    return not goes_on or bool(_CASE_LINE.match(rest))


def _clause(text: Text, start: int, stop: int, found: list[Quantity]) -> Clause | None:
    marker_match = _BULLET.match(text.shown, start, stop)
    begin = marker_match.end() if marker_match else start
    inside = tuple(quantity for quantity in found if begin <= quantity.start < stop)
    if not inside and not text.low[begin:stop].strip(" .;,:\n"):
        return None
    marker = re.sub(r"[\s\d]", "", marker_match[0])[:1] if marker_match else ""
    tail = text.shown[begin:stop].rstrip()
    ends_line = (
        stop >= len(text.shown) or text.shown[begin:stop].endswith("\n") or text.shown[stop - 1] == "\n"
    )
    heading = tail.endswith(":") or (ends_line and not tail.endswith((".", ";", ",")))
    return Clause(begin, stop, marker, heading, inside)
