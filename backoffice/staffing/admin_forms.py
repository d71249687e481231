from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from backoffice.staffing.feedback_limits import answer_by
from backoffice.staffing.models import Evaluation, Feedback, Officer


class SubstitutionForm(forms.Form):
    """Who stands in, and why; the choices are the free officers, best first."""

    officer_id = forms.TypedChoiceField(label=_("Stands in"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason of the substitution"), max_length=300)

    def __init__(self, *args, people: Mapping[int, str], reason: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer_id"].choices = list(people.items())
        self.fields["officer_id"].initial = next(iter(people), None)
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


class PeriodForm(forms.Form):
    """A quarter or a year that is over or running."""

    kind = forms.ChoiceField(label=_("kind of evaluation"), choices=Evaluation.Kind)
    year = forms.IntegerField(label=_("year"), min_value=2018, max_value=2100)
    quarter = forms.TypedChoiceField(
        label=_("quarter"), choices=[(n, n) for n in range(1, 5)], coerce=int, required=False
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = today.year
        self.fields["quarter"].initial = (today.month + 2) // 3

    def clean(self):
        values = super().clean()
        if values.get("kind") == Evaluation.Kind.QUARTER and not values.get("quarter"):
            self.add_error("quarter", _("Choose the quarter."))
        return values

    @property
    def period(self) -> tuple[date, date]:
        year = self.cleaned_data["year"]
        if self.cleaned_data["kind"] == Evaluation.Kind.YEAR:
            return date(year, 1, 1), date(year, 12, 31)
        last_month = 3 * self.cleaned_data["quarter"]
        return date(year, last_month - 2, 1), date(year, last_month, monthrange(year, last_month)[1])


class FeedbackForm(forms.ModelForm):
    """A denunciation is handled by named people; the officer it is about serves at the same desk."""

    class Meta:
        model = Feedback
        fields = ["desk", "kind", "officer", "assigned"]

    def clean(self):
        values = super().clean()
        if values.get("kind") == Feedback.Kind.DENUNCIATION and not values.get("assigned"):
            self.add_error("assigned", _("Say who handles the denunciation: nobody else will see it."))
        officer, desk = values.get("officer"), values.get("desk")
        if officer and desk and officer.desk_id != desk.pk:
            self.add_error("officer", _("This officer serves at another desk."))
        return values

    def save(self, commit: bool = True) -> Feedback:
        """Compute the last day to answer from the kind and the days; nobody types it."""
        feedback = self.instance
        feedback.due_on = answer_by(
            feedback.kind,
            received_on=feedback.received_on,
            accepted_on=feedback.accepted_on,
            is_prolonged=feedback.is_prolonged,
            desk=feedback.desk,
        )
        return super().save(commit)
