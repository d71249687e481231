import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from backoffice.dossiers.reminders import reminders


class Command(BaseCommand):
    help = "Print what falls due: due soon, letters of apology, late without letter, calendar (repeatable)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        found = reminders(at=timezone.now())
        if options["json"]:
            desks = [asdict(reminder) for reminder in found]
            self.stdout.write(json.dumps({"desks": desks}, ensure_ascii=False))
            return
        for r in found:
            self.stdout.write(
                f"{r.desk}: due soon {r.due_soon}, today {r.due_today}, overdue {r.overdue}, "
                f"letters {len(r.letters)}, late without letter {r.late_without_letter}, "
                f"other date by today's calendar {len(r.differing_dates)}"
            )
            for code in r.letters:
                self.stdout.write(f"  letter: {code}")
            if r.calendar_ends_on:
                self.stdout.write(f"  calendar known only to {r.calendar_ends_on}")
