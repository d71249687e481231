"""The responsibility matrix: procedure × step × division × officer × standby (annex of the regulation)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from backoffice.organisation.models import Desk
from backoffice.procedures.models import Posting, ProcedureVersion, ProcessStep


@dataclass(frozen=True)
class Line:
    """One step with who answers for it, and what is missing."""

    step: ProcessStep
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
    """Return the published procedures of `desk` in force on a day, by field and name; four queries."""
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
    return [_responsibility(version, steps[version.pk]) for version in newest]


def _responsibility(version: ProcedureVersion, steps: Sequence[ProcessStep]) -> Responsibility:
    holes = []
    kinds = {step.kind for step in steps}
    if not steps:
        holes.append(_("no internal process"))
    elif ProcessStep.Kind.RECEPTION not in kinds:
        holes.append(_("no step of reception"))
    elif ProcessStep.Kind.RETURN not in kinds:
        holes.append(_("no step of return"))
    return Responsibility(version, tuple(Line(step, _missing(step)) for step in steps), tuple(holes))


def _missing(step: ProcessStep) -> tuple[str, ...]:
    missing = []
    if step.officer is None:
        missing.append(_("no officer"))
    elif not step.officer.is_active:
        missing.append(_("the officer's account is closed"))
    if step.standby is None:
        missing.append(_("no standby"))
    elif step.standby_id == step.officer_id:
        missing.append(_("the standby is the officer"))
    return tuple(missing)
