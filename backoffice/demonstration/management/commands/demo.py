from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from backoffice.base.planner_statistics import analyze
from backoffice.demonstration import loading


class Command(BaseCommand):
    help = "Load the demonstration: Lương Sơn and its communes, invented dossiers, a present-day week."

    def add_arguments(self, parser):
        parser.add_argument(
            "--first-use",
            action="store_true",
            help="Do nothing, quietly, where an office already keeps its own rows.",
        )

    def handle(self, *args, first_use=False, **options):
        try:
            summary = loading.load(at=timezone.now())
        except loading.RealRowsHere as refusal:
            if first_use:
                return
            raise CommandError(str(refusal), returncode=1) from refusal
        analyze()
        if options["verbosity"]:
            self.stdout.write(summary)
