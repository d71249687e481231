"""Every number of a text and what it is: a duration, an hour of the clock, or something that is no term.

The reader trusts a text only where every number in it is explained; a number that nothing here explains
is STRAY, and a stray number sends the text to a person.
"""

import re
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from backoffice.procedures.terms import numerals
from backoffice.procedures.terms.words import any_of


class Sort(Enum):
    DURATION = auto()
    CLOCK = auto()  # an hour of the day: "sau 15 giờ"
    MONEY = auto()
    PERCENT = auto()
    OTHER = auto()  # dates, legal references, list numbers, counted things: explained, and no term
    STRAY = auto()


class Quantity(NamedTuple):
    """A number at [start, end) of the text; `why` is what is wrong with a stray one."""

    sort: Sort
    start: int
    end: int
    value: Decimal | None = None
    unit: str = ""
    why: str = ""


_DAY = r"ng(?:ày|aỳ)"
# "ngày 15" is a date, "05 ngày 2. Cấp lại" the end of a list's item.
_DATED = r"[ ]*\d(?!\d?[.)][ ])"
_WORK = r"làm\s*(?:việc|viêc|vệc|viẹc|viêc)"
_UNIT = re.compile(
    rf"""[\s(\[]*(?:
    (?P<working_day>{_DAY}\s*[(\[,-]?\s*{_WORK}\b|{_DAY}\s*l\.?v\b|nlv\b
        |{_DAY}\s*[(,]?\s*(?:tính\s+)?(?:theo|là|bằng)?\s*ngày\s+{_WORK}\b(?!\s+(?:tiếp|kế)))
    |(?P<half_more>(?P<half_unit>{_DAY}|giờ|tháng|năm)\s+rưỡi(?P<half_work>\s+{_WORK}\b)?)
    |(?P<day>{_DAY}\b(?!{_DATED}|\s*(?:làm|hành\s+chính|lễ|nghỉ|tết|công|đêm|tháng|thứ|việc)\b
        |\s*l[aàáảãạ]\w?\s+v\w+|\s*\([^()]{{1,20}}\)\s*làm\b))
    |(?P<hour>giờ\b(?:\s+{_WORK}|\s+hành\s+chính)?|tiếng\b|h\b)
    |(?P<minute>phút\b)
    |(?P<month>tháng\b(?!{_DATED}))
    |(?P<year>năm\b(?!{_DATED}))
    |(?P<odd>tuần\b|quý\b|buổi\b|giây\b|{_DAY}(?!\s*\d))
    )[)\]]?""",
    re.VERBOSE,
)
_HALF_UNITS = {"giờ": "hour", "tháng": "month", "năm": "year"}
_TIME_WORD = r"(?:ngày|ngaỳ|giờ|tháng|năm|phút|tuần|nlv)"
_NUMBERISH = re.compile(
    rf"""
    (?P<link>https?://\S+|www\.\S+|\S+@\S+)
    |(?P<date>\b\d{{1,2}}\s?(?P<sep>[/.-])\s?\d{{1,2}}\s?(?P=sep)\s?\d{{4}}\b|\b\d{{1,2}}/\d{{4}}\b(?!\s?/))
    |(?P<legal>\b\d+[a-zđ]?\s?/\s?\d{{4}}\s?/\s?[a-zđ]\w*(?:\s?-\s?[a-zđ]\w*)*
        |\b\d+[a-zđ]?\s?/\s?(?!{_TIME_WORD})[a-zđ]{{2,}}\w*(?:-\s?\w+)*)
    |(?P<clock>\b\d{{1,2}}(?::|\s?(?:h|g|giờ)\s?)\d{{2}}\b(?:\s?phút)?)
    |(?P<fraction>\b\d{{1,2}}/\d{{1,2}}\b)
    |(?P<number>(?<!\w)(?:(?<![^\s:(])[.,]\d{{1,2}}|\d*[½¼¾]|\d+(?:[.,]\d+)*)(?:(?!\w)|(?={_TIME_WORD}|h\b|đ\b|đồng|usd|vnđ|vnd)))
    |(?P<code>(?<!\w)\w*\d\w*(?:[-./]\w+)*)
    |(?P<words>\b{numerals.FIRST_WORD}\b(?:\s+{numerals.WORD}\b)*)
    |(?P<odd>[²³¹⁰-₉⅐-⅟①-⓿½¼¾]|\d)
    """,
    re.VERBOSE,
)
_BRACKETED = re.compile(r"\s*\(\s*([^()\n]{1,40}?)\s*\)")
_MONEY = re.compile(r"\s*(?:đồng\b|đ\b|vnđ|vnd|usd|\$|triệu|nghìn|ngàn|tỷ|tỉ\b)")
_PERCENT = re.compile(r"\s*(?:%|phần trăm)")
_COUNTED = re.compile(
    r"\s?(?:\([^()\d]{1,20}\)\s?)?"
    + any_of(
        """bộ, bản, lần, người, giấy, tờ, tập, cá nhân, tổ chức, cây, đối tượng, tài liệu, trang, ảnh,
        tấm, chiếc, cái, hồ sơ, thửa, ha, km, kg, tấn, mét, m, m2, m3, tuổi, phương tiện, xe, tàu,
        thành viên, cổ đông, cổ phiếu, số, con, đơn vị, xã, huyện, tỉnh, loại, nhóm, điểm, công trình,
        dự án, miếng, vụ, quốc gia, nước, kv, kw, mw, chỗ, cơ sở, khu vực, trường hợp, tầng, sản phẩm,
        liên, bên"""
    )
    + r"\b"
)
_REFERENCE = re.compile(
    r"(?<!\w)"
    + any_of(
        """điều, khoản, điểm, tiết, mục, phần, chương, phụ lục, mẫu, biểu, số, bước, nhóm, loại, cấp,
        hạng, lần, thứ, mức, độ, trường hợp, quý, ngày, mùng, mồng, tháng, năm, đợt, kỳ, giai đoạn, quận,
        phường, tầng, ngõ, đường, khu vực, vùng, nghị định, thông tư, luật, quyết định, nghị quyết, dự án,
        công trình, phòng, tổ, khu phố, thôn, cột, ô, hình, bảng, dạng, sửa đổi"""
    )
    + r"\s*(?:số|thứ)?\s*\(?\Z"
)
_DAY_BEFORE = re.compile(r"(?<!\w)(?:ngày|mùng|mồng)\s*\Z")
_LIST_REFERENCE = re.compile(r"(?:trường hợp|từ|đến|và|hoặc|,|điểm|khoản|mục|bước|nhóm|nội dung|loại)\s*\Z")
# The words whose own number may stand before a unit: "Bước 2 ngày" is doubtful, "cấp 02 ngày" is not.
_OWN_NUMBER = re.compile(
    r"(?<!\w)(?:điều|khoản|điểm|tiết|mục|phụ lục|mẫu|số|bước|nhóm|loại|hạng|lần|thứ|mức độ|trường hợp|quý)"
    r"\s*\(?\Z|(?<!\w)(?:ngày|mùng|mồng|tháng|năm)\s*\Z"
)
_LINE_START = re.compile(r"[\n;.:][\s•*+\-o]*\(?\Z")
_MARKER_END = re.compile(r"\s*(?:\)|\.(?=\s)|[:/-](?!\s*\d))")
_COMING = re.compile(r"\s*(?:đến|tới|-)\s*(?:dưới|không quá|hết)?\s*\d")
_RANGE_LINK = re.compile(
    r"\s*(?:-|~|đến|tới|hoặc|hay|/|,|\.|và|\+|x|\*|÷|[-=]>|→|=|to)?\s*(?:tối đa|không quá|đến)?\s*\(?\Z"
)
_TO = re.compile(r"\s*(?:-|~|đến|tới)\s*(?:không quá)?\s*\Z")
# "mười đến mười lăm ngày", "năm hoặc bảy ngày".
_SPELLED_BEFORE = re.compile(rf"\b{numerals.WORD}\s*(?:-|~|đến|tới|hoặc|hay|,|/|và)\s*\Z")
_GIVE_OR_TAKE = re.compile(r"(?:±|\+\s?/?\s?-|-\s?/?\s?\+)\s?\Z")
_TIGHT_LINK = re.compile(r"\s*(?:-|~|[-=]>|→|đến|tới|hoặc|hay|/|,)\s*(?:không quá)?\s*\Z")
_OUTLINE_BEFORE = re.compile(r"\n[\s•*+\-]*\d{1,2}\.\s+\Z")
_SPLIT_DECIMAL = re.compile(r"(?<![\d/.,])\d{1,2}\s?[.,]\s?\Z")
_CLOCK_CUE = re.compile(r"(?<!\w)(?:sau|trước|lúc|vào|từ|đến)\s*(?:lúc\s*)?\(?\Z")
_UNITLIKE_CODE = re.compile(r"\d+(?:[^\W\d_]|kg|km|km2|m2|m3|ha|kv|kw|mw|cm|mm|tr)?\Z|\D|\d+[^\W\d_]?[-./]")
_AMOUNT_CUE = re.compile(r"(?:trong|vòng|quá|tối đa|mất|khoảng|hạn:?|gian:?)\s*\Z")
_AFTERNOON = re.compile(r"\s*(?:chiều|sáng|trưa|tối(?! đa| thiểu| ưu))\b")
_STILL_DURATION = re.compile(r"\s*(?:,\s*)?(?:(?:kể|tính) từ(?! ngày làm việc)|đồng hồ)")
_YEARLY = re.compile(r"(?:hàng|hằng|cả|cuối|đầu|mỗi|trong các|thứ|lần|tháng|quý)\s+\Z")
_LARGEST = {"working_day": 400, "day": 800, "hour": 800, "month": 60, "year": 10, "minute": 600}


def quantities(low: str) -> list[Quantity]:
    """Return every quantity of the text in order; number words count only where a unit follows them."""
    found: list[Quantity] = []
    position = 0
    while match := _NUMBERISH.search(low, position):
        quantity = _explained(low, match, found[-1] if found else None)
        position = match.end()
        if quantity is not None:
            if quantity.sort is Sort.OTHER and match.lastgroup != "link" and _UNIT.match(low, quantity.end):
                # Whatever it looked like, a unit of time follows: "Bước 2 ngày", "O5 ngày".
                quantity = quantity._replace(sort=Sort.STRAY, why="odd_number")
            found.append(quantity)
            position = max(position, quantity.end)
    return found


def _explained(low: str, match: re.Match[str], previous: Quantity | None) -> Quantity | None:
    sort, start, end = match.lastgroup, match.start(), match.end()
    if sort in ("link", "date"):
        return Quantity(Sort.OTHER, start, end)
    if sort in ("legal", "code"):
        # "5ng": an amount that lost its unit.
        if sort == "code" and not _UNITLIKE_CODE.match(match[0]):
            return Quantity(Sort.STRAY, start, end, why="odd_number")
        return Quantity(Sort.OTHER, start, end)
    if sort == "clock":
        return _clock_with_minutes(low, match)
    if sort == "odd":
        return Quantity(Sort.STRAY, start, end, why="odd_number")
    if sort == "words":
        return _spelled(low, start, end, previous)
    if sort == "fraction":
        return _fraction(low, match)
    return _numeral(low, match, previous)


def _clock_with_minutes(low: str, match: re.Match[str]) -> Quantity:
    """Read "7h30" as an hour of the day, except after "trong" or "không quá", where it is an amount."""
    hour, minutes = re.findall(r"\d+", match[0])
    before = _before(low, match.start())
    compact = "giờ" not in match[0] and not _AMOUNT_CUE.search(before)
    if (compact or _CLOCK_CUE.search(before)) and not _UNIT.match(low, match.end()):
        value = Decimal(hour) + Decimal(minutes) / 60
        return Quantity(Sort.CLOCK, match.start(), match.end(), value)
    return Quantity(Sort.STRAY, match.start(), match.end(), why="compound")


def _fraction(low: str, match: re.Match[str]) -> Quantity:
    unit = _UNIT.match(low, match.end())
    if unit is None:
        return Quantity(Sort.OTHER, match.start(), match.end())
    if match[0] != "1/2":
        return Quantity(Sort.STRAY, match.start(), match.end(), why="range")
    return _duration(Decimal("0.5"), unit, match.start())


def _spelled(low: str, start: int, end: int, previous: Quantity | None) -> Quantity | None:
    """Read "mười lăm (15) ngày" and "mười lăm ngày"; words without figures or unit are prose."""
    value = numerals.from_words(low[start:end])
    bracket = _BRACKETED.match(low, end)
    if bracket and re.fullmatch(r"\d+", bracket[1]):
        figures = numerals.from_figures(bracket[1])
        if value is None or figures != value:
            return Quantity(Sort.STRAY, start, bracket.end(), why="numbers_disagree")
        return _measured(low, value, start, bracket.end(), previous)
    if low[start:end] == low.strip(" .;•-+") != "năm":
        return Quantity(Sort.STRAY, start, end, value, why="no_unit")
    if low.startswith("năm", end - 3) and end - start > 3 and value is None:
        # "ba năm": the last word is the unit, not a five.
        words = low[start : end - 3].rstrip()
        value, end = numerals.from_words(words), start + len(words)
    unit = _UNIT.match(low, end)
    if unit is None or unit.lastgroup == "odd" or _YEARLY.search(low[max(0, start - 12) : start]):
        return None
    if value is None or _SPELLED_BEFORE.search(low[max(0, start - 24) : start]):
        return Quantity(Sort.STRAY, start, end, why="range")
    return _measured(low, value, start, end, previous)


def _numeral(low: str, match: re.Match[str], previous: Quantity | None) -> Quantity:
    start, end = match.start(), match.end()
    value = numerals.from_figures(match[0])
    if match[0][0] in ".,":
        # ".5 ngày": the point would be taken for the end of a sentence before it.
        start += 1
    bracket = _BRACKETED.match(low, end)
    if bracket:
        inside = bracket[1]
        if numerals.WORDS.match(inside) or re.fullmatch(r"\d+", inside):
            spelled = numerals.from_words(inside) if inside[0].isalpha() else numerals.from_figures(inside)
            if spelled != value:
                return Quantity(Sort.STRAY, start, bracket.end(), why="numbers_disagree")
            end = bracket.end()
        elif _UNIT.match(low, bracket.end()) and not _UNIT.match(low, end):
            return Quantity(Sort.STRAY, start, bracket.end(), why="numbers_disagree")
    if value is None and _UNIT.match(low, end):
        return Quantity(Sort.STRAY, start, end, why="odd_number")
    return _measured(low, value, start, end, previous)


def _measured(low: str, value: Decimal | None, start: int, end: int, previous: Quantity | None) -> Quantity:
    unit = _UNIT.match(low, end)
    before = _before(low, start)
    if unit is None or value is None:
        return _no_duration(low, value, start, end, before)
    if unit.lastgroup == "odd":
        return Quantity(Sort.STRAY, start, unit.end(), value, why="odd_unit")
    if _DAY_BEFORE.search(before) and unit.lastgroup == "month":
        return Quantity(Sort.STRAY, start, unit.end(), value, why="calendar_date")
    if previous is not None and previous.sort is Sort.DURATION and _TO.match(low[previous.end : start]):
        return Quantity(Sort.STRAY, start, unit.end(), value, why="range")
    bare_hour = unit.lastgroup == "hour" and unit[0].strip(" ([])") in ("giờ", "h")
    if bare_hour and (_AFTERNOON.match(low, unit.end()) or _CLOCK_CUE.search(before)):
        return _clock(low, value, start, unit.end())
    if bare_hour and _follows_clock(low, start, previous):
        return _clock(low, value, start, unit.end())
    if unit[0].strip() == "h" and 6 <= value <= 18 and not _AMOUNT_CUE.search(before):
        return Quantity(Sort.STRAY, start, unit.end(), value, why="odd_unit")
    why = _misgiving(low, value, start, before, previous)
    if why:
        return Quantity(Sort.STRAY, start, unit.end(), value, why=why)
    return _duration(value, unit, start)


def _follows_clock(low: str, start: int, previous: Quantity | None) -> bool:
    """Whether it is the second hour of "7h30 - 11h"."""
    if previous is None or previous.sort is not Sort.CLOCK:
        return False
    return low[previous.end : start].strip() == "-"


def _clock(low: str, value: Decimal, start: int, end: int) -> Quantity:
    if _AFTERNOON.match(low, end) and value <= 12:
        later = 12 if value < 12 and low[end:].lstrip().startswith(("chiều", "tối")) else 0
        return Quantity(Sort.CLOCK, start, end, value + later)
    if _STILL_DURATION.match(low, end) or not 6 <= value <= 18:
        # "sau 24 giờ", "sau 12 giờ kể từ": an amount, but of waiting rather than a limit.
        return Quantity(Sort.STRAY, start, end, value, why="waiting")
    return Quantity(Sort.CLOCK, start, end, value)


def _duration(value: Decimal, unit: re.Match[str], start: int) -> Quantity:
    name = unit.lastgroup or ""
    if unit["half_more"]:
        value += Decimal("0.5")
        name = _HALF_UNITS.get(unit["half_unit"], "working_day" if unit["half_work"] else "day")
    if value == 0:
        return Quantity(Sort.STRAY, start, unit.end(), value, why="zero")
    if value > _LARGEST[name] or (name in ("month", "year") and value != int(value)):
        return Quantity(Sort.STRAY, start, unit.end(), value, why="odd_number")
    return Quantity(Sort.DURATION, start, unit.end(), value, name)


def _misgiving(low: str, value: Decimal, start: int, before: str, previous: Quantity | None) -> str:
    """Return why a number before a unit is doubtful: a range, a cut decimal, the number of a reference."""
    if _OUTLINE_BEFORE.search(before):
        return "odd_number" if value < 10 and low[start] != "0" else ""
    if _GIVE_OR_TAKE.search(before):
        return "approximate"
    if _SPLIT_DECIMAL.search(before):
        return "odd_number"
    if previous is not None:
        between = low[previous.end : start]
        if previous.sort is Sort.STRAY and _RANGE_LINK.match(between):
            return "range"
        if previous.sort is Sort.DURATION and re.match(r"[ ]*\Z", between):
            return "compound"
        if (
            previous.sort is Sort.OTHER
            and low[previous.start : previous.end].isdigit()
            and _TIGHT_LINK.match(between)
        ):
            return "range"
    if _OWN_NUMBER.search(before):
        return "odd_number"
    return ""


def _no_duration(low: str, value: Decimal | None, start: int, end: int, before: str) -> Quantity:
    if _MONEY.match(low, end):
        return Quantity(Sort.MONEY, start, end, value)
    if _PERCENT.match(low, end):
        return Quantity(Sort.PERCENT, start, end, value)
    other = Quantity(Sort.OTHER, start, end)
    if _COUNTED.match(low, end):
        return other
    if _REFERENCE.search(before) and not (value is not None and value > 31 and _DAY_BEFORE.search(before)):
        return other
    if low[start - 1 : start] == "(" and low[end : end + 1] == ")":
        if _LINE_START.search(before) or _LIST_REFERENCE.search(before[:-1]):
            return other
    elif _LINE_START.search(before) and _MARKER_END.match(low, end) and low[end:].strip(" .):/-"):
        return other
    if re.fullmatch(r"(?:19|20)\d\d", low[start:end]) or re.fullmatch(r"0\d{8,10}", low[start:end]):
        return other
    if re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", low[start:end]):
        return Quantity(Sort.MONEY, start, end)
    if (coming := _COMING.match(low, end)) and _COUNTED.match(low, _number_end(low, coming.end() - 1)):
        return other
    return Quantity(Sort.STRAY, start, end, value, why="no_unit")


def _before(low: str, start: int) -> str:
    """Return what stands before `start`, the beginning of the text shown as a line break."""
    return low[start - 24 : start] if start > 24 else "\n" + low[:start]


def _number_end(low: str, position: int) -> int:
    while position < len(low) and low[position].isdigit():
        position += 1
    return position
