"""Cleans the texts of cells: composed Unicode, plain blanks, no invisible characters."""

import re
import sys
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from backoffice.base.folding import fold

_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
_BLANKS = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = (
    "\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063"
    "\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff" + "".join(map(chr, (*range(9), *range(14, 32), 127)))
)
# Digits of other scripts and the full-width signs of East Asian keyboards stand for the ordinary ones.
_DIGITS = {
    chr(number): str(unicodedata.decimal(chr(number)))
    for number in range(0x80, sys.maxunicode + 1)
    if chr(number).isdecimal()
}
_WIDE = {chr(number): chr(number - 0xFEE0) for number in range(0xFF01, 0xFF5F)}
_ORDINARY = str.maketrans(_WIDE | _DIGITS)
_REPLACED = {**dict.fromkeys(_BREAKS, "\n"), **dict.fromkeys(_BLANKS, " "), **dict.fromkeys(_INVISIBLE, "")}
_UNTIDY = frozenset({*_REPLACED, *_DIGITS, *_WIDE})
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
    letters = frozenset(text)
    for mark in letters & _REPLACED.keys():
        # In TCVN3 the soft hyphen is a letter.
        if mark != "\xad" or not _FOREIGN_IN_WORD.search(text):
            text = text.replace(mark, _REPLACED[mark])
    if not _UNTIDY.isdisjoint(letters):
        text = text.translate(_ORDINARY)
    return _BLANK_RUN.sub(" ", unicodedata.normalize("NFC", text)).strip()


def is_untidy(texts: str, letters: Collection[str]) -> bool:
    """Whether `clean` would change anything in many texts at once, with these letters."""
    if not _UNTIDY.isdisjoint(letters) or "  " in texts:
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


def may_be_in_an_old_font_code(letters: Collection[str]) -> bool:
    """Whether one of the letters of many texts occurs in old font codes."""
    return not _FOREIGN_LETTERS.isdisjoint(letters)


def is_in_an_old_font_code(sample: str) -> bool:
    """Whether the words look like TCVN3, VNI or a broken conversion instead of Vietnamese in Unicode."""
    found = [word for word in _QUOTED.sub(r"\1", sample).split() if any(letter.isalpha() for letter in word)]
    foreign = sum(1 for word in found if _FOREIGN_IN_WORD.search(word))
    return foreign >= _ENOUGH_WORDS and foreign >= _FOREIGN_SHARE * len(found)
