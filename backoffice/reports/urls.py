"""The addresses of the figures' own pages, below `reports/`."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from backoffice.reports.admin_views import closings, saved_filters
from backoffice.reports.admin_views.fees import fees_page
from backoffice.reports.admin_views.service_index import service_index_page
from backoffice.reports.admin_views.situation import situation_page


def urls(guard: Callable[..., Any]) -> list[URLPattern]:
    """Return the pages, each behind `guard`, which admits only accounts of the back office."""
    return [
        path("reports/close/", guard(closings.close_page), name="reports_close"),
        path("reports/closings/<int:pk>/", guard(closings.closing_page), name="reports_closing"),
        path("reports/files/<int:pk>/", guard(closings.file_page), name="reports_file"),
        path("reports/fees/", guard(fees_page), name="reports_fees"),
        path("reports/situation/", guard(situation_page), name="reports_situation"),
        path("reports/service-index/", guard(service_index_page), name="reports_service_index"),
        path("reports/save/", guard(saved_filters.save), name="reports_save"),
        path("reports/save/<int:pk>/", guard(saved_filters.forget), name="reports_unsave"),
    ]
