"""What is left of a day that is over: no number waits, is served or is set aside for ever.

A number ends at the closing time of its day, as one that left, with the words that the day was over; who it
was called for and how long nobody knows, so that no figure of waiting or serving counts it.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk
from backoffice.staffing.counters.opening_hours import opening_plan
from backoffice.tickets import events, versions
from backoffice.tickets.events import Kind
from backoffice.tickets.models import Ticket

END_OF_DAY = datetime.max.time().replace(microsecond=0)


def end(at: datetime, desk: Desk | None = None) -> int:
    """End the numbers of all days that are over, today's once its last session has closed; return how many.

    A second run changes nothing.
    """
    today = localdate(at)
    left = Ticket.objects.unfinished().filter(business_day__lte=today)
    if desk is not None:
        left = left.filter(desk=desk)
    days = left.order_by("desk", "business_day").values_list("desk", "business_day").distinct()
    desks = Desk.objects.in_bulk([key for key, _day in days])
    return sum(_end_day(desks[key], day, at=at) for key, day in days)


def end_earlier(desk_id: int, *, before: date) -> None:
    """End the numbers of the days before `before`: with the first number of a new day."""
    left = Ticket.objects.unfinished().filter(desk=desk_id, business_day__lt=before)
    for day in sorted(set(left.values_list("business_day", flat=True))):
        desk = Desk.objects.get(pk=desk_id)
        _end_numbers(left.filter(business_day=day), closed_at=_closing_time(desk, day))


def _end_day(desk: Desk, day: date, *, at: datetime) -> int:
    closed_at = _closing_time(desk, day)
    if at < closed_at:
        return 0
    return _end_numbers(Ticket.objects.unfinished().filter(desk=desk, business_day=day), closed_at=closed_at)


def _end_numbers(numbers: QuerySet[Ticket], *, closed_at: datetime) -> int:
    with transaction.atomic():
        found = list(numbers.select_for_update(of=("self",)).order_by("pk"))
        for ticket in found:
            facts = {"counter": ticket.counter, "session": ticket.session, "reason": _("the day was over")}
            events.append(ticket, Kind.LEFT, at=max(ticket.since, closed_at), **facts)
            events.rebuild(ticket)
        for desk_id in {ticket.desk_id for ticket in found}:
            versions.bump(desk_id)
    return len(found)


def _closing_time(desk: Desk, day: date) -> datetime:
    """The end of the last session of the day; on a day without hours, the end of the day."""
    openings = opening_plan(desk, first=day, last=day).on(day)
    closes_at = openings[-1].closes_at if openings else END_OF_DAY
    return datetime.combine(day, closes_at, tzinfo=get_current_timezone())
