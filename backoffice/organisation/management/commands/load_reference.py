from django.core.management.base import BaseCommand

from backoffice.organisation.reference import load_reference


class Command(BaseCommand):
    help = "Add the roles, calendar days and legal regimes that are missing; edited rows stay as they are."

    def handle(self, *args, **options):
        self.stdout.write(f"{load_reference()} reference rows added")
