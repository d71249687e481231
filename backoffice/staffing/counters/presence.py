"""Who is at which counter: to open it is the check-in, and only an open counter receives and returns.

    open_counter → (pause → resume)* → close_counter; `close_left_open` closes what is left open.

The lobby's board reads the sessions; these verbs notify it of a change.
"""

from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import get_current_timezone, localdate, localtime
from django.utils.translation import gettext as _

from backoffice.history.tracking import create_tracked, update_tracked
from backoffice.organisation.models import Counter, Desk, User
from backoffice.staffing.counters import service_changes
from backoffice.staffing.counters.opening_hours import Opening, Session, opening_plan
from backoffice.staffing.models import CounterSession, Duty, Officer, RefusedAttempt

NOON = time(12)
MOVED = ("closed_at", "paused_at", "pause_reason", "minutes_early", "closed_by_system")


class NotAllowed(Exception):
    """The counter cannot be opened, paused, resumed or closed; the message says why."""


class NotAtTheDesk(PermissionDenied):
    """Reception and return need an open counter session (Nghị định 61/2018 Điều 5.1.e); recorded."""


def open_counter(*, counter: Counter, user: User, at: datetime, reason: str = "") -> CounterSession:
    """Check `user` in at `counter`, on the duty rostered for the current session.

    Without that duty a `reason` is needed: the session is a recorded substitution. Sessions that the
    officer or the counter left open on a day before are closed first.

    :raises NotAllowed: not an officer of the desk, no duty and no reason, or either has an open session.
    """
    officer = _officer_at(counter, user, on=localdate(at))
    opening = opening_plan(counter.desk, first=localdate(at), last=localdate(at)).at(at)
    duty = _duty_at(opening, counter, officer, at=at)
    if duty is None and not reason.strip():
        raise NotAllowed(_("You have no duty at this counter now: write the reason to open it."))
    session = CounterSession(
        counter=counter,
        officer=officer,
        duty=duty,
        day=localdate(at),
        opened_at=at,
        unrostered_reason="" if duty else reason.strip(),
        minutes_late=opening.minutes_late(at) if duty and opening else None,
    )
    with transaction.atomic():
        _close_what_was_left(counter, officer, on=session.day)
        opened = _insert(session, by=user)
        service_changes.changed(counter.desk_id)
    return opened


def close_counter(*, session: CounterSession, by: User, at: datetime) -> CounterSession:
    """Check the officer out; `session` is refreshed.

    :raises NotAllowed: already closed, or the session of another officer and `by` does not manage the roster.
    """
    with transaction.atomic():
        _lock(session, by=by)
        session.paused_at, session.pause_reason = None, ""
        session.closed_at = at
        session.minutes_early = _minutes_early(session)
        _save(session, by=by, reason=_("Counter closed"))
    return session


def pause(*, session: CounterSession, reason: str, by: User, at: datetime) -> CounterSession:
    """Stop the calls at this counter for a while; the reason is shown to the head of the desk.

    :raises NotAllowed: closed, already paused, or without a reason.
    """
    if not reason.strip():
        raise NotAllowed(_("Write why the counter pauses."))
    with transaction.atomic():
        _lock(session, by=by)
        if session.paused_at:
            raise NotAllowed(_("This counter is already paused."))
        session.paused_at, session.pause_reason = at, reason.strip()
        _save(session, by=by, reason=_("Counter paused: %(reason)s") % {"reason": reason.strip()})
    return session


def resume(*, session: CounterSession, by: User, at: datetime) -> CounterSession:
    """Resume the calls.

    :raises NotAllowed: closed or not paused.
    """
    with transaction.atomic():
        _lock(session, by=by)
        if session.paused_at is None:
            raise NotAllowed(_("This counter is not paused."))
        minutes = int((at - session.paused_at).total_seconds() // 60)
        session.paused_at, session.pause_reason = None, ""
        _save(session, by=by, reason=_("Counter resumed after %(minutes)s minutes") % {"minutes": minutes})
    return session


def relieve(duty: Duty, *, by: User, at: datetime) -> CounterSession | None:
    """Close the counter of a duty if another officer has it open today; return the closed session."""
    sessions = CounterSession.objects.open().filter(counter=duty.counter_id, day=localdate(at))
    if duty.day != localdate(at):
        return None
    session = sessions.exclude(officer=duty.officer_id).select_related("counter", "officer").first()
    return close_counter(session=session, by=by, at=at) if session else None


def session_of(user: User) -> CounterSession | None:
    """Return the open session of `user`, with its counter and desk; one query."""
    sessions = CounterSession.objects.open().filter(officer__user=user)
    return sessions.select_related("counter__desk", "officer__user").first()


def require_session(*, user: User, verb: str, at: datetime) -> CounterSession:
    """Return the open session of today; without one nobody receives or returns (R10).

    Call it before the transaction of the verb it protects: a refusal is committed here on its own, so
    that no rollback of the caller removes the record. Within a transaction it raises RuntimeError.

    :raises NotAtTheDesk: there is no such session; a RefusedAttempt has been recorded.
    """
    session = session_of(user)
    if session is not None and session.day == localdate(at):
        return session
    if session is None:
        why = _("No counter is open under this account: reception and return take place at the desk only.")
    else:
        why = _("The counter session is from %(day)s: open your counter today.") % {
            "day": session.day.strftime("%d/%m/%Y")
        }
    raise refused(user=user, verb=verb, at=at, why=why)


def refused(*, user: User, verb: str, at: datetime, why: str = "") -> NotAtTheDesk:
    """Record a refused attempt to receive or return, committed on its own; return the exception to raise."""
    why = why or _("This account does not serve at a counter: reception and return take place there only.")
    with transaction.atomic(durable=True):
        RefusedAttempt.objects.create(
            desk=user.desk, user=user, user_name=str(user), verb=verb, at=at, reason=why
        )
    return NotAtTheDesk(why)


def close_left_open(*, at: datetime, desk: Desk | None = None) -> int:
    """Close the sessions whose day is over at that day's closing time, with a flag; return how many.

    Today's sessions are over once the last session of the desk has closed. A second run changes nothing.
    """
    today = localdate(at)
    sessions = CounterSession.objects.open().filter(day__lte=today)
    if desk is not None:
        sessions = sessions.filter(counter__desk=desk)
    with transaction.atomic():
        found = [s for s in _locked(sessions) if s.day < today or at >= _closing_time(s)]
        return _close_by_system(found)


def _officer_at(counter: Counter, user: User, *, on: date) -> Officer:
    officer = Officer.objects.serving(on=on).filter(user=user, desk=counter.desk_id).first()
    if officer is None:
        raise NotAllowed(_("Only an officer who serves at this desk may open its counters."))
    if not counter.is_active:
        raise NotAllowed(_("This counter is not in use."))
    return officer


def _duty_in(opening: Opening | None, counter: Counter, officer: Officer, *, on: date) -> Duty | None:
    if opening is None:
        return None
    return Duty.objects.filter(counter=counter, officer=officer, day=on, session=opening.session).first()


def _duty_at(opening: Opening | None, counter: Counter, officer: Officer, *, at: datetime) -> Duty | None:
    """Return the duty in the current session; on a day off or after closing, a duty rostered for then."""
    if opening is not None:
        return _duty_in(opening, counter, officer, on=localdate(at))
    duties = Duty.objects.filter(counter=counter, officer=officer, day=localdate(at))
    session = Session.MORNING if localtime(at).time() < NOON else Session.AFTERNOON
    return duties.filter(session=session).first() or duties.first()


def _minutes_early(session: CounterSession) -> int | None:
    """Minutes before the end of the rostered session in which it closed; empty without a duty."""
    assert session.closed_at
    if session.duty_id is None:
        return None
    opening = opening_plan(session.counter.desk, first=session.day, last=session.day).at(session.closed_at)
    duty = _duty_in(opening, session.counter, session.officer, on=session.day)
    return opening.minutes_early(session.closed_at) if opening and duty else 0


def _insert(session: CounterSession, *, by: User) -> CounterSession:
    try:
        with transaction.atomic():
            return create_tracked([session], by=by, reason=_("Counter opened"))[0]
    except IntegrityError:
        try:
            session.validate_constraints()
        except ValidationError as taken:
            raise NotAllowed(" ".join(taken.messages)) from taken
        raise


def _lock(session: CounterSession, *, by: User) -> None:
    session.refresh_from_db(from_queryset=CounterSession.objects.select_for_update())
    own = session.officer.user_id == by.pk
    if not own and not (by.has_perm("staffing.change_duty") and by.sees(session)):
        raise NotAllowed(_("This is another officer's counter session."))
    if session.closed_at is not None:
        raise NotAllowed(_("This counter session is already closed."))


def _save(session: CounterSession, *, by: User | None, reason: str) -> None:
    update_tracked([session], fields=MOVED, by=by, reason=reason)
    service_changes.changed(session.counter.desk_id)


def _locked(sessions) -> list[CounterSession]:
    return list(sessions.select_for_update(of=("self",)).select_related("counter__desk").order_by("pk"))


def _close_what_was_left(counter: Counter, officer: Officer, *, on: date) -> None:
    left = CounterSession.objects.left_open(on=on)
    _close_by_system(_locked(left.filter(counter=counter) | left.filter(officer=officer)))


def _close_by_system(sessions: list[CounterSession]) -> int:
    for session in sessions:
        session.closed_at = max(session.opened_at, _closing_time(session))
        session.paused_at, session.pause_reason = None, ""
        session.closed_by_system = True
    for desk in {session.counter.desk_id for session in sessions}:
        service_changes.changed(desk)
    return update_tracked(
        sessions, fields=MOVED, by=None, reason=_("Left open, closed by the system at closing time")
    )


def _closing_time(session: CounterSession) -> datetime:
    """The end of the last session of its day; on a day without hours, the end of the day."""
    openings = opening_plan(session.counter.desk, first=session.day, last=session.day).on(session.day)
    closes_at = openings[-1].closes_at if openings else datetime.max.time().replace(microsecond=0)
    return datetime.combine(session.day, closes_at, tzinfo=get_current_timezone())
