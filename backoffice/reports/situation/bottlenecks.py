"""Where dossiers are delayed: late ones by division and step, the backlog by age, the load by officer."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from backoffice.base.templatetags.charts import Row, Series
from backoffice.dossiers.models import Dossier, Step
from backoffice.dossiers.models.apologies import CauseKind
from backoffice.organisation.models import Desk, User
from backoffice.procedures import completeness
from backoffice.procedures.models import Posting, Procedure, ProcessStep
from backoffice.reports.form06 import form06
from backoffice.reports.form06.late_letters import lettered
from backoffice.reports.form06.lines import named
from backoffice.reports.form06.questions import (
    QUESTIONS,
    UNRESOLVED,
    Span,
    Unindexed,
    number,
    parts_of,
    tallied,
)
from backoffice.tickets.models import Rating

# Days since reception, inclusive upper bounds.
AGES = (5, 10, 20, 30, 60)
OFFICERS = 10
Pending = tuple[str, date, int, int]
RATED_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Backlog:
    labels: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Holding:
    """Rows of charts; `subjective` is the share of the late whose cause is subjective, in words."""

    late: int
    subjective: str
    divisions: tuple[Row, ...]
    steps: tuple[Row, ...]
    backlog: Backlog
    officers: tuple[Row, ...] | None  # None: not known of a past day
    catalogue: tuple[Row, ...]
    ratings: tuple[Row, ...]
    rated: str

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """Return the labels of the parts of the bars."""
        return {
            "divisions": (_("cause subjective"), _("other or no cause stated")),
            "steps": (_("dossiers"),),
            "officers": (_("in time"), _("overdue")),
            "catalogue": (_("complete"), _("missing")),
            "ratings": (_("ratings"),),
        }


def holding(rows: QuerySet, user: User, lists: Any, this_year: Span, *, is_past: bool) -> Holding:
    """Return where the dossiers of `rows` are delayed; late are those resolved late this year.

    For a past day it leaves out what is known only for the present: who holds a dossier, what the catalogue
    lacks.
    """
    late = QUESTIONS["late"](rows, this_year)
    divisions = _late_by_division(late, this_year)
    by_cause = sum(divisions.values(), Counter[bool]())
    today = Span(this_year.last, this_year.last)
    pending = _pending(rows, today)
    ratings, rated = _ratings(user, lists.office, today.last)
    return Holding(
        late=by_cause.total(),
        subjective=form06.in_words(form06.percent(by_cause[True], by_cause.total())),
        divisions=_divisions(divisions, lists, this_year),
        steps=_steps(late, lists, this_year),
        backlog=_backlog(pending, lists, today),
        officers=None if is_past else _officers(pending, lists, today),
        catalogue=() if is_past else _catalogue(user, lists.office, today.last),
        ratings=ratings,
        rated=rated,
    )


def _late_by_division(late: QuerySet, span: Span) -> dict[str, Counter[bool]]:
    """Count the late ones of each division by whether their cause is subjective."""
    counts: dict[str, Counter[bool]] = {}
    for division, kind, count in (
        lettered(late, span).order_by().values_list(Unindexed("division"), "cause_kind").annotate(number())
    ):
        key = "" if division is None else str(division)
        counts.setdefault(key, Counter())[kind == CauseKind.CHU_QUAN] += count
    return counts


def _divisions(counts: dict[str, Counter[bool]], lists: Any, span: Span) -> tuple[Row, ...]:
    """The late dossiers of each division; in another colour those with a subjective cause."""
    names = named("division", set(counts))
    asked = {"by": "division"}
    found = [
        Row(
            names[key] if key else _("The desk itself"),
            (number[True], number[False]),
            (
                lists.of("late__subjective", span, line=key, **asked),
                lists.of("late", span, line=key, **asked),
            ),
            whole_url=lists.of("late", span, line=key, **asked),
        )
        for key, number in counts.items()
    ]
    return tuple(sorted(found, key=lambda row: -sum(row.values)))


def _steps(late: QuerySet, lists: Any, span: Span) -> tuple[Row, ...]:
    """The kinds of steps that ended late in dossiers resolved late; one dossier may have several."""
    found = Step.objects.filter(dossier__in=late, timeliness=Dossier.Timeliness.LATE)
    counts = dict(found.order_by().values_list("kind").annotate(Count("dossier", distinct=True)))
    labels = dict(ProcessStep.Kind.choices)
    return tuple(
        Row(capfirst(str(labels[kind])), (count,), (lists.of("late", span, late_step=kind),))
        for kind, count in sorted(counts.items(), key=lambda pair: -pair[1])
    )


def _pending(rows: QuerySet, today: Span) -> list[Pending]:
    """Count what is pending today by figure, day of reception and holder."""
    counts = {name: number(filter=condition(today)) for name, condition in UNRESOLVED.items()}
    return [
        (name, day, holder, numbers[place])
        for part in parts_of(rows, today, figures=UNRESOLVED)
        for day, holder, *numbers in tallied(part, "received_on", "holder", **counts)
        for place, name in enumerate(UNRESOLVED)
        if numbers[place]
    ]


def _backlog(pending: list[Pending], lists: Any, today: Span) -> Backlog:
    edges = [(0, AGES[0]), *((low + 1, high) for low, high in zip(AGES, AGES[1:], strict=False))]
    edges.append((AGES[-1] + 1, 10_000))
    labels = [_("%(days)d days or less") % {"days": AGES[0]}]
    labels += [f"{low}–{high}" for low, high in edges[1:-1]] + [_("over %(days)d") % {"days": AGES[-1]}]
    series = []
    for question, words in (("pending_in_time", _("In time")), ("pending_overdue", _("Overdue"))):
        ages: Counter[int] = Counter()
        for asked, day, _holder, count in pending:
            if asked == question:
                ages[(today.last - day).days] += count
        numbers = [sum(count for age, count in ages.items() if low <= age <= high) for low, high in edges]
        urls = [
            lists.of(
                question,
                today,
                received_first=(today.last - timedelta(days=high)).isoformat(),
                received_last=(today.last - timedelta(days=low)).isoformat(),
            )
            for low, high in edges
        ]
        series.append(Series(words, numbers, urls))
    return Backlog(tuple(labels), tuple(series))


def _officers(pending: list[Pending], lists: Any, today: Span) -> tuple[Row, ...]:
    """The officers who hold most pending dossiers: in time, and overdue."""
    counts: dict[int, Counter[str]] = {}
    for question, _day, holder, count in pending:
        counts.setdefault(holder, Counter())[question] += count
    most = sorted(counts.items(), key=lambda pair: (-pair[1].total(), pair[0]))[:OFFICERS]
    names = named("officer", {str(holder) for holder, _count in most})
    return tuple(
        Row(
            names[str(holder)],
            (count["pending_in_time"], count["pending_overdue"]),
            (
                lists.of("pending_in_time", today, holder=str(holder)),
                lists.of("pending_overdue", today, holder=str(holder)),
            ),
            whole_url=lists.of("pending_total", today, holder=str(holder)),
        )
        for holder, count in most
    )


def _catalogue(user: User, office: Desk, on: date) -> tuple[Row, ...]:
    """The share of the posted procedures that are complete, and those to be reviewed."""
    if not user.has_perm("procedures.view_posting"):
        return ()
    here = Posting.objects.visible_to(user).of_desks(frozenset({office.pk}))
    found = [
        Row(capfirst(str(share.aspect.label)), (share.having, share.lacking))
        for share in completeness.shares(here, on=on)
    ]
    own = Procedure.objects.filter(desk=office)
    due = own.review_due(on=on).count()
    reviewed = own.count() - due
    # The list of procedures depends on the account.
    url = f"{reverse('admin:procedures_procedure_changelist')}?review=due" if office == user.desk else ""
    return (*found, Row(_("Reviewed in time"), (reviewed, due), ("", url)))


def _ratings(user: User, office: Desk, on: date) -> tuple[tuple[Row, ...], str]:
    """How visitors rated the service in the last ninety days, and the mean of three grades."""
    if not user.has_perm("tickets.view_rating"):
        return (), ""
    rows = Rating.objects.visible_to(user).filter(
        ticket__desk=office, ticket__business_day__gt=on - RATED_FOR, ticket__business_day__lte=on
    )
    counts = Counter(dict(rows.order_by().values_list("score").annotate(Count("pk"))))
    total = sum(score * count for score, count in counts.items())
    url = reverse("admin:tickets_rating_changelist")
    found = tuple(
        Row(capfirst(str(score.label)), (counts[score],), (f"{url}?score__exact={score}",))
        for score in reversed(Rating.Score)
    )
    return found, f"{total / counts.total():.1f}".replace(".", ",") if total else ""
