"""The year 2019 as it was reported on 24 October: invented dossiers that add up to the meeting's figures.

District desk: 3,836 received, 2,645 resolved (2,515 in time, 130 late), 1,191 pending. Communes together:
27,062 received, 27,049 resolved, 206 of them late. The dossiers are the same on every machine. Some late ones
have an apology: `past_letters`.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max

from backoffice.demonstration import bulk_inserts, fixture, past_letters, people
from backoffice.dossiers import codes, deadlines, search
from backoffice.dossiers.lifecycle import log
from backoffice.dossiers.models import Applicant, CodeSerial, Dossier, DossierEvent, Step
from backoffice.dossiers.reception import appointments
from backoffice.organisation.calendar import WorkCalendar, moment
from backoffice.organisation.models import Desk, User
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import Posting, ProcedureVersion, ProcessStep

FIRST_ON = date(2019, 1, 2)
LAST_ON = fixture.REPORTED_ON
SEED = 20191024
CHUNK = 2_000
State, Kind, Timeliness = Dossier.State, ProcessStep.Kind, Dossier.Timeliness
# The part of the time at which a step ends.
SHARES = {Kind.RECEPTION: 0.1, Kind.EXAMINATION: 0.75, Kind.APPROVAL: 1.0}


@dataclass(frozen=True)
class Share:
    """The numbers of a desk's dossiers by their outcome on the day of the report."""

    early: int
    on_time: int
    late: int
    pending: int
    pending_overdue: int = 0

    def fates(self) -> list[str]:
        return (
            ["early"] * self.early
            + ["on_time"] * self.on_time
            + ["late"] * self.late
            + ["pending"] * (self.pending - self.pending_overdue)
            + ["overdue"] * self.pending_overdue
        )


DISTRICT = Share(early=1_836, on_time=679, late=130, pending=1_191, pending_overdue=214)
COMMUNES = Share(early=6_240, on_time=20_603, late=206, pending=13)


@dataclass
class Offer:
    """A posted procedure with everything that a reception needs."""

    posting: Posting
    version: ProcedureVersion
    term: deadlines.Term
    weight: int
    steps: list[ProcessStep]


@dataclass
class Room:
    """A desk while the dossiers of its year are created."""

    desk: Desk
    receiver: User
    offers: list[Offer]
    applicants: list[Applicant]
    ordinals: dict[date, int] = field(default_factory=lambda: defaultdict(int))


def load(*, at: datetime) -> int:
    """Create the dossiers of 2019 once and return how many there are now."""
    if Dossier.objects.filter(received_on__year=FIRST_ON.year).exists():
        return 0
    dice = random.Random(SEED)
    calendar = calendar_for(None)
    days = [d for d in _days(FIRST_ON, LAST_ON) if calendar.is_working(d)]
    letters = past_letters.Letters(calendar)
    lives = []
    for room, share in _rooms(dice):
        fates = share.fates()
        dice.shuffle(fates)
        lives += [_Life(room, fate, dice, calendar, days) for fate in fates]
        of_room = lives[-len(fates) :]
        of_room.sort(key=lambda life: life.received_at)
        for life in of_room:
            life.take_code()
            life.come_late(letters)
        CodeSerial.objects.bulk_create(
            CodeSerial(desk=room.desk, day=day, last=last) for day, last in room.ordinals.items()
        )
    lives.sort(key=lambda life: life.received_at)
    for start in range(0, len(lives), CHUNK):
        _write(lives[start : start + CHUNK], letters, at=at)
    _go_on_after(Dossier)
    letters.write(at=at)
    return len(lives)


def _rooms(dice: random.Random) -> Iterator[tuple[Room, Share]]:
    desks = list(Desk.objects.filter(is_demonstration=True).order_by("unit_code"))
    communes = [desk for desk in desks if desk.level == Desk.Level.COMMUNE]
    shares = dict(zip((desk.pk for desk in communes), _split(COMMUNES, len(communes), dice), strict=True))
    for desk in desks:
        share = shares.get(desk.pk, DISTRICT)
        size = 900 if desk.level == Desk.Level.DISTRICT else 160
        applicants = people.make(desk, size, dice)
        receiver = desk.officers.order_by("is_head", "pk").select_related("user").first().user
        yield Room(desk, receiver, _offers(desk), applicants), share


def _split(whole: Share, parts: int, dice: random.Random) -> list[Share]:
    """Divide a share among the communes, unevenly, with the same sum."""
    weights = [dice.uniform(0.6, 1.6) for _ in range(parts)]
    columns = [_portions(getattr(whole, name), weights) for name in ("early", "on_time", "late", "pending")]
    return [Share(*row) for row in zip(*columns, strict=True)]


def _portions(total: int, weights: list[float]) -> list[int]:
    portions = [int(total * w / sum(weights)) for w in weights]
    for i in range(total - sum(portions)):
        portions[i % len(portions)] += 1
    return portions


def _offers(desk: Desk) -> list[Offer]:
    weights = {t.code: t.weight for t in fixture.procedures()}
    postings = (
        Posting.objects.filter(desk=desk, procedure__code__in=weights)
        .select_related("procedure__field", "division")
        .prefetch_related("procedure__versions__time_limits", "procedure__versions__process_steps__officer")
        .order_by("procedure__code")
    )
    offers = []
    for posting in postings:
        version = posting.procedure.versions.all()[0]
        limit = version.main_limit
        steps = sorted(version.process_steps.all(), key=lambda step: step.ordinal)
        term = appointments.term_for(limit)
        offers.append(Offer(posting, version, term, weights[posting.procedure.code], steps))
    return offers


class _Life:
    """One invented dossier from reception to return."""

    def __init__(
        self, room: Room, fate: str, dice: random.Random, calendar: WorkCalendar, days: list[date]
    ) -> None:
        self.room, self.fate = room, fate
        self.applicant = dice.choice(room.applicants)
        while True:
            self.offer = self._choose(dice)
            self.received_at = self._moment(dice, dice.choice(days), last=time(14, 59))
            self.due = deadlines.due(self.offer.term, self.received_at, calendar)
            if self._fits(calendar):
                break
        self.resolved_at = self._resolution(dice, calendar)
        back = calendar.add_working_days(self.resolved_at.date(), dice.choice((1, 1, 1, 2, 2, 4)))
        self.returned_at = max(self._moment(dice, back), self.resolved_at + timedelta(minutes=5))
        self.channel = dice.choices(list(Dossier.Channel), (86, 9, 5))[0]
        self.slow = ""
        self.letter: past_letters.Letter | None = None

    def _choose(self, dice: random.Random) -> Offer:
        offers = self.room.offers
        if self.fate == "early":
            offers = [o for o in offers if not o.term.is_same_day and o.term.amount >= 2]
        if self.fate in ("pending", "overdue"):
            offers = [o for o in offers if o.term.amount >= 3]
        return dice.choices(offers, [o.weight for o in offers])[0]

    def _moment(self, dice: random.Random, day: date, last: time = time(17, 15)) -> datetime:
        hours = [h for h in (7, 8, 8, 9, 9, 10, 10, 13, 14, 14, 15, 16) if h <= last.hour]
        hour = dice.choice(hours)
        minute = dice.randrange(31 if hour in (7, 13) else 0, 60)
        return moment(day, time(hour, min(minute, last.minute) if hour == last.hour else minute))

    def _fits(self, calendar: WorkCalendar) -> bool:
        due_on = self.due.due_on
        if self.fate == "pending":
            return due_on >= LAST_ON
        if self.fate in ("late", "overdue"):
            return due_on < calendar.subtract_working_days(LAST_ON, 2)
        return due_on <= LAST_ON

    def _resolution(self, dice: random.Random, calendar: WorkCalendar) -> datetime:
        due_on, received_on = self.due.due_on, self.received_at.date()
        if self.fate == "on_time":
            day = due_on
        elif self.fate == "early":
            between = calendar.working_days_between(received_on, due_on)
            day = calendar.subtract_working_days(due_on, dice.randint(1, max(1, between - 1)))
            day = max(day, received_on)
        elif self.fate == "late":
            day = min(calendar.add_working_days(due_on, dice.choice((1, 1, 1, 2, 2, 3, 5, 8))), LAST_ON)
        else:
            day = calendar.add_working_days(max(due_on, LAST_ON), dice.randint(1, 12))
            if self.fate == "pending" and due_on > LAST_ON and dice.random() < 0.9:
                day = due_on
        earliest = self.received_at + timedelta(minutes=10)
        at = self._moment(dice, day)
        return max(at, earliest) if day == received_on else at

    def take_code(self) -> None:
        day = self.received_at.date()
        self.room.ordinals[day] += 1
        self.code = codes.written(self.room.desk, day, self.room.ordinals[day])

    def come_late(self, letters: past_letters.Letters) -> None:
        """If the result is late, make one step use the time, and plan the letter."""
        if self.resolved_at.date() > self.due.due_on:
            self.slow = letters.slow_step()
            posting, room = self.offer.posting, self.room
            self.letter = letters.plan(
                past_letters.Late(
                    desk=room.desk,
                    division=posting.division,
                    field=posting.procedure.field.name,
                    receiver=room.receiver,
                    received_on=self.received_at.date(),
                    due=self.due,
                    slow=self.slow,
                    taken_at=self.ends()[0],
                    resolved_at=self.resolved_at,
                )
            )

    def dossier(self, pk: int) -> Dossier:
        posting, due = self.offer.posting, self.due
        resolved_on = self.resolved_at.date()
        row = Dossier(
            pk=pk,
            code=self.code,
            desk_id=self.room.desk.pk,
            procedure=posting.procedure,
            version_id=self.offer.version.pk,
            division_id=posting.division_id,
            applicant_id=self.applicant.pk,
            applicant_name=self.applicant.full_name,
            content=posting.procedure.name,
            channel=self.channel,
            received_at=self.received_at,
            received_on=self.received_at.date(),
            received_by_id=self.room.receiver.pk,
            received_by_name=self.room.receiver.full_name,
            nature=Dossier.Nature.DEMO,
            term_amount=self.offer.term.amount,
            term_unit=self.offer.term.unit,
            due_original_on=due.due_on,
            due_original_at=due.due_at,
            due_on=due.due_on,
            due_at=due.due_at,
            state=State.RETURNED,
            holder_id=self.room.receiver.pk,
            resolved_at=self.resolved_at,
            resolved_on=resolved_on,
            timeliness=str(deadlines.timeliness(self.resolved_at, due.due_at, self.offer.term.unit)),
            returned_at=self.returned_at,
            result_signed_at=self.resolved_at,
            delivery=Dossier.Delivery.HANDED_OVER,
        )
        search.set_keys(row)
        return row

    def events(self, dossier: Dossier) -> list[DossierEvent]:
        """The chain receive → take → (letter) → resolve → return, and its projection on the dossier."""
        receiver, worker, taken = self.room.receiver, self._worker(), State.IN_PROCESS
        letter = self.letter.events() if self.letter else ()
        happened: list[tuple[str, datetime, User, str, str, str, dict[str, Any]]] = [
            ("receive", self.received_at, receiver, "", "", State.RECEIVED, {"code": self.code}),
            ("take", self.ends()[0], worker, "", State.RECEIVED, taken, {}),
            *((kind, at, by, reason, taken, taken, data) for kind, at, by, reason, data in letter),
            ("resolve", self.resolved_at, receiver, "", taken, State.RESOLVED, {}),
            ("return_result", self.returned_at, receiver, "", State.RESOLVED, State.RETURNED, {}),
        ]
        chain = []
        for seq, (kind, at, actor, reason, before, after, data) in enumerate(happened, start=1):
            event = DossierEvent(
                dossier_id=dossier.pk,
                seq=seq,
                at=at,
                actor_id=actor.pk,
                actor_name=actor.full_name,
                office_name=self.room.desk.name,
                kind=kind,
                from_state=before,
                to_state=after,
                reason=reason,
                data=data,
                previous_hash=dossier.log_hash,
            )
            log.close(dossier, event)
            chain.append(event)
        return chain

    def steps(self, dossier: Dossier) -> list[Step]:
        """Reception, examination, approval and return; a late dossier was late in one of them.

        At a commune one person does everything: there are steps only where they explain a lateness.
        """
        if self.offer.posting.division is None and dossier.timeliness != Timeliness.LATE:
            return []
        limit, starts_at, rows = self.due.due_at - self.received_at, self.received_at, []
        working = [step for step in self.offer.steps if step.kind != Kind.RETURN]
        for step, share, ended_at in zip(working, SHARES.values(), self.ends(), strict=True):
            rows.append(self._step(dossier, step, starts_at, ended_at, self.received_at + limit * share))
            starts_at = ended_at
        last = self.offer.steps[-1]
        rows.append(self._step(dossier, last, self.resolved_at, self.returned_at, None))
        return rows

    def ends(self) -> list[datetime]:
        """When reception, examination and approval ended: in time up to the slow one, which used the rest."""
        span, limit = self.resolved_at - self.received_at, self.due.due_at - self.received_at
        if not self.slow:
            return [self.received_at + span * share for share in SHARES.values()]
        place = list(SHARES).index(Kind(self.slow))
        ends = [self.received_at + limit * (0.8 * share) for share in SHARES.values()][:place]
        started_at = ends[-1] if ends else self.received_at
        after = len(SHARES) - 1 - place
        left = self.resolved_at - started_at
        return [*ends, *(started_at + left * (1 - n / 10) for n in range(after, -1, -1))]

    def _step(
        self, dossier: Dossier, step: ProcessStep, started_at: datetime, ended_at: datetime, due_at
    ) -> Step:
        late = due_at is not None and ended_at.date() > due_at.date()
        early = due_at is not None and ended_at.date() < due_at.date()
        return Step(
            dossier_id=dossier.pk,
            ordinal=step.ordinal,
            kind=step.kind,
            name=step.name,
            division=self.offer.posting.division and step.division,
            officer=(self.offer.posting.division and step.officer) or self.room.receiver,
            due_at=due_at,
            started_at=started_at,
            ended_at=ended_at,
            timeliness=Timeliness.LATE if late else Timeliness.EARLY if early else Timeliness.ON_TIME,
        )

    def _worker(self) -> User:
        officers = (step.officer for step in self.offer.steps if step.officer)
        return next(officers, self.room.receiver) if self.offer.posting.division else self.room.receiver


def _write(lives: list[_Life], letters: past_letters.Letters, *, at: datetime) -> None:
    """Insert a chunk: the rows have their keys before they are written, because the log hashes them."""
    first = (Dossier.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    dossiers = [life.dossier(pk) for pk, life in enumerate(lives, start=first)]
    pairs = list(zip(lives, dossiers, strict=True))
    events = [event for life, dossier in pairs for event in life.events(dossier)]
    bulk_inserts.insert(dossiers)
    bulk_inserts.record(Dossier, first=first, last=dossiers[-1].pk, at=at)
    bulk_inserts.insert(events)
    bulk_inserts.insert([step for life, dossier in pairs for step in life.steps(dossier)])
    letters.planned += [(life.letter, dossier) for life, dossier in pairs if life.letter]


def _go_on_after(model: type[Dossier]) -> None:
    """Set the database's numbering after the keys that were written explicitly."""
    for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
