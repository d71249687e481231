import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from backoffice.base.planner_statistics import analyze
from backoffice.organisation.desk_argument import desk_named
from backoffice.staffing.counters import presence, service_changes


class Command(BaseCommand):
    help = (
        "Close the counter sessions left open after closing time, end the day's numbers and the dossiers "
        "whose supplement did not come by its last day. Safe to repeat."
    )

    def add_arguments(self, parser):
        parser.add_argument("--office", metavar="CODE", help="slug or agency code; without it every desk")
        parser.add_argument("--json", dest="as_json", action="store_true", help="print one JSON document")

    def handle(self, *args, office, as_json, **options):
        desk = desk_named(office) if office else None
        at = timezone.now()
        closed = presence.close_left_open(at=at, desk=desk)
        ended = sum(service_changes.day_over(at, desk))
        unanswered = sum(service_changes.terms_over(at, desk))
        analyze()
        document = {"closed": closed, "numbers_ended": ended, "dossiers_ended": unanswered}
        words = (
            f"{closed} counter sessions closed, {ended} numbers ended, "
            f"{unanswered} dossiers ended whose supplement did not come."
        )
        self.stdout.write(json.dumps(document) if as_json else words)
