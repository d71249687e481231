"""The addresses of the figures' own pages, below `reports/`."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from backoffice.reports import closing_pages, saved_pages
from backoffice.reports.fees_page import fees_page
from backoffice.reports.service_index_page import service_index_page
from backoffice.reports.situation_page import situation_page


def urls(guard: Callable[..., Any]) -> list[URLPattern]:
    """Return the pages, each behind `guard`, which lets in only accounts of the back office."""
    return [
        path("reports/close/", guard(closing_pages.close_page), name="reports_close"),
        path("reports/closings/<int:pk>/", guard(closing_pages.closing_page), name="reports_closing"),
        path("reports/files/<int:pk>/", guard(closing_pages.file_page), name="reports_file"),
        path("reports/fees/", guard(fees_page), name="reports_fees"),
        path("reports/situation/", guard(situation_page), name="reports_situation"),
        path("reports/service-index/", guard(service_index_page), name="reports_service_index"),
        path("reports/save/", guard(saved_pages.save), name="reports_save"),
        path("reports/save/<int:pk>/", guard(saved_pages.forget), name="reports_unsave"),
    ]
