"""A desk that can receive: lawful rows, an officer at an open counter, a division with its people."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from backoffice.dossiers.models import Dossier
from backoffice.dossiers.reception import intake
from backoffice.dossiers.verbs import handing_over, pausing, resolving
from backoffice.organisation.models import Counter, Desk, Division, User
from backoffice.procedures.models import Component, Posting, ProcedureVersion
from backoffice.staffing.models import CounterSession
from tests.support import factories

# A provision under which an officer pauses the clock without a second person.
LISTED = pausing.PROVISIONS[0]


@dataclass
class World:
    desk: Desk
    division: Division
    counter: Counter
    session: CounterSession
    reception: User
    officer: User
    head: User
    lead: User
    leader: User
    version: ProcedureVersion
    posting: Posting


def make_world(
    *, slug: str = "luong-son", on=factories.MONDAY, agency_code: str = "H28.05", **version
) -> World:
    desk = factories.make_desk(slug, agency_code=agency_code)
    factories.make_hours(desk)
    division = factories.make_division(desk)
    reception = factories.make_user(factories.RECEPTION, desk=desk)
    counter = factories.make_counter(desk)
    procedure = factories.make_procedure(desk)
    made = factories.make_version(procedure, **version)
    return World(
        desk=desk,
        division=division,
        counter=counter,
        session=factories.make_session(counter, reception, opened_at=factories.at(7, 30, on=on)),
        reception=reception,
        officer=factories.make_user(factories.DIVISION_OFFICER, desk=desk, division=division),
        head=factories.make_user(factories.DIVISION_HEAD, desk=desk, division=division),
        lead=factories.make_user(factories.DESK_LEAD, desk=desk),
        leader=factories.make_user(factories.LEADER, desk=desk),
        version=made,
        posting=factories.publish(procedure, division=division),
    )


def move_to(world: World, on) -> None:
    """Open the officer's counter on another day."""
    world.session.closed_at = world.session.opened_at
    world.session.save()
    world.session = factories.make_session(
        world.counter, world.reception, opened_at=factories.at(7, 30, on=on)
    )


def person(**fields) -> intake.Person:
    defaults = {
        "full_name": "Nguyễn Thị Đào",
        "id_number": "001214567856",
        "phone": "0912345123",
        "address": "Thôn Giả Định, xã Hòa Sơn",
    }
    return intake.Person(**defaults | fields)


def reception_of(world: World, **fields) -> intake.Reception:
    papers = tuple(
        intake.Paper(name=component.name, component=component)
        for component in world.version.components.order_by("ordinal")
    )
    defaults = {
        "posting": world.posting,
        "channel": Dossier.Channel.IN_PERSON,
        "applicant": person(),
        "papers": papers,
    }
    return intake.Reception(**defaults | fields)


def receive(world: World, *, at: datetime | None = None, **fields) -> Dossier:
    return intake.receive(reception_of(world, **fields), user=world.reception, at=at or factories.at(9))


def bring_to_head(world: World, dossier: Dossier, *, at: datetime) -> None:
    """Hand the dossier over to the head of the division, from whoever holds it."""
    if dossier.holder != world.head:
        handing_over.give(dossier, to=world.head, by=dossier.holder, at=at)
        handing_over.take(dossier, by=world.head, at=at)


def decide(world: World, dossier: Dossier, *, at: datetime, number: str = "01/GCN") -> None:
    """Let the head of the division sign the result and offer it to the desk, whoever holds the dossier."""
    bring_to_head(world, dossier, at=at)
    resolving.sign(dossier, number=number, by=world.head, at=at)
    handing_over.give(dossier, to=world.reception, by=world.head, at=at)


def resolve(world: World, dossier: Dossier, *, at: datetime) -> None:
    """Let the result be signed and taken in at the desk, all at one instant."""
    decide(world, dossier, at=at)
    resolving.resolve(dossier, by=world.reception, at=at)


def add_component(version: ProcedureVersion, name: str, **fields) -> Component:
    ordinal = version.components.count() + 1
    return Component.objects.create(version=version, ordinal=ordinal, name=name, originals=1, **fields)


def set_limit(version: ProcedureVersion, amount, unit: str) -> None:
    limit = version.time_limits.get(is_main=True)
    limit.amount, limit.unit = Decimal(amount), unit
    limit.save()
