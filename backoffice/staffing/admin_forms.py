from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from backoffice.staffing.models import Officer
from backoffice.staffing.roster_checks import Person


class SubstitutionForm(forms.Form):
    """Who stands in, and why; the choice is among the free officers, best first."""

    officer_id = forms.TypedChoiceField(label=_("Stands in"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason of the substitution"), max_length=300)

    def __init__(self, *args, people: Sequence[Person], reason: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer_id"].choices = [(person.id, person.name) for person in people]
        self.fields["officer_id"].initial = people[0].id if people else None
        self.fields["reason"].initial = reason
        self.fields["reason"].widget.attrs |= {"list": "reasons", "autocomplete": "off"}

    @property
    def officer(self) -> Officer:
        return Officer.objects.get(pk=self.cleaned_data["officer_id"])


class SheetForm(forms.Form):
    """A weekly duty sheet to read."""

    sheet = forms.FileField(
        label=_("Duty sheet"),
        help_text=_("Excel, OpenDocument or CSV; the week is read from its title."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )
