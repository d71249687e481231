"""Phrases anywhere in a text that change what its durations mean."""

import re
from decimal import Decimal
from typing import NamedTuple

from backoffice.procedures.terms.normal import Text
from backoffice.procedures.terms.quantities import Quantity, Sort
from backoffice.procedures.terms.words import any_of

_NOTHING = re.compile(
    r"[\W_]*(?:khác|không|chưa|không có|chưa có|n/a|không áp dụng|không thời hạn|vô thời hạn|không giới hạn"
    r"|không phải trả kết quả\b[^\d]*|(?:hiện )?(?:không|chưa) (?:có )?(?:được )?"
    r"(?:quy định|xác định|thông tin|ghi|nêu|công bố)(?: "
    + any_of("cụ thể, chi tiết, rõ, riêng, về, thời hạn, thời gian, giải quyết, trong văn bản, tại văn bản")
    + r")*+)[\W_]*\Z"
)
_NEXT_DAY = re.compile(
    r"ngày(?P<working>\slàm\sviệc)?\s"
    + any_of("tiếp theo, kế tiếp, liền kề, liền sau, tiếp sau, hôm sau, sau đó")
    + r"|\bhôm sau\b"
)
_SAME_DAY = re.compile(
    r"\btrong\s+(?:cùng\s+)?(?:một\s+)?(?:ngày|buổi)(?:\s+làm\s+việc)?\b"
    r"(?!\s*(?:làm\s+việc\s*)?(?:tiếp theo|tiếp sau|kế tiếp|hôm|sau\b|liền|nghỉ|lễ|tết|thứ|giờ|\d))"
    r"|(?<!giờ )(?<!\dh )\b(?:trả|giải quyết|cấp|thực hiện|có kết quả)[^.;\d]{0,20}\s(?:cùng|trong) ngày\b"
)
_IMMEDIATE = re.compile(r"(?<!được )\bngay\b(?! trong)(?! từ)|\blập tức\b|\btức thì\b|\btại chỗ\b")
_NOT_SAME_DAY = re.compile(r"\bkhông\s+(?:\w+\s+){0,4}trong\s+ngày\b")
_AFTER_HOUR = re.compile(r"\b(?:sau|quá|từ)\s*(?:lúc |thời điểm )?\(?\Z")
_BEFORE_HOUR = re.compile(r"\btrước\s*(?:lúc |thời điểm )?\(?\Z")
_ELSEWHERE = re.compile(
    r"\btheo\b.*(?:quy định|hướng dẫn|văn bản|kế hoạch|thỏa thuận|thoả thuận|lịch|thông báo)|\bquy định tại\b"
)
_CALENDAR = re.compile(
    r"\b(?:(?:hàng|hằng) (?:tháng|quý|năm|tuần)|ngày\s\d{1,2}|tháng\s\d{1,2}|trước ngày|định kỳ)\b"
)
_PROLONGED = re.compile(r"\bkéo dài\b|\b(?:có thể|được|sẽ) (?:được )?gia hạn\b|\bgia hạn thêm\b")
_PAUSES = re.compile(
    r"(?:không|chưa)\s+(?:tính|kể|bao gồm|gồm)\s[^.;]{0,30}?(?:thời gian|thời hạn)"
    r"|(?:thời gian|thời hạn)[^.;]{0,160}không tính vào|trừ\s+thời gian"
)
_LESS = re.compile(r"\b(?:giảm|rút ngắn|cắt giảm)\b[^.;]{0,40}\Z")
_SINCE = re.compile(r"(?:kể từ|kẻ từ|tính từ|\bsau khi|\btừ (?=ngày|khi|thời điểm|lúc))")
_RECEIVED = re.compile(r"\b(?:nhận|nộp|gửi|có đủ|đủ hồ sơ|đơn đề nghị)\b")
_OTHER_EVENT = re.compile(
    r"\b"
    + any_of(
        """kết thúc, hết hạn, hết thời, tổ chức, công bố, khai giảng, ban hành, phát hành, hoàn thành,
        họp, đạt, thông qua, lập biên, viết, ký, có quyết định, có kết quả, có thông báo, thụ lý,
        phê duyệt, khởi công, nghiệm thu, không đến, quyết định, cấp giấy, đủ điều kiện, báo cáo hồ sơ,
        thẩm định"""
    )
    + r"\b"
)
# What is received with or as a dossier; "nhận được thông báo", "nhận bàn giao" is another event.
_PAPERS = re.compile(
    r"\b"
    + any_of(
        r"""hồ sơ, đơn, đề nghị, đề xuất, yêu cầu, văn\s+bản, tờ trình, số liệu, phương án, tài liệu, giấy tờ,
        đầy đủ, đủ,         tờ khai, thông tin, hợp lệ, đăng ký, công văn, phiếu, báo cáo, chuyến bay,
        thông báo của (?:nhà|tổ|doanh|người|cá|chủ)"""
    )
    + r"\b"
)
_SLIP = re.compile(r"\bghi trên\b.{0,20}\bphiếu\b")


class SameDay(NamedTuple):
    """The words "trong ngày" at `start`, and what the text says about late reception."""

    start: int
    end: int
    next_day: bool
    next_day_is_working: bool
    cutoff: Decimal | None
    result_hour: int | None


# What a spreadsheet shows where a formula failed.
_ERROR = re.compile(r"#(?:n/a|ref|value|name|div|null|num|spill|calc|getting)|#+\Z|err:\d")


def says_nothing(low: str) -> bool:
    """Whether the text states no limit: an empty cell, "không quy định"."""
    if _ERROR.match(low.strip()):
        return False
    return not any(letter.isalnum() for letter in low) or bool(_NOTHING.match(low))


def same_day(text: Text, found: list[Quantity]) -> SameDay | None:
    """Return the rule of a procedure done on the day of reception, or None."""
    if not any(word in text.low for word in ("trong", "cùng ngày")):
        return None
    match = _SAME_DAY.search(text.low)
    if match is None or _NOT_SAME_DAY.search(text.low):
        return None
    return _ruled(text, found, match)


def at_once(text: Text, found: list[Quantity]) -> SameDay | None:
    """Return the rule of "cấp ngay", "ngay sau khi nhận đủ hồ sơ"; unaccented texts cannot say it."""
    if text.shown.isascii() or not any(
        word in text.low for word in ("ngay", "lập tức", "tức thì", "tại chỗ")
    ):
        return None
    match = _IMMEDIATE.search(text.low)
    return _ruled(text, found, match) if match else None


def _ruled(text: Text, found: list[Quantity], match: re.Match[str]) -> SameDay:
    following = _NEXT_DAY.search(text.low)
    working = bool(following and (following["working"] or "hôm sau" in following[0]))
    return SameDay(
        match.start(), match.end(), following is not None, working, cutoff(text, found), _result(text, found)
    )


def next_day(text: Text) -> bool:
    return any(word in text.low for word in ("theo", "kế", "liền", "sau")) and bool(
        _NEXT_DAY.search(text.low)
    )


def cutoff(text: Text, found: list[Quantity]) -> Decimal | None:
    """Return the hour after which the next day counts, where the text names exactly one."""
    hours = {
        quantity.value
        for quantity in found
        if quantity.sort is Sort.CLOCK
        and (
            _AFTER_HOUR.search(text.low[max(0, quantity.start - 20) : quantity.start])
            or (
                _BEFORE_HOUR.search(text.low[max(0, quantity.start - 20) : quantity.start])
                and not _NEXT_DAY.match(text.low[quantity.end :].lstrip())
            )
        )
    }
    return hours.pop() if len(hours) == 1 else None


def _result(text: Text, found: list[Quantity]) -> int | None:
    for quantity in found:
        if quantity.sort is Sort.CLOCK and quantity.value is not None:
            follows = text.low[quantity.end :].lstrip().removeprefix("của ").removeprefix("sáng ")
            if _NEXT_DAY.match(follows):
                return int(quantity.value)
    return None


def nothing_found(low: str, found: list[Quantity]) -> str:
    """Return the reason why a text without any duration cannot be parsed."""
    if any(quantity.sort is Sort.MONEY for quantity in found):
        return "fee_text"
    if _CALENDAR.search(low):
        return "calendar_date"
    return "refers_elsewhere" if _ELSEWHERE.search(low) else "no_limit"


def shortened(low: str, found: list[Quantity]) -> bool:
    """Whether a percentage reduces the limit: "giảm 30% thời gian"."""
    return any(
        quantity.sort is Sort.PERCENT
        and _LESS.search(low[: quantity.start])
        and not re.search(r"\bphí\b", low[max(0, quantity.start - 30) : quantity.end + 12])
        for quantity in found
    )


_DAYS_OFF = re.compile(
    r"(?:không|chưa) (?:tính|kể|bao gồm|gồm)[^.;]{0,40}"
    r"(?:ngày nghỉ|ngày lễ|nghỉ lễ|thứ bảy|thứ 7|chủ nhật|cuối tuần)"
)
_DAYS_ARE_WORKING = re.compile(
    r"(?<!các )(?<!trong )(?<!vào )(?<!những )(?<!cho )ngày\s+làm\s+việc(?!\s*(?:tiếp|kế|liền))"
)


def other_days(low: str, found: list[Quantity]) -> bool:
    """Whether another part of the text says that its "ngày" are not calendar days."""
    if _DAYS_OFF.search(low):
        return True
    inside = [(quantity.start, quantity.end) for quantity in found if quantity.sort is Sort.DURATION]
    return any(
        not any(start <= match.start() < end for start, end in inside)
        for match in _DAYS_ARE_WORKING.finditer(low)
    )


_ONE_STEP = re.compile(
    r"(?<!hợp )\b(?:phải|cần) (?:nộp|bổ sung|hoàn thiện|hoàn chỉnh|có mặt)\b"
    r"|\b(?:thông báo|hướng dẫn)\b[^.;]{0,40}\b(?:hoàn thiện|bổ sung)"
    r"|\b(?:báo cáo|trình) (?:bộ|ủy ban|ubnd|chủ tịch|thủ tướng|sở)\b"
    r"|\b(?:niêm yết công khai|gửi văn bản cho)\b|(?<!vận )(?<!luân )(?<!gian )\bchuyển (?:hồ sơ|cơ quan)\b"
)


def one_step(words: str) -> bool:
    """Whether it is a single step (a notice, a report to the superior) and not the whole work."""
    if not any(
        word in words
        for word in (
            "phải",
            "cần",
            "thông báo",
            "hướng dẫn",
            "báo cáo",
            "niêm yết",
            "văn bản",
            "chuyển",
            "trình",
        )
    ):
        return False
    return bool(_ONE_STEP.search(words))


def prolonged_at(low: str) -> list[int]:
    if "kéo dài" not in low and "gia hạn" not in low:
        return []
    return [match.start() for match in _PROLONGED.finditer(low)]


def pauses(low: str) -> bool:
    return ("không" in low or "chưa" in low or "trừ" in low) and bool(_PAUSES.search(low))


def starts(after: str) -> str:
    """Return the event from which a duration counts, by the words beside it; "" for the reception."""
    since = _SINCE.search(after) if "từ" in after or "sau" in after else None
    if since is None:
        return ""
    event = after[since.end() : since.end() + 110]
    if _SLIP.search(event):
        return "date on the receipt slip"
    received, other = _RECEIVED.search(event), _OTHER_EVENT.search(event)
    if received and (other is None or received.start() < other.start()):
        alone = not event[received.end() :].strip(" .,;)")
        return "" if alone or _PAPERS.search(event, received.start()) else "other event"
    return "other event"
