"""The apology before the date is missed: drafted from facts, worded by a person, signed once (R33–R39)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter

from django.db.models import Count
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from backoffice.dossiers import deadlines
from backoffice.dossiers.lifecycle import clock
from backoffice.dossiers.models import Apology, Dossier, Slip, Step
from backoffice.dossiers.models.dossiers import DossierQuerySet
from backoffice.dossiers.slips import issuing, receipts
from backoffice.organisation.calendar import BeyondCalendar, WorkCalendar, moment
from backoffice.organisation.models import Desk, RuleSet, User
from backoffice.organisation.working_time import calendar_for

WORKING_DAYS_AHEAD = 2
# Tết has nine days off in a row at most; a letter for a day after them is due before them.
LONGEST_HOLIDAY = 14


@dataclass(frozen=True)
class Owed:
    """A dossier that needs a letter: by when it must be written, and whose step uses the time."""

    dossier: Dossier
    step: Step | None
    legal_on: date
    working_on: date
    is_missed: bool
    on: date

    @property
    def why(self) -> str:
        """Say which step uses the time, and whether it is late itself."""
        step = self.step
        if step is None:
            return _("The result is due soon.")
        if step.ended_at is not None:
            return _("%(step)s ended late.") % {"step": step.name}
        if step.due_at is None:
            return _("It is in the step: %(step)s.") % {"step": step.name}
        words = (
            _("%(step)s should have ended on %(day)s.")
            if localdate(step.due_at) < self.on
            else _("%(step)s must end on %(day)s.")
        )
        return words % {"step": step.name, "day": f"{localdate(step.due_at):%d/%m/%Y}"}


def queue(desk: Desk, rows: DossierQuerySet, *, on: date) -> list[Owed]:
    """Return the running dossiers among `rows` whose letter is due within two working days, first due first.

    Due is counted to the last working day for the letter; a dossier with a signed letter is left out.
    Where the calendar does not reach, a day of the week stands for a working day: rather a letter too
    early in the queue than none.
    """
    calendar = calendar_for(desk)
    last = _days_ahead(calendar, on)
    waiting = _without_letter(rows.filter(desk=desk), last).select_related(
        "applicant", "procedure", "holder", "division"
    )
    waiting = waiting.prefetch_related("steps__officer", "steps__division", "apologies")
    regimes = _regimes()
    owed = [_owed(dossier, calendar, regimes, on=on) for dossier in waiting.order_by("due_on", "pk")]
    return [line for line in owed if line.working_on <= last]


def queue_length(desk: Desk, rows: DossierQuerySet, *, on: date, calendar: WorkCalendar) -> int:
    """Return how many `queue` would name, without reading them."""
    last = _days_ahead(calendar, on)
    regimes = _regimes()
    groups = (
        _without_letter(rows.filter(desk=desk), last).order_by().values_list("due_original_on", "received_on")
    )
    return sum(
        count
        for due_on, received_on, count in groups.annotate(Count("pk"))
        if _dates(due_on, received_on, calendar, regimes).working_on <= last
    )


def _without_letter(rows: DossierQuerySet, last: date) -> DossierQuerySet:
    """Return the running dossiers without a signed letter that may need one until `last`."""
    near = rows.running().filter(due_on__lte=last + timedelta(days=LONGEST_HOLIDAY))
    return near.exclude(apologies__signed_at__isnull=False)


def _regimes() -> list[RuleSet]:
    return list(RuleSet.objects.order_by("-valid_from"))


def late_without_letter(rows: DossierQuerySet, *, on: date) -> DossierQuerySet:
    """Return the late dossiers without a signed letter; they stay until there is one (R37)."""
    ended = rows.filter(timeliness=Dossier.Timeliness.LATE)
    running = rows.running().filter(due_original_on__lt=on)
    late = ended.order_by().values("pk").union(running.order_by().values("pk"), all=True)
    return rows.filter(pk__in=late).exclude(apologies__signed_at__isnull=False)


def _days_ahead(calendar: WorkCalendar, on: date) -> date:
    try:
        return calendar.add_working_days(on, WORKING_DAYS_AHEAD)
    except BeyondCalendar:
        return on + timedelta(days=WORKING_DAYS_AHEAD)


def letter_dates(dossier: Dossier, calendar: WorkCalendar) -> deadlines.ApologyDates:
    """Return by when a letter must be out (R34); where the calendar ends, the two days are the same."""
    return _dates(dossier.due_original_on, dossier.received_on, calendar)


def _dates(
    due_on: date, received_on: date, calendar: WorkCalendar, regimes: Iterable[RuleSet] = ()
) -> deadlines.ApologyDates:
    """Return the same, the regime looked up among those given, if it is there."""
    rules = next((r for r in regimes if r.is_in_force(on=received_on)), None) or clock.rules_on(received_on)
    try:
        return deadlines.apology_dates(due_on, calendar, days_before=rules.apology_days_before)
    except BeyondCalendar:
        legal_on = due_on - timedelta(days=rules.apology_days_before)
        return deadlines.ApologyDates(legal_on, legal_on)


def _owed(dossier: Dossier, calendar: WorkCalendar, regimes: list[RuleSet], *, on: date) -> Owed:
    dates = _dates(dossier.due_original_on, dossier.received_on, calendar, regimes)
    return Owed(dossier, responsible_step(dossier), dates.legal_on, dates.working_on, on > dates.legal_on, on)


def with_responsible_step(rows: DossierQuerySet) -> list[tuple[Dossier, Step | None]]:
    """Pair each dossier with the step that used its time, in as many queries for one as for a hundred."""
    found = rows.select_related("procedure", "holder", "division")
    found = found.prefetch_related("steps__officer", "steps__division")
    return [(dossier, responsible_step(dossier)) for dossier in found]


def responsible_step(dossier: Dossier) -> Step | None:
    """Return the step that used the time: the first that ended late, else the one it is in."""
    steps = sorted(dossier.steps.all(), key=attrgetter("ordinal"))
    late = [step for step in steps if step.timeliness == Dossier.Timeliness.LATE]
    current = [step for step in steps if step.started_at and not step.ended_at]
    found = late or current
    return found[0] if found else None


@override("vi")
def suggested_reason(dossier: Dossier) -> str:
    """Return the facts from which a person words the reason, in the language of the letter."""
    step = responsible_step(dossier)
    if step is None:
        return ""
    place = str(step.division or dossier.desk)
    if step.due_at is None:
        return _("The step “%(step)s” at %(place)s is not finished.") % {"step": step.name, "place": place}
    return _("The step “%(step)s” at %(place)s was not finished by %(day)s.") % {
        "step": step.name,
        "place": place,
        "day": f"{localdate(step.due_at):%d/%m/%Y}",
    }


def appoint(dossier: Dossier, apology: Apology, *, at: datetime) -> None:
    """Move the appointment as a signed letter promises, and keep that it was promised; the caller saves."""
    dossier.due_on = apology.new_due_on
    dossier.due_at = _appointed_at(dossier, apology)
    clock.record_new_appointment(dossier, at=at, reason=apology.reason)


def _appointed_at(dossier: Dossier, apology: Apology) -> datetime:
    return moment(apology.new_due_on, localtime(dossier.due_at).time())


def issue_letter(apology: Apology, *, by: User, at: datetime) -> Slip:
    """Print form 04 of a letter, before the appointment moves."""
    dossier = apology.dossier
    agency = dossier.division.name if dossier.division else dossier.desk.name
    return issuing.issue(
        desk=dossier.desk,
        kind=Slip.Kind.APOLOGY,
        by=by,
        at=at,
        dossier=dossier,
        content={
            "agency": agency,
            "applicant": receipts.person(dossier),
            "procedure": dossier.version.name,
            "code": dossier.code,
            "received_on": issuing.day_in_words(dossier.received_on),
            "due": issuing.time_in_words(dossier.due_at),
            "reason": apology.reason,
            "new_due": issuing.day_in_words(apology.new_due_on),
            "new_due_time": issuing.time_in_words(_appointed_at(dossier, apology)),
            "signer": str(by),
            "signer_title": by.title,
        },
    )
