"""Compare the announced waits with the real ones."""

import json
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backoffice.organisation.desk_argument import desk_named
from backoffice.tickets.waits.backtest import estimates, scores


class Command(BaseCommand):
    help = _("Compare the waiting times that were announced with those that came.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--office", required=True)
        parser.add_argument("--from", dest="first", type=date.fromisoformat)
        parser.add_argument("--to", dest="last", type=date.fromisoformat)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        last = options["last"] or timezone.localdate()
        first = options["first"] or last - timedelta(days=28)
        found = scores(estimates(desk_named(options["office"]), first=first, last=last))
        if options["json"]:
            self.stdout.write(json.dumps([part.as_dict() for part in found], ensure_ascii=False))
            return
        if not found:
            raise CommandError(str(_("No wait was announced and then came in this period.")), returncode=1)
        for part in found:
            self.stdout.write(
                f"{part.label}: {part.called}/{part.said}, |Δ| {part.mean_error:.1f} min "
                f"(≥ 10 min: {part.mean_error_long:.1f}), Δ {part.bias:+.1f}, ±5: {part.within_5:.0%}, "
                f"band: {part.band_right:.0%}, ≤: {part.bound_held:.0%} ({part.bounded}), "
                f"+10: {part.understated_by_10:.0%}, "
                f"12×n÷c: {part.formula_mean_error:.1f}"
            )
