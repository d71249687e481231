"""The appointment of a reception: when it counts, under which version, when its result is due (R11)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.dossiers import deadlines
from backoffice.dossiers.lifecycle import clock
from backoffice.dossiers.models import Dossier
from backoffice.organisation.calendar import WorkCalendar
from backoffice.organisation.models import RuleSet
from backoffice.procedures.models import Posting, ProcedureVersion, TimeLimit


class NotReceivable(Exception):
    """This dossier cannot be received; the message says why."""


@dataclass(frozen=True)
class Appointment:
    """When a dossier counts as received, under which version and regime, and when its result is due."""

    received_at: datetime
    version: ProcedureVersion
    rules: RuleSet
    due: deadlines.Due


def appointment(
    posting: Posting,
    *,
    channel: str,
    calendar: WorkCalendar,
    at: datetime,
    shown: ProcedureVersion | None = None,
    case: str = "",
    limit: TimeLimit | None = None,
    term: deadlines.Term | None = None,
    on_paper_at: datetime | None = None,
) -> Appointment:
    """Return the appointment of a reception at `at`; `shown` is the version that the officer has seen.

    :raises NotReceivable: not posted, no version in force, or no limit can be read and none was typed.
    """
    received = received_at(channel=channel, on_paper_at=on_paper_at, calendar=calendar, at=at)
    version = version_for(posting, on=localdate(received), shown=shown)
    counted = _term(version, channel=channel, case=case, limit=limit, typed=term)
    rules = clock.rules_on(localdate(received))
    return Appointment(received, version, rules, clock.due_date(counted, received, calendar, rules=rules))


def received_at(
    *, channel: str, on_paper_at: datetime | None, calendar: WorkCalendar, at: datetime
) -> datetime:
    """Return when a dossier counts as received: on paper, or now; by post or online in opening hours."""
    if on_paper_at is not None:
        return on_paper_at
    if channel == Dossier.Channel.IN_PERSON:
        return at
    return deadlines.reception_at(at, calendar)


def version_for(posting: Posting, *, on: date, shown: ProcedureVersion | None = None) -> ProcedureVersion:
    """Return the version in force on a day of a procedure posted at the desk (R11).

    :raises NotReceivable: not posted, none in force, or `shown` is not the one in force.
    """
    if not Posting.objects.published(on=on).filter(pk=posting.pk).exists():
        raise NotReceivable(
            _("%(procedure)s is not in the list of this desk.") % {"procedure": posting.procedure}
        )
    current = ProcedureVersion.objects.in_force(on=on).get(procedure=posting.procedure_id)
    if shown is not None and shown.pk != current.pk:
        raise NotReceivable(
            _("This version ended on %(ended)s: receive under version %(number)s, in force from %(start)s.")
            % {
                "ended": f"{shown.valid_to:%d/%m/%Y}" if shown.valid_to else "–",
                "number": current.number,
                "start": f"{current.valid_from:%d/%m/%Y}",
            }
        )
    return current


def limit_for(version: ProcedureVersion, *, channel: str, case: str = "") -> TimeLimit | None:
    """Return the limit for a case and channel, or else the main one; None if a person must decide."""
    readable = [limit for limit in version.time_limits.all() if limit.amount or limit.same_day]
    if case:
        readable = [limit for limit in readable if limit.case == case] or readable
    own = [limit for limit in readable if limit.channel == channel]
    main = [limit for limit in own or readable if limit.is_main]
    found = main or own or [limit for limit in readable if not limit.channel and not limit.case]
    return found[0] if found else None


def term_for(limit: TimeLimit) -> deadlines.Term:
    if limit.same_day or limit.amount is None:
        return deadlines.Term(Decimal(0), deadlines.Unit.WORKING_DAY)
    return deadlines.Term(limit.amount, deadlines.Unit(limit.unit))


def _term(
    version: ProcedureVersion,
    *,
    channel: str,
    case: str,
    limit: TimeLimit | None,
    typed: deadlines.Term | None,
) -> deadlines.Term:
    """Return the limit that was chosen, or the version's, or else the one that was typed."""
    limit = limit or limit_for(version, channel=channel, case=case)
    if limit is not None:
        if limit.version_id != version.pk:
            raise NotReceivable(_("This time limit belongs to another version."))
        return term_for(limit)
    if typed is None:
        raise NotReceivable(_("The version gives no time limit that can be computed: enter it."))
    return typed
