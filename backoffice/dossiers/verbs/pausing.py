"""Pausing the clock for a reason that the law names, and resuming it (R31)."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers.lifecycle import clock
from backoffice.dossiers.lifecycle.transitions import (
    DESK,
    DIVISION,
    NOT_PAUSED,
    WORKED_ON,
    Condition,
    NotAllowed,
    Verb,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Dossier, DueComputation, Pause
from backoffice.organisation.models import User

# A supplement pauses the clock by its own verb.
LAWFUL = tuple(reason for reason in Pause.Reason if reason != Pause.Reason.BO_SUNG)


def pause(
    dossier: Dossier,
    *,
    reason: str,
    legal_basis: str,
    by: User,
    at: datetime,
    policy: str = Pause.Policy.RESUME,
) -> Pause:
    """Pause the clock for one of the lawful reasons; consultation and absence are none (R31)."""
    if reason not in LAWFUL:
        raise NotAllowed(_("The clock is paused only for a reason that the law names."))
    if not legal_basis.strip():
        raise NotAllowed(_("Name the legal basis on which the clock is paused."))
    with moving(dossier, PAUSE, by=by, at=at, reason=legal_basis) as data:
        begun = clock.pause(dossier, reason=reason, policy=policy, legal_basis=legal_basis, at=at)
        data |= {"reason": reason, "policy": str(policy)}
    return begun


def resume(dossier: Dossier, *, by: User, at: datetime) -> DueComputation:
    """Resume the clock and set the due date that follows."""
    with moving(dossier, RESUME, by=by, at=at) as data:
        computation = clock.resume(dossier, DueComputation.Occasion.PAUSE, at=at)
        data["due_on"] = computation.due_on.isoformat()
    return computation


class PauseForm(VerbForm):
    reason = forms.ChoiceField(
        label=_lazy("Lawful reason"), choices=[(reason.value, reason.label) for reason in LAWFUL]
    )
    legal_basis = forms.CharField(label=_lazy("Legal basis of the pause"), max_length=300)
    policy = forms.ChoiceField(label=_lazy("Afterwards"), choices=Pause.Policy, initial=Pause.Policy.RESUME)

    def carry_out(self, *, at: datetime) -> None:
        pause(self.dossier, by=self.user, at=at, **self.cleaned_data)


class ResumeForm(VerbForm):
    def carry_out(self, *, at: datetime) -> None:
        resume(self.dossier, by=self.user, at=at)


PAUSE = Verb(
    name="pause",
    label=_lazy("pause the clock"),
    permissions=DIVISION,
    sources=WORKED_ON,
    conditions=(NOT_PAUSED,),
    form=PauseForm,
)
RESUME = Verb(
    name="resume",
    label=_lazy("resume the clock"),
    permissions=DESK + DIVISION,
    sources=WORKED_ON,
    conditions=(
        Condition(
            lambda dossier, user: dossier.paused_at is not None,
            _lazy("The clock of %(dossier)s is not paused."),
        ),
    ),
    is_turn=lambda dossier, user: True,
    form=ResumeForm,
)
