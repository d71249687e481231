"""A desk's records of its own work: fields, regulation, training, feedback of citizens. Invented."""

from datetime import date, timedelta

from backoffice.demonstration import fixture
from backoffice.dossiers.models import Dossier
from backoffice.history.tracking import create_tracked
from backoffice.organisation.models import Desk
from backoffice.procedures.models import Field
from backoffice.staffing.feedback_limits import answer_by
from backoffice.staffing.models import (
    Attendance,
    Feedback,
    Officer,
    Regulation,
    SatisfactionSlip,
    Topic,
    Training,
)

UNTRAINED = 2
"""Who came last has not passed yet: the page of the training shows what it is for."""


def load(desk: Desk, *, on: date) -> None:
    """Add what is missing; safe to repeat."""
    if Regulation.objects.filter(desk=desk).exists():
        return
    officers = list(Officer.objects.filter(desk=desk).select_related("home_division").order_by("pk"))
    _give_fields(desk, officers)
    regulation = Regulation(
        desk=desk,
        number="15/QĐ-VP",
        title="Quy chế tổ chức và hoạt động của Bộ phận Một cửa (hư cấu)",
        decided_on=date(2019, 1, 2),
        valid_from=date(2019, 1, 7),
        signed_by="Chánh Văn phòng (hư cấu)",
    )
    create_tracked([regulation], by=None, reason=fixture.REASON)
    _train(desk, officers, on=on)
    _listen(desk, officers, on=on)


def _give_fields(desk: Desk, officers: list[Officer]) -> None:
    """Put the officer at a counter in charge of its fields, with the standby of their division."""
    counters = {row["username"]: row["counter"] for row in fixture.facts()["officers"] if row["counter"]}
    names = {row["counter"]: row["fields"] for row in fixture.facts()["groups"]}
    served: dict[int | None, list[Field]] = {}
    for officer in officers:
        if officer.user is not None and officer.user.username in counters:
            fields = list(Field.objects.filter(name__in=names.get(counters[officer.user.username], [])))
            officer.fields.set(fields)
            served[officer.home_division_id] = fields
    for officer in officers:
        if officer.is_standby:
            officer.fields.set(served.get(officer.home_division_id, []))


def _train(desk: Desk, officers: list[Officer], *, on: date) -> None:
    held_on = on - timedelta(days=40)
    for name, is_required in (
        ("Sử dụng phần mềm Một Cửa", True),
        ("Giao tiếp, ứng xử với người dân", True),
        ("Số hóa hồ sơ, kết quả giải quyết", False),
    ):
        (topic,) = create_tracked(
            [Topic(desk=desk, name=name, is_required=is_required)], by=None, reason=fixture.REASON
        )
        (training,) = create_tracked(
            [Training(topic=topic, held_on=held_on, place="Phòng họp UBND huyện", trainer="Tổ công tác")],
            by=None,
            reason=fixture.REASON,
        )
        learnt = officers if is_required else officers[:3]
        rows = [
            Attendance(training=training, officer=officer, was_present=True, result=Attendance.Result.PASSED)
            for officer in learnt[: len(learnt) - UNTRAINED]
        ]
        create_tracked(rows, by=None, reason=fixture.REASON)


def _listen(desk: Desk, officers: list[Officer], *, on: date) -> None:
    finished = Dossier.objects.filter(desk=desk, resolved_on__lte=on).order_by("-resolved_on", "-pk")
    codes = list(finished.values_list("code", flat=True)[:6])
    slips = [
        SatisfactionSlip(
            desk=desk,
            dossier_code=code,
            given_on=on,
            contacts=number % 2,
            agencies=number % 2,
            satisfaction=3 - number % 2,
        )
        for number, code in enumerate(codes)
    ]
    create_tracked(slips, by=None, reason=fixture.REASON)
    for days, content, conclusion in (
        (20, "Chờ quá lâu vào sáng thứ Hai.", Feedback.Conclusion.TRUE),
        (12, "Bảng niêm yết ghi sai lệ phí.", Feedback.Conclusion.FALSE),
        (3, "Đề nghị thêm ghế chờ.", ""),
    ):
        received_on = on - timedelta(days=days)
        kind = Feedback.Kind.FEEDBACK if conclusion else Feedback.Kind.PROPOSAL
        feedback = Feedback(
            desk=desk,
            kind=kind,
            source=Feedback.Source.BOX,
            received_on=received_on,
            content=content,
            conclusion=conclusion,
            answered_on=received_on + timedelta(days=5) if conclusion else None,
            answer="Đã xác minh và trả lời." if conclusion else "",
            due_on=answer_by(kind, received_on=received_on, accepted_on=None, is_prolonged=False, desk=desk),
        )
        create_tracked([feedback], by=None, reason=fixture.REASON)
