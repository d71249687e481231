"""The way of a dossier through the desk and the divisions: its steps, their due times, its holder."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from backoffice.dossiers import deadlines
from backoffice.dossiers.deadlines.term_count import HOURS_A_DAY
from backoffice.dossiers.lifecycle import log
from backoffice.dossiers.models import Dossier, HandOver, Step
from backoffice.organisation.calendar import WorkCalendar
from backoffice.organisation.models import Division, RuleSet, User
from backoffice.procedures.models import ProcessStep

WORKING_HOURS: dict[str, int] = {deadlines.Unit.HOUR: 1, deadlines.Unit.WORKING_DAY: HOURS_A_DAY}


def plan(
    dossier: Dossier, process: Iterable[ProcessStep], calendar: WorkCalendar, *, rules: RuleSet
) -> list[Step]:
    """Return the steps of a dossier, from its internal process or as reception, resolution, return.

    Every step has its own due time: the shares of the limit added up from reception, never past the
    appointment; the desk's first step ends when the dossier must be with the division (R20).
    """
    steps = [
        Step(
            dossier=dossier,
            ordinal=ordinal,
            kind=planned.kind,
            name=planned.name,
            division=planned.division,
            officer=planned.officer,
            due_at=due_at,
        )
        for ordinal, (planned, due_at) in enumerate(_shares(dossier, process, calendar), start=1)
    ] or _three_steps(dossier)
    if len(steps) > 1 and steps[0].division is None and dossier.term_unit != deadlines.Unit.HOUR:
        transfer = deadlines.transfer_deadline(dossier.received_at, calendar, cutoff=rules.transfer_cutoff)
        steps[0].due_at = min(transfer.target_at, dossier.due_at)
    return steps


def _shares(
    dossier: Dossier, process: Iterable[ProcessStep], calendar: WorkCalendar
) -> Iterable[tuple[ProcessStep, datetime]]:
    planned_steps, hours = list(process), Decimal(0)
    fitting = _fitting(dossier, sum((planned.hours for planned in planned_steps), Decimal(0)))
    for planned in planned_steps:
        hours += planned.hours * fitting
        yield planned, min(_after(dossier, hours, calendar), dossier.due_at) if hours else dossier.due_at


def _fitting(dossier: Dossier, hours: Decimal) -> Decimal:
    """Return the factor for the steps if a case has a shorter limit than its process (R22)."""
    limit = dossier.term_amount * WORKING_HOURS.get(dossier.term_unit, 0)
    return limit / hours if 0 < limit < hours else Decimal(1)


def _after(dossier: Dossier, hours: Decimal, calendar: WorkCalendar) -> datetime:
    if dossier.term_unit == deadlines.Unit.HOUR:
        term = deadlines.Term(hours, deadlines.Unit.HOUR)
    else:
        term = deadlines.Term(hours / HOURS_A_DAY, deadlines.Unit.WORKING_DAY)
    return deadlines.due(term, dossier.received_at, calendar).due_at


@override("vi")
def _three_steps(dossier: Dossier) -> list[Step]:
    kinds = ProcessStep.Kind
    way = (
        (kinds.RECEPTION, _("Reception"), None),
        (kinds.EXAMINATION, _("Resolution"), dossier.division),
        (kinds.RETURN, _("Return of the result"), None),
    )
    return [
        Step(dossier=dossier, ordinal=n, kind=kind, name=name, division=division, due_at=dossier.due_at)
        for n, (kind, name, division) in enumerate(way, start=1)
    ]


def enter(dossier: Dossier, *, division: Division | None, officer: User, at: datetime) -> Step:
    """Begin the next step of `division` (the desk: None); a way back is a new step."""
    waiting = dossier.steps.filter(started_at__isnull=True, ended_at__isnull=True, division=division)
    done = dossier.steps.filter(started_at__isnull=False).aggregate(last=Max("ordinal"))["last"] or 0
    step = waiting.filter(ordinal__gt=done).exclude(kind=ProcessStep.Kind.RETURN).order_by("ordinal").first()
    if step is None:
        step = _extra_step(dossier, division)
    if step.officer_id not in (None, officer.pk):
        step.deputy_for = step.officer
    step.officer, step.started_at = officer, max(at, dossier.received_at)
    step.save()
    return step


@override("vi")
def _extra_step(dossier: Dossier, division: Division | None) -> Step:
    last = dossier.steps.aggregate(last=Max("ordinal"))["last"] or 0
    name = _("At the desk") if division is None else _("Further work in the division")
    return Step(
        dossier=dossier,
        ordinal=last + 1,
        kind=ProcessStep.Kind.EXAMINATION,
        name=name,
        division=division,
        due_at=dossier.due_at,
    )


def current(dossier: Dossier) -> Step | None:
    """Return the step the dossier is in; a dossier is in one at a time."""
    return dossier.steps.under_way().first()


def offer_of(dossier: Dossier) -> HandOver | None:
    """Return the hand-over that waits to be taken, from `hand_overs` where they are prefetched."""
    return next((row for row in dossier.hand_overs.all() if row.taken_at is None), None)


def offer(dossier: Dossier, *, giver: User, taker: User, at: datetime, note: str) -> HandOver:
    """Begin the next hand-over, with the names and units of that day; the dossier stays with the giver."""
    last = HandOver.objects.filter(dossier=dossier).aggregate(last=Max("ordinal"))["last"] or 0
    return HandOver.objects.create(
        dossier=dossier,
        ordinal=last + 1,
        giver=giver,
        giver_name=str(giver),
        giver_unit=log.office_of(giver),
        taker=taker,
        taker_name=str(taker),
        taker_unit=log.office_of(taker),
        given_at=at,
        note=note,
    )


def end_offer(dossier: Dossier, *, note: str, at: datetime) -> None:
    """End a hand-over that nobody will take any more: the dossier stayed with who offered it (R21)."""
    offer = offer_of(dossier)
    if offer is not None:
        offer.taken_at, offer.note = max(at, offer.given_at), note
        offer.taker, offer.taker_name, offer.taker_unit = offer.giver, offer.giver_name, offer.giver_unit
        offer.save()


def take_over(dossier: Dossier, hand_over: HandOver, *, by: User, at: datetime) -> None:
    """Make the taker the holder; the giver's step ends at the time of giving. The caller saves."""
    hand_over.timeliness = leave(dossier, at=hand_over.given_at)
    hand_over.taken_at = at
    hand_over.taker, hand_over.taker_name, hand_over.taker_unit = by, str(by), log.office_of(by)
    hand_over.save()
    dossier.holder, dossier.holder_division = by, by.division


def begin_return(dossier: Dossier, *, by: User, at: datetime) -> None:
    """Begin the last step of the internal process, the return of the result, where it has one."""
    waiting = dossier.steps.filter(kind=ProcessStep.Kind.RETURN, started_at__isnull=True)
    step = waiting.order_by("ordinal").last()
    if step is not None:
        step.officer, step.started_at = by, at
        step.save()


def finish(dossier: Dossier, *, at: datetime) -> None:
    """End the work on the locked `dossier`: time, day and timeliness against the first date (R47)."""
    leave(dossier, at=at)
    at = max(at, dossier.received_at)  # what is done before the reception counts is done when it counts (R18)
    dossier.resolved_at, dossier.resolved_on = at, localdate(at)
    dossier.timeliness = str(deadlines.timeliness(at, dossier.due_original_at, dossier.term_unit))


def leave(dossier: Dossier, *, at: datetime) -> str:
    """End the step the dossier is in and return whether it was early, on time or late; "" without one."""
    step = current(dossier)
    if step is None:
        return ""
    assert step.started_at  # the step a dossier is in has begun
    step.ended_at = max(at, step.started_at)
    step.timeliness = step_timeliness(step, at=at)
    step.save()
    return step.timeliness


def step_timeliness(step: Step, *, at: datetime) -> str:
    """Judge a step that ends at an instant: by the day, or by the minute where its limit is one of hours.

    What was received after the cutoff is owed in the first hour of the next day, to its minute; what was
    received before it, until the end of its day (R20). After a pause the step is judged by the day.
    """
    if step.due_at is None:
        return ""
    is_first_hour = (
        step.ordinal == 1
        and step.division_id is None
        and localdate(step.due_at) > step.dossier.received_on
        and step.due_at < step.dossier.due_at
        and not step.dossier.pauses.standing().exists()
    )
    unit = deadlines.Unit.HOUR if is_first_hour else step.dossier.term_unit
    return str(deadlines.timeliness(at, step.due_at, unit))
