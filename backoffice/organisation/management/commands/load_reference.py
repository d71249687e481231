from django.core.management.base import BaseCommand

from backoffice.organisation.reference import grant_standard_rights, load_reference


class Command(BaseCommand):
    help = "Add the roles, calendar days and legal regimes that are missing; edited rows stay as they are."

    def add_arguments(self, parser):
        parser.add_argument(
            "--rights",
            action="store_true",
            help="also give the standard roles the rights they lack, after an upgrade",
        )

    def handle(self, *args, **options):
        self.stdout.write(f"{load_reference()} reference rows added")
        if options["rights"]:
            self.stdout.write(f"{grant_standard_rights()} rights granted")
