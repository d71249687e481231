"""The words that belong to an amount: its kind, its channel, its condition."""

import re
from decimal import Decimal

from backoffice.procedures.fees.fee import Fee
from backoffice.procedures.fees.money import Money
from backoffice.procedures.terms.labels import channels_in
from backoffice.procedures.terms.normal import Text
from backoffice.procedures.terms.words import CAPITALS

_CLAUSE_END = re.compile(rf"\n|;|•|\||\.\s(?=[-+*{CAPITALS}])|\s(?=\+\s)|(?<=\.)\s?(?=-\s)|(?<=\))(?=-\s)")
_OWN_WORDS = re.compile(r"\s?\(((?:[^()]|\([^()]*\))*)\)")
_AREA = re.compile(r"áp dụng tại [^()]*")
_PAYMENT = re.compile(r"kho bạc|chuyển khoản|thanh toán")
_KIND = re.compile(r"(?<!chi )\b(?:lệ )?phí\b")
_NO_KIND = re.compile(r"phí,? (?:và )?lệ phí")
_EXEMPT = re.compile(r"(?:miễn|không thu)(?: nộp)? (?:lệ )?phí\b")
_LABEL = re.compile(r"\s?(?:o\s|[-+*•,.;:)]\s?)*(?:mức thu|mức|thu|lệ phí|phí)?\s?:\s?", re.IGNORECASE)
_BULLET = re.compile(r"[\s,.;:+*•)\-]*(?:o\s)?")
_NAMES_NOTHING = re.compile(
    r"(?:mức )?(?:thu )?(?:lệ )?phí|phí,? (?:và )?lệ phí|mức thu là|và|hoặc|thu|(?:đồng )?(?:lệ )?phí|đồng|đ",
    re.IGNORECASE,
)


def described(text: Text, found: list[Money]) -> tuple[Fee, ...]:
    """Return the amounts with the words that belong to each, and the exemptions between them."""
    cuts = [0, *(match.end() for match in _CLAUSE_END.finditer(text.shown)), len(text.low)]
    fees: list[Fee] = []
    begin = 0
    for start, end in zip(cuts, cuts[1:], strict=False):
        inside = [money for money in found if start <= money.start < end]
        exempt = _EXEMPT.search(text.low, begin, end)
        if inside and exempt and exempt.start() < start:
            fees.append(_exemption(text, exempt, start))
            begin = start
        if inside:
            fees += _of_clause(text, inside, begin, end)
        elif text.shown[end - 1] == ";":
            # A list goes on: "Miễn lệ phí cho hộ nghèo; người khuyết tật".
            continue
        elif exempt:
            fees.append(_exemption(text, exempt, end))
        begin = end
    return tuple(fees)


def _exemption(text: Text, exempt: re.Match[str], end: int) -> Fee:
    condition = clean(text.shown[exempt.end() : end])
    return Fee(Decimal(0), "VND", kind=kind_in(exempt[0]), condition=condition)


def is_exempt(low: str) -> bool:
    """Whether the text exempts everybody ("miễn lệ phí") and names no other fee."""
    found = _EXEMPT.match(low)
    return found is not None and not re.search(r"đối với|trường hợp|\bcho\b|người|phí", low[found.end() :])


def channel_in(words: str) -> str:
    """Return the channel that the words name, "" for none or several; a way of paying is no channel."""
    low = words.lower()
    found = set() if _PAYMENT.search(low) else channels_in(low)
    return found.pop() if len(found) == 1 else ""


def kind_in(low: str) -> str:
    """Return the last kind of fee that the words name; "phí, lệ phí" names none."""
    named = _KIND.findall(_NO_KIND.sub("", low))
    if not named:
        return ""
    return "levy" if named[-1].startswith("lệ") else "fee"


def clean(shown: str) -> str:
    """Return the words of a condition without bullets, marks and a bare "Lệ phí:"."""
    words = " ".join(shown.split())
    label = _LABEL.match(words) or _BULLET.match(words)
    words = words[label.end() if label else 0 :].strip(" ,.;:+*•-|")
    words = words.removesuffix("(").rstrip(" ,.;:+*•-")
    if _NAMES_NOTHING.fullmatch(words):
        return ""
    if words.startswith("(") and closes_last(words):
        words = words[1:-1].strip()
    return words.removeprefix("(") if words.count("(") > words.count(")") else words


def closes_last(words: str) -> bool:
    """Whether the bracket that opens the text is closed only at its end."""
    depth = 0
    for position, letter in enumerate(words):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return position == len(words) - 1
    return False


def _of_clause(text: Text, inside: list[Money], start: int, end: int) -> list[Fee]:
    """Give each amount of a clause its words: the brackets after it, else the words before it.

    Where no words stand before the first amount, each amount takes the words after it.
    """
    first = clean(text.shown[start : inside[0].start])
    area = _AREA.search(text.shown, inside[-1].end, end)
    fees, position = [], start
    for money, following in zip(inside, [*(money.start for money in inside[1:]), end], strict=True):
        before = clean(text.shown[position : money.start]) or first
        own = _OWN_WORDS.match(text.shown, money.end, following)
        if own:
            after, position = clean(own[1]), own.end()
        elif not first or following == end:
            after, position = clean(text.shown[money.end : following]), following
        else:
            after, position = "", money.end
        common = clean(area[0]) if area and area[0] not in after else ""
        condition = "; ".join(part for part in (before, after, common) if part)
        kind, channel = kind_in(text.low[: money.start]), channel_in(f"{before} {after[:60]}")
        fees.append(Fee(money.amount, money.currency, money.unit, kind, channel, condition))
    return fees
