"""A dossier with a row of every model that belongs to one; invented people only."""

from datetime import date

from django.core.files.base import ContentFile

from backoffice.dossiers.models import (
    Access,
    Apology,
    Attachment,
    Cause,
    ChairmanApology,
    Consultation,
    Dossier,
    FeeLine,
    HandOver,
    Pause,
    PauseProposal,
    Refusal,
    Repair,
    Result,
    Stop,
    Supplement,
    Urging,
)
from backoffice.staffing.models import (
    Feedback,
)
from tests.support.dossiers import World, person, receive
from tests.support.factories import MONDAY, at


def dossier_with_everything(world: World, *, who: str, **reception) -> Dossier:
    """Return a received dossier with a row of every model that belongs to one."""
    applicant = person(
        full_name=f"{who}-TEN",
        id_number=f"{who}-GIAYTO"[:20],
        phone=f"{who}-SDT"[:20],
        address=f"{who}-DIACHI",
        email=f"{who.lower()}@example.invalid",
    )
    dossier = receive(world, applicant=applicant, content=f"{who}-NOIDUNG", **reception)
    _letters(world, dossier)
    _clock_and_hands(world, dossier, who=who)
    _files_and_papers(world, dossier, who=who)
    _results(world, dossier, who=who)
    return dossier


def _letters(world: World, dossier: Dossier) -> None:
    desk, by = world.desk, world.reception
    Apology.objects.create(
        dossier=dossier,
        reason="Cần xác minh",
        cause=Cause.objects.order_by("pk")[0],
        cause_kind="CHU_QUAN",
        step=dossier.steps.order_by("ordinal")[0],
        old_due_on=dossier.due_on,
        new_due_on=date(2027, 1, 15),
        drafted_at=at(10),
        drafted_by=world.officer,
    )
    found_true = Feedback.objects.create(
        desk=desk,
        received_on=MONDAY,
        due_on=date(2026, 12, 8),
        content="Đòi giấy ngoài quy định",
        answered_on=MONDAY,
        conclusion=Feedback.Conclusion.TRUE,
    )
    ChairmanApology.objects.create(
        desk=desk,
        feedback=found_true,
        prohibition="dd",
        addressee="Tổ chức, cá nhân",
        text="Xin lỗi",
        signed_at=at(10),
        signed_on=MONDAY,
        signed_by=by,
        signer_name="Chủ tịch",
    )
    Urging.objects.create(
        desk=desk,
        dossier=dossier,
        ordinal=1,
        addressee="Phòng",
        answer_by=date(2026, 12, 1),
        urged_at=at(10),
        urged_by=by,
    )


def _clock_and_hands(world: World, dossier: Dossier, *, who: str) -> None:
    by = world.reception
    HandOver.objects.create(
        dossier=dossier,
        ordinal=1,
        giver=by,
        giver_name="Người giao",
        giver_unit="Một cửa",
        taker=world.officer,
        taker_name="Người nhận",
        taker_unit="Phòng",
        given_at=at(9),
    )
    pause = {"reason": "KHAC", "policy": "RESUME", "legal_basis": "Luật"}
    Pause.objects.create(dossier=dossier, paused_at=at(10), resumed_at=at(11), **pause)
    PauseProposal.objects.create(
        dossier=dossier,
        reason="KHAC",
        policy="RESUME",
        legal_basis=f"{who}-CANCU",
        proposed_at=at(10),
        proposed_by=by,
    )
    Consultation.objects.create(
        dossier=dossier, office="Sở", question=f"{who}-HOI", asked_at=at(10), asked_by=by, answer_by=MONDAY
    )
    Repair.objects.create(dossier=dossier, repaired_on=MONDAY)


def _files_and_papers(world: World, dossier: Dossier, *, who: str) -> None:
    desk, by, slip = world.desk, world.reception, dossier.slips.get()
    FeeLine.objects.create(dossier=dossier, amount=8000)
    Access.objects.create(dossier=dossier, user=by, user_name="Người xem", kind="VIEW", at=at(9))
    kept = Attachment(
        dossier=dossier,
        name=f"{who}-tep.pdf",
        content_type="application/pdf",
        size=8,
        sha256=str(dossier.pk),
        added_at=at(9),
        added_by=by,
    )
    kept.file.save(f"{dossier.pk}.pdf", ContentFile(f"{who}-tep".encode()), save=False)
    kept.save()
    papers = {"desk": desk, "applicant": dossier.applicant, "procedure": dossier.procedure}
    for of_dossier, made in ((None, None), (dossier, slip)):
        Supplement.objects.create(
            **papers,
            dossier=of_dossier,
            reason=f"{who}-THIEU",
            requested_at=at(9),
            requested_by=by,
            slip=made,
        )
        Refusal.objects.create(
            **papers,
            dossier=of_dossier,
            content=f"{who}-NOIDUNG",
            ground="CONDITIONS",
            text=f"{who}-TUCHOI",
            refused_at=at(9),
            refused_on=MONDAY,
            refused_by=by,
            slip=made,
        )


def _results(world: World, dossier: Dossier, *, who: str) -> None:
    desk, by = world.desk, world.reception
    Result.objects.create(
        dossier=dossier,
        kind="CERTIFICATE",
        number=f"{who}-SO",
        signed_on=MONDAY,
        signed_at=at(9),
        signed_by=by,
        signer_name=f"{who}-NGUOIKY",
    )
    Stop.objects.create(
        dossier=dossier, desk=desk, requested_on=MONDAY, reason="Xin rút", stopped_at=at(9), stopped_by=by
    )
