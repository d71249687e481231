from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from backoffice.base import ports


class StaffingConfig(AppConfig):
    name = "backoffice.staffing"
    verbose_name = _("Duty and officers")

    def ready(self) -> None:
        ports.connect(
            "backoffice.organisation.holdings.of_counter",
            "backoffice.staffing.counters.closing_for_good.held_at",
        )
