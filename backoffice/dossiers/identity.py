"""ID numbers, names and telephones as they are stated at the counter: one spelling, and what looks wrong.

Pure: no database, no clock. A doubt never hinders a reception; the officer writes why it is right (U4).
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from backoffice.base.folding import fold, tidy

OLDEST = 120
# The provinces of 2016 to 2025 (Thông tư 59/2021/TT-BCA, phụ lục); those merged in 2025 stay in numbers.
PROVINCES = re.findall(
    r"\d+",
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 "
    "040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 "
    "083 084 086 087 089 091 092 093 094 095 096",
)


class NumberKind(StrEnum):
    CITIZEN_CARD = "CITIZEN_CARD"
    OLD_CARD = "OLD_CARD"
    PASSPORT = "PASSPORT"
    RESIDENCE_CARD = "RESIDENCE_CARD"
    TAX_CODE = "TAX_CODE"
    UNKNOWN = "UNKNOWN"


SHAPES = (
    (NumberKind.CITIZEN_CARD, re.compile(r"\d{12}")),
    (NumberKind.OLD_CARD, re.compile(r"\d{9}")),
    (NumberKind.TAX_CODE, re.compile(r"\d{10}|\d{13}")),
    (NumberKind.PASSPORT, re.compile(r"[A-Z]\d{7,8}")),
    (NumberKind.RESIDENCE_CARD, re.compile(r"[A-Z]{2}\d{6,10}")),
    # Passports of other countries mix letters and digits.
    (NumberKind.PASSPORT, re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9]{6,9}")),
)
PERSONAL = frozenset(
    {NumberKind.CITIZEN_CARD, NumberKind.OLD_CARD, NumberKind.PASSPORT, NumberKind.RESIDENCE_CARD}
)
# By `Applicant.Kind`: citizen, enterprise, household business, organisation.
FITTING = {
    "0": PERSONAL,
    "1": frozenset({NumberKind.TAX_CODE}),
    "2": PERSONAL | {NumberKind.TAX_CODE},
    "3": PERSONAL | {NumberKind.TAX_CODE},
}
CITIZEN = "0"
MOBILE = re.compile(r"0[35789]\d{8}")
LANDLINE = re.compile(r"02\d{8,9}")
ABROAD = re.compile(r"\+(?!84)\d{8,15}")


def normalised(number: str) -> str:
    """Return the one spelling of an ID number: "001.199 000-010" → "001199000010", "c12" → "C12"."""
    return "".join(_bare(number)).upper()


def normalised_phone(text: str) -> str:
    """Return the one spelling of a telephone: "+84 912.345.123" → "0912345123"."""
    bare = "".join(_bare(text)).replace("(", "").replace(")", "")
    if home := re.fullmatch(r"(?:\+84|0084)0?(\d+)|84([235789]\d{8,9})", bare):
        return f"0{home[1] or home[2]}"
    return bare


def kind_of(number: str) -> NumberKind:
    """Return what a number is by its shape, in whatever spelling."""
    bare = normalised(number)
    return next((kind for kind, shape in SHAPES if shape.fullmatch(bare)), NumberKind.UNKNOWN)


def same_name(one: str, other: str) -> bool:
    """Whether two spellings can be the name of one person: marks, case and blanks aside."""
    return fold(tidy(one)) == fold(tidy(other))


def warnings(number: str, name: str, phone: str, kind_of_applicant: str, today: date) -> tuple[str, ...]:
    """Return what looks wrong, a sentence each, without repeating the data; empty if nothing does.

    What is empty was not stated, which is allowed. `kind_of_applicant`: of `Applicant.Kind`;
    `today`: a citizen is not born after it.
    """
    doubts = (
        _of_number(number, kind_of_applicant, today),
        _of_name(name, kind_of_applicant),
        _of_phone(phone),
    )
    return tuple(doubt for doubt in doubts if doubt)


def _of_number(number: str, kind_of_applicant: str, today: date) -> str:
    bare, kind = normalised(number), kind_of(number)
    if not bare:
        return ""
    if kind is NumberKind.UNKNOWN:
        return _("The ID number has no known form: 12 digits of the citizen card, a passport, a tax code.")
    if kind not in FITTING[kind_of_applicant]:
        if kind is NumberKind.TAX_CODE:
            return _("10 or 13 digits are a tax code, not the ID number of a citizen.")
        return _("An enterprise is known by its tax code of 10 or 13 digits.")
    return _of_citizen_card(bare, today) if kind is NumberKind.CITIZEN_CARD else ""


def _of_citizen_card(number: str, today: date) -> str:
    """Three digits are the province, one is century and sex, two are the year of birth."""
    if number[:3] not in PROVINCES:
        return _("No province has the first three digits of this citizen card.")
    born = 1900 + int(number[3]) // 2 * 100 + int(number[4:6])
    if not today.year - OLDEST <= born <= today.year:
        return _("Digits 4 to 6 of the citizen card give the year of birth %(year)d.") % {"year": born}
    return ""


def _of_name(name: str, kind_of_applicant: str) -> str:
    words = [word for word in tidy(name).split() if any(letter.isalpha() for letter in word)]
    if kind_of_applicant == CITIZEN and re.search(r"\d", name):
        return _("The name of a citizen has no digits.")
    if name.strip() and (kind_of_applicant == CITIZEN and len(words) < 2 or sum(map(len, words)) < 2):
        return _("The name looks unfinished: write it as it stands on the card.")
    return ""


def _of_phone(phone: str) -> str:
    bare = normalised_phone(phone)
    if not bare or any(shape.fullmatch(bare) for shape in (MOBILE, LANDLINE, ABROAD)):
        return ""
    return _("The telephone has no known form: 10 digits from 03 to 09, or 02 and the landline.")


def _bare(text: str) -> Iterator[str]:
    """Yield the letters, digits of any script as 0 to 9; no dots, blanks, hyphens, invisible marks."""
    for letter in unicodedata.normalize("NFKC", text):
        digit = unicodedata.decimal(letter, None)
        if digit is not None:
            yield str(digit)
        elif letter != "." and unicodedata.category(letter) not in {"Zs", "Zl", "Zp", "Pd", "Cf", "Cc"}:
            yield letter
