"""The admin site of the back office: its first page is the day, not a list of models."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class BackOfficeSite(admin.AdminSite):
    site_header = _("One-stop desk")
    site_title = _("One-stop desk")
    index_title = _("Today")
