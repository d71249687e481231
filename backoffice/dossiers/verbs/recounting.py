"""A calendar decided later: the head of the desk counts the date again, or keeps the printed one (R32)."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers.lifecycle import clock, recounts
from backoffice.dossiers.lifecycle.transitions import NOT_PAUSED, OPEN, NotAllowed, Verb, moving
from backoffice.dossiers.models import Dossier, DueComputation, Slip
from backoffice.dossiers.slips import receipts
from backoffice.organisation.models import User
from backoffice.organisation.working_time import calendar_for


def recount(dossier: Dossier, *, reason: str, by: User, at: datetime) -> Slip | None:
    """Move the date to the one of today's calendar; return the receipt that replaces the printed one.

    :raises NotAllowed: no reason, nothing to move, or the new date is earlier than the printed one.
    """
    with moving(dossier, RECOUNT, by=by, at=at, reason=reason) as data:
        found = _found(dossier, reason)
        if not found.is_later:
            raise NotAllowed(_("A printed date is not made earlier: keep it."))
        data |= {"old": dossier.due_original_on.isoformat(), "new": found.due.due_on.isoformat()}
        clock.move(dossier, found.due)
        clock.record(dossier, found.due, DueComputation.Occasion.CALENDAR, at=at, reason=reason.strip())
        return receipts.replace_receipt(dossier, by=by, at=at)


def keep_date(dossier: Dossier, *, reason: str, by: User, at: datetime) -> None:
    """Keep the printed date against the one of today's calendar.

    :raises NotAllowed: no reason, or there is no other date.
    """
    with moving(dossier, KEEP_DATE, by=by, at=at, reason=reason) as data:
        found = _found(dossier, reason)
        data |= {"kept": dossier.due_original_on.isoformat(), "counted": found.due.due_on.isoformat()}
        clock.record_kept(dossier, found.due, at=at, reason=reason.strip())


def _found(dossier: Dossier, reason: str) -> recounts.Recount:
    if not reason.strip():
        raise NotAllowed(_("Write why the date is counted again or kept."))
    found = recounts.recount(dossier, calendar_for(dossier.desk))
    if found is None:
        raise NotAllowed(_("The date agrees with the calendar."))
    return found


RECOUNT = Verb(
    name="recount",
    label=_lazy("count the date again"),
    permissions=("dossiers.override_rule",),
    sources=OPEN,
    conditions=(NOT_PAUSED,),
    slip=Slip.Kind.RECEIPT,
)
KEEP_DATE = Verb(
    name="keep_date",
    label=_lazy("keep the printed date"),
    permissions=("dossiers.override_rule",),
    sources=OPEN,
    conditions=(NOT_PAUSED,),
)
