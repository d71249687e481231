from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from backoffice.base import ports


class ReportsConfig(AppConfig):
    name = "backoffice.reports"
    verbose_name = _("Figures")

    def ready(self) -> None:
        ports.connect(
            "backoffice.staffing.officer_work.sources", "backoffice.reports.evaluation.officers.works"
        )
        ports.connect(
            "backoffice.dossiers.verification.further_checks", "backoffice.reports.closing.closings.broken"
        )
