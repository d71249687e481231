"""The points of finished dossiers (Thông tư 01/2018/TT-VPCP Điều 13–15), from what the desk has recorded.

Index 1 is the whole dossier's; index 2 a step's, so that nobody is responsible for the time of another. While
the applicant completes a dossier no time counts: the due times of its steps have moved by it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from backoffice.dossiers.models import Dossier, Step, Supplement
from backoffice.organisation.calendar import BeyondCalendar, WorkCalendar
from backoffice.organisation.models import Desk
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import ProcessStep
from backoffice.staffing.evaluation import indices
from backoffice.staffing.evaluation.indices import Points
from backoffice.staffing.models import Feedback, SatisfactionSlip

Timeliness = Dossier.Timeliness
TIME_POINTS = {Timeliness.EARLY: 2, Timeliness.ON_TIME: 1, Timeliness.LATE: 0}
CHUNK = 500


@dataclass(frozen=True)
class Facts:
    """The rows from which the points of some dossiers of a desk follow: four kinds, read once."""

    calendar: WorkCalendar
    steps: Mapping[int, Sequence[Step]]
    supplements: Mapping[int, int]
    slips: Mapping[str, SatisfactionSlip]
    found_true: Mapping[str, Sequence[Feedback]]
    pending: Mapping[str, Sequence[Feedback]]


def read_facts(desk: Desk, dossiers: Sequence[Dossier]) -> Facts:
    """Return the facts about `dossiers`, all of `desk`."""
    found_true, pending = _feedback(desk, dossiers)
    return Facts(
        calendar_for(desk),
        _steps(dossiers),
        _supplements(dossiers),
        _slips(desk, dossiers),
        found_true,
        pending,
    )


def points_of(
    dossier: Dossier, facts: Facts, *, user: int | None = None, officer: int | None = None
) -> Points:
    """Return the points of a finished dossier: of the unit, or of `of` and `officer`.

    For the unit every step and any feedback counts; for an officer their own steps, and feedback that names
    them (R57). Indices 3 and 4 are what the applicant ticked, or else the desk's own requests.
    """
    contacts, agencies = _contacts(dossier, facts)
    return {
        1: TIME_POINTS[Timeliness(dossier.timeliness)],
        2: unit_points(facts.steps.get(dossier.pk, ()), dossier, facts.calendar, of=user),
        3: contacts,
        4: agencies,
        7: _attitude(dossier, facts, officer=officer),
    }


def unit_points(
    steps: Sequence[Step], dossier: Dossier, calendar: WorkCalendar, *, of: int | None = None
) -> int | None:
    """Index 2: the worst of the steps that `of` had, or of all; the return to the applicant does not count.

    A step that ended after its time is late only if it used more working time than its own share: time lost
    by an earlier step does not count.
    """
    points = [
        _step_points(step, steps, dossier, calendar)
        for step in steps
        if step.kind != ProcessStep.Kind.RETURN and (of is None or step.officer_id == of)
    ]
    return min((point for point in points if point is not None), default=None)


def _step_points(step: Step, steps: Sequence[Step], dossier: Dossier, calendar: WorkCalendar) -> int | None:
    if not step.timeliness:
        return None
    if step.timeliness != Timeliness.LATE:
        return TIME_POINTS[Timeliness(step.timeliness)]
    assert step.started_at  # a step that has ended has begun
    assert step.ended_at
    assert step.due_at  # without it there is no timeliness
    before = [s.due_at for s in steps if s.ordinal < step.ordinal and s.due_at and s.due_at < step.due_at]
    share_from = max([dossier.received_at, *before])
    try:
        share = calendar.working_minutes_between(min(share_from, step.started_at), step.due_at)
        used = calendar.working_minutes_between(step.started_at, step.ended_at)
    except BeyondCalendar:
        return TIME_POINTS[Timeliness.LATE]
    return 0 if used > share else 1


def _contacts(dossier: Dossier, facts: Facts) -> tuple[int, int]:
    slip, asked = facts.slips.get(dossier.code), facts.supplements.get(dossier.pk, 0)
    contacts, agencies = indices.contact_points(asked), indices.agency_points(min(asked, 1))
    if slip is not None and slip.contacts is not None:
        contacts = indices.contact_points(slip.contacts, by_applicant=slip.contacts_by_applicant)
    if slip is not None and slip.agencies is not None:
        agencies = indices.agency_points(slip.agencies, required=slip.agencies_required)
    return contacts, agencies


def _attitude(dossier: Dossier, facts: Facts, *, officer: int | None) -> int | None:
    def number(found: Mapping[str, Sequence[Feedback]]) -> int:
        about = found.get(dossier.code, ())
        return sum(officer is None or one.officer_id == officer for one in about)

    return indices.attitude_points(
        early=dossier.timeliness == Timeliness.EARLY,
        late=dossier.timeliness == Timeliness.LATE,
        true_feedback=number(facts.found_true),
        pending_feedback=number(facts.pending),
    )


def _steps(dossiers: Sequence[Dossier]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = defaultdict(list)
    for ids in _chunks(dossiers):
        for step in Step.objects.filter(dossier__in=ids, ended_at__isnull=False).order_by(
            "dossier", "ordinal"
        ):
            found[step.dossier_id].append(step)
    return found


def _supplements(dossiers: Sequence[Dossier]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for ids in _chunks(dossiers):
        for dossier in (
            Supplement.objects.standing().filter(dossier__in=ids).values_list("dossier", flat=True)
        ):
            found[dossier] += 1
    return found


def _slips(desk: Desk, dossiers: Sequence[Dossier]) -> dict[str, SatisfactionSlip]:
    codes = {dossier.code for dossier in dossiers}
    if not codes:
        return {}
    since = min(dossier.received_on for dossier in dossiers)
    slips = SatisfactionSlip.objects.filter(desk=desk, given_on__gte=since)
    return {slip.dossier_code: slip for slip in slips if slip.dossier_code in codes}


def _feedback(
    desk: Desk, dossiers: Sequence[Dossier]
) -> tuple[dict[str, list[Feedback]], dict[str, list[Feedback]]]:
    codes = {dossier.code for dossier in dossiers}
    found_true: dict[str, list[Feedback]] = defaultdict(list)
    pending: dict[str, list[Feedback]] = defaultdict(list)
    for feedback in Feedback.objects.filter(desk=desk).exclude(dossier_code=""):
        if feedback.dossier_code not in codes:
            continue
        if feedback.conclusion == Feedback.Conclusion.TRUE:
            found_true[feedback.dossier_code].append(feedback)
        elif not feedback.conclusion:
            pending[feedback.dossier_code].append(feedback)
    return found_true, pending


def _chunks(dossiers: Sequence[Dossier]) -> Iterable[list[int]]:
    ids = [dossier.pk for dossier in dossiers]
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
