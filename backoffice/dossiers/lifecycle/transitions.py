"""The life of a dossier.

    received ──take──▶ in process ──resolve──▶ resolved ──return_result──▶ returned
        │                 │    ▲
        │   ask_supplement▼    │complete
        ├──────────▶ waiting for supplement
        └─ refuse ▶ refused · stop ▶ stopped · withdraw ▶ withdrawn   (from every open state)

Payment, delivery and the clock's pauses are facts beside the state. `TRANSITIONS` is the only place
that says what may follow what; supplements, refusals, stops and apologies have modules of their own
and move a dossier through `moving`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers import deadlines
from backoffice.dossiers.lifecycle import clock, log, routing
from backoffice.dossiers.models import Dossier, DueComputation, HandOver, Pause
from backoffice.history.tracking import because
from backoffice.organisation.models import User
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import ProcessStep

State = Dossier.State
OPEN = frozenset(Dossier.OPEN)
WORKED_ON = frozenset({State.RECEIVED, State.IN_PROCESS})

REASON_IN_HISTORY = 500
DESK = ("dossiers.receive_dossier", "dossiers.return_dossier")
DIVISION = ("dossiers.process_dossier", "dossiers.resolve_dossier")


class NotAllowed(Exception):
    """This step is not possible now; the message says why."""


class NotYours(PermissionDenied):
    """This account may not take this step with this dossier."""


@dataclass(frozen=True)
class Move:
    """From which states a verb is possible, to which it leads (None: it stays), who may use it."""

    label: Promise
    sources: frozenset[State]
    target: State | None
    permissions: tuple[str, ...]


TRANSITIONS: Mapping[str, Move] = {
    # verb           label, from which states, to which state, who
    "give": Move(_lazy("hand over"), WORKED_ON, None, DESK + DIVISION),
    "recall": Move(_lazy("take the offer back"), WORKED_ON, None, DESK + DIVISION),
    "take": Move(_lazy("take over"), WORKED_ON, State.IN_PROCESS, DESK + DIVISION),
    "pause": Move(_lazy("stop the clock"), WORKED_ON, None, DIVISION),
    "resume": Move(_lazy("let the clock go on"), WORKED_ON, None, DESK + DIVISION),
    "ask_supplement": Move(
        _lazy("ask for a supplement"), WORKED_ON, State.WAITING_SUPPLEMENT, DESK + DIVISION
    ),
    "complete": Move(
        _lazy("take in the supplement"), frozenset({State.WAITING_SUPPLEMENT}), State.IN_PROCESS, DESK
    ),
    "sign": Move(_lazy("sign the result"), WORKED_ON, None, ("dossiers.resolve_dossier",)),
    "resolve": Move(_lazy("take the result at the desk"), WORKED_ON, State.RESOLVED, DESK),
    "tell": Move(_lazy("tell the applicant"), frozenset({State.RESOLVED}), None, DESK),
    "return_result": Move(
        _lazy("return the result"),
        frozenset({State.RESOLVED}),
        State.RETURNED,
        ("dossiers.return_dossier",),
    ),
    "refuse": Move(_lazy("refuse after examination"), OPEN, State.REFUSED, ("dossiers.resolve_dossier",)),
    "stop": Move(_lazy("stop at the applicant's request"), OPEN, State.STOPPED, DESK),
    "withdraw": Move(_lazy("give the papers back, withdrawn"), OPEN, State.WITHDRAWN, DESK),
}


def may(user: User, verb: str) -> bool:
    """Whether an account may use the verb at all, whatever the dossier."""
    return any(user.has_perm(permission) for permission in TRANSITIONS[verb].permissions)


@contextmanager
def moving(
    dossier: Dossier, verb: str, *, by: User, at: datetime, reason: str = "", **data: Any
) -> Iterator[dict[str, Any]]:
    """Lock the dossier, check that `verb` is possible, move it, and log it when the block ends.

    The block changes what is particular and may add details to the yielded data of the event.

    :raises NotYours: if the account may not use the verb.
    :raises NotAllowed: if the state does not allow it.
    """
    if not may(by, verb):
        raise NotYours(_("Your account may not take this step."))
    move = TRANSITIONS[verb]
    with transaction.atomic():
        dossier.refresh_from_db(from_queryset=Dossier.objects.select_for_update())
        source = State(dossier.state)
        if source not in move.sources:
            refusal = _("%(dossier)s is %(state)s: this step is not possible.")
            raise NotAllowed(refusal % {"dossier": dossier, "state": source.label})
        dossier.state = move.target or source
        yield data
        log.append(dossier, kind=verb, by=by, at=at, before=source, reason=reason, data=data)
        because(dossier, (reason or str(move.label))[:REASON_IN_HISTORY])
        dossier.save()


@contextmanager
def beside(
    dossier: Dossier, kind: str, *, by: User, at: datetime, permissions: tuple[str, ...], reason: str = ""
) -> Iterator[dict[str, Any]]:
    """Lock the dossier for a fact beside its state, in any state, and log it when the block ends."""
    if not any(by.has_perm(permission) for permission in permissions):
        raise NotYours(_("Your account may not take this step."))
    with transaction.atomic():
        dossier.refresh_from_db(from_queryset=Dossier.objects.select_for_update())
        data: dict[str, Any] = {}
        yield data
        log.append(dossier, kind=kind, by=by, at=at, before=dossier.state, reason=reason, data=data)
        because(dossier, (reason or kind)[:REASON_IN_HISTORY])
        dossier.save()


def give(dossier: Dossier, *, to: User, by: User, at: datetime, note: str = "") -> HandOver:
    """Hand the dossier over to `to`; it stays with the giver until it is taken (R21)."""
    with moving(dossier, "give", by=by, at=at, reason=note) as data:
        _check_holder(dossier, by)
        if to.pk == dossier.holder_id:
            raise NotAllowed(_("%(dossier)s is already with %(taker)s.") % {"dossier": dossier, "taker": to})
        if to.desk_id != dossier.desk_id or not to.is_active:
            raise NotAllowed(_("%(taker)s is not posted at the desk of this dossier.") % {"taker": to})
        if _under_way(dossier):
            raise NotAllowed(_("%(dossier)s is already being handed over.") % {"dossier": dossier})
        giver = dossier.holder
        last = dossier.hand_overs.aggregate(last=Max("ordinal"))["last"] or 0
        hand_over = HandOver.objects.create(
            dossier=dossier,
            ordinal=last + 1,
            giver=giver,
            giver_name=str(giver),
            giver_unit=log.office_of(giver),
            taker=to,
            taker_name=str(to),
            taker_unit=log.office_of(to),
            given_at=at,
            note=note,
        )
        data |= {"to": to.pk, "to_name": str(to), "hand_over": hand_over.ordinal}
    return hand_over


def recall(dossier: Dossier, *, by: User, at: datetime) -> None:
    """Take back what was offered and not taken yet."""
    with moving(dossier, "recall", by=by, at=at) as data:
        _check_holder(dossier, by)
        hand_over = _offered(dossier)
        hand_over.taken_at, hand_over.note = at, _("recalled")
        hand_over.taker, hand_over.taker_name = hand_over.giver, hand_over.giver_name
        hand_over.taker_unit = hand_over.giver_unit
        hand_over.save()
        data["hand_over"] = hand_over.ordinal


def take(dossier: Dossier, *, by: User, at: datetime, note: str = "") -> HandOver:
    """Confirm that the dossier is in the taker's hands, or in those of a colleague of the same unit.

    The step of the giver ends and is judged at the time the dossier was given (control sheet).
    """
    with moving(dossier, "take", by=by, at=at, reason=note) as data:
        hand_over = _offered(dossier)
        meant = hand_over.taker
        if by.pk != meant.pk and (by.desk_id, by.division_id) != (meant.desk_id, meant.division_id):
            raise NotYours(_("%(dossier)s was given to %(taker)s.") % {"dossier": dossier, "taker": meant})
        _take_over(dossier, hand_over, by=by, at=at)
        step = routing.enter(dossier, division=by.division, officer=by, at=at)
        if by.pk != meant.pk:
            step.deputy_for = meant
            step.save()
        data |= {"hand_over": hand_over.ordinal, "from": hand_over.giver_name, "step": step.ordinal}
    return hand_over


def pause(
    dossier: Dossier,
    *,
    reason: str,
    legal_basis: str,
    by: User,
    at: datetime,
    policy: str = Pause.Policy.RESUME,
) -> Pause:
    """Stop the clock for one of the lawful reasons; consultation and absence are none (R31)."""
    if reason not in (Pause.Reason.XAC_MINH_THEO_LUAT, Pause.Reason.NGHIA_VU_TAI_CHINH, Pause.Reason.KHAC):
        raise NotAllowed(_("The clock stops only for a reason that the law names."))
    if not legal_basis.strip():
        raise NotAllowed(_("Name the legal basis on which the clock stops."))
    with moving(dossier, "pause", by=by, at=at, reason=legal_basis) as data:
        stopped = stop_clock(dossier, reason=reason, policy=policy, legal_basis=legal_basis, at=at)
        data |= {"reason": reason, "policy": str(policy)}
    return stopped


def resume(dossier: Dossier, *, by: User, at: datetime) -> DueComputation:
    """Let the clock go on and set the due date that follows."""
    with moving(dossier, "resume", by=by, at=at) as data:
        computation = start_clock(dossier, DueComputation.Occasion.PAUSE, at=at)
        data["due_on"] = computation.due_on.isoformat()
    return computation


def stop_clock(dossier: Dossier, *, reason: str, policy: str, legal_basis: str, at: datetime) -> Pause:
    """Record that the clock of the locked `dossier` stands from `at` on."""
    if dossier.paused_at is not None:
        raise NotAllowed(_("The clock of %(dossier)s already stands.") % {"dossier": dossier})
    dossier.paused_at, dossier.pause_reason = at, reason
    return Pause.objects.create(
        dossier=dossier, reason=reason, policy=policy, legal_basis=legal_basis, paused_at=at
    )


def start_clock(dossier: Dossier, occasion: DueComputation.Occasion, *, at: datetime) -> DueComputation:
    """End the pause of the locked `dossier` and move its due date, never back before the first (R30, R38)."""
    stood = dossier.pauses.filter(resumed_at__isnull=True).first()
    if stood is None:
        raise NotAllowed(_("The clock of %(dossier)s is not standing.") % {"dossier": dossier})
    stood.resumed_at = at
    stood.save()
    dossier.paused_at, dossier.pause_reason = None, ""
    due = clock.due_date(
        clock.term_of(dossier),
        dossier.received_at,
        calendar_for(dossier.desk),
        rules=clock.rules_on(dossier.received_on),
        pauses=dossier.pauses.order_by("paused_at"),
    )
    _shift_steps(dossier, due.due_at)
    # A pause the law grants moves the date that counts; an apology never does.
    appointed = (dossier.due_on, dossier.due_at) if dossier.due_on > dossier.due_original_on else None
    dossier.due_original_on, dossier.due_original_at = due.due_on, due.due_at
    dossier.due_on, dossier.due_at = max(appointed or (due.due_on, due.due_at), (due.due_on, due.due_at))
    return clock.record(dossier, due, occasion, at=at)


def _shift_steps(dossier: Dossier, due_at: datetime) -> None:
    """Give every step that is not done the working time by which the due date moves."""
    calendar = calendar_for(dossier.desk)
    minutes = calendar.working_minutes_between(dossier.due_original_at, due_at)
    if minutes <= 0:
        return
    for step in dossier.steps.filter(ended_at__isnull=True, due_at__isnull=False):
        assert step.due_at  # filtered above
        step.due_at = min(calendar.add_working_minutes(step.due_at, minutes), due_at)
        step.save()


def sign(dossier: Dossier, *, by: User, at: datetime, note: str = "") -> None:
    """Record that the result is signed; from now on it cannot be stopped (R45)."""
    with moving(dossier, "sign", by=by, at=at, reason=note):
        if dossier.result_signed_at is not None:
            raise NotAllowed(_("The result of %(dossier)s is already signed.") % {"dossier": dossier})
        dossier.result_signed_at = at


def resolve(dossier: Dossier, *, by: User, at: datetime, note: str = "") -> None:
    """Record that the desk has the result: here lateness is measured (R41, R47)."""
    with moving(dossier, "resolve", by=by, at=at, reason=note) as data:
        if dossier.paused_at is not None:
            raise NotAllowed(_("The clock of %(dossier)s stands: let it go on first.") % {"dossier": dossier})
        hand_over = _under_way(dossier)
        if hand_over is not None:
            _take_over(dossier, hand_over, by=by, at=at)
        finish(dossier, at=at)
        dossier.holder, dossier.holder_division = by, None
        dossier.result_signed_at = dossier.result_signed_at or at
        dossier.delivery = Dossier.Delivery.READY
        _begin_return(dossier, by=by, at=at)
        data["timeliness"] = dossier.timeliness


def tell(dossier: Dossier, *, channel: str, result: str, by: User, at: datetime) -> None:
    """Record that the applicant was told the result is ready, before or without waiting for the day (R42)."""
    with moving(dossier, "tell", by=by, at=at, channel=channel, result=result):
        if dossier.delivery != Dossier.Delivery.READY:
            raise NotAllowed(_("The applicant of %(dossier)s was already told.") % {"dossier": dossier})
        dossier.delivery = Dossier.Delivery.NOTIFIED


def finish(dossier: Dossier, *, at: datetime) -> None:
    """End the work on the locked `dossier`: time, day and timeliness against the first date (R47)."""
    routing.leave(dossier, at=at)
    dossier.resolved_at, dossier.resolved_on = at, localdate(at)
    dossier.timeliness = str(deadlines.timeliness(at, dossier.due_original_at, dossier.term_unit))


def _begin_return(dossier: Dossier, *, by: User, at: datetime) -> None:
    step = (
        dossier.steps.filter(kind=ProcessStep.Kind.RETURN, started_at__isnull=True).order_by("ordinal").last()
    )
    if step is not None:
        step.officer, step.started_at = by, at
        step.save()


def _take_over(dossier: Dossier, hand_over: HandOver, *, by: User, at: datetime) -> None:
    hand_over.timeliness = routing.leave(dossier, at=hand_over.given_at)
    hand_over.taken_at = at
    hand_over.taker, hand_over.taker_name, hand_over.taker_unit = by, str(by), log.office_of(by)
    hand_over.save()
    dossier.holder, dossier.holder_division = by, by.division


def _under_way(dossier: Dossier) -> HandOver | None:
    return dossier.hand_overs.filter(taken_at__isnull=True).first()


def _offered(dossier: Dossier) -> HandOver:
    hand_over = _under_way(dossier)
    if hand_over is None:
        raise NotAllowed(_("Nobody is handing %(dossier)s over.") % {"dossier": dossier})
    return hand_over


def _check_holder(dossier: Dossier, by: User) -> None:
    if dossier.holder_id != by.pk and not by.has_perm("dossiers.override_rule"):
        raise NotYours(_("%(dossier)s is with %(holder)s.") % {"dossier": dossier, "holder": dossier.holder})
