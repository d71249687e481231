"""Forms of the catalogue: what a person types, with the folded text the search reads."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from backoffice.base.folding import fold, tidy
from backoffice.procedures.models import Field, Procedure


class FieldForm(forms.ModelForm):
    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        same = Field.objects.filter(folded_name=fold(name)).exclude(pk=self.instance.pk)
        if same.exists():
            raise ValidationError(_("A field of this name exists already."))
        self.instance.folded_name = fold(name)
        return name


class ProcedureForm(forms.ModelForm):
    class Meta:
        model = Procedure
        fields = ["desk", "code", "code_suffix", "name", "field", "owner", "review_on"]
        widgets = {"name": forms.Textarea(attrs={"rows": 2})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        values = [cleaned.get("code") or self.instance.code, cleaned.get("code_suffix", ""), cleaned.get("name")]
        if cleaned.get("field") and all(value is not None for value in values):
            code, suffix, name = values
            self.instance.search_text = fold(f"{code}{suffix} {name} {cleaned['field'].name}")
        return cleaned
