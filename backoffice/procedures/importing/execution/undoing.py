"""Takes back an applied import, as long as nothing later depends on it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import translation
from django.utils.translation import gettext as _

from backoffice.history.tracking import delete_tracked
from backoffice.organisation.models import User
from backoffice.procedures.importing.execution import saved_states
from backoffice.procedures.importing.execution.applying import reason_of
from backoffice.procedures.importing.permissions import check_permission
from backoffice.procedures.models import (
    ImportBatch,
    ImportedContent,
    ImportRow,
    Posting,
    Procedure,
    ProcedureVersion,
    ProcessStep,
)

MOST_NAMED = 20


class NotUndone(Exception):
    """Something later depends on the import; the message names it."""


def roll_back(*, batch: ImportBatch, by: User, at: datetime) -> ImportBatch:
    """Restore every row that the batch changed, and delete what it created.

    The history keeps both: the import and its withdrawal. The decision it recorded stays.

    :raises NotUndone: the batch is not applied, or later imports, edits or dossiers depend on it.
    """
    check_permission(by, batch.desk)
    reason = _taken_back(batch)
    try:
        with transaction.atomic():
            batch.refresh_from_db(
                from_queryset=ImportBatch.objects.select_for_update(of=("self",)).defer("content")
            )
            if batch.status != ImportBatch.Status.APPLIED:
                raise NotUndone(_("Only an applied import can be taken back."))
            rows = list(batch.rows.filter(undo__isnull=False).defer("values", "problems", "changes"))
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
    """Yield what changed the batch's rows after it, in sentences."""
    procedures = [row.procedure_id for row in rows if row.procedure_id]
    later = (
        ImportRow.objects.filter(batch__status=ImportBatch.Status.APPLIED, batch__pk__gt=batch.pk)
        .filter(procedure__in=procedures, undo__isnull=False)
        .values_list("batch__pk", "code")
    )
    for number, code in later:
        yield _("%(code)s: changed again by import %(number)s.") % {"code": code, "number": number}
    own = models.Q(history_change_reason__in=_in_every_language(partial(reason_of, batch, batch.decision)))
    undone = models.Q(history_change_reason__in=_of_imports_taken_back(batch))
    histories = [Procedure.history.filter(id__in=procedures), *_histories_below(procedures)]
    ends = [history.filter(own).aggregate(end=models.Max("history_date"))["end"] for history in histories]
    if not any(ends):
        return
    end = max(filter(None, ends))
    for history in histories:
        for record in (
            history.exclude(own | undone).filter(history_date__gt=end).select_related("history_user")
        ):
            yield _("%(name)s: edited by %(who)s on %(day)s.") % {
                "name": str(record.history_object)[:80],
                "who": record.history_user or _("the system"),
                "day": f"{record.history_date:%d/%m/%Y}",
            }


def _taken_back(batch: ImportBatch) -> str:
    return _("import %(number)s taken back") % {"number": batch.pk}


def _of_imports_taken_back(batch: ImportBatch) -> set[str]:
    """Return the history reasons of imports taken back since: they changed nothing in the end."""
    others = ImportBatch.objects.filter(desk=batch.desk_id, status=ImportBatch.Status.ROLLED_BACK)
    said: set[str] = set()
    for other in others.defer("content", "notes").select_related("decision"):
        said |= _in_every_language(partial(reason_of, other, other.decision))
        said |= _in_every_language(partial(_taken_back, other))
    return said


def _in_every_language(say: Callable[[], str]) -> set[str]:
    """Return a reason in every language, because an import may have run in any of them."""
    said = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.add(say())
    return said


def _histories_below(procedures: list[int]) -> Iterator[models.QuerySet]:
    yield ProcedureVersion.history.filter(procedure__in=procedures)
    versions = ProcedureVersion.objects.filter(procedure__in=procedures).values("pk")
    for part in (*saved_states.PARTS, ProcessStep):
        yield part.history.filter(version__in=versions)


def _undo(rows: Sequence[ImportRow], *, by: User, reason: str) -> None:
    undone = [row.undo for row in rows if row.undo]
    state = saved_states.merge(undo["before"] for undo in undone if "before" in undo)
    created = [undo["created"] for undo in undone if "created" in undo]
    renewed = [undo["renewed"] for undo in undone if "renewed" in undo]
    renewed += [pk for undo in undone for pk in undo.get("restated", ())]
    ImportRow.objects.filter(procedure__in=created).update(procedure=None)
    versions = list(ProcedureVersion.objects.filter(procedure__in=created))
    versions += ProcedureVersion.objects.filter(pk__in=renewed)
    for part in (*saved_states.PARTS, ProcessStep):
        delete_tracked(list(part.objects.filter(version__in=versions)), by=by, reason=reason)
    delete_tracked(versions, by=by, reason=reason)
    delete_tracked(list(Posting.objects.filter(procedure__in=created)), by=by, reason=reason)
    delete_tracked(list(Procedure.objects.filter(pk__in=created)), by=by, reason=reason)
    rewritten = [undo["rewritten"] for undo in undone if "rewritten" in undo]
    saved_states.remove_other_parts(state, rewritten, by=by, reason=reason)
    saved_states.restore(state, by=by, reason=reason)
