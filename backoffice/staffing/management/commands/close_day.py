import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from backoffice.base.planner_statistics import analyze
from backoffice.organisation.desk_argument import desk_named
from backoffice.staffing.counters import presence


class Command(BaseCommand):
    help = "Close, flagged, the counter sessions left open after closing time. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("--office", metavar="CODE", help="slug or agency code; without it every desk")
        parser.add_argument("--json", dest="as_json", action="store_true", help="print one JSON document")

    def handle(self, *args, office, as_json, **options):
        desk = desk_named(office) if office else None
        closed = presence.close_left_open(at=timezone.now(), desk=desk)
        analyze()
        text = json.dumps({"closed": closed}) if as_json else f"{closed} counter sessions closed."
        self.stdout.write(text)
