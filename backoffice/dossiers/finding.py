"""One search box: code with or without signs, name without marks, telephone, last digits of the ID."""

import re

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from backoffice.base.folding import fold
from backoffice.dossiers import codes
from backoffice.dossiers.models import Applicant, Dossier

FEWEST_DIGITS = 3
CODE = re.compile(r"^(?:[A-Y]\d{2}|\d{3}\.\d{2}|[A-Z]{1,3}\d)[A-Z0-9. -]*\d$")
PROCEDURE = re.compile(r"^\d\.\d{6}$")
DIGITS = re.compile(r"^[\d .-]+$")


def set_keys(dossier: Dossier) -> None:
    """Fill the columns by which `dossier` is found; call it before the row is saved."""
    dossier.code_key = codes.key(dossier.code)
    dossier.code_tail = codes.tail(dossier.code)
    dossier.search_text = fold(
        f"{dossier.applicant_name} {dossier.proxy_name} {dossier.procedure.code} {dossier.procedure.name}"
    )


def set_applicant_keys(applicant: Applicant) -> None:
    """Fill the columns by which the last digits are found; call it before the row is saved."""
    applicant.id_reversed = backwards(applicant.id_number)
    applicant.phone_reversed = backwards(applicant.phone)


def backwards(text: str) -> str:
    return codes.key(text)[::-1]


def search(rows: QuerySet, text: str) -> QuerySet:
    """Return the dossiers of `rows` that `text` means: the first kind of key that fits, by its index."""
    text = text.strip()
    if not text:
        return rows
    if PROCEDURE.match(text):
        return rows.filter(procedure__code=text)
    if CODE.match(text.upper()):
        return rows.filter(beginning("code_key", codes.key(text)))
    if DIGITS.match(text):
        return rows.filter(_by_digits(codes.key(text)))
    return rows.filter(pk__in=_by_words(fold(text)))


def beginning(field: str, text: str) -> Q:
    """Say that a column begins with `text`, in the form that lets each engine use its index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": text})
    return Q(**{f"{field}__gte": text, f"{field}__lt": f"{text}\uffff"})


def _by_digits(digits: str) -> Q:
    if len(digits) < FEWEST_DIGITS:
        return Q(pk__in=[])
    ends = digits[::-1]
    people = Applicant.objects.filter(beginning("id_reversed", ends) | beginning("phone_reversed", ends))
    found = Q(applicant__in=people.values("pk"))
    return found | Q(code_tail=digits)


def _by_words(folded: str) -> RawSQL | list:
    words = re.findall(r"[a-z0-9]+", folded)
    if not words:
        return []
    if connection.vendor == "postgresql":
        question = (
            "SELECT id FROM dossiers_dossier "
            "WHERE to_tsvector('simple', search_text) @@ to_tsquery('simple', %s)"
        )
        return RawSQL(question, [" & ".join([*words[:-1], f"{words[-1]}:*"])])
    question = "SELECT rowid FROM dossiers_dossier_words WHERE dossiers_dossier_words MATCH %s"
    return RawSQL(question, [" ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])])
