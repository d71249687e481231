"""Handing the result over at the desk: identity, authorisation, payment, originals (R41–R43, Điều 20)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from backoffice.dossiers.lifecycle import routing, transitions
from backoffice.dossiers.models import Dossier, FeeLine
from backoffice.history.tracking import because
from backoffice.organisation.models import User
from backoffice.staffing.counters.presence import require_session


@dataclass(frozen=True, kw_only=True)
class Checks:
    """What the officer saw before giving the result away.

    `shown`: the receipt, or the ID where it is lost (Nghị định 118/2025 Điều 6.2). `collected_by`: the
    proxy's name, with the authorisation paper; empty for the applicant.
    """

    shown: str
    is_signed_for: bool
    collected_by: str = ""
    authorisation: str = ""
    originals_returned: str = ""


def return_result(dossier: Dossier, *, checks: Checks, by: User, at: datetime) -> None:
    """Hand the result over; ready but not collected is not late, so nothing is judged here (R41).

    Call it outside a transaction, as `intake.receive`.

    :raises NotAtTheDesk: no open counter session (R10).
    :raises NotAllowed: a check of R43 is missing, or the fee is not paid.
    """
    require_session(user=by, verb="return", at=at)
    _check(checks)
    with transitions.moving(dossier, "return_result", by=by, at=at) as data:
        if dossier.payment == Dossier.Payment.DUE:
            raise transitions.NotAllowed(_("The fee is not paid yet."))
        routing.leave(dossier, at=at)
        dossier.returned_at, dossier.delivery = at, Dossier.Delivery.HANDED_OVER
        data |= {
            "shown": checks.shown,
            "by_proxy": bool(checks.collected_by),
            "authorisation": checks.authorisation,
            "originals": checks.originals_returned,
        }


def pay(dossier: Dossier, *, moment: str, receipt_number: str, online: bool, by: User, at: datetime) -> None:
    """Record that the open amounts of a dossier are paid (R46)."""
    open_lines = dossier.fees.filter(paid_at__isnull=True, exempt_ground="")
    with transitions.beside(dossier, "pay", by=by, at=at, permissions=transitions.DESK) as data:
        lines = list(open_lines)
        if not lines:
            raise transitions.NotAllowed(_("Nothing is left to pay."))
        for line in lines:
            line.paid_at, line.collected_by = at, by
            line.paid_moment, line.paid_online = FeeLine.Moment(moment), online
            line.receipt_number = receipt_number
            because(line, _("paid"))
            line.save()
        dossier.payment = Dossier.Payment.PAID
        data |= {"amount": str(sum(line.amount for line in lines)), "receipt": receipt_number}


def _check(checks: Checks) -> None:
    if checks.shown not in ("RECEIPT", "ID"):
        raise transitions.NotAllowed(_("Ask for the receipt or, if it is lost, for the ID."))
    if checks.collected_by and not checks.authorisation.strip():
        raise transitions.NotAllowed(_("An authorised person must show the authorisation paper."))
    if not checks.is_signed_for:
        raise transitions.NotAllowed(_("The one who collects the result signs for it."))
