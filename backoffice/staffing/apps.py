from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffingConfig(AppConfig):
    name = "backoffice.staffing"
    verbose_name = _("Duty and officers")
