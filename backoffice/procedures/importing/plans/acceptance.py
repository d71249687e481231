"""What a person decides about an import before it is written: row by row, or all at once."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.organisation.models import User
from backoffice.procedures.importing.permissions import check_permission
from backoffice.procedures.importing.plans import snapshot
from backoffice.procedures.importing.plans.plan import Plan
from backoffice.procedures.importing.plans.statement import statement_of
from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.importing.vocabulary.codes import BadCode, parse_code
from backoffice.procedures.models import ImportBatch, ImportRow

Kind = ImportRow.Kind


class NotDecided(Exception):
    """The row stays as it is; the message says why."""


def errors_in(batch: ImportBatch) -> int:
    """Return the number of errors that a person must skip or correct: of rows, and of whole sheets."""
    notes = sum(problem["severity"] == "error" for note in batch.notes for problem in note["problems"])
    return notes + ImportRow.objects.filter(batch=batch, kind=Kind.ERROR).count()


def accept(*, batch: ImportBatch, by: User, wanted: Collection[int], among: Collection[int]) -> None:
    """Of the rows `among`, accept those `wanted` and refuse the others; errors are never accepted.

    :raises NotDecided: the batch is no longer waiting for confirmation.
    """
    with transaction.atomic():
        _lock(batch, by)
        rows = ImportRow.objects.filter(batch=batch, pk__in=list(among))
        ImportRow.objects.filter(pk__in=_acceptable(rows.filter(pk__in=list(wanted)))).update(accepted=True)
        ImportRow.objects.filter(pk__in=rows.exclude(pk__in=list(wanted)).values("pk")).update(accepted=False)


def accept_kind(*, batch: ImportBatch, by: User, kind: str, accepted: bool) -> None:
    """Accept or refuse every row of a kind.

    :raises NotDecided: see `accept`.
    """
    with transaction.atomic():
        _lock(batch, by)
        rows = ImportRow.objects.filter(batch=batch, kind=kind)
        chosen: Any = _acceptable(rows) if accepted else rows.values("pk")
        ImportRow.objects.filter(pk__in=chosen).update(accepted=accepted)


def _acceptable(rows):
    """Return the rows that may be accepted: no error, and a known procedure if a person must decide."""
    sure = rows.exclude(kind=Kind.ERROR).exclude(kind=Kind.NEEDS_PERSON, procedure=None)
    return sure.values("pk")


def give_code(*, row: ImportRow, by: User, code: str) -> ImportRow:
    """Correct the missing or damaged code of a row, and compare the row again.

    :raises NotDecided: the code is no procedure code, another row has it, or the row has other errors.
    """
    try:
        parsed = parse_code(code)
    except BadCode as bad:
        raise NotDecided(str(bad)) from bad
    batch = row.batch
    with transaction.atomic():
        _lock(batch, by)
        if ImportRow.objects.filter(batch=batch, code=parsed.base).exclude(pk=row.pk).exists():
            raise NotDecided(_("Another row of this file has the code %(code)s.") % {"code": parsed.base})
        day = localdate(batch.uploaded_at)
        known = snapshot.take(batch.desk, source_key=batch.source_key, codes=[parsed.base], on=day)
        read = SheetRow(row.sheet, row.row, {**row.values, "code": str(parsed)}, {})
        planned = Plan(known).plan(statement_of(read))
        others = [problem for problem in row.problems if not problem["code"].startswith("code")]
        if any(problem["severity"] == "error" for problem in others):
            raise NotDecided(_("The row has other errors: put the file right and read it again."))
        planned.pk, planned.batch, planned.problems = row.pk, batch, others + planned.problems
        planned.accepted = planned.kind not in (Kind.ERROR, Kind.NEEDS_PERSON)
        planned.save()
        recount(batch)
    return planned


def recount(batch: ImportBatch) -> None:
    """Count the rows by kind again; unchanged rows, which are not stored, stay counted."""
    kept = {kind: ImportRow.objects.filter(batch=batch, kind=kind).count() for kind in Kind.values}
    unkept = batch.counts.get(Kind.UNCHANGED, 0)
    batch.counts = {kind: count for kind, count in kept.items() if count} | {
        Kind.UNCHANGED.value: max(unkept, kept[Kind.UNCHANGED])
    }
    batch.save(update_fields=["counts"])


def discard(*, batch: ImportBatch, by: User) -> None:
    """Discard an import without writing anything.

    :raises NotDecided: see `accept`.
    """
    with transaction.atomic():
        _lock(batch, by)
        batch.status = ImportBatch.Status.DISCARDED
        batch.content = None
        batch.save(update_fields=["status", "content"])
        ImportRow.objects.filter(batch=batch).delete()


def _lock(batch: ImportBatch, by: User) -> None:
    check_permission(by, batch.desk)
    batch.refresh_from_db(from_queryset=ImportBatch.objects.select_for_update(of=("self",)).defer("content"))
    if batch.status != ImportBatch.Status.PREVIEWED:
        raise NotDecided(_("This import is no longer waiting for confirmation."))
