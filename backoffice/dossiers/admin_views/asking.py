"""What every page of this app asks first: may this account, and may it see this dossier?"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from backoffice.dossiers.models import Dossier

PARTS = ("desk", "procedure", "version", "division", "applicant", "holder", "holder_division", "received_by")


def require(request: HttpRequest, *permissions: str) -> None:
    """Refuse an account that has none of the permissions."""
    if not any(request.user.has_perm(permission) for permission in permissions):
        raise PermissionDenied


def dossier_or_404(request: HttpRequest, pk: int) -> Dossier:
    """Return a dossier within the account's sight."""
    require(request, "dossiers.view_dossier")
    rows = Dossier.objects.visible_to(request.user).select_related(*PARTS)
    return get_object_or_404(rows, pk=pk)


def page_context(request: HttpRequest, *, title: str, **context: Any) -> dict[str, Any]:
    return {**admin.site.each_context(request), "title": title, "opts": Dossier._meta, **context}


def address_of(request: HttpRequest) -> str | None:
    return request.META.get("REMOTE_ADDR") or None
