from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketsConfig(AppConfig):
    name = "backoffice.tickets"
    verbose_name = _("Queue numbers")

    def ready(self) -> None:
        # The board moves on with every change of who serves, wherever it was made.
        import_module("backoffice.tickets.following")
