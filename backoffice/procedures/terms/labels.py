"""To whom a duration applies: a channel, a case, a stage of the work, or everyone."""

import re
from typing import NamedTuple

from backoffice.procedures.terms.normal import Text
from backoffice.procedures.terms.words import any_of, skipping

VERIFICATION, INSPECTION, MOUNTAIN = "verification", "inspection", "mountain"
INCOMPLETE, COMPLEX, AFTER_CUTOFF = "incomplete", "complex", "after_cutoff"

_CUES_AT_END = re.compile(
    r"(?:\A|(?<=[\s,:;.(•*+\-]))"
    + any_of(
        """thì, là, còn, và, hoặc, trong, thời hạn, thời gian, giải quyết, thực hiện, xử lý, không,
        không quá, không vượt quá, vượt quá, tối đa, chậm nhất, muộn nhất, trong vòng, nhưng, hơn, khoảng,
        có thể, được, sẽ, sau, kéo dài, kéo dài thêm, tăng, tăng thêm, được gia hạn, có thể gia hạn,
        gia hạn thêm, của thủ tục, ra quyết định, trong đó, bao gồm, gồm, cụ thể, như sau, đó"""
    )
    + r"[\s,:;.(•*+\-]*\Z"
)
_EDGES = " \n\t,:;.(•*+-"
_COUNTED_FROM = re.compile(r"[\s,(]*(?:được )?(?:tính )?(?:kể từ|kẻ từ|tính từ|từ|sau khi|kể cả|bắt đầu)\b")
_AFTER_LABEL = re.compile(
    r"\b(?:đối với|riêng|áp dụng|trong trường hợp|với (?:các )?trường hợp|trường hợp|tại|để|nếu(?! có\b))\b"
)
_CHANNEL_WORDS = {
    "in_person": "trực tiếp",
    "online": any_of(
        """trực tuyến, qua mạng, môi trường (?:điện tử|mạng), cổng dịch vụ công, toàn trình, dịch vụ công,
        phương thức điện tử, ứng dụng định danh, vneid"""
    ),
    "postal": "bưu chính|bưu điện|đường bưu",
}
_CHANNEL_LEAD = skipping(
    """nộp, gửi, nhận, hồ sơ, trường hợp, đối với, khi, nếu, qua, thông qua, hình thức, bằng,
    dịch vụ(?! công), đường(?! bưu), hệ thống, tiếp nhận, thực hiện, kết quả, theo, phương thức(?! điện),
    trên, tại, với, o, bổ sung, cách thức, riêng, và, trả"""
)
_CHANNEL = {name: re.compile(rf"{_CHANNEL_LEAD}(?:{words})") for name, words in _CHANNEL_WORDS.items()}
_ANY_CHANNEL = {name: re.compile(words) for name, words in _CHANNEL_WORDS.items()}
_MANAGED_DIRECTLY = re.compile(
    r"(?:quản lý|phụ trách|đến|đứng đầu)\s+trực tiếp|trực tiếp (?:đến|quản lý|thông báo|sản)"
)

_NEUTRAL = re.compile(
    skipping(
        """thời hạn, thời gian, giải quyết, thực hiện, xử lý, trả kết quả, hồ sơ, thủ tục,
        thủ tục hành chính, tthc, là, trong, tổng, cộng, chung, số, quy định, theo quy định, công việc,
        yêu cầu, dịch vụ, o, cách thức, tối đa, cụ thể, trong đó, bao gồm, gồm, như sau"""
    )
    + r"\Z"
)
_AGENCY = re.compile(
    skipping("tại, ở, do, thời gian, thời hạn, trong, thực hiện, giải quyết, các, đến")
    + any_of(
        """ubnd, ủy ban, uỷ ban, sở, phòng, bộ, cục, tổng cục, chi cục, vụ, văn phòng, vp, công an,
        trung tâm, công ty, bưu điện, bảo hiểm xã hội, bhxh, ban, thanh tra, ngân hàng, kho bạc, chủ tịch,
        hội đồng, chi nhánh, cảng vụ, cơ quan, bộ phận, thủ tướng, chính phủ, tòa án, viện, thuế,
        cấp (?:xã|huyện|tỉnh), xã, phường, huyện, quận, thành phố, tỉnh, lãnh đạo"""
    )
    + r"\b"
)
_ACTION = re.compile(
    skipping("thời hạn, thời gian, trong, để, tổ chức, việc, thực hiện, tiến hành, giai đoạn")
    + any_of(
        """thẩm định, thẩm tra, kiểm tra, tiếp nhận, phê duyệt, niêm yết, xem xét, quyết định, ban hành,
        trả, trình, lấy ý kiến, thông báo, công bố, phát hành, cấp (?:giấy|chứng|thẻ|bản sao|quyết|gcn),
        ra quyết định, đánh giá, chuyển, ký, giám định, hoàn thiện, họp, luân chuyển, xác nhận, phân công,
        xử lý hồ sơ, cơ quan, có văn bản, bước"""
    )
    + r"\b"
)
_OUTCOME = re.compile(
    skipping("thời hạn, thời gian, trong, để, việc, thực hiện, ra")
    + any_of("phê duyệt, quyết định, ban hành, trả, công bố, cấp, xác nhận, có văn bản")
    + r"\b"
)
_CASE = re.compile(
    skipping("các")
    + any_of(
        """đối với, trường hợp, trong trường hợp, nếu, riêng, khi, với, ở, cho, dự án, công trình, nhóm,
        loại, hồ sơ, thủ tục, cấp (?:mới|lại|đổi|lần|bổ sung|phép|phó|i|đặc biệt), đổi, gia hạn,
        điều chỉnh, sửa đổi, thay đổi, đăng ký, chuyển đổi, xã, vùng, địa bàn, khu vực, cá nhân, tổ chức,
        hộ, doanh nghiệp, người, công dân, thu hồi, nhà, mất, hỏng, chấp thuận, thành lập, còn lại,
        bổ sung, áp dụng, nhận hồ sơ từ, lần (?:đầu|thứ|hai|ba), tách, hợp, miền núi, nông thôn, đô thị,
        cải tạo"""
    )
    + r"\b"
)
_BREAKDOWN = re.compile(r"(?:\s?\(?\s?\b(?:trong đó|cụ thể|bao gồm|gồm|đó|như sau)\b(?:\scó\b)?\s?:?\s?)*+")
_NO_VERIFICATION = re.compile(
    r"không (?:phải|cần|cần phải|thuộc)\b.{0,20}(?:xác minh|kiểm tra)|không xác minh"
)
_INCOMPLETE = re.compile(
    r"(?:hồ sơ|thành phần)\b.{0,24}\b(?:chưa|không)(?: được)? (?:đầy đủ|hợp lệ|đủ|đúng|đạt|bảo đảm|đảm bảo)"
    r"|không (?:cấp|chấp thuận|đồng ý|đủ điều kiện|công bố)|từ chối"
)
_PLACES = (
    ("mountain", r"miền núi"),
    ("border", r"biên giới"),
    ("island", r"đảo"),
    ("remote", r"vùng sâu|vùng xa"),
    ("disadvantaged", r"khó khăn"),
)


class Label(NamedTuple):
    """A name for a limit; `kinds` are all readings it allows, of channel, case, stage, agency, prose."""

    text: str = ""
    kinds: frozenset[str] = frozenset()
    channel: str = ""
    condition: str = ""
    when: str = ""


NO_LABEL = Label()
# "Thời hạn trả kết quả": the whole work where it stands alone, the last stage beside other stages.
RESULT = Label("trả kết quả", frozenset({"result"}), when="trả kết quả")


def channels_in(low: str) -> set[str]:
    """Return the channels a text speaks of anywhere."""
    if not any(
        word in low for word in ("trực", "bưu", "mạng", "điện tử", "công", "toàn trình", "vneid", "định danh")
    ):
        return set()
    if _MANAGED_DIRECTLY.search(low):
        low = _MANAGED_DIRECTLY.sub("", low)
    return {name for name, pattern in _ANY_CHANNEL.items() if pattern.search(low)}


def label_of(text: Text, start: int, figure: int, figure_end: int, end: int) -> tuple[Label, Label]:
    """Return the labels in the words before and after a duration at [figure, figure_end)."""
    return _before(text, start, figure), _after(text, figure_end, end)


def _before(text: Text, start: int, end: int) -> Label:
    return named(text, start, _without_cues(text.low, start, end))


def _without_cues(low: str, start: int, end: int) -> int:
    """Return where the label ends once "thì thời hạn giải quyết không quá" and the like are taken away."""
    while True:
        stripped = len(low[start:end].rstrip(_EDGES)) + start
        window = max(start, stripped - 24)
        cue = _CUES_AT_END.search(low[window:stripped])
        if cue is None or (cue.start() == 0 and window > start):
            return stripped
        end = window + cue.start()
        if low[max(start, end - 4) : end] == "gia ":
            return stripped


def _after(text: Text, start: int, end: int) -> Label:
    low = text.low[start:end]
    counted = _COUNTED_FROM.match(low)
    found = _AFTER_LABEL.search(low, counted.end() if counted else 0)
    if found:
        stop = _closing(low, found.start())
        return named(text, start + found.start(), start + stop)
    if counted:
        return NO_LABEL
    begin = len(low) - len(low.lstrip(" \n,(:-"))
    return named(text, start + begin, start + _closing(low, begin))


def _closing(low: str, begin: int) -> int:
    """Return the end of the phrase at `begin`: its closing bracket, or the count's start, or the end."""
    depth = 0
    for position in range(begin, len(low)):
        if low[position] == "(":
            depth += 1
        elif low[position] == ")":
            if depth == 0:
                return position
            depth -= 1
        elif depth == 0 and low.startswith(
            (" kể từ", ", kể từ", " tính từ", " (kể từ", " (tính từ"), position
        ):
            return position
    return len(low.rstrip(" .;,\n"))


def named(text: Text, start: int, end: int) -> Label:
    """Classify the words at [start, end)."""
    if breakdown := _BREAKDOWN.match(text.low, start, end):
        start = breakdown.end()
    low = text.low[start:end]
    stripped = low.strip(_EDGES + ")")
    if _NEUTRAL.match(low):
        return RESULT if "trả kết quả" in low else NO_LABEL
    shown = " ".join(text.shown[start:end].split()).strip(" ,:;.•*+-")
    if shown.count("(") != shown.count(")"):
        shown = shown.strip("()")
    kinds = set()
    channels = {name for name, pattern in _CHANNEL.items() if pattern.match(stripped)}
    if len(channels_in(stripped)) > 1 and channels:
        return Label(shown, frozenset({"channels"}))
    channel = channels.pop() if channels else ""
    if channel:
        kinds.add("channel")
    if _CASE.match(stripped) and not (channel and _only_channel(stripped, channel)):
        kinds.add("case")
    if _AGENCY.match(stripped):
        kinds |= {"stage", "agency"}
    if _ACTION.match(stripped):
        kinds.add("stage")
    condition = _condition(stripped)
    if condition in (VERIFICATION, INSPECTION, MOUNTAIN, INCOMPLETE, COMPLEX) and "stage" not in kinds:
        kinds.add("case")
    if not kinds:
        kinds.add("prose")
    return Label(
        shown, frozenset(kinds), channel, condition, _when(shown, stripped, kinds, channel, condition)
    )


def _only_channel(low: str, channel: str) -> bool:
    """Whether only a channel is named, "đối với hồ sơ nộp trực tuyến", without a case of its own."""
    rest = _CHANNEL[channel].match(low)
    return rest is None or not re.search(
        r"\b(?:đối với|trường hợp|cấp (?:mới|lại|đổi)|gia hạn)\b", low[rest.end() :]
    )


def _condition(low: str) -> str:
    if _places(low):
        return MOUNTAIN
    if _INCOMPLETE.search(low):
        return INCOMPLETE
    if _NO_VERIFICATION.search(low):
        return ""
    if "kiểm tra thực" in low or "kiểm tra hiện trường" in low:
        return INSPECTION
    if "xác minh" in low:
        return VERIFICATION
    return COMPLEX if "phức tạp" in low else ""


def _places(low: str) -> list[str]:
    if not re.search(r"\b(?:xã|vùng|địa bàn|khu vực|huyện|miền)\b", low):
        return []
    found = [name for name, words in _PLACES if re.search(words, low)]
    return found if found not in (["island"], ["border"]) else []


_CHANNEL_NAMES = {"in_person": "trực tiếp", "online": "trực tuyến", "postal": "bưu chính"}
_CONDITION_NAMES = {
    VERIFICATION: "verification needed",
    INSPECTION: "site inspection",
    INCOMPLETE: "incomplete dossier",
    COMPLEX: "complex case",
}
# Words that say nothing about which case or stage is meant; taken away only while labels stay distinct.
_LEAD = re.compile(
    r"^(?:(?:đối với|với|trong|riêng|cho|các|những)\s+|"
    + any_of("trường hợp, việc, thủ tục, dự án, thời hạn, thời gian, thực hiện, để, tại, đăng ký, nếu")
    + r"\s+(?=\S))+",
    re.IGNORECASE,
)


def core(shown: str) -> str:
    """Return the words by which labels differ, in one spelling."""
    return _LEAD.sub("", shown).lower()


_FILLERS = (
    (re.compile(r"\s+và ban hành văn bản\s+"), ", "),
    (re.compile(r"\b[Bb]an hành văn bản\s+"), ""),
    (re.compile(r"^([Gg]ia hạn|[Cc]ấp mới|[Cc]ấp lại|[Cc]ấp đổi) (?:giấy phép|giấy chứng nhận)$"), r"\1"),
    (re.compile(r"(chứng chỉ) hành nghề$"), r"\1"),
    (re.compile(r"\s+từ cấp \w+ về (?:UBND )?"), " về "),
    (re.compile(r"^([Nn]iêm yết)\b.*"), r"\1"),
)


def _when(shown: str, low: str, kinds: set[str], channel: str, condition: str) -> str:
    if places := (_places(low) if condition == MOUNTAIN else []):
        listed = ", ".join(places[:-1]) + " or " + places[-1] if len(places) > 1 else places[0]
        return f"{listed} commune"
    if channel and "case" not in kinds:
        return _CHANNEL_NAMES[channel]
    if condition in _CONDITION_NAMES and "stage" not in kinds:
        return _CONDITION_NAMES[condition]
    brief = _LEAD.sub("", shown)
    for pattern, replacement in _FILLERS:
        brief = pattern.sub(replacement, brief)
    if "agency" not in kinds and brief[1:2].islower():
        brief = brief[:1].lower() + brief[1:]
    brief = brief.strip(" \n\t,:;.•*+-")
    if not re.search(r"[^\W\d]{2}", brief):
        brief = re.sub(r"^(?:đối với|với)\s+", "", shown, flags=re.IGNORECASE)
    return brief[1:] if brief.startswith("(") and ")" not in brief else brief


def is_outcome(low: str) -> bool:
    """Whether the words name what ends the work, "cấp giấy chứng nhận", and not "kiểm tra"."""
    return bool(_OUTCOME.match(low))


_LIMIT_ELSEWHERE = re.compile(r"(?:thời hạn|thời gian)\b.{0,60}\b(?:theo|được xác định|thỏa thuận)\b")
_SENTENCE = re.compile(r"\b(?:phải|có trách nhiệm|thông báo|trả lời|nộp|gửi)\b")


def is_channel(low: str) -> bool:
    return any(pattern.match(low) for pattern in _CHANNEL.values())


def is_case_elsewhere(low: str) -> bool:
    """Whether it is a case whose limit is in another text, dossier or agreement."""
    return bool(_CASE.match(low)) and bool(_LIMIT_ELSEWHERE.search(low))


def is_sentence(low: str) -> bool:
    """Whether it is a sentence, "trường hợp từ chối phải trả lời bằng văn bản", and not a heading."""
    return bool(_SENTENCE.search(low))


def said_of(text: Text, start: int, end: int) -> Label:
    """Return the label in the words after a limit."""
    return _after(text, start, end)


_ITEM_END = re.compile(r":\s*(?:trong|thời hạn|thời gian|không quá|tối đa|chậm nhất|vòng|là|[\s•*+\-])*\Z")


def ends_item(before: str) -> bool:
    """Whether a colon stands between a label and its amount."""
    return bool(_ITEM_END.search(before[-60:]))
