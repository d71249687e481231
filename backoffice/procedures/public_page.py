"""What is missing on a procedure's public page before it is posted (R11, R22, NĐ 61/2018 Điều 8)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk, ServiceGroup
from backoffice.procedures import doubts, processes
from backoffice.procedures.models import Posting, Procedure, ProcedureVersion, TimeLimit
from backoffice.procedures.parts import read_fee

# A shortfall is certain only where the limit itself is counted in working time.
EXACT = {TimeLimit.Unit.WORKING_DAY, TimeLimit.Unit.HOUR}


@dataclass(frozen=True)
class Lack:
    """Something missing on a procedure's public page. `stops`: it may not be posted like this."""

    message: str
    stops: bool = False


def lacks(procedure: Procedure, *, desk: Desk, on: date) -> list[Lack]:
    """Return what is missing for posting `procedure` at `desk` on a day."""
    return lacks_of([procedure], desk=desk, on=on)[procedure.pk]


def lacks_of(procedures: Iterable[Procedure], *, desk: Desk, on: date) -> dict[int, list[Lack]]:
    """Return, by procedure, what is missing for posting it; eight queries, however many there are."""
    keys = [procedure.pk for procedure in procedures]
    in_force = ProcedureVersion.objects.in_force(on=on).order_by("number")
    parts = in_force.prefetch_related("time_limits", "components", "fees", "process_steps")
    groups = ServiceGroup.objects.filter(desk=desk).active()
    rows = Procedure.objects.filter(pk__in=keys).prefetch_related(
        Prefetch("versions", parts, to_attr="in_force"),
        Prefetch("field__service_groups", groups, to_attr="queues_here"),
        Prefetch("postings", Posting.objects.filter(desk=desk), to_attr="posted_here"),
    )
    return {row.pk: list(_lacks(row, on)) for row in rows.select_related("field")}


def _lacks(procedure, on: date) -> Iterator[Lack]:
    if not procedure.in_force:
        yield Lack(_("No version is in force on %(day)s.") % {"day": f"{on:%d/%m/%Y}"}, stops=True)
        return
    version = procedure.in_force[-1]
    limit = version.main_limit
    if processes.allowed_hours(limit) is None:
        yield Lack(_("The time limit is not read yet: confirm its amount and unit."))
    if not version.documents_text and not version.components.all():
        yield Lack(_("The papers to hand in are not listed."))
    if not version.fees.all() and not _says_what_it_costs(version):
        missing = _("The fees are not read yet: enter the amounts.")
        yield Lack(f"{missing} {doubts.of_fee(read_fee(version.fee_text))}".rstrip())
    yield from _lacks_of_steps(version, limit)
    own_queue = any(posting.service_group_id for posting in procedure.posted_here)
    if not own_queue and not procedure.field.queues_here:
        message = _("The field “%(field)s” has no queue at this desk: nobody can take a number.")
        yield Lack(message % {"field": procedure.field.name})


def _says_what_it_costs(version: ProcedureVersion) -> bool:
    """A page without amounts is right only where the text itself says that nothing is to be paid."""
    reading = read_fee(version.fee_text)
    return reading.free or (bool(version.fee_text) and reading.reason == "not_stated")


def _lacks_of_steps(version: ProcedureVersion, limit: TimeLimit | None) -> Iterator[Lack]:
    allowed, steps = processes.allowed_hours(limit), version.process_steps.all()
    if not steps:
        yield Lack(_("The internal process is not entered."))
    elif allowed is not None and limit is not None:
        taken = processes.hours_of(version)
        if taken > allowed:
            message = _("The steps of the internal process take %(hours)s hours more than the limit allows.")
            yield Lack(message % {"hours": f"{(taken - allowed).normalize():f}"}, stops=True)
        elif taken < allowed and (limit.same_day or limit.unit in EXACT):
            message = _("%(hours)s hours of the limit belong to no step of the internal process.")
            yield Lack(message % {"hours": f"{(allowed - taken).normalize():f}"})
