"""The apology before the date is missed: drafted from facts, written by a person, signed once (R33–R39)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter

from django.db.models import Case, DateField, Q, Value, When
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


@dataclass(frozen=True)
class Owed:
    """A dossier that needs a letter: by when it must be written, and which step uses the time."""

    dossier: Dossier
    step: Step | None
    legal_on: date
    working_on: date
    is_missed: bool
    on: date

    @property
    def why(self) -> str:
        """Return which step uses the time, and whether it is late itself."""
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

    A letter is due on its last working day; dossiers with a signed letter are left out.
    Beyond the calendar every weekday counts as a working day: a letter may then come into the queue too
    early, but never too late.
    """
    calendar = calendar_for(desk)
    waiting = _without_letter(rows.filter(desk=desk), calendar, on=on)
    waiting = waiting.select_related("applicant", "procedure", "holder", "division")
    waiting = waiting.prefetch_related("steps__officer", "steps__division", "apologies")
    regimes = _regimes()
    return [_owed(dossier, calendar, regimes, on=on) for dossier in waiting.order_by("due_on", "pk")]


def queue_length(desk: Desk, rows: DossierQuerySet, *, on: date, calendar: WorkCalendar) -> int:
    """Return the length of `queue`, without reading the rows."""
    return _without_letter(rows.filter(desk=desk), calendar, on=on).count()


@dataclass(frozen=True)
class OwedBy:
    """The dossiers whose letters must be out by a day; all of them are due before `due_before`."""

    question: Q
    due_before: date


def owed_by(last_on: date, calendar: WorkCalendar) -> OwedBy:
    """Return the condition that a letter must be out by `last_on`, under the regime of each reception.

    Where no regime covers the reception the numbers of the law apply, so that no letter is forgotten.
    """

    def limit(rules: RuleSet) -> date:
        return deadlines.apology_not_owed_from(last_on, calendar, days_before=rules.apology_days_before)

    regimes = [(rules, limit(rules)) for rules in _regimes()]
    default = limit(RuleSet())
    cases = [
        When(
            Q(received_on__gte=rules.valid_from, received_on__lte=rules.valid_to or date.max),
            then=Value(not_owed_from),
        )
        for rules, not_owed_from in regimes
    ]
    not_owed_from = Case(*cases, default=Value(default), output_field=DateField())
    due_before = max([default, *(day for _rules, day in regimes)])
    return OwedBy(Q(due_on__lt=due_before, due_original_on__lt=not_owed_from), due_before)


def _without_letter(rows: DossierQuerySet, calendar: WorkCalendar, *, on: date) -> DossierQuerySet:
    """Return the running dossiers without a signed letter that need one within two working days."""
    owed = owed_by(deadlines.soon_on(on, calendar), calendar)
    return rows.running().filter(owed.question).exclude(apologies__signed_at__isnull=False)


def _regimes() -> list[RuleSet]:
    return list(RuleSet.objects.latest_first())


def late_without_letter(rows: DossierQuerySet, *, on: date) -> DossierQuerySet:
    """Return the late dossiers without a signed letter; they stay until there is one (R37)."""
    ended = rows.filter(timeliness=Dossier.Timeliness.LATE)
    running = rows.running().filter(due_original_on__lt=on)
    late = ended.order_by().values("pk").union(running.order_by().values("pk"), all=True)
    return rows.filter(pk__in=late).exclude(apologies__signed_at__isnull=False)


def letter_dates(dossier: Dossier, calendar: WorkCalendar) -> deadlines.ApologyDates:
    """Return by when a letter must be out (R34); beyond the calendar the two days are the same."""
    return _dates(dossier.due_original_on, dossier.received_on, calendar)


def _dates(
    due_on: date, received_on: date, calendar: WorkCalendar, regimes: Iterable[RuleSet] = ()
) -> deadlines.ApologyDates:
    """Return the same, with the regime from `regimes` if it is there."""
    rules = RuleSet.among(regimes, on=received_on) or clock.rules_on(received_on)
    try:
        return deadlines.apology_dates(due_on, calendar, days_before=rules.apology_days_before)
    except BeyondCalendar:
        legal_on = due_on - timedelta(days=rules.apology_days_before)
        return deadlines.ApologyDates(legal_on, legal_on)


def _owed(dossier: Dossier, calendar: WorkCalendar, regimes: list[RuleSet], *, on: date) -> Owed:
    dates = _dates(dossier.due_original_on, dossier.received_on, calendar, regimes)
    return Owed(dossier, responsible_step(dossier), dates.legal_on, dates.working_on, on > dates.legal_on, on)


def with_responsible_step(rows: DossierQuerySet) -> list[tuple[Dossier, Step | None]]:
    """Pair each dossier with the step that used its time, in a fixed number of queries."""
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
    """Return the facts from which a person writes the reason, in the language of the letter."""
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
    """Move the appointment as a signed letter promises, and record the promise; the caller saves."""
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
