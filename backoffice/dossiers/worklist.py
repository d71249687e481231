"""What a list says of a dossier: how near its date is, in whose hands it is, what comes next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.base.wording import working_days_left
from backoffice.dossiers import deadlines
from backoffice.dossiers.lifecycle import clock, transitions
from backoffice.dossiers.models import Dossier, HandOver
from backoffice.organisation.calendar import BeyondCalendar, WorkCalendar
from backoffice.organisation.models import User
from backoffice.organisation.working_time import calendar_for

State = Dossier.State
MARKS = {
    deadlines.Urgency.IN_TIME: "neutral",
    deadlines.Urgency.DUE_SOON: "soon",
    deadlines.Urgency.DUE_TODAY: "today",
    deadlines.Urgency.OVERDUE: "late",
}
DONE_MARKS = {"EARLY": "early", "ON_TIME": "ontime", "LATE": "late"}


@dataclass(frozen=True)
class Line:
    """A mark with its word, and the next step of this account, if one is its turn."""

    mark: str
    words: str
    verb: str
    action: str


def lines(dossiers: Iterable[Dossier], *, user: User, at: datetime) -> Iterator[tuple[Dossier, Line]]:
    """Pair each dossier with its line; one calendar a desk and one query for the hand-overs."""
    rows = list(dossiers)
    offered = {
        hand_over.dossier_id: hand_over
        for hand_over in HandOver.objects.filter(
            dossier__in=[row.pk for row in rows], taken_at__isnull=True
        ).select_related("taker")
    }
    calendars: dict[int, WorkCalendar] = {}
    for row in rows:
        if row.desk_id not in calendars:
            calendars[row.desk_id] = calendar_for(row.desk)
        mark, words = due_words(row, calendars[row.desk_id], at=at)
        verb = next_verb(row, offered.get(row.pk), user=user)
        yield row, Line(mark, words, verb, str(transitions.TRANSITIONS[verb].label) if verb else "")


def due_words(dossier: Dossier, calendar: WorkCalendar, *, at: datetime) -> tuple[str, str]:
    """Return the mark and the words for a due date: "còn 2 ngày làm việc"."""
    if dossier.timeliness:
        return DONE_MARKS[dossier.timeliness], str(dossier.get_timeliness_display())
    if not dossier.is_open:
        return "neutral", _("ended without a result")
    if dossier.paused_at is not None:
        return "paused", _("the clock stands")
    try:
        urgency = deadlines.urgency(dossier.due_at, dossier.term_unit, at=at, calendar=calendar)
        days = calendar.working_days_between(localdate(at), dossier.due_on)
    except BeyondCalendar:
        return "neutral", f"{dossier.due_on:%d/%m/%Y}"
    if urgency == deadlines.Urgency.OVERDUE and days >= 0:
        return "late", _("overdue since today")
    return MARKS[urgency], working_days_left(days)


def next_verb(dossier: Dossier, offered: HandOver | None, *, user: User) -> str:
    """Return the verb that is this account's turn now, "" when it is somebody else's."""
    return next((verb for verb in _turns(dossier, offered, user) if transitions.may(user, verb)), "")


def _turns(dossier: Dossier, offered: HandOver | None, user: User) -> Iterator[str]:
    at_desk = user.division_id is None
    if dossier.state == State.WAITING_SUPPLEMENT and at_desk:
        yield "complete"
    if dossier.state == State.RESOLVED and at_desk:
        yield "return_result"
    if dossier.state not in transitions.WORKED_ON or dossier.paused_at is not None:
        if dossier.paused_at is not None and dossier.state in transitions.WORKED_ON:
            yield "resume"
        return
    if offered is not None:
        taker = offered.taker
        if (user.desk_id, user.division_id) == (taker.desk_id, taker.division_id):
            yield "resolve" if at_desk and dossier.division_id is not None else "take"
        return
    if dossier.holder_id != user.pk:
        return
    if not at_desk and dossier.result_signed_at is None:
        yield "sign"
    if at_desk and (dossier.division_id is None or dossier.holder_division_id is not None):
        yield "resolve"
    yield "give"


def recounted(dossier: Dossier, calendar: WorkCalendar) -> deadlines.Due:
    """Return the date a dossier without pauses would get with the calendar as it is today (R32)."""
    rules = clock.rules_on(dossier.received_on)
    return clock.due_date(clock.term_of(dossier), dossier.received_at, calendar, rules=rules)
