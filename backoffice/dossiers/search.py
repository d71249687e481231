"""One search box: code with or without signs, name without marks, telephone, last digits of the ID.

Each kind of key is first looked up in its own index, which returns the newest dossiers, at most `AT_MOST`;
only these are sorted as the list. Otherwise an engine may read the whole list instead.
"""

import re
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q, QuerySet, Subquery

from backoffice.base.folding import fold
from backoffice.base.paginators import COUNTED_AT_MOST
from backoffice.dossiers import codes, identity
from backoffice.dossiers.models import Applicant, Dossier, Result
from backoffice.procedures.models import Procedure

AT_MOST = COUNTED_AT_MOST
FEWEST_DIGITS = 3
# PostgreSQL ignores a much longer word, in the index and in the query.
LONGEST_WORD = 60
CODE = re.compile(r"^(?:[A-Y]\d{2}|\d{3}\.\d{2}|[A-Z]{1,3}\d)[A-Z0-9. -]*\d$")
PROCEDURE = re.compile(r"^\d\.\d{6}$")
NUMBER_OF_RESULT = re.compile(r"\d.*[/-]")
DIGITS = re.compile(r"^[\d .-]+$")

WORDS = {
    "postgresql": "SELECT id FROM dossiers_dossier WHERE to_tsvector('simple', search_text) "
    "@@ to_tsquery('simple', %s) ORDER BY id DESC LIMIT %s",
    "sqlite": "SELECT rowid FROM dossiers_dossier_words WHERE dossiers_dossier_words MATCH %s "
    "ORDER BY rowid DESC LIMIT %s",
}


def set_keys(dossier: Dossier) -> None:
    """Fill the columns by which `dossier` is found; call it before the row is saved."""
    procedure = dossier.procedure
    dossier.code_key = codes.key(dossier.code)
    dossier.code_tail = codes.tail(dossier.code)
    names = f"{dossier.applicant_name} {dossier.proxy_name} {procedure.code} {procedure.name}"
    dossier.search_text = " ".join([*_words(names), _desk_word(dossier.desk_id)])


def set_applicant_keys(applicant: Applicant) -> None:
    """Fill the columns for the search by last digits; call it before the row is saved."""
    applicant.id_reversed = backwards(applicant.id_number)
    applicant.phone_reversed = backwards(applicant.phone)


def backwards(text: str) -> str:
    return codes.key(text)[::-1]


def search(rows: QuerySet, text: str, *, desk: int | None = None) -> QuerySet:
    """Return the dossiers of `rows` that match `text`, by the first kind of key that fits.

    `desk`: the only desk in sight, so that another desk's dossiers do not use up the `AT_MOST`.
    """
    text = text.strip()
    if not text:
        return rows
    if text.startswith("+84"):
        text = identity.normalised_phone(text)
    if PROCEDURE.match(text):
        return rows.filter(pk__in=_by_procedure(text, desk))
    if CODE.match(text.upper()):
        key = codes.key(text)
        found = Dossier.objects.filter(beginning("code_key", key)).order_by("-code_key")
        # The number of a passport, or one with dots, begins like a code (F5).
        return rows.filter(pk__in=_first(found) | _by_number(text, desk))
    if DIGITS.match(text):
        return rows.filter(pk__in=_by_digits(identity.normalised(text), desk))
    if found_by_number := _by_number(text, desk) or _by_result(text, desk):
        return rows.filter(pk__in=found_by_number)
    return rows.filter(pk__in=_by_words(text, desk))


def beginning(field: str, text: str) -> Q:
    """Return the condition that a column begins with `text`, in the form for which engines use an index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": text})
    return Q(**{f"{field}__gte": text, f"{field}__lt": f"{text}\uffff"})


def _by_procedure(code: str, desk: int | None) -> set[int]:
    procedure = Procedure.objects.filter(code=code).values("pk")[:1]
    found = Dossier.objects.filter(procedure=Subquery(procedure))
    return _first((found.filter(desk=desk) if desk else found).order_by("-pk"))


def _by_result(number: str, desk: int | None) -> set[int]:
    """Return the dossiers whose result has this number, "15/GCN" for instance."""
    if not NUMBER_OF_RESULT.search(number):
        return set()
    found = Dossier.objects.filter(results__in=Result.objects.standing().filter(number=number))
    return _first((found.filter(desk=desk) if desk else found).order_by("-pk"))


def _by_digits(digits: str, desk: int | None) -> set[int]:
    if len(digits) < FEWEST_DIGITS:
        return set()
    ends, known = digits[::-1], _known(desk)
    cards = known.filter(beginning("id_reversed", ends)).values("pk")
    phones = known.filter(beginning("phone_reversed", ends)).values("pk")
    people = cards.union(phones, all=True)[:AT_MOST]
    theirs = Dossier.objects.filter(applicant__in=people).values("pk")
    codes_so = Dossier.objects.filter(code_tail=digits).values("pk")
    return _first(theirs.union(codes_so).order_by("-pk"))


def _by_number(text: str, desk: int | None) -> set[int]:
    """Return the dossiers of whoever has exactly this ID number, if it can be one."""
    if identity.kind_of(text) is identity.NumberKind.UNKNOWN:
        return set()
    backward = backwards(identity.normalised(text))
    people = _known(desk).filter(beginning("id_reversed", backward), id_reversed=backward).values("pk")
    return _first(Dossier.objects.filter(applicant__in=people[:AT_MOST]).order_by("-pk"))


def _known(desk: int | None) -> QuerySet:
    return Applicant.objects.filter(desk=desk) if desk else Applicant.objects.all()


def _words(text: str) -> list[str]:
    """Return the folded words without signs: engines disagree on what "27/7" or "Y-Ban" is."""
    return [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", fold(text))]


def _by_words(text: str, desk: int | None) -> Iterable[int]:
    words = _words(text)
    if not words:
        return []
    whole = [*words[:-1], _desk_word(desk)] if desk else words[:-1]
    if connection.vendor == "postgresql":
        asked = " & ".join([*whole, f"{words[-1]}:*"])
    else:
        asked = " ".join([*(f'"{word}"' for word in whole), f'"{words[-1]}"*'])
    with connection.cursor() as cursor:
        cursor.execute(WORDS[connection.vendor], [asked, AT_MOST])
        return [row[0] for row in cursor.fetchall()]


def _desk_word(desk: int | None) -> str:
    """Return a word that no name has; in the text index it marks the dossiers of a desk."""
    return f"desk{desk}"


def _first(found: QuerySet) -> set[int]:
    return set(found.values_list("pk", flat=True)[:AT_MOST])
