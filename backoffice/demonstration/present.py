"""The present week of the district desk, created by the same verbs that the officers use.

Rosters for this week and the next, dossiers of the last working days at every stage, and a lobby that is
open today. A day is created only once.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

from django.utils.timezone import localdate

from backoffice.demonstration import fixture, people, present_letters
from backoffice.demonstration.resolution import bring_back
from backoffice.dossiers.models import Dossier
from backoffice.dossiers.reception import appointments, intake
from backoffice.dossiers.verbs import handing_over, returning, supplementing
from backoffice.organisation.calendar import WorkCalendar, moment
from backoffice.organisation.models import Desk, OpeningHours, User
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import Posting
from backoffice.staffing.counters import presence
from backoffice.staffing.models import CounterSession, Duty, Officer
from backoffice.tickets import calling, issuing
from backoffice.tickets.models import Ticket

DAYS_BACK = 12
NEW_EVERY_DAY = 4
WAITING = {"A": 4, "D": 3, "K": 2, "X": 1, "C": 2}
HIS_OWN_COUNTER = "tiep-nhan"
CALLED_AT = 4


@dataclass(frozen=True)
class _Place:
    """A counter with the officer who works there and the procedures received at it."""

    officer: Officer
    duty_counter: int
    postings: tuple[Posting, ...]


def load(district: Desk, *, at: datetime) -> None:
    """Add the roster, the dossiers and the queue of today, once a day."""
    today = localdate(at)
    if Duty.objects.filter(counter__desk=district, day=today).exists():
        return
    dice = random.Random(today.toordinal())
    calendar = calendar_for(district)
    places = _places(district)
    _roster(places, calendar, today)
    days = [calendar.subtract_working_days(today, n) for n in range(DAYS_BACK, 0, -1)]
    people_of_the_week = people.named(district, dice, count=24)
    serial = count(1)
    for day in days:
        if not Dossier.objects.filter(desk=district, received_on=day).exists():
            _work_through(day, places, people_of_the_week, dice, serial)
    _advance(district, today, calendar, dice)
    presence.close_left_open(at=at, desk=district)
    _open_the_lobby(district, places, dice, at=at)


def _places(district: Desk) -> list[_Place]:
    rows = {row["username"]: row["counter"] for row in fixture.facts()["officers"] if row["counter"]}
    fields = {row["counter"]: set(row["fields"]) for row in fixture.facts()["groups"]}
    codes = {t.code for t in fixture.procedures() if not t.same_day}
    posted = Posting.objects.filter(desk=district, procedure__code__in=codes).select_related(
        "procedure__field", "division"
    )
    postings = list(posted.order_by("procedure__code"))
    officers = Officer.objects.filter(user__username__in=rows).select_related("user").order_by("pk")
    return [
        _Place(
            officer,
            rows[officer.user.username],
            tuple(p for p in postings if p.procedure.field.name in fields[rows[officer.user.username]]),
        )
        for officer in officers
    ]


def _roster(places: list[_Place], calendar: WorkCalendar, today: date) -> None:
    monday = today - timedelta(days=today.weekday())
    days = {monday + timedelta(days=n) for n in range(-DAYS_BACK - 8, 14)}
    days = {day for day in days if calendar.is_working(day)} | {today}
    counters = {c.number: c for c in places[0].officer.desk.counters.all()}
    taken = set(Duty.objects.filter(day__in=days).values_list("counter", "day", "session"))
    for day in sorted(days):
        for place in places:
            for session in OpeningHours.Session:
                counter = counters[place.duty_counter]
                if (counter.pk, day, session) not in taken:
                    Duty.objects.create(counter=counter, day=day, session=session, officer=place.officer)


def _work_through(
    day: date, places: list[_Place], persons: list[intake.Person], dice: random.Random, serial: count
) -> None:
    """Open every counter in the morning, receive, and close it."""
    for place in places:
        user = place.officer.user
        counter = place.officer.desk.counters.get(number=place.duty_counter)
        opened_at = moment(day, time(7, 25 + place.duty_counter))
        session = presence.open_counter(counter=counter, user=user, at=opened_at, reason=fixture.REASON)
        for n in range(dice.choice((0, 1, 1, 2)) if place.postings else 0):
            at = moment(day, time(8 + 2 * n, dice.randrange(5, 55)))
            _receive(dice.choice(place.postings), dice.choice(persons), user, at, key=f"demo-{next(serial)}")
        presence.close_counter(session=session, by=user, at=moment(day, time(11, 30)))


def _receive(posting: Posting, person: intake.Person, user: User, at: datetime, *, key: str) -> Dossier:
    version = appointments.version_for(posting, on=at.date())
    papers = tuple(
        intake.Paper(name=component.name, component=component)
        for component in version.components.order_by("ordinal")
    )
    fees = tuple(
        intake.Amount(amount=fee.amount, kind=fee.kind, is_paid=True, receipt_number=key)
        for fee in version.fees.all()
    )
    reception = intake.Reception(
        posting=posting,
        channel=Dossier.Channel.IN_PERSON,
        applicant=person,
        papers=papers,
        fees=fees,
        nature=Dossier.Nature.DEMO,
        request_key=f"{key}-{at:%Y%m%d}",
    )
    return intake.receive(reception, user=user, at=at)


def _advance(district: Desk, today: date, calendar: WorkCalendar, dice: random.Random) -> None:
    """Advance the week's dossiers: most to the division, some signed, some back at the desk, some late."""
    yesterday = calendar.subtract_working_days(today, 1)
    received = Dossier.objects.filter(
        desk=district, state=Dossier.State.RECEIVED, nature=Dossier.Nature.DEMO, received_on__lt=today
    ).select_related("received_by", "division")
    officers = {u.division_id: u for u in User.objects.filter(username__startswith="chuyen-vien")}
    heads = {u.division_id: u for u in User.objects.filter(username__startswith="lanh-dao")}
    for dossier in received.order_by("received_at"):
        worker, head = officers.get(dossier.division_id), heads.get(dossier.division_id)
        if worker is None or head is None or dossier.received_on == yesterday and dice.random() < 0.5:
            continue
        desk_officer = dossier.received_by
        given_at = dossier.received_at + timedelta(minutes=40)
        handing_over.give(dossier, to=worker, by=desk_officer, at=given_at)
        handing_over.take(dossier, by=worker, at=given_at + timedelta(minutes=30))
        fate = dice.random()
        if fate < 0.12:
            supplementing.ask(
                dossier,
                missing=["Bản sao giấy tờ còn thiếu"],
                reason="Hồ sơ thiếu giấy tờ chứng minh",
                by=worker,
                at=given_at + timedelta(hours=1),
            )
        elif fate < 0.55 and dossier.due_on <= today + timedelta(days=6):
            _finish(dossier, worker, head, desk_officer, calendar, today, dice)
    present_letters.write(district, heads, on=today, calendar=calendar, dice=dice)


def _finish(
    dossier: Dossier,
    worker: User,
    head: User,
    desk_officer: User,
    calendar: WorkCalendar,
    today: date,
    dice: random.Random,
) -> None:
    last = calendar.subtract_working_days(today, 1)
    day = min(calendar.add_working_days(dossier.received_on, dice.randint(1, 4)), last)
    if day <= dossier.received_on:
        return
    bring_back(dossier, worker=worker, head=head, desk_officer=desk_officer, on=day)
    if dice.random() < 0.5 and day < last:
        _return(dossier, desk_officer, calendar.add_working_days(day, 1))


def _return(dossier: Dossier, by: User, day: date) -> None:
    counter = dossier.desk.counters.get(number=1 + (by.pk % 5))
    session = presence.open_counter(
        counter=counter, user=by, at=moment(day, time(14, 0)), reason=fixture.REASON
    )
    checks = returning.Checks(shown="RECEIPT", is_signed_for=True)
    returning.return_result(dossier, checks=checks, by=by, at=moment(day, time(14, 15)))
    presence.close_counter(session=session, by=by, at=moment(day, time(14, 30)))


def _open_the_lobby(district: Desk, places: list[_Place], dice: random.Random, *, at: datetime) -> None:
    """Open the counters of all officers but the advertised one, with numbers waiting and three called.

    `tiep-nhan` has a closed counter: to open it is the first thing a new user does.
    """
    midnight = moment(localdate(at), time(0, 0))
    began = max(midnight, at - timedelta(minutes=50))
    for place in places:
        counter = district.counters.get(number=place.duty_counter)
        if not CounterSession.objects.open().filter(counter=counter).exists():
            presence.open_counter(counter=counter, user=place.officer.user, at=began, reason=fixture.REASON)
    groups = {group.series: group for group in district.service_groups.all()}
    minutes = max(1, int((at - began).total_seconds() // 60))
    order = sorted(series for series, number in WAITING.items() for _n in range(number))
    dice.shuffle(order)
    for n, series in enumerate(order):
        issued_at = began + timedelta(seconds=minutes * 60 * (n + 1) // (len(order) + 1))
        key = f"demo-{localdate(at):%Y%m%d}-{n}"
        issuing.issue(
            desk=district, group=groups[series], at=issued_at, request_key=key, origin=Ticket.Origin.KIOSK
        )
    open_now = CounterSession.objects.open().filter(counter__desk=district, day=localdate(at))
    for session in open_now.select_related("officer__user", "counter").order_by("counter__number"):
        if session.officer.user.username == HIS_OWN_COUNTER:
            presence.close_counter(session=session, by=session.officer.user, at=at)
        elif session.counter.number <= CALLED_AT:
            calling.call_next(session=session, by=session.officer.user, at=at)
