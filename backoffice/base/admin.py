"""Mixins for admin classes."""

from django.http import HttpRequest


class AddOnly:
    """Rows that are added once and then only looked at: files that were read, comparisons."""

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class ReadOnly(AddOnly):
    """Rows that people look at and never write: logs, events, snapshots."""

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False
