"""The district of Lương Sơn with its 20 communes: desks, divisions, counters, hours and accounts."""

from datetime import time

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from backoffice.demonstration import fixture
from backoffice.history.tracking import create_tracked
from backoffice.organisation.models import Counter, Desk, Division, OpeningHours, ServiceGroup, User
from backoffice.staffing.models import Officer

MORNING, AFTERNOON = OpeningHours.Session.MORNING, OpeningHours.Session.AFTERNOON
HOURS = ((MORNING, time(7, 30), time(11, 30)), (AFTERNOON, time(13, 30), time(17, 30)))


def lay_out() -> Desk:
    """Create the missing places and people, and return the district's desk."""
    district = _desks()
    divisions = {
        row["code"]: Division.objects.get_or_create(
            desk=district, code=row["code"], defaults={"name": row["name"], "valid_from": fixture.FOUNDED_ON}
        )[0]
        for row in fixture.facts()["divisions"]
    }
    _counters(district)
    _people(district, divisions)
    _commune_staff()
    return district


def _desks() -> Desk:
    parent: Desk | None = None
    for row in fixture.facts()["desks"]:
        desk, created = Desk.objects.get_or_create(
            slug=row["slug"],
            defaults=row
            | {
                "parent": parent,
                "valid_from": fixture.FOUNDED_ON,
                "hotline": "0218 000 0000",
                "address": f"Trụ sở {row['authority']}",
                "is_demonstration": True,
            },
        )
        if created:
            _open_hours(desk)
        parent = parent or desk
    return Desk.objects.get(slug=fixture.DISTRICT)


def _open_hours(desk: Desk) -> None:
    rows = [
        OpeningHours(
            desk=desk,
            weekday=weekday,
            session=session,
            opens_at=opens,
            closes_at=closes,
            valid_from=fixture.FOUNDED_ON,
        )
        for weekday in range(5)
        for session, opens, closes in HOURS
    ]
    create_tracked(rows, by=None, reason=fixture.REASON)


def _counters(district: Desk) -> None:
    for position, row in enumerate(fixture.facts()["groups"]):
        group, _ = ServiceGroup.objects.get_or_create(
            desk=district, series=row["series"], defaults={"name": row["name"], "position": position}
        )
        counter, created = Counter.objects.get_or_create(
            desk=district, number=row["counter"], defaults={"name": row["name"]}
        )
        if created:
            counter.service_groups.add(group)


def _people(district: Desk, divisions: dict[str, Division]) -> None:
    secret = make_password(fixture.PASSWORD)
    for row in fixture.facts()["officers"]:
        user = _account(row, secret, desk=district)
        Officer.objects.get_or_create(
            user=user,
            defaults={
                "desk": district,
                "full_name": row["full_name"],
                "title": row["title"],
                "home_division": divisions.get(row["division"]),
                "phone": "0218 000 0000",
                "is_head": row["is_head"],
                "is_standby": row["counter"] is None and not row["is_head"],
                "seconded_from": fixture.FOUNDED_ON if row["is_head"] else fixture.SECONDED_FROM,
                "seconded_to": None if row["is_head"] else fixture.SECONDED_TO,
            },
        )
    for row in fixture.facts()["staff"]:
        _account(row, secret, desk=district, division=divisions.get(row["division"]))


def _commune_staff() -> None:
    """One counter with one reception officer at every commune, and the chairman who signs there.

    Only the account of Lâm Sơn's officer is advertised.
    """
    secret = make_password(fixture.PASSWORD)
    for desk in Desk.objects.filter(level=Desk.Level.COMMUNE, is_demonstration=True):
        group, _ = ServiceGroup.objects.get_or_create(
            desk=desk, series="A", defaults={"name": "Tiếp nhận chung"}
        )
        counter, created = Counter.objects.get_or_create(
            desk=desk, number=1, defaults={"name": "Tiếp nhận và trả kết quả"}
        )
        if created:
            counter.service_groups.add(group)
        person = {
            "username": f"xa-{desk.slug}",
            "full_name": f"Công chức {desk.place} (hư cấu)",
            "title": "Công chức Tư pháp – Hộ tịch",
            "role": "Công chức tiếp nhận",
        }
        user = _account(person, secret, desk=desk)
        Officer.objects.get_or_create(
            user=user,
            defaults={
                "desk": desk,
                "full_name": user.full_name,
                "title": user.title,
                "seconded_from": fixture.FOUNDED_ON,
            },
        )
        _account(_chairman(desk), secret, desk=desk)


def _chairman(desk: Desk) -> dict:
    return {
        "username": f"chu-tich-{desk.slug}",
        "full_name": f"Chủ tịch {desk.place} (hư cấu)",
        "title": f"Chủ tịch {desk.authority}",
        "role": "Lãnh đạo UBND",
    }


def _account(row: dict, secret: str, *, desk: Desk, division: Division | None = None) -> User:
    user, created = User.objects.get_or_create(
        username=row["username"],
        defaults={
            "full_name": row["full_name"],
            "title": row["title"],
            "email": f"{row['username']}@example.invalid",
            "desk": desk,
            "division": division,
            "is_staff": True,
            "password": secret,
        },
    )
    if created:
        user.groups.add(Group.objects.get(name=row["role"]))
    return user
