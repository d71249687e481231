"""Scheduled files: made on their day or, if the timer was off, on the next run; never twice.

The monthly notice about each officer to the division that sent it (Nghị định 61/2018 Điều 9.3) on the first
working day of the month; form 06 of a quarter on the day after it closes (Nghị định 09/2019 Điều 12); the
list of dossiers to be urged (Điều 9.1) on every working day that has some.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.base.spreadsheets import Table, Value, xlsx
from backoffice.dossiers import deadlines
from backoffice.dossiers.models import Dossier
from backoffice.organisation.calendar import BeyondCalendar, WorkCalendar
from backoffice.organisation.models import Desk
from backoffice.organisation.working_time import calendar_for
from backoffice.reports.form06 import form06, late_letters, spreadsheet
from backoffice.reports.form06.periods import month, quarter
from backoffice.reports.form06.questions import Span
from backoffice.reports.models import ScheduledFile
from backoffice.staffing.evaluation.notices import Notice, notices
from backoffice.staffing.officer_work import Work

Kind = ScheduledFile.Kind
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """A file that is due: its period and since which day."""

    kind: Kind
    span: Span
    due_on: date


@dataclass(frozen=True)
class Outcome:
    """The files a run made, and those it could not make: a refusal at one office does not stop the others."""

    made: list[ScheduledFile]
    refused: list[str]


def make_all(*, at: datetime) -> Outcome:
    """Make the files that are due and do not exist yet, for every office in force."""
    on = localdate(at)
    outcome = Outcome([], [])
    for desk in Desk.objects.real().in_force(on=on).order_by("level", "slug"):
        for due in due_of(desk, on=on):
            try:
                file = _make(desk, due, at=at)
            except form06.DoesNotAddUp as refusal:
                outcome.refused.append(f"{desk}: {refusal}")
            else:
                outcome.made.extend([file] if file else [])
    return outcome


def due_of(desk: Desk, *, on: date) -> Iterator[Due]:
    """Yield the files that are due on a day or were due earlier in the same period."""
    calendar = calendar_for(desk)
    last_month = month(on.replace(day=1) - ONE_DAY)
    first_day = _working_from(calendar, on.replace(day=1))
    if on >= first_day:
        yield Due(Kind.MONTHLY_NOTICE, last_month, first_day)
    last_quarter = quarter(quarter(on).first - ONE_DAY)
    yield Due(Kind.QUARTERLY_REPORT, last_quarter, last_quarter.last + ONE_DAY)
    if _working_from(calendar, on) == on:
        yield Due(Kind.URGING_LIST, Span(on, on), on)


def _make(desk: Desk, due: Due, *, at: datetime) -> ScheduledFile | None:
    period = {"desk": desk, "kind": due.kind, "first_on": due.span.first, "last_on": due.span.last}
    if ScheduledFile.objects.filter(**period).exists():
        return None
    content = CONTENTS[due.kind](desk, due.span)
    if content is None:
        return None
    file = ScheduledFile(
        **period,
        due_on=due.due_on,
        made_at=at,
        name=f"{NAMES[due.kind]}-{desk.slug}-{due.span.first:%Y%m%d}-{due.span.last:%Y%m%d}.xlsx",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    try:
        with transaction.atomic():
            file.save(force_insert=True)
    except IntegrityError:  # another run was quicker
        return None
    return file


def _working_from(calendar: WorkCalendar, day: date) -> date:
    try:
        return calendar.next_working(day)
    except BeyondCalendar:
        return day


def _monthly_notice(desk: Desk, span: Span) -> bytes | None:
    found = notices(desk, first=span.first, last=span.last)
    if not found:
        return None
    titles = (
        _("Officer"),
        _("Sessions due"),
        _("Sessions attended"),
        _("Excused"),
        _("Missed"),
        _("Opened late"),
        _("Closed early"),
        _("Stood in"),
        _("Dossiers received"),
        _("Dossiers resolved"),
        _("Own time exceeded"),
        _("Feedback found true"),
    )
    by_division = groupby(found, key=lambda notice: str(notice.officer.home_division or desk))
    return xlsx(
        *(
            Table(name=division, titles=titles, rows=[_notice(notice) for notice in group])
            for division, group in by_division
        )
    )


def _notice(notice: Notice) -> tuple[Value, ...]:
    work = notice.work or Work()
    return (
        notice.officer.full_name,
        notice.due,
        notice.attended,
        notice.excused,
        notice.missed,
        notice.late_openings,
        notice.early_closings,
        notice.stood_in,
        work.received,
        work.resolved,
        work.late,
        work.feedback,
    )


def _quarterly_report(desk: Desk, span: Span) -> bytes | None:
    rows = form06.dossiers_of(desk, by="field")
    form, late = form06.form(rows, span, by="field"), late_letters.table(rows, span)
    return spreadsheet.workbook(desk, form, "field", late)


def _urging_list(desk: Desk, span: Span) -> bytes | None:
    """Name no applicant, because the list is sent outside the desk."""
    on = span.last
    until = deadlines.soon_on(on, calendar_for(desk))
    due = Dossier.objects.filter(desk=desk).counted().running().filter(due_on__lte=until)
    found = list(
        due.select_related("procedure", "holder", "holder_division").order_by(
            "holder_division", "due_on", "pk"
        )
    )
    if not found:
        return None
    titles = (
        _("Dossier code"),
        _("Administrative procedure"),
        _("Held in"),
        _("Held by"),
        _("Received on"),
        _("Due date"),
        _("Days past the date"),
    )
    rows = [
        (
            dossier.code,
            dossier.procedure.name,
            str(dossier.holder_division or _("at the desk")),
            dossier.holder.full_name,
            dossier.received_on,
            dossier.due_on,
            max((on - dossier.due_on).days, 0),
        )
        for dossier in found
    ]
    return xlsx(Table(name=_("To be urged"), titles=titles, rows=rows))


CONTENTS: dict[Kind, Callable[[Desk, Span], bytes | None]] = {
    Kind.MONTHLY_NOTICE: _monthly_notice,
    Kind.QUARTERLY_REPORT: _quarterly_report,
    Kind.URGING_LIST: _urging_list,
}
NAMES = {
    Kind.MONTHLY_NOTICE: "thong-bao-thang",
    Kind.QUARTERLY_REPORT: "bieu-06-quy",
    Kind.URGING_LIST: "don-doc",
}
