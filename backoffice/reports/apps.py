from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "backoffice.reports"
    verbose_name = _("Figures")

    def ready(self) -> None:
        # Hands the officers' work to the evaluation, which knows no dossiers.
        import_module("backoffice.reports.evaluation.officers")
        import_module("backoffice.reports.closing.closings")
