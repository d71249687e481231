"""What officers did with dossiers, and the points behind an evaluation (Thông tư 01/2018 Điều 13–15)."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from backoffice.dossiers.models import Dossier, Step
from backoffice.reports.evaluation.desk import unit_sheet
from backoffice.reports.evaluation.officers import works
from backoffice.staffing.evaluation.indices import officer_scores
from backoffice.staffing.models import Feedback, Officer, SatisfactionSlip
from tests.support import factories
from tests.support.dossiers import make_world, receive
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)
# Mon 23/11 is worked, Tue 24/11 a holiday.
WED, THU, FRI = date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)
NEXT_MONDAY = date(2026, 11, 30)


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def officer(world):
    return Officer.objects.get(user=world.reception)


@pytest.fixture
def clerk(world):
    """Return the division's officer, who also serves as an officer of the desk."""
    return factories.make_officer(world.officer, home_division=world.division)


def finished(world, timeliness="EARLY", *, resolved_on=THU, **steps) -> Dossier:
    """Return a finished dossier of Monday 9:00; `steps` are officer, from, to, due, timeliness by kind."""
    dossier = receive(world)
    dossier.state, dossier.timeliness = Dossier.State.RESOLVED, timeliness
    dossier.resolved_on, dossier.resolved_at = resolved_on, at(16, on=resolved_on)
    dossier.save()
    dossier.steps.all().delete()
    for ordinal, (kind, (user, began, ended, due, judged)) in enumerate(steps.items(), start=1):
        Step.objects.create(
            dossier=dossier,
            ordinal=ordinal,
            kind=kind,
            name=kind,
            officer=user,
            started_at=began,
            ended_at=ended,
            due_at=due,
            timeliness=judged,
        )
    return dossier


def points(world, officer):
    (scored,) = works(world.desk, FIRST, LAST)[officer.pk].scored
    return dict(scored.points)


def test_a_dossier_in_time_without_any_request_has_every_point(world, officer):
    finished(world, RECEPTION=(world.reception, at(9), at(10), at(17), "EARLY"))
    assert points(world, officer) == {1: 2, 2: 2, 3: 2, 4: 2, 7: 2}


def test_an_officer_within_their_own_share_is_not_late_because_of_another(world, officer, clerk):
    """Reception had it from Monday to Thursday; the division had one working day and used half of it."""
    finished(
        world,
        "LATE",
        resolved_on=FRI,
        RECEPTION=(world.reception, at(9), at(9, on=THU), at(17), "LATE"),
        EXAMINATION=(world.officer, at(9, on=THU), at(14, on=THU), at(17, on=WED), "LATE"),
    )
    work = works(world.desk, FIRST, LAST)
    assert (work[officer.pk].late, work[clerk.pk].late) == (1, 0)
    assert [dict(work[o.pk].scored[0].points)[2] for o in (officer, clerk)] == [0, 1]
    assert [dict(work[o.pk].scored[0].points)[1] for o in (officer, clerk)] == [0, 0]


def test_a_step_that_used_more_than_its_share_is_late(world, clerk):
    finished(
        world,
        "LATE",
        resolved_on=NEXT_MONDAY,
        RECEPTION=(world.reception, at(9), at(10), at(17), "EARLY"),
        EXAMINATION=(world.officer, at(10), at(15, on=FRI), at(17, on=WED), "LATE"),
    )
    assert points(world, clerk)[2] == 0


def test_waiting_for_the_applicant_moves_the_end_of_the_step_and_makes_nobody_late(world, clerk):
    """Due on Wednesday; the clock was paused until Thursday, so the step is due on Friday and ended then."""
    finished(world, "ON_TIME", EXAMINATION=(world.officer, at(10), at(16, on=FRI), at(17, on=FRI), "ON_TIME"))
    assert points(world, clerk)[2] == 1


def test_waiting_for_collection_is_not_a_step_of_an_officer(world, officer):
    finished(
        world,
        RECEPTION=(world.reception, at(9), at(10), at(17), "EARLY"),
        RETURN=(world.reception, at(16, on=THU), at(16, on=NEXT_MONDAY), at(17, on=FRI), "LATE"),
    )
    assert points(world, officer)[2] == 2


def test_the_slip_of_the_applicant_has_contacts_and_agencies(world, officer):
    dossier = finished(world)
    SatisfactionSlip.objects.create(
        desk=world.desk,
        dossier_code=dossier.code,
        given_on=FRI,
        contacts=3,
        contacts_by_applicant=2,
        agencies=2,
        agencies_required=1,
    )
    assert {index: points(world, officer)[index] for index in (3, 4)} == {3: 1, 4: 1}


@pytest.mark.parametrize(
    ("conclusion", "names_the_officer", "expected"),
    [("DUNG", True, 0), ("", True, None), ("KHONG_DUNG", True, 2), ("DUNG", False, 2)],
)
def test_only_feedback_found_true_about_the_officer_removes_the_points_of_attitude(
    world, officer, conclusion, names_the_officer, expected
):
    dossier = finished(world)
    Feedback.objects.create(
        desk=world.desk,
        received_on=WED,
        due_on=date(2026, 12, 9),
        content="Thái độ chưa đúng mực",
        dossier_code=dossier.code,
        officer=officer if names_the_officer else None,
        conclusion=conclusion,
        answered_on=FRI if conclusion else None,
    )
    assert points(world, officer)[7] == expected


def test_unfinished_dossiers_have_no_points_and_count_as_received(world, officer):
    receive(world)
    work = works(world.desk, FIRST, LAST)[officer.pk]
    assert (work.received, work.resolved, work.scored) == (1, 0, ())


def test_the_example_of_three_dossiers_has_6_7_points():
    rows = [
        {1: 2, 2: 2, 3: 2, 4: 2, 7: 2},
        {1: 1, 2: 1, 3: 2, 4: 2, 7: 1},
        {1: 0, 2: 1, 3: 1, 4: 1, 7: 0},
    ]
    scores = officer_scores(rows)
    assert [str(line.score) for line in scores.lines] == ["1.0", "1.3", "1.7", "1.7", "1.0"]
    assert scores.total == Decimal("6.7")
    assert scores.grade is None  # three dossiers are too few for a rank


def test_the_desk_has_nine_indices_and_no_rank_while_one_is_unknown(world):
    for _number in range(5):
        finished(world)
    sheet = unit_sheet(world.desk, first=FIRST, last=LAST)
    assert [str(line.score) for line in sheet.scores.lines] == [
        "2.0",
        "None",
        "2.0",
        "2.0",
        "1.0",
        "None",
        "2.0",
        "2.0",
        "0.0",
    ]
    assert (str(sheet.scores.total), sheet.scores.grade) == ("11.0", None)


@time_machine.travel(at(9, on=date(2026, 12, 31)), tick=False)
def test_a_number_of_the_desks_sheet_opens_its_dossiers_and_a_crafted_address_none(client, world):
    dossier = finished(world, "LATE")
    client.force_login(world.lead)
    asked = f"?office={world.desk.slug}&kind=QUY&year=2026&quarter=4"
    address = reverse("admin:reports_unit")
    assert [line.points for line in client.get(address + asked).context["sheet"].scores.lines][:1] == [0]
    assert client.get(f"{address}{asked}&index=1&points=0").context["dossiers"] == [dossier]
    for crafted in ("&index=9&points=0", "&index=1&points=x"):
        assert client.get(address + asked + crafted).status_code == 404
    assert client.get(f"{address}?kind=X&year=99999999999&quarter=9").status_code == 200
    assert client.get(f"{address}{asked}&format=xlsx")["Content-Type"].startswith("application/vnd")


def test_a_number_of_the_notice_opens_its_dossiers(client, world, officer):
    dossier = finished(world)
    client.force_login(world.lead)
    asked = {"officer": officer.pk, "from": "2026-11-01", "to": "2026-11-30"}
    for which, found in (("received", [dossier]), ("resolved", [dossier]), ("late", [])):
        page = client.get(reverse("admin:reports_officer"), asked | {"which": which})
        assert page.context["dossiers"] == found
    for crafted in ({"officer": "9" * 30}, {"from": "2026-02-30"}, {"which": "x"}, {"to": "2020-01-01"}):
        assert (
            client.get(reverse("admin:reports_officer"), asked | {"which": "late"} | crafted).status_code
            == 404
        )


def test_practice_and_other_desks_are_left_out(world, officer):
    dossier = finished(world)
    Dossier.objects.filter(pk=dossier.pk).update(nature=Dossier.Nature.PRACTICE)
    assert works(world.desk, FIRST, LAST) == {}
    assert works(factories.make_desk("lam-son"), FIRST, LAST) == {}
    assert MONDAY in (dossier.received_on,)
