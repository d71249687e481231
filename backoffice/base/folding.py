"""Vietnamese text as people type it: without marks, in any case, in either Unicode form."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

# Old typing programs wrote the Icelandic Ð, which looks alike.
_D = str.maketrans("đĐðÐ", "dDdD")
_SPACE = re.compile(r"\s+")
# The order of the Vietnamese alphabet; the tone only breaks ties.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACES = {ord(letter): chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_OF_THE_LETTER = "\u0302\u0306\u031b"  # â ă ơ: marks that are no tones


def fold(text: str) -> str:
    """Return `text` in lower case without marks, đ as d, blanks single: "Hòa  Sơn" → "hoa son".

    NFKD leaves đ untouched, so it is named here.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _SPACE.sub(" ", bare.translate(_D).lower()).strip()


def tidy(text: str) -> str:
    """Return `text` composed (NFC), without invisible marks, with single blanks and no blank ends."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_VISIBLE)).strip()


@lru_cache(maxsize=8192)
def sort_key(text: str) -> str:
    """Return a key that sorts by the Vietnamese alphabet (a ă â b c d đ …) as plain bytes do."""
    toneless = unicodedata.normalize("NFD", tidy(text).lower()).translate(_TONELESS)
    return unicodedata.normalize("NFC", toneless).translate(_PLACES)


class _Without(dict[int, int | None]):
    """Takes some letters out of a text; of each it asks once whether it is `unwanted`."""

    def __init__(self, unwanted: Callable[[str], bool]) -> None:
        self.unwanted = unwanted

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if self.unwanted(chr(letter)) else letter
        return self[letter]


_VISIBLE = _Without(lambda letter: unicodedata.category(letter) == "Cf")
_TONELESS = _Without(lambda letter: bool(unicodedata.combining(letter)) and letter not in _OF_THE_LETTER)
