"""Form 03: refused at the counter without a code, or after examination within the limit (R14, R44)."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import override

from backoffice.dossiers.lifecycle import clock, results, routing
from backoffice.dossiers.lifecycle.taking_back import revoking
from backoffice.dossiers.lifecycle.transitions import (
    NOT_SIGNED,
    OPEN,
    REASON_IN_HISTORY,
    NotAllowed,
    State,
    Verb,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Applicant, Dossier, DueComputation, Refusal, Result, Slip
from backoffice.dossiers.reception import intake
from backoffice.dossiers.reception.known_people import known_applicant, stated_name
from backoffice.dossiers.slips import issuing, receipts
from backoffice.dossiers.verbs.resolving import OF_RESOLVING_UNIT
from backoffice.history.tracking import because
from backoffice.organisation.models import User
from backoffice.procedures.models import Procedure
from backoffice.staffing.counters.presence import require_session

SHORTEST_REASON = 10


def refuse_at_the_counter(
    *,
    procedure: Procedure | None,
    applicant: intake.Person,
    content: str,
    ground: str,
    text: str,
    user: User,
    at: datetime,
) -> Refusal:
    """Refuse reception with its ground and reason; no code, counted separately (R14).

    Call it outside a transaction, as `intake.receive`.
    """
    session = require_session(user=user, verb=REFUSE.name, at=at)
    desk = session.counter.desk
    _check(ground, text)
    with transaction.atomic():
        person = known_applicant(desk, applicant, by=user)
        refusal = Refusal(
            desk=desk,
            procedure=procedure,
            applicant=person,
            content=content or str(procedure or ""),
            ground=ground,
            text=text.strip(),
            refused_at=at,
            refused_on=localdate(at),
            refused_by=user,
        )
        shown = _person(person, stated_name(person, applicant))
        return _issue(refusal, content={"applicant": shown}, by=user, at=at)


def refuse(dossier: Dossier, *, ground: str, text: str, by: User, at: datetime) -> Refusal:
    """Refuse after examination: counts as resolved, in time or late (R44, 61 Đ19.8)."""
    _check(ground, text)
    with moving(dossier, REFUSE, by=by, at=at, reason=text) as data:
        if dossier.refusals.standing().exists():
            raise NotAllowed(_("%(dossier)s was already refused once.") % {"dossier": dossier})
        routing.end_offer(dossier, note=_("the dossier was refused"), at=at)
        if dossier.paused_at is not None:
            # A clock that stopped in time did not run on until the refusal (R30, R44).
            data["due_on"] = clock.resume(dossier, DueComputation.Occasion.PAUSE, at=at).due_on.isoformat()
        routing.finish(dossier, at=at)
        dossier.delivery = Dossier.Delivery.READY
        refusal = Refusal(
            desk=dossier.desk,
            dossier=dossier,
            procedure=dossier.procedure,
            applicant=dossier.applicant,
            content=dossier.content,
            ground=ground,
            text=text.strip(),
            refused_at=at,
            refused_on=localdate(at),
            refused_by=by,
        )
        shown = {"applicant": receipts.person(dossier), "code": dossier.code}
        slip = _issue(refusal, content=shown, by=by, at=at).slip
        assert slip  # printed with the refusal
        results.record(dossier, kind=Result.Kind.REFUSAL, number=str(slip.payload["number"]), by=by, at=at)
        data |= {"ground": ground, "timeliness": dossier.timeliness}
    return refusal


def _check(ground: str, text: str) -> None:
    if ground not in Refusal.Ground.values:
        raise NotAllowed(_("Choose the ground of the refusal."))
    if len(text.strip()) < SHORTEST_REASON:
        raise NotAllowed(
            _("Write the reason of the refusal in at least %(number)d characters.")
            % {"number": SHORTEST_REASON}
        )


def _issue(refusal: Refusal, *, content: dict[str, Any], by: User, at: datetime) -> Refusal:
    content |= {"content": refusal.content, "reason": refusal.text, "receiver": str(by)}
    with override("vi"):
        content["ground"] = str(refusal.get_ground_display())
    refusal.slip = issuing.issue(
        desk=refusal.desk, kind=REFUSE.slip, by=by, at=at, content=content, dossier=refusal.dossier
    )
    because(refusal, refusal.text[:REASON_IN_HISTORY])
    refusal.save()
    return refusal


def _person(applicant: Applicant, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "id_number": applicant.id_number,
        "address": applicant.address,
        "phone": applicant.phone,
        "email": applicant.email,
    }


class RefuseForm(VerbForm):
    ground = forms.ChoiceField(label=_lazy("Ground of the refusal"), choices=Refusal.Ground)
    text = forms.CharField(
        label=_lazy("Reason for the applicant"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def carry_out(self, *, at: datetime) -> None:
        refuse(self.dossier, by=self.user, at=at, **self.cleaned_data)


REFUSE = Verb(
    name="refuse",
    label=_lazy("refuse after examination"),
    permissions=("dossiers.resolve_dossier",),
    sources=OPEN,
    target=State.REFUSED,
    conditions=(NOT_SIGNED, OF_RESOLVING_UNIT),
    form=RefuseForm,
    slip=Slip.Kind.REFUSAL,
    undo=revoking("results", "refusals"),
)
