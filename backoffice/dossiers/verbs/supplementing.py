"""Form 02: the desk asks once for everything that is missing, with the reason (R12, R13, R30)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.base.dates import DayBox
from backoffice.dossiers import deadlines
from backoffice.dossiers.lifecycle import changes, clock, log, routing
from backoffice.dossiers.lifecycle.taking_back import revoking
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
from backoffice.dossiers.reception.known_people import known_applicant, stated_name
from backoffice.dossiers.slips import issuing
from backoffice.dossiers.verbs.handing_over import NOT_OFFERED
from backoffice.history.tracking import because, update_tracked
from backoffice.organisation.models import Desk, User
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import Procedure
from backoffice.staffing.counters.presence import require_session

# The event of the daily run, which no person carries out.
END_UNANSWERED = "end_unanswered"
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
        applicant = known_applicant(desk, reception.applicant, by=user)
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
        content = _content(applicant, stated_name(applicant, reception.applicant), procedure, asked, user)
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
    answer_by: date | None = None,
) -> Supplement:
    """Ask for a supplement of a received dossier: the clock is paused (R30).

    `answer_by`: the last day for the papers, where a provision sets one; the dossier ends after it.

    After the regime's working days from reception it needs an override, and is flagged.

    :raises AskedOnce: already asked for.
    :raises NotAllowed: too late without a decision, or nothing named.
    """
    _check(missing, reason, override_number, by)
    if answer_by is not None and answer_by <= localdate(at):
        raise NotAllowed(_("The last day for the papers is a day to come."))
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
            answer_by=answer_by,
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
        for asked in _open_requests(dossier):
            asked.completed_at, asked.taken_in = at, asked.missing
            because(asked, _("supplement complete"))
            asked.save()
        handed_in = list(dossier.components.filter(is_present=False))
        for paper in handed_in:
            paper.is_present = True
        update_tracked(handed_in, fields=["is_present"], by=by, reason=_("supplement complete"))
        data["due_on"] = computation.due_on.isoformat()
    return computation


def take_part(dossier: Dossier, *, papers: Sequence[str], by: User, at: datetime) -> Supplement:
    """Receive some of the missing papers at the desk: the clock stays paused until all are there (R30).

    Call it outside a transaction, as `intake.receive`.

    :raises NotAllowed: nothing named, or all that is missing: then the supplement is complete.
    """
    require_session(user=by, verb=TAKE_PART.counter_act, at=at)
    with moving(dossier, TAKE_PART, by=by, at=at) as data:
        asked = _open_requests(dossier).select_for_update().get()
        now = [name for name in still_missing(asked) if name in set(papers)]
        if not now:
            raise NotAllowed(_("Choose the papers that were handed in."))
        if len(now) == len(still_missing(asked)):
            raise NotAllowed(_("All papers are there: take in the whole supplement."))
        asked.taken_in = [*asked.taken_in, *now]
        because(asked, _("partly handed in"))
        asked.save()
        data["missing"] = still_missing(asked)
    return asked


def still_missing(asked: Supplement) -> list[str]:
    """Return the papers of a request that are not handed in yet."""
    return [name for name in asked.missing if name not in asked.taken_in]


def end_unanswered(*, at: datetime, desk: Desk | None = None) -> list[Dossier]:
    """End the dossiers whose papers did not come by the last day that form 02 named; return them.

    Nobody acts, so the log names the system. A dossier in which something changes meanwhile is left out.
    """
    over = Supplement.objects.standing().filter(
        answer_by__lt=localdate(at),
        completed_at__isnull=True,
        dossier__state=State.WAITING_SUPPLEMENT,
    )
    rows = Dossier.objects.filter(pk__in=over.values("dossier"))
    ended = []
    for pk in (rows.filter(desk=desk) if desk else rows).values_list("pk", flat=True):
        with transaction.atomic():
            dossier = rows.select_for_update().filter(pk=pk).first()
            if dossier is not None:
                _end_unanswered(dossier, at=at)
                ended.append(dossier)
    return ended


def count_ended_unanswered(at: datetime, desk: Desk | None) -> int:
    """End them at the close of the day, and return how many."""
    return len(end_unanswered(at=at, desk=desk))


def _end_unanswered(dossier: Dossier, *, at: datetime) -> None:
    before = changes.picture(dossier)
    source, dossier.state = dossier.state, State.UNANSWERED
    routing.leave(dossier, at=at)
    clock.end_pause(dossier, at=at)
    dossier.ended_on = localdate(at)
    reason = _("The papers asked for were not handed in by the last day.")
    log.append(
        dossier,
        kind=END_UNANSWERED,
        by=None,
        at=at,
        before=source,
        reason=reason,
        data={"changes": changes.since(before, dossier)},
    )
    because(dossier, reason)
    dossier.save()


def _open_requests(dossier: Dossier) -> QuerySet[Supplement]:
    return dossier.supplements.standing().filter(completed_at__isnull=True)


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
        "answer_by": issuing.day_in_words(asked.answer_by) if asked.answer_by else "",
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
    answer_by = forms.DateField(
        label=_lazy("To be handed in by"),
        required=False,
        widget=DayBox(),
        help_text=_lazy("Only where a provision sets a last day: after it the dossier ends by itself."),
    )
    override_number = forms.CharField(
        label=_lazy("Decision that allows an exception"), max_length=100, required=False
    )

    def carry_out(self, *, at: datetime) -> None:
        filled = self.cleaned_data
        missing = [line.strip() for line in filled.pop("missing").splitlines() if line.strip()]
        ask(self.dossier, missing=missing, by=self.user, at=at, **filled)


class TakePartForm(VerbForm):
    papers = forms.MultipleChoiceField(
        label=_lazy("Papers that were handed in"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        asked = _open_requests(self.dossier).first()
        missing = still_missing(asked) if asked else []
        cast("forms.MultipleChoiceField", self.fields["papers"]).choices = [(name, name) for name in missing]

    def carry_out(self, *, at: datetime) -> None:
        take_part(self.dossier, papers=self.cleaned_data["papers"], by=self.user, at=at)


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
    undo=revoking("supplements"),
)
TAKE_PART = Verb(
    name="take_part",
    label=_lazy("take in a part of the supplement"),
    permissions=DESK,
    sources=frozenset({State.WAITING_SUPPLEMENT}),
    form=TakePartForm,
    counter_act="complete",
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
