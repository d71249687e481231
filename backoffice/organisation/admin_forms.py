"""The forms of accounts: Django's own, with a posting instead of first and last name."""

from typing import Any

from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from backoffice.organisation.models import User


class PostingCheck:
    """An account's division belongs to its desk."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()  # type: ignore[misc]
        desk, division = cleaned.get("desk"), cleaned.get("division")
        if division and division.desk_id != (desk and desk.pk):
            raise ValidationError({"division": _("This division belongs to another desk.")})
        return cleaned


class AccountForm(PostingCheck, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


class NewAccountForm(PostingCheck, AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
