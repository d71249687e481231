"""Compares the catalogue of a desk with an export of the national database; writes nothing to it (R73).

Nghị định 63/2010 Điều 26: the national database, the web page and the posting at the desk must agree.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.base.folding import fold, tidy
from backoffice.organisation.models import Desk, User
from backoffice.procedures import columns
from backoffice.procedures.importing.layouts.sheet_layout import layouts_of
from backoffice.procedures.importing.plans import snapshot
from backoffice.procedures.importing.plans.snapshot import Known, Snapshot
from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.importing.rows.workbook_rows import rows_of
from backoffice.procedures.importing.vocabulary.codes import BadCode, decision_key, parse_code
from backoffice.procedures.importing.workbooks.opening import open_workbook
from backoffice.procedures.models import ColumnMapping, NationalComparison
from backoffice.procedures.parts import read_fee, read_limit

PERMISSION = "procedures.add_nationalcomparison"
Kind = Literal["missing_here", "missing_there", "name", "time_limit", "fee", "decision", "unread"]
# What is compared of a procedure that both have.
COMPARED: tuple[Kind, ...] = ("name", "time_limit", "fee", "decision")
KINDS: tuple[Kind, ...] = ("missing_here", "missing_there", *COMPARED, "unread")
SHOWN = 2_000


@dataclass(frozen=True)
class Difference:
    """What the catalogue says here and the national database there; `place` is sheet and row of the file."""

    kind: Kind
    code: str
    name: str
    here: str = ""
    there: str = ""
    place: str = ""


def compare(*, desk: Desk, by: User, data: bytes, file_name: str, at: datetime) -> NationalComparison:
    """Read an export of the national database, and keep how the catalogue of `desk` differs from it.

    :raises UnreadableFile: the file cannot be read, or no sheet lists procedures; a sentence says why.
    :raises PermissionDenied: `by` may not compare this desk's catalogue.
    """
    if not by.has_perm(PERMISSION) or not by.sees(desk):
        raise PermissionDenied(_("Your account may not compare this desk's catalogue."))
    mappings = dict(ColumnMapping.objects.filter(desk=desk).values_list("layout_key", "columns"))
    workbook = open_workbook(data, file_name)
    rows = rows_of(layouts_of(workbook, mappings)).rows
    known = snapshot.take(desk, source_key="", on=localdate(at))
    found = list(differences(rows, known))
    differing = {difference.code for difference in found if difference.kind in (*COMPARED, "missing_here")}
    unread = sum(difference.kind == "unread" for difference in found)
    return NationalComparison.objects.create(
        desk=desk,
        file_name=file_name[-255:],
        sha256=hashlib.sha256(data).hexdigest(),
        compared_at=at,
        compared_by=by,
        rows_read=len(rows),
        rows_equal=max(0, len(rows) - len(differing) - unread),
        differences=[asdict(difference) for difference in found],
    )


def differences(rows: Iterable[SheetRow], known: Snapshot) -> Iterator[Difference]:
    """Yield how `known` differs from the rows of the file, by kind, then by code."""
    found: list[Difference] = []
    seen: dict[str, SheetRow] = {}
    listed = list(rows)
    for row in listed:
        code, refusal = _code_of(row, known)
        if refusal:
            found.append(_of(row, "unread", code, there=refusal))
            continue
        if code in seen:
            continue
        seen[code] = row
        ours = known.by_code.get(code)
        if ours is None or ours.version is None:
            said = (row.values.get(key, "") for key in ("decision", "level", "field"))
            found.append(_of(row, "missing_here", code, there=" · ".join(filter(None, said))))
        else:
            found += _compared(row, code, ours)
    found += _missing_there(listed, seen, known)
    yield from sorted(found, key=lambda difference: (KINDS.index(difference.kind), difference.code))


def _code_of(row: SheetRow, known: Snapshot) -> tuple[str, str]:
    """Return the code of a row, and why it cannot be compared; a local code of the catalogue can."""
    written = row.values.get("code", "")
    damaged = next((p for p in row.problems if p.message_code.startswith("code_")), None)
    if written in known.by_code:
        return written, ""
    try:
        return parse_code(written).base, ""
    except BadCode as bad:
        return (damaged.value, damaged.message) if damaged else (written, str(bad))


def _of(row: SheetRow, kind: Kind, code: str, *, here: str = "", there: str = "") -> Difference:
    place = _("%(sheet)s, row %(row)s") % {"sheet": row.sheet, "row": row.row}
    return Difference(kind, code[:40], row.values.get("name", "")[:500], here[:SHOWN], there[:SHOWN], place)


def _compared(row: SheetRow, code: str, ours: Known) -> Iterator[Difference]:
    """Yield the columns that differ; an empty cell of the file is not compared."""
    same = {"name": _same_words, "time_limit": _same_limit, "fee": _same_fee, "decision": _same_decision}
    there = columns.content_of(row.values)
    for kind in COMPARED:
        said, here = there.get(kind, ""), ours.values.get(kind, "")
        if said and not same[kind](here, said):
            yield _of(row, kind, code, here=here, there=said)


def _same_words(here: str, there: str) -> bool:
    return _bare(here) == _bare(there)


def _bare(text: str) -> str:
    """Return the folded name without "Thủ tục", with which the national database begins many names."""
    return fold(text).removeprefix("thu tuc ")


def _same_limit(here: str, there: str) -> bool:
    """Two spellings of one limit agree; what cannot be read is compared word by word."""
    if _same_words(here, there):
        return True
    ours, theirs = read_limit(here), read_limit(there)
    if ours.needs_person or theirs.needs_person or ours.main is None or theirs.main is None:
        return False
    mine, other = ours.main, theirs.main
    return (ours.kind, mine.value, mine.unit) == (theirs.kind, other.value, other.unit) and len(
        ours.alternatives
    ) == len(theirs.alternatives)


def _same_fee(here: str, there: str) -> bool:
    if _same_words(here, there):
        return True
    ours, theirs = read_fee(here), read_fee(there)
    if ours.needs_person or theirs.needs_person:
        return False
    return (ours.free, _amounts(ours)) == (theirs.free, _amounts(theirs)) and (ours.free or bool(ours.fees))


def _amounts(reading) -> list[tuple]:
    return sorted((fee.amount, fee.currency, fee.channel, fold(fee.condition)) for fee in reading.fees)


def _same_decision(here: str, there: str) -> bool:
    return decision_key(tidy(here)) == decision_key(tidy(there))


def _missing_there(rows: list[SheetRow], seen: dict[str, SheetRow], known: Snapshot) -> Iterator[Difference]:
    """Yield what the file has not, within the issuing agencies and fields that it lists."""
    agencies = {fold(row.values.get("issuing_agency", "")) for row in rows}
    fields = {fold(row.values.get("field", "")) for row in rows}
    for code, ours in known.by_code.items():
        if code in seen or ours.version is None or ours.version.valid_to is not None:
            continue
        is_of_agency = not any(agencies) or fold(ours.values["issuing_agency"]) in agencies
        if is_of_agency and (not any(fields) or fold(ours.values["field"]) in fields):
            yield Difference("missing_there", code, ours.procedure.name[:500], here=ours.values["decision"])
