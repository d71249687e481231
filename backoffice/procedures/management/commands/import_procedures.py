import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk, User
from backoffice.procedures.importing.execution.applying import Decision, NotApplied, apply
from backoffice.procedures.importing.execution.chronology import day_refused
from backoffice.procedures.importing.permissions import PERMISSION
from backoffice.procedures.importing.plans.previewing import compared, stored
from backoffice.procedures.importing.workbooks.containers import UnreadableFile
from backoffice.procedures.models import ImportBatch, ImportRow

Kind = ImportRow.Kind
WRONG_USAGE = 2
DEFAULT_OFFICE = "luong-son"


class Command(BaseCommand):
    help = "Reads a spreadsheet of procedures into the catalogue of a desk: all of it, or nothing on errors."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--office", help="slug of the desk; default: the only one with a catalogue keeper"
        )
        parser.add_argument("--as", dest="account", help="user name of the keeper in whose name it is done")
        parser.add_argument("--decision", metavar="NO", default="")
        parser.add_argument("--decided-on", type=date.fromisoformat, metavar="DATE")
        parser.add_argument("--effective-on", type=date.fromisoformat, metavar="DATE")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        decision = _decision(options)
        keeper = _keeper(options["office"], options["account"])
        path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as refusal:
            raise CommandError(f"{path}: {refusal.strerror}", returncode=WRONG_USAGE) from refusal
        report = _carry_out(path.name, data, keeper, decision, is_trial=options["dry_run"])
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _in_words(report))
        if report["errors"]:
            raise SystemExit(1)


def _decision(options: dict[str, Any]) -> Decision | None:
    given = [bool(options[name]) for name in ("decision", "decided_on", "effective_on")]
    if not any(given):
        return None
    if not all(given):
        message = "--decision, --decided-on and --effective-on go together"
        raise CommandError(message, returncode=WRONG_USAGE)
    if options["effective_on"] < options["decided_on"]:
        raise CommandError("--effective-on is before --decided-on", returncode=WRONG_USAGE)
    return Decision(
        number=options["decision"], decided_on=options["decided_on"], effective_on=options["effective_on"]
    )


def _keeper(office: str | None, account: str | None) -> User:
    """Return the account in whose name it is done: the only catalogue keeper of the desk."""
    keepers = [
        user
        for user in User.objects.filter(desk__isnull=False).active().select_related("desk")
        if user.has_perm(PERMISSION) and (account is None or user.username == account)
    ]
    slugs = sorted({user.desk.slug for user in keepers if user.desk})
    wanted = office or (slugs[0] if len(slugs) == 1 else DEFAULT_OFFICE)
    if not Desk.objects.filter(slug=wanted).exists():
        known = ", ".join(slugs)
        raise CommandError(
            f"no desk called {wanted!r}; give --office, one of: {known}", returncode=WRONG_USAGE
        )
    found = [user for user in keepers if user.desk and user.desk.slug == wanted]
    if not found:
        message = (
            f"{wanted}: no account there may import procedures; give the role of catalogue keeper to one"
        )
        raise CommandError(message, returncode=WRONG_USAGE)
    return min(found, key=lambda user: user.pk)


def _carry_out(
    name: str, data: bytes, keeper: User, decision: Decision | None, *, is_trial: bool
) -> dict[str, Any]:
    """Read and compare, then write in one transaction; a trial, or a file with errors, writes nothing at all.

    Reading takes long and holds no lock; what was edited meanwhile is noticed when it is written.
    """
    at = timezone.now()
    assert keeper.desk  # chosen by the desk
    try:
        batch, rows = compared(
            desk=keeper.desk,
            by=keeper,
            data=data,
            file_name=name,
            at=at,
            effective_on=decision.effective_on if decision else None,
        )
        report = _report(batch, rows)
        if decision and (wrong_day := day_refused(decision.effective_on, today=localdate(at))):
            report["errors"].append(_entry("", 0, "", name, wrong_day))
        if not batch.rows_read and not report["errors"]:
            message = _("No procedure was read from the file.")
            report["errors"].append(_entry("", 0, "", name, message))
        if not is_trial and not report["errors"]:
            with transaction.atomic():
                apply(batch=stored(batch, rows), by=keeper, at=at, decision=decision)
            report["batch"] = batch.pk
    except (UnreadableFile, NotApplied) as refusal:
        report = _counted({}) | {"errors": [_entry("", 0, "", name, str(refusal))]}
    except OperationalError as busy:
        if "lock" not in str(busy):
            raise
        message = _("Another program is writing to the database: nothing was imported, please try again.")
        report = _counted({}) | {"errors": [_entry("", 0, "", name, message)]}
    return report


def _counted(counts: dict[str, int]) -> dict[str, Any]:
    return {
        "created": counts.get(Kind.NEW, 0),
        "changed": counts.get(Kind.CHANGED, 0),
        "unchanged": counts.get(Kind.UNCHANGED, 0),
        "closed": 0,
        "errors": [],
        "warnings": [],
        "batch": None,
    }


def _report(batch: ImportBatch, rows: list[ImportRow]) -> dict[str, Any]:
    report = _counted(batch.counts)
    for kind, counted in ((Kind.NEW, "created"), (Kind.CHANGED, "changed")):
        report[counted] -= sum(row.kind == kind and not row.accepted for row in rows)
    for note in batch.notes:
        for problem in note["problems"]:
            entry = _entry(note["sheet"], problem["row"], problem["column"], "", problem["message"])
            report["errors" if problem["severity"] == "error" else "warnings"].append(entry)
        for header in note["unmapped"]:
            message = _("The column “%(column)s” is unknown; nothing was taken from it.")
            report["warnings"].append(_entry(note["sheet"], 0, header, "", message % {"column": header}))
    for row in rows:
        if row.kind == Kind.MISSING and not row.row:
            message = _("%(code)s is missing from the file; close it in the admin if that is meant.")
            report["warnings"].append(_entry("", 0, "", row.code, message % {"code": row.code}))
        for problem in row.problems:
            entry = _entry(row.sheet, row.row, problem["column"], problem["value"], problem["message"])
            report["errors" if problem["severity"] == "error" else "warnings"].append(entry)
    return report


def _entry(sheet: str, row: int, column: str, value: str, message: str) -> dict[str, Any]:
    return {"sheet": sheet, "row": row, "column": column, "value": value, "message": message}


def _in_words(report: dict[str, Any]) -> str:
    lines = [
        f"{entry['sheet']} {entry['column']}{entry['row'] or ''}: {entry['message']}".strip(" :")
        for entry in (*report["errors"], *report["warnings"])
    ]
    words = _(
        "created %(created)d, changed %(changed)d, unchanged %(unchanged)d, errors %(errors)d, "
        "warnings %(warnings)d, import %(batch)s"
    )
    numbers = {
        **{key: report[key] for key in ("created", "changed", "unchanged")},
        "errors": len(report["errors"]),
        "warnings": len(report["warnings"]),
        "batch": report["batch"] or "–",
    }
    return "\n".join([*lines, words % numbers])
