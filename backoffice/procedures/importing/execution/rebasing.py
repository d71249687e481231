"""Compares rows again where the decision, given after the preview, takes effect among other versions."""

from collections.abc import Sequence
from datetime import date

from backoffice.procedures.importing.execution import chronology
from backoffice.procedures.importing.plans import snapshot
from backoffice.procedures.importing.plans.plan import Plan
from backoffice.procedures.importing.plans.snapshot import Snapshot
from backoffice.procedures.importing.plans.statement import statement_of
from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.models import ImportBatch, ImportRow, ProcedureVersion

Kind = ImportRow.Kind


def rebased(
    batch: ImportBatch, rows: Sequence[ImportRow], *, known: Snapshot, effective_on: date
) -> tuple[list[ImportRow], Snapshot]:
    """Return the accepted rows as they differ from what is in force on `effective_on`, and that catalogue.

    A row that said what the compared version says already may differ from this one: it is added.
    """
    before = chronology.compared_on(batch)
    moving = ProcedureVersion.objects.filter(
        procedure__desk=batch.desk, valid_from__gt=min(before, effective_on)
    )
    codes = set(moving.values_list("procedure__code", flat=True))
    if not codes or (before == effective_on and any(note.get("decided") for note in batch.notes)):
        return list(rows), known
    there = snapshot.take(
        batch.desk, source_key=batch.source_key, codes=sorted(codes), on=effective_on, decided=True
    )
    placed = {(row.sheet, row.row): row for row in batch.rows.all()}
    fresh: list[ImportRow] = []
    for read in chronology.read_again(batch):
        old = placed.get((read.sheet[:100], read.row))
        code = old.code if old and old.code else chronology.code_of(read)
        if code not in codes or (old is not None and (not old.accepted or old.kind == Kind.ERROR)):
            continue
        said = SheetRow(read.sheet, read.row, {**read.values, "code": code}, read.cells)
        planned = Plan(there).plan(statement_of(said))
        if planned.kind in (Kind.CHANGED, Kind.MISSING) and (old or planned.accepted):
            planned.pk, planned.batch, planned.accepted = (old.pk if old else None), batch, True
            planned.save()
            fresh.append(planned)
    kept = [row for row in rows if row.code not in codes or row.kind in (Kind.NEW, Kind.MISSING)]
    again = {row.code for row in kept}
    by_code = known.by_code | there.by_code
    return [*kept, *(row for row in fresh if row.code not in again)], Snapshot(by_code, {}, known.fields)
