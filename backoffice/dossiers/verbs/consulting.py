"""Asking another division or office, with a term and an answer; the dossier stays where it is (61 Đ19.5)."""

from datetime import date, datetime
from typing import cast

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.base.dates import DayBox
from backoffice.dossiers.lifecycle.transitions import (
    DESK,
    DIVISION,
    HELD,
    NOT_SIGNED,
    WORKED_ON,
    Condition,
    NotAllowed,
    NotYours,
    Verb,
    holds,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Consultation, Dossier
from backoffice.history.tracking import because
from backoffice.organisation.models import Division, User


def consult(
    dossier: Dossier,
    *,
    question: str,
    answer_by: date,
    by: User,
    at: datetime,
    division: Division | None = None,
    office: str = "",
    letter: str = "",
) -> Consultation:
    """Ask one division of the authority, or one other office by letter; the clock runs on (R31).

    :raises NotAllowed: no question, nobody or both asked, one's own division, or a day that is past.
    """
    office, question = office.strip(), question.strip()
    if not question:
        raise NotAllowed(_("Write the question."))
    if (division is None) == (not office):
        raise NotAllowed(_("Ask one division, or name one other office."))
    if division is not None and division.pk == by.division_id:
        raise NotAllowed(_("Ask another division than your own."))
    if answer_by < localdate(at):
        raise NotAllowed(_("The day of the answer is past."))
    with moving(dossier, CONSULT, by=by, at=at, reason=question) as data:
        alike = dossier.consultations.unanswered().filter(division=division, office=office, question=question)
        if alike.exists():
            raise NotAllowed(_("This question is asked already, and not answered yet."))
        asked = Consultation(
            dossier=dossier,
            division=division,
            office=office,
            question=question,
            letter=letter.strip(),
            asked_at=at,
            asked_by=by,
            answer_by=answer_by,
        )
        because(asked, _("asked"))
        asked.save()
        data |= {"asked": asked.addressee, "answer_by": answer_by.isoformat()}
    return asked


def answer(asked: Consultation, *, text: str, by: User, at: datetime) -> Consultation:
    """Enter the answer: by the division that was asked, or by the holder for another office.

    :raises NotAllowed: no answer, or answered already.
    """
    if not text.strip():
        raise NotAllowed(_("Write the answer."))
    with moving(asked.dossier, ANSWER, by=by, at=at, reason=text) as data:
        asked.refresh_from_db(from_queryset=Consultation.objects.select_for_update(of=("self",)))
        if asked.answered_at is not None:
            raise NotAllowed(_("This question is answered already."))
        if not _may_answer(asked, by):
            raise NotYours(_("The division that was asked answers."))
        asked.answer, asked.answered_at, asked.answered_by = text.strip(), at, by
        because(asked, _("answered"))
        asked.save()
        data["asked"] = asked.addressee
    return asked


def _may_answer(asked: Consultation, user: User) -> bool:
    if asked.answered_at is not None:
        return False
    if asked.division_id is not None:
        return asked.division_id == user.division_id
    return holds(asked.dossier, user) or user.has_perm("dossiers.override_rule")


def answerable(dossier: Dossier, user: User) -> list[Consultation]:
    """Return the open questions of a dossier that this account may answer."""
    return [asked for asked in dossier.consultations.all() if _may_answer(asked, user)]


class ConsultForm(VerbForm):
    division = forms.ModelChoiceField(
        label=_lazy("Division asked"), queryset=Division.objects.none(), required=False
    )
    office = forms.CharField(
        label=_lazy("Or another office"),
        max_length=200,
        required=False,
        help_text=_lazy("An office that does not work with this software is asked by letter."),
    )
    letter = forms.CharField(label=_lazy("Number of the letter"), max_length=100, required=False)
    question = forms.CharField(
        label=_lazy("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    answer_by = forms.DateField(label=_lazy("Answer due on"), widget=DayBox())

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        can_answer = User.objects.filter(desk=self.dossier.desk_id).active().values("division")
        divisions = Division.objects.filter(pk__in=can_answer)
        field = cast("forms.ModelChoiceField", self.fields["division"])
        own = [self.user.division_id] if self.user.division_id else []
        field.queryset = divisions.exclude(pk__in=own).order_by("name")

    def carry_out(self, *, at: datetime) -> None:
        consult(self.dossier, by=self.user, at=at, **self.cleaned_data)


class QuestionField(forms.ModelChoiceField):
    def label_from_instance(self, asked: Consultation) -> str:
        return f"{asked.addressee}: {asked.question[:80]}"


class AnswerForm(VerbForm):
    asked = QuestionField(label=_lazy("Question"), queryset=Consultation.objects.none())
    text = forms.CharField(label=_lazy("Answer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField", self.fields["asked"])
        open_ones = answerable(self.dossier, self.user)
        field.queryset = self.dossier.consultations.filter(pk__in=[asked.pk for asked in open_ones])
        field.initial = open_ones[0] if len(open_ones) == 1 else None

    def carry_out(self, *, at: datetime) -> None:
        answer(self.cleaned_data["asked"], text=self.cleaned_data["text"], by=self.user, at=at)


CONSULT = Verb(
    name="consult",
    label=_lazy("ask for an opinion"),
    permissions=DESK + DIVISION,
    sources=WORKED_ON,
    conditions=(NOT_SIGNED, HELD),
    form=ConsultForm,
)
ANSWER = Verb(
    name="answer",
    label=_lazy("answer the question"),
    permissions=DESK + DIVISION,
    conditions=(
        Condition(
            lambda dossier, user: bool(answerable(dossier, user)),
            _lazy("Nobody has asked you about %(dossier)s."),
            NotYours,
        ),
    ),
    is_turn=lambda dossier, user: False,
    form=AnswerForm,
)
