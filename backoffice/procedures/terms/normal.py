"""One spelling for one text: what a reader may compare, at the same offsets as what a person sees."""

import re
import unicodedata
from typing import NamedTuple

_DELETED = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029⏎"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d"
_BULLETS = "▪▫●○◦■□►▶➢➤✓✔❖♦‣⁃∙·\uf0b7\uf0a7\uf02d\uf0d8\uf0fc"
_TABLE = str.maketrans(
    {
        **dict.fromkeys(_DELETED, None),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_BREAKS, "\n"),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_BULLETS, "•"),
        # The Icelandic letter that several old Vietnamese fonts put in place of Đ.
        "Ð": "Đ",
        "ð": "đ",
        "：": ":",
        "；": ";",
        "，": ",",
        "（": "(",
        "）": ")",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)

# What an unaccented text must mean, longest first: only phrases that have one reading in this column.
_UNACCENTED = {
    "ngay lam viec": "ngày làm việc",
    "gio lam viec": "giờ làm việc",
    "ngay trong ngay": "ngay trong ngày",
    "trong ngay": "trong ngày",
    "lam viec": "làm việc",
    "ke tu ngay": "kể từ ngày",
    "khong qua": "không quá",
    "khong quy dinh": "không quy định",
    "khong co": "không có",
    "toi da": "tối đa",
    "thoi han": "thời hạn",
    "thoi gian": "thời gian",
    "giai quyet": "giải quyết",
    "truong hop": "trường hợp",
    "doi voi": "đối với",
    "xac minh": "xác minh",
    "truc tiep": "trực tiếp",
    "truc tuyen": "trực tuyến",
    "buu chinh": "bưu chính",
    "tiep theo": "tiếp theo",
    "ho so": "hồ sơ",
    "it nhat": "ít nhất",
    "toi thieu": "tối thiểu",
    "giam": "giảm",
    "them": "thêm",
    "den": "đến",
    "tu": "từ",
}
_UNACCENTED_PHRASE = re.compile(r"\b(?:" + "|".join(_UNACCENTED) + r")\b")
_UNACCENTED_UNIT = re.compile(r"(?<=\d)(\s*)(ngay|thang|gio|nam|phut|tuan)\b")
_UNIT_WORDS = {
    "ngay": "ngày",
    "thang": "tháng",
    "gio": "giờ",
    "nam": "năm",
    "phut": "phút",
    "tuan": "tuần",
}


_BLANKS = re.compile(r"[ \n]{2,}")


class Text(NamedTuple):
    """A text as a person sees it and as the reader compares it; both have the same offsets."""

    shown: str
    low: str


def normal(raw: str) -> Text:
    """Return `raw` composed, without invisible characters, with single blanks and one kind of dash."""
    shown = unicodedata.normalize("NFC", raw.translate(_TABLE))
    if "  " in shown or "\n" in shown:
        shown = _BLANKS.sub(_one_blank, shown)
    low = shown.lower()
    if len(low) != len(shown):
        low = "".join(lowered if len(lowered := letter.lower()) == 1 else letter for letter in shown)
    if low.isascii() and not shown.isdigit():
        low = _accented(low)
    return Text(shown, low)


def _one_blank(blanks: re.Match[str]) -> str:
    return "\n" if "\n" in blanks[0] else " "


def _accented(low: str) -> str:
    """Put the accents back where a text without any has only one reading; the length stays."""
    low = _UNACCENTED_PHRASE.sub(lambda found: _UNACCENTED[found[0]], low)
    return _UNACCENTED_UNIT.sub(lambda found: found[1] + _UNIT_WORDS[found[2]], low)
