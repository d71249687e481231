"""Cleans the texts of cells: composed Unicode, plain blanks, no invisible characters."""

import re
import unicodedata
from functools import lru_cache

from backoffice.base.folding import fold

_BREAKS = "\r\x0b\x0c\u2028\u2029"
_BLANKS = "\t\xa0\u2003\u2007\u2009\u202f"
_INVISIBLE = "\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\ufeff"
_REPLACED = {**dict.fromkeys(_BREAKS, "\n"), **dict.fromkeys(_BLANKS, " "), **dict.fromkeys(_INVISIBLE, "")}
_UNTIDY = (*_REPLACED, "  ")
_BLANK_RUN = re.compile(" {2,}")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_BULLET = re.compile(r"^(?:[-–•*+▪●◦]|o(?=\s)|\(\d{1,2}\)|\d{1,2}\))\s*")

# Letters of TCVN3 (.VnTime), VNI and UTF-8 read as Latin-1 that no Vietnamese word holds in Unicode.
_FOREIGN = "äåæçëîïðñöøûüþÿßÄÅÆÇËÎÏÐÑÖØÛÜÞ¸µ¶¹ª«¬®§¨©¡¢£¤¥¦¯±º»¿"
# These may also stand before a word as a bullet or a fraction.
_FOREIGN_AFTER = "·¼½¾"
_FOREIGN_IN_WORD = re.compile(rf"[^\W\d_][{_FOREIGN}{_FOREIGN_AFTER}]|[{_FOREIGN}][^\W\d_]")
_QUOTED = re.compile(r"(?<!\w)«([^«»]*)»(?!\w)")
_FOREIGN_LETTERS = frozenset(_FOREIGN + _FOREIGN_AFTER)
_ENOUGH_WORDS, _FOREIGN_SHARE = 3, 0.2


def clean(text: str) -> str:
    """Return `text` in NFC without invisible marks, double blanks and blank ends; line breaks stay."""
    text = text.replace("\r\n", "\n")
    for mark, plain in _REPLACED.items():
        if mark in text:
            text = text.replace(mark, plain)
    return _BLANK_RUN.sub(" ", unicodedata.normalize("NFC", text)).strip()


def is_untidy(texts: str) -> bool:
    """Whether `clean` would change anything in many texts at once."""
    for mark in _UNTIDY:
        if mark in texts:
            return True
    return not unicodedata.is_normalized("NFC", texts)


def words(text: str) -> str:
    """Return the folded words of a header or heading: "Phí, lệ phí (nếu có)" → "phi le phi neu co"."""
    return _NOT_WORDS.sub(" ", fold(text)).strip()


@lru_cache(maxsize=4096)
def header_words(text: str) -> str:
    """Return the folded words of a header without its brackets, if anything is left then."""
    return words(re.sub(r"\([^()]*\)|\[[^\]]*\]", " ", text)) or words(text)


def one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text else text


def items(text: str) -> list[str]:
    """Return the lines of a list in a cell without bullets or "(1)": documents, legal basis, agencies."""
    stripped = (_BULLET.sub("", line.strip()).strip() for line in text.split("\n"))
    return [line for line in stripped if line]


def may_be_in_an_old_font_code(texts: str) -> bool:
    """Whether many texts at once hold a letter that occurs in old font codes."""
    return not _FOREIGN_LETTERS.isdisjoint(texts)


def is_in_an_old_font_code(sample: str) -> bool:
    """Whether the words look like TCVN3, VNI or a broken conversion instead of Vietnamese in Unicode."""
    found = [word for word in _QUOTED.sub(r"\1", sample).split() if any(letter.isalpha() for letter in word)]
    foreign = sum(1 for word in found if _FOREIGN_IN_WORD.search(word))
    return foreign >= _ENOUGH_WORDS and foreign >= _FOREIGN_SHARE * len(found)
