"""Takes an applied import back, as long as nothing later depends on it."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from backoffice.history.tracking import delete_tracked, update_tracked
from backoffice.organisation.models import User
from backoffice.procedures.importing import columns, parts
from backoffice.procedures.importing.previewing import check_permission
from backoffice.procedures.models import (
    Component,
    ImportBatch,
    ImportedContent,
    ImportRow,
    Posting,
    Procedure,
    ProcedureVersion,
    TimeLimit,
)

MOST_NAMED = 20


class NotUndone(Exception):
    """Something later depends on the import; the message names it."""


def roll_back(*, batch: ImportBatch, by: User, at: datetime) -> ImportBatch:
    """Give every row the batch changed the state it had before, and remove what it created.

    The history keeps both: the import and its withdrawal.

    :raises NotUndone: the batch is not applied, or later imports, edits or dossiers depend on it.
    """
    check_permission(by, batch.desk)
    reason = _("import %(number)s taken back") % {"number": batch.pk}
    try:
        with transaction.atomic():
            batch.refresh_from_db(
                from_queryset=ImportBatch.objects.select_for_update(of=("self",)).defer("content")
            )
            if batch.status != ImportBatch.Status.APPLIED:
                raise NotUndone(_("Only an applied import can be taken back."))
            rows = list(batch.rows.filter(undo__isnull=False).select_related("procedure"))
            _refuse(list(_dependants(batch, rows)))
            ImportedContent.objects.filter(batch=batch).delete()
            _undo(rows, by=by, reason=reason)
            batch.status = ImportBatch.Status.ROLLED_BACK
            batch.save(update_fields=["status"])
    except ProtectedError as protected:
        words = ", ".join(sorted({str(row) for row in protected.protected_objects})[:MOST_NAMED])
        raise NotUndone(_("These depend on the import: %(rows)s.") % {"rows": words}) from protected
    return batch


def _refuse(reasons: list[str]) -> None:
    if reasons:
        more = len(reasons) - MOST_NAMED
        named = " ".join(reasons[:MOST_NAMED])
        raise NotUndone(named + (_(" And %(count)s more.") % {"count": more} if more > 0 else ""))


def _dependants(batch: ImportBatch, rows: list[ImportRow]) -> Iterator[str]:
    """Say what was done to the batch's rows after it."""
    procedures = [row.procedure_id for row in rows]
    later = (
        ImportRow.objects.filter(batch__status=ImportBatch.Status.APPLIED, batch__pk__gt=batch.pk)
        .filter(procedure__in=procedures, undo__isnull=False)
        .values_list("batch__pk", "code")
    )
    for number, code in later:
        yield _("%(code)s: changed again by import %(number)s.") % {"code": code, "number": number}
    versions = ProcedureVersion.history.filter(procedure__in=procedures, history_date__gt=batch.applied_at)
    own = _("import %(number)s") % {"number": batch.pk}
    for record in versions.select_related("history_user"):
        if (record.history_change_reason or "").startswith(own):
            continue
        yield _("%(name)s: edited by %(who)s on %(day)s.") % {
            "name": record.name[:80],
            "who": record.history_user or _("the system"),
            "day": f"{record.history_date:%d/%m/%Y}",
        }


def _undo(rows: list[ImportRow], *, by: User, reason: str) -> None:
    versions = ProcedureVersion.objects.select_related("procedure").in_bulk(
        [row.undo[key] for row in rows for key in ("version", "closed") if key in row.undo]
    )
    restored, reopened, procedures = [], [], {}
    for row in rows:
        undo = row.undo
        if "created" in undo:
            _remove(undo["created"], by=by, reason=reason)
            continue
        version = versions[undo.get("version") or undo["closed"]]
        if "closed" in undo:
            version.valid_to = None
            reopened.append(version)
            continue
        if "renewed" in undo:
            _remove_version(undo["renewed"], by=by, reason=reason)
            version.valid_to = date.fromisoformat(undo["valid_to"]) if undo["valid_to"] else None
            reopened.append(version)
        else:
            for key, text in undo["before"].items():
                if key in columns.CONTENT:
                    setattr(version, columns.attribute(key), text)
            version.decision_id, version.change_type = undo["decision"], undo["change_type"]
            restored.append(version)
        if {"name", "code_suffix"} & set(undo["before"]):
            procedures[version.procedure_id] = _identity(version.procedure, undo["before"])
    attributes = [columns.attribute(key) for key in columns.CONTENT] + ["decision", "change_type"]
    update_tracked(restored, fields=attributes, by=by, reason=reason)
    update_tracked(reopened, fields=["valid_to"], by=by, reason=reason)
    for model in (Component, TimeLimit):
        parts.write(model, restored, by=by, reason=reason)
    update_tracked(
        list(procedures.values()), fields=["name", "code_suffix", "search_text"], by=by, reason=reason
    )
    closed = [v.procedure_id for row in rows if "closed" in row.undo for v in [versions[row.undo["closed"]]]]
    postings = list(Posting.objects.filter(procedure__in=closed, status=Posting.Status.WITHDRAWN))
    for posting in postings:
        posting.status = Posting.Status.PUBLISHED
    update_tracked(postings, fields=["status"], by=by, reason=reason)


def _identity(procedure: Procedure, before: dict[str, str]) -> Procedure:
    procedure.name = before.get("name", procedure.name)
    procedure.code_suffix = before.get("code_suffix", procedure.code_suffix)
    procedure.search_text = procedure.folded
    return procedure


def _remove(procedure_pk: int, *, by: User, reason: str) -> None:
    """Remove a procedure the import created; a dossier that runs on it protects it."""
    ImportRow.objects.filter(procedure=procedure_pk).update(procedure=None)
    for version in ProcedureVersion.objects.filter(procedure=procedure_pk):
        _remove_version(version.pk, by=by, reason=reason)
    delete_tracked(list(Posting.objects.filter(procedure=procedure_pk)), by=by, reason=reason)
    delete_tracked(list(Procedure.objects.filter(pk=procedure_pk)), by=by, reason=reason)


def _remove_version(version_pk: int, *, by: User, reason: str) -> None:
    for model in (Component, TimeLimit):
        delete_tracked(list(model.objects.filter(version=version_pk)), by=by, reason=reason)
    delete_tracked(list(ProcedureVersion.objects.filter(pk=version_pk)), by=by, reason=reason)
