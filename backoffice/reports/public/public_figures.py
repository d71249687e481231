"""The public figures: those of form 06 from the first of January, up to a day that `disclosure` allows.

A month, and the last days, are differences of two sums of the year; so together they reveal nothing more.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from django.db.models import OuterRef, Subquery
from django.utils.timezone import localdate

from backoffice.dossiers.models import Dossier, DossierEvent, Repair
from backoffice.dossiers.models.dossiers import DossierQuerySet
from backoffice.organisation.models import Desk
from backoffice.reports.form06.form06 import percent
from backoffice.reports.form06.periods import month
from backoffice.reports.form06.questions import Span, Timeliness, by_day, ended_by_day
from backoffice.reports.public.disclosure import ONE_DAY, Counts, Published, published

LEFT_OPEN_AT_MOST = 4  # a bound that leaves more than a fourth of the resolved open is not published


@dataclass(frozen=True)
class PublicFigures:
    """The published figures of a period, which ends on the last day that may be published."""

    span: Span
    received: int  # less those withdrawn or stopped in the period
    resolved: int
    late_at_least: int
    late_at_most: int

    @property
    def is_exact(self) -> bool:
        return self.late_at_least == self.late_at_most

    @property
    def late(self) -> int | None:
        return self.late_at_most if self.is_exact else None

    @property
    def in_time(self) -> int | None:
        return self.in_time_at_least if self.is_exact else None

    @property
    def in_time_at_least(self) -> int:
        return self.resolved - self.late_at_most

    @property
    def on_time_percent(self) -> Decimal | None:
        """In time of resolved, or a lower bound, rounded down; `None` if the range is too wide."""
        if self.is_exact:
            return percent(self.in_time_at_least, self.resolved)
        if (self.late_at_most - self.late_at_least) * LEFT_OPEN_AT_MOST > self.resolved:
            return None
        return percent(self.in_time_at_least, self.resolved, rounding=ROUND_DOWN) or None

    @property
    def is_at_least(self) -> bool:
        return not self.is_exact and self.on_time_percent is not None


@dataclass(frozen=True)
class Public:
    """The published figures of an office; all three periods end on the same day."""

    latest: PublicFigures  # the fewest last days whose share can be published
    month: PublicFigures
    year: PublicFigures


def of_office(office: Desk, *, on: date) -> Public | None:
    """Return the figures of an office published on a day: of the year up to it, or else of the year before.

    `None` if nothing can be published yet.
    """
    first = on.replace(month=1, day=1)
    for year_first, until in ((first, on - ONE_DAY), (first.replace(year=on.year - 1), first - ONE_DAY)):
        found = until >= year_first and of_days(year_first, _counts(office, year_first, until), until=until)
        if found:
            return found
    return None


def of_days(first: date, counts: Mapping[date, Counts], *, until: date) -> Public | None:
    """Return the figures of the year that begins on `first`, published at the end of `until`."""
    days = published(first, counts, until=until)
    if len(days) == 1:
        return None
    *before, end = days
    this_month = month(end.reached_on)
    start = next(day for day in reversed(before) if day.reached_on < this_month.first)
    return Public(
        latest=_latest(before, end),
        month=_between(start, end, this_month.first, min(end.last, this_month.last)),
        year=_between(days[0], end, first, end.last),
    )


def _latest(before: list[Published], end: Published) -> PublicFigures:
    found = [_between(start, end, end.reached_on, end.reached_on) for start in reversed(before)]
    return next((figures for figures in found if figures.on_time_percent is not None), found[0])


def _between(start: Published, end: Published, first: date, last: date) -> PublicFigures:
    """Subtract two published sums; the period begins on `first`, or earlier if no sum ends before it."""
    resolved = end.resolved - start.resolved
    return PublicFigures(
        span=Span(min(first, start.last + ONE_DAY), last),
        received=end.received - start.received,
        resolved=resolved,
        late_at_least=max(end.late_least - start.late_most, 0),
        late_at_most=min(end.late_most - start.late_least, resolved),
    )


@dataclass(frozen=True)
class LaterEntry:
    """A dossier that was entered from paper after the day on which it was received."""

    entered_on: date
    received_on: date
    resolved_on: date | None
    ended_on: date | None
    timeliness: str

    def move(self, counted: Counter[date], on: date, span: Span) -> None:
        """Count it on the day of its entry instead of `on`, as far as both lie in the span."""
        if on >= self.entered_on:
            return
        if span.first <= on <= span.last:
            counted[on] -= 1
        if span.first <= self.entered_on <= span.last:
            counted[self.entered_on] += 1


def _later_entries(rows: DossierQuerySet, span: Span) -> list[LaterEntry]:
    """Return those entered since the first day of the span."""
    first_event = DossierEvent.objects.filter(dossier=OuterRef("pk"), seq=1).values("at")
    later = (
        rows.exclude(nature=Dossier.Nature.PRACTICE)
        .filter(entered_late=True)
        .annotate(entered_at=Subquery(first_event))
    )
    found = later.filter(entered_at__gte=span.instants[0])
    columns = ("entered_at", "received_on", "resolved_on", "ended_on", "timeliness")
    return [LaterEntry(localdate(at), *rest) for at, *rest in found.values_list(*columns)]


def _count_until(counted: Counter[date], on: date, repair: Repair, span: Span, *, by: int = 1) -> None:
    """Count what a repair has undone on its own day, and no longer on the day of the repair."""
    if span.first <= on <= span.last:
        counted[on] += by
    counted[repair.repaired_on] -= by


def _counts(office: Desk, first: date, until: date) -> dict[date, Counts]:
    """Count each day by the questions of form 06; withdrawals are subtracted on the day they happen.

    What was entered later from paper is added on the day of the entry, not on a day that was published
    without it: no reader of both sees a single dossier (ADR 11). What a repair undid counts up to its day.
    """
    rows, span = Dossier.objects.filter(desk=office), Span(first, until)
    received = by_day(rows, span, question="received_in_period")
    for received_on, ended_on, number in ended_by_day(rows, span):
        received[received_on] += number
        received[ended_on] -= number
    in_time, late = (by_day(rows, span, question=name) for name in ("in_time", "late"))
    for entry in _later_entries(rows, span):
        entry.move(received, entry.received_on, span)
        if entry.ended_on and entry.received_on < span.first <= entry.ended_on <= span.last:
            received[entry.ended_on] -= 1
        resolved = {"": None, Timeliness.LATE: late}.get(entry.timeliness, in_time)
        if resolved is not None and entry.resolved_on:
            entry.move(resolved, entry.resolved_on, span)
    repairs = Repair.objects.filter(dossier__desk=office, repaired_on__range=(first, until))
    for repair in repairs.exclude(dossier__nature=Dossier.Nature.PRACTICE):
        if repair.resolved_on:
            _count_until(
                late if repair.timeliness == Timeliness.LATE else in_time, repair.resolved_on, repair, span
            )
        if repair.ended_on:
            _count_until(received, repair.ended_on, repair, span, by=-1)
    return {day: Counts(received[day], in_time[day], late[day]) for day in {*received, *in_time, *late}}
