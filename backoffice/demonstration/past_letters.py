"""Apologies of 2019. The meeting found that many were missing, so many are missing here.

About half of the late dossiers of the district's desk have an apology, fewer at the communes; some letters
were written and never signed. A letter signed in time moved the appointment, but never the first date,
which counts for the figures (R38).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import Max, prefetch_related_objects

from backoffice.demonstration import bulk_inserts, fixture
from backoffice.demonstration.late_causes import CHANNELS, NOTIFIED, Causes, Why
from backoffice.dossiers import apologies, deadlines
from backoffice.dossiers.models import Apology, Dossier
from backoffice.history.tracking import update_tracked
from backoffice.organisation.calendar import WorkCalendar, moment
from backoffice.organisation.models import Desk, Division, User
from backoffice.procedures.models import ProcessStep

Kind = ProcessStep.Kind
SEED = 20191025
DESK_SIGNED = 0.52
COMMUNE_SIGNED = (0.15, 0.25, 0.4)
NOT_SIGNED = 0.01
IN_TIME, KEPT, NOTIFIED_SHARE = 0.8, 0.85, 0.85
LAST_SIGNATURE = time(17, 0)
A_MOMENT = timedelta(minutes=15)
SLOW = {Kind.RECEPTION: 12, Kind.EXAMINATION: 58, Kind.APPROVAL: 30}


@dataclass(frozen=True)
class Late:
    """What the letter of a late dossier depends on."""

    desk: Desk
    division: Division | None
    field: str
    slow: str
    receiver: User
    received_on: date
    due: deadlines.Due
    taken_at: datetime
    resolved_at: datetime


@dataclass(frozen=True)
class Letter:
    """A letter as it was written, and signed unless it stayed a draft."""

    why: Why
    drafted_at: datetime
    drafted_by: User
    new_due_on: date
    signed_at: datetime | None
    signed_by: User
    is_late: bool
    notified_at: datetime | None
    notified_by: User
    channel: str

    def events(self) -> Iterator[tuple[str, datetime, User, str, dict[str, Any]]]:
        """Yield the events for the log: kind, time, who, reason, details."""
        yield "draft_apology", self.drafted_at, self.drafted_by, self.why.reason, {}
        if self.signed_at:
            details = {"new_due_on": self.new_due_on.isoformat(), "late_letter": self.is_late}
            yield "sign_apology", self.signed_at, self.signed_by, self.why.reason, details
        if self.notified_at:
            yield "tell_new_date", self.notified_at, self.notified_by, NOTIFIED, {"channel": self.channel}


class Letters:
    """Plans the letters while the dossiers are created, and writes them afterwards."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self.calendar = calendar
        self.dice = random.Random(SEED)
        self.causes = Causes()
        staff = User.objects.select_related("desk", "division").order_by("pk")
        self.workers = {u.division_id: u for u in staff.filter(username__startswith="chuyen-vien")}
        self.heads = {u.division_id: u for u in staff.filter(username__startswith="lanh-dao")}
        self.leaders = {u.desk_id: u for u in staff.filter(username__startswith="chu-tich")}
        self.signed_share: dict[int, float] = {}
        self.planned: list[tuple[Letter, Dossier]] = []

    def slow_step(self) -> str:
        """Return the kind of the step that used the time of a dossier."""
        return self.dice.choices(list(SLOW), list(SLOW.values()))[0]

    def plan(self, late: Late) -> Letter | None:
        """Return the letter of a dossier, if it gets one and it can be written before the result."""
        dice, fate = self.dice, self.dice.random()
        signed = self._signed_share(late.desk)
        if fate >= signed + NOT_SIGNED:
            return None
        why = self.causes.draw(dice, step=late.slow, field=late.field)
        written = self._written(late, deadlines.apology_dates(late.due.due_on, self.calendar))
        if written is None:
            return None
        drafted_at, signed_at = written
        dates = deadlines.letter_dates(
            late.due.due_at, late.due.term.unit, self.calendar, began_on=late.received_on
        )
        notified_at = signed_at + A_MOMENT if dice.random() < NOTIFIED_SHARE else None
        is_signed = fate < signed
        leader = self.leaders[late.desk.pk]
        division = None if late.division is None else late.division.pk
        return Letter(
            why=why,
            drafted_at=drafted_at,
            drafted_by=self.workers.get(division, leader),
            new_due_on=self._new_due_on(late),
            signed_at=signed_at if is_signed else None,
            signed_by=self.heads.get(division, leader),
            is_late=dates.is_late(signed_at),
            notified_at=notified_at if is_signed else None,
            notified_by=late.receiver,
            channel=dice.choice(CHANNELS),
        )

    def write(self, *, at: datetime) -> None:
        """Write the planned letters, numbered as they were signed, and move the appointments."""
        dossiers = [dossier for _letter, dossier in self.planned]
        prefetch_related_objects(dossiers, "steps")
        rows = {dossier.pk: self._row(letter, dossier) for letter, dossier in self.planned}
        signed = [(letter, dossier) for letter, dossier in self.planned if letter.signed_at]
        for letter, dossier in sorted(signed, key=lambda pair: (pair[0].signed_at, pair[1].pk)):
            assert letter.signed_at  # filtered above
            apology = rows[dossier.pk]
            apology.slip = apologies.issue_letter(apology, by=letter.signed_by, at=letter.signed_at)
            apologies.appoint(dossier, apology, at=letter.signed_at)
            dossier._history_date = at
        first = (Apology.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        bulk_inserts.insert(sorted(rows.values(), key=attrgetter("drafted_at", "dossier_id")))
        last = Apology.objects.aggregate(last=Max("pk"))["last"] or 0
        bulk_inserts.record(Apology, first=first, last=last, at=at)
        moved = [dossier for _letter, dossier in signed]
        update_tracked(moved, fields=("due_on", "due_at"), by=None, reason=fixture.REASON)

    def _signed_share(self, desk: Desk) -> float:
        if desk.level == Desk.Level.DISTRICT:
            return DESK_SIGNED
        if desk.pk not in self.signed_share:
            self.signed_share[desk.pk] = self.dice.choice(COMMUNE_SIGNED)
        return self.signed_share[desk.pk]

    def _written(self, late: Late, dates: deadlines.ApologyDates) -> tuple[datetime, datetime] | None:
        """Return when the letter was written and signed: mostly in time, else before the result."""
        due_on = late.due.due_on
        days = [dates.working_on, self.calendar.subtract_working_days(dates.working_on, 1)]
        self.dice.shuffle(days)
        if self.dice.random() >= IN_TIME:
            days = []
        days += [due_on, self.calendar.add_working_days(due_on, 1)]
        for day in days:
            earliest = max(moment(day, time(8, self.dice.randrange(60))), late.taken_at + A_MOMENT)
            drafted_at = self.calendar.next_working_moment(earliest.replace(second=0, microsecond=0))
            signed_at = self.calendar.add_working_minutes(drafted_at, self.dice.randrange(40, 300))
            latest = min(moment(day, LAST_SIGNATURE), late.resolved_at - 2 * A_MOMENT)
            if drafted_at + 2 * A_MOMENT < latest and drafted_at.date() == day:
                return drafted_at, min(signed_at, latest)
        return None

    def _new_due_on(self, late: Late) -> date:
        """Return the new appointment, which most results meet."""
        due_on, resolved_on = late.due.due_on, late.resolved_at.date()
        ahead = self.dice.choice((0, 0, 1, 2))
        if self.dice.random() >= KEPT:
            before = self.calendar.subtract_working_days(resolved_on, 1)
            return before if before > due_on else resolved_on
        return self.calendar.add_working_days(resolved_on, ahead) if ahead else resolved_on

    def _row(self, letter: Letter, dossier: Dossier) -> Apology:
        signer = letter.signed_by if letter.signed_at else None
        return Apology(
            dossier=dossier,
            reason=letter.why.reason,
            cause=letter.why.cause,
            cause_kind=letter.why.cause.kind,
            step=apologies.responsible_step(dossier),
            old_due_on=dossier.due_on,
            new_due_on=letter.new_due_on,
            drafted_at=letter.drafted_at,
            drafted_by=letter.drafted_by,
            signed_at=letter.signed_at,
            signed_on=letter.signed_at.date() if letter.signed_at else None,
            signed_by=signer,
            signer_name=str(signer) if signer else "",
            signer_title=signer.title if signer else "",
            is_late_letter=bool(signer) and letter.is_late,
            desk_told_at=letter.signed_at,
            notified_at=letter.notified_at,
            notified_by_channel=letter.channel if letter.notified_at else "",
            notified_result=NOTIFIED if letter.notified_at else "",
        )
