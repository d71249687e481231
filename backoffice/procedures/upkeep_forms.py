"""Forms of the pages that maintain the catalogue: files, internal process, checklist, comparison."""

import csv
import io
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseModelFormSet
from django.utils.translation import gettext_lazy as _

from backoffice.base import uploads
from backoffice.base.dates import AdminDay
from backoffice.organisation.models import Desk, Division, User
from backoffice.procedures.importing.workbooks.containers import Limits
from backoffice.procedures.models import Procedure, ProcedureFile, ProcedureVersion, ProcessStep


class FileForm(forms.Form):
    kind = forms.ChoiceField(label=_("kind of file"), choices=ProcedureFile.Kind.choices)
    file = forms.FileField(
        label=_("file"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.doc,.docx,.odt,.jpg,.jpeg,.png"}),
    )
    title = forms.CharField(
        label=_("title of the file"), max_length=200, required=False, help_text=_("Empty: the file's name.")
    )
    shows_nobody = forms.BooleanField(
        label=_("The sample carries the word MẪU on every page and shows no real person"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sentence = _("PDF, Word, OpenDocument, JPEG or PNG, at most %(megabytes)d MB, without macros.")
        self.fields["file"].help_text = sentence % {"megabytes": uploads.MEGABYTES}


class StepForm(forms.ModelForm):
    class Meta:
        model = ProcessStep
        fields = ["ordinal", "kind", "name", "division", "post", "officer", "standby", "hours"]
        widgets = {
            "name": forms.Textarea(attrs={"rows": 2}),
            "ordinal": forms.NumberInput(attrs={"min": 1}),
            "hours": forms.NumberInput(attrs={"min": 0, "step": "0.5"}),
        }

    def __init__(self, *args: Any, desk: Desk, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.visible_to(user).filter(desk=desk).active().order_by("full_name")
        divisions = Division.objects.visible_to(user).filter(desk=desk).order_by("name")
        choices = {"division": divisions, "officer": people, "standby": people}
        for name, rows in choices.items():
            # Who stands in the step already may stay, whoever may be chosen anew.
            kept = rows.model.objects.filter(pk=getattr(self.instance, f"{name}_id"))
            self.fields[name].queryset = rows.model.objects.filter(  # type: ignore[attr-defined]
                pk__in=[*rows.values_list("pk", flat=True), *kept.values_list("pk", flat=True)]
            )
        for field in self.fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label))


class Steps(BaseModelFormSet):
    """The steps of one version; a repeated order is refused before the database refuses it."""

    def clean(self) -> None:
        super().clean()
        ordinals = [
            form.cleaned_data.get("ordinal")
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        if len(set(ordinals)) < len(ordinals):
            raise ValidationError(_("Two steps have the same order."))


StepFormSet = forms.modelformset_factory(ProcessStep, StepForm, formset=Steps, extra=1, can_delete=True)


class SourceForm(forms.Form):
    """Another procedure in sight, named by its code."""

    code = forms.CharField(label=_("Procedure code"), max_length=40)

    def __init__(self, *args: Any, user: User, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user, self._desk = user, desk

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip()
        self.source = self._newest(code)
        if self.source is None:
            raise ValidationError(_("No procedure in your sight has this code."))
        return code

    def _newest(self, code: str) -> ProcedureVersion | None:
        procedures = Procedure.objects.visible_to(self._user).filter(code=code)
        own = procedures.filter(desk=self._desk)
        versions = ProcedureVersion.objects.filter(procedure__in=own if own.exists() else procedures)
        return versions.select_related("procedure").order_by("-valid_from", "pk").first()


class TableForm(forms.Form):
    """A table copied out of Word or Excel: cells are separated by tabs."""

    table = forms.CharField(
        label=_("Table copied from Word or Excel"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("With its head: “Trình tự các bước”, “Trách nhiệm”, “Thời gian”."),
    )
    column = forms.TypedChoiceField(
        label=_("Which column of times"),
        choices=[(0, _("the first")), (1, _("the second")), (2, _("the third"))],
        coerce=int,
        required=False,
        empty_value="0",
    )

    @property
    def rows(self) -> list[list[str]]:
        # Excel quotes a cell that holds a line break.
        text = self.cleaned_data["table"].replace("\r\n", "\n").replace("\r", "\n")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))


class ReviewForm(forms.Form):
    """Who reviews the chosen procedures, and by when."""

    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("kept up to date by"), required=False, empty_label=_("as it is")
    )
    review_on = forms.DateField(
        label=_("to be reviewed by"),
        required=False,
        widget=AdminDay,
        help_text=_("Empty: as it is."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.visible_to(user).filter(desk=user.desk_id).active()
        self.fields["owner"].queryset = people.order_by("full_name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("owner") and not cleaned.get("review_on"):
            raise ValidationError(_("Choose who, by when, or both."))
        return cleaned


class NationalForm(forms.Form):
    desk = forms.ModelChoiceField(Desk.objects.none(), label=_("Compare the catalogue of"), empty_label=None)
    file = forms.FileField(
        label=_("Export of the national database"),
        help_text=_("Excel (.xlsx, .xls), OpenDocument (.ods) or .csv, at most 20 MB. Nothing is changed."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = Desk.objects.visible_to(user).order_by("level", "slug")  # type: ignore[attr-defined]
        self.fields["desk"].initial = user.desk_id

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > Limits().file_bytes:
            raise ValidationError(_("The file is larger than 20 MB. Save only the sheets that are needed."))
        return file
