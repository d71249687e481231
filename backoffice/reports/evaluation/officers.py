"""What officers did with dossiers in a period, for their evaluation and the monthly notice (R55, R60).

An officer's dossiers are those he or she received or had in a step.
"""

from collections import Counter, defaultdict
from datetime import date

from django.db.models import Q, QuerySet

from backoffice.dossiers.models import Dossier, Step
from backoffice.organisation.models import Desk
from backoffice.procedures.models import ProcessStep
from backoffice.reports.evaluation.scores import points_of, read_facts
from backoffice.staffing.evaluation.evaluation_sheets import Scored
from backoffice.staffing.models import Feedback, Officer
from backoffice.staffing.officer_work import Work

OWN_TIME = 2
"""The index of the own steps' time."""


def works(desk: Desk, first: date, last: date) -> dict[int, Work]:
    """Return the work of the officers of `desk` from `first` to `last`, both included, by officer."""
    officers = dict(Officer.objects.filter(desk=desk, user__isnull=False).values_list("user__pk", "pk"))
    finished = list(finished_between(desk, first, last))
    facts = read_facts(desk, finished)
    scored: dict[int, list[Scored]] = defaultdict(list)
    for dossier in finished:
        held = (s.officer_id for s in facts.steps.get(dossier.pk, ()) if s.kind != ProcessStep.Kind.RETURN)
        hands = {dossier.received_by_id, *held}
        for user, officer in officers.items():
            if user in hands:
                points = points_of(dossier, facts, user=user, officer=officer)
                scored[officer].append(Scored(dossier.code, points))
    received = Counter(received_between(desk, first, last).order_by().values_list("received_by", flat=True))
    feedback = _found_true(desk, first, last)
    return {
        officer: Work(
            received=received[user],
            resolved=len(scored[officer]),
            late=sum(dossier.points[OWN_TIME] == 0 for dossier in scored[officer]),
            feedback=feedback[officer],
            scored=tuple(scored[officer]),
        )
        for user, officer in officers.items()
        if scored[officer] or received[user] or feedback[officer]
    }


def finished_between(desk: Desk, first: date, last: date) -> QuerySet[Dossier]:
    """Return the dossiers of the desk with a result in the period, no practice, by code."""
    return _counted(desk).filter(resolved_on__range=(first, last))


def received_between(desk: Desk, first: date, last: date) -> QuerySet[Dossier]:
    """Return the dossiers the desk received in the period, no practice, by code."""
    return _counted(desk).filter(received_on__range=(first, last))


def of_officer(rows: QuerySet[Dossier], user: int) -> QuerySet[Dossier]:
    """Return the dossiers the account received or had in a step, except the return to the applicant."""
    held = Step.objects.filter(officer=user, ended_at__isnull=False).exclude(kind=ProcessStep.Kind.RETURN)
    return rows.filter(Q(received_by=user) | Q(pk__in=held.values("dossier")))


def _counted(desk: Desk) -> QuerySet[Dossier]:
    return Dossier.objects.of_desks(frozenset({desk.pk})).counted().order_by("code")


def _found_true(desk: Desk, first: date, last: date) -> Counter[int]:
    """Return the number of feedback received in the period and found true, by officer."""
    rows = Feedback.objects.filter(desk=desk, conclusion=Feedback.Conclusion.TRUE, officer__isnull=False)
    return Counter(rows.received_between(first, last).values_list("officer", flat=True))
