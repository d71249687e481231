"""What the headers of procedure lists mean, in the words that offices use."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from backoffice.procedures.importing.vocabulary.texts import header_words, words

KEYS = (
    "stt", "code", "name", "decision", "issuing_agency", "field", "level", "kind", "subjects", "agency",
    "competent_agency", "reception_address", "delegated_agency", "coordinating_agency", "channels",
    "time_limit", "fee", "documents", "steps", "conditions", "result", "legal_basis", "url", "place",
    "online_full", "online_partial", "online_info", "status", "note", "keywords", "description",
)  # fmt: skip
# One column that names the kind of online service in words; it is spread over the three `online_` keys.
ONLINE = "online"
# Keys that have one column; a second such column is something else: an old code, a former name.
SINGLE = frozenset({"stt", "code", "name", "field", "url", "kind"})

_LONGEST = 90

_EXACT = {
    "stt": "stt; tt; so tt; so thu tu; thu tu; no; stt muc; stt chung; stt theo linh vuc",
    "code": (
        "ma; ma so; so ho so; ma ho so; ma tthc; ma thu tuc; so hieu tthc; so hieu thu tuc; so dang ky; "
        "ma dvc; ma dich vu cong; code; procedure code; procedure id; service code; ma dinh danh"
    ),
    "name": (
        "ten; tthc; thu tuc; thu tuc hanh chinh; ten tthc; ten thu tuc; danh muc tthc; danh muc; ten dvc; "
        "danh muc thu tuc hanh chinh; danh muc thu tuc; noi dung cong viec; cong viec; dich vu cong; name; "
        "procedure name; procedure; administrative procedure; name of procedure; service name"
    ),
    "decision": "quyet dinh; so qd; quyet dinh so; so quyet dinh; qd so; qdcb; quyet dinh cong bo",
    "issuing_agency": "bo nganh; ma co quan cong bo; co quan ban hanh; co quan cong bo; nguon",
    "field": "linh vuc; ten linh vuc; nhom linh vuc; linh vuc nganh; nganh linh vuc; linh vuc thuc hien",
    "level": "cap; cap thuc hien; cap giai quyet; cap hanh chinh; cap tinh; cap huyen; cap xa",
    "kind": "loai; loai tthc; loai thu tuc; phan loai; loai thu tuc hanh chinh; loai hinh",
    "subjects": "doi tuong; doi tuong thuc hien; doi tuong ap dung",
    "agency": "co quan; don vi; so nganh; don vi thuc hien; co quan thuc hien; noi giai quyet",
    "channels": "cach thuc; hinh thuc; cach thuc thuc hien; kenh; hinh thuc thuc hien; bcci; hinh thuc nop",
    "time_limit": "thoi han; thoi gian; thoi han giai quyet; thoi gian giai quyet; tggq; thgq; tg gq; th gq",
    "fee": "phi; le phi; phi le phi; muc phi; muc thu; muc le phi; muc thu phi; phi va le phi",
    "documents": "ho so; giay to; tphs; thanh phan ho so; ten giay to; thanh phan so luong ho so",
    "steps": "trinh tu; trinh tu thuc hien; cac buoc thuc hien; quy trinh; ttth; noi dung",
    "conditions": "dieu kien; yeu cau; yeu cau dieu kien; yeu cau dieu kien thuc hien; yckd; yc dk",
    "result": "ket qua; ket qua thuc hien; kqth; ket qua giai quyet; ten ket qua; san pham",
    "legal_basis": "can cu; can cu phap ly; ccpl; cspl; co so phap ly; so ky hieu; trich yeu; vbqppl",
    "url": "link; url; duong dan; lien ket; duong link; website; dia chi truy cap",
    "place": "dia diem; noi thuc hien; dia diem thuc hien; noi nop; noi nop ho so",
    "online_full": "toan trinh; dvctt toan trinh; dvc toan trinh; muc do 4; muc 4; truc tuyen toan trinh",
    "online_partial": "mot phan; dvctt mot phan; dvc mot phan; muc do 3; muc 3; truc tuyen mot phan",
    "online_info": "cung cap thong tin; dvc cung cap thong tin; cung cap thong tin truc tuyen; cctt",
    "status": "tinh trang; trang thai; noi dung cong bo; hinh thuc cong bo; loai cong bo",
    "note": "ghi chu; luu y; chu thich; ghi chu khac",
    "keywords": "tu khoa",
    "description": "mo ta; mo ta tthc; mo ta thu tuc; tom tat",
    ONLINE: "muc do; muc do dvc; muc do dvctt; dvctt; dvc truc tuyen; dich vu cong truc tuyen; loai dvc",
}  # fmt: skip
_BY_WORDS = {header: key for key, headers in _EXACT.items() for header in headers.split("; ")}
# "MaTTHC", "S TT", "ThoiHanGiaiQuyet": where the blanks stand is no matter.
_BY_LETTERS = {header.replace(" ", ""): key for header, key in _BY_WORDS.items()}

_PROCEDURE = r"(?:tthc|thu tuc|dich vu cong|dvc|quy trinh)"
_ORGAN = r"(?:co quan|don vi|phong|ban|so|nguoi|bo phan|can bo|cong chuc)"
_NOT_ITS_NAME = r"(?!.*\b(?:van ban|vbqppl|linh vuc|mau|giay to|ket qua|file|tep)\b)"
# How long papers are kept, what was cut off, when people are received: times, and no limit of the procedure.
_OTHER_TIMES = (
    r"\b(?:thoi (?:han|gian|diem|luong)|(?:so )?(?:ngay|gio|thang))(?: (?:da|duoc|con|phai|ho so|tthc))* "
    r"(?:luu|cat giam|cat|rut ngan|giam|nop|niem yet|co (?:gia tri|hieu luc|thoi han)|gia tri"
    r"|tiep (?:cong|dan|khach|nhan(?!.*giai quyet))|hieu luc|su dung|bao hanh|bao quan|khieu nai|nghi"
    r"|cong khai|ket thuc|bat dau|cap nhat|kiem dinh|hoat dong|dao tao|gia han|phuc vu|mo cua|thu phi"
    r"|thanh toan|bo sung|thuc hien nghia vu|ban hanh|hop|cho|den|hen|lam viec$"
    r"|cua (?:giay|the|chung|bang|van))\b"
)
# A word of the office's own work, or one that compares; "Thời gian trực", "Thời hạn thẻ" are something else.
_TIMES = (
    r"\b(?:thoi han|thoi gian)\b(?!.*\b(?:hieu luc|ap dung|ban hanh|bao cao)\b)"
    r"(?: (?:$|ngay|gio|thang)|.*\b(?:giai quyet|thuc hien|xu ly|tra|tham dinh|tham tra|quy dinh|sau|truoc"
    r"|theo|tong|toi da|luat|cong bo|moi|cu|hien|tthc|thu tuc|cap|ho so|tiep nhan|don gian|de xuat|con lai"
    r"|phe duyet|dvc)\b|\W*$)"
)
_AMOUNTS = (
    r"^so (?:ngay|gio|thang)(?: lam viec)?(?: (?:phai|de|can|duoc))?"
    r"(?: (?:giai quyet|thuc hien|xu ly|tra)\b|$)"
)
# The first that is found counts, so the narrow ones stand first.
_PATTERNS = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("", r"\b(?:phi dia gioi|lien thong|(?<!do )cung cap$|02 cap|hai cap|ngay hieu luc|het hieu luc)"),
        ("time_limit", _AMOUNTS),
        ("", _OTHER_TIMES),
        ("", r"^ma (?:linh vuc|co quan|don vi|giay to|ket qua|quy trinh)\b"),
        (
            "legal_basis",
            r"\b(?:vbqppl|van ban (?:quy pham|phap luat|quy dinh)|(?:can cu|co so) phap ly)\b",
        ),
        ("decision", r"^(?:so|ngay)\b[a-z ]{0,24}\b(?:quyet dinh|qd)\b"),
        ("delegated_agency", rf"\b{_ORGAN}\b.*\b(?:uy quyen|phan cap)\b|^(?:duoc )?uy quyen"),
        ("coordinating_agency", r"\bphoi hop\b"),
        ("issuing_agency", rf"\b{_ORGAN} (?:ban hanh|cong bo)\b"),
        ("reception_address", r"\b(?:dia chi|dia diem|noi|bo phan|co quan) .*\btiep nhan\b|^noi tra ket qua"),
        ("competent_agency", rf"\b{_ORGAN}\b.*\b(?:tham quyen|quyet dinh)\b|^(?:cap )?tham quyen"),
        ("name", rf"\bten\b(?! (?:co quan|don vi|nguoi|can bo)).*\b{_PROCEDURE}\b{_NOT_ITS_NAME}"),
        ("code", rf"^(?:ma|so hieu)\b.*\b{_PROCEDURE}\b|^ma (?:so )?(?:quoc gia|dinh danh)\b"),
        ("code", r"^(?:ma|ma so|so) ho so (?:tthc|thu tuc)|^ma so\b.*\b(?:co so du lieu|csdl|quoc gia)\b"),
        ("subjects", r"^doi tuong\b"),
        ("decision", r"\b(?:quyet dinh|qd|van ban) (?:so|cong bo|ban hanh)\b|^(?:so|ngay)\b.*\bquyet dinh\b"),
        ("agency", rf"\b{_ORGAN}\b.*\b(?:thuc hien|giai quyet|chu tri|xu ly|phu trach|tham muu|quan ly)\b"),
        ("time_limit", _TIMES),
        ("online_full", r"\btoan trinh\b"),
        ("online_partial", r"\bmot phan\b"),
        ("online_info", r"\bcung cap thong tin\b"),
        (
            ONLINE,
            r"\bmuc do\b.*\b(?:dvc|dich vu|truc tuyen)|^(?:dvc|dich vu cong) truc tuyen"
            r"|^muc do (?:cung cap|thuc hien|truc tuyen)",
        ),
        ("steps", r"\btrinh tu\b|\bquy trinh (?:thuc hien|giai quyet)\b|\bcac buoc\b"),
        ("channels", r"\b(?:bcci|buu chinh)\b|^kenh\b"),
        ("place", r"\b(?:dia diem|dia chi|noi) .*\bthuc hien\b|\bdia diem\b"),
        ("channels", r"\b(?:cach thuc|hinh thuc)\b.*\b(?:thuc hien|nop|tiep nhan|tra)\b"),
        ("documents", r"\b(?:thanh phan|giay to)\b|\bho so (?:gom|bao gom|phai nop)\b"),
        ("conditions", r"\bdieu kien\b"),
        ("result", r"^(?:ket qua|ten ket qua|san pham)\b"),
        ("fee", r"\b(?:le phi|phi|muc thu)\b"),
        ("field", r"\blinh vuc\b"),
        ("level", r"^cap (?:thuc hien|giai quyet|hanh chinh|chinh quyen|tthc|thu tuc|tham quyen)\b"),
        ("kind", rf"^(?:loai|phan loai|nhom)\b.*\b{_PROCEDURE}\b"),
        ("status", r"^(?:tinh trang|trang thai|(?:noi dung|hinh thuc) cong bo)\b"),
        ("url", r"^(?:duong dan|duong link|link|lien ket)\b"),
        ("note", r"^ghi chu\b"),
        ("keywords", r"^tu khoa\b"),
        ("description", r"^mo ta\b"),
    )
)
_ORGANS = frozenset(
    {"agency", "competent_agency", "delegated_agency", "coordinating_agency", "issuing_agency"}
)
_OTHER_ORGAN = re.compile(r"\b(?:co quan|don vi|phong|ban|nguoi|bo phan|can bo|cong chuc)\b")
_UNIT_COLUMN = re.compile(
    r"(?:don vi|dv)(?: tinh)?(?: thoi gian| thoi han| tien| phi| le phi)?|dvt|dvt phi|donvitinh"
)
_LEVEL_WORDS = {
    "tinh": "Cấp tỉnh",
    "huyen": "Cấp huyện",
    "xa": "Cấp xã",
    "bo": "Cấp bộ",
    "trung uong": "Cấp bộ",
}
_OLD = re.compile(r"\b(?:truoc (?:khi|day|sua|cat|giam)|cu|hien hanh|hien nay|da cong bo truoc)\b")
_NEW = re.compile(r"\b(?:sau (?:khi|sua|cat|giam|don gian|rut)|moi)\b")
_NATIONAL = re.compile(r"\bquoc gia\b|\bcsdl|\bco so du lieu\b")
_LOCAL = re.compile(r"\b(?:quy trinh|iso|noi bo|dia phuong|ho so cong viec)\b")
_NEW_NAME = re.compile(r"(?<!duoc )(?<!bi )\bthay the\b|\bmoi\b|\bsau khi\b")
_REPLACED_NAME = re.compile(r"\b(?:duoc|bi) (?:thay the|bai bo)\b")
_UNIT = re.compile(
    r"\(\s*(?:(?:đơn vị(?: tính)?|đvt)\s*:?\s*|số\s+)?"
    r"(?P<unit>(?:ngày|giờ)(?: làm việc)?|tháng"
    r"|(?:nghìn |ngàn |triệu |1\.000 )?(?:đồng|vnđ)(?:\s*/[^()]*)?)\s*\)",
    re.IGNORECASE,
)


# "Số ngày" says not which days: its numbers are asked.
_NUMBER_OF = re.compile(r"số (?P<unit>ngày làm việc|giờ(?: làm việc)?|tháng)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def key_of(header: str) -> str:
    """Return the canonical key that a header names, `ONLINE`, or "" if it is unknown."""
    if not header or len(header) > _LONGEST:
        return ""
    found = header_words(header)
    if found in _BY_WORDS:
        return _BY_WORDS[found]
    if (letters := found.replace(" ", "")) in _BY_LETTERS:
        return _BY_LETTERS[letters]
    if not found:
        return "stt" if header.strip() in ("#", "№") else ""
    key = next((key for key, pattern in _PATTERNS if pattern.search(found)), "")
    return "" if key in _ORGANS and _counts(header, found) else key


def _counts(header: str, found: str) -> bool:
    """Whether "so" is the word for a number, "Số hồ sơ giải quyết", and no other word names an agency."""
    low = unicodedata.normalize("NFC", header).lower()
    return "số" in low and not re.search(r"\bsở\b", low) and not _OTHER_ORGAN.search(found)


def is_unit(header: str) -> bool:
    """Whether a column beside a limit or a fee holds its unit."""
    return bool(_UNIT_COLUMN.fullmatch(header_words(header)))


def _is_old(found: str) -> bool:
    return bool(_OLD.search(found)) and not _NEW.search(found)


def preferred(headers: Sequence[str], key: str) -> list[int]:
    """Return the places of those headers, all of one key, that stand for the current content.

    "… trước khi sửa đổi" beside "… sau khi sửa đổi" is the old content; "Mã hiệu quy trình" beside "Mã TTHC"
    is another number. Where no word decides, all are returned.
    """
    found = [header_words(header) for header in headers]
    places = [place for place, text in enumerate(found) if not _is_old(text)] or list(range(len(found)))
    if key == "code":
        national = [place for place in places if _NATIONAL.search(found[place])]
        local = [place for place in places if not _LOCAL.search(found[place])]
        places = national or local or places
    if key == "name" and any(_NEW_NAME.search(found[place]) for place in places):
        places = [place for place in places if not _REPLACED_NAME.search(found[place])] or places
    return places


def level_named(header: str) -> str:
    """Return the level that a tick under this header stands for: "Xã", "UBND cấp xã" → "Cấp xã"; else ""."""
    found = re.sub(r"^(?:ubnd|uy ban nhan dan)? ?(?:cap )?", "", words(header))
    return _LEVEL_WORDS.get(found, "")


def unit_of(header: str) -> str:
    """Return the unit in a header's brackets: "Thời hạn giải quyết (ngày làm việc)" → "ngày làm việc"."""
    match = _UNIT.search(header) or _NUMBER_OF.match(header.strip())
    return match["unit"].strip() if match else ""
