"""Amounts of money in Vietnamese texts."""

import re
from dataclasses import dataclass
from decimal import Decimal

from backoffice.procedures.terms import numerals
from backoffice.procedures.terms.normal import Text

_CURRENCY = r"(?P<currency>việt nam đồng|đồng việt nam|vnđ|vnd|đồng|đ(?![^\W\d_])|usd|đô la mỹ|\$)"
_UNIT = r"(?P<unit>\s?/\s?[^\n.;,():•|]{1,70})?"
_IN_WORDS = r"(?:\s?\((?P<said>[^()\d]{0,60}(?:đồng|triệu|nghìn|ngàn)[^()\d]{0,20})\))?"
_MONEY = re.compile(
    r"(?<![\w/.,])(?P<figures>\d[\d.,]*)\s?(?:\((?P<words>[^()\d]{3,60})\)\s?)?"
    rf"(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ)?\s?{_CURRENCY}{_IN_WORDS}{_UNIT}"
)
_WITHOUT_CURRENCY = re.compile(rf"(?<![\w/.,])(?P<figures>[1-9]\d{{0,2}}(?:[.,]\d{{3}})+){_UNIT}(?![\d%])")
_FEE_BEFORE = re.compile(r"(?:phí|thu|giá|mức)\b[^.;\d]{0,16}:?\s?\Z")
_MEASURE = re.compile(r"\s?(?:kg|gt|m2|m3|tấn|suất|ha|km|cv|kw|người|bản|trang|m|tờ|chỗ)\b")
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*\Z")
_SCALES = {"nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_DOLLARS = ("usd", "đô la mỹ", "$")
_SLASH = re.compile(r"\s?/\s?")
_UNIT_END = re.compile(
    r"\s(?:(?:đối với|kể từ|áp dụng|trường hợp|theo|miễn|nộp|khi|nếu|-|đồng (?:lệ )?phí)(?:\s.*|\Z)|đồng\Z)",
    re.DOTALL | re.IGNORECASE,
)
_RANGE_BEFORE = re.compile(r"(?:\d\s?(?:-|~|đến|tới)|\btừ)\s?\Z")
_RANGE_AFTER = re.compile(r"\s?(?:-|~|đến|tới)\s?\d")
_LIMIT_BEFORE = re.compile(
    r"\b(?:khoảng|chừng|dự kiến|tối đa|không quá|tối thiểu|không dưới|ít nhất|không vượt quá|trên|dưới)"
    r"[^.;\d]{0,24}\Z"
)
_FORMULA_AFTER = re.compile(r"\s?[x×*+]\s?[\d(]|\s?(?:nhân|cộng)\b")
_FORMULA_BEFORE = re.compile(r"[x×*]\s?\Z")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount at [start, end) of the text; `doubt` is why it may be wrong, or cannot be collected."""

    start: int
    end: int
    amount: Decimal
    currency: str
    unit: str
    doubt: str


def monies(text: Text) -> list[Money]:
    """Return every amount of the text in order; without a currency only where a fee stands before it."""
    found = [_money(text, match) for match in _MONEY.finditer(text.low)]
    taken = [(money.start, money.end) for money in found]
    for match in _WITHOUT_CURRENCY.finditer(text.low):
        is_taken = any(start <= match.start() < end for start, end in taken)
        if is_taken or _MEASURE.match(text.low, match.end("figures")):
            continue
        if match["unit"] or _FEE_BEFORE.search(text.low[max(0, match.start() - 24) : match.start()]):
            found.append(_money(text, match))
    return sorted(found, key=lambda money: money.start)


def number(figures: str, *, decimals: bool = False) -> Decimal | None:
    """Return the number with points or commas between its thousands, or None where it is unclear."""
    if _GROUPED.match(figures):
        return Decimal(re.sub(r"[.,]", "", figures))
    if figures.isdigit():
        return Decimal(figures)
    if decimals and re.fullmatch(r"\d+[.,]\d{1,2}", figures):
        return Decimal(figures.replace(",", "."))
    return None


def in_words(words: str) -> Decimal | None:
    """Return the number that words like "bốn triệu năm trăm nghìn đồng" spell, or None."""
    rest = re.sub(r"\b(?:việt nam|đồng|chẵn|vnđ)\b", "", words.lower()).split()
    total = Decimal(0)
    chunk: list[str] = []
    for word in [*rest, ""]:
        if word and word not in _SCALES:
            chunk.append(word)
            continue
        if chunk:
            spelled = numerals.from_words(" ".join(chunk))
            if spelled is None:
                return None
            total += spelled * _SCALES.get(word, 1)
        chunk = []
    return total or None


def unit_of(shown: str) -> str:
    """Return "/hồ sơ" from the words after an amount, without what follows the unit."""
    unit = re.sub(r"\s?/\s?", "/", shown[: _unit_end(shown)]).strip(" -/")
    return f"/{unit}" if unit else ""


def _unit_end(shown: str) -> int:
    slash = _SLASH.match(shown)
    found = _UNIT_END.search(shown, slash.end() if slash else 0)
    return found.start() if found else len(shown)


def _money(text: Text, match: re.Match[str]) -> Money:
    parts = match.groupdict()
    scale, dollars = parts.get("scale") or "", parts.get("currency") in _DOLLARS
    figures = match["figures"].rstrip(".,")
    # "70 000 đồng": what stands before the blank belongs to it.
    is_cut = figures[0] == "0" and len(figures) > 1 and not scale
    amount = None if is_cut else number(figures, decimals=bool(scale) or dollars)
    value = (amount or Decimal(0)) * _SCALES.get(scale, 1)
    words = parts.get("words") or parts.get("said") or ""
    said = in_words(words) if words else None
    if amount is None:
        doubt = "odd_number"
    elif said is not None and said != value:
        doubt = "numbers_disagree"
    else:
        doubt = _doubt(text.low, match)
    after = text.shown[match.start("unit") : match.end("unit")] if match["unit"] else ""
    end = match.start("unit") + _unit_end(after) if after else match.end()
    return Money(match.start(), end, value, "USD" if dollars else "VND", unit_of(after), doubt)


def _doubt(low: str, match: re.Match[str]) -> str:
    """Return why an amount cannot be collected: end of a range, cap, term of a formula; else ""."""
    before = low[max(0, match.start() - 40) : match.start()]
    after = low[match.end() : match.end() + 12]
    if (
        _RANGE_BEFORE.search(before)
        or _RANGE_AFTER.match(after)
        or _RANGE_AFTER.match(low, match.end("figures"))
    ):
        return "range"
    if _LIMIT_BEFORE.search(before):
        return "limits"
    if re.match(r"\s?trở (?:lên|xuống)", after):
        return "limits"
    if match["unit"] and (unit := re.search(r"/\s?\d+[.,]?\s?\Z|\s[x×*]\s", match["unit"])):
        return "formula" if unit[0].isspace() or unit[0].strip() in "x×*" else "range"
    return "formula" if _FORMULA_AFTER.match(after) or _FORMULA_BEFORE.search(before) else ""
