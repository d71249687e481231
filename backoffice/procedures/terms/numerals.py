"""Vietnamese numerals, in figures and in words."""

import re
from decimal import Decimal

_ONES = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
# After "mươi" and "mười" the ones change their form.
_ONES_AFTER_TEN = {**_ONES, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_DECIMAL_PARTS = {"5", "25", "75", "50", "0", "00"}

# A run of these words may be a numeral; whether it is one, `from_words` says.
WORD = r"(?:một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|linh|lẻ|nửa)"
FIRST_WORD = r"(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|nửa)"
WORDS = re.compile(rf"{FIRST_WORD}(?:\s+{WORD})*\Z")


def from_words(words: str) -> Decimal | None:
    """Return the number that `words` spell, or None where they spell none, or more than one.

    "hai mươi năm" is None: twenty years, or a careless 25.
    """
    parts = words.split()
    if parts == ["nửa"]:
        return Decimal("0.5")
    hundreds = 0
    if len(parts) > 1 and parts[1] == "trăm" and parts[0] in _ONES:
        hundreds = 100 * _ONES[parts[0]]
        parts = parts[2:]
        if not parts:
            return Decimal(hundreds)
        if parts[0] in ("linh", "lẻ"):
            ones = _ONES.get(parts[1]) if len(parts) == 2 else None
            return None if ones is None else Decimal(hundreds + ones)
        if len(parts) == 1 and parts[0] in _ONES:
            return None
    rest = _below_hundred(parts)
    return None if rest is None else Decimal(hundreds + rest)


def _below_hundred(parts: list[str]) -> int | None:
    if len(parts) == 1 and parts[0] in _ONES:
        return _ONES[parts[0]]
    if parts and parts[0] == "mười":
        tens, rest = 10, parts[1:]
    elif len(parts) > 1 and parts[0] in _ONES and parts[0] != "một" and parts[1] == "mươi":
        tens, rest = 10 * _ONES[parts[0]], parts[2:]
    else:
        return None
    if not rest:
        return tens
    if len(rest) == 1 and rest[0] in _ONES_AFTER_TEN and rest[0] != "năm":
        return tens + _ONES_AFTER_TEN[rest[0]]
    return None


def from_figures(figures: str) -> Decimal | None:
    """Return the number written in `figures`, or None where two readings are possible.

    Decimals are halves and quarters after a point or a comma; "5,7" may be a list and "1.000" a thousand.
    """
    if figures in _FRACTIONS:
        return _FRACTIONS[figures]
    if figures[-1] in _FRACTIONS:
        return Decimal(figures[:-1]) + _FRACTIONS[figures[-1]]
    whole, point, part = figures.replace(",", ".").partition(".")
    whole = whole or "0"
    if len(whole) > 4 or (len(whole) > 2 and whole[0] == "0"):
        return None
    if not point:
        return Decimal(whole)
    return Decimal(f"{whole}.{part}") if part in _DECIMAL_PARTS else None
