import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from backoffice.organisation.models import Desk
from backoffice.reports.form06 import form06, late_letters
from backoffice.reports.form06.documents import document
from backoffice.reports.form06.lines import DIMENSIONS
from backoffice.reports.form06.questions import Span
from backoffice.reports.form06.spreadsheet import workbook

REFUSED, WRONG_USAGE = 1, 2


class Command(BaseCommand):
    help = "Form 06 of an office for a period: received, resolved, pending."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--office", required=True, help="address of the desk's page: luong-son")
        parser.add_argument("--from", dest="first", required=True, type=_day, help="first day, 2019-01-01")
        parser.add_argument("--to", dest="last", required=True, type=_day, help="last day, included")
        parser.add_argument(
            "--by",
            type=_dimension,
            default="field",
            metavar="{" + ",".join(DIMENSIONS) + "}",
            help="what the lines are; office: with those below it",
        )
        parser.add_argument("--below", action="store_true", help="with the offices below")
        output = parser.add_mutually_exclusive_group()
        output.add_argument("--json", action="store_true", help="one JSON document")
        output.add_argument("--xlsx", type=Path, metavar="PATH", help="write the official form to a file")

    def handle(self, *args: Any, office: str, first: date, last: date, by: str, **options: Any) -> None:
        desk = Desk.objects.filter(slug=office).first()
        if desk is None:
            raise CommandError(f"Không có bộ phận Một cửa “{office}”.", returncode=WRONG_USAGE)
        if last < first:
            raise CommandError("Ngày cuối kỳ phải không trước ngày đầu kỳ.", returncode=WRONG_USAGE)
        try:
            rows = form06.dossiers_of(desk, by=by, below=options["below"])
            span = Span(first, last, timezone.localdate())
            form = form06.form(rows, span, by=by)
            late = late_letters.table(rows, span)
        except form06.DoesNotAddUp as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        if options["xlsx"]:
            _write(options["xlsx"], workbook(desk, form, by, late))
        elif options["json"]:
            self.stdout.write(json.dumps(document(desk, form, by, late), ensure_ascii=False))
        else:
            for line in _table(form):
                self.stdout.write(line)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày dạng 2019-10-24.") from None


def _dimension(text: str) -> str:
    if text in DIMENSIONS:
        return text
    raise argparse.ArgumentTypeError(f"“{text}” không phải là một trong: {', '.join(DIMENSIONS)}.")


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"Không ghi được tệp {path}: {error.strerror}.", returncode=REFUSED) from error


def _table(form: form06.Form) -> list[str]:
    lines: list[tuple[str, list]] = [("", [column.replace("_", " ") for column in form06.COLUMNS])]
    lines += [(line.name, list(line.figures.values())) for line in form.lines]
    lines += [("Tổng số", list(form.totals.values()))]
    return [f"{name[:40]:40}" + "".join(f"{value!s:>18}" for value in values) for name, values in lines]
