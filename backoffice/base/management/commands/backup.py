import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from backoffice.base.backups import making
from backoffice.base.backups.archive import Refused


class Command(BaseCommand):
    help = "Write database and files into one archive, while the office works (exit code 1: refused)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the archive, or a directory for it")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        try:
            written, manifest = making.back_up(path, at=timezone.now())
        except Refused as refusal:
            self._say(options["json"], {"ok": False, "error": str(refusal)}, str(refusal))
            sys.exit(1)
        told = {"ok": True, "path": str(written), "bytes": written.stat().st_size, **making.told(manifest)}
        self._say(
            options["json"],
            told,
            f"{written}: {manifest.rows} rows in {len(manifest.tables)} tables, "
            f"{len(manifest.files)} files, {told['bytes']} bytes",
        )

    def _say(self, as_json: bool, told: dict[str, Any], sentence: str) -> None:
        self.stdout.write(json.dumps(told, ensure_ascii=False) if as_json else sentence)
