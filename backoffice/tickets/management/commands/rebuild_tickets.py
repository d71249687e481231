"""Compare the numbers of some days with their events, and write them again where they differ."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backoffice.organisation.desk_argument import desk_named
from backoffice.tickets import events, versions
from backoffice.tickets.models import Ticket


class Command(BaseCommand):
    help = _("Compare queue numbers with their events, and rebuild those that differ.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--office", required=True)
        parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
        parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
        parser.add_argument("--check", action="store_true", help=str(_("Only compare.")))
        parser.add_argument("--json", action="store_true")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        desk = desk_named(options["office"])
        days = (options["first"], options["last"])
        tickets = Ticket.objects.filter(desk=desk, business_day__range=days).select_for_update(of=("self",))
        differing = events.differing(tickets.prefetch_related("events").order_by("pk"))
        if not options["check"]:
            for ticket in differing:
                events.rebuild(ticket)
            if differing:
                versions.bump(desk.pk)
        report = {"numbers": tickets.count(), "differing": [str(ticket) for ticket in differing]}
        if options["json"]:
            self.stdout.write(json.dumps(report))
        else:
            self.stdout.write(
                str(_("%(numbers)s numbers, %(differing)s differed."))
                % {"numbers": report["numbers"], "differing": len(differing)}
            )
        if differing and options["check"]:
            raise CommandError(", ".join(f"{t.business_day} {t}" for t in differing), returncode=1)
