from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backoffice.history.admin import TrackedAdmin
from backoffice.organisation import holdings
from backoffice.organisation.admin.own_desk import OwnDesk
from backoffice.organisation.admin_forms import AccountForm, NewAccountForm, NewPasswordForm, RoleForm
from backoffice.organisation.models import User
from backoffice.organisation.role_grants import grantable_by, may_manage

LINKS = (Group.permissions.through, User.groups.through)


@admin.display(description=_("roles"))
def role_names(account: User) -> str:
    return ", ".join(sorted(group.name for group in account.groups.all()))


@admin.register(User)
class AccountAdmin(OwnDesk, TrackedAdmin, UserAdmin):
    form = AccountForm
    add_form = NewAccountForm
    change_password_form = NewPasswordForm
    list_display = ["username", "full_name", "title", "desk", "division", role_names, "is_active"]
    list_display_links = ["username", "full_name"]
    list_filter = ["is_active", "groups", ("desk", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["username", "full_name", "email", "title"]
    short_choices = ["groups"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    ordering = ["username"]
    rows_with = ["groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person and posting"), {"fields": ["full_name", "title", "email", "desk", "division"]}),
        (_("What the account may do"), {"fields": ["groups", "is_active", "is_staff"]}),
        (_("Times"), {"fields": [("last_login", "date_joined")]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", ("password1", "password2")]}),
        (_("Person and posting"), {"fields": ["full_name", "title", "email", "desk", "division"]}),
        (_("What the account may do"), {"fields": ["groups", "is_staff"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None):
        sets = super().get_fieldsets(request, obj)
        if obj is None or not holdings.held_by(obj):
            return sets
        return [*sets[:-1], (_("What it holds"), {"fields": ["hands_to"]}), *sets[-1:]]

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        to = form.cleaned_data.get("hands_to") if change else None
        if to is not None and form.is_leaving:
            holdings.hand_over(User.objects.get(pk=obj.pk), to, request.user, timezone.now())
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_manage(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_manage(request.user, obj))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["queryset"] = grantable_by(request.user)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


admin.site.unregister(Group)


def without_links(roles: GroupAdmin, objs: Any, request: HttpRequest) -> Any:
    """Name what goes with a role, not the links to its rights, which Django lists one by one."""
    found: Any = GroupAdmin.get_deleted_objects(roles, objs, request)
    named, counts, missing, protected = found
    links = {model._meta.verbose_name_plural for model in LINKS}
    counts = {name: count for name, count in counts.items() if name not in links}
    return [name for name in named if not isinstance(name, list)], counts, missing, protected


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Roles belong to no desk; only their permission opens them, and that is the administrators'."""

    form = RoleForm
    get_deleted_objects = without_links
