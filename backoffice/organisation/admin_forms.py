"""The forms of accounts and roles: Django's own, with a posting, in words of an office."""

from typing import Any

from django import forms
from django.contrib.auth.forms import (
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.organisation.models import User

# The apps whose rights a role may hold.
OURS = ("auth", "organisation", "procedures", "staffing", "tickets", "dossiers")

RIGHTS = {
    "add": pgettext_lazy("right in a role", "%(what)s: add"),
    "change": pgettext_lazy("right in a role", "%(what)s: change"),
    "delete": pgettext_lazy("right in a role", "%(what)s: delete"),
    "view": pgettext_lazy("right in a role", "%(what)s: view"),
}


class PasswordState(ReadOnlyPasswordHashWidget):
    """Shows whether there is a password, and nothing of its hash, whatever Django's own page shows of it."""

    template_name = "organisation/password_state.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        state = _("A password is set.") if value else _("No password: this account cannot sign in.")
        return context | {"state": state}


class PostingCheck:
    """An account's division belongs to its desk."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()  # type: ignore[misc]
        desk, division = cleaned.get("desk"), cleaned.get("division")
        if division and division.desk_id != (desk and desk.pk):
            raise ValidationError({"division": _("This division belongs to another desk.")})
        return cleaned


class AccountForm(PostingCheck, UserChangeForm):
    password = ReadOnlyPasswordHashField(label=_("Password"), widget=PasswordState)

    class Meta(UserChangeForm.Meta):
        model = User


class NewAccountForm(PostingCheck, AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User


class RightsField(forms.ModelMultipleChoiceField):
    """The rights a role may hold, in the reader's language; the database has their names in English only."""

    def __init__(self, queryset: QuerySet[Permission], **kwargs: Any) -> None:
        ours = queryset.filter(content_type__app_label__in=OURS)
        super().__init__(ours.exclude(content_type__model__startswith="historical"), **kwargs)

    def label_from_instance(self, permission: Permission) -> str:
        model = permission.content_type.model_class()
        verb = permission.codename.removesuffix(f"_{permission.content_type.model}")
        if verb in RIGHTS:
            return RIGHTS[verb] % {"what": capfirst(str(model._meta.verbose_name_plural))}
        return str(dict(model._meta.permissions)[permission.codename])


class RoleForm(forms.ModelForm):
    class Meta:
        model = Group
        fields = ["name", "permissions"]
        field_classes = {"permissions": RightsField}
