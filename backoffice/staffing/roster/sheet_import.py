"""Imports a weekly sheet into the roster: all problems at once, and all cells or none."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk, User
from backoffice.procedures.importing.workbooks.containers import UnreadableFile
from backoffice.procedures.importing.workbooks.opening import open_workbook
from backoffice.procedures.importing.workbooks.problems import Problem
from backoffice.staffing.roster.duty_sheet import NotARoster, SheetRoster, read_sheet
from backoffice.staffing.roster.rostering import NotAllowed, Saved, set_duties
from backoffice.staffing.roster.weeks import Week


@dataclass
class Outcome:
    """What an import did, or would do; with errors it did nothing."""

    week: Week | None = None
    saved: Saved = field(default_factory=Saved)
    unchanged: int = 0
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def read_file(
    data: bytes, name: str, *, desk: Desk, otherwise: Week | None = None
) -> SheetRoster | list[Problem]:
    """Return the content of the sheet, or one error without a place if it cannot be read."""
    try:
        return read_sheet(open_workbook(data, name), desk, otherwise=otherwise)
    except (UnreadableFile, NotARoster) as refusal:
        return [_of_file(str(refusal))]


def import_file(
    data: bytes, name: str, *, desk: Desk, by: User | None, dry_run: bool, otherwise: Week | None = None
) -> Outcome:
    """Write the week of the sheet, or with `dry_run` only return what would be written."""
    read = read_file(data, name, desk=desk, otherwise=otherwise)
    if isinstance(read, list):
        return Outcome(errors=read)
    outcome = Outcome(week=read.week, errors=read.errors, warnings=read.warnings)
    if outcome.errors:
        return outcome
    known = {slot: duty.officer_id for slot, duty in read.roster.duties.items()}
    reason = _("Read from the sheet %(name)s") % {"name": name}
    try:
        with transaction.atomic():
            outcome.saved = set_duties(desk=desk, wanted=read.cells, known=known, by=by, reason=reason)
            transaction.set_rollback(dry_run)
    except NotAllowed as refusal:
        outcome.errors.append(_of_file(str(refusal)))
    same = (slot for slot, officer in read.cells.items() if officer == known.get(slot))
    outcome.unchanged = sum(read.cells[slot] is not None for slot in same)
    return outcome


def _of_file(message: str) -> Problem:
    return Problem(0, "", "", "file", message)
