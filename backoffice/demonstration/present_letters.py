"""Late dossiers of the present weeks: with a signed apology, with a draft, or without one."""

import random
from dataclasses import dataclass
from datetime import date, time

from backoffice.demonstration.late_causes import CHANNELS, NOTIFIED, Causes
from backoffice.demonstration.resolution import bring_back
from backoffice.dossiers import deadlines
from backoffice.dossiers.models import Apology, Dossier
from backoffice.dossiers.verbs import apologising
from backoffice.organisation.calendar import WorkCalendar, moment
from backoffice.organisation.models import Desk, User
from backoffice.procedures.models import ProcessStep


@dataclass(frozen=True)
class Fate:
    """What happens to a dossier whose date is past."""

    has_letter: bool = False
    is_signed: bool = False
    is_resolved: bool = False


# In turn, so that there are examples of all.
FATES = (
    Fate(has_letter=True, is_signed=True, is_resolved=True),
    Fate(is_resolved=True),
    Fate(has_letter=True, is_signed=True),
    Fate(has_letter=True),
    Fate(),
)


def write(
    district: Desk, heads: dict[int | None, User], *, on: date, calendar: WorkCalendar, dice: random.Random
) -> None:
    """Write the letters of dossiers past their date on a day, and bring some of the results back late."""
    causes, yesterday = Causes(), calendar.subtract_working_days(on, 1)
    past = Dossier.objects.filter(
        desk=district, nature=Dossier.Nature.DEMO, state=Dossier.State.IN_PROCESS, due_on__lt=yesterday
    )
    unwritten = past.filter(apologies__isnull=True).select_related(
        "holder", "received_by", "procedure__field"
    )
    for place, dossier in enumerate(unwritten.order_by("due_on", "pk")):
        fate, head, worker = FATES[place % len(FATES)], heads[dossier.division_id], dossier.holder
        if fate.has_letter:
            why = causes.draw(dice, step=ProcessStep.Kind.EXAMINATION, field=dossier.procedure.field.name)
            dates = deadlines.apology_dates(dossier.due_original_on, calendar)
            written_on = max(dates.working_on, dossier.received_on)
            letter = apologising.draft(
                dossier,
                reason=why.reason,
                cause=why.cause,
                new_due_on=calendar.add_working_days(dossier.due_on, 5),
                by=worker,
                at=moment(written_on, time(14, 5)),
            )
            if fate.is_signed:
                _sign(letter, dice, head=head, on=written_on)
        if fate.is_resolved:
            resolved_on = calendar.add_working_days(dossier.due_original_on, 1)
            desk_officer = dossier.received_by
            bring_back(dossier, worker=worker, head=head, desk_officer=desk_officer, on=resolved_on)


def _sign(letter: Apology, dice: random.Random, *, head: User, on: date) -> None:
    apologising.sign(letter, by=head, at=moment(on, time(15, 20)))
    desk_officer = letter.dossier.received_by
    notified_at = moment(on, time(16, 0))
    apologising.notify(
        letter, channel=dice.choice(CHANNELS), result=NOTIFIED, by=desk_officer, at=notified_at
    )
