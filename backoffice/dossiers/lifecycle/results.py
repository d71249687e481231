"""The result of a dossier: a thing with a number, a day and a signer; never there before somebody signed."""

from datetime import date, datetime
from operator import attrgetter

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.dossiers.lifecycle import log
from backoffice.dossiers.models import Attachment, Dossier, Result, Step
from backoffice.history.tracking import because
from backoffice.organisation.models import User
from backoffice.procedures.models import ProcessStep


def record(
    dossier: Dossier,
    *,
    kind: str,
    number: str,
    by: User,
    at: datetime,
    signed_on: date | None = None,
    in_place_of: User | None = None,
    substitution: str = "",
    file: Attachment | None = None,
) -> Result:
    """Keep what was decided on the locked `dossier`; the caller saves the dossier."""
    dossier.result_signed_at = at
    result = Result(
        dossier=dossier,
        kind=kind,
        number=number.strip(),
        signed_on=signed_on or localdate(at),
        signed_at=at,
        signed_by=by,
        signer_name=str(by),
        signer_title=by.title,
        signer_unit=log.office_of(by),
        in_place_of=in_place_of,
        substitution=substitution.strip(),
        file=file,
    )
    because(result, _("signed"))
    result.save()
    return result


def approval_of(dossier: Dossier) -> Step | None:
    """Return the step in which the process lets the result be signed, if it has one."""
    steps = [step for step in dossier.steps.all() if step.kind == ProcessStep.Kind.APPROVAL]
    return max(steps, key=attrgetter("ordinal"), default=None)


def signs_in(dossier: Dossier) -> int | None:
    """Return the division that signs, by the signing step or else the procedure; None: the authority."""
    step = approval_of(dossier)
    return step.division_id if step is not None else dossier.division_id
