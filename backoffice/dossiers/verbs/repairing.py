"""A mistake is repaired in the open: an act is taken back, what was returned is reopened under a decision."""

from datetime import datetime

from django import forms
from django.utils.text import capfirst
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers.attachments import ATTACH
from backoffice.dossiers.lifecycle import changes, clock, routing, taking_back
from backoffice.dossiers.lifecycle.transitions import (
    DESK,
    DIVISION,
    Condition,
    NotAllowed,
    NotYours,
    State,
    Verb,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Dossier, DossierEvent, DueComputation, Pause
from backoffice.dossiers.slips import receipts
from backoffice.dossiers.verbs.apologising import (
    DISCARD_APOLOGY,
    DRAFT_APOLOGY,
    EDIT_APOLOGY,
    NOTIFY_NEW_DATE,
    SIGN_APOLOGY,
)
from backoffice.dossiers.verbs.consulting import ANSWER, CONSULT
from backoffice.dossiers.verbs.correcting import CORRECT, MERGE
from backoffice.dossiers.verbs.digitising import DIGITISE
from backoffice.dossiers.verbs.pausing import DECIDE_PAUSE, PAUSE, PROPOSE_PAUSE
from backoffice.dossiers.verbs.paying import PAY
from backoffice.dossiers.verbs.recounting import KEEP_DATE, RECOUNT
from backoffice.dossiers.verbs.refusing import REFUSE
from backoffice.dossiers.verbs.resolving import RESOLVE, SIGN
from backoffice.dossiers.verbs.returning import HAND_BACK, NOTIFY, RETURN_RESULT
from backoffice.dossiers.verbs.stopping import STOP, WITHDRAW
from backoffice.dossiers.verbs.supplementing import ASK_SUPPLEMENT, TAKE_PART
from backoffice.dossiers.verbs.urging import URGE
from backoffice.organisation.models import User

REVERSIBLE = {
    verb.name: verb
    for verb in (
        SIGN,
        RESOLVE,
        NOTIFY,
        RETURN_RESULT,
        HAND_BACK,
        REFUSE,
        STOP,
        WITHDRAW,
        PAY,
        PAUSE,
        ASK_SUPPLEMENT,
    )
}
WHO_TAKES_BACK = _lazy("Who did it takes it back on the same day; later the head of the desk does.")
# What is done beside the way of a dossier hinders nobody from taking back the act before it.
BESIDE = frozenset(
    verb.name
    for verb in (
        ATTACH,
        DIGITISE,
        URGE,
        CONSULT,
        ANSWER,
        CORRECT,
        MERGE,
        TAKE_PART,
        PROPOSE_PAUSE,
        DECIDE_PAUSE,
        DRAFT_APOLOGY,
        EDIT_APOLOGY,
        SIGN_APOLOGY,
        DISCARD_APOLOGY,
        NOTIFY_NEW_DATE,
        RECOUNT,
        KEEP_DATE,
    )
)


def take_back(
    dossier: Dossier, *, reason: str, by: User, at: datetime, of: int | None = None
) -> DossierEvent:
    """Take the last act back: on its day by who did it, later by the lead; return the event of the act.

    `of`: the number of the event that the page showed, so that a second click takes nothing more back.
    What it made stays to be seen, revoked; figures follow the state of before. A closed period keeps its
    closing, which shows the difference.

    :raises NotAllowed: no reason, or the dossier was changed since.
    """
    if not reason.strip():
        raise NotAllowed(_("Write what was wrong."))
    with moving(dossier, TAKE_BACK, by=by, at=at, reason=reason) as data:
        event = _last_act(dossier)
        assert event is not None  # a condition of the verb
        if localdate(event.at) != localdate(at) and not by.has_perm("dossiers.override_rule"):
            raise NotYours(WHO_TAKES_BACK)
        if of is not None and event.seq != of:
            raise NotAllowed(_("This act was taken back already, or another came after it."))
        if not changes.is_as_left(dossier, event.data.get("changes", {})):
            raise NotAllowed(_("The dossier was changed since: take the later act back first."))
        taking_back.restore(dossier, event, by=by, at=at, reason=reason)
        undo = REVERSIBLE[event.kind].undo
        assert undo is not None  # what makes it reversible
        undo(dossier, event, by, at, reason)
        data |= {"of": event.seq, "kind": event.kind}
    return event


def reopen(dossier: Dossier, *, decision: str, reason: str, by: User, at: datetime) -> DueComputation | None:
    """Reopen a dossier whose result is out, under a decision: the limit is counted anew from today.

    The time in which the result was out is a pause. Late stays late (R37): then the date does not move, and
    None is returned. The new receipt replaces the one before.

    :raises NotAllowed: no decision or no reason.
    """
    if not decision.strip() or not reason.strip():
        raise NotAllowed(_("Write the number of the decision and why the dossier is reopened."))
    computation = None
    with moving(dossier, REOPEN, by=by, at=at, reason=reason, decision=decision.strip()) as data:
        assert dossier.resolved_at  # of the states it comes from
        taking_back.keep_what_was_counted(dossier, at=at)
        was_late = dossier.timeliness == Dossier.Timeliness.LATE
        taking_back.revoke(dossier, "results", "refusals", by=by, at=at, reason=reason)
        Pause.objects.create(
            dossier=dossier,
            reason=Pause.Reason.MO_LAI,
            policy=Pause.Policy.RESTART,
            legal_basis=decision.strip(),
            paused_at=dossier.resolved_at,
        )
        dossier.resolved_at, dossier.resolved_on, dossier.timeliness = None, None, ""
        dossier.returned_at, dossier.result_signed_at = None, None
        dossier.delivery = Dossier.Delivery.NOT_READY
        routing.enter(dossier, division=by.division, officer=by, at=at)
        dossier.holder, dossier.holder_division = by, by.division
        if was_late:
            clock.end_pause(dossier, at=at)
        else:
            computation = clock.resume(dossier, DueComputation.Occasion.PAUSE, at=at)
            data["due_on"] = computation.due_on.isoformat()
        receipts.replace_receipt(dossier, by=by, at=at)
    return computation


def _last_act(dossier: Dossier) -> DossierEvent | None:
    """Return the event that can be taken back; None where the last act has no way back."""
    event = taking_back.last_act(dossier, beside=BESIDE)
    return event if event is not None and event.kind in REVERSIBLE else None


def _may_take_back(dossier: Dossier, user: User) -> bool:
    event = _last_act(dossier)
    return event is None or event.actor_id == user.pk or user.has_perm("dossiers.override_rule")


class TakeBackForm(VerbForm):
    of = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_lazy("What was wrong"), max_length=500)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        event = _last_act(self.dossier)
        self.fields["of"].initial = event.seq if event else None

    def facts(self) -> dict[str, str]:
        event = _last_act(self.dossier)
        if event is None:
            return {}
        words = _("Is taken back: %(verb)s, %(time)s, %(name)s. It stays in the log.") % {
            "verb": REVERSIBLE[event.kind].label,
            "time": f"{localtime(event.at):%H:%M %d/%m/%Y}",
            "name": event.actor_name,
        }
        if self.dossier.delivery in (Dossier.Delivery.NOTIFIED, Dossier.Delivery.HANDED_OVER):
            words += " " + _("The applicant knows of it or has the paper: speak to them.")
        return {"about": capfirst(words)}

    def carry_out(self, *, at: datetime) -> None:
        take_back(self.dossier, by=self.user, at=at, **self.cleaned_data)


class ReopenForm(VerbForm):
    decision = forms.CharField(label=_lazy("Number of the decision"), max_length=100)
    reason = forms.CharField(label=_lazy("Why the dossier is reopened"), max_length=500)

    def carry_out(self, *, at: datetime) -> None:
        reopen(self.dossier, by=self.user, at=at, **self.cleaned_data)


TAKE_BACK = Verb(
    name=taking_back.TAKE_BACK,
    label=_lazy("take the last act back"),
    permissions=(*DESK, *DIVISION, "dossiers.override_rule"),
    conditions=(
        Condition(
            lambda dossier, user: _last_act(dossier) is not None,
            _lazy("The last act on %(dossier)s is not taken back this way."),
        ),
        Condition(_may_take_back, WHO_TAKES_BACK, NotYours),
    ),
    form=TakeBackForm,
    is_repair=True,
)
REOPEN = Verb(
    name="reopen",
    label=_lazy("reopen under a decision"),
    permissions=("dossiers.override_rule",),
    sources=frozenset({State.RETURNED, State.REFUSED}),
    target=State.IN_PROCESS,
    form=ReopenForm,
    is_repair=True,
)
