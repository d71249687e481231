import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from backoffice.base.backups import making
from backoffice.base.backups.archive import Refused


class Command(BaseCommand):
    help = "Put a backup back, prove row by row what was put back, and run verify (exit code 1: refused)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the archive")
        parser.add_argument("--force", action="store_true", help="replace what is here, after backing it up")
        parser.add_argument("--check", action="store_true", help="only read the archive and compare it")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, path: Path, force: bool, check: bool, **options: Any) -> None:
        try:
            report = self._check(path) if check else self._restore(path, force=force)
        except Refused as refusal:
            report = {"ok": False, "error": str(refusal)}
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            for name, value in report.items():
                self.stdout.write(f"{name}: {value}")
        if not report["ok"]:
            sys.exit(1)

    def _check(self, path: Path) -> dict[str, Any]:
        return {"ok": True, **making.summary(making.check(path))}

    def _restore(self, path: Path, *, force: bool) -> dict[str, Any]:
        done = making.restore(path, force=force, at=timezone.now())
        return {
            "ok": not done.broken,
            **making.summary(done.manifest),
            "kept": str(done.kept or ""),
            "same_key": done.same_key,
            "broken": done.broken,
        }
