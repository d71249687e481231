"""Vietnamese text as people type it: without marks, in any case, in either Unicode form."""

import re
import unicodedata

# Old typing programs wrote the Icelandic Ð, which looks alike.
_D = str.maketrans("đĐðÐ", "dDdD")
_SPACE = re.compile(r"\s+")
# The order of the Vietnamese alphabet; the tone only breaks ties.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"


def fold(text: str) -> str:
    """Return `text` in lower case without marks, đ as d, blanks single: "Hòa  Sơn" → "hoa son".

    NFKD leaves đ untouched, so it is named here.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _SPACE.sub(" ", bare.translate(_D).lower()).strip()


def tidy(text: str) -> str:
    """Return `text` composed (NFC), without invisible marks, with single blanks and no blank ends."""
    visible = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return _SPACE.sub(" ", visible).strip()


def sort_key(text: str) -> str:
    """Return a key that sorts by the Vietnamese alphabet (a ă â b c d đ …) as plain bytes do."""
    key = []
    for letter in unicodedata.normalize("NFD", tidy(text).lower()):
        if unicodedata.combining(letter) and letter not in "\u0302\u0306\u031b":
            continue
        key.append(letter)
    composed = unicodedata.normalize("NFC", "".join(key))
    return "".join(chr(ord("A") + _ALPHABET.index(c)) if c in _ALPHABET else c for c in composed)
