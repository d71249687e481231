"""Form 05 of 2025: ended at the applicant's request, as long as no result is signed (R45)."""

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.dossiers.lifecycle import routing, transitions
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
        raise transitions.NotAllowed(_("Write the applicant's request."))
    verb = "withdraw" if is_withdrawal else "stop"
    with transitions.moving(dossier, verb, by=by, at=at, reason=reason):
        if dossier.result_signed_at is not None:
            raise transitions.NotAllowed(_("The result is signed: the dossier cannot be stopped."))
        if Stop.objects.filter(dossier=dossier).exists():
            raise transitions.NotAllowed(_("%(dossier)s was already stopped once.") % {"dossier": dossier})
        _end(dossier, at=at)
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
            kind=Slip.Kind.STOP_NOTICE,
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
        because(stopped, stopped.reason[: transitions.REASON_IN_HISTORY])
        stopped.save()
    return stopped


def _end(dossier: Dossier, *, at: datetime) -> None:
    routing.leave(dossier, at=at)
    stood = dossier.pauses.filter(resumed_at__isnull=True).first()
    if stood is not None:
        stood.resumed_at = at
        stood.save()
    dossier.paused_at, dossier.pause_reason = None, ""
    dossier.ended_on = localdate(at)
