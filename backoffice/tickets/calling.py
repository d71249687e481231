"""The life of a number, from its call to its end.

waiting → called → being served → served
   ↑        ↓ did not come, parked (and back), transferred, last action undone
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.organisation.models import Counter, ServiceGroup, User
from backoffice.staffing.models import CounterSession
from backoffice.tickets import events, requested_services, versions
from backoffice.tickets.availability import groups_of
from backoffice.tickets.events import Kind, State
from backoffice.tickets.models import Ticket, TicketEvent

TRANSITIONS = {
    # verb        from                                          what is appended
    "recall": ({State.CALLED}, Kind.RECALLED),
    "serve": ({State.CALLED}, Kind.SERVING),
    "finish": ({State.SERVING}, Kind.DONE),
    "end": ({State.SERVING}, Kind.DONE),
    "no_show": ({State.CALLED}, Kind.NO_SHOW),
    "park": ({State.CALLED, State.SERVING}, Kind.PARKED),
    "unpark": ({State.PARKED, State.NO_SHOW}, Kind.RETURNED),
    "transfer": ({State.CALLED, State.SERVING}, Kind.TRANSFERRED),
    "postpone": ({State.WAITING}, Kind.POSTPONED),
    "leave": ({State.WAITING}, Kind.LEFT),
    "void": ({State.WAITING}, Kind.VOIDED),
    "add_service": ({State.WAITING, State.CALLED, State.SERVING, State.PARKED}, Kind.ADDED),
}
RECALLS_BEFORE_NO_SHOW = 2
UNDO_WITHIN = timedelta(seconds=30)
POSTPONEMENTS = 3
MOMENT = timedelta(microseconds=1)

_CLAIM = """
    UPDATE {tickets} SET state = 'CALLED', since = %s, counter_id = %s, session_id = %s, version = version + 1
    WHERE id = ({first}) AND state = 'WAITING'
    AND EXISTS (SELECT 1 FROM {sessions} WHERE id = %s AND closed_at IS NULL AND paused_at IS NULL)
    RETURNING id
"""


class NotAllowed(Exception):
    """The step is not possible; the message for the officer says why."""


def call_next(*, session: CounterSession, by: User, at: datetime) -> Ticket | None:
    """Call the next number for the counter of `session`; `None` when nobody waits for it.

    One guarded statement picks and takes the number, so that two officers never call the same one; by a
    constraint a counter cannot call a second one.

    :raises NotAllowed: the counter is closed, paused, another officer's, or still serves a number.
    """
    _require_own(session, by, at)
    counter = session.counter
    waiting = Ticket.objects.next_for(
        counter,
        groups=groups_of(counter),
        on=localdate(at),
        after_priority=_called_priority_last(counter, at),
    )
    try:
        with transaction.atomic():
            ticket = _claim(waiting, session, at)
            if ticket is None:
                return None
            TicketEvent.objects.create(
                ticket=ticket,
                seq=ticket.version,
                kind=Kind.CALLED,
                at=at,
                actor=by,
                counter=counter,
                session=session,
            )
            versions.bump(counter.desk_id)
            return ticket
    except IntegrityError as refused:
        if Ticket.objects.at_a_counter().filter(session=session).exists():
            raise NotAllowed(_("This counter is still serving a number.")) from refused
        raise


def recall(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Call the number again; the screens announce it again."""
    with _moving(ticket, "recall", by=by, at=at):
        pass


def serve(ticket: Ticket, *, by: User, at: datetime) -> None:
    with _moving(ticket, "serve", by=by, at=at):
        pass


def finish(ticket: Ticket, *, by: User, at: datetime) -> None:
    """End the service; the next requested service follows, at this counter if it serves that group.

    Otherwise the number waits again, at the place of its arrival.
    """
    with _moving(ticket, "finish", by=by, at=at) as event:
        following = requested_services.next_of(ticket)
        if following is not None:
            assert ticket.counter is not None  # it is being served
            here = following.pk in groups_of(ticket.counter)
            event.kind = Kind.CONTINUED if here else Kind.ONWARD
            event.group = following


def end(ticket: Ticket, *, by: User, at: datetime) -> None:
    """End the visit, even if another service was requested: the holder no longer wants it."""
    with _moving(ticket, "end", by=by, at=at):
        pass


def add_service(ticket: Ticket, *, group: ServiceGroup, at: datetime, by: User | None = None) -> None:
    """Record that the holder came for one more service; all of them have the same number.

    :raises NotAllowed: the group is not of the desk, or the visit has too many services.
    """
    with _moving(ticket, "add_service", by=by, at=at, own=False) as event:
        if by is None and ticket.state in {State.CALLED, State.SERVING}:
            raise NotAllowed(_("Please tell the officer at the counter what else you came for."))
        if group.desk_id != ticket.desk_id or not group.is_active:
            raise NotAllowed(_("Choose a service group of this desk."))
        if len(requested_services.asked_for(ticket)) >= requested_services.AT_MOST:
            raise NotAllowed(_("Please take another number for more services."))
        event.group = group


def no_show(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Record that nobody came.

    :raises NotAllowed: the number was not called twice more.
    """
    with _moving(ticket, "no_show", by=by, at=at):
        if recalls(ticket) < RECALLS_BEFORE_NO_SHOW:
            raise NotAllowed(_("Call the number twice more before you record that nobody came."))


def park(ticket: Ticket, *, by: User, at: datetime, reason: str = "") -> None:
    """Set the number aside while its holder fetches or fills in something."""
    with _moving(ticket, "park", by=by, at=at) as event:
        event.reason = reason


def unpark(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Put a parked or absent number back into the queue, at the place of its arrival."""
    with _moving(ticket, "unpark", by=by, at=at, own=False):
        pass


def transfer(
    ticket: Ticket,
    *,
    by: User,
    at: datetime,
    group: ServiceGroup | None = None,
    counter: Counter | None = None,
    reason: str = "",
) -> None:
    """Send the holder on to another group or counter; the arrival time stays (R66).

    :raises NotAllowed: no group and no counter, or it is not of this desk.
    """
    with _moving(ticket, "transfer", by=by, at=at) as event:
        if group is None and counter is None:
            raise NotAllowed(_("Choose the service group or the counter to go to."))
        if any(row.desk_id != ticket.desk_id for row in (group, counter) if row is not None):
            raise NotAllowed(_("The number can only be sent on within its desk."))
        event.group, event.for_counter, event.reason = group, counter, reason


def postpone(ticket: Ticket, *, at: datetime, behind: int = 3) -> None:
    """Let `behind` people of the same group go first, because the holder wishes it.

    :raises NotAllowed: nobody waits behind, or the holder has done this three times already.
    """
    with _moving(ticket, "postpone", by=None, at=at, own=False) as event:
        if ticket.events.filter(kind=Kind.POSTPONED).count() >= POSTPONEMENTS:
            raise NotAllowed(_("You have let others go first three times already."))
        same = Ticket.objects.filter(
            desk=ticket.desk_id, business_day=ticket.business_day, group=ticket.group_id
        )
        later = same.waiting().filter(queued_at__gt=ticket.queued_at).order_by("queued_at", "pk")
        places = list(later.values_list("queued_at", flat=True)[:behind])
        if not places:
            raise NotAllowed(_("Nobody waits behind you."))
        event.queued_at = places[-1] + MOMENT


def leave(ticket: Ticket, *, at: datetime) -> None:
    """The holder no longer waits."""
    with _moving(ticket, "leave", by=None, at=at, own=False):
        pass


def void(ticket: Ticket, *, by: User, at: datetime, reason: str) -> None:
    """Remove a number that was issued by mistake from the queue."""
    with _moving(ticket, "void", by=by, at=at, own=False) as event:
        event.reason = reason


def undo(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Undo the last action of `by` on the number, within 30 seconds.

    :raises NotAllowed: too late, nothing to undo, or the counter has called another number since.
    """
    with transaction.atomic():
        _lock(ticket)
        last = last_action(ticket, by=by, at=at)
        if last is None:
            raise NotAllowed(_("Only your own last action can be undone, within 30 seconds."))
        facts = {"actor": by, "counter": last.counter, "session": last.session, "undoes": last}
        events.append(ticket, Kind.UNDONE, at=at, **facts)
        _rebuild(ticket)
        versions.bump(ticket.desk_id)


def last_action(ticket: Ticket, *, by: User, at: datetime) -> TicketEvent | None:
    """Return the event that `undo` would undo, if there is one."""
    last = ticket.events.effective().order_by("-seq").first()
    if last is None or last.actor_id != by.pk or at - last.at > UNDO_WITHIN:
        return None
    return last


def recalls(ticket: Ticket) -> int:
    """How often the number was called again since its call."""
    effective = ticket.events.effective()
    called = effective.filter(kind=Kind.CALLED).order_by("-seq").first()
    return effective.filter(kind=Kind.RECALLED, seq__gt=called.seq).count() if called else 0


@contextmanager
def _moving(
    ticket: Ticket, verb: str, *, by: User | None, at: datetime, own: bool = True
) -> Iterator[TicketEvent]:
    sources, kind = TRANSITIONS[verb]
    with transaction.atomic():
        _lock(ticket)
        if ticket.state not in sources:
            refused = _("Number %(ticket)s is “%(state)s”: this step is not possible.")
            raise NotAllowed(refused % {"ticket": ticket, "state": ticket.get_state_display()})
        if own:
            _require_own_number(ticket, by)
        event = TicketEvent(
            ticket=ticket,
            seq=ticket.version + 1,
            kind=kind,
            at=at,
            actor=by,
            counter=ticket.counter,
            session=ticket.session,
        )
        yield event
        event.save()
        _rebuild(ticket)
        versions.bump(ticket.desk_id)


def _lock(ticket: Ticket) -> None:
    """Lock the row.

    :raises NotAllowed: the number changed since `ticket` was read: a second click, another tab.
    """
    seen = ticket.version
    ticket.refresh_from_db(from_queryset=Ticket.objects.select_for_update())
    if ticket.version != seen:
        raise NotAllowed(_("Somebody has just acted on number %(ticket)s: look again.") % {"ticket": ticket})


def _rebuild(ticket: Ticket) -> None:
    try:
        with transaction.atomic():
            events.rebuild(ticket)
    except IntegrityError as refused:
        raise NotAllowed(_("This counter is still serving a number.")) from refused


def _require_own_number(ticket: Ticket, by: User | None) -> None:
    session = ticket.session
    assert by is not None
    assert session is not None  # a number in the states of these verbs is at a counter
    if session.officer.user_id != by.pk and not (by.has_perm("staffing.change_duty") and by.sees(ticket)):
        raise NotAllowed(_("This number is at another officer's counter."))


def _require_own(session: CounterSession, by: User, at: datetime) -> None:
    if session.officer.user_id != by.pk:
        raise NotAllowed(_("This is another officer's counter."))
    if session.closed_at is not None or session.day != localdate(at):
        raise NotAllowed(_("Open your counter first."))
    if session.paused_at is not None:
        raise NotAllowed(_("Your counter is paused: resume it first."))


def _called_priority_last(counter: Counter, at: datetime) -> bool:
    calls = TicketEvent.objects.effective().filter(counter=counter, kind=Kind.CALLED)
    last = calls.filter(ticket__business_day=localdate(at)).order_by("-id").values_list("ticket__priority")
    return any(priority for (priority,) in last[:1])


def _claim(waiting, session: CounterSession, at: datetime) -> Ticket | None:
    first = waiting.select_for_update(skip_locked=True, of=("self",)).values("pk")[:1]
    subselect, parameters = first.query.sql_with_params()
    statement = _CLAIM.format(
        tickets=Ticket._meta.db_table, sessions=CounterSession._meta.db_table, first=subselect
    )
    now = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(statement, [now, session.counter_id, session.pk, *parameters, session.pk])
        row = cursor.fetchone()
    if row is None:
        return None
    return Ticket.objects.select_related("group", "procedure", "counter", "session__officer").get(pk=row[0])
