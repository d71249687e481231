"""The evaluation of a desk over a quarter or a year: nine indices (Thông tư 01/2018/TT-VPCP Điều 13–15).

Indices 1, 2, 3, 4 and 7 are the mean of its finished dossiers, 5, 6, 8 and 9 are those of the desk itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from backoffice.dossiers.models import Dossier, OutsideDeskDecision
from backoffice.organisation.models import Desk
from backoffice.procedures.models import Posting, PostingCheck, ProcedureVersion, ProcessStep
from backoffice.reports.evaluation.officers import finished_between, received_between
from backoffice.reports.evaluation.scores import points_of, read_facts
from backoffice.staffing.evaluation import indices
from backoffice.staffing.evaluation.evaluation_sheets import Scored
from backoffice.staffing.evaluation.indices import UnitScores, unit_scores
from backoffice.staffing.models import Feedback

ONLINE = (ProcedureVersion.OnlineLevel.FULL, ProcedureVersion.OnlineLevel.PARTIAL)


@dataclass(frozen=True)
class UnitSheet:
    """The indices of a desk, the dossiers behind them, and a sentence for each other measurement."""

    scores: UnitScores
    dossiers: Sequence[Scored]
    measured: dict[int, str]


@dataclass(frozen=True)
class _Measure:
    points: int | None
    words: str


def unit_sheet(desk: Desk, *, first: date, last: date) -> UnitSheet:
    """Return the sheet of `desk` from `first` to `last`, both included."""
    finished = list(finished_between(desk, first, last))
    facts = read_facts(desk, finished)
    dossiers = [Scored(dossier.code, points_of(dossier, facts)) for dossier in finished]
    measures = {
        5: _whole_process(desk, last),
        6: _publicity(desk, last),
        8: _feedback(desk, first, last),
        9: _online(desk, first, last),
    }
    scores = unit_scores(
        [dossier.points for dossier in dossiers], {index: m.points for index, m in measures.items()}
    )
    return UnitSheet(scores, dossiers, {index: m.words for index, m in measures.items()})


def _versions(desk: Desk, on: date) -> list[ProcedureVersion]:
    """Return the versions in force of the procedures the desk has posted."""
    posted = Posting.objects.of_desks(frozenset({desk.pk})).published(on=on)
    return list(ProcedureVersion.objects.in_force(on=on).filter(procedure__in=posted.values("procedure")))


def _whole_process(desk: Desk, on: date) -> _Measure:
    """Index 5. Procedures not exempt are received and returned at the desk, as the database requires."""
    versions = _versions(desk, on)
    steps = ProcessStep.objects.filter(version__in=[version.pk for version in versions])
    known = set(steps.values_list("version", flat=True))
    elsewhere = set(steps.filter(division__isnull=False).values_list("version", flat=True))
    exempt = set(
        OutsideDeskDecision.objects.filter(desk=desk, decided_on__lte=on).values_list("procedure", flat=True)
    )
    not_exempt = sum(version.procedure_id not in exempt for version in versions)
    at_desk = len(known - elsewhere)
    words = _(
        "%(at_desk)s of %(listed)s listed procedures are done wholly at the desk; %(exempt)s are exempt."
    )
    words %= {"at_desk": at_desk, "listed": len(versions), "exempt": len(versions) - not_exempt}
    if not versions:
        return _Measure(None, words)
    points = indices.whole_process_points(
        level=desk.level,
        listed=len(versions),
        at_desk=at_desk,
        not_exempt=not_exempt,
        received_and_returned=not_exempt,
    )
    return _Measure(points, words)


def _publicity(desk: Desk, on: date) -> _Measure:
    """Index 6: the result of the last check of the hall, and whether the kiosk has the whole list."""
    until = datetime.combine(on, time.max, tzinfo=get_current_timezone())
    checks = PostingCheck.objects.filter(desk=desk, item=PostingCheck.Item.PROCEDURES, checked_at__lte=until)
    check = checks.order_by("-checked_at", "-pk").first()
    if check is None:
        return _Measure(None, _("Nobody has checked the posting of the procedures yet."))
    here = Posting.objects.of_desks(frozenset({desk.pk}))
    posted = here.filter(status=Posting.Status.PUBLISHED).count()
    shown = here.published(on=on).count()
    points = indices.publicity_points(posted=check.is_in_order, electronic=0 < posted == shown)
    words = _("Posted: %(state)s, checked on %(day)s. Electronic: %(shown)s of %(posted)s procedures.")
    state = _("in order") if check.is_in_order else _("not in order")
    day = check.checked_at.astimezone(get_current_timezone()).strftime("%d/%m/%Y")
    return _Measure(points, words % {"state": state, "day": day, "shown": shown, "posted": posted})


def _feedback(desk: Desk, first: date, last: date) -> _Measure:
    """Index 8 (R58): feedback and proposals received; complaints have other laws."""
    kinds = (Feedback.Kind.FEEDBACK, Feedback.Kind.PROPOSAL)
    rows = list(Feedback.objects.filter(desk=desk, kind__in=kinds).received_between(first, last))
    in_time = sum(row.is_in_time(on=last) for row in rows)
    prolonged = sum(row.is_prolonged for row in rows)
    words = _("%(received)s received, %(in_time)s in time, %(prolonged)s prolonged.")
    words %= {"received": len(rows), "in_time": in_time, "prolonged": prolonged}
    points = indices.feedback_points(received=len(rows), in_time=in_time, prolonged=prolonged)
    return _Measure(points, words)


def _online(desk: Desk, first: date, last: date) -> _Measure:
    versions = _versions(desk, last)
    received = received_between(desk, first, last)
    online = received.filter(channel=Dossier.Channel.ONLINE)
    late = online.filter(timeliness=Dossier.Timeliness.LATE).count()
    late += online.filter(state__in=Dossier.OPEN, due_original_on__lt=last).count()
    figures = {
        "eligible": len(versions),
        "deployed": sum(version.online_level in ONLINE for version in versions),
        "dossiers": received.count(),
        "online": online.count(),
        "overdue": late,
    }
    words = _(
        "%(deployed)s of %(eligible)s procedures online; %(online)s of %(dossiers)s dossiers filed so, "
        "%(overdue)s of them overdue."
    )
    points = indices.online_points(**figures) if figures["dossiers"] else None
    return _Measure(points, words % figures)
