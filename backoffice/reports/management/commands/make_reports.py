import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from backoffice.reports.closing import scheduled_files


class Command(BaseCommand):
    help = "Make the files that are due: monthly notice, quarterly report, urging list (repeatable)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = scheduled_files.make_all(at=timezone.now())
        if options["json"]:
            files = [
                {"office": file.desk.slug, "kind": file.kind, "name": file.name, "sha256": file.sha256}
                for file in outcome.made
            ]
            document = {"made": files, "refused": outcome.refused}
            self.stdout.write(json.dumps(document, ensure_ascii=False))
        else:
            for file in outcome.made:
                self.stdout.write(f"{file.desk.slug}: {file.name}")
        if outcome.refused:
            raise CommandError("\n".join(outcome.refused), returncode=1)
