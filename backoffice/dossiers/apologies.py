"""The apology before the date is missed: drafted from facts, written by a person, signed once (R33–R39)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Value, When
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from backoffice.dossiers import deadlines
from backoffice.dossiers.lifecycle import clock
from backoffice.dossiers.models import Apology, Dossier, Pause, Slip, Step
from backoffice.dossiers.models.apologies import ApologyQuerySet
from backoffice.dossiers.models.dossiers import DossierQuerySet
from backoffice.dossiers.slips import issuing, receipts
from backoffice.organisation.calendar import WorkCalendar, moment
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
    """Return the dossiers among `rows` whose letter is due within two working days, first due first.

    A letter is due on its last working day (R34), and never on the day on which the clock began. What is
    overdue is in `late_without_letter`, what is too short for a letter in `by_the_hour`; a dossier with a
    signed letter or a signed result owes none.
    Beyond the calendar every weekday counts as a working day: a letter may then come into the queue too
    early, but never too late.
    """
    calendar = calendar_for(desk)
    waiting = _without_letter(rows.filter(desk=desk), calendar, on=on)
    waiting = waiting.select_related("applicant", "procedure", "holder", "division")
    waiting = waiting.prefetch_related("steps__officer", "steps__division", "apologies", "pauses")
    regimes = _regimes()
    return [_owed(dossier, calendar, regimes, on=on) for dossier in waiting.order_by("due_on", "pk")]


def queue_length(desk: Desk, rows: DossierQuerySet, *, on: date, calendar: WorkCalendar) -> int:
    """Return the length of `queue`, without reading the rows."""
    return _without_letter(rows.filter(desk=desk), calendar, on=on).count()


@dataclass(frozen=True)
class ByTheHour:
    """A dossier that ends today and is too short for a letter: the minute, or the day, until which."""

    dossier: Dossier
    ends_at: datetime
    is_past: bool

    @property
    def has_minute(self) -> bool:
        """Whether the limit is kept to the minute; one in days is kept until the end of the day (R29)."""
        return self.dossier.term_unit == deadlines.Unit.HOUR


def hours(desk: Desk, rows: DossierQuerySet, calendar: WorkCalendar, *, at: datetime) -> list[ByTheHour]:
    """Return the dossiers among `rows` to be watched by the hour, with the end of each."""
    found = by_the_hour(rows.filter(desk=desk), calendar, at=at)
    found = found.select_related("procedure", "holder", "holder_division")
    ends = [(dossier, deadlines.deadline_end(dossier.due_at, dossier.term_unit)) for dossier in found]
    lines = [ByTheHour(dossier, ends_at, deadlines.is_past(ends_at, at=at)) for dossier, ends_at in ends]
    return sorted(lines, key=lambda line: (line.ends_at, line.dossier.pk))


def by_the_hour(rows: DossierQuerySet, calendar: WorkCalendar, *, at: datetime) -> DossierQuerySet:
    """Return the running dossiers that end today and are too short for a letter (R34), first due first.

    They are watched until the end of the day, also past their minute: from tomorrow they are late. What
    counts from a later moment is not there yet.
    """
    on = localdate(at)
    short = Q(term_unit=deadlines.Unit.HOUR) | _begun_since(on) | _too_short(calendar, _regimes(), on=on)
    today = rows.running().filter(due_on=on, received_at__lte=at).exclude(apologies__signed_at__isnull=False)
    return today.filter(short).order_by("due_at", "pk")


@dataclass(frozen=True)
class OwedBy:
    """The dossiers whose letters must be out by a day; all of them are due before `due_before`."""

    question: Q
    due_before: date


def owed_by(last_on: date, calendar: WorkCalendar, *, on: date) -> OwedBy:
    """Return the condition, asked on a day, that a letter must be out by `last_on`: the overdue ones, too.

    Each under the regime of its reception; where none covers it the numbers of the law apply, so that no
    letter is forgotten. Nothing is owed on the day on which the clock began, nor for what is by the hour.
    """
    regimes = _regimes()

    def limit(rules: RuleSet) -> date:
        return deadlines.apology_not_owed_from(last_on, calendar, days_before=rules.apology_days_before)

    due_before = max(limit(rules) for rules in (RuleSet(), *regimes))
    is_owed = Q(due_on__lt=due_before, due_original_on__lt=_by_regime(limit, regimes))
    spared = Q(term_unit=deadlines.Unit.HOUR) | _begun_since(on) | _too_short(calendar, regimes, on=on)
    ahead = Q(due_original_on__gte=on, result_signed_at__isnull=True) & ~spared
    return OwedBy(is_owed & (Q(due_original_on__lt=on) | ahead), due_before)


def _by_regime(day_of: Callable[[RuleSet], date], regimes: list[RuleSet]) -> Case:
    """Return the day that follows from the numbers of the regime of each reception."""
    cases = [
        When(
            Q(received_on__gte=rules.valid_from, received_on__lte=rules.valid_to or date.max),
            then=Value(day_of(rules)),
        )
        for rules in regimes
    ]
    return Case(*cases, default=Value(day_of(RuleSet())), output_field=DateField())


def _begun_since(day: date, until: date | None = None) -> Q:
    """The clock began to run from `day` on, at reception or after a pause."""
    first = moment(day, time.min)
    if until is None:
        resumed = Pause.objects.standing().filter(dossier=OuterRef("pk"), resumed_at__gte=first)
        return Q(received_on__gte=day) | Q(Exists(resumed))
    after = moment(until + timedelta(days=1), time.min)
    resumed = Pause.objects.standing().filter(
        dossier=OuterRef("pk"), resumed_at__gte=first, resumed_at__lt=after
    )
    return Q(received_on__range=(day, until)) | Q(Exists(resumed))


def _too_short(calendar: WorkCalendar, regimes: list[RuleSet], *, on: date) -> Q:
    """Due on `on` or later, begun before, and the letter would have been due on the day it began (R34)."""
    most = max(rules.apology_days_before for rules in (RuleSet(), *regimes))
    too_short = Q(pk__in=[])
    days = deadlines.beginnings_too_near(on, calendar, days_before=most)
    next_day = partial(deadlines.apology_not_owed_from, calendar=calendar, days_before=0)
    for free_on, began in groupby(days, key=next_day):
        newest, *_older = together = list(began)
        bound = _by_regime(partial(_days_after, free_on), regimes)
        too_short |= Q(due_original_on__lt=bound) & _begun_since(together[-1], newest)
    return too_short


def _days_after(free_on: date, rules: RuleSet) -> date:
    return free_on + timedelta(days=rules.apology_days_before)


def _without_letter(rows: DossierQuerySet, calendar: WorkCalendar, *, on: date) -> DossierQuerySet:
    """Return the dossiers not overdue without a signed letter that need one within two working days."""
    owed = owed_by(deadlines.soon_on(on, calendar), calendar, on=on)
    ahead = rows.running().filter(owed.question, due_original_on__gte=on)
    return ahead.exclude(apologies__signed_at__isnull=False)


def _regimes() -> list[RuleSet]:
    return list(RuleSet.objects.latest_first())


def late_without_letter(rows: DossierQuerySet, *, on: date) -> DossierQuerySet:
    """Return the late dossiers without a signed letter; they stay until there is one (R37)."""
    ended = rows.filter(timeliness=Dossier.Timeliness.LATE)
    running = rows.running().filter(due_original_on__lt=on)
    late = ended.order_by().values("pk").union(running.order_by().values("pk"), all=True)
    return rows.filter(pk__in=late).exclude(apologies__signed_at__isnull=False)


def of_this_year(late: DossierQuerySet, *, on: date) -> DossierQuerySet:
    """Return those of `late_without_letter` that are open or were resolved in the year of a day."""
    return late.filter(Q(resolved_on__isnull=True) | Q(resolved_on__gte=on.replace(month=1, day=1)))


def of_closed_years(late: DossierQuerySet, *, on: date) -> DossierQuerySet:
    """Return those of `late_without_letter` that were resolved in an earlier year."""
    return late.filter(resolved_on__lt=on.replace(month=1, day=1))


def most_urgent_first(late: DossierQuerySet) -> DossierQuerySet:
    """Order late dossiers: the open ones first, then those that were due first."""
    return late.order_by(F("resolved_on").asc(nulls_first=True), "due_original_on", "pk")


def letter_dates(dossier: Dossier, calendar: WorkCalendar) -> deadlines.ApologyDates:
    """Return by when a letter must be out (R34); beyond the calendar the two days are the same."""
    return _dates(dossier, calendar)


def _dates(
    dossier: Dossier, calendar: WorkCalendar, regimes: Iterable[RuleSet] = ()
) -> deadlines.ApologyDates:
    """Return the same, with the regime from `regimes` if it is there."""
    rules = RuleSet.among(regimes, on=dossier.received_on) or clock.rules_on(dossier.received_on)
    return deadlines.letter_dates(
        dossier.due_original_at,
        dossier.term_unit,
        calendar,
        began_on=began_on(dossier),
        days_before=rules.apology_days_before,
    )


def began_on(dossier: Dossier) -> date:
    """Return the day on which the clock began to run, for the last time."""
    resumed = [localdate(pause.resumed_at) for pause in clock.standing_pauses(dossier) if pause.resumed_at]
    return max([dossier.received_on, *resumed])


def _owed(dossier: Dossier, calendar: WorkCalendar, regimes: list[RuleSet], *, on: date) -> Owed:
    dates = _dates(dossier, calendar, regimes)
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
    return issuing.issue(
        desk=dossier.desk,
        kind=Slip.Kind.APOLOGY,
        by=by,
        at=at,
        dossier=dossier,
        content=_content(apology, by=by),
    )


def preview_letter(apology: Apology, *, by: User, at: datetime) -> Slip:
    """Return form 04 of a draft as it would be printed if `by` signed it now; nothing is saved."""
    dossier = apology.dossier
    content = _content(apology, by=by)
    return issuing.preview(desk=dossier.desk, kind=Slip.Kind.APOLOGY, at=at, dossier=dossier, content=content)


def _content(apology: Apology, *, by: User) -> dict[str, Any]:
    dossier = apology.dossier
    return {
        "agency": dossier.division.name if dossier.division else dossier.desk.name,
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
    }


def to_sign(drafts: ApologyQuerySet, *, on: date) -> ApologyQuerySet:
    """Order drafts as they should be signed: still in time, then overdue, then of dossiers that ended."""
    is_open = Q(dossier__resolved_on__isnull=True)
    rank = Case(
        When(is_open & Q(dossier__due_original_on__gte=on), then=Value(0)),
        When(is_open, then=Value(1)),
        default=Value(2),
    )
    return drafts.order_by(rank, "dossier__due_original_on", "pk")
