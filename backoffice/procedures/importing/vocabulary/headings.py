"""Parses headings between procedures, titles and sheet names: level, field, kind of change."""

import re
from dataclasses import dataclass

from backoffice.procedures.importing.vocabulary.texts import one_line, words

LEVELS = ("Cấp bộ", "Cấp tỉnh", "Cấp huyện", "Cấp xã")

_NUMERAL = r"(?:[A-ZĐ]|[IVXL]+|\d{1,2})"
_PART = r"(?:(?:phần|mục|chương)\s+)?"
_MARKER = re.compile(rf"(?i:{_PART})(?P<mark>{_NUMERAL})[\s.):/–-]*$")
_MARKED_TEXT = re.compile(
    rf"(?i:{_PART})(?:(?P<mark>{_NUMERAL})\s*(?:[.):/]+|\s[–-]+)\s*|(?P<bare>[A-HIVXLĐ]|[IVXL]+)\s+(?=[A-ZĐÀ-Ỹ]))"
)
_FIELD = re.compile(
    r"^(?:(?:danh\s+mục\s+)?(?:các\s+)?(?:tthc|thủ\s+tục(?:\s+hành\s+chính)?)\s+)?"
    r"(?:(?:thuộc|trong|nhóm|về|các)\s+)*"
    r"l[iĩíì]nh\s+v[uưựứ]c\s*:?\s*",
    re.IGNORECASE,
)
# A division or department; "Phòng, chống tệ nạn xã hội" and "Phòng cháy" are fields.
_AGENCY = re.compile(
    r"(?:phòng(?!,|\s+(?:chống|cháy|ngừa))|sở|ban\s+(?:quản\s+lý|chỉ\s+huy|dân\s+tộc)|chi\s+cục|cục"
    r"|văn\s+phòng|công\s+an|trung\s+tâm|ubnd|[uủ][yỷ]\s+ban|bộ(?!\s+phận)|chi\s+nhánh)\s",
    re.IGNORECASE,
)
_FIELD_IN_TITLE = re.compile(
    r"l[iĩ]nh\s+v[uưự]c\s+(?P<field>.+?)"
    r"(?:\s+(?:thuộc|của|tại|trên|áp\s+dụng|được|do|theo|ban\s+hành)\s|\s*[(;.]|\n|$)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\s*[(\[–:-]?\s*(?:gồm|có|tổng\s+số)?\s*:?\s*"
    r"\d+\s*(?:tthc|thủ\s+tục(?:\s+hành\s+chính)?|tt|quy\s+trình)\s*(?:[,;][^()]*)?[)\]]?\s*$",
    re.IGNORECASE,
)
_GENERIC_SHEET = re.compile(
    r"(?:(?:tthc\w*|thu tuc(?: hanh chinh)?|danh (?:sach|muc)|ds|dm|phu luc|pl|sheet\w*|trang(?: tinh)?|bang"
    r"|bieu|data|cap ?(?:tinh|huyen|xa|bo)|tinh|huyen|xa|phuong|ubnd|toan trinh|mot phan|ban hanh moi"
    r"|moi ban hanh|moi|sua doi(?: bo sung)?|bai bo|thay the|tong hop|cong bo|niem yet|nam|so|[ivx]+|\d+"
    r"|dvc(?:tt)?|cong khai)\b\s*)+"
)
_LEVELS = {
    "Cấp bộ": re.compile(r"cấp (?:bộ|trung ương)|\bbộ, ngành\b", re.IGNORECASE),
    "Cấp tỉnh": re.compile(r"cấp tỉnh|(?:ubnd|[uủ][yỷ] ban nhân dân) tỉnh|\b(?:của|các) sở\b", re.IGNORECASE),
    "Cấp huyện": re.compile(
        r"cấp (?:quận|huyện)|quận,? huyện|(?:ubnd|[uủ][yỷ] ban nhân dân) (?:quận|huyện)", re.IGNORECASE
    ),
    "Cấp xã": re.compile(
        r"cấp (?:xã|phường)|xã,? phường|phường,? xã|xã/phường|(?:ubnd|[uủ][yỷ] ban nhân dân) (?:xã|phường)",
        re.IGNORECASE,
    ),
}
_PROVINCE_IN_AGENCY = re.compile(
    r"\bsở\s|\bchi cục\b|văn phòng đăng ký đất đai|ban quản lý|cấp tỉnh|(?:ubnd|[uủ][yỷ] ban nhân dân) tỉnh",
    re.IGNORECASE,
)
_SEVERAL_LEVELS = re.compile(r"nhiều cấp|các cấp|(?:hai|ba|0?2|0?3) cấp|liên thông giữa", re.IGNORECASE)
_CHANGES = {
    "Mới ban hành": re.compile(
        r"mới ban hành|ban hành mới|(?:tthc|thủ tục(?: hành chính)?) mới", re.IGNORECASE
    ),
    "Sửa đổi, bổ sung": re.compile(r"sửa đổi|bổ sung", re.IGNORECASE),
    "Thay thế": re.compile(r"thay thế", re.IGNORECASE),
    "Bãi bỏ": re.compile(r"bãi bỏ|hủy bỏ|huỷ bỏ", re.IGNORECASE),
    "Giữ nguyên": re.compile(r"giữ nguyên", re.IGNORECASE),
}
# What sheets of details are called.
_DETAILS = {
    "channels": ("cach thuc thuc hien", "cach thuc", "cttth"),
    "steps": ("trinh tu thuc hien", "trinh tu", "ttth"),
    "documents": ("tphs", "thanh phan ho so", "ho so", "giay to"),
    "result": ("kqth", "ket qua thuc hien", "ket qua"),
    "legal_basis": ("ccpl", "can cu phap ly", "can cu"),
    "conditions": ("yckd", "dieu kien", "yeu cau dieu kien"),
    "fee": ("phi le phi", "phi", "le phi"),
}
_DETAIL_OF_NAME = {name: detail for detail, names in _DETAILS.items() for name in names}
_DECIDED = re.compile(r"\(?\s*(?:ban\s+hành\s+)?(?:kèm\s+theo|theo\s+quyết\s+định)", re.IGNORECASE)
_ORGAN_NAME = re.compile(r"((?:^(?:Sở|Bộ|Phòng|Ban|Chi cục|Cục)|\s-)\s+)([^\W\d_])")
_ABOUT_PROCEDURES = re.compile(r"tthc|thủ tục|danh mục|thẩm quyền|^cấp\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line about the procedures under it. Rank 1 is A, B; 2 is I, II; 3 is 1, 2."""

    rank: int
    text: str
    mark: str = ""
    levels: tuple[str, ...] = ()
    field: str = ""
    change: str = ""
    agency: str = ""
    is_of_several_levels: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the heading names a level, a field, a change or an agency."""
        return bool(self.field or self.levels or self.change or self.agency or self.is_of_several_levels)


def read_heading(mark: str, text: str, *, after: str = "") -> Heading:
    """Parse a heading from its text and the cell with its number, if the number has its own cell.

    `after` is the mark of the last heading with a letter: a lone C or D is a letter then, not a numeral.
    """
    text = one_line(text)
    whole = f"{mark} {text}".strip()
    if mark and (match := _MARKER.match(mark)):
        mark = match["mark"]
    elif match := _MARKED_TEXT.match(text):
        mark, text = match["mark"] or match["bare"], text[match.end() :]
    else:
        mark = ""
    field = field_named(text)
    is_about_procedures = bool(_ABOUT_PROCEDURES.search(text))
    levels = levels_named(text) if is_about_procedures or field else ()
    several = is_about_procedures and bool(_SEVERAL_LEVELS.search(text))
    change = "" if field else change_named(text)
    default = 2 if field else 1
    rank = _rank(mark, after) or default
    agency = ""
    if not (field or levels or several or change):
        agency = tidy_agency(text) if _AGENCY.match(text) else ""
        field = tidy_field(text) if rank == 2 and mark and not agency else ""
    return Heading(rank, whole, mark, levels, field, change, agency, several)


def _rank(mark: str, after: str) -> int:
    if not mark:
        return 0
    if mark.isdecimal():
        return 3
    if len(mark) > 1 or mark in "IVX" or (mark == "L" and after != "K"):
        return 1 if mark == "I" and after == "H" else 2
    return 1


def field_named(text: str) -> str:
    """Return the field of "LĨNH VỰC HỘ TỊCH (04 TTHC)" as "Hộ tịch", or "" if the text names none."""
    match = _FIELD.match(text)
    return tidy_field(text[match.end() :]) if match else ""


def field_in_title(title: str) -> str:
    """Return the one field that a title names ("… trong lĩnh vực đất đai thuộc …"), or ""."""
    found = {tidy_field(match["field"]) for match in _FIELD_IN_TITLE.finditer(title)}
    return found.pop() if len({words(field) for field in found}) == 1 else ""


def field_of_sheet(name: str) -> str:
    """Return the field that a sheet's name may mean: "PL II - Đất đai" → "Đất đai"; "" for "Cấp xã"."""
    parts = [part for part in re.split(r"(\s+[-–]\s+|[._:()\[\]/]+|^\d+\s+)", name) if part]
    meaningful = [
        place for place, part in enumerate(parts) if (w := words(part)) and not _GENERIC_SHEET.fullmatch(w)
    ]
    if not meaningful:
        return ""
    found = "".join(parts[meaningful[0] : meaningful[-1] + 1]).strip(" -–._:")
    return tidy_field(_FIELD.sub("", re.sub(r"^LV\b[\s.:]*", "", found)))


def tidy_field(text: str) -> str:
    """Return a field's name without count and colon, in sentence case if it was all capitals."""
    bare = _COUNT.sub("", one_line(text)).strip(" .:;,–-")
    if not bare.isupper():
        return bare[:1].upper() + bare[1:]
    lowered = bare[:1] + bare[1:].lower()
    for abbreviation in re.finditer(r"\([A-Z]{2,5}\)", bare):
        lowered = lowered[: abbreviation.start()] + abbreviation[0] + lowered[abbreviation.end() :]
    return lowered


def levels_of_title(title: str) -> tuple[str, ...]:
    """Return the levels that a title names for its procedures; the agency that decided is not counted."""
    about = (_DECIDED.split(line)[0] for line in title.split("\n") if _ABOUT_PROCEDURES.search(line))
    return levels_named("\n".join(about))


def change_of_title(title: str) -> str:
    """Return the one kind of change that a title names, or "" if it names several."""
    return change_named(" ".join(_DECIDED.split(one_line(title))[0].split()))


def change_of_sheet(name: str) -> str:
    """Return the kind of change that a sheet is named after: "PL2 - Sửa đổi"."""
    return change_named(f"TTHC {name}")


def tidy_agency(text: str) -> str:
    """Return "SỞ TƯ PHÁP (05 TTHC)" as "Sở Tư pháp"."""
    tidied = tidy_field(text)
    if not _COUNT.sub("", one_line(text)).strip(" .:;,–-").isupper():
        return tidied
    return _ORGAN_NAME.sub(lambda match: match[1] + match[2].upper(), tidied)


def levels_named(text: str) -> tuple[str, ...]:
    return tuple(level for level in LEVELS if _LEVELS[level].search(text))


def levels_of_sheet(name: str) -> tuple[str, ...]:
    """Return the levels that a sheet's name means: "Cấp xã", "TTHC2-CAPXA"."""
    squeezed = words(name).replace(" ", "")
    return tuple(level for level in LEVELS if words(level).replace(" ", "") in squeezed)


def levels_of_agency(agency: str) -> tuple[str, ...]:
    """Return the levels at which the named agencies stand; a guess, for a person to look at."""
    found = set(levels_named(agency))
    if _PROVINCE_IN_AGENCY.search(agency):
        found.add("Cấp tỉnh")
    return tuple(level for level in LEVELS if level in found)


def change_named(text: str) -> str:
    """Return the one kind of change (new, amended, replaced, abolished) that a heading names, or ""."""
    if not _ABOUT_PROCEDURES.search(text):
        return ""
    found = [change for change, pattern in _CHANGES.items() if pattern.search(text)]
    amended = found == ["Sửa đổi, bổ sung", "Thay thế"]
    return found[0] if len(found) == 1 or amended else ""


def detail_of_sheet(name: str) -> str:
    """Return the key of the detail that a sheet is named after: "TPHS" → "documents"; else ""."""
    return _DETAIL_OF_NAME.get(words(name), "")
