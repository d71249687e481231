"""Where the content of a decision stands among the versions of a procedure: from its own day to the next.

What is in force on a day depends on the decisions, and not on the order in which they were imported.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.procedures import columns
from backoffice.procedures.importing.layouts.sheet_layout import layouts_of
from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.importing.rows.workbook_rows import rows_of
from backoffice.procedures.importing.vocabulary.codes import BadCode, parse_code
from backoffice.procedures.importing.workbooks.opening import open_workbook
from backoffice.procedures.models import (
    ColumnMapping,
    ImportBatch,
    ImportRow,
    ProcedureVersion,
    PublicationDecision,
)

ONE_DAY = timedelta(days=1)
FIRST_YEAR, YEARS_AHEAD = 2000, 5


def day_refused(effective_on: date, *, today: date) -> str:
    """Return why no decision of this product's time takes effect on that day; "" where one may."""
    if FIRST_YEAR <= effective_on.year <= today.year + YEARS_AHEAD:
        return ""
    message = _("The effective day %(day)s is not between 2000 and %(year)d: look at its year again.")
    return message % {"day": f"{effective_on:%d/%m/}{effective_on.year}", "year": today.year + YEARS_AHEAD}


@dataclass
class Timeline:
    """The versions of one procedure by their first days."""

    versions: list[ProcedureVersion] = field(default_factory=list)

    def following(self, day: date) -> ProcedureVersion | None:
        return next((version for version in self.versions if version.valid_from > day), None)

    @property
    def next_number(self) -> int:
        return max(version.number for version in self.versions) + 1


def timelines(procedures: Iterable[int]) -> dict[int, Timeline]:
    found: dict[int, Timeline] = defaultdict(Timeline)
    versions = ProcedureVersion.objects.filter(procedure__in=list(procedures))
    for version in versions.select_related("decision").order_by("valid_from"):
        found[version.procedure_id].versions.append(version)
    return found


def succeeding(version: ProcedureVersion, *, starts_on: date, number: int) -> ProcedureVersion:
    """Return an unsaved copy of a version that starts on a day."""
    new = ProcedureVersion(procedure=version.procedure, number=number, valid_from=starts_on)
    attributes = [columns.attribute(key) for key in columns.CONTENT]
    for attribute in (*attributes, "sets_required", "immediate_result", "is_sensitive"):
        setattr(new, attribute, getattr(version, attribute))
    new.change_type = ProcedureVersion.ChangeType.SUA_DOI_BO_SUNG
    return new


def last_day(base: ProcedureVersion, following: ProcedureVersion | None, *, starts_on: date) -> date | None:
    """Return the last day of what begins on `starts_on`: before what follows, or an end already set."""
    if following is not None:
        return following.valid_from - ONE_DAY
    return base.valid_to if base.valid_to and base.valid_to >= starts_on else None


def confirmed_later(decision: PublicationDecision, *, on: date) -> list[tuple[PublicationDecision, set[str]]]:
    """Return the later decisions that were imported first, with the codes whose content they left as it was.

    For those a decision that is imported afterwards holds only until the later one.
    """
    batches = ImportBatch.objects.filter(
        desk=decision.desk_id, status=ImportBatch.Status.APPLIED, decision__effective_on__gt=on
    ).select_related("decision", "desk")
    found = []
    for batch in batches.order_by("decision__effective_on", "pk"):
        assert batch.decision
        told = ImportRow.objects.filter(batch=batch).exclude(kind=ImportRow.Kind.UNCHANGED)
        codes = {code for row in read_again(batch) if (code := code_of(row))}
        found.append((batch.decision, codes - set(told.values_list("code", flat=True))))
    return found


def read_again(batch: ImportBatch) -> list[SheetRow]:
    """Return the rows of the file that `batch` keeps."""
    if batch.content is None:
        return []
    mappings = dict(ColumnMapping.objects.filter(desk=batch.desk).values_list("layout_key", "columns"))
    return rows_of(layouts_of(open_workbook(bytes(batch.content), batch.file_name), mappings)).rows


def code_of(row: SheetRow) -> str:
    code = row.values.get("code", "")
    try:
        return parse_code(code).base if code else ""
    except BadCode:
        return code[:40]


def compared_on(batch: ImportBatch) -> date:
    """Return the day with whose versions the preview compared the file."""
    named = next((note["compared_on"] for note in batch.notes if note.get("compared_on")), None)
    return date.fromisoformat(named) if named else localdate(batch.uploaded_at)
