"""Explains a due date in sentences: why this day, what is not certain, why there is none."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from backoffice.dossiers.deadlines import (
    ClockPaused,
    Due,
    ExplainedDay,
    InvalidTerm,
    NewDateRefused,
    WhyCode,
)
from backoffice.organisation.calendar import BeyondCalendar

SENTENCES = {
    WhyCode.RECEIVED: gettext_noop("Day of reception, not counted."),
    WhyCode.RESUMED: gettext_noop("The clock is resumed after this day."),
    WhyCode.RESTARTED: gettext_noop("Supplement complete: the full limit is counted again after this day."),
    WhyCode.WORKING_DAY: gettext_noop("Working day no. %(number)d."),
    WhyCode.MAKE_UP: gettext_noop("Working day no. %(number)d, a weekend day that is worked: %(note)s."),
    WhyCode.CALENDAR_DAY: gettext_noop("Day no. %(number)d, days off counted too."),
    WhyCode.WORKING_MINUTES: gettext_noop("%(length)s of working time counted."),
    WhyCode.SAME_DAY: gettext_noop("The result is due within the day of reception."),
    WhyCode.NEXT_DAY: gettext_noop("The result is due within this working day."),
    WhyCode.AFTER_CUTOFF: gettext_noop(
        "Received after the hour, so the result is due on the next working day."
    ),
    WhyCode.WEEKEND: gettext_noop("Weekend, not counted."),
    WhyCode.HOLIDAY: gettext_noop("Public holiday, not counted: %(note)s."),
    WhyCode.IN_LIEU: gettext_noop("Day off in lieu, not counted: %(note)s."),
    WhyCode.SWAPPED_OFF: gettext_noop("Day off by swap, not counted: %(note)s."),
    WhyCode.CLOSED: gettext_noop("No working time left on this day."),
    WhyCode.ROLLED_TO: gettext_noop("The last day is off, so the limit ends on this working day."),
    WhyCode.USED_UP: gettext_noop("The limit is used up: the result is due on this working day."),
    WhyCode.PAUSED: gettext_noop("The clock is paused, not counted."),
    WhyCode.BEFORE_RESTART: gettext_noop("Counted until the supplement, and then again from the start."),
}
WHOLE_DAYS = (WhyCode.WORKING_DAY, WhyCode.MAKE_UP, WhyCode.CALENDAR_DAY)

REFUSALS = {
    InvalidTerm.Reason.NEGATIVE: gettext_noop("A time limit cannot be negative."),
    InvalidTerm.Reason.NOTHING: gettext_noop("A time limit in hours or months must be more than zero."),
    InvalidTerm.Reason.PART_OF_A_MONTH: gettext_noop("A time limit in months must be a whole number."),
    InvalidTerm.Reason.TOO_LONG: gettext_noop("A time limit of 10,000 units or more cannot be counted."),
}


@dataclass(frozen=True)
class Line:
    """One day of the explanation, in words."""

    date: dt.date
    counted: bool
    why: str


def lines(days: Iterable[ExplainedDay]) -> list[Line]:
    """Return every day of an explanation with the reason why it counts or not."""
    explained, number = [], 0
    for day in days:
        number += day.why_code in WHOLE_DAYS
        explained.append(Line(day.date, day.counted, _why(day, number)))
    return explained


def warnings(due: Due) -> list[str]:
    """Return the warnings for the officer who is about to print this due date."""
    return [undecided((day.date, day.name) for day in warned.days) for warned in due.warnings]


def undecided(days: Iterable[tuple[dt.date, str]]) -> str:
    """Return the warning that a count crosses these days with these names."""
    named = ", ".join(f"{date:%d/%m/%Y} ({name})" for date, name in days)
    sentence = _("These days of the calendar are not decided yet, so the due date may change: %(days)s.")
    return sentence % {"days": named}


def refusal(error: BeyondCalendar | ClockPaused | InvalidTerm | NewDateRefused) -> str:
    """Return the sentence for the officer whose due date cannot be computed."""
    match error:
        case InvalidTerm():
            return _(REFUSALS[error.reason])
        case ClockPaused():
            return _("The dossier waits for the applicant: there is no due date until it is complete.")
        case NewDateRefused():
            return _("The new appointment must be a working day after the old one.")
    if error.first_on > error.last_on:
        return _("The calendar of days off holds no complete year: load it first.")
    sentence = _("The calendar of days off is known from %(first)s to %(last)s only: enter the missing year.")
    return sentence % {"first": f"{error.first_on:%d/%m/%Y}", "last": f"{error.last_on:%d/%m/%Y}"}


def _why(day: ExplainedDay, number: int) -> str:
    sentence = _(SENTENCES[day.why_code])
    details = {"number": number, "note": day.note, "length": _length(day.minutes)}
    if day.minutes and day.why_code != WhyCode.WORKING_MINUTES:
        sentence = f"{sentence} {_(SENTENCES[WhyCode.WORKING_MINUTES])}"
    return sentence % details


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
