"""Figures of past days, computed from the events and not from a nightly copy."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import mean, median
from typing import Any

from django.utils.timezone import localtime

from backoffice.base.folding import sort_key
from backoffice.organisation.models import Desk, RuleSet
from backoffice.tickets.events import Kind
from backoffice.tickets.models import TicketEvent

ENDS = {Kind.DONE, Kind.NO_SHOW, Kind.PARKED, Kind.TRANSFERRED, Kind.ONWARD, Kind.CONTINUED}


@dataclass(frozen=True)
class Visit:
    """One number from its issue to its end, in minutes; `None` for what did not happen.

    `target` are the minutes that the regime of the day wants nobody to wait longer.

    The group is the one it was issued for; the time of a transfer or a further service counts there too.
    """

    ticket: int
    group: str
    issued_at: datetime
    has_priority: bool
    target: int
    counter: int | None = None
    officer: str = ""
    called_at: datetime | None = None
    ended_at: datetime | None = None
    served: float | None = None
    came: bool = True
    was_transferred: bool = False
    let_others_first: bool = False

    @property
    def waited(self) -> float | None:
        """Minutes from the issue to the first call (R67)."""
        return None if self.called_at is None else (self.called_at - self.issued_at).total_seconds() / 60

    @property
    def was_in_time(self) -> bool:
        return self.waited is not None and self.waited <= self.target


@dataclass(frozen=True)
class Line:
    """The figures of a part of the visits; means and medians in minutes, over `called` and `served`.

    `in_time` of the called ones waited no longer than the target of their day.
    """

    label: Any
    issued: int
    called: int
    in_time: int
    mean_wait: float | None
    median_wait: float | None
    longest_wait: float | None
    mean_service: float | None
    served: int
    absent: int


@dataclass(frozen=True)
class Overtaken:
    """A number before which later ones of its group were called, and why: each of them counts once.

    `by_own_wish` are those whom the holder let go first; then those with priority and those sent on from
    another service; the rest has no such reason.
    """

    visit: Visit
    by: int
    by_own_wish: int
    by_priority: int
    by_transfer: int

    @property
    def by_none(self) -> int:
        return self.by - self.by_own_wish - self.by_priority - self.by_transfer


def visits(desk: Desk, *, first: date, last: date) -> list[Visit]:
    """Return the visits of the days from `first` to `last`, both included, from their effective events."""
    rows = (
        TicketEvent.objects.effective()
        .filter(ticket__desk=desk, ticket__business_day__range=(first, last))
        .order_by("ticket_id", "seq")
        .values(
            "ticket_id",
            "kind",
            "at",
            "ticket__priority",
            "ticket__business_day",
            "group__name",
            "counter__number",
            "session__officer__full_name",
        )
    )
    by_ticket: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.iterator(chunk_size=2000):
        by_ticket[row["ticket_id"]].append(dict(row))
    regimes = list(RuleSet.objects.latest_first())
    return [_visit(found, regimes) for found in by_ticket.values()]


def lines(found: Iterable[Visit], *, by: Callable[[Visit], Any]) -> list[Line]:
    """Return a line for every part of the visits, in the order of the labels; `None` has no line."""
    parts: dict[Any, list[Visit]] = defaultdict(list)
    for visit in found:
        label = by(visit)
        if label not in (None, ""):
            parts[label].append(visit)
    return [line(label, parts[label]) for label in sorted(parts, key=_alphabetical)]


def line(label: Any, found: list[Visit]) -> Line:
    waits = [visit.waited for visit in found if visit.waited is not None]
    services = [visit.served for visit in found if visit.served is not None]
    return Line(
        label=label,
        issued=len(found),
        called=len(waits),
        in_time=sum(visit.was_in_time for visit in found),
        mean_wait=mean(waits) if waits else None,
        median_wait=median(waits) if waits else None,
        longest_wait=max(waits, default=None),
        mean_service=mean(services) if services else None,
        served=len(services),
        absent=sum(not visit.came for visit in found),
    )


def hour_of(visit: Visit) -> int:
    return localtime(visit.issued_at).hour


def heat(found: Iterable[Visit]) -> dict[tuple[int, int], Line]:
    """Return the figures by weekday (Monday is 0) and hour of arrival."""
    cells = lines(found, by=lambda visit: (localtime(visit.issued_at).weekday(), hour_of(visit)))
    return {cell.label: cell for cell in cells}


def overtaken(found: Iterable[Visit], *, more_than: int = 0) -> list[Overtaken]:
    """Return the numbers overtaken by more than `more_than` later ones of their group, worst first."""
    parts: dict[tuple[date, str], list[Visit]] = defaultdict(list)
    for visit in found:
        if visit.called_at is not None:
            parts[localtime(visit.issued_at).date(), visit.group].append(visit)
    results = []
    for part in parts.values():
        for visit in part:
            before = [
                other
                for other in part
                if (other.issued_at, other.ticket) > (visit.issued_at, visit.ticket)
                and other.called_at < visit.called_at  # type: ignore[operator]
            ]
            if len(before) > more_than:
                results.append(_reasons(visit, before))
    return sorted(results, key=lambda one: (-one.by, one.visit.ticket))


def _reasons(visit: Visit, before: list[Visit]) -> Overtaken:
    if visit.let_others_first:
        return Overtaken(visit, len(before), len(before), 0, 0)
    priority = sum(other.has_priority and not visit.has_priority for other in before)
    sent_on = [o for o in before if o.was_transferred and not (o.has_priority and not visit.has_priority)]
    return Overtaken(visit, len(before), 0, priority, len(sent_on))


def _alphabetical(label: Any) -> Any:
    return sort_key(label) if isinstance(label, str) else label


def _visit(rows: list[dict[str, Any]], regimes: list[RuleSet]) -> Visit:
    rules = RuleSet.among(regimes, on=rows[0]["ticket__business_day"]) or RuleSet()
    facts: dict[str, Any] = {
        "ticket": rows[0]["ticket_id"],
        "group": rows[0]["group__name"],
        "issued_at": rows[0]["at"],
        "has_priority": bool(rows[0]["ticket__priority"]),
        "target": rules.target_wait_minutes,
    }
    began: datetime | None = None
    for row in rows[1:]:
        if row["kind"] == Kind.CALLED:
            facts.setdefault("called_at", row["at"])
            facts |= {"counter": row["counter__number"], "officer": row["session__officer__full_name"] or ""}
        elif row["kind"] == Kind.POSTPONED:
            facts["let_others_first"] = True
        elif row["kind"] == Kind.SERVING:
            began = row["at"]
        elif row["kind"] in ENDS:
            facts |= _end(row, began, facts.get("served"))
            began = row["at"] if row["kind"] == Kind.CONTINUED else None
    return Visit(**facts)


def _end(row: dict[str, Any], began: datetime | None, before: float | None) -> dict[str, Any]:
    facts: dict[str, Any] = {"ended_at": row["at"], "came": row["kind"] != Kind.NO_SHOW}
    if began is not None:
        facts["served"] = (before or 0) + (row["at"] - began).total_seconds() / 60
    if row["kind"] == Kind.TRANSFERRED:
        facts["was_transferred"] = True
    return facts
