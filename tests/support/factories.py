"""The smallest valid rows of the catalogue and the desk; fixed days, invented people only.

Monday 2026-11-23 is a working day; Tuesday the 24th is a holiday.
"""

from datetime import date, datetime, time
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group, Permission
from django.db import models

from backoffice.base.folding import fold
from backoffice.history.tracking import create_tracked
from backoffice.organisation.models import Counter, Desk, Division, OpeningHours, ServiceGroup, User
from backoffice.procedures.models import Field, Posting, Procedure, ProcedureVersion, TimeLimit
from backoffice.staffing.models import CounterSession, Duty, Officer

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = date(2026, 11, 23)
START = date(2018, 1, 1)

ADMINISTRATOR = "Quản trị hệ thống"
DESK_LEAD = "Trưởng Bộ phận Một cửa"
RECEPTION = "Công chức tiếp nhận"
DIVISION_OFFICER = "Chuyên viên phòng chuyên môn"
DIVISION_HEAD = "Lãnh đạo phòng chuyên môn"
KEEPER = "Đầu mối kiểm soát TTHC"
LEADER = "Lãnh đạo UBND"
ROLES = (ADMINISTRATOR, DESK_LEAD, RECEPTION, DIVISION_OFFICER, DIVISION_HEAD, KEEPER, LEADER)

_number = count(1)


def at(hour: int = 9, minute: int = 0, second: int = 0, *, on: date = MONDAY) -> datetime:
    """Return an instant of the desk's local time."""
    return datetime.combine(on, time(hour, minute, second), tzinfo=HANOI)


def make_desk(slug: str = "luong-son", **fields) -> Desk:
    n = next(_number)
    defaults = {
        "slug": slug,
        "name": f"Bộ phận Một cửa {slug}",
        "place": "Lương Sơn",
        "authority": "UBND huyện Lương Sơn",
        "level": Desk.Level.DISTRICT,
        "agency_code": f"H28.{n:02d}",
        "valid_from": START,
    }
    return Desk.objects.create(**defaults | fields)


def make_hours(desk: Desk) -> None:
    """Open Monday to Friday 07:30–11:30 and 13:30–17:30."""
    halves = {
        OpeningHours.Session.MORNING: {"opens_at": time(7, 30), "closes_at": time(11, 30)},
        OpeningHours.Session.AFTERNOON: {"opens_at": time(13, 30), "closes_at": time(17, 30)},
    }
    rows = [
        OpeningHours(desk=desk, weekday=weekday, session=session, valid_from=START, **hours)
        for weekday in range(5)
        for session, hours in halves.items()
    ]
    create_tracked(rows, by=None, reason="")


def make_division(desk: Desk, code: str = "tu-phap", name: str = "Phòng Tư pháp", **fields) -> Division:
    return Division.objects.create(desk=desk, code=code, name=name, valid_from=START, **fields)


def make_user(role: str | None = None, *, desk: Desk | None = None, **fields) -> User:
    """Return an account of the back office with a role of `ROLES`; the password is "motcua-demo"."""
    n = next(_number)
    defaults = {
        "username": f"nguoi-{n}",
        "full_name": f"Người Giả Định {n}",
        "email": f"nguoi-{n}@example.invalid",
        "is_staff": True,
        "desk": desk,
    }
    user = User(**defaults | fields)
    user.set_password("motcua-demo")
    user.save()
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def allow(user: User, *permissions: str) -> User:
    """Grant "app.codename" permissions and return a fresh copy without cached ones."""
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return User.objects.get(pk=user.pk)


def make_group(desk: Desk, series: str = "A", name: str = "Tư pháp – Hộ tịch") -> ServiceGroup:
    return ServiceGroup.objects.create(desk=desk, series=series, name=name)


def make_counter(desk: Desk, number: int = 1, *groups: ServiceGroup) -> Counter:
    counter = Counter.objects.create(desk=desk, number=number, name=f"Quầy {number}")
    counter.service_groups.set(groups)
    return counter


def make_officer(user: User, **fields) -> Officer:
    defaults = {
        "desk": user.desk,
        "user": user,
        "full_name": user.full_name,
        "title": "Công chức",
        "seconded_from": START,
    }
    return Officer.objects.create(**defaults | fields)


def make_duty(counter: Counter, officer: Officer, *, on: date = MONDAY, session: str = "MORNING") -> Duty:
    return Duty.objects.create(counter=counter, officer=officer, day=on, session=session)


def make_session(counter: Counter, user: User, *, opened_at: datetime | None = None) -> CounterSession:
    """Return an open counter session of `user`, whose officer profile is made when missing."""
    officer = Officer.objects.filter(user=user).first() or make_officer(user)
    opened_at = opened_at or at(8)
    return CounterSession.objects.create(
        counter=counter,
        officer=officer,
        day=opened_at.astimezone(HANOI).date(),
        opened_at=opened_at,
        unrostered_reason="Thử nghiệm",
    )


def make_field(name: str = "Hộ tịch", *groups: ServiceGroup) -> Field:
    field, _ = Field.objects.get_or_create(folded_name=fold(name), defaults={"name": name})
    field.service_groups.add(*groups)
    return field


def make_procedure(
    desk: Desk,
    code: str = "1.001193",
    name: str = "Đăng ký khai sinh",
    *,
    field: Field | None = None,
    **fields,
) -> Procedure:
    procedure = Procedure(desk=desk, code=code, name=name, field=field or make_field(), **fields)
    procedure.search_text = procedure.folded
    procedure.save()
    return procedure


def make_version(
    procedure: Procedure, *, days: int = 5, unit: str = "working_day", **fields
) -> ProcedureVersion:
    """Return a version in force since 2018 with one main limit of `days` of `unit`."""
    defaults = {
        "number": procedure.versions.count() + 1,
        "name": procedure.name,
        "valid_from": START,
        "time_limit_text": f"{days} ngày làm việc",
    }
    version = ProcedureVersion.objects.create(procedure=procedure, **defaults | fields)
    TimeLimit.objects.create(version=version, amount=Decimal(days), unit=unit, is_main=True)
    return version


def publish(procedure: Procedure, *, desk: Desk | None = None, by: User | None = None, **fields) -> Posting:
    desk = desk or procedure.desk
    return Posting.objects.create(
        desk=desk,
        procedure=procedure,
        status=Posting.Status.PUBLISHED,
        published_on=START,
        published_by=by or make_user(desk=desk),
        **fields,
    )


def rows_of(model: type[models.Model]) -> int:
    return model._default_manager.count()
