from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from backoffice.base import ports


class TicketsConfig(AppConfig):
    name = "backoffice.tickets"
    verbose_name = _("Queue numbers")

    def ready(self) -> None:
        # The board gets a new version with every change of who serves, wherever it was made.
        ports.connect(
            "backoffice.staffing.counters.service_changes.changed", "backoffice.tickets.versions.bump"
        )
        ports.connect(
            "backoffice.staffing.counters.service_changes.day_over", "backoffice.tickets.ends_of_days.end"
        )
