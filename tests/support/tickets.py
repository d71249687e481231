"""An invented hall with officers at open counters, and numbers waiting."""

from datetime import datetime
from itertools import count

from backoffice.organisation.models import Desk, ServiceGroup
from backoffice.staffing.models import CounterSession
from backoffice.tickets.issuing import issue
from backoffice.tickets.models import Ticket
from tests.support import factories
from tests.support.factories import at

_key = count(1)


def make_hall(slug: str = "luong-son") -> Desk:
    desk = factories.make_desk(slug)
    factories.make_hours(desk)
    return desk


def make_place(desk: Desk, number: int = 1, *groups: ServiceGroup, opened_at=None) -> CounterSession:
    """Return the open session of a new reception officer at a new counter."""
    user = factories.make_user(factories.RECEPTION, desk=desk)
    return factories.make_session(factories.make_counter(desk, number, *groups), user, opened_at=opened_at)


def officer_of(session: CounterSession):
    return session.officer.user


def take(group: ServiceGroup, *, when: datetime | None = None, **facts) -> Ticket:
    """Return a number of `group`; at nine in the morning unless `when` says otherwise."""
    key = f"key-{next(_key)}"
    return issue(desk=group.desk, group=group, at=when or at(9), request_key=facts.pop("key", key), **facts)
