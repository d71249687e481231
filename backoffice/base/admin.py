"""Mixins for admin classes."""

from django.http import HttpRequest


class ReadOnly:
    """Rows that people look at and never write: logs, events, snapshots."""

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False
