"""Posting a procedure at a desk, and what its public page would lack (R11, R22, Nghị định 61/2018 Điều 8)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.history.tracking import because
from backoffice.organisation.models import Desk, User
from backoffice.procedures.models import Posting, Procedure, ProcedureVersion, TimeLimit

PERMISSION = "procedures.publish_procedure"
HOURS_OF_A_DAY = 8
# The most working hours one unit can hold: what exceeds them cannot fit, whatever the calendar says.
HOURS = {
    TimeLimit.Unit.WORKING_DAY: HOURS_OF_A_DAY,
    TimeLimit.Unit.DAY: HOURS_OF_A_DAY,
    TimeLimit.Unit.MONTH: 23 * HOURS_OF_A_DAY,
    TimeLimit.Unit.HOUR: 1,
}


class NotPosted(Exception):
    """The posting stays as it is; the message says why."""


@dataclass(frozen=True)
class Lack:
    """Something missing on a procedure's public page. `stops`: it may not be posted like this."""

    message: str
    stops: bool = False


def lacks(procedure: Procedure, *, on: date) -> list[Lack]:
    """Return what is missing for posting `procedure` on a day."""
    version = procedure.versions.in_force(on=on).order_by("-number").first()
    if version is None:
        return [Lack(_("No version is in force on %(day)s.") % {"day": f"{on:%d/%m/%Y}"}, stops=True)]
    return list(_lacks_of(version))


def _lacks_of(version: ProcedureVersion) -> Iterator[Lack]:
    limit = version.main_limit
    if limit is None:
        yield Lack(_("The time limit is not read yet: confirm its amount and unit."))
    if not version.documents_text and not version.components.exists():
        yield Lack(_("The papers to hand in are not listed."))
    if limit is not None and (over := hours_over(version, limit)):
        message = _("The steps of the internal process take %(hours)s hours more than the limit allows.")
        yield Lack(message % {"hours": f"{over.normalize():f}"}, stops=True)


def hours_over(version: ProcedureVersion, limit: TimeLimit) -> Decimal:
    """Return by how many working hours the steps exceed the limit; 0 when they fit (R22)."""
    total = sum((step.hours for step in version.process_steps.all()), Decimal(0))
    if limit.amount is None or limit.unit not in HOURS:
        return Decimal(0)
    return max(Decimal(0), total - limit.amount * HOURS[TimeLimit.Unit(limit.unit)])


def publish(*, procedure: Procedure, desk: Desk, by: User, at: datetime) -> list[Lack]:
    """Post `procedure` at `desk` and return what its page still lacks.

    :raises NotPosted: it is posted already, or something is missing without which it may not be posted.
    :raises PermissionDenied: `by` may not post at this desk.
    """
    with _posting(procedure, desk, by) as posting:
        if posting.status == Posting.Status.PUBLISHED:
            raise NotPosted(_("It is posted already."))
        found = lacks(procedure, on=localdate(at))
        if stopping := [lack.message for lack in found if lack.stops]:
            raise NotPosted(" ".join(stopping))
        posting.status = Posting.Status.PUBLISHED
        posting.published_on, posting.published_by = localdate(at), by
        because(posting, _("posted"))
        posting.save()
    return found


@contextmanager
def _posting(procedure: Procedure, desk: Desk, by: User) -> Iterator[Posting]:
    """Lock the posting of a procedure at a desk, a new draft where there is none."""
    if not by.has_perm(PERMISSION) or not by.sees(desk):
        raise PermissionDenied(_("Your account may not post procedures at this desk."))
    with transaction.atomic():
        locked = Posting.objects.select_for_update().filter(desk=desk, procedure=procedure).first()
        yield locked or Posting(desk=desk, procedure=procedure)


def withdraw(*, procedure: Procedure, desk: Desk, by: User) -> None:
    """Take `procedure` off the list of `desk`: it is not received there any more.

    :raises NotPosted: it is not posted.
    :raises PermissionDenied: `by` may not post at this desk.
    """
    with _posting(procedure, desk, by) as posting:
        if posting.status != Posting.Status.PUBLISHED:
            raise NotPosted(_("It is not posted."))
        posting.status = Posting.Status.WITHDRAWN
        because(posting, _("withdrawn from posting"))
        posting.save()
