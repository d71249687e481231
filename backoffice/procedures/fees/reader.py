"""Parses one fee text."""

import re
from dataclasses import replace
from functools import lru_cache

from backoffice.procedures.fees.conditions import (
    channel_in,
    clean,
    closes_last,
    described,
    is_exempt,
    kind_in,
)
from backoffice.procedures.fees.fee import Fee, FeeReading
from backoffice.procedures.fees.money import monies, number, unit_of
from backoffice.procedures.terms.normal import Text, normal
from backoffice.procedures.terms.words import any_of

LONGEST = 8000
# Below this no fee exists; a smaller figure lost its thousands on the way.
SMALLEST_DONG = 1000
_HEAD = re.compile(
    r"(?:\A|\n)(?:(?P<free>miễn phí)|(?P<unstated>không có thông tin)|(?P<figures>\d[\d.,]*)"
    r" (?P<currency>vnđ|việt nam đồng|usd))(?=\s?(?:\(|\n|\Z))"
)
_FREE = re.compile(
    any_of(r"không, không có, không thu, miễn, (?:không thu|không có|miễn) (?:phí(?:\W| và)\s)?(?:lệ )?phí")
    + r"(?:\s?\((?:thông tư|nghị định|nghị quyết)[^()]*\))?\Z"
)
_UNSTATED = re.compile(
    r"(?:không|chưa) (?:có )?(?:thông tin|quy định|xác định)(?: "
    + any_of("cụ thể, chi tiết, riêng, về, phí, lệ phí, mức, thu, phí ngoài lệ phí nêu trên")
    + r")*+\Z"
)
_LABEL = re.compile(r"[\s•*+\-(]*(?:(?:phí,? ?)?(?:và )?(?:lệ )?phí\s?:)?[\s•*+\-(]*")
_SEGMENT_END = re.compile(r"\n|;|(?<=\S)(?<!lệ)\s(?=(?:lệ )?phí\s?:)")
_DATED = re.compile(r"(?:từ|đến|đến hết)\s(?:hết )?ngày\s\d|đến \d{1,2}/\d{1,2}/\d{4}")
_PERCENT = re.compile(r"\d\s?%")
_ELSEWHERE = re.compile(r"\btheo\b|quy định|quyết định|thông tư|nghị quyết|biểu|đơn giá|\bluật\b|điều \d")
# "Hộ nghèo: miễn; còn lại 50.000 đồng": for whom it is free is not in a row of its own.
_FREE_ELSEWHERE = re.compile(r":\s?miễn(?: phí)?\s?(?:[;,]|còn|$)", re.IGNORECASE)
_NOTE_UNIT = re.compile(r"(?:đồng|đông|đ)?\s?(/\s?[^.;,()]{1,60}|(?:0?1 )?(?:lần|hồ sơ|giấy)(?: cấp)?\Z)")


@lru_cache(maxsize=4096)
def read(text: str) -> FeeReading:
    """Parse one fee text; never raises, and keeps the text unchanged."""
    if len(text) > LONGEST:
        return _doubtful(text, (), "too_long")
    normalised = normal(text)
    heads = list(_HEAD.finditer(normalised.low))
    if not heads or heads[0].start() > 0:
        return _in_sentences(text, normalised)
    ends = [*(head.start() for head in heads[1:]), len(normalised.low)]
    cells = [_cell(text, normalised, head, end) for head, end in zip(heads, ends, strict=True)]
    return cells[0] if len(cells) == 1 else _together(text, cells)


def _cell(raw: str, text: Text, head: re.Match[str], end: int) -> FeeReading:
    """Read the national portal's cell: an amount or "Miễn phí", and a note in brackets."""
    note = _inside_brackets(text, head.end(), end)
    if head["unstated"]:
        return _in_sentences(raw, note)
    if head["free"]:
        return _said_to_be_free(raw, note)
    amount = number(head["figures"])
    if amount is None:
        return _doubtful(raw, (), "odd_number")
    stated = Fee(amount, "USD" if head["currency"] == "usd" else "VND")
    if not monies(note):
        return _result(raw, (_noted(stated, note),), _general_doubt(note.low) or _too_small(stated))
    note_says = _in_sentences(raw, note)
    return _result(raw, note_says.fees, _compared(stated, note_says) or note_says.reason)


def _compared(stated: Fee, described_fees: FeeReading) -> str:
    """Return the reason why a stated amount contradicts its note, "" if it does not.

    A note with the same amount a thousand times larger agrees: the thousands were lost in the cell.
    """
    fees = described_fees.fees
    if any(fee.currency != stated.currency for fee in fees):
        return "currencies_disagree"
    amounts = [fee.amount for fee in fees]
    if stated.amount in amounts and not _too_small(stated):
        return ""
    lost_thousands = stated.amount < SMALLEST_DONG and amounts == [stated.amount * 1000]
    return "" if lost_thousands else "amounts_disagree"


def _said_to_be_free(raw: str, note: Text) -> FeeReading:
    """Trust "Miễn phí" only where the note agrees: an empty field was exported as "Miễn phí" too."""
    words = note.low.strip(" .;:-+*()")
    if not words or _FREE.match(words) or _UNSTATED.match(words):
        return FeeReading(raw, free=True)
    if monies(note):
        return _doubtful(raw, _in_sentences(raw, note).fees, "free_or_not")
    if is_exempt(words):
        return FeeReading(raw, free=True)
    return _doubtful(raw, (), "refers_elsewhere" if _ELSEWHERE.search(words) else "free_or_not")


def _in_sentences(raw: str, text: Text) -> FeeReading:
    """Parse amounts with their conditions and exemptions, or the statement that nothing is paid."""
    segments = [segment for segment in _segments(text.low) if segment]
    if all(_UNSTATED.match(segment) for segment in segments):
        return FeeReading(raw, reason="not_stated")
    if all(_FREE.match(segment) or _UNSTATED.match(segment) for segment in segments):
        return FeeReading(raw, free=True)
    found = monies(text)
    if not found:
        return _doubtful(raw, (), "refers_elsewhere" if _ELSEWHERE.search(text.low) else "no_amount")
    fees = described(text, found)
    doubts = (
        *(money.doubt for money in found),
        _general_doubt(text.low),
        *(_too_small(fee) for fee in fees),
        *("free_or_not" for fee in fees if fee.amount and _FREE_ELSEWHERE.search(fee.condition)),
    )
    return _result(raw, fees, next((doubt for doubt in doubts if doubt), ""))


def _together(raw: str, cells: list[FeeReading]) -> FeeReading:
    """Merge what several cells of one procedure say; a repeated fee counts once."""
    fees = tuple(fee for cell in cells for fee in cell.fees)
    doubt = next((cell.reason for cell in cells if cell.needs_person), "")
    if doubt or fees:
        free_too = "free_or_not" if any(cell.free for cell in cells) else ""
        return _result(raw, fees, doubt or free_too)
    return (
        FeeReading(raw, free=True)
        if any(cell.free for cell in cells)
        else FeeReading(raw, reason="not_stated")
    )


def _result(raw: str, fees: tuple[Fee, ...], doubt: str) -> FeeReading:
    fees = tuple(dict.fromkeys(fees))
    told_apart = {(fee.kind, fee.channel, fee.condition, fee.unit) for fee in fees}
    if not doubt and len(told_apart) < len(fees):
        doubt = "several"
    if doubt:
        return _doubtful(raw, fees, doubt)
    return FeeReading(raw, fees, free=all(fee.amount == 0 for fee in fees))


def _doubtful(raw: str, fees: tuple[Fee, ...], reason: str) -> FeeReading:
    return FeeReading(raw, fees, needs_person=True, reason=reason)


def _general_doubt(low: str) -> str:
    if _DATED.search(low):
        return "dated"
    return "percentage" if _PERCENT.search(low) else ""


def _too_small(fee: Fee) -> str:
    return "too_small" if fee.currency == "VND" and 0 < fee.amount < SMALLEST_DONG else ""


def _inside_brackets(text: Text, start: int, end: int) -> Text:
    shown, low = text.shown[start:end].strip(), text.low[start:end].strip()
    while low.startswith("(") and closes_last(low):
        shown, low = shown[1:-1].strip(), low[1:-1].strip()
    return Text(shown, low)


def _segments(low: str) -> list[str]:
    """Return the statements of a text without their "Phí:" and "Lệ phí:"."""
    cuts = [0, *(match.end() for match in _SEGMENT_END.finditer(low)), len(low)]
    parts = [low[start:end] for start, end in zip(cuts, cuts[1:], strict=False)]
    return [_LABEL.sub("", part, count=1).strip(" .;:)\n") for part in parts]


def _noted(fee: Fee, note: Text) -> Fee:
    """Return `fee` with what a note without an amount says: "/hồ sơ", "đồng/lần", a name, a case."""
    unit = _NOTE_UNIT.match(note.low)
    if unit:
        words = clean(note.shown[unit.end() :])
        return replace(
            fee, unit=unit_of(note.shown[unit.start(1) : unit.end(1)]), condition=words, kind=kind_in(words)
        )
    return replace(fee, condition=clean(note.shown), kind=kind_in(note.low), channel=channel_in(note.low))
