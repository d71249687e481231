#!/usr/bin/env python
"""Runs Django's and Một Cửa's management commands."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backoffice.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018 - read first: Django goes on without settings, and fails elsewhere
    except ImproperlyConfigured as wrong:
        sys.exit(str(wrong))
    execute_from_command_line(sys.argv)
