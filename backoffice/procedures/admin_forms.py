"""Forms of the catalogue and of its imports; they also fill the folded text that the search reads."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backoffice.base.dates import AdminDay
from backoffice.base.folding import fold, tidy
from backoffice.organisation.models import Desk, ServiceGroup, User
from backoffice.procedures import columns
from backoffice.procedures.importing.execution.applying import Decision
from backoffice.procedures.importing.rows.cell_reader import as_kept
from backoffice.procedures.importing.workbooks.containers import Limits
from backoffice.procedures.models import Field, Procedure, ProcedureVersion, TimeLimit


class FieldForm(forms.ModelForm):
    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        same = Field.objects.filter(folded_name=fold(name)).exclude(pk=self.instance.pk)
        if same.exists():
            raise ValidationError(_("A field of this name exists already."))
        self.instance.folded_name = fold(name)
        return name

    def clean_service_groups(self) -> QuerySet[ServiceGroup]:
        """Groups of desks out of the account's sight stay as they are."""
        chosen = self.cleaned_data["service_groups"]
        if self.instance.pk is None:
            return chosen
        unseen = self.instance.service_groups.exclude(
            pk__in=self.fields["service_groups"].queryset.values("pk")
        )
        return ServiceGroup.objects.filter(Q(pk__in=chosen.values("pk")) | Q(pk__in=unseen.values("pk")))


class ProcedureForm(forms.ModelForm):
    class Meta:
        model = Procedure
        fields = ["desk", "code", "code_suffix", "name", "field", "owner", "review_on"]
        widgets = {"name": forms.Textarea(attrs={"rows": 2})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        values = [
            cleaned.get("code") or self.instance.code,
            cleaned.get("code_suffix", ""),
            cleaned.get("name"),
        ]
        if cleaned.get("field") and all(value is not None for value in values):
            code, suffix, name = values
            self.instance.search_text = fold(f"{code}{suffix} {name} {cleaned['field'].name}")
        return cleaned


class UploadForm(forms.Form):
    """The file, and the desk into whose catalogue it is read, if the account sees several desks."""

    desk = forms.ModelChoiceField(Desk.objects.none(), label=_("Into the catalogue of"))
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(
            "Excel (.xlsx, .xls), OpenDocument (.ods) or .csv, at most 20 MB. Nothing is written yet."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
    )
    progress = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desks = Desk.objects.visible_to(user).order_by("slug")
        self.fields["desk"].queryset = desks
        if user.desk_id:
            self.fields["desk"].initial = user.desk_id
            if user.desks_in_sight == frozenset({user.desk_id}):
                self.fields["desk"].widget = forms.HiddenInput()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > Limits().file_bytes:
            raise ValidationError(_("The file is larger than 20 MB. Save only the sheets that are needed."))
        return file


class ConfirmForm(forms.Form):
    """The publication decision, asked once, and the options of this import."""

    number = forms.CharField(label=_("Decision number"), max_length=100, required=False)
    decided_on = forms.DateField(label=_("Decided on"), required=False, widget=AdminDay)
    effective_on = forms.DateField(label=_("Effective on"), required=False, widget=AdminDay)
    issued_by = forms.CharField(label=_("Issued by"), max_length=300, required=False)
    publish = forms.BooleanField(label=_("Post new procedures on the kiosk at once"), required=False)
    skip_errors = forms.BooleanField(label=_("Leave the rows with errors out"), required=False)
    progress = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = [name for name in ("number", "decided_on", "effective_on") if cleaned.get(name)]
        if named and len(named) < 3 and not self.errors:
            raise ValidationError(
                _("Give the decision's number, its date and its effective day, or none of them.")
            )
        if len(named) == 3 and cleaned["effective_on"] < cleaned["decided_on"]:
            raise ValidationError({"effective_on": _("A decision cannot take effect before its date.")})
        return cleaned

    @property
    def decision(self) -> Decision | None:
        data = self.cleaned_data
        if not data["number"]:
            return None
        return Decision(
            number=tidy(data["number"]),
            decided_on=data["decided_on"],
            effective_on=data["effective_on"],
            issued_by=data["issued_by"],
        )


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Procedure code"), max_length=40, help_text=_("As in 1.001193."))


class LimitForm(forms.Form):
    """What a time-limit text means: an amount with its unit, or within the day."""

    amount = forms.DecimalField(
        label=_("Amount"), min_value=Decimal("0.5"), max_digits=6, decimal_places=2, required=False
    )
    unit = forms.ChoiceField(label=_("Unit of the limit"), choices=TimeLimit.Unit.choices)
    same_day = forms.BooleanField(label=_("within the day"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("amount") and not cleaned.get("same_day") and not self.errors:
            raise ValidationError({"amount": _("Give an amount, or say that it is within the day.")})
        return cleaned


class VersionForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        """Say in words what the database would refuse: versions of a procedure never overlap.

        Texts are kept as the importer would keep them, so that an export comes back without a change.
        """
        cleaned = super().clean() or {}
        for key in columns.CONTENT:
            if isinstance(text := cleaned.get(columns.attribute(key)), str):
                cleaned[columns.attribute(key)] = as_kept(key, text)
        procedure, first = cleaned.get("procedure"), cleaned.get("valid_from")
        if procedure and first:
            others = ProcedureVersion.objects.filter(procedure=procedure).exclude(pk=self.instance.pk)
            other = others.overlapping(first, cleaned.get("valid_to")).first()
            if other is not None:
                message = _("Version %(number)s is in force on some of these days: end it the day before.")
                raise ValidationError({"valid_from": message % {"number": other.number}})
        return cleaned
