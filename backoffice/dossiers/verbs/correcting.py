"""Correcting whose dossier it is: a misspelt name, a wrong number, another person, one person kept twice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from backoffice.base.folding import tidy
from backoffice.dossiers import identity, search
from backoffice.dossiers.lifecycle.transitions import DESK, NotAllowed, Verb, moving
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Applicant, Dossier, Refusal, Supplement
from backoffice.dossiers.slips import receipts
from backoffice.history.tracking import because, delete_tracked, update_tracked
from backoffice.organisation.models import User

SAME, OTHER = "same", "other"
NOTHING = "-"
FIELDS = ("full_name", "id_number", "phone", "email", "address", "kind")


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The applicant as it should have been stated; empty fields were not stated."""

    full_name: str
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    kind: str = Applicant.Kind.CITIZEN


def correct(
    dossier: Dossier, *, stated: Identity, is_other_person: bool, reason: str, by: User, at: datetime
) -> Applicant:
    """Correct the data of the applicant, or give the dossier to another person; return the applicant.

    The same person: the record is mended, for all its dossiers; what is left empty stays, "-" empties it.
    Another person: only this dossier moves, to the record with that ID number as it is, or to a new one. A
    new receipt replaces the one before.

    :raises NotAllowed: no name, no reason, nothing changed, or the ID number is another record's.
    """
    name = tidy(stated.full_name)
    number = NOTHING if stated.id_number.strip() == NOTHING else identity.normalised(stated.id_number)
    if not name or not reason.strip():
        raise NotAllowed(_("Write the name of the applicant and why it is corrected."))
    values = {
        "full_name": name,
        "id_number": number,
        "phone": NOTHING if stated.phone.strip() == NOTHING else identity.normalised_phone(stated.phone),
        "email": stated.email,
        "address": tidy(stated.address),
        "kind": stated.kind,
    }
    with moving(dossier, CORRECT, by=by, at=at, reason=reason) as data:
        before = dossier.applicant
        holder = _with_number(dossier, number)
        if is_other_person:
            if holder is not None and holder.pk == before.pk:
                raise NotAllowed(_("This is the ID number of the applicant it has now."))
            if holder is None and (before.full_name, before.id_number) == (name, number):
                raise NotAllowed(_("Nothing was changed."))
            applicant = holder or Applicant(desk=dossier.desk)
            changed = [] if holder else list(FIELDS)
        else:
            if holder is not None and holder.pk != before.pk:
                raise NotAllowed(
                    _("Another person is known by this number: the dossier is theirs, or merge the two.")
                )
            applicant = before
            values = {field: _kept(getattr(before, field), value) for field, value in values.items()}
            changed = [field for field in FIELDS if getattr(before, field) != values[field]]
            if not changed and dossier.applicant_name == name:
                raise NotAllowed(_("Nothing was changed."))
        if changed:
            for field in changed:
                setattr(applicant, field, values[field])
            search.set_applicant_keys(applicant)
            because(applicant, reason)
            applicant.save()
        dossier.applicant = applicant
        dossier.applicant_name = applicant.full_name if holder and is_other_person else name
        search.set_keys(dossier)
        if receipts.replace_receipt(dossier, by=by, at=at):
            data["receipt"] = "replaced"
        data |= {"fields": changed, "other_person": is_other_person}
    return applicant


def merge(
    dossier: Dossier, *, other_number: str, reason: str, is_confirmed: bool, by: User, at: datetime
) -> int:
    """Make the record with the other ID number and the dossier's applicant one; return the dossiers moved.

    The dossier's applicant stays, with its data; what it lacks is taken from the other. The other record
    ends, in the history with who, when and why.

    :raises NotAllowed: no reason, nobody has the number, it is the same record, or not confirmed.
    """
    if not reason.strip():
        raise NotAllowed(_("Write why the two are one person."))
    with transaction.atomic():
        other = _with_number(dossier, identity.normalised(other_number))
        if other is None or other.pk == dossier.applicant_id:
            raise NotAllowed(_("No other person is known by this number."))
        theirs = list(Dossier.objects.select_for_update().filter(applicant=other).order_by("pk"))
        if not is_confirmed:
            raise NotAllowed(_asked(other, len(theirs)))
        for row in [*theirs, dossier]:
            with moving(row, MERGE, by=by, at=at, reason=reason):
                row.applicant = dossier.applicant
        kept = dossier.applicant
        for rows in (Supplement.objects.filter(applicant=other), Refusal.objects.filter(applicant=other)):
            papers: list[Any] = list(rows)
            for paper in papers:
                paper.applicant = kept
            update_tracked(papers, fields=["applicant"], by=by, reason=reason)
        taken = {
            field: getattr(other, field)
            for field in FIELDS
            if not getattr(kept, field) and getattr(other, field)
        }
        delete_tracked([other], by=by, reason=reason)
        if taken:
            for field, value in taken.items():
                setattr(kept, field, value)
            search.set_applicant_keys(kept)
            because(kept, reason)
            kept.save()
    return len(theirs)


def _asked(other: Applicant, count: int) -> str:
    sentence = ngettext(
        "%(name)s with %(count)d dossier: confirm that it is the same person.",
        "%(name)s with %(count)d dossiers: confirm that it is the same person.",
        count,
    )
    return sentence % {"name": other.full_name, "count": count}


def _kept(before: str, stated: str) -> str:
    return "" if stated == NOTHING else stated or before


def _with_number(dossier: Dossier, number: str) -> Applicant | None:
    if not number:
        return None
    known = Applicant.objects.select_for_update().with_id_number(number, desk=dossier.desk)
    return known.first()


class CorrectForm(VerbForm):
    whose = forms.ChoiceField(
        label=_lazy("What is corrected"),
        choices=[
            (SAME, _lazy("the data of this person, for all dossiers of the person")),
            (OTHER, _lazy("this dossier is another person's")),
        ],
        initial=SAME,
        widget=forms.RadioSelect,
    )
    full_name = forms.CharField(label=_lazy("Name of the applicant"), max_length=200)
    id_number = forms.CharField(label=_lazy("ID number"), max_length=20, required=False)
    phone = forms.CharField(label=_lazy("Applicant's telephone"), max_length=20, required=False)
    address = forms.CharField(label=_lazy("Applicant's address"), max_length=300, required=False)
    email = forms.EmailField(
        label=_lazy("E-mail"),
        required=False,
        help_text=_lazy("Empty fields stay as they are; a hyphen empties number or telephone."),
    )
    kind = forms.ChoiceField(label=_lazy("Applicant is"), choices=Applicant.Kind)
    reason = forms.CharField(label=_lazy("What was wrong"), max_length=500)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # What is masked on the dossier's page is not shown here, either.
        self.fields["full_name"].initial = self.dossier.applicant_name
        self.fields["kind"].initial = self.dossier.applicant.kind
        for name in ("id_number", "phone", "address", "email"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "placeholder": _("unchanged")}

    def carry_out(self, *, at: datetime) -> None:
        filled = self.cleaned_data
        correct(
            self.dossier,
            stated=Identity(**{name: filled[name] for name in FIELDS}),
            is_other_person=filled["whose"] == OTHER,
            reason=filled["reason"],
            by=self.user,
            at=at,
        )


class MergeForm(VerbForm):
    other_number = forms.CharField(
        label=_lazy("ID number of the second record"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_lazy("Its dossiers come to the applicant of this dossier, and the record ends."),
    )
    reason = forms.CharField(label=_lazy("Why the two are one person"), max_length=500)
    is_confirmed = forms.BooleanField(
        label=_lazy("The name was compared: it is the same person"), required=False
    )

    def carry_out(self, *, at: datetime) -> None:
        merge(self.dossier, by=self.user, at=at, **self.cleaned_data)


CORRECT = Verb(
    name="correct",
    label=_lazy("correct the applicant"),
    permissions=DESK,
    form=CorrectForm,
    is_repair=True,
)
MERGE = Verb(
    name="merge",
    label=_lazy("merge two records of one person"),
    permissions=("dossiers.override_rule",),
    form=MergeForm,
    is_repair=True,
)
