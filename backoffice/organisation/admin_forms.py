"""The forms of accounts and roles: Django's own, with a posting, in words of an office."""

from typing import Any

from django import forms
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.organisation import holdings
from backoffice.organisation.models import Counter, User

# The apps whose rights a role may hold.
OURS = ("auth", "organisation", "procedures", "staffing", "tickets", "dossiers")

RIGHTS = {
    "add": pgettext_lazy("right in a role", "%(what)s: add"),
    "change": pgettext_lazy("right in a role", "%(what)s: change"),
    "delete": pgettext_lazy("right in a role", "%(what)s: delete"),
    "view": pgettext_lazy("right in a role", "%(what)s: view"),
}


class NewPasswordForm(AdminPasswordChangeForm):
    """Django joins its help once, in the language of the start, with a sentence it never translates."""

    usable_password_help_text = _("If disabled, this account cannot sign in, and its password is lost.")


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
    """An account; to switch it off or move it, somebody takes what it holds in the same act."""

    password = ReadOnlyPasswordHashField(label=_("Password"), widget=PasswordState)
    hands_to = forms.ModelChoiceField(
        label=_("Who takes what it holds"), queryset=User.objects.none(), required=False
    )

    class Meta(UserChangeForm.Meta):
        model = User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        account = self.instance
        self.held = holdings.held_by(account) if account.pk else []
        self.posting = (account.desk_id, account.division_id)
        colleagues = User.objects.filter(desk=account.desk_id).active().exclude(pk=account.pk)
        taker = self.fields["hands_to"]
        taker.queryset = colleagues.select_related("division").order_by("division__name", "full_name")
        taker.help_text = ", ".join(held.words for held in self.held)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        desk, division = cleaned.get("desk"), cleaned.get("division")
        posting = (desk and desk.pk, division and division.pk)
        may_enter = cleaned.get("is_active") and cleaned.get("is_staff")
        self.is_leaving = not may_enter or posting != self.posting
        if self.held and self.is_leaving and not cleaned.get("hands_to"):
            held = ", ".join(each.words for each in self.held)
            words = _("Choose who takes what this account holds: %(held)s.")
            raise ValidationError({"hands_to": words % {"held": held}})
        return cleaned


class CounterForm(forms.ModelForm):
    """A counter; it is closed for good when nobody is at it and nobody is rostered."""

    class Meta:
        model = Counter
        fields = ["desk", "number", "name", "service_groups", "is_active"]

    def clean_is_active(self) -> bool:
        is_active = self.cleaned_data["is_active"]
        held = (
            holdings.held_at(self.instance, at=timezone.now()) if self.instance.pk and not is_active else []
        )
        if held:
            words = _("Close or move first what is at this counter: %(held)s.")
            raise ValidationError(words % {"held": ", ".join(each.words for each in held)})
        return is_active


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
