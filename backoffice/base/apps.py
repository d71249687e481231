from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from backoffice.base import squashed


class BaseConfig(AppConfig):
    name = "backoffice.base"
    verbose_name = _("Foundations")

    def ready(self) -> None:
        checks.register(squashed.check_upgradable, checks.Tags.database)
