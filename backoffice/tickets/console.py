"""What an officer can do at the counter console, and what the console shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from backoffice.organisation.models import Counter, Desk, ServiceGroup, User
from backoffice.staffing.counters import presence
from backoffice.staffing.models import CounterSession, Duty
from backoffice.tickets import calling
from backoffice.tickets.availability import groups_of
from backoffice.tickets.events import State
from backoffice.tickets.models import Screen, Ticket, TicketEvent
from backoffice.tickets.models.tickets import TicketQuerySet

WAITING_SHOWN = 12


@dataclass(frozen=True)
class Order:
    """What the officer pressed, read and checked by the form."""

    verb: str
    ticket: Ticket | None = None
    counter: Counter | None = None
    group: ServiceGroup | None = None
    reason: str = ""


@dataclass(frozen=True)
class Screens:
    """How many lobby screens should be on, how many show the right numbers, and which are silent."""

    expected: int
    right: int
    silent: list[Screen]

    @property
    def all_right(self) -> bool:
        return self.expected == self.right


def carry_out(order: Order, *, session: CounterSession | None, by: User, at: datetime) -> str:
    """Do what was pressed and return a message for the officer, empty where the page itself shows it.

    :raises calling.NotAllowed, presence.NotAllowed: refused; the message says why.
    """
    if order.verb == "open":
        return _open(order, by, at)
    if session is None:
        raise calling.NotAllowed(_("Open your counter first."))
    return ORDERS[order.verb](order, session, by, at)


def current_of(session: CounterSession) -> Ticket | None:
    rows = Ticket.objects.at_a_counter().filter(session=session)
    return rows.select_related("group", "procedure", "session__officer").first()


def queue_for(session: CounterSession, *, at: datetime) -> list[Ticket]:
    """Return the first numbers that wait for this counter, in the order of the calls."""
    queue = Ticket.objects.next_for(
        session.counter, groups=groups_of(session.counter), on=localdate(at), after_priority=False
    )
    return list(queue.select_related("group", "procedure")[: WAITING_SHOWN + 1])


def waiting_count(session: CounterSession, *, at: datetime) -> int:
    return Ticket.objects.next_for(
        session.counter, groups=groups_of(session.counter), on=localdate(at), after_priority=False
    ).count()


def queue_of(desk: Desk, *, at: datetime) -> list[Ticket]:
    """Return the first numbers that wait at the whole desk, in the order in which they came."""
    return list(
        _waiting_at(desk, at).select_related("group").order_by("queued_at", "pk")[: WAITING_SHOWN + 1]
    )


def waiting_at(desk: Desk, *, at: datetime) -> int:
    return _waiting_at(desk, at).count()


def _waiting_at(desk: Desk, at: datetime) -> TicketQuerySet:
    return Ticket.objects.filter(desk=desk, business_day=localdate(at)).waiting()


def set_aside(session: CounterSession, *, at: datetime) -> list[Ticket]:
    """Return the parked and absent numbers of today in this counter's groups, latest first."""
    rows = Ticket.objects.filter(desk=session.counter.desk_id, group__in=groups_of(session.counter))
    return list(
        rows.of_day(on=localdate(at)).set_aside().select_related("group").order_by("-since")[:WAITING_SHOWN]
    )


def undoable(session: CounterSession, *, by: User, at: datetime) -> TicketEvent | None:
    """Return the officer's last action at this counter if it may still be undone."""
    mine = TicketEvent.objects.effective().filter(counter=session.counter_id, actor=by)
    last = mine.select_related("ticket").order_by("-id").first()
    if last is None or calling.last_action(last.ticket, by=by, at=at) != last:
        return None
    return last


def own_duties(user: User, *, at: datetime) -> list[Duty]:
    """Return the officer's rostered counters of today, once each, that of the current session first."""
    now = Duty.Session.MORNING if localtime(at).time() < presence.NOON else Duty.Session.AFTERNOON
    duties = Duty.objects.on_day(on=localdate(at)).filter(officer__user=user).select_related("counter")
    nearest = sorted(duties, key=lambda duty: (duty.session != now, duty.counter.number))
    return list({duty.counter_id: duty for duty in reversed(nearest)}.values())[::-1]


def screens_of(desk: Desk, *, at: datetime) -> Screens:
    here = Screen.objects.filter(desk=desk)
    silent = list(here.expected(at=at).exclude(pk__in=here.alive(at=at)).order_by("name"))
    alive = here.alive(at=at)
    return Screens(alive.count() + len(silent), alive.filter(is_right=True).count(), silent)


def _open(order: Order, by: User, at: datetime) -> str:
    if order.counter is None:
        raise calling.NotAllowed(_("Choose the counter to open."))
    presence.open_counter(counter=order.counter, user=by, at=at, reason=order.reason)
    return ""


def _close(order: Order, session: CounterSession, by: User, at: datetime) -> str:
    if current_of(session) is not None:
        raise calling.NotAllowed(_("Finish the number at your counter before you close."))
    presence.close_counter(session=session, by=by, at=at)
    return _("The counter is closed.")


def _pause(order: Order, session: CounterSession, by: User, at: datetime) -> str:
    presence.pause(session=session, reason=order.reason, by=by, at=at)
    return ""


def _resume(order: Order, session: CounterSession, by: User, at: datetime) -> str:
    presence.resume(session=session, by=by, at=at)
    return ""


def _next(order: Order, session: CounterSession, by: User, at: datetime) -> str:
    """Finish the number that is being served, if there is one, and call the next.

    If this counter serves the same visitor's next service, that comes first.
    """
    if order.ticket is not None and order.ticket.state == State.SERVING:
        calling.finish(order.ticket, by=by, at=at)
        if order.ticket.state == State.SERVING:
            return _continued(order.ticket)
    ticket = calling.call_next(session=session, by=by, at=at)
    return "" if ticket else _("Nobody waits for this counter.")


def _finish(order: Order, session: CounterSession, by: User, at: datetime) -> str:
    ticket = _pressed(order)
    calling.finish(ticket, by=by, at=at)
    words = {"ticket": ticket, "group": ticket.group.name}
    if ticket.state == State.SERVING:
        return _continued(ticket)
    if ticket.state == State.WAITING:
        return _("Number %(ticket)s now waits for its next service: %(group)s.") % words
    return ""


def _continued(ticket: Ticket) -> str:
    words = {"ticket": ticket, "group": ticket.group.name}
    return _("Number %(ticket)s stays: its next service is %(group)s.") % words


def _add_service(order: Order, session: CounterSession, by: User, at: datetime) -> str:
    ticket = _pressed(order)
    if order.group is None:
        raise calling.NotAllowed(_("Choose the service group or the counter to go to."))
    calling.add_service(ticket, group=order.group, by=by, at=at)
    return _("Number %(ticket)s goes on to %(group)s afterwards.") % {
        "ticket": ticket,
        "group": order.group.name,
    }


def _undo(order: Order, session: CounterSession, by: User, at: datetime) -> str:
    ticket = _pressed(order)
    calling.undo(ticket, by=by, at=at)
    return _("Undone: number %(ticket)s.") % {"ticket": ticket}


def _transfer(order: Order, session: CounterSession, by: User, at: datetime) -> str:
    ticket = _pressed(order)
    calling.transfer(ticket, by=by, at=at, group=order.group, counter=order.counter, reason=order.reason)
    return _("Number %(ticket)s is sent on and keeps its place by arrival.") % {"ticket": ticket}


def _park(order: Order, session: CounterSession, by: User, at: datetime) -> str:
    calling.park(_pressed(order), by=by, at=at, reason=order.reason)
    return ""


def _plain(verb: Callable[..., None]) -> Callable[[Order, CounterSession, User, datetime], str]:
    def carry(order: Order, session: CounterSession, by: User, at: datetime) -> str:
        verb(_pressed(order), by=by, at=at)
        return ""

    return carry


def _pressed(order: Order) -> Ticket:
    if order.ticket is None:
        raise calling.NotAllowed(_("The number is no longer there: look again."))
    return order.ticket


ORDERS = {
    "close": _close,
    "pause": _pause,
    "resume": _resume,
    "next": _next,
    "recall": _plain(calling.recall),
    "serve": _plain(calling.serve),
    "receive": _plain(calling.serve),
    "finish": _finish,
    "end": _plain(calling.end),
    "add_service": _add_service,
    "no_show": _plain(calling.no_show),
    "park": _park,
    "unpark": _plain(calling.unpark),
    "transfer": _transfer,
    "undo": _undo,
}
VERBS = ["open", *ORDERS]
