import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from backoffice.organisation.desk_argument import desk_named
from backoffice.procedures.importing.workbooks.problems import Problem
from backoffice.staffing.roster.sheet_import import Outcome, import_file


class Command(BaseCommand):
    help = "Read a weekly duty sheet (.xlsx .xls .ods .csv): exit 0 done, 1 refused, 2 wrong usage."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--office", metavar="CODE", required=True, help="slug or agency code of the desk")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be written")
        parser.add_argument(
            "--json", dest="as_json", action="store_true", help="print exactly one JSON document"
        )

    def handle(self, *args, file, office, dry_run, as_json, **options):
        desk = desk_named(office)
        try:
            data = file.read_bytes()
        except OSError as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        outcome = import_file(data, file.name, desk=desk, by=None, dry_run=dry_run)
        document = json.dumps(_document(outcome), ensure_ascii=False)
        self.stdout.write(document if as_json else "\n".join(_lines(outcome)))
        if outcome.errors:
            sys.exit(1)


def _document(outcome: Outcome) -> dict:
    return {
        "week": str(outcome.week) if outcome.week else None,
        "created": outcome.saved.created,
        "changed": outcome.saved.changed,
        "removed": outcome.saved.removed,
        "unchanged": outcome.unchanged,
        "errors": [_problem(problem) for problem in outcome.errors],
        "warnings": [_problem(problem) for problem in outcome.warnings],
    }


def _problem(problem: Problem) -> dict:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": problem.message,
    }


def _lines(outcome: Outcome) -> list[str]:
    report = [
        f"{kind}: {problem.sheet} {problem.column}{problem.row or ''} {problem.value}: {problem.message}"
        for kind, problems in (("error", outcome.errors), ("warning", outcome.warnings))
        for problem in problems
    ]
    saved = outcome.saved
    counts = f"created {saved.created}, changed {saved.changed}, removed {saved.removed}"
    return [*report, f"{outcome.week}: {counts}, unchanged {outcome.unchanged}"]
