"""Which version the account may see on a page of the catalogue, and whether it may change it."""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from backoffice.organisation.models import User
from backoffice.procedures.models import Procedure, ProcedureVersion


def version_or_404(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> ProcedureVersion:
    """Return a version that the account may see.

    :raises PermissionDenied: the account may not read versions.
    """
    rows = model_admin.get_queryset(request).select_related("procedure__desk")
    version = get_object_or_404(rows, pk=pk)
    if not model_admin.has_view_permission(request, version):
        raise PermissionDenied
    return version


def may_keep(user: User, version: ProcedureVersion, permission: str) -> bool:
    """Whether `user` keeps the procedure of `version` and has the permission."""
    kept = Procedure.objects.kept_by(user).filter(pk=version.procedure_id)
    return user.has_perm(permission) and kept.exists()
