"""The form of a verb: its input, and the domain call that carries it out."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import User


class VerbForm(forms.Form):
    """The form of a step with a dossier. Without visible fields it is one button."""

    do_not_call_in_templates = True

    def __init__(self, *args, dossier: Dossier, user: User, **kwargs) -> None:
        self.dossier, self.user = dossier, user
        super().__init__(*args, **kwargs)
        if not user.has_perm("dossiers.override_rule"):
            self.fields.pop("override_number", None)

    @classmethod
    def asks(cls) -> bool:
        """Whether the verb needs input before it is carried out."""
        return bool(cls.base_fields)

    def carry_out(self, *, at: datetime) -> None:
        """Make the domain call with the cleaned data; the view shows its refusal."""
        raise NotImplementedError

    def facts(self) -> dict[str, Any]:
        """Return what the page shows beside the form, by its names in the template."""
        return {}


class PeopleField(forms.ModelChoiceField):
    """A colleague at the same desk, shown with the division."""

    def __init__(self, **kwargs) -> None:
        super().__init__(label=_("Hand over to"), queryset=User.objects.none(), **kwargs)

    def offer_colleagues_of(self, user: User, *, desk: int | None) -> QuerySet:
        """Offer the active accounts of a desk without `user`; return them."""
        people = User.objects.filter(desk=desk).active().exclude(pk=user.pk)
        self.queryset = people.select_related("division", "desk").order_by("division__name", "full_name")
        return self.queryset

    def label_from_instance(self, user: User) -> str:
        return f"{user} – {user.division or user.desk}"
