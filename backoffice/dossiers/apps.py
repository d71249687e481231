from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from backoffice.base import ports


class DossiersConfig(AppConfig):
    name = "backoffice.dossiers"
    verbose_name = _("Dossiers")

    def ready(self) -> None:
        verbs = "backoffice.dossiers.verbs.reassigning"
        ports.connect("backoffice.organisation.holdings.of_account", f"{verbs}.held_by")
        ports.connect("backoffice.organisation.holdings.hand_over", f"{verbs}.hand_over_all")
        ports.connect("backoffice.procedures.in_use.sources", "backoffice.dossiers.versions_in_use.running")
        ports.connect(
            "backoffice.staffing.counters.service_changes.terms_over",
            "backoffice.dossiers.verbs.supplementing.count_ended_unanswered",
        )
