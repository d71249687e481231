"""The day of an account: what must be done now, in order, and the figures behind it.

Permissions decide the sections; every row is within the account's sight. The number of queries does not
grow with the rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from backoffice.dossiers import apologies, deadlines
from backoffice.dossiers.models import Dossier
from backoffice.dossiers.models.dossiers import DossierQuerySet
from backoffice.organisation.calendar import WorkCalendar
from backoffice.organisation.models import Counter, Desk, User
from backoffice.organisation.working_time import calendar_for
from backoffice.reports.day import tasks
from backoffice.reports.day.tasks import Task, list_of
from backoffice.reports.form06.labels import words_of
from backoffice.staffing.models import CounterSession, Duty
from backoffice.tickets.models import Ticket

SEES_LETTERS = "dossiers.view_apology"


@dataclass(frozen=True)
class Figure:
    """A number with its label and its whole; `url` opens the rows behind it."""

    number: int
    label: str
    of: str
    url: str


@dataclass(frozen=True)
class CounterLine:
    """A counter today: who is rostered, and who is present."""

    counter: str
    rostered: str
    present: str
    mark: str
    words: str


@dataclass(frozen=True)
class QueueLine:
    group: str
    waiting: int
    at_counters: int


@dataclass(frozen=True)
class Hands:
    """The dossiers an account is responsible for, and the filter of their list.

    `are_own`: they are in the hands of the account itself, which is then shown all of them.
    """

    rows: DossierQuerySet
    query: dict[str, str]
    are_own: bool = False


@dataclass(frozen=True)
class Day:
    on: date
    tasks: tuple[Task, ...]
    more: int  # dossiers to act on that `tasks` does not name
    more_url: str
    figures: tuple[Figure, ...]
    counters: tuple[CounterLine, ...] | None  # None: not shown to this account
    queue: tuple[QueueLine, ...] | None
    hours: tuple[apologies.ByTheHour, ...]  # what ends today and is too short for a letter (R34)


def day(user: User, *, at: datetime) -> Day:
    """Return the first page of `user` at an instant."""
    on = localdate(at)
    calendar = calendar_for(user.desk)
    hands = hands_of(user)
    soon_on = deadlines.soon_on(on, calendar)
    owed = tasks.owing(user, calendar, on=on)
    found = _counts(user, hands, on=on, soon_on=soon_on, owed=owed)
    due: list[Task] = []
    if found:
        named = None if hands.are_own else tasks.to_name(soon_on, owed)
        due = tasks.running(hands.rows, user=user, named=named, owed=owed, calendar=calendar, at=at)
    counters, queue = _counters(user, user.desk, at=at), _queue(user, user.desk, on=on)
    return Day(
        on=on,
        tasks=(
            *tasks.letters_to_sign(user, on=on),
            *tasks.differing_dates(user, hands.rows, calendar),
            *due,
            *tasks.questions(user, on=on),
            *tasks.proposed_pauses(user),
            *tasks.offers(user, Dossier.objects.visible_to(user)),
            *tasks.results(user, found.get("ready", 0)),
            *tasks.imports(user),
            *tasks.reviews(user, on=on),
            *tasks.posting_checks(user, at=at),
            *tasks.calendar_gaps(user, calendar, on=on),
        ),
        more=found["named"] - len(due) if found else 0,
        more_url=_more_url(found, len(due), hands) if found else "",
        figures=(
            *(_figures(found, hands.query) if found else ()),
            *_letters(user, hands, calendar, on=on),
            *_hall(user, counters, queue, on=on),
        ),
        counters=counters,
        queue=queue,
        hours=_hours(user, hands.rows, calendar, at=at),
    )


def _hours(
    user: User, rows: DossierQuerySet, calendar: WorkCalendar, *, at: datetime
) -> tuple[apologies.ByTheHour, ...]:
    if user.desk is None or not user.has_perm("dossiers.view_dossier"):
        return ()
    return tuple(apologies.hours(user.desk, rows, calendar, at=at))


def hands_of(user: User) -> Hands:
    """Return what `user` is responsible for: all of the desk, of the division they head, or their own."""
    rows = Dossier.objects.visible_to(user).counted()
    if user.has_perm("dossiers.see_every_division"):
        if user.desk is None or user.desks_in_sight == {user.desk.pk}:
            return Hands(rows, {})
        return Hands(rows.filter(desk=user.desk), {"desk__id__exact": str(user.desk.pk)})
    if user.division_id is not None and user.has_perm("dossiers.resolve_dossier"):
        return Hands(rows.in_division(user.division_id), {"hands": "division"})
    return Hands(rows.held_by(user), {"hands": "mine"}, are_own=True)


def _counts(
    user: User, hands: Hands, *, on: date, soon_on: date, owed: apologies.OwedBy | None
) -> dict[str, int]:
    if not user.has_perm("dossiers.view_dossier"):
        return {}
    running = Q(is_clock_stopped=False)
    named = Q(pk__isnull=False) if hands.are_own else running & tasks.to_name(soon_on, owed)
    found = hands.rows.open().aggregate(
        open=Count("pk"),
        overdue=Count("pk", filter=running & Q(due_original_on__lt=on)),
        late=Count("pk", filter=running & Q(due_on__lt=on)),
        today=Count("pk", filter=running & Q(due_on=on)),
        soon=Count("pk", filter=running & Q(due_on__range=(on, soon_on))),
        named=Count("pk", filter=named),
    )
    return found | {"ready": Dossier.objects.visible_to(user).counted().ready_for_return().count()}


def _more_url(found: dict[str, int], named: int, hands: Hands) -> str:
    """Return the address of the list with the dossiers that the day does not name, "" if it names all."""
    query = hands.query
    if hands.are_own:
        return list_of(**query) if found["named"] > named else ""
    if found["late"] > named:
        return list_of(due="late", **query)
    if found["late"] + found["soon"] > named:
        return list_of(due="soon", **query)
    return reverse("admin:dossiers_dossier_apologies") if found["named"] > named else ""


def _figures(found: dict[str, int], query: dict[str, str]) -> tuple[Figure, ...]:
    of = _("of %(open)d being resolved") % {"open": found["open"]}
    of_first = _("by the first date, of %(open)d being resolved") % {"open": found["open"]}
    of_present = _("a letter may have moved the date, of %(open)d being resolved") % {"open": found["open"]}
    return (
        Figure(found["overdue"], words_of("pending_overdue"), of_first, list_of(due="overdue", **query)),
        Figure(found["late"], _("past the present appointment"), of_present, list_of(due="late", **query)),
        Figure(found["today"], _("due today"), of, list_of(due="today", **query)),
        Figure(found["soon"], _("due within two working days"), of, list_of(due="soon", **query)),
        Figure(
            found["ready"],
            _("results not collected"),
            _("resolved, at the desk"),
            list_of(state__exact=Dossier.State.RESOLVED),
        ),
    )


def _letters(user: User, hands: Hands, calendar: WorkCalendar, *, on: date) -> Iterator[Figure]:
    rows, query = hands.rows, hands.query
    if user.desk is not None and user.has_perm("dossiers.see_every_division") and user.has_perm(SEES_LETTERS):
        owed = apologies.queue_length(user.desk, rows, on=on, calendar=calendar)
        url = reverse("admin:dossiers_dossier_apologies")
        yield Figure(owed, _("apologies to write"), _("to go out within two working days"), url)
        late = apologies.of_this_year(apologies.late_without_letter(rows, on=on), on=on).count()
        of = _("open, or resolved late this year")
        yield Figure(late, _("late without letter"), of, list_of(due="without_letter", **query))


def _hall(
    user: User,
    counters: tuple[CounterLine, ...] | None,
    queue: tuple[QueueLine, ...] | None,
    *,
    on: date,
) -> Iterator[Figure]:
    """Return the problems at the counters, for those responsible for them."""
    if not user.has_perm("dossiers.see_every_division"):
        return
    if counters is not None:
        gaps = sum(bool(line.rostered) and not line.present for line in counters)
        of = _("of %(number)d counters today") % {"number": len(counters)}
        yield Figure(gaps, _("rostered, nobody there"), of, reverse("admin:staffing_duty_today"))
    if queue is not None:
        asked = {"state__exact": "WAITING", "business_day__exact": f"{on}", "desk__exact": user.desk_id}
        url = f"{reverse('admin:tickets_ticket_changelist')}?{urlencode(asked)}"
        waiting = sum(line.waiting for line in queue)
        yield Figure(waiting, _("numbers waiting"), _("taken today, not called"), url)


def _counters(user: User, desk: Desk | None, *, at: datetime) -> tuple[CounterLine, ...] | None:
    if desk is None or not user.has_perm("staffing.view_duty"):
        return None
    here = frozenset({desk.pk})
    duties = list(Duty.objects.visible_to(user).of_desks(here).on_day(on=localdate(at)).roster())
    sessions = CounterSession.objects.visible_to(user).of_desks(here).open()
    present = {session.counter: session for session in sessions.select_related("counter", "officer")}
    counters = sorted({duty.counter for duty in duties} | set(present), key=lambda counter: counter.number)
    return tuple(
        _counter_line(counter, [duty for duty in duties if duty.counter == counter], present.get(counter))
        for counter in counters
    )


def _counter_line(counter: Counter, duties: list[Duty], session: CounterSession | None) -> CounterLine:
    if session is None:
        mark, words = "neutral", _("counter closed")
    elif session.paused_at:
        mark, words = "paused", _("paused: %(reason)s") % {"reason": session.pause_reason}
    else:
        mark = "ontime"
        words = _("open since %(time)s") % {"time": f"{localtime(session.opened_at):%H:%M}"}
    return CounterLine(
        counter=str(counter),
        rostered=_rostered(duties),
        present=str(session.officer) if session else "",
        mark=mark,
        words=words,
    )


def _rostered(duties: list[Duty]) -> str:
    """Return the names of the day's officers, with their sessions only if they differ."""
    names = {str(duty.officer) for duty in duties}
    if len(names) < 2:
        return "".join(names)
    in_order = sorted(duties, key=lambda duty: duty.session != Duty.Session.MORNING)
    return ", ".join(f"{duty.get_session_display()} {duty.officer}" for duty in in_order)


def _queue(user: User, desk: Desk | None, *, on: date) -> tuple[QueueLine, ...] | None:
    if desk is None or not user.has_perm("tickets.view_ticket"):
        return None
    of_today = Ticket.objects.visible_to(user).of_desks(frozenset({desk.pk})).of_day(on=on)
    rows = of_today.values("group__series", "group__name").annotate(
        waiting=Count("pk", filter=Q(state=Ticket.State.WAITING)),
        served=Count("pk", filter=Q(state__in=[Ticket.State.CALLED, Ticket.State.SERVING])),
    )
    return tuple(
        QueueLine(f"{row['group__series']} – {row['group__name']}", row["waiting"], row["served"])
        for row in rows.order_by("group__series", "group__name")
    )
