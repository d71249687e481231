"""One row of every model for a desk, and every part of a dossier; invented people only."""

from datetime import date
from decimal import Decimal

from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from backoffice.dossiers.models import (
    AggregateReport,
    FormRule,
    OutsideDeskDecision,
    Slip,
)
from backoffice.organisation.models import CalendarDay, Division, Succession, User
from backoffice.procedures.models import (
    ColumnMapping,
    Fee,
    ImportBatch,
    ImportedContent,
    ImportRow,
    NationalComparison,
    PostingCheck,
    Procedure,
    ProcedureFile,
    ProcessStep,
    PublicationDecision,
)
from backoffice.staffing.models import (
    Absence,
    Attendance,
    Evaluation,
    Feedback,
    Officer,
    RefusedAttempt,
    Regulation,
    SatisfactionSlip,
    ScoredDossier,
    Topic,
    Training,
)
from backoffice.tickets.models import Board, Rating, Screen, WaitEstimate
from tests.scope.dossier_rows import dossier_with_everything
from tests.scope.figures import make_figures
from tests.support import factories
from tests.support.dossiers import World, add_component, make_world
from tests.support.factories import MONDAY, START, at
from tests.support.tickets import take

EVERYTHING_BUT = {"see_every_desk", "see_subordinate_desks", "see_every_division", "see_every_evaluation"}


def make_office(slug: str, agency_code: str, *, who: str) -> World:
    """Return a desk with a row of every model; `who` begins the name of each applicant."""
    world = make_world(slug=slug, agency_code=agency_code)
    old = factories.make_desk(f"{slug}-cu", valid_to=date(2019, 12, 31))
    Succession.objects.create(
        predecessor=old, successor=world.desk, on=date(2020, 1, 1), legal_basis="NQ 830/2019"
    )
    CalendarDay.objects.create(
        desk=world.desk, day=date(2027, 3, 1), kind="NGHI_BU", name="Nghỉ bù riêng", source="CV 1"
    )
    _catalogue(world)
    _people(world)
    _hall(world)
    _desk_papers(world)
    dossier_with_everything(world, who=who)
    return world


def _catalogue(world: World) -> None:
    desk, version, procedure = world.desk, world.version, world.version.procedure
    decision = PublicationDecision.objects.create(
        desk=desk, number="1872/QĐ-BTP", decided_on=START, effective_on=START
    )
    add_component(version, "Tờ khai", is_mandatory=False)
    Fee.objects.create(version=version, amount=Decimal(8000))
    ProcessStep.objects.create(version=version, ordinal=1, kind="RECEPTION", name="Tiếp nhận", hours=4)
    ProcessStep.objects.create(
        version=version, ordinal=2, name="Thẩm định", hours=36, division=world.division, officer=world.officer
    )
    batch = ImportBatch.objects.create(
        desk=desk,
        file_name="danh-sach.csv",
        sha256="0" * 64,
        source_key="cong",
        decision=decision,
        uploaded_at=at(8),
        uploaded_by=world.lead,
        content="Mã TTHC,Tên TTHC\n1.001193,Đăng ký khai sinh\n".encode(),
    )
    ImportRow.objects.create(batch=batch, sheet="Sheet1", row=2, kind="CHANGED", procedure=procedure)
    ImportedContent.objects.create(procedure=procedure, source_key="cong", batch=batch)
    ColumnMapping.objects.create(desk=desk, layout_key="cong", updated_by=world.lead)
    _kept_up_to_date(world)
    OutsideDeskDecision.objects.create(
        desk=desk, procedure=procedure, kind="LUU_DONG", number="12/QĐ", decided_on=START, signer="Chủ tịch"
    )


def _kept_up_to_date(world: World) -> None:
    form = ProcedureFile(
        version=world.version,
        kind="FORM",
        title="Tờ khai",
        content_type="application/pdf",
        size=8,
        sha256="1" * 64,
        added_at=at(8),
        added_by=world.lead,
    )
    form.file.save(f"{world.version.pk}.pdf", ContentFile(b"%PDF-1.7"), save=False)
    form.save()
    PostingCheck.objects.create(
        desk=world.desk, item="FEES", is_in_order=True, checked_at=at(8), checked_by=world.lead
    )
    NationalComparison.objects.create(
        desk=world.desk,
        file_name="quoc-gia.xlsx",
        sha256="0" * 64,
        compared_at=at(8),
        compared_by=world.lead,
        rows_read=1,
        rows_equal=1,
    )


def _people(world: World) -> None:
    desk, officer = world.desk, Officer.objects.get(user=world.reception)
    factories.make_duty(world.counter, officer)
    Absence.objects.create(officer=officer, starts_on=date(2027, 1, 4), ends_on=date(2027, 1, 5))
    RefusedAttempt.objects.create(
        desk=desk,
        user=world.reception,
        user_name="Người thử",
        verb="receive",
        at=at(7),
        reason="Chưa mở quầy",
    )
    Regulation.objects.create(
        desk=desk, number="01/QĐ", decided_on=START, title="Quy chế hoạt động", valid_from=START
    )
    topic = Topic.objects.create(desk=desk, name="Phần mềm một cửa")
    training = Training.objects.create(topic=topic, held_on=START, place="Phòng họp")
    Attendance.objects.create(training=training, officer=officer, was_present=True, result="DAT")
    sheet = Evaluation.objects.create(
        officer=officer,
        first_on=date(2026, 7, 1),
        last_on=date(2026, 9, 30),
        drawn_at=at(8),
        shown_at=at(8, 30),
        answer="Nhất trí",
    )
    ScoredDossier.objects.create(evaluation=sheet, code="H28-1", total_time=2)
    Feedback.objects.create(
        desk=desk, received_on=MONDAY, due_on=date(2026, 12, 8), content="Chờ lâu", officer=officer
    )
    SatisfactionSlip.objects.create(desk=desk, dossier_code="H28-1", given_on=MONDAY, contacts=0)


def _hall(world: World) -> None:
    desk = world.desk
    group = factories.make_group(desk)
    world.counter.service_groups.add(group)
    factories.make_field().service_groups.add(group)
    ticket = take(group, procedure=world.version.procedure)
    WaitEstimate.objects.get_or_create(
        ticket=ticket,
        defaults={"at": at(9), "model": "none", "minutes": 5, "band": 1, "ahead": 0, "counters": 1},
    )
    Rating.objects.create(ticket=ticket, group=group, score=2, rated_at=at(10))
    Board.objects.get_or_create(desk=desk)
    Screen.objects.create(
        desk=desk,
        key=f"man-hinh-{desk.slug}",
        first_seen_at=at(7),
        seen_at=at(9),
        version=1,
        shown="",
        is_right=True,
    )


def _desk_papers(world: World) -> None:
    FormRule.objects.create(
        desk=world.desk,
        kind="URGING",
        form_set="TT01_2018",
        form_number="08",
        title="Văn bản đôn đốc",
        suffix="/MC",
        valid_from=START,
    )
    AggregateReport.objects.create(
        desk=world.desk,
        first_on=START,
        last_on=date(2018, 12, 31),
        received=10,
        resolved=9,
        in_time=8,
        late=1,
        pending=1,
        source="Báo cáo 2018",
    )
    make_figures(world)


def other_division(world: World, *, who: str) -> Division:
    """Return a second division of the desk with a dossier that was never in the first."""
    division = factories.make_division(world.desk, code="dia-chinh", name="Phòng Địa chính")
    officer = factories.make_user(factories.DIVISION_OFFICER, desk=world.desk, division=division)
    factories.make_officer(officer, home_division=division)
    procedure = factories.make_procedure(world.desk, code="1.000798", name="Tách thửa đất")
    factories.make_version(procedure)
    first, first_officer = world.posting, world.officer
    world.posting = factories.publish(procedure, division=division, by=world.lead)
    world.version, version = procedure.versions.get(), world.version
    world.officer = officer
    dossier = dossier_with_everything(world, who=who)
    for number, kind in enumerate((Slip.Kind.REGISTER, Slip.Kind.HAND_OVER_LIST, Slip.Kind.SUPPLEMENT), 900):
        Slip.objects.create(
            desk=world.desk,
            kind=kind,
            form_set="TT01_2018",
            year=2026,
            number=number,
            issued_at=at(11),
            issued_by=world.lead,
            payload={
                "on": "2026-11-23",
                "number": f"{who}-SO",
                "code": f"{who}-MA",
                "rows": [{"name": dossier.applicant_name, "code": dossier.code}],
                "applicant": {"name": dossier.applicant_name},
                "missing": [],
            },
            sha256="0" * 64,
        )
    world.posting, world.version, world.officer = first, version, first_officer
    return division


def with_every_right(desk, *, division: Division | None = None) -> User:
    """Return an account with all rights that a desk's account can have, within its desk (and division)."""
    user = factories.make_user(desk=desk, division=division)
    ours = Permission.objects.exclude(codename__in=EVERYTHING_BUT)
    ours = ours.exclude(content_type__app_label__in=["axes", "admin", "sessions", "contenttypes"])
    user.user_permissions.set(ours)
    return user


def share(procedure: Procedure, *, of: World, at_desk: World) -> None:
    """Post a procedure of one desk at another, as a commune does with its district's."""
    factories.publish(procedure, desk=at_desk.desk, by=at_desk.lead)
