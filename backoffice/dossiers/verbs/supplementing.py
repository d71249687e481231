"""Form 02: the desk asks once for everything that is missing, with the reason (R12, R13, R30)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers import deadlines
from backoffice.dossiers.lifecycle import clock
from backoffice.dossiers.lifecycle.transitions import (
    DESK,
    DIVISION,
    NOT_PAUSED,
    NOT_SIGNED,
    REASON_IN_HISTORY,
    WORKED_ON,
    NotAllowed,
    NotYours,
    State,
    Verb,
    is_of_the_desk,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Applicant, Dossier, DueComputation, Pause, Slip, Supplement
from backoffice.dossiers.reception import intake
from backoffice.dossiers.slips import issuing
from backoffice.dossiers.verbs.handing_over import NOT_OFFERED
from backoffice.history.tracking import because, update_tracked
from backoffice.organisation.models import User
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import Procedure
from backoffice.staffing.counters.presence import require_session

LEGAL_BASIS = "Nghị định 61/2018/NĐ-CP Điều 19.4"


class AskedOnce(NotAllowed):
    """A supplement may be asked for only once; a second needs a recorded decision (R13)."""


def ask_at_the_counter(
    reception: intake.Reception,
    *,
    missing: Sequence[str],
    reason: str,
    user: User,
    at: datetime,
    override_number: str = "",
) -> Supplement:
    """Issue form 02 instead of a receipt: exactly what is missing, no code (R12).

    Call it outside a transaction, as `intake.receive`.

    :raises AskedOnce: this applicant was already asked for this procedure (R13).
    """
    session = require_session(user=user, verb=ASK_SUPPLEMENT.name, at=at)
    desk = session.counter.desk
    _check(missing, reason, override_number, user)
    with transaction.atomic():
        applicant = intake.known_applicant(desk, reception.applicant, by=user)
        procedure = reception.posting.procedure
        asked = Supplement(
            desk=desk,
            procedure=procedure,
            applicant=applicant,
            missing=list(missing),
            reason=reason.strip(),
            requested_at=at,
            requested_by=user,
            override_number=override_number,
        )
        content = _content(applicant, reception.applicant.full_name, procedure, asked, user)
        return _issue(asked, content=content, by=user, at=at)


def ask(
    dossier: Dossier,
    *,
    missing: Sequence[str],
    reason: str,
    by: User,
    at: datetime,
    policy: str = Pause.Policy.RESTART,
    override_number: str = "",
) -> Supplement:
    """Ask for a supplement of a received dossier: the clock is paused (R30).

    After the regime's working days from reception it needs an override, and is flagged.

    :raises AskedOnce: already asked for.
    :raises NotAllowed: too late without a decision, or nothing named.
    """
    _check(missing, reason, override_number, by)
    with moving(dossier, ASK_SUPPLEMENT, by=by, at=at, reason=reason) as data:
        rules = clock.rules_on(dossier.received_on)
        notice = deadlines.supplement_notice(
            dossier.received_on,
            localdate(at),
            calendar_for(dossier.desk),
            limit=rules.supplement_notice_days,
        )
        if notice.is_late and not override_number:
            raise NotAllowed(
                _("A supplement had to be asked for by %(day)s (Điều 19.4): it needs a recorded decision.")
                % {"day": f"{notice.latest_on:%d/%m/%Y}"}
            )
        asked = Supplement(
            desk=dossier.desk,
            dossier=dossier,
            procedure=dossier.procedure,
            applicant=dossier.applicant,
            missing=list(missing),
            reason=reason.strip(),
            requested_at=at,
            requested_by=by,
            notice_is_late=notice.is_late,
            override_number=override_number,
        )
        content = _content(dossier.applicant, dossier.applicant_name, dossier.procedure, asked, by)
        content |= {"code": dossier.code, "content": dossier.content}
        _issue(asked, content=content, by=by, at=at)
        clock.pause(dossier, reason=Pause.Reason.BO_SUNG, policy=policy, legal_basis=LEGAL_BASIS, at=at)
        data |= {"missing": list(missing), "policy": str(policy), "late_notice": notice.is_late}
    return asked


def complete(dossier: Dossier, *, by: User, at: datetime) -> DueComputation:
    """Receive the missing papers at the desk: the clock is resumed, by its policy (R30).

    Call it outside a transaction, as `intake.receive`.
    """
    require_session(user=by, verb=COMPLETE.counter_act, at=at)
    with moving(dossier, COMPLETE, by=by, at=at) as data:
        computation = clock.resume(dossier, DueComputation.Occasion.SUPPLEMENT, at=at)
        for asked in dossier.supplements.filter(completed_at__isnull=True):
            asked.completed_at = at
            because(asked, _("supplement complete"))
            asked.save()
        handed_in = list(dossier.components.filter(is_present=False))
        for paper in handed_in:
            paper.is_present = True
        update_tracked(handed_in, fields=["is_present"], by=by, reason=_("supplement complete"))
        data["due_on"] = computation.due_on.isoformat()
    return computation


def _check(missing: Sequence[str], reason: str, override_number: str, by: User) -> None:
    if not [name for name in missing if name.strip()]:
        raise NotAllowed(_("Name the papers that are to be handed in."))
    if not reason.strip():
        raise NotAllowed(_("Write why the papers are needed."))
    if override_number and not by.has_perm("dossiers.override_rule"):
        raise NotYours(_("Only the head of the desk may override a rule."))


def _issue(asked: Supplement, *, content: dict[str, Any], by: User, at: datetime) -> Supplement:
    asked.slip = issuing.issue(
        desk=asked.desk, kind=ASK_SUPPLEMENT.slip, by=by, at=at, content=content, dossier=asked.dossier
    )
    because(asked, asked.reason[:REASON_IN_HISTORY])
    try:
        with transaction.atomic():
            asked.save()
    except IntegrityError as twice:
        raise AskedOnce(_("A supplement may be asked for only once (61 Đ11.2.c).")) from twice
    return asked


def _content(
    applicant: Applicant, name: str, procedure: Procedure, asked: Supplement, officer: User
) -> dict[str, Any]:
    return {
        "applicant": {
            "name": name,
            "address": applicant.address,
            "phone": applicant.phone,
            "email": applicant.email,
        },
        "content": procedure.name,
        "missing": asked.missing,
        "reason": asked.reason,
        "officer": str(officer),
        "officer_phone": officer.desk.phone if officer.desk else "",
    }


class AskSupplementForm(VerbForm):
    missing = forms.CharField(
        label=_lazy("Papers to hand in"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_lazy("One a line; all of them at once, because it may be asked only once."),
    )
    reason = forms.CharField(label=_lazy("Why they are needed"), max_length=1000)
    policy = forms.ChoiceField(
        label=_lazy("When they are complete"), choices=Pause.Policy, initial=Pause.Policy.RESTART
    )
    override_number = forms.CharField(
        label=_lazy("Decision that allows an exception"), max_length=100, required=False
    )

    def carry_out(self, *, at: datetime) -> None:
        filled = self.cleaned_data
        missing = [line.strip() for line in filled.pop("missing").splitlines() if line.strip()]
        ask(self.dossier, missing=missing, by=self.user, at=at, **filled)


class CompleteForm(VerbForm):
    def carry_out(self, *, at: datetime) -> None:
        complete(self.dossier, by=self.user, at=at)


ASK_SUPPLEMENT = Verb(
    name="ask_supplement",
    label=_lazy("ask for a supplement"),
    permissions=DESK + DIVISION,
    sources=WORKED_ON,
    target=State.WAITING_SUPPLEMENT,
    conditions=(NOT_PAUSED, NOT_SIGNED, NOT_OFFERED),
    form=AskSupplementForm,
    slip=Slip.Kind.SUPPLEMENT,
)
COMPLETE = Verb(
    name="complete",
    label=_lazy("take in the supplement"),
    permissions=DESK,
    sources=frozenset({State.WAITING_SUPPLEMENT}),
    target=State.IN_PROCESS,
    is_turn=lambda dossier, user: is_of_the_desk(user),
    form=CompleteForm,
    counter_act="complete",
)
