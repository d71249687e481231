"""The responsibility matrix: procedure × step × division × officer × standby (annex of the regulation)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk
from backoffice.procedures.models import Posting, ProcedureVersion, ProcessStep
from backoffice.staffing.models import Officer

Staff = tuple[tuple[str, ...], tuple[str, ...]]
"""Names of those in charge, and of the standby."""

_NO_STAFF: Staff = ((), ())


@dataclass(frozen=True)
class Line:
    """One step with those responsible for it, and what is missing."""

    step: ProcessStep
    officers: tuple[str, ...]
    standbys: tuple[str, ...]
    holes: tuple[str, ...]


@dataclass(frozen=True)
class Responsibility:
    version: ProcedureVersion
    lines: tuple[Line, ...]
    holes: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.holes and not any(line.holes for line in self.lines)


def matrix(desk: Desk, *, on: date) -> list[Responsibility]:
    """Return the published procedures of `desk` in force on a day, by field and name; six queries.

    The officers in charge of the field are responsible for a step of the desk that names nobody.
    """
    published = Posting.objects.filter(desk=desk, status=Posting.Status.PUBLISHED).values("procedure")
    versions = (
        ProcedureVersion.objects.in_force(on=on)
        .filter(procedure__in=published)
        .select_related("procedure__field")
        .order_by("procedure__field__name", "procedure__name", "procedure", "-number")
    )
    newest = list({version.procedure_id: version for version in reversed(versions)}.values())[::-1]
    steps: dict[int, list[ProcessStep]] = {version.pk: [] for version in newest}
    rows = ProcessStep.objects.filter(version__in=steps).select_related("division", "officer", "standby")
    for step in rows.order_by("version", "ordinal"):
        steps[step.version_id].append(step)
    staff = _staff_by_field(desk, on=on)
    return [
        _responsibility(version, steps[version.pk], staff.get(version.procedure.field_id, _NO_STAFF))
        for version in newest
    ]


def _staff_by_field(desk: Desk, *, on: date) -> dict[int, Staff]:
    """Return the names of those in charge of each field, and of its standby."""
    serving = (
        Officer.objects.filter(desk=desk).serving(on=on).prefetch_related("fields").order_by("full_name")
    )
    found: dict[int, Staff] = {}
    for officer in serving.prefetch_related("fields"):
        for field in officer.fields.all():
            in_charge, standby = found.get(field.pk, _NO_STAFF)
            mine = (officer.full_name,)
            found[field.pk] = (
                (in_charge, standby + mine) if officer.is_standby else (in_charge + mine, standby)
            )
    return found


def _responsibility(version: ProcedureVersion, steps: Sequence[ProcessStep], staff: Staff) -> Responsibility:
    holes = []
    kinds = {step.kind for step in steps}
    if not steps:
        holes.append(_("no internal process"))
    elif ProcessStep.Kind.RECEPTION not in kinds:
        holes.append(_("no step of reception"))
    elif ProcessStep.Kind.RETURN not in kinds:
        holes.append(_("no step of return"))
    return Responsibility(version, tuple(_line(step, staff) for step in steps), tuple(holes))


def _line(step: ProcessStep, staff: Staff) -> Line:
    in_charge, standby = staff if step.division_id is None else _NO_STAFF
    officers = (str(step.officer),) if step.officer else in_charge
    standbys = (str(step.standby),) if step.standby else standby
    return Line(step, officers, standbys, _missing(step, officers, standbys))


def _missing(step: ProcessStep, officers: Sequence[str], standbys: Sequence[str]) -> tuple[str, ...]:
    missing = []
    if not officers:
        missing.append(_("no officer"))
    elif step.officer is not None and not step.officer.is_active:
        missing.append(_("the officer's account is closed"))
    if not standbys:
        missing.append(_("no standby"))
    elif step.standby_id is not None and step.standby_id == step.officer_id:
        missing.append(_("the standby is the officer"))
    return tuple(missing)
