"""Each duration with the words before and after it, and the part it plays in the text."""

import re
from enum import Enum, auto
from typing import NamedTuple

from backoffice.procedures.terms.clauses import Clause
from backoffice.procedures.terms.normal import Text
from backoffice.procedures.terms.quantities import Quantity
from backoffice.procedures.terms.words import any_of


class Role(Enum):
    LIMIT = auto()
    TOTAL = auto()  # "tổng cộng 10 ngày"
    EXTENSION = auto()  # "kéo dài thêm 03 ngày"
    DOUBTFUL = auto()  # a duration, but not surely a limit


class Mention(NamedTuple):
    """A duration in its clause: the words [start, quantity.start) before it, [quantity.end, end) after
    it."""

    quantity: Quantity
    role: Role
    why: str
    start: int
    end: int
    clause: int
    breaks_down: bool  # "trong đó", "cụ thể" follow


_SEPARATOR = re.compile(r"[,;/()\n]|\s-\s|\b(?:và|hoặc|hay|còn)\b")
_INTRO = re.compile(
    r"[\s,;:(\-•+*]*(?:và |hoặc |còn )?"
    + any_of(
        """đối với, trường hợp, trong trường hợp, nếu, riêng, khi, với, trực t, qua , nộp, ở , tại, dự án,
        công trình, hồ sơ, nhóm, cấp, gia hạn, điều chỉnh, ubnd, ủy ban, sở, phòng, vùng, xã"""
    )
)
_ONLY_CUES = re.compile(
    r"(?:[\s,;:(\-•+*.]|\b"
    + any_of(
        """và, hoặc, hay, còn, là, thì, không, quá, vượt, tối, đa, chậm, muộn, nhất, trong, thời, hạn,
        gian, vòng, đó, cụ, thể, bao, gồm, giải, quyết, thực, hiện, được, trả, kết, quả"""
    )
    + r"\b)*+\Z"
)
_BREAKDOWN = re.compile(r"(?:trong đó|cụ thể|bao gồm|gồm)\b(?! cả\b)(?!.{0,24}\bkhông\b)")
_NEAR = 60
_EXTENSION = re.compile(
    r"\b(?:thêm|cộng|tăng)(?:\s"
    + any_of("thời gian, tối đa, không quá, nhưng, là, tối thiểu, một lần, thời hạn, và")
    + r")*+\s?\Z"
    r"|(?:có thể|được|sẽ)\sgia hạn(?:\s[^\s\d,.;:]+){0,6},?\s?\Z"
)
_PROLONGED = re.compile(r"kéo dài(?:\s+[^\s\d.;:]+){0,7}\s*\Z")
_PROLONGED_TO = re.compile(r"kéo dài\s.*?(?:nhưng|đến|tới|tổng)\b|kéo dài hơn\b")
_TOTAL = re.compile(r"\btổng(?:\s+(?:cộng|số|thời gian|thời hạn))\b[^\d]*\Z")
_VALIDITY = any_of(
    """hiệu lực, có giá trị, hạn sử dụng, thời hạn của (?:giấy|thẻ|chứng|bằng|hộ chiếu|visa|thị thực),
    thời hạn giấy, thời hạn thẻ, thời hạn chứng, thời hạn bằng, thời hạn lưu trữ, thời hạn bảo hành,
    thời hạn thuê, thời hạn cho thuê, thời hạn sử dụng, thời hạn hoạt động, thời hạn bổ nhiệm,
    thời hạn tạm trú, thời hạn cư trú, thời hạn hợp đồng, thời hạn hiệu lực, lưu trữ trong, bảo hành,
    kinh nghiệm, nộp trước, quá hạn, còn hạn, hết hạn trước,
    (?:đã|thời gian) (?:cư trú|sinh sống|làm việc|công tác)"""
)
# What makes the duration after these words, or before those below, something else than a limit.
_DOUBTS = (
    (
        "reduction",
        re.compile(
            r"\b(?:giảm|rút ngắn|bớt|sớm hơn|nhanh hơn)\b(?!\s(?:thuế|phí|giá|nghèo|tiền|án|định|thiểu))"
            r"(?!.*\bcòn\b)[^.;:,]*\Z"
        ),
    ),
    (
        "minimum",
        re.compile(r"\b(?:ít nhất|tối thiểu|không dưới|không ít hơn|sớm nhất|từ)(?:\s(?:là|sau))?\s?\(?\Z"),
    ),
    ("approximate", re.compile(r"[~≈><≥]\s?\Z")),
    ("per_item", re.compile(r"\bmỗi\b[^.;:,\d]{0,24}\Z")),
    ("approximate", re.compile(r"\b(?:khoảng|tầm|chừng|dự kiến|trung bình)\s?\(?\Z")),
    (
        "condition",
        re.compile(
            r"\b(?:từ đủ|đủ|trên|dưới|(?<!nước )(?<!bên )ngoài|hơn|(?<!không )(?<!vượt )quá)\s?\(?\Z"
            r"|\b(?:mỗi|hàng|hằng|cứ|định kỳ|chu kỳ)\s(?:\S+\s)?\(?\Z"
        ),
    ),
    ("waiting", re.compile(r"(?<!\w)sau(?:\s(?:thời gian|thời hạn|khi|tối đa|không quá))?\s?\(?\Z")),
    ("before_event", re.compile(r"\btrước(?:\s(?:thời gian|thời hạn|thời điểm|ít nhất|tối thiểu))?\s?\(?\Z")),
    ("condition", re.compile(rf"\b{_VALIDITY}\b[^.;:,]{{0,40}}:?\s?\Z")),
    (
        "excluded_time",
        re.compile(r"\b(?:(?:không|chưa) (?:tính|kể|bao gồm|gồm)|trừ thời gian)\b[^.;,:()]{0,60}\(?\s?\Z"),
    ),
)
_DOUBTS_AFTER = (
    ("compound", re.compile(r"\s?[x×*]\s?\d")),
    ("per_item", re.compile(r"\s?cho \d")),
    ("before_event", re.compile(r"\s?(?:làm việc\s)?,?\s?trước\s(?:ngày|khi|thời|lúc|hạn)")),
    (
        "condition",
        re.compile(
            r"\s?(?:/\s?(?:01\s)?lần|"
            + any_of(
                """trở lên, trở xuống, gần nhất, liên tục, liền kề, tuổi, một lần, đầu, cuối, hàng, hằng,
                qua, của (?:tháng|quý|năm), kinh nghiệm, công tác, sinh sống"""
            )
            + r"\b)"
        ),
    ),
    (
        "per_item",
        re.compile(
            r"\s?/\s?(?!\d+\s?(?:\([^)]*\)\s?)?(?:ngày|giờ|tháng))\w"
            r"|\s?(?:(?:cho|đối với) )?mỗi\b|\s?/\s?\d+\sbộ"
        ),
    ),
)


def mentions(text: Text, pieces: list[Clause]) -> list[Mention]:
    """Return every duration with its words and its role, in the order of the text."""
    found = []
    for index, piece in enumerate(pieces):
        durations = piece.durations
        starts = [piece.start]
        ends = []
        for one, two in zip(durations, durations[1:], strict=False):
            gap = text.low[one.end : two.start]
            left, right = _split(gap)
            ends.append(one.end + left)
            starts.append(one.end + right)
        ends.append(piece.end)
        for quantity, start, end in zip(durations, starts, ends, strict=False):
            found.append(_mention(text, quantity, start, end, index))
    return found


def _split(gap: str) -> tuple[int, int]:
    """Divide the words between two durations: what belongs to the first, what to the second."""
    separators = list(_SEPARATOR.finditer(gap))
    if not separators:
        return (0, 0) if ":" in gap else (len(gap), len(gap))
    last = separators[-1]
    if _ONLY_CUES.match(gap, last.end()):
        first_of_tail = last
        for separator in reversed(separators):
            if not _ONLY_CUES.match(gap, separator.end()):
                break
            first_of_tail = separator
        end = first_of_tail.end() if first_of_tail[0] == ")" else first_of_tail.start()
        return end, first_of_tail.end()
    depth = 0
    for separator in separators:
        if separator[0] == "(":
            depth += 1
            closes = gap.find(")", separator.end()) >= 0
            if closes or not _INTRO.match(gap, separator.end()):
                continue
        elif separator[0] == ")":
            depth = max(0, depth - 1)
        elif depth:
            continue
        if _INTRO.match(gap, separator.end()):
            return separator.start(), separator.end()
    outer = next((s for s in separators if s[0] not in "()"), separators[0])
    return outer.start(), outer.end()


def _mention(text: Text, quantity: Quantity, start: int, end: int, clause: int) -> Mention:
    before = text.low[max(start, quantity.start - 160) : quantity.start]
    after = text.low[quantity.end : end]
    role, why = _role(before, after)
    breaks_down = bool(_BREAKDOWN.search(text.low, quantity.end, min(len(text.low), end + 30)))
    return Mention(quantity, role, why, start, end, clause, breaks_down)


def _role(before: str, after: str) -> tuple[Role, str]:
    if "sau đó" in after or "sau đó" in before:
        return Role.DOUBTFUL, "compound"
    if not before.strip(" •*+-(\n"):
        return next(
            ((Role.DOUBTFUL, why) for why, pattern in _DOUBTS_AFTER if pattern.match(after)), (Role.LIMIT, "")
        )
    near = before[-_NEAR:]
    if _EXTENSION.search(near):
        return Role.EXTENSION, ""
    if _PROLONGED.search(near):
        return (
            (Role.LIMIT, "prolonged") if _PROLONGED_TO.search(near) else (Role.DOUBTFUL, "extension_unclear")
        )
    for why, pattern in _DOUBTS:
        if pattern.search(before):
            if why == "waiting" and "chậm nhất sau" in near:
                continue
            return Role.DOUBTFUL, why
    for why, pattern in _DOUBTS_AFTER:
        if pattern.match(after):
            return Role.DOUBTFUL, why
    if _TOTAL.search(before):
        return Role.TOTAL, ""
    return Role.LIMIT, ""
