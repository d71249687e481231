"""The internal process of a version: taken from another procedure, from a table, or divided by a pattern.

Each way replaces the steps in one go, with history; officers and standbys come along only from a procedure
of the same desk. What is kept is checked against the limit (R22).
"""

from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from backoffice.history.tracking import create_tracked, delete_tracked
from backoffice.organisation.models import User
from backoffice.procedures import workflows
from backoffice.procedures.models import Procedure, ProcedureVersion, ProcessStep, TimeLimit

PERMISSION = "procedures.change_processstep"
HOURS_OF_A_DAY = workflows.HOURS_OF_A_DAY
# The most working hours one unit can hold: what exceeds them cannot fit, whatever the calendar says.
HOURS = {
    TimeLimit.Unit.WORKING_DAY: HOURS_OF_A_DAY,
    TimeLimit.Unit.DAY: HOURS_OF_A_DAY,
    TimeLimit.Unit.MONTH: 23 * HOURS_OF_A_DAY,
    TimeLimit.Unit.HOUR: 1,
}


class NotTaken(Exception):
    """The steps stay as they are; the message says why."""


def allowed_hours(limit: TimeLimit | None) -> Decimal | None:
    """Return the most working hours a limit can hold; `None` where the limit is not known."""
    if limit is None:
        return None
    if limit.same_day:
        return Decimal(HOURS_OF_A_DAY)
    if limit.amount is None or limit.unit not in HOURS:
        return None
    return limit.amount * HOURS[TimeLimit.Unit(limit.unit)]


def hours_of(version: ProcedureVersion) -> Decimal:
    """Return the working hours all steps of a version take together."""
    return sum((step.hours for step in version.process_steps.all()), Decimal(0))


def hours_over(version: ProcedureVersion, limit: TimeLimit | None) -> Decimal:
    """Return by how many working hours the steps exceed the limit; 0 when they fit (R22)."""
    allowed = allowed_hours(limit)
    return Decimal(0) if allowed is None else max(Decimal(0), hours_of(version) - allowed)


def check_permission(user: User, version: ProcedureVersion) -> None:
    """:raises PermissionDenied: unless `user` may change steps and keeps the procedure."""
    keeps = Procedure.objects.kept_by(user).filter(pk=version.procedure_id).exists()
    if not user.has_perm(PERMISSION) or not keeps:
        raise PermissionDenied(_("Your account may not change the internal process of this procedure."))


def take_from(source: ProcedureVersion, version: ProcedureVersion, *, by: User) -> int:
    """Give `version` the steps of another version, and return how many.

    :raises NotTaken: the other version has no steps, or is this one.
    """
    steps = list(source.process_steps.order_by("ordinal"))
    if source == version or not steps:
        raise NotTaken(_("%(code)s has no steps to take over.") % {"code": source.procedure.code})
    same_desk = source.procedure.desk_id == version.procedure.desk_id
    fresh = [
        ProcessStep(
            ordinal=ordinal,
            kind=step.kind,
            name=step.name,
            post=step.post,
            hours=step.hours,
            division_id=step.division_id if same_desk else None,
            officer_id=step.officer_id if same_desk else None,
            standby_id=step.standby_id if same_desk else None,
        )
        for ordinal, step in enumerate(steps, start=1)
    ]
    return _replace(version, fresh, by=by, reason=_("taken from %(code)s") % {"code": source.procedure.code})


def divide(version: ProcedureVersion, *, by: User) -> int:
    """Give `version` the five usual steps, its limit divided among them.

    :raises NotTaken: the limit is not read yet.
    """
    allowed = allowed_hours(version.main_limit)
    if allowed is None:
        raise NotTaken(_("The time limit is not read yet: confirm its amount and unit."))
    Kind = ProcessStep.Kind
    usual = (
        (Kind.RECEPTION, _("Receive, check and hand over the dossier")),
        (Kind.EXAMINATION, _("Examine the dossier and draft the result")),
        (Kind.APPROVAL, _("Consider and sign")),
        (Kind.APPROVAL, _("Number, stamp and hand to the desk")),
        (Kind.RETURN, _("Return the result, collect fees")),
    )
    fresh = [
        ProcessStep(ordinal=ordinal, kind=kind, name=name, hours=hours)
        for ordinal, ((kind, name), hours) in enumerate(
            zip(usual, workflows.shares(allowed), strict=True), start=1
        )
    ]
    return _replace(version, fresh, by=by, reason=_("limit divided among the usual steps"))


def take_table(
    version: ProcedureVersion, rows: Sequence[Sequence[str]], *, column: int, by: User
) -> list[workflows.Draft]:
    """Give `version` the steps of a table; return those whose time a person must fill in.

    :raises NotTaken: the table has no head that names the steps, who is responsible and the time.
    """
    drafts = workflows.read(rows, column=column)
    if not drafts:
        raise NotTaken(
            _("No table with the columns “Trình tự các bước”, “Trách nhiệm” and “Thời gian” was found.")
        )
    last = len(drafts)
    fresh = [
        ProcessStep(
            ordinal=ordinal,
            kind=workflows.kind_of(draft, is_first=ordinal == 1, is_last=ordinal == last),
            name=draft.name or draft.post[: workflows.NAME_LENGTH],
            post=draft.post,
            hours=draft.hours or Decimal(0),
        )
        for ordinal, draft in enumerate(drafts, start=1)
    ]
    _replace(version, fresh, by=by, reason=_("taken from a table"))
    return [draft for draft in drafts if draft.hours is None]


def _replace(version: ProcedureVersion, fresh: list[ProcessStep], *, by: User, reason: str) -> int:
    check_permission(by, version)
    with transaction.atomic():
        ProcedureVersion.objects.select_for_update().get(pk=version.pk)
        delete_tracked(list(version.process_steps.all()), by=by, reason=reason)
        for step in fresh:
            step.version = version
        create_tracked(fresh, by=by, reason=reason)
    return len(fresh)
