"""The day at the counters: who is rostered, who is there, and what must be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from backoffice.organisation.models import Counter, Desk, Division
from backoffice.staffing.counters.opening_hours import USUAL, Opening
from backoffice.staffing.models import Absence, CounterSession, Duty, RefusedAttempt
from backoffice.staffing.roster.checks import Away, Kind, Slot, divisions_without_standby
from backoffice.staffing.roster.facts import Roster, read_roster
from backoffice.staffing.roster.sentences import Line, lines


class State(StrEnum):
    OPEN = "OPEN"
    PAUSED = "PAUSED"
    TO_COME = "TO_COME"
    NOT_OPENED = "NOT_OPENED"
    CLOSED = "CLOSED"
    AWAY = "AWAY"
    GAP = "GAP"
    DONE = "DONE"
    MISSED = "MISSED"
    NOBODY = "NOBODY"


SHOWN_APART = frozenset({Kind.GAP, Kind.ABSENT, Kind.NO_STANDBY, Kind.CLOSED})
ALERTS = frozenset({State.NOT_OPENED, State.CLOSED, State.AWAY, State.GAP})
MARKS = {
    State.OPEN: "ontime",
    State.PAUSED: "paused",
    State.TO_COME: "neutral",
    State.NOT_OPENED: "late",
    State.CLOSED: "late",
    State.AWAY: "late",
    State.GAP: "late",
    State.DONE: "neutral",
    State.MISSED: "late",
    State.NOBODY: "neutral",
}


@dataclass(frozen=True)
class Cell:
    """A counter in one session of the day."""

    counter: Counter
    opening: Opening
    starts_at: datetime
    ends_at: datetime
    duty: Duty | None
    session: CounterSession | None
    away: Away | None
    state: State
    at: datetime

    @property
    def mark(self) -> str:
        return MARKS[self.state]

    @property
    def is_alert(self) -> bool:
        return self.state in ALERTS

    @property
    def is_running(self) -> bool:
        return self.starts_at <= self.at < self.ends_at

    @property
    def stands_in(self) -> bool:
        """Another officer than the rostered one is at the counter."""
        return self.session is not None and (
            self.duty is None or self.session.officer_id != self.duty.officer_id
        )

    @property
    def words(self) -> str:
        """The state in a few words; times are local."""
        since = localtime(self.session.opened_at).strftime("%H:%M") if self.session else ""
        minutes = int((self.at - self.starts_at).total_seconds() // 60)
        return {
            State.OPEN: _("open since %(time)s") % {"time": since},
            State.PAUSED: _("paused: %(reason)s")
            % {"reason": self.session.pause_reason if self.session else ""},
            State.TO_COME: _("opens at %(time)s") % {"time": self.opening.opens_at.strftime("%H:%M")},
            State.NOT_OPENED: _("not opened, %(minutes)s minutes late") % {"minutes": minutes},
            State.CLOSED: _("closed before the end"),
            State.AWAY: _("absent: %(reason)s") % {"reason": self.away.why if self.away else ""},
            State.GAP: _("nobody rostered"),
            State.DONE: _("served from %(time)s") % {"time": since},
            State.MISSED: _("was not opened"),
            State.NOBODY: _("nobody was rostered"),
        }[self.state]


@dataclass(frozen=True)
class DayBoard:
    roster: Roster
    at: datetime
    openings: tuple[Opening, ...]
    rows: tuple[tuple[Counter, tuple[Cell, ...]], ...]
    absences: tuple[Absence, ...]
    without_standby: tuple[Division, ...]
    unrostered: tuple[CounterSession, ...]
    refused: tuple[RefusedAttempt, ...]
    doubts: tuple[Line, ...]
    """Other problems of the day's roster; gaps, absences and standby are shown elsewhere."""

    @property
    def alerts(self) -> list[Cell]:
        """What must be done, the current session first."""
        cells = [cell for _counter, row in self.rows for cell in row if cell.is_alert]
        return sorted(cells, key=lambda cell: (cell.starts_at, cell.counter.number))

    @property
    def open_counters(self) -> int:
        return len({cell.counter.pk for _c, row in self.rows for cell in row if cell.state == State.OPEN})


def read_day(desk: Desk, *, at: datetime) -> DayBoard:
    """Return the board of `desk` for the day of `at`."""
    day = localdate(at)
    roster = read_roster(desk, first=day, last=day)
    # A holiday on which somebody is rostered is shown with the usual hours.
    openings = roster.plan.on(day) or (USUAL if roster.duties else ())
    here = frozenset({desk.pk})
    sessions = list(
        CounterSession.objects.of_desks(here)
        .filter(day=day)
        .select_related("counter", "officer")
        .order_by("opened_at")
    )
    # A counter that is open before its session, or between two, is shown as open in the one to come.
    nearest = next((opening for opening in openings if _moment(at, opening.closes_at) > at), None)
    lacking = divisions_without_standby(roster.people.values(), on=day)
    refused = RefusedAttempt.objects.of_desks(here).filter(at__gte=_midnight(at), at__lte=at)
    return DayBoard(
        roster=roster,
        at=at,
        openings=openings,
        rows=tuple(
            (counter, tuple(_cell(roster, counter, opening, sessions, at, nearest) for opening in openings))
            for counter in roster.counters
        ),
        absences=tuple(
            Absence.objects.of_desks(here)
            .touching(first=day, last=day)
            .select_related("officer")
            .order_by("officer__full_name")
        ),
        without_standby=tuple(Division.objects.filter(pk__in=lacking).order_by("name")) if lacking else (),
        unrostered=tuple(session for session in sessions if session.duty_id is None),
        refused=tuple(refused.order_by("-at")[:20]),
        doubts=tuple(lines([p for p in roster.problems() if p.kind not in SHOWN_APART], roster)),
    )


def state_of(
    *,
    rostered: bool,
    away: bool,
    starts_at: datetime,
    ends_at: datetime,
    sessions: Sequence[CounterSession],
    at: datetime,
) -> State:
    """Return the state of a counter in a session; `sessions` are those that touch it, oldest first."""
    if at >= ends_at:
        if sessions:
            return State.DONE
        return State.MISSED if rostered else State.NOBODY
    last = sessions[-1] if sessions else None
    if last is not None and last.closed_at is None:
        return State.PAUSED if last.paused_at else State.OPEN
    if not rostered:
        return State.GAP
    if away:
        return State.AWAY
    if at < starts_at:
        return State.TO_COME
    return State.CLOSED if last is not None else State.NOT_OPENED


def _cell(
    roster: Roster,
    counter: Counter,
    opening: Opening,
    sessions: Sequence[CounterSession],
    at: datetime,
    nearest: Opening | None,
) -> Cell:
    starts_at = _moment(at, opening.opens_at)
    ends_at = _moment(at, opening.closes_at)
    duty = roster.duties.get(Slot(counter.pk, localdate(at), opening.session))
    away = roster.people[duty.officer_id].absence(duty.day, opening.session) if duty else None
    here = [
        session
        for session in sessions
        if session.counter_id == counter.pk
        and _touches(session, starts_at, ends_at, at, is_nearest=opening == nearest)
    ]
    return Cell(
        counter=counter,
        opening=opening,
        starts_at=starts_at,
        ends_at=ends_at,
        duty=duty,
        session=here[-1] if here else None,
        away=away,
        state=state_of(
            rostered=duty is not None,
            away=away is not None,
            starts_at=starts_at,
            ends_at=ends_at,
            sessions=here,
            at=at,
        ),
        at=at,
    )


def _touches(
    session: CounterSession, starts_at: datetime, ends_at: datetime, at: datetime, *, is_nearest: bool
) -> bool:
    if session.closed_at is None:
        return session.opened_at < ends_at and (at >= starts_at or is_nearest)
    return session.opened_at < ends_at and session.closed_at > starts_at


def _moment(at: datetime, clock) -> datetime:
    return localtime(at).replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)


def _midnight(at: datetime) -> datetime:
    return localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
