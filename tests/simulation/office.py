"""An office that works for weeks and keeps its own books beside the product's: what it did, what follows.

It asks the product for nothing but the acts. Days, dates, states and hands are worked out here a second time,
in the simplest way, from the words of the law.
"""

import random
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from backoffice.dossiers.lifecycle.transitions import NotAllowed, NotYours
from backoffice.dossiers.models import Cause, Dossier
from backoffice.dossiers.reception import intake
from backoffice.dossiers.verbs import (
    apologising,
    changing_procedure,
    consulting,
    correcting,
    handing_over,
    refusing,
    repairing,
    resolving,
    returning,
    stopping,
    supplementing,
)
from backoffice.organisation.models import CalendarDay
from tests.simulation.hall import Hall
from tests.support import factories
from tests.support.dossiers import World, make_world, move_to, person, reception_of, set_limit
from tests.support.factories import at

ONE_DAY = timedelta(days=1)
LIMITS = (1, 2, 3, 5, 5, 10, 15)
ODD = 0.35  # the share of acts that nobody planned
SHOWN = returning.Checks(shown="ID", is_signed_for=True)
OFF, WORKED = {"NGHI_LE", "NGHI_BU", "HOAN_DOI_NGHI"}, {"LAM_BU"}


@dataclass(frozen=True)
class Entry:
    """What the office knows of a dossier, by its own books."""

    pk: int
    received_on: date
    is_online: bool
    days: int
    first_due: date
    due: date
    state: str = "RECEIVED"
    holder: int = 0
    offered_to: int = 0
    stopped_on: date | None = None  # the clock, in time
    is_waiting: bool = False
    policy: str = "RESTART"
    is_signed: bool = False
    resolved_on: date | None = None
    ended_on: date | None = None
    has_letter: bool = False
    was_asked: bool = False
    is_handed_back: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in ("RECEIVED", "IN_PROCESS", "WAITING_SUPPLEMENT")

    @property
    def timeliness(self) -> str:
        if self.resolved_on is None:
            return ""
        if self.resolved_on == self.first_due:
            return "ON_TIME"
        return "EARLY" if self.resolved_on < self.first_due else "LATE"


class Office:
    def __init__(self, seed: int, *, first: date) -> None:
        self.dice = random.Random(seed)
        self.world: World = make_world(on=first)
        self.off, self.worked = self._days(OFF), self._days(WORKED)
        self.cause = Cause.objects.create(code="viec-cham", kind="CHU_QUAN", name="Chậm (giả định)")
        self.asker = factories.allow(self.world.reception, "dossiers.process_dossier")
        finance = factories.make_division(self.world.desk, code="tai-chinh", name="Phòng Tài chính")
        self.finance = factories.make_user(factories.DIVISION_OFFICER, desk=self.world.desk, division=finance)
        self.postings = {}
        for number, days in enumerate(sorted(set(LIMITS)), start=1):
            procedure = factories.make_procedure(
                self.world.desk, code=f"1.0009{number:02d}", name=f"Thủ tục {days} ngày"
            )
            set_limit(factories.make_version(procedure), days, "working_day")
            self.postings[days] = factories.publish(
                procedure, division=self.world.division, by=self.world.lead
            )
        self.books: dict[int, Entry] = {}
        self.before: dict[int, Entry] = {}  # of the last act that can be taken back
        self.done: Counter[str] = Counter()
        self.hall = Hall(self.world, self.dice)

    # The calendar, counted day by day.

    @staticmethod
    def _days(kinds) -> set[date]:
        return set(CalendarDay.objects.filter(kind__in=kinds).values_list("day", flat=True))

    def is_working(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `day` itself or the next working day for 0."""
        while count > 0 or not self.is_working(day):
            day += ONE_DAY
            count -= self.is_working(day)
        return day

    def between(self, day: date, last: date) -> int:
        return sum(self.is_working(day + ONE_DAY * n) for n in range(1, (last - day).days + 1))

    # A day.

    def work(self, day: date, *, receptions: int, acts: int, presses: int) -> None:
        move_to(self.world, day)
        self.hall.begin()
        count = receptions + acts + presses
        minutes = sorted(self.dice.sample(range(7 * 60 + 31, 17 * 60 + 20), count))
        what = ["receive"] * receptions + ["act"] * acts + ["press"] * presses
        self.dice.shuffle(what)
        for minute, kind in zip(minutes, what, strict=True):
            now = at(minute // 60, minute % 60, on=day)
            if kind == "receive":
                self.receive(now)
            elif kind == "press" and self.is_working(day):
                self.hall.press(now)
            elif self.is_working(day):
                self.act(now)

    def receive(self, now: datetime) -> None:
        day, days = now.date(), self.dice.choice(LIMITS)
        is_online = not self.is_working(day) or self.dice.random() < 0.3
        received_on = day if self.is_working(day) else self.after(day, 0)
        dossier = intake.receive(
            reception_of(
                self.world,
                posting=self.postings[days],
                channel="ONLINE" if is_online else "IN_PERSON",
                applicant=person(id_number=""),
            ),
            user=self.world.reception,
            at=now,
        )
        due = self.after(received_on, days)
        self.books[dossier.pk] = Entry(
            dossier.pk, received_on, is_online, days, due, due, holder=self.world.reception.pk
        )
        self.done["receive"] += 1
        if self.dice.random() < 0.05:
            self.change_procedure(dossier, now)

    def change_procedure(self, dossier: Dossier, now: datetime) -> None:
        entry = self.books[dossier.pk]
        days = self.dice.choice([days for days in self.postings if days != entry.days])
        choice = changing_procedure.Choice(posting=self.postings[days], present=())
        changing_procedure.change_procedure(
            dossier, choice=choice, reason="Chọn nhầm", by=self.world.reception, at=now
        )
        due = self.after(entry.received_on, days)
        self.books[dossier.pk] = replace(entry, days=days, first_due=due, due=due)
        self.done["change_procedure"] += 1

    def act(self, now: datetime) -> None:
        """Do something with some dossier; what is not possible now is refused, and nothing has changed."""
        candidates = [pk for pk, entry in self.books.items() if not entry.is_handed_back]
        if not candidates:
            return
        entry = self.books[self.dice.choice(candidates)]
        dossier = Dossier.objects.get(pk=entry.pk)
        act = self.dice.choice(ACTS) if self.dice.random() < ODD else self.next_act(entry)
        with suppress(NotAllowed, NotYours), transaction.atomic():
            found = act(self, dossier, entry, now)
            if found is not None:
                self.books[entry.pk] = found
                self.done[act.__name__] += 1
                if act.__name__ in REVERSIBLE:
                    self.before[entry.pk] = entry
                elif act.__name__ not in BESIDE:
                    self.before.pop(entry.pk, None)

    def next_act(self, entry: Entry):
        """What a diligent office would do."""
        if entry.state == "WAITING_SUPPLEMENT":
            return complete
        if not entry.is_open:
            return hand_back if entry.state == "REFUSED" else return_result
        if entry.is_signed:
            return resolve if entry.offered_to else give
        if entry.offered_to:
            return take_over
        return sign if entry.holder == self.world.head.pk else give

    def holder_of(self, entry: Entry):
        people = (self.world.reception, self.world.officer, self.world.head, self.world.lead)
        return next(user for user in people if user.pk == entry.holder)


def give(office: Office, dossier, entry: Entry, now) -> Entry:
    to = office.dice.choice((office.world.officer, office.world.head, office.world.head))
    if entry.is_signed:
        to = office.world.reception
    handing_over.give(dossier, to=to, by=office.holder_of(entry), at=now)
    return replace(entry, offered_to=to.pk)


def take_over(office: Office, dossier, entry: Entry, now) -> Entry | None:
    if not entry.offered_to or entry.is_signed:
        return None
    by = next(u for u in (office.world.officer, office.world.head) if u.pk == entry.offered_to)
    handing_over.take(dossier, by=by, at=now)
    return replace(entry, holder=by.pk, offered_to=0, state="IN_PROCESS")


def sign(office: Office, dossier, entry: Entry, now) -> Entry:
    resolving.sign(dossier, number=str(dossier.pk), by=office.world.head, at=now)
    return replace(entry, is_signed=True)


def resolve(office: Office, dossier, entry: Entry, now) -> Entry:
    resolving.resolve(dossier, by=office.world.reception, at=now)
    return replace(
        entry,
        state="RESOLVED",
        resolved_on=max(now.date(), entry.received_on),
        holder=office.world.reception.pk,
        offered_to=0,
    )


def return_result(office: Office, dossier, entry: Entry, now) -> Entry:
    returning.return_result(dossier, checks=SHOWN, by=office.world.reception, at=now)
    return replace(entry, state="RETURNED")


def hand_back(office: Office, dossier, entry: Entry, now) -> Entry:
    returning.hand_back(dossier, checks=SHOWN, by=office.world.reception, at=now)
    return replace(entry, is_handed_back=True)


def stops_in_time(entry: Entry, day: date) -> date | None:
    return day if day <= entry.first_due else None


def ask_supplement(office: Office, dossier, entry: Entry, now) -> Entry | None:
    day = now.date()
    if entry.was_asked or day < entry.received_on:
        return None
    policy = office.dice.choice(("RESTART", "RESUME"))
    if policy == "RESUME" and office.between(entry.received_on, day) >= entry.days:
        return None  # nothing would be left of the limit
    if entry.stopped_on or moved(entry):
        return None
    supplementing.ask(dossier, missing=["Bản sao"], reason="Thiếu", by=office.asker, at=now, policy=policy)
    return replace(
        entry,
        state="WAITING_SUPPLEMENT",
        is_waiting=True,
        was_asked=True,
        policy=policy,
        stopped_on=stops_in_time(entry, day),
    )


def complete(office: Office, dossier, entry: Entry, now) -> Entry:
    supplementing.complete(dossier, by=office.world.reception, at=now)
    return started_again(office, replace(entry, state="IN_PROCESS", is_waiting=False), now.date())


def moved(entry: Entry) -> bool:
    return entry.has_letter or entry.due != entry.first_due


def started_again(office: Office, entry: Entry, day: date) -> Entry:
    """The date after a pause: the whole limit again, or what was left of it."""
    if entry.stopped_on is None:
        return entry
    left = entry.days
    if entry.policy == "RESUME":
        left -= office.between(entry.received_on, entry.stopped_on)
    due = office.after(day, left)
    return replace(entry, stopped_on=None, first_due=due, due=max(due, entry.due))


def refuse(office: Office, dossier, entry: Entry, now) -> Entry | None:
    if entry.is_waiting or office.dice.random() < 0.6:
        return None
    refusing.refuse(dossier, ground="CONDITIONS", text="Không đủ điều kiện", by=office.world.head, at=now)
    return replace(entry, state="REFUSED", resolved_on=max(now.date(), entry.received_on), offered_to=0)


def stop(office: Office, dossier, entry: Entry, now) -> Entry | None:
    if office.dice.random() < 0.6:
        return None
    stopping.stop(dossier, reason="Xin dừng", requested_on=now.date(), by=office.world.reception, at=now)
    return replace(
        entry, state="STOPPED", ended_on=now.date(), is_waiting=False, stopped_on=None, offered_to=0
    )


def write_letter(office: Office, dossier, entry: Entry, now) -> Entry | None:
    if not entry.is_open or entry.stopped_on or entry.is_waiting or now.date() < entry.received_on:
        return None
    new = office.after(max(entry.due, now.date()), 3)
    letter = apologising.draft(
        dossier, reason="Chậm", cause=office.cause, new_due_on=new, by=office.world.officer, at=now
    )
    apologising.sign(letter, by=office.world.head, at=now)
    return replace(entry, has_letter=True, due=new)


def take_back(office: Office, dossier, entry: Entry, now) -> Entry | None:
    if entry.pk not in office.before:
        return None
    repairing.take_back(dossier, reason="Nhầm hồ sơ", by=office.world.lead, at=now)
    before = office.before.pop(entry.pk)
    return replace(before, has_letter=entry.has_letter)


def reopen(office: Office, dossier, entry: Entry, now) -> Entry | None:
    if office.dice.random() < 0.7 or moved(entry) or entry.was_asked:
        return None
    repairing.reopen(dossier, decision="9/QĐ", reason="Khiếu nại đúng", by=office.world.lead, at=now)
    due = entry.first_due if entry.timeliness == "LATE" else office.after(now.date(), entry.days)
    return replace(
        entry,
        state="IN_PROCESS",
        resolved_on=None,
        is_signed=False,
        holder=office.world.lead.pk,
        first_due=due,
        due=max(due, entry.due),
    )


def correct(office: Office, dossier, entry: Entry, now) -> Entry:
    stated = correcting.Identity(full_name=f"Người Đã Sửa {office.done['correct']}")
    correcting.correct(
        dossier,
        stated=stated,
        is_other_person=False,
        reason="Sai tên",
        by=office.world.reception,
        at=now,
    )
    return entry


def consult(office: Office, dossier, entry: Entry, now) -> Entry:
    asked = consulting.consult(
        dossier,
        division=office.finance.division,
        question="Có nợ không?",
        answer_by=now.date() + ONE_DAY,
        by=office.holder_of(entry),
        at=now,
    )
    consulting.answer(asked, text="Không", by=office.finance, at=now + timedelta(minutes=1))
    return entry


ACTS = (
    give,
    take_over,
    sign,
    resolve,
    return_result,
    hand_back,
    ask_supplement,
    ask_supplement,
    complete,
    refuse,
    stop,
    write_letter,
    take_back,
    take_back,
    reopen,
    correct,
    consult,
)
REVERSIBLE = {"sign", "resolve", "return_result", "refuse", "stop", "ask_supplement"}
BESIDE = {"correct", "consult", "write_letter"}
