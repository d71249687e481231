"""Form 02: what is missing is asked for once, in full, with the reason, through the desk (R12, R13, R30)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.dossiers import deadlines
from backoffice.dossiers.lifecycle import clock, transitions
from backoffice.dossiers.models import Applicant, Dossier, DueComputation, Pause, Slip, Supplement
from backoffice.dossiers.reception import intake
from backoffice.dossiers.slips import issuing
from backoffice.history.tracking import because, update_tracked
from backoffice.organisation.models import User
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import Procedure
from backoffice.staffing.counters.presence import require_session

LEGAL_BASIS = "Nghị định 61/2018/NĐ-CP Điều 19.4"


class AskedOnce(transitions.NotAllowed):
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
    """Issue form 02 instead of receiving: exactly what is missing, no code (R12).

    Call it outside a transaction, as `intake.receive`.

    :raises AskedOnce: this applicant was already asked for this procedure (R13).
    """
    session = require_session(user=user, verb="ask_supplement", at=at)
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
    """Ask for a supplement of a received dossier: the clock stops (R30).

    Later than the regime's working days after reception it needs an override, and is flagged.

    :raises AskedOnce: already asked for.
    :raises NotAllowed: too late without a decision, or nothing named.
    """
    _check(missing, reason, override_number, by)
    with transitions.moving(dossier, "ask_supplement", by=by, at=at, reason=reason) as data:
        rules = clock.rules_on(dossier.received_on)
        notice = deadlines.supplement_notice(
            dossier.received_on,
            localdate(at),
            calendar_for(dossier.desk),
            limit=rules.supplement_notice_days,
        )
        if notice.is_late and not override_number:
            raise transitions.NotAllowed(
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
        transitions.stop_clock(
            dossier, reason=Pause.Reason.BO_SUNG, policy=policy, legal_basis=LEGAL_BASIS, at=at
        )
        data |= {"missing": list(missing), "policy": str(policy), "late_notice": notice.is_late}
    return asked


def complete(dossier: Dossier, *, by: User, at: datetime) -> DueComputation:
    """Take the missing papers in at the desk: the clock goes on, by its policy (R30).

    Call it outside a transaction, as `intake.receive`.
    """
    require_session(user=by, verb="complete", at=at)
    with transitions.moving(dossier, "complete", by=by, at=at) as data:
        computation = transitions.start_clock(dossier, DueComputation.Occasion.SUPPLEMENT, at=at)
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
        raise transitions.NotAllowed(_("Name the papers that are to be handed in."))
    if not reason.strip():
        raise transitions.NotAllowed(_("Write why the papers are needed."))
    if override_number and not by.has_perm("dossiers.override_rule"):
        raise transitions.NotYours(_("Only the head of the desk may override a rule."))


def _issue(asked: Supplement, *, content: dict[str, Any], by: User, at: datetime) -> Supplement:
    asked.slip = issuing.issue(
        desk=asked.desk, kind=Slip.Kind.SUPPLEMENT, by=by, at=at, content=content, dossier=asked.dossier
    )
    because(asked, asked.reason[: transitions.REASON_IN_HISTORY])
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
