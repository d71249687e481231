"""The monthly notice about each officer to the division that sent it (Nghị định 61/2018 Điều 9.3, R60)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import get_current_timezone

from backoffice.organisation.models import Desk
from backoffice.staffing.counters.opening_hours import OpeningPlan, opening_plan
from backoffice.staffing.models import Absence, CounterSession, Duty, Officer
from backoffice.staffing.officer_work import Work, work_of


@dataclass(frozen=True)
class Notice:
    """One officer's month: sessions due and attended, punctuality, and the work with dossiers."""

    officer: Officer
    due: int
    attended: int
    excused: int
    late_openings: int
    early_closings: int
    left_open: int
    stood_in: int
    work: Work | None

    @property
    def missed(self) -> int:
        """Sessions neither attended nor excused by a recorded absence."""
        return self.due - self.attended - self.excused


def notices(desk: Desk, *, first: date, last: date) -> list[Notice]:
    """Return a notice for each officer with a duty or a session, by sending division and name."""
    duties = _by_officer(Duty.objects.filter(counter__desk=desk, day__range=(first, last)))
    sessions = _by_officer(CounterSession.objects.filter(counter__desk=desk, day__range=(first, last)))
    absences = _by_officer(Absence.objects.filter(officer__desk=desk).touching(first=first, last=last))
    plan = opening_plan(desk, first=first, last=last)
    work = work_of(desk, first=first, last=last)
    officers = (
        Officer.objects.filter(desk=desk, pk__in={*duties, *sessions})
        .select_related("home_division")
        .order_by("home_division__name", "full_name", "pk")
    )
    return [
        _notice(
            officer,
            duties[officer.pk],
            sessions[officer.pk],
            absences[officer.pk],
            plan=plan,
            work=work.get(officer.pk, Work()) if work is not None else None,
        )
        for officer in officers
    ]


def _notice(
    officer: Officer,
    duties: Sequence[Duty],
    sessions: Sequence[CounterSession],
    absences: Sequence[Absence],
    *,
    plan: OpeningPlan,
    work: Work | None,
) -> Notice:
    attended = [duty for duty in duties if any(_covers(session, duty, plan) for session in sessions)]
    away = [duty for duty in duties if any(absence.covers(duty.day, duty.session) for absence in absences)]
    return Notice(
        officer=officer,
        due=len(duties),
        attended=len(attended),
        excused=len([duty for duty in away if duty not in attended]),
        late_openings=sum(bool(session.minutes_late) for session in sessions),
        early_closings=sum(bool(session.minutes_early) for session in sessions),
        left_open=sum(session.closed_by_system for session in sessions),
        stood_in=sum(duty.replaces_id is not None for duty in duties)
        + sum(session.duty_id is None for session in sessions),
        work=work,
    )


def _covers(session: CounterSession, duty: Duty, plan: OpeningPlan) -> bool:
    """Return whether the counter was open at some moment of the duty's hours."""
    if session.day != duty.day:
        return False
    hours = next((opening for opening in plan.on(duty.day) if opening.session == duty.session), None)
    if hours is None:
        return session.duty_id == duty.pk
    starts_at, ends_at = _moment(duty.day, hours.opens_at), _moment(duty.day, hours.closes_at)
    return session.opened_at < ends_at and (session.closed_at is None or session.closed_at > starts_at)


def _moment(day: date, clock) -> datetime:
    return datetime.combine(day, clock, tzinfo=get_current_timezone())


def _by_officer(rows: Iterable) -> defaultdict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.officer_id].append(row)
    return found
