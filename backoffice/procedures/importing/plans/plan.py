"""What each row of a file would change: compares the file, the catalogue and the last import."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from backoffice.base.folding import fold
from backoffice.procedures import columns, doubts, parts
from backoffice.procedures.importing.plans.snapshot import Known, Snapshot
from backoffice.procedures.importing.plans.statement import Statement, statement_of
from backoffice.procedures.importing.rows.cell_reader import CUT_FROM
from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.importing.workbooks.problems import Problem
from backoffice.procedures.models import ImportRow, ProcedureVersion

Kind = ImportRow.Kind
PERSON = "person"
FIELD_LENGTH = 200


class Plan:
    """The rows of an import, in the order of the file, and how many change nothing."""

    def __init__(self, known: Snapshot) -> None:
        self._known = known
        self._seen: dict[str, SheetRow] = {}
        self._agencies: set[str] = set()
        self._fields: set[str] = set()
        self.rows: list[ImportRow] = []
        self.counts: Counter[str] = Counter()
        # The rows that would overwrite an edit, by the version that was edited.
        self.edited: dict[int, list[ImportRow]] = {}

    def add(self, rows: Iterable[SheetRow]) -> None:
        for row in rows:
            statement = statement_of(row)
            self._agencies.add(statement.folded_agency)
            self._fields.add(statement.folded_field)
            planned = self.plan(statement)
            self.counts[planned.kind] += 1
            if planned.kind != Kind.UNCHANGED or planned.problems:
                self.rows.append(planned)

    def add_missing(self) -> None:
        """Propose to close procedures that the last import of this source had and no added row has.

        Only within the issuing agencies and fields of the added rows: a file about civil status says
        nothing about land. Nothing is closed unless a person accepts the row.
        """
        for code, known in self._known.by_code.items():
            if code in self._seen or not known.imported or known.version is None or known.version.valid_to:
                continue
            if fold(known.values["issuing_agency"]) not in self._agencies:
                continue
            if fold(known.values["field"]) not in self._fields:
                continue
            self.counts[Kind.MISSING] += 1
            self.rows.append(
                ImportRow(
                    sheet="",
                    row=0,
                    code=code,
                    name=known.procedure.name,
                    kind=Kind.MISSING,
                    procedure=known.procedure,
                    base_hash=known.fingerprint,
                    accepted=False,
                )
            )

    def plan(self, statement: Statement) -> ImportRow:
        """Return what a row would do, unsaved and without its batch."""
        row, said = statement.row, statement.content
        planned = ImportRow(
            sheet=row.sheet[:100],
            row=row.row,
            code=row.values.get("code", "")[:40],
            name=row.values.get("name", "")[:2000],
            problems=[_as_json(problem) for problem in row.problems],
        )
        self._check_lengths(planned, row, said)
        if any(problem.severity == "error" for problem in row.problems) or planned.kind == Kind.ERROR:
            # Kept, so that a person who puts the code right need not upload the file again.
            planned.values = said | {"field": statement.field}
            return _refused(planned)
        if not row.values.get("code"):
            return self._match_by_name(planned, statement)
        if statement.bad_code:
            # A local code ("QT 01/CX-HCTP") is a code too: the reader has already warned about it.
            planned.problems.append(_problem(row, "code", row.values["code"], statement.bad_code, PERSON))
        planned.code = statement.code.base if statement.code else planned.code
        if self._is_repeated(planned, row):
            return planned
        self._compare(planned, statement, self._known.by_code.get(planned.code))
        if any(problem.severity == PERSON for problem in row.problems):
            # What a cell says is not sure: the row waits until a person accepts it.
            planned.accepted, planned.needs_person = False, True
        return planned

    def _is_repeated(self, planned: ImportRow, row: SheetRow) -> bool:
        first = self._seen.setdefault(planned.code, row)
        if first is row:
            return False
        if first.values == row.values:
            planned.kind = Kind.UNCHANGED
            return True
        message = _("The code %(code)s is already on sheet “%(sheet)s”, row %(row)s, with other content.")
        place = {"code": planned.code, "sheet": first.sheet, "row": first.row}
        planned.problems.append(_problem(row, "code", planned.code, message % place, "error"))
        _refused(planned)
        return True

    def _check_lengths(self, planned: ImportRow, row: SheetRow, said: dict[str, str]) -> None:
        for key, text in said.items():
            longest = columns.longest(key)
            if longest and len(text) > longest:
                message = _("“%(column)s” has %(length)s characters; at most %(longest)s are kept.") % {
                    "column": columns.label(key),
                    "length": len(text),
                    "longest": longest,
                }
                planned.problems.append(_problem(row, key, text[:80], message, "error"))
                planned.kind = Kind.ERROR
        if said.get("url") and not said["url"].startswith(("https://", "http://")):
            message = _("The address of the source must begin with https://.")
            planned.problems.append(_problem(row, "url", said["url"][:80], message, "error"))
            planned.kind = Kind.ERROR

    def _match_by_name(self, planned: ImportRow, statement: Statement) -> ImportRow:
        """Propose the one procedure of that name and field; never invent a code."""
        row = statement.row
        candidates = self._known.named(planned.name, statement.field)
        planned.kind, planned.accepted, planned.needs_person = Kind.NEEDS_PERSON, False, True
        if len(candidates) == 1:
            found = candidates[0]
            self._seen.setdefault(found.procedure.code, row)
            self._compare(planned, statement, found)
            if planned.kind == Kind.UNCHANGED:
                planned.problems, planned.accepted, planned.needs_person = [], True, False
                return planned
            if planned.kind != Kind.MISSING:
                planned.kind = Kind.NEEDS_PERSON
            planned.accepted, planned.needs_person = False, True
            planned.code = found.procedure.code
            message = _("The row has no code. By its name it may be %(code)s: accept it if that is right.")
            words = message % {"code": found.procedure.code}
        elif candidates:
            planned.values = statement.content | {"field": statement.field}
            codes = ", ".join(sorted(k.procedure.code for k in candidates))
            message = _("The row has no code, and several procedures have its name: %(codes)s.")
            words = message % {"codes": codes}
        else:
            planned.values = statement.content | {"field": statement.field}
            words = _("The row has no code, and no procedure of this desk has its name.")
        planned.problems.append(_problem(row, "code", "", words, PERSON))
        return planned

    def _compare(self, planned: ImportRow, statement: Statement, known: Known | None) -> ImportRow:
        row, said, kind = statement.row, statement.content, statement.change_type
        if statement.code and statement.code.suffix:
            said = said | {"code_suffix": statement.code.suffix}
        if known is None:
            planned.kind = Kind.NEW
            if kind == ProcedureVersion.ChangeType.BAI_BO:
                return self._abolish(planned, row, None)
            if not statement.field or len(statement.field) > FIELD_LENGTH:
                message = _("The field of a new procedure is missing: name it in the file or in a heading.")
                planned.problems.append(_problem(row, "field", statement.field[:80], message, "error"))
                return _refused(planned)
            planned.values = said | {"field": statement.field}
        else:
            planned.procedure, planned.base_hash = known.procedure, known.fingerprint
            # A title or the name of the sheet is a guess: it moves nothing that is known.
            is_said = row.derived.get("field") not in ("title", "sheet")
            if is_said and statement.field and statement.folded_field != fold(known.values["field"]):
                said = said | {"field": statement.field}
            self._differences(planned, row, said, known)
        if kind:
            planned.values["change_type"] = kind
        if kind == ProcedureVersion.ChangeType.BAI_BO:
            return self._abolish(planned, row, known)
        if "time_limit" in planned.values:
            self._read_limit(planned, row, planned.values["time_limit"])
        if "fee" in planned.values:
            self._read_fee(planned, row, planned.values["fee"])
        planned.needs_person = planned.needs_person or any(p["severity"] == PERSON for p in planned.problems)
        return planned

    def _abolish(self, planned: ImportRow, row: SheetRow, known: Known | None) -> ImportRow:
        """Propose to end what the file abolishes; what the desk does not keep, or has ended, is unchanged."""
        planned.values, planned.changes, planned.accepted = {}, [], False
        if known is not None and known.version is not None and not known.is_last:
            message = _("The file abolishes it, but a later version waits: end both on their own pages.")
            planned.problems = [_problem(row, "status", row.values.get("status", ""), message, "error")]
            return _refused(planned)
        is_kept = known is not None and known.version is not None and known.version.valid_to is None
        planned.kind, planned.problems = Kind.MISSING if is_kept else Kind.UNCHANGED, []
        planned.needs_person = is_kept
        if is_kept:
            key = "status" if row.values.get("status") else "note"
            said = row.values.get(key, "")[:80]
            message = _("The file abolishes it (“%(said)s”): accept to end its version and withdraw it.")
            planned.problems.append(_problem(row, key, said, message % {"said": said}, PERSON))
        return planned

    def _differences(self, planned: ImportRow, row: SheetRow, said: dict[str, str], known: Known) -> None:
        for key, text in said.items():
            before = known.procedure.code_suffix if key == "code_suffix" else known.values.get(key, "")
            if before == text or (len(text) >= CUT_FROM and before.startswith(text)):
                # A cell holds no more: its beginning says nothing about the end that is known.
                continue
            if known.is_repeated(key, text):
                # The file says what it said last time; the difference is the desk's own edit.
                continue
            conflict = known.is_edited(key)
            planned.values[key] = text
            planned.changes.append(
                {
                    "key": key,
                    "column": row.cells.get(key, ""),
                    "before": before,
                    "after": text,
                    "conflict": conflict,
                }
            )
            if conflict:
                planned.accepted, planned.needs_person = False, True
                message = _("“%(column)s” was edited here since the last import; accept to overwrite it.")
                words = message % {"column": columns.label(key)}
                planned.problems.append(_problem(row, key, text[:80], words, PERSON))
                if known.version is not None:
                    self.edited.setdefault(known.version.pk, []).append(planned)
        differs = bool(planned.changes) or known.is_missing_then
        planned.kind = Kind.CHANGED if differs else Kind.UNCHANGED

    def _read_limit(self, planned: ImportRow, row: SheetRow, text: str) -> None:
        reading = parts.read_limit(text)
        if reading.needs_person or reading.kind == "none":
            message = _("The time limit “%(text)s” wants a person: confirm amount and unit after the import.")
            words = f"{message % {'text': text[:80]}} {doubts.of_limit(reading)}"
            planned.problems.append(_problem(row, "time_limit", text[:80], words, PERSON))

    def _read_fee(self, planned: ImportRow, row: SheetRow, text: str) -> None:
        if doubt := doubts.of_fee(parts.read_fee(text)):
            message = _("The fee “%(text)s” wants a person: enter it after the import.")
            words = f"{message % {'text': text[:80]}} {doubt}"
            planned.problems.append(_problem(row, "fee", text[:80], words, PERSON))


def plan_of(rows: Iterable[SheetRow], known: Snapshot) -> Plan:
    """Compare all rows of a file with the catalogue; nothing is written."""
    plan = Plan(known)
    plan.add(rows)
    plan.add_missing()
    return plan


def _refused(planned: ImportRow) -> ImportRow:
    planned.kind, planned.accepted = Kind.ERROR, False
    return planned


def _problem(row: SheetRow, key: str, value: str, message: str, severity: str) -> dict[str, str]:
    return {
        "column": row.cells.get(key, ""),
        "value": value,
        "message": message,
        "severity": severity,
        "code": key,
    }


def _as_json(problem: Problem) -> dict[str, str]:
    return {
        "column": problem.column,
        "value": problem.value[:200],
        "message": problem.message,
        "severity": problem.severity,
        "code": problem.message_code,
        "proposal": problem.proposal,
    }
