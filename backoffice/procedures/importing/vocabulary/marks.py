"""Recognises cells without content of their own: dittos, ticks, ordinals, totals, notes."""

import re
from functools import lru_cache

from backoffice.procedures.importing.vocabulary.texts import words

_NOTHING_BUT_A_COUNT = re.compile(
    r"\(?\s*\d{1,4}\s*(?:tthc|thủ tục(?: hành chính)?|tt)?\s*\)?", re.IGNORECASE
)
_DITTO = re.compile(
    r"[\"“”″'‘’´„`]{1,2}|[-–—/\\.\s(\"“”']*(?:nt|n/t|nhu (?:dong |muc |o )?tren|tuong tu(?: nhu)? tren"
    r"|giong(?: nhu)? tren|tuong tu)[-–—/\\.\s)\"“”']*|-?\s*//\s*-?|[-–]\s*[\"“”″]\s*[-–]"
)
_TOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong)(?: cong)?(?: (?:so )?(?:tthc|thu tuc|thu tuc hanh chinh))?(?: \d+.*)?"
)
_NOTE = re.compile(r"(?:ghi chu|luu y|chu thich|noi nhan|nguoi lap|ky ten|xac nhan cua|thu truong)\b")
_SIGNATURE = re.compile(
    r"(?:kt|tm|tl|tuq)\b.{0,60}"
    r"|(?:pho )?(?:chu tich|giam doc|truong phong|chanh van phong|truong ban|cuc truong)"
    r"(?: (?:ubnd|phu trach).*)?"
)
_SIGNED_AT = re.compile(
    r"^[^\d\n]{2,40},\s*ngày\s*(?:\d{1,2}|[.…_ ]+)\s*tháng\s*(?:\d{1,2}|[.…_ ]+)\s*năm"
    r"|^\(?k[ýí]\b.{0,30}\)?$",
    re.IGNORECASE,
)
_BULLETED = re.compile(r"[-–*+•(]")
_CASE = re.compile(r"[a-zđ]\)|[-–+*•]\s|(?:trường hợp|đối với)\b", re.IGNORECASE)
_TICKS = frozenset(("x", "X", "×", "✓", "✔", "☑", "√", "v", "V", "ü", "þ", "●", "•", "1", "có", "Có", "CÓ"))
_NO_TICKS = frozenset(("0", "-", "–", "không", "Không", "KHÔNG"))
_ORDINAL = re.compile(r"\(?\d{1,4}(?:[.\-/]\d{1,3})*[a-zđ]?[.)]*|\d{1,3}[a-zđ]")
# An equals sign before words is a text; before a reference, a function or a number it is a formula.
_FORMULA = r"=(?:\?|[-+$({]*(?:[A-Z]{1,3}\$?\d|[A-Z][A-Z.]+\(|[\d'\"])).*"
_NO_VALUE = re.compile(
    rf"#(?:N/A|[A-Z0-9/_]{{2,15}}[!?]|#{{2,}}|GETTING_DATA)|(?:Err|Lỗi):\d{{3}}|{_FORMULA}", re.DOTALL
)
_NOTHING = re.compile(
    r"[?]+|[-–—_.…]+|nan|none|null|undefined|nat|n/a|nil|<na>|[(\[](?:null|none|blank|trống|nan)[)\]]",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"[(\[]?\s*(?:\d{1,2}|[A-Z])(?:\s*=.*|[a-z])?\s*[)\]]?")


@lru_cache(maxsize=16_384)
def is_ditto(text: str) -> bool:
    """Whether the cell only says "as above": "Như trên", "-nt-", a lone quotation mark."""
    return bool(_DITTO.fullmatch(text) or _DITTO.fullmatch(_folded(text)))


def _folded(text: str) -> str:
    return re.sub(r"[^\s]+", lambda match: words(match[0]) or match[0], text)


def begins_with_ditto(text: str) -> bool:
    """Whether the cell says "as above" and then more, which only a person can resolve."""
    return text[:1] in "Nn" and words(text[:20]).startswith("nhu tren ")


def is_total(text: str) -> bool:
    return len(text) < 60 and bool(_TOTAL.fullmatch(words(text)))


def is_note(text: str) -> bool:
    """Whether a line ends the list: remarks, recipients, signatures."""
    found = words(text[:60])
    return bool(_NOTE.match(found) or _SIGNATURE.fullmatch(found))


def is_signed(texts: list[str]) -> bool:
    """Whether a row belongs to the signatures: a place with a day, an office, "(Ký tên, đóng dấu)"."""
    return any(is_note(text) or _SIGNED_AT.search(text[:80]) for text in texts)


def is_bulleted(text: str) -> bool:
    return bool(_BULLETED.match(text))


def is_case(text: str) -> bool:
    """Whether a name is only a case of the procedure above: "a) Trường hợp …", "- Đối với …"."""
    return bool(_CASE.match(text))


def is_count(text: str) -> bool:
    return bool(_NOTHING_BUT_A_COUNT.fullmatch(text))


def is_tick(text: str) -> bool:
    return text in _TICKS


def is_no_tick(text: str) -> bool:
    return text in _NO_TICKS


def is_ordinal(text: str) -> bool:
    return bool(_ORDINAL.fullmatch(text))


def is_no_value(text: str) -> bool:
    """Whether the cell holds a spreadsheet's error or a formula instead of a value: "#N/A", "Err:502"."""
    return text[:1] in "#=EeLl" and bool(_NO_VALUE.fullmatch(text))


def is_nothing(text: str) -> bool:
    """Whether the text only says that there is none: "-", "…", or what a program writes: "nan", "NULL"."""
    return len(text) < 12 and bool(_NOTHING.fullmatch(text))


def is_numbering(cells: list[str]) -> bool:
    """Whether a row only numbers its columns: (1) (2) (3), or A B 1 2=3+4."""
    if len(cells) < 3 or not all(_NUMBERING.fullmatch(cell) for cell in cells):
        return False
    digits = [int(match[0]) for cell in cells if (match := re.search(r"\d+", cell))]
    return len(digits) >= 2 and digits == list(range(digits[0], digits[0] + len(digits)))
