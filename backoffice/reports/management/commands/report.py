import argparse
import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from backoffice.organisation.models import Desk
from backoffice.reports import form06
from backoffice.reports.documents import document
from backoffice.reports.questions import DIMENSIONS, Span
from backoffice.reports.sheet import workbook


class Command(BaseCommand):
    help = "Form 06 of an office for a period: received, resolved, pending."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--office", required=True, help="address of the desk's page: luong-son")
        parser.add_argument("--from", dest="first", required=True, type=date.fromisoformat)
        parser.add_argument("--to", dest="last", required=True, type=date.fromisoformat)
        parser.add_argument(
            "--by", choices=sorted(DIMENSIONS), default="field", help="office: with those below it"
        )
        output = parser.add_mutually_exclusive_group()
        output.add_argument("--json", action="store_true", help="one JSON document")
        output.add_argument("--xlsx", type=Path, metavar="PATH", help="write the official form to a file")

    def handle(self, *args, office, first, last, by, **options):
        desk = Desk.objects.filter(slug=office).first()
        if desk is None:
            raise CommandError(f"Không có bộ phận Một cửa “{office}”.", returncode=2)
        if last < first:
            raise CommandError("Ngày cuối kỳ phải không trước ngày đầu kỳ.", returncode=2)
        try:
            form = form06.form(form06.dossiers_of(desk, by=by), Span(first, last), by=by)
        except form06.DoesNotAddUp as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        if options["xlsx"]:
            options["xlsx"].write_bytes(workbook(desk, form, by))
            return
        if options["json"]:
            self.stdout.write(json.dumps(document(desk, form, by), ensure_ascii=False))
            return
        self.stdout.write(_line("", [column.replace("_", " ") for column in form06.COLUMNS]))
        for line in form.lines:
            self.stdout.write(_line(line.name, line.figures.values()))
        self.stdout.write(_line("Tổng số", form.totals.values()))


def _line(name: str, values) -> str:
    return f"{name[:40]:40}" + "".join(f"{value!s:>18}" for value in values)
