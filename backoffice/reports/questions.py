"""The questions behind form 06, each a set of dossiers: a figure is the length of its list (R48).

Columns are those of Biểu số 06/VPCP/KSTT. Official figures go by the first due date (R38). What ended
without a result (stopped, withdrawn) is counted beside the form, so it is in none of its columns (R51).
What was refused after examination has a result, the notice, and is among the resolved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from backoffice.dossiers.models import Dossier

Question = Callable[[QuerySet, "Span"], QuerySet]
Channel, Timeliness = Dossier.Channel, Dossier.Timeliness


@dataclass(frozen=True)
class Span:
    """A period, both days included, in Vietnam's days."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("A period ends on or after the day it begins.")


def counting(rows: QuerySet, span: Span) -> QuerySet:
    """Return the dossiers the form may count: no practice, none that ended without result by the last day."""
    ended = Q(ended_on__isnull=False, ended_on__lte=span.last)
    return _counted(rows).exclude(ended).filter(received_on__lte=span.last)


def received_online(rows: QuerySet, span: Span) -> QuerySet:
    return _received(rows, span).filter(channel=Channel.ONLINE)


def received_direct(rows: QuerySet, span: Span) -> QuerySet:
    """In person or by post."""
    return _received(rows, span).exclude(channel=Channel.ONLINE)


def carried_over(rows: QuerySet, span: Span) -> QuerySet:
    """Received before the period and not resolved before it."""
    return (
        counting(rows, span)
        .filter(received_on__lt=span.first)
        .filter(Q(resolved_on__isnull=True) | Q(resolved_on__gte=span.first))
    )


def early(rows: QuerySet, span: Span) -> QuerySet:
    return _resolved(rows, span).filter(timeliness=Timeliness.EARLY)


def on_time(rows: QuerySet, span: Span) -> QuerySet:
    return _resolved(rows, span).filter(timeliness=Timeliness.ON_TIME)


def late(rows: QuerySet, span: Span) -> QuerySet:
    return _resolved(rows, span).filter(timeliness=Timeliness.LATE)


def pending_in_time(rows: QuerySet, span: Span) -> QuerySet:
    """Unresolved at the end of the last day, due then or later."""
    return _pending(rows, span).filter(due_original_on__gte=span.last)


def pending_overdue(rows: QuerySet, span: Span) -> QuerySet:
    return _pending(rows, span).filter(due_original_on__lt=span.last)


def received_total(rows: QuerySet, span: Span) -> QuerySet:
    """Received in the period, or carried over into it."""
    alive = Q(resolved_on__isnull=True) | Q(resolved_on__gte=span.first)
    return counting(rows, span).filter(Q(received_on__gte=span.first) | alive)


def stopped(rows: QuerySet, span: Span) -> QuerySet:
    return _ended(rows, span).filter(state=Dossier.State.STOPPED)


def withdrawn(rows: QuerySet, span: Span) -> QuerySet:
    return _ended(rows, span).filter(state=Dossier.State.WITHDRAWN)


def refused(rows: QuerySet, span: Span) -> QuerySet:
    """Refused after examination: a part of the resolved."""
    return _resolved(rows, span).filter(state=Dossier.State.REFUSED)


def of_line(rows: QuerySet, by: str, key: str) -> QuerySet:
    """Return the dossiers of one line of the form; an empty key is "not stated"."""
    path = DIMENSIONS[by].name  # type: ignore[attr-defined]
    return rows.filter(Q(**{path: key}) if key else Q(**{path: ""}) | Q(**{f"{path}__isnull": True}))


QUESTIONS: dict[str, Question] = {
    "received_online": received_online,
    "received_direct": received_direct,
    "carried_over": carried_over,
    "early": early,
    "on_time": on_time,
    "late": late,
    "pending_in_time": pending_in_time,
    "pending_overdue": pending_overdue,
}
DIMENSIONS = {
    "field": F("procedure__field__name"),
    "division": F("division__name"),
    "procedure": F("procedure__code"),
    "officer": F("received_by_name"),
    "office": F("desk__name"),
}


# The sums of the form, asked on their own: a sum is the length of its list, too.
TOTALS: dict[str, Question] = {
    "received_total": received_total,
    "resolved_total": lambda rows, span: _resolved(rows, span),
    "pending_total": lambda rows, span: _pending(rows, span),
    "in_time": lambda rows, span: _resolved(rows, span).exclude(timeliness=Timeliness.LATE),
}
# Beside the form (R51).
SIDE: dict[str, Question] = {"stopped": stopped, "withdrawn": withdrawn, "refused": refused}


def _counted(rows: Any) -> QuerySet:
    return rows.counted()


def _received(rows: QuerySet, span: Span) -> QuerySet:
    return counting(rows, span).filter(received_on__gte=span.first)


def _resolved(rows: QuerySet, span: Span) -> QuerySet:
    return counting(rows, span).filter(resolved_on__range=(span.first, span.last))


def _pending(rows: QuerySet, span: Span) -> QuerySet:
    return counting(rows, span).filter(Q(resolved_on__isnull=True) | Q(resolved_on__gt=span.last))


def _ended(rows: QuerySet, span: Span) -> QuerySet:
    return _counted(rows).filter(ended_on__range=(span.first, span.last))
