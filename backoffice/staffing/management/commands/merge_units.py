import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from backoffice.organisation.successions import NotAllowed
from backoffice.staffing.mergers import carry_out

FILE = Path(settings.BASE_DIR) / "fixtures" / "mergers.json"


class Command(BaseCommand):
    help = "Let units end and others take over as a file says; without one, Lương Sơn in 2020 and 2025."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path, nargs="?", default=FILE)
        parser.add_argument("--until", metavar="DATE", type=date.fromisoformat, default=date.max)
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument(
            "--json", dest="as_json", action="store_true", help="print exactly one JSON document"
        )

    def handle(self, *args, file, until, dry_run, as_json, **options):
        try:
            with transaction.atomic():
                outcome = asdict(carry_out(file, until=until, by=None))
                transaction.set_rollback(dry_run)
        except OSError as unreadable:
            raise CommandError(str(unreadable), returncode=2) from unreadable
        except NotAllowed as refusal:
            self.stdout.write(json.dumps({"errors": [str(refusal)]}, ensure_ascii=False))
            sys.exit(1)
        lines = [f"{name}: {value}" for name, value in outcome.items()]
        self.stdout.write(json.dumps(outcome, ensure_ascii=False) if as_json else "\n".join(lines))
