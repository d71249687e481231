import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backoffice.dossiers.verification import broken


class Command(BaseCommand):
    help = "Recompute the chain of every log and the invariants; name every broken row (exit code 1)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(broken())
        if options["json"]:
            self.stdout.write(json.dumps({"ok": not found, "broken": found}, ensure_ascii=False))
        else:
            for sentence in found or ["OK"]:
                self.stdout.write(sentence)
        if found:
            sys.exit(1)
