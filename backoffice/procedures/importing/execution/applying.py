"""Writes a confirmed import: all accepted rows or none, with history and what undoing needs."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.base.bulk_writes import write_columns
from backoffice.base.folding import fold
from backoffice.history.tracking import create_tracked, update_tracked
from backoffice.organisation.models import User
from backoffice.procedures import columns, parts, posting, public_page
from backoffice.procedures.importing.execution import chronology, rebasing, saved_states
from backoffice.procedures.importing.execution.decisions import Decision, record
from backoffice.procedures.importing.execution.refusals import NotApplied, Stale, edits, refuse_unready
from backoffice.procedures.importing.permissions import check_permission
from backoffice.procedures.importing.plans import acceptance, snapshot
from backoffice.procedures.importing.plans.snapshot import Known, Snapshot
from backoffice.procedures.importing.progress import OnProgress, ignore
from backoffice.procedures.importing.vocabulary.headings import tidy_field
from backoffice.procedures.models import (
    Component,
    Fee,
    Field,
    ImportBatch,
    ImportedContent,
    ImportRow,
    Posting,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
    TimeLimit,
)

Kind = ImportRow.Kind
Status = ImportBatch.Status
# Content columns and the parts that are read from them.
PART_OF = {"documents": Component, "time_limit": TimeLimit, "fee": Fee}


def apply(
    *,
    batch: ImportBatch,
    by: User,
    at: datetime,
    decision: Decision | None = None,
    publish: bool = False,
    skip_errors: bool = False,
    on_progress: OnProgress = ignore,
) -> ImportBatch:
    """Write the accepted rows of `batch`; `publish` also posts the new procedures at its desk.

    Rows with errors are never written; `skip_errors` confirms that they are left out.

    Under a decision that a procedure's version does not name yet, changed content becomes a new version
    from the effective day, and the old one ends the day before (R72); a version that begins later stays
    as it is. Without one, or under the same one, it is a correction of the version in force. New procedures
    start on the effective day, or today.

    :raises Stale: somebody edited a row since the preview; those rows are now refused.
    :raises NotApplied: the batch is not waiting for confirmation, or has errors and `skip_errors` is false.
    """
    check_permission(by, batch.desk)
    if publish and not by.has_perm(posting.PERMISSION):
        raise NotApplied(_("Your account may not post procedures: leave “post at once” out."))
    try:
        with transaction.atomic():
            return _Application(batch, by, at, decision, publish, on_progress).run(skip_errors=skip_errors)
    except ProtectedError as protected:
        message = _(
            "Dossiers run on papers or limits that this correction would remove: give the decision and its "
            "effective day, so that a new version begins."
        )
        raise NotApplied(message) from protected
    except _EditedSincePreview as edited:
        with transaction.atomic():
            ImportRow.objects.bulk_update(edited.rows, ["kind", "accepted", "problems"])
        message = _("%(count)s rows were edited after the preview and are refused now; nothing was written.")
        raise Stale(message % {"count": len(edited.rows)}) from edited


_Renewed = tuple[ImportRow, ProcedureVersion, ProcedureVersion]


class _EditedSincePreview(Exception):
    def __init__(self, rows: list[ImportRow]) -> None:
        super().__init__()
        self.rows = rows


class _Application:
    def __init__(
        self,
        batch: ImportBatch,
        by: User,
        at: datetime,
        decision: Decision | None,
        publish: bool,
        on_progress: OnProgress,
    ) -> None:
        self.batch, self.by, self.at, self.publish = batch, by, at, publish
        self.asked, self.on_progress = decision, on_progress
        self.today = localdate(at)

    def run(self, *, skip_errors: bool) -> ImportBatch:
        batch = self.batch
        batch.refresh_from_db(
            from_queryset=ImportBatch.objects.select_for_update(of=("self",)).defer("content")
        )
        if batch.status != Status.PREVIEWED:
            raise NotApplied(_("This import is no longer waiting for confirmation."))
        if not skip_errors and (errors := acceptance.errors_in(batch)):
            message = _(
                "%(count)d rows have errors: set them aside, or put the file right and read it again."
            )
            raise NotApplied(message % {"count": errors})
        rows = list(batch.rows.filter(accepted=True).exclude(kind__in=[Kind.ERROR, Kind.UNCHANGED]))
        refuse_unready(rows)
        self.decision = record(batch.desk, self.asked, today=self.today) if self.asked else None
        self.starts_on = self.decision.effective_on if self.decision else self.today
        self.reason = reason_of(self.batch, self.decision)
        known = snapshot.take(
            batch.desk,
            source_key=batch.source_key,
            codes=[row.code for row in rows if row.code],
            on=chronology.compared_on(batch),
        )
        self._refuse_edited(rows, known)
        if self.decision is not None:
            rows, known = rebasing.rebased(batch, rows, known=known, effective_on=self.starts_on)
        self.fields = self._fields(rows, known)
        self.on_progress(20)
        self._create([row for row in rows if row.kind == Kind.NEW])
        self.on_progress(60)
        self._change([row for row in rows if row.kind in (Kind.CHANGED, Kind.NEEDS_PERSON)], known)
        self.on_progress(80)
        self._close([row for row in rows if row.kind == Kind.MISSING], known)
        self._remember(rows, known)
        write_columns(rows, ["undo", "procedure"])
        batch.status, batch.decision = Status.APPLIED, self.decision
        batch.applied_at, batch.applied_by = self.at, self.by
        batch.save(update_fields=["status", "decision", "applied_at", "applied_by"])
        return batch

    def _refuse_edited(self, rows: Iterable[ImportRow], known: Snapshot) -> None:
        refused = []
        for row in rows:
            current = known.by_code.get(row.code)
            if (current.fingerprint if current else "") == row.base_hash:
                continue
            row.kind, row.accepted = Kind.ERROR, False
            row.problems = [*row.problems, *edits(row, current)]
            refused.append(row)
        if refused:
            raise _EditedSincePreview(refused)

    def _fields(self, rows: Iterable[ImportRow], known: Snapshot) -> dict[str, Field]:
        fields = known.fields
        named = {fold(row.values["field"]): row.values["field"] for row in rows if row.values.get("field")}
        missing = [
            Field(name=tidy_field(name), folded_name=folded)
            for folded, name in named.items()
            if folded not in fields
        ]
        created = create_tracked(missing, by=self.by, reason=self.reason)
        return fields | {field.folded_name: field for field in created}

    def _create(self, rows: list[ImportRow]) -> None:
        procedures = []
        for row in rows:
            procedure = Procedure(
                desk=self.batch.desk,
                code=row.code,
                code_suffix=row.values.get("code_suffix", ""),
                name=row.values["name"],
                field=self.fields[fold(row.values["field"])],
                owner=self.by,
            )
            procedure.search_text = procedure.folded
            procedures.append(procedure)
        procedures = create_tracked(procedures, by=self.by, reason=self.reason)
        versions = [
            self._filled(
                ProcedureVersion(procedure=procedure, number=1, valid_from=self.starts_on), row.values
            )
            for procedure, row in zip(procedures, rows, strict=True)
        ]
        versions = create_tracked(versions, by=self.by, reason=self.reason)
        parts.create(versions, by=self.by, reason=self.reason)
        create_tracked(self._postings(procedures), by=self.by, reason=self.reason)
        for row, procedure, version in zip(rows, procedures, versions, strict=True):
            row.procedure = procedure
            row.undo = {"created": procedure.pk, "version": version.pk}

    def _postings(self, procedures: list[Procedure]) -> list[Posting]:
        """Return postings: drafts or, on request, posted if nothing on the public page forbids it."""
        desk = self.batch.desk
        postings = [Posting(desk=desk, procedure=procedure) for procedure in procedures]
        found = public_page.lacks_of(procedures, desk=desk, on=self.today) if self.publish else {}
        for row in postings if self.publish else ():
            if not any(lack.stops for lack in found[row.procedure_id]):
                row.status = Posting.Status.PUBLISHED
                row.published_on, row.published_by = self.today, self.by
        return postings

    def _filled(self, version: ProcedureVersion, values: dict[str, str]) -> ProcedureVersion:
        for key in columns.CONTENT:
            if key in values:
                setattr(version, columns.attribute(key), values[key])
        if values.get("change_type"):
            version.change_type = values["change_type"]
        if self.decision is not None:
            version.decision = self.decision
        return version

    def _change(self, rows: list[ImportRow], known: Snapshot) -> None:
        held = saved_states.parts_of(
            [now.version for row in rows if (now := known.by_code[row.code]).version]
        )
        lines = chronology.timelines(now.procedure.pk for now in (known.by_code[row.code] for row in rows))
        corrected, renewed, ended, procedures = [], [], [], []
        for row in rows:
            now = known.by_code[row.code]
            assert now.version  # the preview compared with it; without one the fingerprint differs
            row.undo = {"before": saved_states.state_of(now.procedure, now.version)}
            if self._is_news(now.version):
                line = lines[now.procedure.pk]
                following = line.following(self.starts_on)
                new = chronology.succeeding(now.version, starts_on=self.starts_on, number=line.next_number)
                new.valid_to = chronology.last_day(now.version, following, starts_on=self.starts_on)
                last = self.starts_on - chronology.ONE_DAY
                if now.version.valid_from <= last and (now.version.valid_to or self.starts_on) > last:
                    now.version.valid_to = last
                    ended.append(now.version)
                renewed.append((row, now.version, self._filled(new, row.values)))
            else:
                row.undo["before"] |= saved_states.state_of(*held[now.version.pk])
                row.undo["rewritten"] = now.version.pk
                corrected.append((row, self._filled(now.version, row.values)))
            if now.is_last and self._identity_changed(now, row.values):
                procedures.append(now.procedure)
        self._write(ended, ["valid_to"])
        pairs = [(old, new) for _row, old, new in renewed]
        restated = self._restated(renewed)
        created = create_tracked([new for _old, new in (*pairs, *restated)], by=self.by, reason=self.reason)
        parts.carry_over([*pairs, *restated], by=self.by, reason=self.reason)
        for (row, _old, _new), version in zip(renewed, created, strict=False):
            row.undo = (row.undo or {}) | {"renewed": version.pk}
        for version in created[len(renewed) :]:
            row = next(row for row, old, _new in renewed if old.procedure_id == version.procedure_id)
            row.undo = (row.undo or {}) | {"restated": [*(row.undo or {}).get("restated", []), version.pk]}
        keys = {key for row, _version in corrected for key in row.values if key in columns.CONTENT}
        attributes = [columns.attribute(key) for key in sorted(keys)]
        self._write([version for _row, version in corrected], [*attributes, "decision", "change_type"])
        for key, part in PART_OF.items():
            changed = [version for row, version in corrected if key in row.values]
            parts.rewrite(part, changed, by=self.by, reason=self.reason)  # type: ignore[arg-type]
        self._write(procedures, ["name", "field", "code_suffix", "search_text"])

    def _restated(self, renewed: list[_Renewed]) -> list[tuple[ProcedureVersion, ProcedureVersion]]:
        """Return what a later decision, imported first, found as it was: that begins anew then."""
        found = []
        later = chronology.confirmed_later(self.decision, on=self.starts_on) if self.decision else []
        for row, old, new in renewed:
            for decision, codes in later:
                day = decision.effective_on
                if row.code not in codes or (new.valid_to is not None and day > new.valid_to):
                    continue
                again = chronology.succeeding(old, starts_on=day, number=new.number + 1)
                again.decision, again.valid_to = decision, new.valid_to
                new.valid_to = day - chronology.ONE_DAY
                found.append((old, again))
                break
        return found

    def _write(self, rows: list, fields: list[str]) -> None:
        update_tracked(rows, fields=fields, by=self.by, reason=self.reason)

    def _is_news(self, version: ProcedureVersion) -> bool:
        """Whether the decision begins a version of its own, and does not correct the one compared with.

        :raises NotApplied: another decision begins on that day, which is as new or newer.
        """
        decision, other = self.decision, version.decision
        if decision is None or version.decision_id == decision.pk:
            return False
        if version.valid_from != self.starts_on:
            return True
        if other is not None and other.decided_on >= decision.decided_on:
            message = _("Version %(version)s begins on %(day)s under decision %(decision)s already.")
            values = {"version": version, "day": f"{self.starts_on:%d/%m/%Y}", "decision": other}
            raise NotApplied(message % values)
        return False

    def _identity_changed(self, now: Known, values: dict[str, str]) -> bool:
        procedure = now.procedure
        if values.get("name"):
            procedure.name = values["name"]
        if values.get("field"):
            procedure.field = self.fields[fold(values["field"])]
        if values.get("code_suffix"):
            procedure.code_suffix = values["code_suffix"]
        before, procedure.search_text = procedure.search_text, procedure.folded
        return before != procedure.search_text

    def _close(self, rows: list[ImportRow], known: Snapshot) -> None:
        """End the version and the posting at this desk of each procedure that a person accepted to close."""
        versions = []
        postings = list(
            Posting.objects.filter(desk=self.batch.desk, procedure__in=[row.procedure_id for row in rows])
        )
        for row in rows:
            version = known.by_code[row.code].version
            assert version
            own = [posted for posted in postings if posted.procedure_id == row.procedure_id]
            row.undo = {"before": saved_states.state_of(version, *own)}
            version.valid_to = max(version.valid_from, self.starts_on - chronology.ONE_DAY)
            versions.append(version)
        self._write(versions, ["valid_to"])
        for posted in postings:
            posted.status = Posting.Status.WITHDRAWN
        self._write(postings, ["status"])

    def _remember(self, rows: list[ImportRow], known: Snapshot) -> None:
        """Store hashes of the source's content, so that its next file is compared three ways.

        A changed row has only what differs: the hashes of the rest are stored already.
        """
        before = {code: now.imported for code, now in known.by_code.items()}
        ImportedContent.objects.bulk_create(
            [
                ImportedContent(
                    procedure_id=row.procedure_id or 0,
                    source_key=self.batch.source_key,
                    batch=self.batch,
                    hashes=before.get(row.code, {}) | _said(row),
                )
                for row in rows
                if row.kind != Kind.MISSING and _is_last_word(row, known)
            ],
            update_conflicts=True,
            unique_fields=["procedure", "source_key"],
            update_fields=["batch", "hashes"],
            batch_size=500,
        )


def _is_last_word(row: ImportRow, known: Snapshot) -> bool:
    """Whether the last version is what the row says: none begins later that says something else."""
    now = known.by_code.get(row.code)
    return (now is None or now.is_last) and "restated" not in (row.undo or {})


def reason_of(batch: ImportBatch, decision: PublicationDecision | None) -> str:
    """Return the reason that the history records for every row the import writes."""
    words = {"number": batch.pk, "decision": decision}
    if decision:
        return _("import %(number)s, decision %(decision)s") % words
    return _("import %(number)s") % words


def _said(row: ImportRow) -> dict[str, str]:
    return {key: snapshot.short_hash(text) for key, text in row.values.items() if key in columns.CONTENT}
