"""Whether a number can be taken for a service group now, and if not, why and from when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import get_current_timezone, localdate, localtime

from backoffice.organisation.models import Counter, Desk, ServiceGroup
from backoffice.staffing.counters.opening_hours import OpeningPlan, opening_plan
from backoffice.staffing.models import CounterSession, Duty

DAYS_AHEAD = 14


@dataclass(frozen=True)
class Availability:
    """`reason` is empty where numbers are issued; `opens_at` is empty where it is not known."""

    reason: str = ""
    opens_at: datetime | None = None

    CLOSED = "CLOSED"
    UNMANNED = "UNMANNED"
    DESK_ENDED = "DESK_ENDED"

    def __bool__(self) -> bool:
        return not self.reason


def groups_of(counter: Counter) -> list[int]:
    """Return the ids of the groups a counter serves; a counter without any serves every group."""
    chosen = list(counter.service_groups.values_list("pk", flat=True))
    return chosen or list(ServiceGroup.objects.filter(desk=counter.desk_id).values_list("pk", flat=True))


def availabilities(desk: Desk, *, at: datetime) -> dict[int, Availability]:
    """Return the answer for every service group in use, always in six queries.

    With an open counter numbers are issued at any hour of today; otherwise the desk must be open and an
    officer on duty in the current session.
    """
    today = localdate(at)
    groups = list(ServiceGroup.objects.filter(desk=desk).active().values_list("pk", flat=True))
    if not desk.is_in_force(on=today):
        return dict.fromkeys(groups, Availability(Availability.DESK_ENDED))
    served = _groups_by_counter(desk, groups)
    manned = _manned_now(desk, served, on=today)
    plan = opening_plan(desk, first=today, last=today + timedelta(days=DAYS_AHEAD))
    duties = _duties(desk, served, first=today)
    is_open = _is_open(plan, at)
    return {group: _answer(group, manned, plan, duties, is_open=is_open, at=at) for group in groups}


def _answer(
    group: int,
    manned: set[int],
    plan: OpeningPlan,
    duties: dict[int, set[tuple[date, str]]],
    *,
    is_open: bool,
    at: datetime,
) -> Availability:
    if group in manned:
        return Availability()
    opening = plan.at(at)
    if is_open and opening and (localdate(at), opening.session) in duties[group]:
        return Availability()
    reason = Availability.UNMANNED if is_open else Availability.CLOSED
    return Availability(reason, _next_opening(plan, duties[group], at=at))


def _is_open(plan: OpeningPlan, at: datetime) -> bool:
    opening = plan.at(at)
    return opening is not None and opening.opens_at <= localtime(at).time()


def _next_opening(plan: OpeningPlan, duties: set[tuple[date, str]], *, at: datetime) -> datetime | None:
    """Return the start of the next session with a duty, or without a roster of the next session."""
    first_of_all = None
    for days in range(DAYS_AHEAD + 1):
        day = localdate(at) + timedelta(days=days)
        for opening in plan.on(day):
            opens_at = datetime.combine(day, opening.opens_at, tzinfo=get_current_timezone())
            if opens_at <= at:
                continue
            if (day, opening.session) in duties:
                return opens_at
            first_of_all = first_of_all or opens_at
    return None if duties else first_of_all


def _groups_by_counter(desk: Desk, groups: list[int]) -> dict[int, set[int]]:
    counters = Counter.objects.filter(desk=desk).active().prefetch_related("service_groups")
    return {c.pk: {g.pk for g in c.service_groups.all()} or set(groups) for c in counters}


def _manned_now(desk: Desk, served: dict[int, set[int]], *, on: date) -> set[int]:
    sessions = CounterSession.objects.open().filter(counter__desk=desk, day=on)
    counters = sessions.values_list("counter", flat=True)
    return set().union(*(served.get(counter, set()) for counter in counters))


def _duties(desk: Desk, served: dict[int, set[int]], *, first: date) -> dict[int, set[tuple[date, str]]]:
    rostered: dict[int, set[tuple[date, str]]] = defaultdict(set)
    last = first + timedelta(days=DAYS_AHEAD)
    duties = Duty.objects.filter(counter__desk=desk, day__range=(first, last))
    for counter, day, session in duties.values_list("counter", "day", "session"):
        for group in served.get(counter, ()):
            rostered[group].add((day, session))
    return rostered
