"""Reception at the counter: code, papers, due date, steps, receipt and log in one transaction."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.base.folding import tidy
from backoffice.dossiers import codes, identity, search
from backoffice.dossiers.lifecycle import clock, log, routing
from backoffice.dossiers.lifecycle.transitions import Verb
from backoffice.dossiers.models import (
    Dossier,
    DossierComponent,
    DueComputation,
    FeeLine,
    Slip,
)
from backoffice.dossiers.reception.agreements import Amount, Outside, Paper, Person, Proxy, Reception
from backoffice.dossiers.reception.appointments import Appointment, NotReceivable, appointment, received_at
from backoffice.dossiers.reception.known_people import known_applicant, stated_name
from backoffice.dossiers.slips import receipts
from backoffice.history.tracking import because, create_tracked
from backoffice.organisation.calendar import WorkCalendar
from backoffice.organisation.models import Desk, RuleSet, User
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import Component, Posting, ProcedureVersion
from backoffice.staffing.counters.presence import require_session
from backoffice.staffing.models import CounterSession

RECEIVE = Verb(
    name="receive",
    label=_lazy("received"),
    permissions=("dossiers.receive_dossier",),
    sources=frozenset(),
    target=Dossier.State.RECEIVED,
    counter_act="receive",
    slip=Slip.Kind.RECEIPT,
)


class AlreadyReceived(NotReceivable):
    """The same form was received already, with other data (F11)."""

    def __init__(self, dossier: Dossier) -> None:
        sentence = _(
            "%(dossier)s was already received with this form, for other data: look at it first. "
            "If this is another dossier, press once more."
        )
        super().__init__(sentence % {"dossier": dossier})


class PapersMissing(NotReceivable):
    """Mandatory papers are missing: form 02 asks for them instead (R12)."""

    def __init__(self, missing: list[Component]) -> None:
        names = "; ".join(component.name for component in missing)
        super().__init__(_("Mandatory papers are missing: %(papers)s") % {"papers": names})
        self.missing = missing


def receive(reception: Reception, *, user: User, at: datetime) -> Dossier:
    """Receive a dossier and return it with its code, due date, steps, receipt and first event.

    Call it outside a transaction: an attempt without an open counter is recorded before the refusal.

    :raises NotAtTheDesk: no open counter session, and no decision that allows reception elsewhere (R10).
    :raises PapersMissing: mandatory papers are missing (R12).
    :raises NotReceivable: not in the desk's list, no version in force, no limit, no authorisation …
    """
    session = None
    if reception.outside is None:
        session = require_session(user=user, verb=RECEIVE.counter_act, at=at)
    desk = session.counter.desk if session else user.desk
    if desk is None:
        raise NotReceivable(_("Your account is not posted at a desk."))
    if known := _already(desk, reception):
        return known
    try:
        with transaction.atomic():
            return _receive(reception, desk=desk, session=session, user=user, at=at)
    except IntegrityError:
        if known := _already(desk, reception):
            return known
        raise


def missing_components(version: ProcedureVersion, papers: tuple[Paper, ...], case: str) -> list[Component]:
    """Return the mandatory papers that are not on the counter."""
    present = {paper.component.pk for paper in papers if paper.component and paper.is_present}
    needed = version.components.filter(is_mandatory=True, case__in={"", case}).order_by("ordinal")
    return [component for component in needed if component.pk not in present]


def _receive(
    reception: Reception, *, desk: Desk, session: CounterSession | None, user: User, at: datetime
) -> Dossier:
    calendar = calendar_for(desk)
    _check(reception, desk=desk, calendar=calendar, at=at)
    agreed = appointment(
        reception.posting,
        channel=reception.channel,
        calendar=calendar,
        at=at,
        shown=reception.version,
        case=reception.case,
        limit=reception.limit,
        term=reception.term,
        on_paper_at=reception.on_paper_at,
    )
    version, due = agreed.version, agreed.due
    if missing := missing_components(version, reception.papers, reception.case):
        raise PapersMissing(missing)
    dossier = _dossier_of(reception, agreed, desk=desk, session=session, user=user)
    because(dossier, _("received"))
    dossier.save()
    _add_parts(dossier, reception, user=user, at=at)
    clock.record(dossier, due, DueComputation.Occasion.RECEPTION, at=at)
    add_steps(dossier, calendar, rules=agreed.rules, user=user)
    if not version.immediate_result or reception.receipt_requested:
        receipts.issue_receipt(dossier, by=user, at=at)
    reasons = (reception.outside.reason if reception.outside else "", reception.applicant.doubt_reason)
    reason = "; ".join(filter(None, map(str.strip, reasons)))
    details = {"code": dossier.code, "due_on": due.due_on.isoformat(), "channel": reception.channel}
    log.append(dossier, kind=RECEIVE.name, by=user, at=at, reason=reason, data=details)
    dossier.save_without_historical_record(update_fields=["log_seq", "log_hash", "log_seal"])  # type: ignore[attr-defined]
    return dossier


def _dossier_of(
    reception: Reception, agreed: Appointment, *, desk: Desk, session: CounterSession | None, user: User
) -> Dossier:
    """Return the dossier that was agreed on, with its code and its applicant, to be saved."""
    version, due, received_on = agreed.version, agreed.due, localdate(agreed.received_at)
    applicant = known_applicant(desk, reception.applicant, by=user)
    dossier = Dossier(
        code=_code(reception, desk, received_on),
        is_foreign_code=bool(reception.foreign_code),
        desk=desk,
        procedure=reception.posting.procedure,
        version=version,
        division=reception.posting.division,
        applicant=applicant,
        applicant_name=stated_name(applicant, reception.applicant),
        content=tidy(reception.content) or version.name,
        sets=reception.sets,
        result_place=reception.result_place,
        channel=reception.channel,
        received_at=agreed.received_at,
        received_on=received_on,
        received_by=user,
        received_by_name=str(user),
        session=session,
        submitted_at=reception.submitted_at,
        is_cross_boundary=reception.is_cross_boundary,
        nature=_nature(reception, desk),
        term_amount=due.term.amount,
        term_unit=due.term.unit,
        due_original_on=due.due_on,
        due_original_at=due.due_at,
        due_on=due.due_on,
        due_at=due.due_at,
        holder=user,
        receipt_requested=reception.receipt_requested,
        entered_late=reception.on_paper_at is not None,
        paper_register=reception.paper_register,
        request_key=reception.request_key,
    )
    _set_proxy(dossier, reception.proxy)
    _set_outside(dossier, reception.outside)
    _set_payment(dossier, reception.fees)
    search.set_keys(dossier)
    return dossier


def _nature(reception: Reception, desk: Desk) -> str:
    """What a demonstration's desk receives is invented, what a practice desk receives is practice."""
    if desk.is_practice:
        return Dossier.Nature.PRACTICE
    if desk.is_demonstration and reception.nature == Dossier.Nature.REAL:
        return Dossier.Nature.DEMO
    return reception.nature


def _code(reception: Reception, desk: Desk, on: date) -> str:
    if not reception.foreign_code:
        return codes.next_code(desk, on)
    code = codes.foreign(reception.foreign_code.strip())
    if Dossier.objects.filter(code=code).exists():
        raise NotReceivable(_("%(code)s is already known here.") % {"code": code})
    return code


def _check(reception: Reception, *, desk: Desk, calendar: WorkCalendar, at: datetime) -> None:
    if reception.posting.desk_id != desk.pk:
        raise NotReceivable(_("This procedure is posted at another desk."))
    if not tidy(reception.applicant.full_name):
        raise NotReceivable(_("Write the name of the applicant."))
    if reception.proxy and not reception.proxy.paper.strip():
        raise NotReceivable(_("An authorised person must show the authorisation paper."))
    if reception.on_paper_at is not None and not reception.paper_register.strip():
        raise NotReceivable(_("Write the book and number of the paper register."))
    if any(moment and moment > at for moment in (reception.on_paper_at, reception.submitted_at)):
        raise NotReceivable(_("What was filed or received on paper cannot lie in the future."))
    if reception.outside is not None:
        received = received_at(
            channel=reception.channel, on_paper_at=reception.on_paper_at, calendar=calendar, at=at
        )
        _check_outside(reception.outside, reception.posting, desk=desk, on=localdate(received))


def _check_outside(outside: Outside, posting: Posting, *, desk: Desk, on: date) -> None:
    decision = outside.decision
    in_force = decision.decided_on <= on and (decision.valid_to is None or on <= decision.valid_to)
    if decision.desk_id != desk.pk or decision.procedure_id != posting.procedure_id or not in_force:
        raise NotReceivable(_("The decision does not allow this procedure to be received outside the desk."))
    if not outside.place.strip() or not outside.reason.strip():
        raise NotReceivable(_("Outside the desk, write the place and the reason."))


def _set_proxy(dossier: Dossier, proxy: Proxy | None) -> None:
    if proxy is not None:
        dossier.proxy_name, dossier.proxy_paper = tidy(proxy.full_name), tidy(proxy.paper)
        dossier.proxy_id_number = identity.normalised(proxy.id_number)
        dossier.proxy_phone = identity.normalised_phone(proxy.phone)


def _set_outside(dossier: Dossier, outside: Outside | None) -> None:
    if outside is not None:
        dossier.outside_decision, dossier.outside_place = outside.decision, tidy(outside.place)


def _set_payment(dossier: Dossier, fees: tuple[Amount, ...]) -> None:
    owed = [fee for fee in fees if fee.amount and not fee.exempt_ground]
    if not owed:
        exempt = any(fee.exempt_ground for fee in fees)
        dossier.payment = Dossier.Payment.EXEMPT if exempt else Dossier.Payment.NONE
    elif all(fee.is_paid for fee in owed):
        dossier.payment = Dossier.Payment.PAID
    else:
        dossier.payment = Dossier.Payment.DUE


def _add_parts(dossier: Dossier, reception: Reception, *, user: User, at: datetime) -> None:
    papers = [
        DossierComponent(
            dossier=dossier,
            component=paper.component,
            ordinal=ordinal,
            name=paper.name,
            copy_kind=paper.copy_kind,
            count=paper.count,
            is_present=paper.is_present,
        )
        for ordinal, paper in enumerate(reception.papers, start=1)
    ]
    create_tracked(papers, by=user, reason=_("received"))
    fees = [
        FeeLine(
            dossier=dossier,
            kind=fee.kind,
            amount=fee.amount,
            exempt_ground=fee.exempt_ground,
            paid_at=at if fee.is_paid else None,
            paid_moment=FeeLine.Moment.RECEPTION if fee.is_paid else "",
            paid_online=fee.is_online,
            receipt_number=fee.receipt_number,
            collected_by=user if fee.is_paid else None,
        )
        for fee in reception.fees
    ]
    create_tracked(fees, by=user, reason=_("received"))


def usual_copy_kind(component: Component) -> str:
    """Return in which kind of copy a paper is asked for, where nobody has said how it came."""
    kinds = DossierComponent.CopyKind
    return kinds.COPY if component.copies and not component.originals else kinds.ORIGINAL


def add_steps(dossier: Dossier, calendar: WorkCalendar, *, rules: RuleSet, user: User) -> None:
    """Plan the steps of a dossier that is received; the first is the receiver's."""
    process = dossier.version.process_steps.select_related("division", "officer").order_by("ordinal")
    steps = routing.plan(dossier, process, calendar, rules=rules)
    steps[0].officer, steps[0].started_at = user, dossier.received_at
    for step in steps:
        step.save()


def _already(desk: Desk, reception: Reception) -> Dossier | None:
    """Return what was received with the same form: pressed twice, or sent again after a lost answer.

    :raises AlreadyReceived: with this form, but other data.
    """
    rows = Dossier.objects.select_related("applicant", "version")
    key = reception.request_key
    dossier = rows.submitted_as(key, desk=desk).first() if key else None
    if dossier is not None and not _says_the_same(dossier, reception):
        raise AlreadyReceived(dossier)
    return dossier


def _says_the_same(dossier: Dossier, reception: Reception) -> bool:
    return (
        _is_of(dossier, reception.applicant)
        and reception.posting.procedure_id == dossier.procedure_id
        and reception.channel == dossier.channel
        and (tidy(reception.content) or dossier.version.name) == dossier.content
    )


def _is_of(dossier: Dossier, person: Person) -> bool:
    name = stated_name(dossier.applicant, person) if person.confirmed else person.full_name
    is_same_number = identity.normalised(person.id_number) == dossier.applicant.id_number
    return is_same_number and identity.same_name(name, dossier.applicant_name)
