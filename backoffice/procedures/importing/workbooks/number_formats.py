"""What a spreadsheet shows of a number: 3 as "3 ngày", 50 as "50.000", 0.5 as "50%"."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|(General)|(E[+-])|(.)', re.DOTALL | re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")
_CODE = re.compile(r"\d[.,]\d{6}")
_LONGEST = 100
# Formats that need no look: general, text, and those of whole numbers with or without groups.
_PLAIN = re.compile(r"general|@|[#0]*0(?:\.0{1,2})?|#,##0(?:\.0{1,2})?", re.IGNORECASE)
BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}

Kind = Literal["same", "words", "differs"]


def is_plain(code: str) -> bool:
    """Whether a whole number looks like itself in every cell of this format."""
    return bool(_PLAIN.fullmatch(code))


def rounds(code: str) -> bool:
    """Whether the format has no decimals, so that 2.5 is shown as 3."""
    return code in ("0", "#,##0") or (not is_plain(code) and "." not in code)


def shown(value: float, code: str) -> str | None:
    """Return the number as the format shows it, or None where the format is of days or not understood."""
    if len(code) > _LONGEST:
        return None
    section = _section(value, code)
    return None if section is None else _rendered(value, section)


def compare(value: float, text: str) -> Kind:
    """Return whether a shown text says the number, says it with words of its own, or something else."""
    text = text.strip().strip("-").strip()
    if any(letter.isalpha() for letter in text):
        return "words"
    if _CODE.fullmatch(text):
        # The zeros that only the format shows are for the reader of codes to ask about.
        return "same" if float(text.replace(",", ".")) == value else "differs"
    text = text.strip("₫$ \xa0")
    if not text:
        return "same"
    if _GROUPED.fullmatch(text):
        return "same" if int(re.sub(r"\D", "", text)) == abs(value) else "differs"
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        grouped = re.fullmatch(r"(\d{1,3}(?:([.,])\d{3})+)[.,](\d+)", text)
        if not grouped:
            return "differs"
        number = Decimal(re.sub(r"\D", "", grouped[1]) + "." + grouped[3])
    return "same" if abs(number - Decimal(repr(abs(value)))) < Decimal("1e-9") else "differs"


def _section(value: float, code: str) -> str | None:
    sections = _sections(code)
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(value, *condition):
                return section
        return None
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _sections(code: str) -> list[str]:
    sections, current = [], ""
    for match in _TOKEN.finditer(code):
        if match[6] == ";":
            sections.append(current)
            current = ""
        else:
            current += match[0]
    return [*sections, current]


def _condition(section: str) -> tuple[str, float] | None:
    for match in _TOKEN.finditer(section):
        if match[3] is not None and (found := _CONDITION.fullmatch(match[3])):
            return found[1], float(found[2])
    return None


def _holds(value: float, sign: str, other: float) -> bool:
    return {
        "<": value < other,
        "<=": value <= other,
        ">": value > other,
        ">=": value >= other,
        "=": value == other,
        "<>": value != other,
    }[sign]


def _rendered(value: float, section: str) -> str | None:
    """Fill the digits of `value` into the places of the format, from the decimal point to both sides."""
    tokens: list[tuple[bool, str]] = []
    for match in _TOKEN.finditer(section):
        literal, escaped, bracket, general, science, other = match.groups()
        if general:
            return f"{value:.15g}" if len(section) == len("General") else None
        if science or (other and other.lower() in "ymdhsep/" and other != "%"):
            return None
        if other == "@":
            return f"{value:.15g}"
        if bracket is not None:
            currency = bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
            tokens.append((False, currency))
        elif other and other in "0#?.,%":
            tokens.append((True, other))
        elif literal is not None or escaped is not None or other:
            tokens.append((False, literal or escaped or other or ""))
        else:
            tokens.append((False, " "))
    return _filled(value, tokens)


def _filled(value: float, tokens: list[tuple[bool, str]]) -> str | None:
    places = [at for at, (is_place, sign) in enumerate(tokens) if is_place and sign in "0#?"]
    if not places:
        return "".join(text for is_place, text in tokens if not is_place)
    point = next((at for at, token in enumerate(tokens) if token == (True, ".")), len(tokens))
    last_whole = max((at for at in places if at < point), default=-1)
    commas = [at for at, token in enumerate(tokens) if token == (True, ",")]
    scale = sum(last_whole < at < point or at > max(places) for at in commas)
    is_grouped = any(at < last_whole for at in commas)
    percent = sum(token == (True, "%") for token in tokens)
    decimals = [at for at in places if at > point]
    number = abs(Decimal(repr(value))) * 100**percent / 1000**scale
    rounded = str(number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP))
    whole, _dot, fraction = rounded.partition(".")
    texts = [text if not is_place or text == "%" else "" for is_place, text in tokens]
    wholes = [at for at in places if at < point]
    whole = "" if whole == "0" and not any(tokens[at][1] == "0" for at in wholes) else whole
    for place in reversed(wholes):
        is_first = place == wholes[0]
        digits, whole = (whole, "") if is_first else (whole[-1:], whole[:-1])
        texts[place] = digits or ("0" if tokens[place][1] == "0" else "")
    if is_grouped:
        digits = "".join(texts[at] for at in wholes)
        for at in wholes:
            texts[at] = ""
        texts[wholes[-1]] = f"{int(digits):,}" if digits else ""
    kept = len(fraction.rstrip("0"))
    for order, place in enumerate(decimals):
        texts[place] = fraction[order] if order < kept or tokens[place][1] == "0" else ""
    if decimals:
        texts[point] = "."
    return "".join(texts)
