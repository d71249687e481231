"""Issuing a number: unique per desk, day and letter, and only where somebody will call it."""

import secrets
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk, ServiceGroup
from backoffice.procedures.models import Posting, Procedure
from backoffice.tickets import ends_of_days, events, versions
from backoffice.tickets.availability import Availability, availabilities
from backoffice.tickets.models import Ticket, TicketEvent, TicketSeries

LAST_NUMBER = 999

_NEXT_NUMBER = """
    INSERT INTO {table} (desk_id, business_day, series, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (desk_id, business_day, series) DO UPDATE SET last = {table}.last + 1
    WHERE {table}.last < %s
    RETURNING last
"""


class NotIssued(Exception):
    """No number was issued; the message for the visitor says why and from when."""

    def __init__(self, message: str, *, opens_at: datetime | None = None) -> None:
        super().__init__(message)
        self.opens_at = opens_at


def issue(
    *,
    desk: Desk,
    group: ServiceGroup,
    at: datetime,
    request_key: str,
    procedure: Procedure | None = None,
    origin: str = Ticket.Origin.KIOSK,
    priority: str = Ticket.Priority.NONE,
    dossier_code: str = "",
) -> Ticket:
    """Return a saved number; the same `request_key` always returns the same one.

    :raises NotIssued: nobody serves the group now, or 999 numbers of its letter were issued today.
    """
    if issued := Ticket.objects.filter(request_key=request_key, desk=desk).first():
        return issued
    available = availabilities(desk, at=at).get(group.pk, Availability(Availability.UNMANNED))
    if not available:
        raise NotIssued(refusal(available, group, at=at), opens_at=available.opens_at)
    ticket = Ticket(
        desk=desk,
        business_day=localdate(at),
        series=group.series,
        group=group,
        procedure=procedure,
        origin=origin,
        priority=priority,
        dossier_code=dossier_code,
        token=secrets.token_urlsafe(16),
        request_key=request_key,
        issued_at=at,
        queued_at=at,
        since=at,
    )
    try:
        return _insert(ticket)
    except IntegrityError:
        # The same button was pressed twice at once: the other request was first.
        if issued := Ticket.objects.filter(request_key=request_key, desk=desk).first():
            return issued
        raise


def group_for(desk: Desk, procedure: Procedure) -> ServiceGroup | None:
    """Return the queue of a posted procedure at `desk`: its own, or else that of its field."""
    posting = Posting.objects.filter(desk=desk, procedure=procedure).select_related("service_group").first()
    if posting is not None and posting.service_group is not None:
        return posting.service_group
    groups = procedure.field.service_groups.filter(desk=desk).active()
    return groups.order_by("position", "series").first()


def refusal(available: Availability, group: ServiceGroup, *, at: datetime) -> str:
    """Return a sentence why no number is issued for `group`, and from when."""
    if available.reason == Availability.DESK_ENDED:
        return _("This desk no longer receives visitors.")
    opens = opening_words(available.opens_at, at=at)
    words = {"group": group.name, "opens": opens}
    if available.reason == Availability.UNMANNED and opens:
        return _("%(group)s: no officer is on duty now; the next one is here %(opens)s.") % words
    if available.reason == Availability.UNMANNED:
        return _("%(group)s: no officer is on duty now. Please ask at the desk.") % words
    if opens:
        return _("The desk is closed now. %(group)s opens %(opens)s.") % words
    return _("The desk is closed now. Please ask when %(group)s opens.") % words


def opening_words(opens_at: datetime | None, *, at: datetime) -> str:
    """Return "at 13:30" for today, "at 7:30 on 25/11/2026" for another day."""
    if opens_at is None:
        return ""
    here = localtime(opens_at)
    words = {"time": date_format(here, "H:i"), "day": date_format(here, "d/m/Y")}
    if here.date() == localdate(at):
        return _("at %(time)s") % words
    return _("at %(time)s on %(day)s") % words


@transaction.atomic
def _insert(ticket: Ticket) -> Ticket:
    ticket.number = _next_number(ticket.desk_id, ticket.business_day, ticket.series)
    if ticket.number == 1:
        ends_of_days.end_earlier(ticket.desk_id, before=ticket.business_day)
    ticket.save(force_insert=True)
    TicketEvent.objects.create(
        ticket=ticket,
        seq=1,
        kind=events.Kind.ISSUED,
        at=ticket.issued_at,
        group=ticket.group,
        queued_at=ticket.queued_at,
    )
    versions.bump(ticket.desk_id)
    return ticket


def _next_number(desk_id: int, day: date, series: str) -> int:
    statement = _NEXT_NUMBER.format(table=TicketSeries._meta.db_table)
    parameters = [desk_id, connection.ops.adapt_datefield_value(day), series, LAST_NUMBER]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
    if row is None:
        raise NotIssued(_("All 999 numbers of the letter %(series)s were issued today.") % {"series": series})
    return row[0]
