"""Pausing the clock for a reason that the law names, and resuming it (R31).

In time and under a provision of the list the officer pauses it alone; else a second person grants it.
"""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers.lifecycle import clock
from backoffice.dossiers.lifecycle.taking_back import revoking
from backoffice.dossiers.lifecycle.transitions import (
    DESK,
    DIVISION,
    HELD,
    NOT_PAUSED,
    NOT_SIGNED,
    WORKED_ON,
    Condition,
    NotAllowed,
    NotYours,
    Verb,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Dossier, DueComputation, Pause, PauseProposal
from backoffice.history.tracking import because
from backoffice.organisation.models import User

# A supplement pauses the clock by its own verb, and so does what is reopened.
LAWFUL = tuple(reason for reason in Pause.Reason if reason not in (Pause.Reason.BO_SUNG, Pause.Reason.MO_LAI))
# The provisions under which an officer pauses the clock without a second person.
PROVISIONS = (
    "Nghị định 61/2018/NĐ-CP Điều 19.4",
    "Nghị định 118/2025/NĐ-CP",
    "Nghị định 43/2014/NĐ-CP Điều 61.4",
    "Nghị định 101/2024/NĐ-CP",
)
OTHER = ""


class NeedsASecondPerson(NotAllowed):
    """The limit is used up or the provision is not in the list: the pause is proposed and granted (R31)."""


def pause(
    dossier: Dossier,
    *,
    reason: str,
    provision: str,
    legal_basis: str,
    by: User,
    at: datetime,
    policy: str = Pause.Policy.RESUME,
) -> Pause:
    """Pause the clock for one of the lawful reasons; consultation and absence are none (R31).

    :raises NeedsASecondPerson: the limit is used up, or `provision` is not in the list.
    """
    basis = _basis(reason, provision, legal_basis)
    with moving(dossier, PAUSE, by=by, at=at, reason=basis) as data:
        if provision not in PROVISIONS:
            raise NeedsASecondPerson(
                _("This provision is not in the list: propose the pause, a second person grants it.")
            )
        if not clock.is_in_time(dossier, at=max(at, dossier.received_at)):
            raise NeedsASecondPerson(_("The limit is used up: propose the pause, a second person grants it."))
        begun = clock.pause(dossier, reason=reason, policy=policy, legal_basis=basis, at=at)
        data |= {"reason": reason, "policy": str(policy)}
    return begun


def propose(
    dossier: Dossier,
    *,
    reason: str,
    legal_basis: str,
    by: User,
    at: datetime,
    policy: str = Pause.Policy.RESUME,
    provision: str = OTHER,
) -> PauseProposal:
    """Propose a pause; the clock runs until a second person grants it."""
    basis = _basis(reason, provision, legal_basis)
    with moving(dossier, PROPOSE_PAUSE, by=by, at=at, reason=basis) as data:
        proposal = PauseProposal(
            dossier=dossier, reason=reason, policy=policy, legal_basis=basis, proposed_at=at, proposed_by=by
        )
        because(proposal, _("proposed"))
        proposal.save()
        data |= {"reason": reason, "policy": str(policy)}
    return proposal


def decide(dossier: Dossier, *, is_granted: bool, by: User, at: datetime, note: str = "") -> PauseProposal:
    """Grant or decline what another proposed; a granted pause begins now, never before.

    :raises NotYours: by the one who proposed it.
    """
    with moving(dossier, DECIDE_PAUSE, by=by, at=at, reason=note) as data:
        proposal = _open_proposal(dossier)
        assert proposal is not None  # a condition of the verb
        proposal.decided_at, proposal.decided_by, proposal.is_granted = at, by, is_granted
        because(proposal, _("granted") if is_granted else _("declined"))
        proposal.save()
        if is_granted:
            clock.pause(
                dossier,
                reason=proposal.reason,
                policy=proposal.policy,
                legal_basis=proposal.legal_basis,
                at=at,
            )
        data |= {"granted": is_granted, "proposed_by": proposal.proposed_by_id, "reason": proposal.reason}
    return proposal


def resume(dossier: Dossier, *, by: User, at: datetime) -> DueComputation:
    """Resume the clock and set the due date that follows."""
    with moving(dossier, RESUME, by=by, at=at) as data:
        computation = clock.resume(dossier, DueComputation.Occasion.PAUSE, at=at)
        data["due_on"] = computation.due_on.isoformat()
    return computation


def _basis(reason: str, provision: str, legal_basis: str) -> str:
    """Return provision and text in one line, as it is printed and logged."""
    if reason not in LAWFUL:
        raise NotAllowed(_("The clock is paused only for a reason that the law names."))
    if not legal_basis.strip():
        raise NotAllowed(_("Name the legal basis on which the clock is paused."))
    return f"{provision}: {legal_basis.strip()}" if provision else legal_basis.strip()


def _open_proposal(dossier: Dossier) -> PauseProposal | None:
    return next((row for row in dossier.pause_proposals.all() if row.decided_at is None), None)


class ProposePauseForm(VerbForm):
    reason = forms.ChoiceField(
        label=_lazy("Lawful reason"), choices=[(reason.value, reason.label) for reason in LAWFUL]
    )
    legal_basis = forms.CharField(
        label=_lazy("Article and reason in words"),
        max_length=200,
        help_text=_lazy("The article, and why it applies to this dossier."),
    )
    policy = forms.ChoiceField(label=_lazy("Afterwards"), choices=Pause.Policy, initial=Pause.Policy.RESUME)

    def carry_out(self, *, at: datetime) -> None:
        propose(self.dossier, by=self.user, at=at, **self.cleaned_data)


class PauseForm(ProposePauseForm):
    provision = forms.ChoiceField(
        label=_lazy("Provision that stops the clock"), choices=[(name, name) for name in PROVISIONS]
    )
    field_order = ("reason", "provision", "legal_basis", "policy")

    def carry_out(self, *, at: datetime) -> None:
        pause(self.dossier, by=self.user, at=at, **self.cleaned_data)


class DecidePauseForm(VerbForm):
    is_granted = forms.TypedChoiceField(
        label=_lazy("Decision on the pause"),
        choices=[("yes", _lazy("grant: the clock stops now")), ("no", _lazy("decline: the clock runs on"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_lazy("Why"), max_length=500, required=False)

    def facts(self) -> dict[str, str]:
        proposal = _open_proposal(self.dossier)
        if proposal is None:
            return {}
        words = _("%(name)s proposes: %(reason)s – %(basis)s")
        return {
            "about": words
            % {
                "name": proposal.proposed_by,
                "reason": proposal.get_reason_display(),
                "basis": proposal.legal_basis,
            }
        }

    def carry_out(self, *, at: datetime) -> None:
        decide(self.dossier, by=self.user, at=at, **self.cleaned_data)


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
    undo=revoking(),
)
PROPOSE_PAUSE = Verb(
    name="propose_pause",
    label=_lazy("propose a pause"),
    permissions=DIVISION,
    sources=WORKED_ON,
    conditions=(
        NOT_PAUSED,
        NOT_SIGNED,
        HELD,
        Condition(
            lambda dossier, user: _open_proposal(dossier) is None,
            _lazy("A pause of %(dossier)s is already proposed."),
        ),
    ),
    form=ProposePauseForm,
)
DECIDE_PAUSE = Verb(
    name="decide_pause",
    label=_lazy("decide on the proposed pause"),
    permissions=("dossiers.resolve_dossier", "dossiers.override_rule"),
    sources=WORKED_ON,
    conditions=(
        NOT_PAUSED,
        Condition(
            lambda dossier, user: _open_proposal(dossier) is not None,
            _lazy("No pause of %(dossier)s is proposed."),
        ),
        Condition(
            lambda dossier, user: (row := _open_proposal(dossier)) is None or row.proposed_by_id != user.pk,
            _lazy("A second person decides on a pause, not who proposed it."),
            NotYours,
        ),
    ),
    form=DecidePauseForm,
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
