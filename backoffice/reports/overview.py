"""The day of an account: what must be done now, in order, and the figures behind it.

Permissions decide the sections; every row is within the account's sight. The number of queries does not
grow with the rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.base.wording import working_days_left
from backoffice.dossiers.deadlines import apology_dates
from backoffice.dossiers.models import Apology, Dossier
from backoffice.organisation.calendar import BeyondCalendar, WorkCalendar
from backoffice.organisation.models import Desk, User
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import ImportBatch, Procedure
from backoffice.staffing.models import CounterSession, Duty
from backoffice.tickets.models import Ticket

LINES = 12  # dossiers named one by one; the rest is a number
SOON = 2  # working days (R33)
REVIEW_AHEAD = timedelta(days=14)
CALENDAR_DUE_MONTH = 12  # the holidays of next year are asked for from December


@dataclass(frozen=True)
class Task:
    """One thing to do now: what it is, why now, and the page on which it is done."""

    mark: str  # as in the classes mc-mark--…
    words: str
    subject: str
    detail: str
    holder: str
    action: str
    url: str


@dataclass(frozen=True)
class Figure:
    """A number with its label and what it is a part of; `url` opens the rows behind it."""

    number: int
    label: str
    of: str
    url: str


@dataclass(frozen=True)
class CounterLine:
    """A counter today: who is rostered, and who is there."""

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
class Day:
    on: date
    tasks: tuple[Task, ...]
    more: int  # dossiers to act on that `tasks` does not name
    more_url: str
    figures: tuple[Figure, ...]
    counters: tuple[CounterLine, ...] | None  # None: not this account's business
    queue: tuple[QueueLine, ...] | None


def day(user: User, *, at: datetime) -> Day:
    """Return the first page of `user` at an instant."""
    on = localdate(at)
    calendar = calendar_for(user.desk)
    tasks: list[Task] = []
    figures: list[Figure] = []
    more = 0
    if user.has_perm("dossiers.view_dossier"):
        mine = dossiers_of(user)
        soon_on = _ahead(calendar, on)
        found = _counts(mine, on=on, soon_on=soon_on)
        tasks += _dossier_tasks(mine, on=on, soon_on=soon_on, calendar=calendar)
        more = found["overdue"] + found["today"] + found["soon"] - len(tasks)
        tasks += _return_task(user, found["ready"])
        figures += _figures(found)
    tasks += _import_tasks(user)
    tasks += _review_tasks(user, on=on)
    tasks += _calendar_tasks(user, calendar, on=on)
    return Day(
        on=on,
        tasks=tuple(tasks),
        more=more,
        more_url=_page("admin:dossiers_dossier_changelist") if more else "",
        figures=tuple(figures),
        counters=_counters(user, user.desk, at=at),
        queue=_queue(user, user.desk, on=on),
    )


def _page(name: str, args: list | None = None) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def dossiers_of(user: User):
    """Return the dossiers `user` answers for: all in sight for who sees every division, else those held."""
    rows = Dossier.objects.visible_to(user).counted()
    return rows if user.has_perm("dossiers.see_every_division") else rows.filter(holder=user)


def _ahead(calendar: WorkCalendar, on: date) -> date:
    try:
        return calendar.add_working_days(on, SOON)
    except BeyondCalendar:
        return on + timedelta(days=SOON)


def _counts(mine, *, on: date, soon_on: date) -> dict[str, int]:
    running = Q(state__in=Dossier.OPEN, paused_at__isnull=True)
    return mine.filter(state__in=[*Dossier.OPEN, Dossier.State.RESOLVED]).aggregate(
        open=Count("pk", filter=Q(state__in=Dossier.OPEN)),
        overdue=Count("pk", filter=running & Q(due_on__lt=on)),
        today=Count("pk", filter=running & Q(due_on=on)),
        soon=Count("pk", filter=running & Q(due_on__gt=on, due_on__lte=soon_on)),
        ready=Count("pk", filter=Q(state=Dossier.State.RESOLVED)),
    )


def _dossier_tasks(mine, *, on: date, soon_on: date, calendar: WorkCalendar) -> list[Task]:
    letters = Apology.objects.signed().filter(dossier=OuterRef("pk"))
    rows = (
        mine.running()
        .filter(due_on__lte=soon_on)
        .annotate(has_letter=Exists(letters))
        .select_related("procedure", "holder", "holder_division")
        .order_by("due_on", "pk")
    )
    return [_dossier_task(row, on=on, calendar=calendar) for row in rows[:LINES]]


def _dossier_task(dossier: Dossier, *, on: date, calendar: WorkCalendar) -> Task:
    mark = "late" if dossier.due_on < on else "today" if dossier.due_on == on else "soon"
    owes_letter = not dossier.has_letter and _letter_is_due(dossier, on=on, calendar=calendar)
    place = dossier.holder_division or _("at the desk")
    return Task(
        mark=mark,
        words=due_words(dossier.due_on, on=on, calendar=calendar),
        subject=dossier.code,
        detail=dossier.procedure.name,
        holder=_("%(officer)s, %(place)s") % {"officer": dossier.holder, "place": place},
        action=_("Write the apology") if owes_letter else _("Open the dossier"),
        url=_page("admin:dossiers_dossier_change", args=[dossier.pk]),
    )


def _letter_is_due(dossier: Dossier, *, on: date, calendar: WorkCalendar) -> bool:
    try:
        return on >= apology_dates(dossier.due_original_on, calendar).working_on
    except BeyondCalendar:
        return dossier.due_on <= on


def due_words(due_on: date, *, on: date, calendar: WorkCalendar) -> str:
    """Say how far a due date is, in working days; by its date where no calendar is loaded."""
    try:
        left = calendar.working_days_between(on, due_on)
    except BeyondCalendar:
        return _("due on %(day)s") % {"day": f"{due_on:%d/%m/%Y}"}
    if left == 0 and due_on < on:
        return _("overdue")
    return working_days_left(left)


def _return_task(user: User, ready: int) -> Iterator[Task]:
    if ready and user.has_perm("dossiers.return_dossier"):
        yield Task(
            mark="ontime",
            words=_("result at the desk"),
            subject=ngettext(
                "%(ready)d result waits for its applicant",
                "%(ready)d results wait for their applicants",
                ready,
            )
            % {"ready": ready},
            detail=_("Tell the applicants that have not come."),
            holder="",
            action=_("Return results"),
            url=f"{_page('admin:dossiers_dossier_changelist')}?state__exact={Dossier.State.RESOLVED}",
        )


def _figures(found: dict[str, int]) -> list[Figure]:
    rows = _page("admin:dossiers_dossier_changelist")
    of = _("of %(open)d being resolved") % {"open": found["open"]}
    return [
        Figure(found["overdue"], _("overdue"), of, f"{rows}?due=overdue"),
        Figure(found["today"], _("due today"), of, f"{rows}?due=today"),
        Figure(found["soon"], _("due within two working days"), of, f"{rows}?due=soon"),
        Figure(
            found["ready"],
            _("results not collected"),
            _("resolved, at the desk"),
            f"{rows}?state__exact={Dossier.State.RESOLVED}",
        ),
    ]


def _import_tasks(user: User) -> Iterator[Task]:
    if not user.has_perm("procedures.import_procedures"):
        return
    waiting = ImportBatch.objects.visible_to(user).filter(status=ImportBatch.Status.PREVIEWED)
    for batch in waiting.order_by("-uploaded_at")[:3]:
        yield Task(
            mark="soon",
            words=_("waiting for confirmation"),
            subject=batch.file_name,
            detail=_("%(rows)d rows read on %(day)s")
            % {"rows": batch.rows_read, "day": f"{localdate(batch.uploaded_at):%d/%m/%Y}"},
            holder="",
            action=_("Check and confirm"),
            url=_page("admin:procedures_importbatch_change", args=[batch.pk]),
        )


def _review_tasks(user: User, *, on: date) -> Iterator[Task]:
    if not user.has_perm("procedures.change_procedure"):
        return
    due = Procedure.objects.kept_by(user).filter(review_on__lte=on + REVIEW_AHEAD)
    for procedure in due.order_by("review_on", "pk")[:5]:
        yield Task(
            mark="late" if procedure.review_on < on else "soon",
            words=_("review by %(day)s") % {"day": f"{procedure.review_on:%d/%m/%Y}"},
            subject=procedure.code,
            detail=procedure.name,
            holder="",
            action=_("Review the procedure"),
            url=_page("admin:procedures_procedure_change", args=[procedure.pk]),
        )


def _calendar_tasks(user: User, calendar: WorkCalendar, *, on: date) -> Iterator[Task]:
    if not user.has_perm("organisation.change_calendarday"):
        return
    year = on.year + 1
    if calendar.last_on < date(on.year, 12, 31) or not calendar.first_on <= on:
        year, words, mark = on.year, _("missing"), "late"
    elif calendar.last_on.year < year and on.month >= CALENDAR_DUE_MONTH - 1:
        words, mark = _("missing"), "late"
    elif undecided := len(calendar.unconfirmed_between(on, date(year, 12, 31))):
        words = ngettext("%(days)d day not confirmed", "%(days)d days not confirmed", undecided) % {
            "days": undecided
        }
        mark = "soon"
    else:
        return
    yield Task(
        mark=mark,
        words=words,
        subject=_("Working calendar of %(year)d") % {"year": year},
        detail=_("Every due date that crosses these days depends on it."),
        holder="",
        action=_("Complete the calendar"),
        url=_page("admin:organisation_calendarday_year", args=[year]),
    )


def _counters(user: User, desk: Desk | None, *, at: datetime) -> tuple[CounterLine, ...] | None:
    if desk is None or not user.has_perm("staffing.view_duty"):
        return None
    here = frozenset({desk.pk})
    duties = list(Duty.objects.visible_to(user).of_desks(here).on_day(on=localdate(at)).roster())
    sessions = (
        CounterSession.objects.visible_to(user).of_desks(here).open().select_related("counter", "officer")
    )
    present = {session.counter: session for session in sessions}
    counters = sorted({duty.counter for duty in duties} | set(present), key=lambda counter: counter.number)
    return tuple(
        _counter_line(counter, [duty for duty in duties if duty.counter == counter], present.get(counter))
        for counter in counters
    )


def _counter_line(counter, duties: list[Duty], session: CounterSession | None) -> CounterLine:
    if session is None:
        mark, words = "neutral", _("closed")
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
    """Name the officers of the day; with their sessions only where they differ."""
    names = {str(duty.officer) for duty in duties}
    if len(names) < 2:
        return "".join(names)
    return ", ".join(f"{duty.get_session_display()} {duty.officer}" for duty in reversed(duties))


def _queue(user: User, desk: Desk | None, *, on: date) -> tuple[QueueLine, ...] | None:
    if desk is None or not user.has_perm("tickets.view_ticket"):
        return None
    rows = (
        Ticket.objects.visible_to(user)
        .of_desks(frozenset({desk.pk}))
        .of_day(on=on)
        .values("group__series", "group__name")
        .annotate(
            waiting=Count("pk", filter=Q(state=Ticket.State.WAITING)),
            served=Count("pk", filter=Q(state__in=[Ticket.State.CALLED, Ticket.State.SERVING])),
        )
        .order_by("group__series")
    )
    return tuple(
        QueueLine(f"{row['group__series']} – {row['group__name']}", row["waiting"], row["served"])
        for row in rows
    )
