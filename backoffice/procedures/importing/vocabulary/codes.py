"""The numbers that identify a procedure and the decision that published it, as offices write them."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from backoffice.base.folding import fold
from backoffice.procedures.importing.vocabulary.texts import clean

NATIONAL_CODE = re.compile(r"([0-9]\.[0-9]{6})((?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2})?(?:\.[A-Y][0-9]{2})?)")
_CODE_IN_TEXT = re.compile(rf"(?<![\d.,]){NATIONAL_CODE.pattern}(?!\d|\.\d)")
_SHORT_CODE = re.compile(r"\d\.\d{1,5}")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\uff0d]")
_WHITESPACE = re.compile(r"\s+")
_LABEL = r"(?:mã(?:\s+số)?(?:\s+(?:tthc|thủ\s+tục(?:\s+hành\s+chính)?|hồ\s+sơ))?\s*:?\s*)?"
_SHORT_CODE_IN_BRACKETS = re.compile(rf"[(\[]\s*{_LABEL}(\d[.,]\d{{1,7}})\s*[)\]]\s*$", re.IGNORECASE)

_ORDINAL = r"\d+[a-z]?(?:\s*/\s*(?:19|20)\d\d)?"
_ORGAN = r"(?P<organ>(?:\s*-\s*[^\W\d_]\w*)?(?:-[^\W\d_]\w*)*)"
_DECISION_FORMS = (
    re.compile(rf"(?P<ordinal>{_ORDINAL})\s*\.?\s*/\s*Q[ĐD]{_ORGAN}", re.IGNORECASE),
    re.compile(rf"\bQ[ĐD]\s*[/.-]?\s*(?P<ordinal>\d+[a-z]?){_ORGAN}", re.IGNORECASE),
)
_BARE_ORDINAL = re.compile(
    r"(?:(?:quyết\s+định\s+)?số\s*:?\s*)?(?P<ordinal>\d+[a-z]?)(?P<organ>)", re.IGNORECASE
)
_DATE_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})"),
    re.compile(
        r"(?<!\d)(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})", re.IGNORECASE
    ),
)


# Letters of other scripts that look like those of a code.
_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧаеорсухі", "ABEKMHOPCTYXIJSABEZHIKMNOPTYXAEOPCYXI")


class BadCode(ValueError):
    """A text that is not a procedure code. `proposal` is what it may have been, for a person to confirm."""

    def __init__(self, sentence: str, *, message_code: str, proposal: str = "") -> None:
        super().__init__(sentence)
        self.message_code = message_code
        self.proposal = proposal


@dataclass(frozen=True, slots=True)
class Code:
    """A national procedure code: `base` names the procedure, `suffix` the authority that localised it."""

    base: str
    suffix: str = ""

    def __str__(self) -> str:
        return self.base + self.suffix


@dataclass(frozen=True, slots=True)
class DecisionNumber:
    """A publication decision as a cell names it.

    `number` is kept as it came; `key` is equal for all spellings of one number; `signed_on` is None
    if no date, or an impossible one, is stated.
    """

    number: str
    key: str
    signed_on: date | None = None


def parse_code(text: str) -> Code:
    """Parse a cell that holds nothing but a procedure code; blanks and line breaks in it are ignored.

    :raises BadCode: also for a code with lost digits: those are for a person to restore.
    """
    written = clean(_WHITESPACE.sub("", text)).translate(_LOOKALIKES)
    match = NATIONAL_CODE.fullmatch(written) or NATIONAL_CODE.fullmatch(written.upper())
    if match:
        return Code(match[1], match[2])
    values = {"code": text.strip()}
    if _SHORT_CODE.fullmatch(written):
        sentence = _("The procedure code “%(code)s” is missing digits (Excel?).") % values
        raise BadCode(sentence, message_code="code_damaged", proposal=written.ljust(8, "0"))
    if re.fullmatch(r"\d{7}", written):
        sentence = (
            _("The procedure code “%(code)s” is missing the dot after its first digit (Excel?).") % values
        )
        raise BadCode(sentence, message_code="code_damaged", proposal=f"{written[0]}.{written[1:]}")
    if re.fullmatch(r"\d{2,}\.\d+|[A-ZĐ].*", written, re.IGNORECASE) and len(written) > 3:
        sentence = _("“%(code)s” is a local number, not a national procedure code.") % values
        raise BadCode(sentence, message_code="code_local")
    dotted = written.replace(",", ".").rstrip(".").upper()
    proposal = dotted if NATIONAL_CODE.fullmatch(dotted) else ""
    sentence = _("“%(code)s” is not a procedure code: one digit, a dot, six digits, as in 1.001193.") % values
    raise BadCode(sentence, message_code="code_unreadable", proposal=proposal)


def find_codes(text: str) -> list[Code]:
    """Return the distinct procedure codes inside `text`, in their order."""
    return list(dict.fromkeys(Code(match[1], match[2]) for match in _CODE_IN_TEXT.finditer(text)))


def without_code(name: str, code: Code) -> str:
    """Return `name` without `code`, its brackets and the label or dash before it."""
    written = rf"(?<![\d.]){re.escape(str(code))}(?!\d|\.\d)"
    bracketed = rf"[(\[]\s*{_LABEL}{written}\s*[)\]]"
    bare = rf"{_LABEL}{written}"
    shorter = re.sub(f"{bracketed}|{bare}", " ", name, flags=re.IGNORECASE)
    return re.sub(r"^[\s:;,.–-]+|[\s:;,–-]+$", "", _WHITESPACE.sub(" ", shorter))


def damaged_code_in(name: str) -> str:
    """Return the code with too few or too many digits that stands in brackets at the end of `name`, or ""."""
    match = _SHORT_CODE_IN_BRACKETS.search(name)
    return match[1] if match else ""


def parse_decision(text: str) -> DecisionNumber | None:
    """Parse the first decision number in `text` and the first date after it; None if there is no number."""
    for form in _DECISION_FORMS:
        if match := form.search(text):
            return _decision(match, text)
    bare = _BARE_ORDINAL.match(text.strip())
    if bare and re.match(r"\s*(?:$|ngày\b)", text.strip()[bare.end() :], re.IGNORECASE):
        return _decision(bare, text.strip())
    return None


def decision_key(number: str) -> str:
    """Return one key for all spellings of a decision number: "0163 / QĐ-BTP" → "163/QD-BTP"."""
    number = _DASHES.sub("-", number)
    parsed = parse_decision(number)
    return parsed.key if parsed else fold(number).upper()


def _decision(match: re.Match[str], text: str) -> DecisionNumber:
    ordinal = _WHITESPACE.sub("", match["ordinal"]).lstrip("0") or "0"
    organ = _WHITESPACE.sub("", match["organ"])
    key = f"{ordinal}/QD{organ}" if match.re is not _BARE_ORDINAL else ordinal
    return DecisionNumber(match[0].strip(), fold(key).upper(), parse_date(text[match.end() :]))


def parse_date(text: str) -> date | None:
    """Parse the first date written as 2023-08-15, 15/8/2023, 15.8.2023 or 15 tháng 8 năm 2023."""
    for form in _DATE_FORMS:
        if match := form.search(text):
            try:
                return date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                return None
    return None
