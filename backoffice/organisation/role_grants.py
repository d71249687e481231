"""Who may grant which role to whom: nobody grants more rights than their own account has."""

from django.contrib.auth.models import Group, Permission
from django.db import models

from backoffice.organisation.models import User


def grantable_by(by: User) -> models.QuerySet[Group]:
    """Return the roles `by` may grant: those within their own rights; all, for those who edit roles."""
    if by.has_perm("auth.change_group"):
        return Group.objects.all()
    beyond = [
        permission.pk
        for permission in Permission.objects.select_related("content_type")
        if _name(permission) not in by.get_all_permissions()
    ]
    return Group.objects.exclude(permissions__in=beyond)


def may_manage(by: User, account: User) -> bool:
    """Return whether `by` may change `account`, its password included.

    Whoever sets a password can sign in with it, so nobody changes an account with more rights than their
    own, not even a locked one; a superuser's account is changed by its owner only.
    """
    if account.pk == by.pk:
        return True
    if account.is_superuser:
        return False
    if by.has_perm("auth.change_group"):
        return True
    rights = Permission.objects.filter(models.Q(group__user=account) | models.Q(user=account))
    return all(_name(right) in by.get_all_permissions() for right in rights.select_related("content_type"))


def _name(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"
