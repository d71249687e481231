"""Posting a procedure at a desk and taking it off (R11)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.history.tracking import because
from backoffice.organisation.models import Desk, User
from backoffice.procedures import public_page
from backoffice.procedures.models import Posting, Procedure

PERMISSION = "procedures.publish_procedure"


class NotPosted(Exception):
    """The posting stays as it is; the message says why."""


@dataclass(frozen=True)
class Outcome:
    """The result for one procedure of many: posted, with what its page lacks, or refused with a reason."""

    procedure: Procedure
    lacks: tuple[public_page.Lack, ...] = ()
    refusal: str = ""


def publish(*, procedure: Procedure, desk: Desk, by: User, at: datetime) -> list[public_page.Lack]:
    """Post `procedure` at `desk` and return what its page still lacks.

    :raises NotPosted: it is posted already, or something is missing without which it may not be posted.
    :raises PermissionDenied: `by` may not post at this desk.
    """
    with _posting(procedure, desk, by) as posting:
        if posting.status == Posting.Status.PUBLISHED:
            raise NotPosted(_("It is posted already."))
        found = public_page.lacks(procedure, desk=desk, on=localdate(at))
        if stopping := [lack.message for lack in found if lack.stops]:
            raise NotPosted(" ".join(stopping))
        posting.status = Posting.Status.PUBLISHED
        posting.published_on, posting.published_by = localdate(at), by
        because(posting, _("posted"))
        posting.save()
    return found


def publish_each(pairs: Iterable[tuple[Procedure, Desk]], *, by: User, at: datetime) -> list[Outcome]:
    """Post each procedure at its desk; one that is refused does not stop the others.

    :raises PermissionDenied: `by` may not post at one of the desks.
    """
    outcomes = []
    for procedure, desk in pairs:
        try:
            found = publish(procedure=procedure, desk=desk, by=by, at=at)
        except NotPosted as refusal:
            outcomes.append(Outcome(procedure, refusal=str(refusal)))
        else:
            outcomes.append(Outcome(procedure, lacks=tuple(found)))
    return outcomes


@contextmanager
def _posting(procedure: Procedure, desk: Desk, by: User) -> Iterator[Posting]:
    """Lock the posting of a procedure at a desk, a new draft where there is none."""
    if not by.has_perm(PERMISSION) or not by.sees(desk):
        raise PermissionDenied(_("Your account may not post procedures at this desk."))
    with transaction.atomic():
        # Two who post what stands in no list yet wait for each other here.
        Procedure.objects.select_for_update(no_key=True).get(pk=procedure.pk)
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
