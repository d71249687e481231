"""The procedures of the demonstration, kept by the district and posted where they are received."""

from decimal import Decimal

from backoffice.base.folding import fold
from backoffice.demonstration import fixture
from backoffice.history.tracking import create_tracked
from backoffice.organisation.models import Desk, Division, ServiceGroup, User
from backoffice.procedures.models import (
    Component,
    Fee,
    Field,
    Posting,
    Procedure,
    ProcedureVersion,
    ProcessStep,
    TimeLimit,
)

UNIT_WORDS = {"working_day": "ngày làm việc", "day": "ngày", "hour": "giờ làm việc"}
DAY = Decimal(8)
Kind = ProcessStep.Kind


def lay_out(district: Desk) -> None:
    """Create the procedures with versions, papers, limits, fees, steps and postings, once."""
    if Procedure.objects.filter(desk=district).exists():
        return
    keeper = User.objects.get(username="kiem-soat")
    fields = _fields(district)
    told = fixture.procedures()
    rows = create_tracked(
        [_procedure(t, district, fields[t.field], keeper) for t in told], by=keeper, reason=fixture.REASON
    )
    versions = create_tracked(
        [_version(p, t) for p, t in zip(rows, told, strict=True)], by=keeper, reason=fixture.REASON
    )
    divisions = {d.code: d for d in Division.objects.filter(desk=district)}
    officers = {u.division_id: u for u in User.objects.filter(username__startswith="chuyen-vien")}
    heads = {u.division_id: u for u in User.objects.filter(username__startswith="lanh-dao")}
    for parts in (
        [part for v, t in zip(versions, told, strict=True) for part in _components(v, t)],
        [_limit(v, t) for v, t in zip(versions, told, strict=True)],
        [_fee(v, t) for v, t in zip(versions, told, strict=True) if t.fee],
        [
            step
            for v, t in zip(versions, told, strict=True)
            for step in _steps(v, t, divisions[t.division], officers, heads)
        ],
    ):
        create_tracked(parts, by=keeper, reason=fixture.REASON)
    desks = {d.pk: d for d in Desk.objects.filter(is_demonstration=True)}
    create_tracked(
        [
            _posting(desk, procedure, t, divisions, keeper)
            for procedure, t in zip(rows, told, strict=True)
            for desk in desks.values()
            if desk.level in t.levels
        ],
        by=keeper,
        reason=fixture.REASON,
    )


def _fields(district: Desk) -> dict[str, Field]:
    groups = {name: row["series"] for row in fixture.facts()["groups"] for name in row["fields"]}
    known: dict[str, Field] = {}
    for name in sorted({t.field for t in fixture.procedures()} | set(groups)):
        known[name], _ = Field.objects.get_or_create(folded_name=fold(name), defaults={"name": name})
        if name in groups:
            known[name].service_groups.add(ServiceGroup.objects.get(desk=district, series=groups[name]))
        # A commune has one queue for everything.
        known[name].service_groups.add(*ServiceGroup.objects.filter(desk__parent=district))
    return known


def _procedure(told: fixture.Told, district: Desk, field: Field, keeper: User) -> Procedure:
    row = Procedure(desk=district, code=told.code, name=told.name, field=field, owner=keeper)
    row.search_text = row.folded
    return row


def _version(procedure: Procedure, told: fixture.Told) -> ProcedureVersion:
    text = f"{told.amount:02} {UNIT_WORDS[told.unit]}"
    if told.same_day:
        text = "Trong ngày làm việc; nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo"
    return ProcedureVersion(
        procedure=procedure,
        number=1,
        name=told.name,
        valid_from=fixture.FOUNDED_ON,
        level=", ".join({"DISTRICT": "Cấp huyện", "COMMUNE": "Cấp xã"}[level] for level in told.levels),
        subjects="Công dân Việt Nam",
        channels_text="Trực tiếp, Trực tuyến, Dịch vụ bưu chính",
        time_limit_text=text,
        fee_text=_fee_text(told),
        documents_text="\n".join(f"- {name}" for name in told.documents),
        result="Giấy tờ hoặc quyết định theo quy định",
        is_sensitive=told.field in {"Nuôi con nuôi", "Giảm nghèo"},
    )


def _fee_text(told: fixture.Told) -> str:
    if not told.fee:
        return "Không thu phí, lệ phí"
    kind = "Lệ phí" if told.fee_kind == "LE_PHI" else "Phí"
    return f"{kind}: {int(told.fee):,} đồng/{told.per}".replace(",", ".")


def _components(version: ProcedureVersion, told: fixture.Told) -> list[Component]:
    return [
        Component(
            version=version,
            ordinal=n,
            name=name,
            originals=int("bản chính" in name),
            copies=int("bản sao" in name),
        )
        for n, name in enumerate(told.documents, start=1)
    ]


def _limit(version: ProcedureVersion, told: fixture.Told) -> TimeLimit:
    return TimeLimit(
        version=version,
        amount=None if told.same_day else told.amount,
        unit="" if told.same_day else told.unit,
        same_day=told.same_day,
        is_main=True,
        text=version.time_limit_text,
    )


def _fee(version: ProcedureVersion, told: fixture.Told) -> Fee:
    return Fee(version=version, kind=told.fee_kind, amount=told.fee, per=told.per)


def _steps(
    version: ProcedureVersion,
    told: fixture.Told,
    division: Division,
    officers: dict[int | None, User],
    heads: dict[int | None, User],
) -> list[ProcessStep]:
    """Reception, examination, signature and return, adding up to the limit (R22)."""
    hours = told.amount * DAY
    shares = (
        (Kind.RECEPTION, "Tiếp nhận và chuyển hồ sơ", None, None, hours / 16),
        (
            Kind.EXAMINATION,
            "Thẩm định hồ sơ, dự thảo kết quả",
            division,
            officers.get(division.pk),
            hours * 5 / 8,
        ),
        (Kind.APPROVAL, "Xem xét, ký kết quả", division, heads.get(division.pk), hours / 4),
        (Kind.RETURN, "Trả kết quả", None, None, hours / 16),
    )
    return [
        ProcessStep(
            version=version, ordinal=n, kind=kind, name=name, division=unit, officer=officer, hours=share
        )
        for n, (kind, name, unit, officer, share) in enumerate(shares, start=1)
    ]


def _posting(
    desk: Desk, procedure: Procedure, told: fixture.Told, divisions: dict[str, Division], keeper: User
) -> Posting:
    at_district = desk.level == Desk.Level.DISTRICT
    return Posting(
        desk=desk,
        procedure=procedure,
        division=divisions[told.division] if at_district else None,
        status=Posting.Status.PUBLISHED,
        published_on=fixture.FOUNDED_ON,
        published_by=keeper,
    )
