"""One visit, several services: those the holder of a number requested, in order, from the events."""

from backoffice.organisation.models import ServiceGroup
from backoffice.tickets.events import Kind
from backoffice.tickets.models import Ticket

AT_MOST = 5


def asked_for(ticket: Ticket) -> list[ServiceGroup]:
    """Return the groups of the visit: that of the issue, then those that were added."""
    rows = ticket.events.effective().filter(kind__in=[Kind.ISSUED, Kind.ADDED]).select_related("group")
    return [event.group for event in rows.order_by("seq") if event.group is not None]


def remaining(ticket: Ticket) -> list[ServiceGroup]:
    """Return the groups after the present one."""
    gone = ticket.events.effective().filter(kind__in=[Kind.ONWARD, Kind.CONTINUED]).count()
    return asked_for(ticket)[1 + gone :]


def next_of(ticket: Ticket) -> ServiceGroup | None:
    return next(iter(remaining(ticket)), None)
