"""What the headers of procedure lists say, in the words of the offices that were seen."""

import re
from functools import lru_cache

from backoffice.procedures.importing.cleaning import header_words, words

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
    "stt": "stt; tt; so tt; so thu tu; thu tu; no; stt muc",
    "code": "ma; ma so; so ho so; ma ho so; matthc; mathutuc; so hieu tthc; so hieu thu tuc; so dang ky",
    "name": (
        "ten; tthc; thu tuc; thu tuc hanh chinh; ten tthc; tentthc; ten thu tuc; danh muc tthc; danh muc; "
        "danh muc thu tuc hanh chinh; danh muc thu tuc; noi dung cong viec; cong viec; dich vu cong"
    ),
    "decision": "quyet dinh; so qd; quyet dinh so; so quyet dinh; qd so; qdcb; quyet dinh cong bo",
    "issuing_agency": "bo nganh; macoquancongbo; co quan ban hanh; co quan cong bo; nguon",
    "field": "linh vuc; ten linh vuc; nhom linh vuc; linh vuc nganh; nganh linh vuc; nganh; linhvucthuchien",
    "level": "cap; cap thuc hien; cap giai quyet; cap hanh chinh; capthuchien; cap tinh; cap huyen; cap xa",
    "kind": "loai; loai tthc; loai thu tuc; loaitthc; phan loai; loai thu tuc hanh chinh; loai hinh",
    "subjects": "doi tuong; doi tuong thuc hien; doi tuong ap dung",
    "agency": "co quan; don vi; coquanthuchien; so nganh; don vi thuc hien; co quan thuc hien",
    "channels": "cach thuc; hinh thuc; cach thuc thuc hien; cachthucthuchien; kenh; bcci; hinh thuc nop",
    "time_limit": "thoi han; thoi gian; thoi han giai quyet; thoi gian giai quyet; thoi han tra ket qua",
    "fee": "phi; le phi; phi le phi; philephi; muc phi; muc thu; muc le phi; muc thu phi; phi va le phi",
    "documents": "ho so; giay to; tphs; thanh phan ho so; thanhphanhoso; ten giay to",
    "steps": "trinh tu; trinh tu thuc hien; trinhtuthuchien; cac buoc thuc hien; quy trinh; ttth; noi dung",
    "conditions": "dieu kien; yeu cau; yeu cau dieu kien; yeu cau dieu kien thuc hien",
    "result": "ket qua; ket qua thuc hien; kqth; ketquathuchien; ket qua giai quyet; ten ket qua; san pham",
    "legal_basis": "can cu; can cu phap ly; ccpl; cancuphaply; co so phap ly; so ky hieu; trich yeu; vbqppl",
    "url": "link; url; duong dan; lien ket; duong link; website; dia chi truy cap",
    "place": "dia diem; noi thuc hien; dia diem thuc hien; noi nop; noi nop ho so",
    "online_full": "toan trinh; dvctt toan trinh; dvc toan trinh; muc do 4; muc 4; truc tuyen toan trinh",
    "online_partial": "mot phan; dvctt mot phan; dvc mot phan; muc do 3; muc 3; truc tuyen mot phan",
    "online_info": "cung cap thong tin; dvc cung cap thong tin; cung cap thong tin truc tuyen; cctt",
    "status": "tinh trang; trang thai; trangthai; noi dung cong bo; hinh thuc cong bo; loai cong bo",
    "note": "ghi chu; luu y; chu thich; ghi chu khac",
    "keywords": "tu khoa; tukhoa",
    "description": "mo ta; mo ta tthc; mo ta thu tuc; tom tat",
}  # fmt: skip
_BY_WORDS = {header: key for key, headers in _EXACT.items() for header in headers.split("; ")}

_PROCEDURE = r"(?:tthc|thu tuc|dich vu cong|dvc|quy trinh)"
_ORGAN = r"(?:co quan|don vi|phong|ban|so|nguoi|bo phan|can bo|cong chuc)"
_NOT_ITS_NAME = r"(?!.*\b(?:van ban|vbqppl|linh vuc|mau|giay to|ket qua|file|tep)\b)"
# The first that is found counts, so the narrow ones stand first.
_PATTERNS = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("", r"\b(?:phi dia gioi|lien thong|cung cap$|02 cap|hai cap|ngay hieu luc|het hieu luc)"),
        ("", r"^ma (?:linh vuc|co quan|don vi|giay to|ket qua|quy trinh)\b"),
        (
            "legal_basis",
            r"\b(?:vbqppl|van ban (?:quy pham|phap luat|quy dinh)|(?:can cu|co so) phap ly)\b",
        ),
        ("delegated_agency", rf"\b{_ORGAN}\b.*\b(?:uy quyen|phan cap)\b|^(?:duoc )?uy quyen"),
        ("coordinating_agency", r"\bphoi hop\b"),
        ("issuing_agency", rf"\b{_ORGAN} (?:ban hanh|cong bo)\b"),
        ("reception_address", r"\b(?:dia chi|dia diem|noi|bo phan) .*\btiep nhan\b"),
        ("competent_agency", rf"\b{_ORGAN}\b.*\b(?:tham quyen|quyet dinh)\b|^(?:cap )?tham quyen"),
        ("name", rf"\bten\b(?! (?:co quan|don vi|nguoi|can bo)).*\b{_PROCEDURE}\b{_NOT_ITS_NAME}"),
        ("code", rf"^(?:ma|so hieu)\b.*\b{_PROCEDURE}\b"),
        ("code", r"^(?:ma|ma so|so) ho so (?:tthc|thu tuc)|^ma so\b.*\b(?:co so du lieu|csdl|quoc gia)\b"),
        ("subjects", r"^doi tuong\b"),
        ("decision", r"\b(?:quyet dinh|qd|van ban) (?:so|cong bo|ban hanh)\b|^(?:so|ngay)\b.*\bquyet dinh\b"),
        ("agency", rf"\b{_ORGAN}\b.*\b(?:thuc hien|giai quyet|chu tri|xu ly|phu trach|tham muu|quan ly)\b"),
        ("time_limit", r"\b(?:thoi han|thoi gian)\b(?!.*\b(?:hieu luc|ap dung|ban hanh|bao cao)\b)"),
        ("online_full", r"\btoan trinh\b"),
        ("online_partial", r"\bmot phan\b"),
        ("online_info", r"\bcung cap thong tin\b"),
        (
            ONLINE,
            r"\bmuc do\b.*\b(?:dvc|dich vu|truc tuyen)|^(?:dvc|dich vu cong) truc tuyen|^dvctt$|^muc do$",
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
_LEVEL_WORDS = {
    "tinh": "Cấp tỉnh",
    "huyen": "Cấp huyện",
    "xa": "Cấp xã",
    "bo": "Cấp bộ",
    "trung uong": "Cấp bộ",
}
_UNIT = re.compile(
    r"\(\s*(?:(?:đơn vị(?: tính)?|đvt)\s*:?\s*|số\s+)?"
    r"(?P<unit>(?:ngày|giờ)(?: làm việc)?|tháng"
    r"|(?:nghìn |ngàn |triệu |1\.000 )?(?:đồng|vnđ)(?:\s*/[^()]*)?)\s*\)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def key_of(header: str) -> str:
    """Return the canonical key that a header names, `ONLINE`, or "" if it is unknown."""
    if not header or len(header) > _LONGEST:
        return ""
    found = header_words(header)
    if found in _BY_WORDS:
        return _BY_WORDS[found]
    return next((key for key, pattern in _PATTERNS if pattern.search(found)), "")


def level_named(header: str) -> str:
    """Return the level that a tick under this header stands for: "Xã", "UBND cấp xã" → "Cấp xã"; else ""."""
    found = re.sub(r"^(?:ubnd|uy ban nhan dan)? ?(?:cap )?", "", words(header))
    return _LEVEL_WORDS.get(found, "")


def unit_of(header: str) -> str:
    """Return the unit in a header's brackets: "Thời hạn giải quyết (ngày làm việc)" → "ngày làm việc"."""
    match = _UNIT.search(header)
    return match["unit"].strip() if match else ""
