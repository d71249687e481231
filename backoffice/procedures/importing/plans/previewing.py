"""Reads an uploaded file and stores what it would change: the catalogue stays as it is."""

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk, User
from backoffice.procedures.importing.layouts.sheet_layout import layouts_of
from backoffice.procedures.importing.permissions import check_permission
from backoffice.procedures.importing.plans import snapshot
from backoffice.procedures.importing.plans.plan import Plan, plan_of
from backoffice.procedures.importing.progress import OnProgress, ignore
from backoffice.procedures.importing.rows.workbook_rows import SheetRows, WorkbookRows, rows_of
from backoffice.procedures.importing.workbooks.opening import open_workbook
from backoffice.procedures.models import ColumnMapping, ImportBatch, ImportRow, ProcedureVersion

BATCH = 500


def preview(
    *,
    desk: Desk,
    by: User,
    data: bytes,
    file_name: str,
    at: datetime,
    effective_on: date | None = None,
    on_progress: OnProgress = ignore,
) -> ImportBatch:
    """Read a file, compare it with the catalogue and store the result for confirmation.

    :param effective_on: the day of the decision if it is known; else it is compared with today's versions.
    :raises UnreadableFile: the file cannot be read, or no sheet lists procedures; a sentence says why.
    :raises PermissionDenied: see `check_permission`.
    """
    batch, rows = compared(
        desk=desk,
        by=by,
        data=data,
        file_name=file_name,
        at=at,
        effective_on=effective_on,
        on_progress=on_progress,
    )
    return stored(batch, rows)


def compared(
    *,
    desk: Desk,
    by: User,
    data: bytes,
    file_name: str,
    at: datetime,
    effective_on: date | None = None,
    on_progress: OnProgress = ignore,
) -> tuple[ImportBatch, list[ImportRow]]:
    """Read and compare like `preview`, and write nothing: no other writer waits meanwhile."""
    check_permission(by, desk)
    mappings = dict(ColumnMapping.objects.filter(desk=desk).values_list("layout_key", "columns"))
    workbook = open_workbook(data, file_name)
    layouts = layouts_of(workbook, mappings)
    found = rows_of(layouts)
    on_progress(40)
    day = effective_on or localdate(at)
    known = snapshot.take(desk, source_key=found.source_key, on=day, decided=effective_on is not None)
    plan = plan_of(found.rows, known)
    _name_editors(plan)
    on_progress(70)
    batch = ImportBatch(
        desk=desk,
        file_name=file_name[-255:],
        sha256=hashlib.sha256(data).hexdigest(),
        source_key=found.source_key,
        uploaded_at=at,
        uploaded_by=by,
        rows_read=len(found.rows),
        counts=dict(plan.counts),
        content=data,
        notes=_notes(found, compared_on=day, decided=effective_on is not None),
    )
    return batch, plan.rows


def stored(batch: ImportBatch, rows: list[ImportRow]) -> ImportBatch:
    """Store what `compared` returned."""
    with transaction.atomic():
        batch.save()
        for row in rows:
            row.batch = batch
        ImportRow.objects.bulk_create(rows, batch_size=BATCH)
    return batch


def _name_editors(plan: Plan) -> None:
    """Add to each row that would overwrite an edit who wrote the version last, and when."""
    histories = ProcedureVersion.history.filter(id__in=plan.edited).order_by("history_date", "history_id")
    last = {pk: (who, at) for pk, who, at in histories.values_list("id", "history_user", "history_date")}
    people = User.objects.in_bulk({who for who, _at in last.values() if who})
    for pk, (who, at) in last.items():
        values = {"who": people.get(who) or _("the system"), "day": f"{localdate(at):%d/%m/%Y}"}
        message = _("Last written here by %(who)s on %(day)s.") % values
        note = {"column": "", "value": "", "message": message, "severity": "warning", "code": "edited"}
        for row in plan.edited[pk]:
            if note not in row.problems:
                row.problems.append(note)


def _decision_of(sheet: SheetRows) -> dict[str, str]:
    """Return the decision that a sheet's titles name, to be offered in the form."""
    named = sheet.decision
    if named is None or named.signed_on is None:
        return {}
    return {"number": named.number, "decided_on": named.signed_on.isoformat()}


def _notes(workbook: WorkbookRows, *, compared_on: date, decided: bool) -> list[dict[str, object]]:
    """Return a note for every sheet: how many rows it gave, and the problems that belong to no row."""
    return [
        {
            "sheet": sheet.name,
            "compared_on": compared_on.isoformat(),
            "decided": decided,
            "rows": len(sheet.rows),
            "skipped": sheet.skipped,
            "layout_key": sheet.layout.key,
            "unmapped": sheet.layout.unmapped,
            "decision": _decision_of(sheet),
            "problems": [
                {"column": p.column, "row": p.row, "message": p.message, "severity": p.severity}
                for p in sheet.problems
            ],
        }
        for sheet in workbook.sheets
    ]
