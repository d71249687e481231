"""A visitor rates the service that has ended: one of three grades, once, without a name."""

import re
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk
from backoffice.tickets.events import State
from backoffice.tickets.models import Rating, Ticket

WITHIN = timedelta(days=1)
LABEL = re.compile(r"([A-Z])([0-9]{1,3})")


class NotRated(Exception):
    """The rating was refused; the message says why."""


def served_today(desk: Desk, label: str, *, at: datetime) -> Ticket:
    """Return the number with this label ("A012", "a 12") of today.

    :raises NotRated: there is none.
    """
    found = LABEL.fullmatch(label.replace(" ", "").upper())
    numbers = Ticket.objects.filter(desk=desk).of_day(on=localdate(at))
    ticket = numbers.filter(series=found[1], number=int(found[2])).first() if found else None
    if ticket is None:
        raise NotRated(_("The service can be rated within a day of its end."))
    return ticket


def rate(ticket: Ticket, *, score: str, at: datetime) -> Rating:
    """Record the grade for a number that was served.

    :raises NotRated: not served yet, more than a day ago, no such grade, or rated already.
    """
    if ticket.state != State.DONE or at - ticket.since > WITHIN:
        raise NotRated(_("The service can be rated within a day of its end."))
    if score not in {str(value) for value in Rating.Score.values}:
        raise NotRated(_("Rate with one of the three grades."))
    try:
        with transaction.atomic():
            return Rating.objects.create(ticket=ticket, group=ticket.group, score=int(score), rated_at=at)
    except IntegrityError as twice:
        raise NotRated(_("This service has been rated already. Thank you.")) from twice
