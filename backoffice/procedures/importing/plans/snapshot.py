"""The catalogue of a desk as it is now, in four queries, for comparing a whole file with it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from backoffice.base.folding import fold
from backoffice.organisation.models import Desk
from backoffice.procedures import columns
from backoffice.procedures.models import Field, ImportedContent, Procedure, ProcedureVersion


@dataclass(slots=True)
class Known:
    """A procedure of the catalogue with its version in force on a day, or the nearest to it.

    `is_last`: no version begins later. `is_missing_then`: there is none yet on the day of a decision.
    """

    procedure: Procedure
    version: ProcedureVersion | None
    values: dict[str, str]
    # What the last import of the same source said, as short hashes by column.
    imported: dict[str, str] = field(default_factory=dict)
    # What the last import of any source said, by column.
    said: dict[str, set[str]] = field(default_factory=dict)
    is_last: bool = True
    is_missing_then: bool = False

    def is_repeated(self, key: str, text: str) -> bool:
        """Whether the source said the same last time: of the last version, which it spoke of."""
        return self.is_last and self.imported.get(key) == short_hash(text)

    def is_edited(self, key: str) -> bool:
        """Whether somebody edited the column after the imports: no source contained its value."""
        said = self.said.get(key)
        return self.is_last and said is not None and short_hash(self.values.get(key, "")) not in said

    @property
    def fingerprint(self) -> str:
        """A hash that changes when anybody edits the procedure or this version."""
        said = [self.version.pk if self.version else None, sorted(self.values.items())]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass(slots=True)
class Snapshot:
    by_code: dict[str, Known]
    by_name: dict[str, list[Known]]
    fields: dict[str, Field]

    def named(self, name: str, field_name: str) -> list[Known]:
        """Return the procedures with this name, ignoring marks and case, in this field unless it is ""."""
        found = self.by_name.get(fold(name), [])
        wanted = fold(field_name)
        return [k for k in found if not wanted or fold(k.values["field"]) == wanted]


def take(
    desk: Desk, *, source_key: str, on: date, decided: bool = False, codes: Iterable[str] | None = None
) -> Snapshot:
    """Return the catalogue of `desk` as it is on a day, or only the procedures with these `codes`.

    A procedure has the last version that began by then, or else its first. Four queries.

    :param decided: the day is that of a decision, whose content begins on it.
    """
    procedures = Procedure.objects.filter(desk=desk).select_related("field")
    if codes is not None:
        procedures = procedures.filter(code__in=list(codes))
    versions: dict[int, ProcedureVersion] = {}
    later: set[int] = set()
    for version in ProcedureVersion.objects.filter(procedure__in=procedures).order_by("valid_from"):
        if version.valid_from <= on or version.procedure_id not in versions:
            versions[version.procedure_id] = version
        else:
            later.add(version.procedure_id)
    imported: dict[int, dict[str, str]] = {}
    said: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    remembered = ImportedContent.objects.filter(procedure__in=procedures)
    for pk, source, hashes in remembered.values_list("procedure", "source_key", "hashes"):
        if source == source_key:
            imported[pk] = hashes
        for key, found in hashes.items():
            said[pk][key].add(found)
    by_code, by_name = {}, defaultdict(list)
    for procedure in procedures:
        newest = versions.get(procedure.pk)
        values = values_of(procedure, newest)
        known = Known(procedure, newest, values, imported.get(procedure.pk, {}), said.get(procedure.pk, {}))
        known.is_missing_then = decided and newest is not None and newest.valid_from > on
        known.is_last = procedure.pk not in later and not known.is_missing_then
        by_code[procedure.code] = known
        by_name[fold(procedure.name)].append(known)
    return Snapshot(by_code, by_name, {f.folded_name: f for f in Field.objects.all()})


def values_of(procedure: Procedure, version: ProcedureVersion | None) -> dict[str, str]:
    """Return the content of a procedure by column, as the importer compares it."""
    values = {"field": procedure.field.name}
    if version is not None:
        values |= {key: getattr(version, columns.attribute(key)) for key in columns.CONTENT}
    return values


def short_hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
