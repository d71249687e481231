"""Training, the responsibility matrix and the monthly notice."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from backoffice.procedures.models import ProcessStep
from backoffice.staffing import officer_work, trainings
from backoffice.staffing.evaluation.evaluation_sheets import Scored
from backoffice.staffing.evaluation.notices import notices
from backoffice.staffing.matrix import matrix
from backoffice.staffing.models import Absence, Attendance, CounterSession, Evaluation, Regulation, Topic
from backoffice.staffing.officer_work import Work
from backoffice.staffing.roster.checks import Kind
from backoffice.staffing.roster.facts import read_roster
from tests.support import factories
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def desk():
    desk = factories.make_desk()
    factories.make_hours(desk)
    return desk


@pytest.fixture
def officer(desk):
    division = factories.make_division(desk)
    return factories.make_officer(factories.make_user(desk=desk), home_division=division)


@pytest.fixture
def head(desk, client):
    rights = [
        "view_duty",
        "change_duty",
        "view_topic",
        "view_regulation",
        "view_evaluation",
        "sign_as_head",
    ]
    head = factories.allow(factories.make_user(desk=desk), *(f"staffing.{right}" for right in rights))
    client.force_login(head)
    with time_machine.travel(at(9), tick=False):
        yield head


@pytest.fixture
def _connected():
    before = list(officer_work.sources.functions)
    yield
    officer_work.sources.functions[:] = before


# The monthly notice (R60)


def test_the_notice_counts_sessions_due_attended_excused_and_missed(desk, officer):
    counter = factories.make_counter(desk)
    for day in (16, 17, 18, 19):
        factories.make_duty(counter, officer, on=date(2026, 11, day))
    factories.make_duty(counter, officer, on=date(2026, 12, 1))
    attended = [(16, 8), (17, 10)]
    for day, hour in attended:
        CounterSession.objects.create(
            counter=counter,
            officer=officer,
            duty=officer.duties.get(day=date(2026, 11, day)),
            day=date(2026, 11, day),
            opened_at=at(hour, on=date(2026, 11, day)),
            closed_at=at(11, on=date(2026, 11, day)),
            minutes_late=(hour - 7) * 60 - 30,
            minutes_early=30,
        )
    officer.absences.create(kind=Absence.Kind.SICK, starts_on=date(2026, 11, 18), ends_on=date(2026, 11, 18))
    (notice,) = notices(desk, first=FIRST, last=LAST)
    assert (notice.due, notice.attended, notice.excused, notice.missed) == (4, 2, 1, 1)
    assert (notice.late_openings, notice.early_closings, notice.left_open) == (2, 2, 0)


def test_a_session_in_the_afternoon_does_not_attend_the_morning(desk, officer):
    counter = factories.make_counter(desk)
    factories.make_duty(counter, officer)
    CounterSession.objects.create(
        counter=counter,
        officer=officer,
        day=MONDAY,
        opened_at=at(13, 30),
        closed_at=at(17),
        unrostered_reason="Thay ca",
    )
    (notice,) = notices(desk, first=FIRST, last=LAST)
    assert (notice.due, notice.attended, notice.missed, notice.stood_in) == (1, 0, 1, 1)


@pytest.mark.usefixtures("_connected", "head")
def test_the_notice_shows_the_dossiers_of_the_layer_above(client, desk, officer):
    counter = factories.make_counter(desk)
    for day in (20, 23, 25):
        factories.make_duty(counter, officer, on=date(2026, 11, day))
    address = reverse("admin:staffing_officer_notices") + "?month=2026-11"
    officer_work.sources.functions.clear()
    before = client.get(address).context
    assert (before["has_work"], before["divisions"][0][1][0].due) == (False, 1)
    officer_work.sources.functions[:] = [
        lambda desk, first, last: {officer.pk: Work(received=12, resolved=9, late=1)}
    ]
    ((_division, (notice,)),) = client.get(address).context["divisions"]
    assert (notice.work.received, notice.work.resolved, notice.work.late) == (12, 9, 1)
    assert client.get(reverse("admin:staffing_officer_notices") + "?month=2026-13").status_code == 404


# Training


def test_a_required_topic_is_missing_until_the_officer_has_passed_it(desk, officer):
    land = factories.make_field("Đất đai")
    other = factories.make_officer(factories.make_user(desk=desk))
    other.fields.add(land)
    software = Topic.objects.create(desk=desk, name="Phần mềm Một cửa")
    Topic.objects.create(desk=desk, name="Đất đai", field=land)
    training = software.trainings.create(held_on=MONDAY)
    Attendance.objects.create(training=training, officer=officer, was_present=True, result="DAT")
    Attendance.objects.create(training=training, officer=other, was_present=True, result="CHUA_DAT")
    lines = {line.topic.name: (line.passed, line.lacking) for line in trainings.topic_lines(desk, on=MONDAY)}
    assert lines == {"Phần mềm Một cửa": ((officer,), (other,)), "Đất đai": ((), (other,))}


def test_an_invitation_lists_each_officer_who_has_not_passed_once(desk, officer, head):
    training = Topic.objects.create(desk=desk, name="Phần mềm").trainings.create(held_on=MONDAY)
    assert trainings.invite(training, on=MONDAY, by=head) == 1
    assert trainings.invite(training, on=MONDAY, by=head) == 0
    assert training.attendances.get().history.get().history_user == head


def test_an_officer_who_has_not_passed_is_shown_in_the_roster(desk, officer):
    topic = Topic.objects.create(desk=desk, name="Phần mềm")
    factories.make_duty(factories.make_counter(desk), officer)

    def untrained():
        problems = read_roster(desk, first=MONDAY, last=MONDAY).problems()
        return [problem.detail for problem in problems if problem.kind is Kind.UNTRAINED]

    assert untrained() == ["Phần mềm"]
    training = topic.trainings.create(held_on=MONDAY)
    training.attendances.create(officer=officer, was_present=True, result="DAT")
    assert untrained() == []


def test_the_database_refuses_a_result_of_an_absent_officer(desk, officer):
    training = Topic.objects.create(desk=desk, name="Phần mềm").trainings.create(held_on=MONDAY)
    with pytest.raises(IntegrityError, match="result_only_of_who_was_present"):
        training.attendances.create(officer=officer, was_present=False, result="DAT")


def test_the_page_names_untrained_officers(client, desk, officer, head):
    Topic.objects.create(desk=desk, name="Phần mềm Một cửa")
    page = client.get(reverse("admin:staffing_topic_lacking"))
    assert officer.full_name in page.text


# The responsibility matrix and the regulation


def step(version, ordinal, kind, **people):
    return ProcessStep.objects.create(
        version=version, ordinal=ordinal, kind=kind, name=f"Bước {ordinal}", hours=4, **people
    )


def test_the_matrix_lists_what_is_missing(desk, officer):
    standby = factories.make_user(desk=desk)
    whole = factories.make_version(factories.make_procedure(desk))
    empty = factories.make_version(factories.make_procedure(desk, "1.000001", "Không quy trình"))
    for version in (whole, empty):
        factories.publish(version.procedure)
    step(whole, 1, "RECEPTION", officer=officer.user, standby=standby)
    step(whole, 2, "EXAMINATION", officer=officer.user)
    step(whole, 3, "RETURN", standby=standby)
    rows = {row.version: row for row in matrix(desk, on=MONDAY)}
    assert [bool(line.holes) for line in rows[whole].lines] == [False, True, True]
    assert rows[whole].holes == ()
    assert len(rows[empty].holes) == 1
    assert not rows[whole].is_whole


def test_a_step_of_the_desk_belongs_to_the_officers_in_charge_of_the_field(desk, officer):
    procedure = factories.make_procedure(desk)
    version = factories.make_version(procedure)
    factories.publish(procedure)
    step(version, 1, "RECEPTION")
    step(version, 2, "EXAMINATION", division=officer.home_division)
    step(version, 3, "RETURN")
    standby = factories.make_officer(factories.make_user(desk=desk), is_standby=True)
    for one in (officer, standby):
        one.fields.add(procedure.field)
    (row,) = matrix(desk, on=MONDAY)
    assert (row.lines[0].officers, row.lines[0].standbys) == ((officer.full_name,), (standby.full_name,))
    assert [len(line.holes) for line in row.lines] == [0, 2, 0]


def test_only_published_procedures_in_force_are_in_the_matrix(desk):
    ended = factories.make_version(
        factories.make_procedure(desk, "1.000002", "Đã hết"), valid_to=date(2026, 10, 31)
    )
    factories.publish(ended.procedure)
    factories.make_version(factories.make_procedure(desk))
    assert matrix(desk, on=MONDAY) == []


def test_the_matrix_is_the_annex_of_the_regulation_in_force(client, desk, head):
    for number, first, last in (("01/QĐ", date(2018, 7, 1), date(2025, 6, 30)), ("02/QĐ", LAST, None)):
        Regulation.objects.create(
            desk=desk, number=number, title="Quy chế", decided_on=first, valid_from=first, valid_to=last
        )
    address = reverse("admin:staffing_regulation_matrix")
    assert client.get(address).context["regulation"] is None
    with time_machine.travel(at(9, on=LAST), tick=False):
        client.force_login(head)
        assert client.get(address).context["regulation"].number == "02/QĐ"


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"decided_on": date(2026, 12, 1)}, "regulation_in_force_after_it_is_signed"),
        ({"valid_to": date(2026, 10, 1)}, "regulation_ends_after_it_starts"),
    ],
)
def test_the_database_refuses_a_regulation(desk, broken, constraint):
    fields = {"desk": desk, "number": "1", "title": "Quy chế", "decided_on": FIRST, "valid_from": FIRST}
    with pytest.raises(IntegrityError, match=constraint):
        Regulation.objects.create(**fields | broken)


def test_only_one_regulation_of_a_desk_has_no_last_day(desk):
    fields = {"desk": desk, "title": "Quy chế", "decided_on": FIRST, "valid_from": FIRST}
    Regulation.objects.create(number="1", **fields)
    with pytest.raises(IntegrityError):
        Regulation.objects.create(number="2", **fields)


# Sheets in the browser


@pytest.mark.usefixtures("_connected")
def test_the_sheets_of_a_quarter_are_drawn_up_shown_and_signed_in_the_browser(client, desk, officer, head):
    six = [Scored(f"H28.05-261001-000{n}", {1: 2, 2: 2, 3: 2, 4: 1, 7: 1}) for n in range(6)]
    officer_work.sources.functions[:] = [lambda desk, first, last: {officer.pk: Work(resolved=6, scored=six)}]
    client.post(reverse("admin:staffing_evaluation_draw_up"), {"kind": "QUY", "year": 2026, "quarter": 3})
    sheet = Evaluation.objects.get()
    assert (sheet.first_on, sheet.last_on) == (date(2026, 7, 1), date(2026, 9, 30))
    address = reverse("admin:staffing_evaluation_sheet", args=[sheet.pk])
    page = client.get(address)
    assert str(page.context["scores"].total) == "8.0"
    assert page.context["grade"]
    assert "H28.05-261001-0005" in page.text
    client.post(address, {"step": "show"})
    client.post(address, {"step": "head"})
    sheet.refresh_from_db()
    assert (sheet.shown_at, sheet.head_signed_at) == (at(9), None)
    own = factories.allow(officer.user, "staffing.view_evaluation")
    client.force_login(own)
    client.post(address, {"step": "answer", "answer": "Đồng ý"})
    client.force_login(head)
    client.post(address, {"step": "head"})
    sheet.refresh_from_db()
    assert (sheet.answer, sheet.head_signed_by) == ("Đồng ý", head)
    assert client.post(address, {"step": "burn"}).status_code == 403


def test_a_sheet_out_of_sight_is_not_found(client, desk, officer, head):
    sheet = Evaluation.objects.create(officer=officer, first_on=FIRST, last_on=LAST, drawn_at=at(8))
    address = reverse("admin:staffing_evaluation_sheet", args=[sheet.pk])
    assert client.get(address).status_code == 200
    colleague = factories.allow(factories.make_user(desk=desk), "staffing.view_evaluation")
    client.force_login(colleague)
    assert client.get(address).status_code == 404
    assert client.post(address, {"step": "show"}).status_code == 404


def test_drawing_up_without_figures_shows_a_sentence(client, desk, head):
    before = list(officer_work.sources.functions)
    officer_work.sources.functions.clear()
    response = client.post(
        reverse("admin:staffing_evaluation_draw_up"), {"kind": "QUY", "year": 2026, "quarter": 3}
    )
    officer_work.sources.functions[:] = before
    assert response.status_code == 200
    assert Evaluation.objects.count() == 0
