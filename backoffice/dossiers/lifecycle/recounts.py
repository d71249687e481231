"""Dates that today's calendar would count otherwise: a day off decided after they were printed (R32)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Max, Min, Q

from backoffice.dossiers import deadlines
from backoffice.dossiers.lifecycle import clock
from backoffice.dossiers.models import Dossier, DueComputation
from backoffice.dossiers.models.dossiers import DossierQuerySet
from backoffice.organisation.calendar import BeyondCalendar, WorkCalendar
from backoffice.organisation.models import CalendarDay, Desk, RuleSet


@dataclass(frozen=True)
class Recount:
    """A dossier, and the date that the calendar of today gives it."""

    dossier: Dossier
    due: deadlines.Due

    @property
    def is_later(self) -> bool:
        return self.due.due_on > self.dossier.due_original_on


def differing(desk: Desk, rows: DossierQuerySet, calendar: WorkCalendar) -> list[Recount]:
    """Return the running dossiers of a desk whose date the head of the desk must decide, first due first.

    Those decided before are left out, until the calendar moves the date once more.
    """
    running = rows.filter(desk=desk, paused_at__isnull=True).running()
    first = running.aggregate(first=Min("received_on"))["first"]
    changes = [] if first is None else _changes(desk, since=first)
    if not changes:
        return []
    crossing = running.filter(reduce(or_, changes)).select_related("procedure", "holder", "holder_division")
    found = crossing.prefetch_related("pauses", "computations").order_by("due_original_on", "pk")
    regimes = list(RuleSet.objects.latest_first())
    counted = (recount(row, calendar, regimes) for row in found)
    return [each for each in counted if each is not None and not _is_kept(each)]


def recount(dossier: Dossier, calendar: WorkCalendar, regimes: Iterable[RuleSet] = ()) -> Recount | None:
    """Return the other date of a dossier; `None` if the calendar gives it the date it has, or none at all."""
    rules = RuleSet.among(regimes, on=dossier.received_on) or clock.rules_on(dossier.received_on)
    try:
        due = clock.due_date(
            clock.term_of(dossier),
            dossier.received_at,
            calendar,
            rules=rules,
            pauses=clock.standing_pauses(dossier),
        )
    except (BeyondCalendar, deadlines.ClockPaused):
        return None
    return Recount(dossier, due) if due.due_on != dossier.due_original_on else None


def _changes(desk: Desk, *, since) -> list[Q]:
    """Return, for each change of the calendar, the dossiers received before it that cross the day."""
    days = CalendarDay.history.filter(Q(desk__isnull=True) | Q(desk=desk.pk), day__gte=since)
    changed = days.order_by().values_list("day").annotate(at=Max("history_date"))
    return [Q(received_at__lt=at, received_on__lte=day, due_original_on__gte=day) for day, at in changed]


def _is_kept(found: Recount) -> bool:
    """Whether the head decided to keep the printed date against exactly this one."""
    decided = [
        made for made in found.dossier.computations.all() if made.occasion == DueComputation.Occasion.CALENDAR
    ]
    last = max(decided, key=lambda made: (made.at, made.pk), default=None)
    return last is not None and last.inputs.get("counted_on") == found.due.due_on.isoformat()
