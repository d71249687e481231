"""Dossier codes: agency, day of reception, ordinal of that day (Nghị định 61/2018 Điều 26)."""

import re
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from backoffice.dossiers.models import CodeSerial, Dossier
from backoffice.organisation.models import Desk

LAST_ORDINAL = 9999
# Quyết định 20/2020/QĐ-TTg writes the agency code level 1 first; TT 01/2018 Điều 19 wrote it last.
LEVEL_1_FIRST_FROM = date(2020, 9, 15)

STRICT_2018 = re.compile(r"^\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}-\d{6}-\d{4}$")
STRICT = re.compile(r"^[A-Y]\d{2}(\.[A-Z0-9]+)*-\d{6}-\d{4}$")
TOLERANT = re.compile(r"^[A-Z0-9.]{3,35}-(\d{6}|\d{8})-[A-Z0-9]{4,12}$")


class DayIsFull(Exception):
    """The four digits of the ordinal are used up (R4)."""


class NotACode(ValueError):
    """The text is no dossier code of any system (R7)."""


def next_code(desk: Desk, on: date) -> str:
    """Take the next ordinal of `desk` on the local day `on` and return the code.

    One statement takes it, inside the caller's transaction: a reception that is rolled back frees its
    ordinal, one that is committed keeps it for ever (R3). An ordinal that another system has used for a
    dossier known here is skipped.

    :raises DayIsFull: after ordinal 9999.
    """
    while Dossier.objects.filter(code=(code := written(desk, on, _next_ordinal(desk, on)))).exists():
        pass  # another system gave this code to a dossier that is known here (R7)
    return code


def written(desk: Desk, on: date, ordinal: int) -> str:
    """Return the code of the `ordinal`-th dossier that `desk` received on the local day `on` (R2)."""
    code = f"{_agency(desk, on)}-{on:%y%m%d}-{ordinal:04d}"
    assert STRICT.match(code) or STRICT_2018.match(code), code
    return code


def foreign(text: str) -> str:
    """Return `text` as it was written, if it can be a code of another system (R7).

    :raises NotACode: if it cannot be one.
    """
    if not TOLERANT.match(text):
        raise NotACode(_("“%(text)s” is not a dossier code.") % {"text": text})
    return text


def key(text: str) -> str:
    """Return the form in which codes are compared: capitals and digits, no signs."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def tail(code: str) -> str:
    """Return day and ordinal without signs: "H28.05-261123-0001" → "2611230001"."""
    return key("-".join(code.split("-")[-2:]))


def _agency(desk: Desk, on: date) -> str:
    if on >= LEVEL_1_FIRST_FROM:
        return desk.agency_code
    top, *lower = desk.agency_code.split(".")
    second, third, fourth = [*lower, "", "", ""][:3]
    return f"{fourth or 0:0>3}.{third or 0:0>2}.{second or 0:0>2}.{top}"


def _next_ordinal(desk: Desk, on: date) -> int:
    table = CodeSerial._meta.db_table
    statement = (
        f"INSERT INTO {table} (desk_id, day, last) VALUES (%s, %s, 1) "
        f"ON CONFLICT (desk_id, day) DO UPDATE SET last = {table}.last + 1 "
        f"WHERE {table}.last < %s RETURNING last"
    )
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(statement, [desk.pk, day, LAST_ORDINAL])
        taken = cursor.fetchone()
    if taken is None:
        raise DayIsFull(
            _("%(desk)s has already given %(last)s codes on %(day)s: no code is left.")
            % {"desk": desk, "last": LAST_ORDINAL, "day": f"{on:%d/%m/%Y}"}
        )
    return taken[0]
