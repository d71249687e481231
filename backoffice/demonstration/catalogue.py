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
    facts = fixture.procedures()
    rows = create_tracked(
        [_procedure(t, district, fields[t.field], keeper) for t in facts], by=keeper, reason=fixture.REASON
    )
    versions = create_tracked(
        [_version(p, t) for p, t in zip(rows, facts, strict=True)], by=keeper, reason=fixture.REASON
    )
    divisions = {d.code: d for d in Division.objects.filter(desk=district)}
    officers = {u.division_id: u for u in User.objects.filter(username__startswith="chuyen-vien")}
    heads = {u.division_id: u for u in User.objects.filter(username__startswith="lanh-dao")}
    for parts in (
        [part for v, t in zip(versions, facts, strict=True) for part in _components(v, t)],
        [_limit(v, t) for v, t in zip(versions, facts, strict=True)],
        [_fee(v, t) for v, t in zip(versions, facts, strict=True) if t.fee],
        [
            step
            for v, t in zip(versions, facts, strict=True)
            for step in _steps(v, t, divisions[t.division], officers, heads)
        ],
    ):
        create_tracked(parts, by=keeper, reason=fixture.REASON)
    desks = {d.pk: d for d in Desk.objects.filter(is_demonstration=True)}
    create_tracked(
        [
            _posting(desk, procedure, t, divisions, keeper)
            for procedure, t in zip(rows, facts, strict=True)
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


def _procedure(facts: fixture.ProcedureFacts, district: Desk, field: Field, keeper: User) -> Procedure:
    row = Procedure(desk=district, code=facts.code, name=facts.name, field=field, owner=keeper)
    row.search_text = row.folded
    return row


def _version(procedure: Procedure, facts: fixture.ProcedureFacts) -> ProcedureVersion:
    text = f"{facts.amount:02} {UNIT_WORDS[facts.unit]}"
    if facts.same_day:
        text = "Trong ngày làm việc; nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo"
    return ProcedureVersion(
        procedure=procedure,
        number=1,
        name=facts.name,
        valid_from=fixture.FOUNDED_ON,
        level=", ".join({"DISTRICT": "Cấp huyện", "COMMUNE": "Cấp xã"}[level] for level in facts.levels),
        subjects="Công dân Việt Nam",
        channels_text="Trực tiếp, Trực tuyến, Dịch vụ bưu chính",
        time_limit_text=text,
        fee_text=_fee_text(facts),
        documents_text="\n".join(f"- {name}" for name in facts.documents),
        result="Giấy tờ hoặc quyết định theo quy định",
        is_sensitive=facts.field in {"Nuôi con nuôi", "Giảm nghèo"},
    )


def _fee_text(facts: fixture.ProcedureFacts) -> str:
    if not facts.fee:
        return "Không thu phí, lệ phí"
    kind = "Lệ phí" if facts.fee_kind == "LE_PHI" else "Phí"
    return f"{kind}: {int(facts.fee):,} đồng/{facts.per}".replace(",", ".")


def _components(version: ProcedureVersion, facts: fixture.ProcedureFacts) -> list[Component]:
    return [
        Component(
            version=version,
            ordinal=n,
            name=name,
            originals=int("bản chính" in name),
            copies=int("bản sao" in name),
        )
        for n, name in enumerate(facts.documents, start=1)
    ]


def _limit(version: ProcedureVersion, facts: fixture.ProcedureFacts) -> TimeLimit:
    return TimeLimit(
        version=version,
        amount=None if facts.same_day else facts.amount,
        unit="" if facts.same_day else facts.unit,
        same_day=facts.same_day,
        is_main=True,
        text=version.time_limit_text,
    )


def _fee(version: ProcedureVersion, facts: fixture.ProcedureFacts) -> Fee:
    return Fee(version=version, kind=facts.fee_kind, amount=facts.fee, per=facts.per)


def _steps(
    version: ProcedureVersion,
    facts: fixture.ProcedureFacts,
    division: Division,
    officers: dict[int | None, User],
    heads: dict[int | None, User],
) -> list[ProcessStep]:
    """Reception, examination, signature and return, adding up to the limit (R22)."""
    hours = facts.amount * DAY
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
    desk: Desk,
    procedure: Procedure,
    facts: fixture.ProcedureFacts,
    divisions: dict[str, Division],
    keeper: User,
) -> Posting:
    at_district = desk.level == Desk.Level.DISTRICT
    return Posting(
        desk=desk,
        procedure=procedure,
        division=divisions[facts.division] if at_district else None,
        status=Posting.Status.PUBLISHED,
        published_on=fixture.FOUNDED_ON,
        published_by=keeper,
    )
