"""An evaluation sheet: shown to the officer, answered, signed by two."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from backoffice.staffing.evaluation import evaluation_sheets
from backoffice.staffing.evaluation.evaluation_sheets import Scored
from backoffice.staffing.models import Evaluation, ScoredDossier
from tests.support import factories
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db

TOMORROW = at(8, on=MONDAY + timedelta(days=1))
TWO = [Scored("H28.05-261001-0001", {1: 2, 2: 1, 3: 2, 4: 1}), Scored("H28.05-261001-0002", {1: 0, 7: 1})]


@pytest.fixture
def desk():
    return factories.make_desk()


@pytest.fixture
def division(desk):
    return factories.make_division(desk)


@pytest.fixture
def officer(desk, division):
    return factories.make_officer(factories.make_user(desk=desk), home_division=division)


@pytest.fixture
def head(desk):
    return factories.allow(factories.make_user(desk=desk), "staffing.sign_as_head")


@pytest.fixture
def chief(desk, division):
    return factories.allow(factories.make_user(desk=desk, division=division), "staffing.sign_as_division")


@pytest.fixture
def sheet(officer, head):
    return draw(officer, head)


def draw(officer, head, dossiers=TWO, moment=None):
    return evaluation_sheets.draw_up(
        officer=officer,
        kind=Evaluation.Kind.QUARTER,
        first_on=date(2026, 7, 1),
        last_on=date(2026, 9, 30),
        dossiers=dossiers,
        by=head,
        at=moment or at(8),
    )


def test_the_sheet_keeps_the_points_behind_each_index(sheet):
    lines = {
        line.index: (line.points, line.dossiers, line.score) for line in evaluation_sheets.scores(sheet).lines
    }
    assert {index: str(score) for index, (_, _, score) in lines.items()} == {
        1: "1.0",
        2: "1.0",
        3: "2.0",
        4: "1.0",
        7: "1.0",
    }
    assert lines[1][:2] == (2, 2)
    assert lines[7][:2] == (1, 1)


def test_a_sheet_is_signed_by_two_after_the_officer_had_a_day(sheet, head, chief):
    evaluation_sheets.show(sheet, by=head, at=at(9))
    for sign, who in ((evaluation_sheets.sign_as_head, head), (evaluation_sheets.sign_as_division, chief)):
        with pytest.raises(evaluation_sheets.NotAllowed):
            sign(sheet, by=who, at=at(16))
        sign(sheet, by=who, at=TOMORROW)
    assert sheet.is_signed
    assert list(Evaluation.objects.unsigned()) == []
    assert sheet.history.count() == 4


def test_an_answer_opens_the_sheet_for_signature_at_once(sheet, head, officer):
    evaluation_sheets.show(sheet, by=head, at=at(9))
    evaluation_sheets.answer(sheet, text=" Đồng ý ", by=officer.user, at=at(10))
    evaluation_sheets.sign_as_head(sheet, by=head, at=at(11))
    assert (sheet.answer, sheet.head_signed_by) == ("Đồng ý", head)


def test_nobody_signs_what_the_officer_has_not_seen(sheet, head):
    with pytest.raises(evaluation_sheets.NotAllowed):
        evaluation_sheets.sign_as_head(sheet, by=head, at=TOMORROW)


def test_only_the_officer_answers_and_only_before_a_signature(sheet, head, officer):
    with pytest.raises(evaluation_sheets.NotAllowed):
        evaluation_sheets.answer(sheet, text="Sớm quá", by=officer.user, at=at(9))
    evaluation_sheets.show(sheet, by=head, at=at(9))
    for text, who in (("Thay lời", head), ("  ", officer.user)):
        with pytest.raises(evaluation_sheets.NotAllowed):
            evaluation_sheets.answer(sheet, text=text, by=who, at=at(10))
    evaluation_sheets.sign_as_head(sheet, by=head, at=TOMORROW)
    with pytest.raises(evaluation_sheets.NotAllowed):
        evaluation_sheets.answer(sheet, text="Muộn rồi", by=officer.user, at=TOMORROW)


def test_the_signatures_are_of_two_people_with_the_right_to_sign(desk, division, sheet, head, chief, officer):
    evaluation_sheets.show(sheet, by=head, at=at(9))
    other = factories.make_division(desk, "tnmt", "Phòng Tài nguyên và Môi trường")
    stranger = factories.allow(factories.make_user(desk=desk, division=other), "staffing.sign_as_division")
    both = factories.allow(
        factories.make_user(desk=desk, division=division),
        "staffing.sign_as_division",
        "staffing.sign_as_head",
    )
    own = factories.allow(officer.user, "staffing.sign_as_head")
    evaluation_sheets.sign_as_head(sheet, by=both, at=TOMORROW)
    for sign, who in (
        (evaluation_sheets.sign_as_division, both),
        (evaluation_sheets.sign_as_division, stranger),
        (evaluation_sheets.sign_as_division, head),
        (evaluation_sheets.sign_as_head, own),
        (evaluation_sheets.sign_as_head, chief),
        (evaluation_sheets.sign_as_head, head),
    ):
        with pytest.raises(evaluation_sheets.NotAllowed):
            sign(sheet, by=who, at=TOMORROW)
    assert sheet.division_signed_at is None


def test_drawn_up_again_a_sheet_has_to_be_shown_again(sheet, officer, head):
    evaluation_sheets.show(sheet, by=head, at=at(9))
    evaluation_sheets.answer(sheet, text="Thiếu hồ sơ", by=officer.user, at=at(10))
    again = draw(officer, head, dossiers=TWO[:1], moment=at(11))
    assert again.pk == sheet.pk
    assert (again.shown_at, again.answer, again.dossiers.count()) == (None, "", 1)
    assert sheet.history.filter(answer="Thiếu hồ sơ").exists()


def test_a_signature_closes_the_figures(sheet, officer, head):
    evaluation_sheets.show(sheet, by=head, at=at(9))
    evaluation_sheets.sign_as_head(sheet, by=head, at=TOMORROW)
    with pytest.raises(evaluation_sheets.NotAllowed):
        draw(officer, head, dossiers=[])
    assert sheet.dossiers.count() == 2


def test_an_officer_sees_their_sheet_once_shown_a_division_its_officers_and_the_head_all(
    desk, sheet, officer, head, chief
):
    colleague = factories.make_user(desk=desk)

    def seen(user):
        return list(Evaluation.objects.visible_to(user)), ScoredDossier.objects.visible_to(user).count()

    assert seen(officer.user) == ([], 0)
    evaluation_sheets.show(sheet, by=head, at=at(9))
    assert seen(officer.user) == ([sheet], 2)
    assert seen(chief) == ([sheet], 2)
    assert seen(head) == ([sheet], 2)
    assert seen(colleague) == ([], 0)
    assert seen(factories.make_user(desk=factories.make_desk("lam-son"))) == ([], 0)


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"head_signed_at": at(9)}, "head_signature_has_time_and_author"),
        ({"division_signed_at": at(9), "shown_at": at(8)}, "division_signature_has_time_and_author"),
        ({"last_on": date(2026, 6, 30)}, "evaluation_period_ends_after_it_starts"),
    ],
)
def test_the_database_refuses_a_sheet(officer, broken, constraint):
    fields = {"officer": officer, "first_on": date(2026, 7, 1), "last_on": date(2026, 9, 30)}
    with pytest.raises(IntegrityError, match=constraint):
        Evaluation.objects.create(**fields | {"drawn_at": at(8)} | broken)


def test_the_database_refuses_a_signature_before_the_officer_saw_it(officer, head):
    with pytest.raises(IntegrityError, match="officer_sees_the_sheet_before_it_is_signed"):
        Evaluation.objects.create(
            officer=officer,
            first_on=date(2026, 7, 1),
            last_on=date(2026, 9, 30),
            drawn_at=at(8),
            head_signed_by=head,
            head_signed_at=at(9),
        )


def test_the_database_refuses_three_points(sheet):
    with pytest.raises(IntegrityError, match="an_index_gives_at_most_two_points"):
        ScoredDossier.objects.create(evaluation=sheet, code="H28.05-261001-0003", contacts=3)
