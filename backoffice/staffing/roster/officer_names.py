"""Finding an officer by a name as an office writes it: "Đ/c Nguyễn Văn A", "nguyen van a", "Hằng"."""

import re
import unicodedata
from collections.abc import Iterable

from backoffice.base.folding import fold, tidy
from backoffice.staffing.roster.checks import Person

# Forms of address before a name, folded; removed only if the whole text matches nobody.
_ADDRESS = re.compile(r"^(?:(?:d/c|d\.c|dc|dong chi|ong|ba|anh|chi|co|cb|cc|cv)\b[.:]?\s*)+(?=\S)")
# Grave, acute, tilde, hook above, dot below.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_REMARK = re.compile(r"\s*[(\[].*?[)\]]\s*$")


def find(text: str, people: Iterable[Person]) -> list[Person]:
    """Return the people whom `text` may name; if there are several, the user has to choose.

    Whole names are tried first, then their ends; tone marks count only where several match without them.
    """
    everybody = list(people)
    for wording in _wordings(text):
        same = [person for person in everybody if fold(person.name) == fold(wording)]
        found = same or [p for p in everybody if fold(p.name).endswith(" " + fold(wording))]
        if found:
            exact = [p for p in found if _marks(p.name).endswith(_marks(wording))]
            return exact or found
    return [p for p in everybody if any(_shortens(wording, p.name) for wording in _wordings(text))]


def _shortens(text: str, name: str) -> bool:
    """Return whether `text` is `name` with words left out or cut to a letter: "Đ.V. Long", "Đinh Long".

    Both have the same first and last word, and the last one is in full.
    """
    short, full = fold(text).replace(".", " ").split(), fold(name).split()
    if len(short) < 2 or short[-1] != full[-1] or not full[0].startswith(short[0]):
        return False
    rest = iter(full)
    return all(any(word == part or (len(part) == 1 and word[0] == part) for word in rest) for part in short)


def _wordings(text: str) -> list[str]:
    """Return the text, then without its form of address, then without a remark in brackets."""
    plain = tidy(text)
    found = [plain]
    for wording in (plain, _REMARK.sub("", plain)):
        # Folding an NFC text keeps its length, so that the address ends at the same place in both.
        address = _ADDRESS.match(fold(wording))
        found.append(wording[address.end() :] if address else wording)
    return [wording for wording in dict.fromkeys(found) if wording]


def _marks(text: str) -> str:
    """Return the text with the tone of each word at its end: "Thuỷ" and "Thủy" are one name."""
    words = []
    for word in unicodedata.normalize("NFD", tidy(text).lower()).split(" "):
        tone = "".join(letter for letter in word if letter in _TONES)
        words.append("".join(letter for letter in word if letter not in _TONES) + tone)
    return " ".join(words)


def labels(people: Iterable[Person], divisions: dict[int, str]) -> dict[int, str]:
    """Return a unique name for each officer: namesakes have their division or number added."""
    everybody = list(people)
    names = [fold(person.name) for person in everybody]
    return {
        person.id: person.name
        if names.count(fold(person.name)) == 1
        else f"{person.name} ({divisions.get(person.division or 0, '')} #{person.id})".replace("( ", "(")
        for person in everybody
    }
