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
            self._print(options["json"], {"ok": False, "error": str(refusal)}, str(refusal))
            sys.exit(1)
        size = written.stat().st_size
        report = {"ok": True, "path": str(written), "bytes": size, **making.summary(manifest)}
        self._print(
            options["json"],
            report,
            f"{written}: {manifest.rows} rows in {len(manifest.tables)} tables, "
            f"{len(manifest.files)} files, {report['bytes']} bytes",
        )

    def _print(self, as_json: bool, report: dict[str, Any], sentence: str) -> None:
        self.stdout.write(json.dumps(report, ensure_ascii=False) if as_json else sentence)
