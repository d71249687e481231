"""Reads time-limit texts from standard input: the importer's reader, to be tried on any list of texts."""

import io
import json
import sys

from django.core.management.base import BaseCommand

from backoffice.procedures.terms import read


class Command(BaseCommand):
    """One text a line in, one JSON document a line out, in the order of the lines, until the input ends.

    Bytes that are no UTF-8 are replaced in the copy of the text; no line stops the command.
    """

    help = "Reads one time-limit text a line and answers each with one line of JSON."
    requires_system_checks = ()

    def handle(self, **options: object) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        for line in sys.stdin.buffer:
            text = line.decode("utf-8", errors="replace").rstrip("\r\n")
            self.stdout.write(json.dumps(read(text).as_json(), ensure_ascii=False))
            self.stdout.flush()
