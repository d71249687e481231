"""Draws offices at work: a tree, their calendars, and dossiers changed by the real verbs."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from operator import itemgetter
from typing import Any

from hypothesis import strategies as st

from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import Cause, Dossier, Refusal
from backoffice.dossiers.reception import intake
from backoffice.dossiers.verbs import apologising, refusing, resolving, stopping
from backoffice.organisation.models import CalendarDay, Desk, Division, OpeningHours, User
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import Field, Posting, Procedure
from backoffice.reports.form06.questions import Span
from backoffice.staffing.models import CounterSession
from tests.reports import naive
from tests.support import factories

Act = tuple[datetime, Callable[[datetime], None]]
FIRST, LAST = date(2018, 9, 24), date(2018, 11, 9)
LEVELS = (Desk.Level.PROVINCE, Desk.Level.DISTRICT, Desk.Level.COMMUNE)
DAYS = st.dates(FIRST, LAST)
# Vietnam's midnight is 17:00 UTC: until 07:00 the day in UTC is the one before.
EDGES = [(0, 0), (0, 0), (0, 1), (6, 59), (7, 0), (7, 30), (15, 0), (15, 1), (17, 30), (23, 59)]
CLOCKS = st.builds(lambda edge: time(*edge), st.sampled_from(EDGES)) | st.builds(
    time, st.integers(0, 23), st.integers(0, 59), st.sampled_from([0, 59])
)
INSTANTS = st.builds(lambda day, clock: instant(day, clock), DAYS, CLOCKS)
SHORT = st.one_of(
    st.tuples(st.integers(0, 4), st.just("working_day")),
    st.tuples(st.integers(0, 6), st.just("day")),
    st.tuples(st.integers(1, 16), st.just("hour")),
)
TERMS = SHORT | SHORT | st.just((1, "month"))
SECONDS_BESIDE = st.sampled_from([-86_400, -60, -1, 0, 59, 59, 60, 86_400])
# When something is done: some days after reception, or near the due date, to the second or on a day.
WHENS = st.one_of(
    st.tuples(st.just("received"), st.integers(0, 14), CLOCKS),
    st.tuples(st.just("due"), SECONDS_BESIDE),
    st.tuples(st.just("due"), SECONDS_BESIDE),
    st.tuples(st.just("due"), st.sampled_from([-1, 0, 0, 1, 2, 4]), CLOCKS),
)
CALENDARS = st.dictionaries(DAYS, st.sampled_from(list(CalendarDay.Kind)), max_size=6)
OFFICES = st.lists(
    st.fixed_dictionaries(
        {
            "parent": st.integers(0, 3),
            "name": st.sampled_from(["Bộ phận Một cửa", "Bộ phận Tiếp nhận và Trả kết quả"]),
            "has_division": st.sampled_from([True, True, False]),
            "keeps_its_own": st.booleans(),
            # Which division of the tree resolves each procedure; beyond the last, the office itself.
            "resolving": st.tuples(*[st.sampled_from([0, 1, 2, 9])] * 3),
            "opens_on_saturday": st.booleans(),
            "calendar": CALENDARS,
        }
    ),
    min_size=1,
    max_size=4,
)
LETTERS = st.lists(
    st.fixed_dictionaries(
        {
            "drafted": WHENS,
            # Days after it was drafted.
            "signed": st.none() | st.tuples(st.integers(0, 4), CLOCKS),
            "cause": st.sampled_from(["can-bo-cham", "phoi-hop-cham"]),
        }
    ),
    max_size=2,
)
LIVES = st.lists(
    st.fixed_dictionaries(
        {
            "office": st.integers(0, 3),
            "receiver": st.integers(0, 1),
            "procedure": st.integers(0, 2),
            "channel": st.sampled_from(list(Dossier.Channel)),
            "nature": st.sampled_from([Dossier.Nature.REAL] * 5 + [Dossier.Nature.PRACTICE]),
            "filed_at": INSTANTS,
            "end": st.sampled_from(["", "resolve", "resolve", "resolve", "refuse", "stop", "withdraw"]),
            "ended": WHENS,
            "letters": LETTERS,
        }
    ),
    min_size=3,
    max_size=7,
)
# A period between two of the days on which something happens, or a day beside one.
PERIOD = st.tuples(*[st.tuples(st.integers(0, 40), st.sampled_from([0, 0, 0, -1, 1]))] * 2)
WORLDS = st.fixed_dictionaries(
    {"offices": OFFICES, "national": CALENDARS, "terms": st.tuples(TERMS, TERMS, TERMS), "lives": LIVES}
)


def instant(day: date, clock: time) -> datetime:
    """Return the instant of this local time of Vietnam, in UTC."""
    return datetime.combine(day, clock, tzinfo=UTC) - naive.AHEAD


@dataclass
class Office:
    """A desk with two reception officers, and perhaps its own division."""

    desk: Desk
    depth: int
    receivers: list[User]
    sessions: list[CounterSession]
    division: Division | None
    postings: list[Posting] = field(default_factory=list)


class World:
    """A tree of offices as drawn, and what really happened to each dossier in it."""

    def __init__(self, drawn: dict[str, Any]) -> None:
        self.offices: list[Office] = []
        self.lives: list[naive.Life] = []
        self.causes = {cause.code: cause for cause in Cause.objects.all()}
        set_calendar(drawn["national"], desk=None)
        for office in drawn["offices"]:
            self.offices.append(self.open_office(office))
        self.post(drawn)
        self.calendars = {office.desk.pk: calendar_for(office.desk) for office in self.offices}
        for life in drawn["lives"]:
            self.live(life)

    def open_office(self, facts: dict[str, Any]) -> Office:
        number = len(self.offices)
        may_have_one_below = [office for office in self.offices if office.depth < len(LEVELS) - 1]
        above = may_have_one_below[facts["parent"] % len(may_have_one_below)] if number else None
        depth = above.depth + 1 if above else 0
        desk = factories.make_desk(
            f"don-vi-{number}",
            name=facts["name"],
            authority=f"UBND {number}",
            level=LEVELS[depth],
            parent=above.desk if above else None,
            agency_code=f"H28.{number}",
        )
        set_hours(desk, opens_on_saturday=facts["opens_on_saturday"])
        set_calendar(facts["calendar"], desk=desk)
        receivers = User.objects.bulk_create(
            User(
                username=f"nguoi-nhan-{number}-{n}",
                full_name=f"Người Nhận {n}",
                desk=desk,
                is_staff=True,
                is_superuser=True,
            )
            for n in range(2)
        )
        counters = [factories.make_counter(desk, n) for n in (1, 2)]
        sessions = [factories.make_session(*pair) for pair in zip(counters, receivers, strict=True)]
        division = factories.make_division(desk) if facts["has_division"] else None
        return Office(desk, depth, receivers, sessions, division)

    def post(self, drawn: dict[str, Any]) -> None:
        """Post three procedures at every office, each resolved by a division of the tree or by the office."""
        names = ("Hộ tịch", "Đất đai", "Hộ tịch")
        kept = [
            self.keep(self.offices[0], n, term, factories.make_field(name))
            for n, (term, name) in enumerate(zip(drawn["terms"], names, strict=True))
        ]
        divisions = [office.division for office in self.offices if office.division]
        for office, facts in zip(self.offices, drawn["offices"], strict=True):
            own = list(kept)
            if office.depth and facts["keeps_its_own"]:
                own[0] = self.keep(office, 0, drawn["terms"][1], factories.make_field("Đất đai"))
            for procedure, place in zip(own, facts["resolving"], strict=True):
                division = divisions[place] if place < len(divisions) else None
                posting = factories.publish(
                    procedure, desk=office.desk, by=office.receivers[0], division=division
                )
                office.postings.append(posting)

    def keep(self, office: Office, number: int, term: tuple[int, str], of: Field) -> Procedure:
        amount, unit = term
        procedure = factories.make_procedure(office.desk, f"1.00000{number}", f"Thủ tục {number}", field=of)
        version = factories.make_version(procedure, days=amount or 1, unit=unit, immediate_result=True)
        if not amount:
            version.time_limits.update(amount=None, unit="", same_day=True)
        return procedure

    def live(self, facts: dict[str, Any]) -> None:
        """Receive a dossier and carry out what is drawn, in the order of time, as far as it is allowed."""
        office = self.offices[facts["office"] % len(self.offices)]
        posting, by = office.postings[facts["procedure"]], office.receivers[facts["receiver"]]
        check_in(office.sessions[facts["receiver"]], at=facts["filed_at"])
        reception = intake.Reception(
            posting=posting,
            channel=facts["channel"],
            applicant=intake.Person(full_name="Người Giả Định", id_number="000100000001"),
            receipt_requested=False,
            nature=facts["nature"],
        )
        dossier = intake.receive(reception, user=by, at=facts["filed_at"])
        life = naive.Life(
            keys={
                "field": str(posting.procedure.field_id),
                "division": str(posting.division_id or ""),
                "procedure": posting.procedure.code,
                "officer": str(by.pk),
                "office": str(office.desk.pk),
                "agency": str(posting.division.desk_id if posting.division else office.desk.pk),
            },
            channel=facts["channel"],
            is_practice=facts["nature"] == Dossier.Nature.PRACTICE,
            received_at=dossier.received_at,
            due_at=dossier.due_original_at,
            in_hours=dossier.term_unit == "hour",
        )
        self.lives.append(life)
        acts = [act for letter in facts["letters"] for act in self.write(letter, dossier, life, by)]
        if facts["end"]:
            acts.append((moment(facts["ended"], life), partial(end, facts["end"], dossier, life, by)))
        for at, act in sorted(acts, key=itemgetter(0)):
            act(at)

    def write(self, facts: dict[str, Any], dossier: Dossier, life: naive.Life, by: User) -> Iterator[Act]:
        """Draft a letter, and sign it at once or later or never; a dossier in time or ended needs none."""
        drafted_at = moment(facts["drafted"], life)
        written: dict[str, Any] = {}

        def draft(at: datetime) -> None:
            with suppress(transitions.NotAllowed):
                written["apology"] = apology = apologising.draft(
                    dossier,
                    reason="Chờ xác minh",
                    cause=self.causes[facts["cause"]],
                    new_due_on=self.calendars[dossier.desk_id].add_working_days(dossier.due_on, 2),
                    by=by,
                    at=at,
                    override_number="12/QĐ-UBND" if life.letters else "",
                )
                written["letter"] = letter = naive.Letter(at, apology.cause_kind)
                life.letters.append(letter)

        def sign(at: datetime) -> None:
            with suppress(transitions.NotAllowed):
                if written:
                    apologising.sign(written["apology"], by=by, at=at)
                    written["letter"].signed_at = at

        yield drafted_at, draft
        if facts["signed"]:
            days, clock = facts["signed"]
            yield max(instant(naive.day(drafted_at) + timedelta(days=days), clock), drafted_at), sign

    def below(self, number: int) -> tuple[Desk, set[str]]:
        """Return one of the offices, and the keys of it and of those below it."""
        desk = self.offices[number % len(self.offices)].desk
        found = {desk.pk}
        for office in self.offices:
            if office.desk.parent_id in found:
                found.add(office.desk.pk)
        return desk, {str(pk) for pk in found}

    @property
    def days(self) -> list[date]:
        """Every day on which something happens or is due, in the naive count."""
        found = {FIRST}
        for life in self.lives:
            moments = [life.received_at, life.due_at, life.resolved_at, life.ended_at]
            moments += [at for letter in life.letters for at in (letter.drafted_at, letter.signed_at)]
            found |= {naive.day(at) for at in moments if at is not None}
        return sorted(found)

    def period(self, ends: Iterable[tuple[int, int]]) -> Span:
        """Return the period between two such days, or days beside them."""
        days = self.days
        first, last = sorted(days[place % len(days)] + timedelta(days=beside) for place, beside in ends)
        return Span(first, last)


def moment(when: tuple, life: naive.Life) -> datetime:
    """Return when something is done; nothing is done before reception."""
    since, number, *clock = when
    if since == "received":
        at = instant(naive.day(life.received_at) + timedelta(days=number), *clock)
    elif clock:
        at = instant(naive.day(life.due_at) + timedelta(days=number), *clock)
    else:
        at = life.due_at + timedelta(seconds=number)
    return max(at, life.received_at)


def end(verb: str, dossier: Dossier, life: naive.Life, by: User, at: datetime) -> None:
    if verb == "resolve":
        # Signed and brought back to the desk, which no figure asks.
        Dossier.objects.filter(pk=dossier.pk).update(result_signed_at=at, holder=by, holder_division=None)
        resolving.resolve(dossier, by=by, at=at)
        life.resolved_at = at
    elif verb == "refuse":
        ground = Refusal.Ground.values[0]
        head = decider(dossier, by)
        refusing.refuse(dossier, ground=ground, text="Không đủ điều kiện", by=head, at=at)
        life.resolved_at, life.is_refused = at, True
    else:
        is_withdrawal = verb == "withdraw"
        stopping.stop(
            dossier,
            reason="Không cần nữa",
            requested_on=naive.day(at),
            by=by,
            at=at,
            is_withdrawal=is_withdrawal,
        )
        life.ended_at, life.ended_how = at, "withdrawn" if is_withdrawal else "stopped"


def decider(dossier: Dossier, by: User) -> User:
    """Return who decides on a dossier: a head of its division, or the receiver where it has none."""
    if dossier.division_id is None:
        return by
    facts = {"desk": by.desk, "division": dossier.division, "is_superuser": True, "full_name": "Người Ký"}
    return User.objects.get_or_create(username=f"nguoi-ky-{dossier.division_id}", defaults=facts)[0]


def check_in(session: CounterSession, *, at: datetime) -> None:
    """Check the officer in at the counter on that day."""
    CounterSession.objects.filter(pk=session.pk).update(day=naive.day(at), opened_at=at)


def set_calendar(kinds: dict[date, str], *, desk: Desk | None) -> None:
    CalendarDay.objects.bulk_create(
        CalendarDay(desk=desk, day=day, kind=kind, name="Ngày giả định", source="Giả định")
        for day, kind in kinds.items()
    )


def set_hours(desk: Desk, *, opens_on_saturday: bool) -> None:
    sessions = OpeningHours.Session
    OpeningHours.objects.bulk_create(
        OpeningHours(
            desk=desk,
            weekday=weekday,
            session=session,
            opens_at=opens,
            closes_at=closes,
            is_working_time=weekday < 5,
            valid_from=factories.START,
        )
        for weekday in range(5 + opens_on_saturday)
        for session, opens, closes in (
            (sessions.MORNING, time(7, 0), time(11, 30)),
            (sessions.AFTERNOON, time(13, 30), time(17, 30)),
        )
    )
