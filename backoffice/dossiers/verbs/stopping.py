"""Form 05 of 2025: ended at the applicant's request, as long as no result is signed (R45)."""

from datetime import date, datetime

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.base.dates import DayBox
from backoffice.dossiers.lifecycle import clock, routing
from backoffice.dossiers.lifecycle.taking_back import revoking
from backoffice.dossiers.lifecycle.transitions import (
    DESK,
    NOT_SIGNED,
    OPEN,
    REASON_IN_HISTORY,
    Condition,
    NotAllowed,
    State,
    Verb,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Dossier, Slip, Stop
from backoffice.dossiers.slips import issuing, receipts
from backoffice.history.tracking import because
from backoffice.organisation.models import User


def stop(
    dossier: Dossier,
    *,
    reason: str,
    requested_on: date,
    by: User,
    at: datetime,
    papers_returned: str = "",
    is_withdrawal: bool = False,
) -> Stop:
    """End the dossier and its clock, and issue the stop notice (Nghị định 118/2025 Điều 21).

    :raises NotAllowed: the result is signed, or the applicant's reason is not recorded.
    """
    if not reason.strip():
        raise NotAllowed(_("Write the applicant's request."))
    verb = WITHDRAW if is_withdrawal else STOP
    with moving(dossier, verb, by=by, at=at, reason=reason):
        if dossier.stops.standing().exists():
            raise NotAllowed(_("%(dossier)s was already stopped once.") % {"dossier": dossier})
        routing.end_offer(dossier, note=_("the dossier was stopped"), at=at)
        routing.leave(dossier, at=at)
        clock.end_pause(dossier, at=at)
        dossier.ended_on = localdate(at)
        stopped = Stop(
            dossier=dossier,
            desk=dossier.desk,
            is_withdrawal=is_withdrawal,
            requested_on=requested_on,
            reason=reason.strip(),
            papers_returned=papers_returned.strip(),
            stopped_at=at,
            stopped_by=by,
        )
        stopped.slip = issuing.issue(
            desk=dossier.desk,
            kind=verb.slip,
            by=by,
            at=at,
            dossier=dossier,
            content={
                "code": dossier.code,
                "applicant": receipts.person(dossier),
                "content": dossier.content,
                "reason": stopped.reason,
                "requested_on": issuing.day_in_words(requested_on),
                "stopped_on": issuing.day_in_words(localdate(at)),
                "papers_returned": stopped.papers_returned,
                "receiver": str(by),
            },
        )
        because(stopped, stopped.reason[:REASON_IN_HISTORY])
        stopped.save()
    return stopped


class StopForm(VerbForm):
    is_withdrawal = False
    requested_on = forms.DateField(label=_lazy("Asked for on"), widget=DayBox)
    reason = forms.CharField(label=_lazy("Request of the applicant"), max_length=1000)
    papers_returned = forms.CharField(label=_lazy("Papers given back"), max_length=1000, required=False)

    def carry_out(self, *, at: datetime) -> None:
        stop(self.dossier, by=self.user, at=at, is_withdrawal=self.is_withdrawal, **self.cleaned_data)


class WithdrawForm(StopForm):
    is_withdrawal = True


NO_RESULT_YET = Condition(NOT_SIGNED.holds, _lazy("The result is signed: the dossier cannot be stopped."))
STOP = Verb(
    name="stop",
    label=_lazy("stop at the applicant's request"),
    permissions=DESK,
    sources=OPEN,
    target=State.STOPPED,
    conditions=(NO_RESULT_YET,),
    form=StopForm,
    slip=Slip.Kind.STOP_NOTICE,
    undo=revoking("stops"),
)
WITHDRAW = Verb(
    name="withdraw",
    label=_lazy("give the papers back, withdrawn"),
    permissions=DESK,
    sources=OPEN,
    target=State.WITHDRAWN,
    conditions=(NO_RESULT_YET,),
    form=WithdrawForm,
    slip=Slip.Kind.STOP_NOTICE,
    undo=revoking("stops"),
)
