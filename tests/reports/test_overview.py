"""The day of an account: what is listed, for whom, in which order, and at what cost."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backoffice.dossiers import apologies
from backoffice.dossiers.models import Dossier
from backoffice.organisation.models import CalendarDay, RuleSet, User
from backoffice.procedures.models import ImportBatch
from backoffice.reports.day import overview
from backoffice.tickets.models import Ticket
from tests.support import factories
from tests.support.dossiers import World, make_world, receive
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db
NEXT_YEAR = ("Lịch làm việc năm 2027", "9 ngày chưa chính thức")  # the lead's own task beside the dossiers


@pytest.fixture
def world():
    return make_world()


def due(world: World, on: date, **fields) -> Dossier:
    """Return a dossier of weeks ago that is due on a day, held by the reception officer."""
    dossier = receive(world)
    received_on = min(on, MONDAY) - timedelta(days=28)
    fields = {"due_on": on, "due_original_on": on, "received_on": received_on} | fields
    for name, value in fields.items():
        setattr(dossier, name, value)
    dossier.due_at = dossier.due_original_at = at(17, on=on)
    dossier.save()
    return dossier


def today(user: User):
    return overview.day(User.objects.get(pk=user.pk), at=at(9))


def words(user: User) -> list[tuple[str, str]]:
    return [(task.subject, task.words) for task in today(user).tasks]


def test_the_first_due_comes_first_with_the_days_left(world):
    # Tuesday the 24th is a holiday, so Wednesday is one working day away.
    soon, late, now = due(world, date(2026, 11, 26)), due(world, date(2026, 11, 19)), due(world, MONDAY)
    far = due(world, date(2026, 11, 27))
    in_order = [
        (late.code, "quá hạn 2 ngày làm việc"),
        (now.code, "đến hạn hôm nay"),
        (soon.code, "còn 2 ngày làm việc"),
    ]
    to_decide, *tasks = words(world.lead)
    assert to_decide == ("2 ngày hẹn cần quyết định", "lịch đã thay đổi")  # none was counted by the calendar
    assert tasks == [*in_order, NEXT_YEAR]
    assert words(world.reception) == [*in_order, (far.code, "còn 3 ngày làm việc")]


def test_an_officer_sees_the_dossiers_they_hold(world):
    mine, _other = due(world, MONDAY), due(world, MONDAY, holder=world.lead)
    assert [task.subject for task in today(world.reception).tasks] == [mine.code]


def test_a_head_sees_the_dossiers_of_the_division(world):
    inside = due(world, MONDAY, holder=world.officer, holder_division=world.division)
    due(world, MONDAY)
    assert [task.subject for task in today(world.head).tasks] == [inside.code]


def test_a_lead_sees_the_whole_desk_and_who_holds_it(world):
    due(world, MONDAY, holder=world.officer, holder_division=world.division)
    due(world, MONDAY)
    holders = [task.holder for task in today(world.lead).tasks[:2]]
    assert holders == [
        f"{world.officer}, Phòng Tư pháp",
        f"{world.reception}, tại Bộ phận Một cửa",
    ]


def test_nobody_sees_another_desks_day(world):
    foreign = make_world(slug="da-bac", agency_code="H28.06")
    due(world, MONDAY)
    assert today(foreign.lead).figures[0].number == 0
    assert [task for task in today(foreign.lead).tasks if task.subject.startswith("H28.05")] == []


def test_the_next_action_is_the_letter_when_it_must_go_out(world):
    late = due(world, MONDAY, holder=world.officer, holder_division=world.division)
    (task,) = today(world.officer).tasks
    assert task.action == "Soạn thư xin lỗi"
    assert task.url == reverse("admin:dossiers_dossier_do", args=[late.pk, "draft_apology"])


@pytest.mark.parametrize("days_before", [1, 2, 4, 9])
def test_the_day_lists_a_letter_on_the_day_of_the_regime_of_reception(world, days_before):
    """The letter of Monday the 23rd, and of no later day, is on the page of that Monday."""
    RuleSet.objects.update(apology_days_before=days_before)
    here = {"holder": world.officer, "holder_division": world.division}
    # Tuesday the 24th is a holiday: its letters are written on Monday.
    owes = due(world, date(2026, 11, 24) + timedelta(days=days_before), **here)
    due(world, date(2026, 11, 25) + timedelta(days=days_before), **here)
    asked = [task.subject for task in today(world.officer).tasks if task.action == "Soạn thư xin lỗi"]
    assert asked == [owes.code]
    queue = apologies.queue(world.desk, Dossier.objects.all(), on=MONDAY)
    assert [line.dossier for line in queue if line.working_on <= MONDAY] == [owes]


def test_letters_due_long_before_their_date_are_counted_even_if_the_day_does_not_name_them(world):
    RuleSet.objects.update(apology_days_before=9)
    for _ in range(14):
        due(world, date(2026, 12, 2), holder=world.officer, holder_division=world.division)
    found = today(world.head)
    assert (len(found.tasks), found.more) == (12, 2)
    assert found.more_url == reverse("admin:dossiers_dossier_apologies")


def test_the_lead_urges_a_division_about_all_its_late_dossiers(world, client):
    here = {"holder": world.officer, "holder_division": world.division}
    late = [due(world, date(2026, 11, day), **here) for day in (18, 19)]
    due(world, MONDAY, **here)
    mine = due(world, date(2026, 11, 20), holder=world.lead)
    urged = {task.subject: task.url for task in today(world.lead).tasks if task.action == "Đôn đốc"}
    assert set(urged) == {dossier.code for dossier in late}
    assert mine.code not in urged
    client.force_login(world.lead)
    form = client.get(urged[late[0].code]).context
    assert [dossier.code for dossier in form["dossiers"]] == [dossier.code for dossier in late]
    assert form["form"]["addressee"].value() == "Phòng Tư pháp"


def test_the_chairman_signs_letters_and_is_not_asked_to_write_them(world):
    late = due(world, MONDAY, holder=world.officer, holder_division=world.division)
    (task,) = [task for task in today(world.leader).tasks if task.subject == late.code]
    assert task.action == "Mở hồ sơ"


def test_an_account_that_may_not_write_letters_is_offered_the_next_step(world):
    mine = due(world, MONDAY)
    (task,) = today(world.reception).tasks
    assert task.url == reverse("admin:dossiers_dossier_do", args=[mine.pk, "give"])


def test_a_dossier_with_a_paused_clock_is_nobodys_task(world):
    due(world, MONDAY, paused_at=at(8), pause_reason="BO_SUNG", is_clock_stopped=True)
    assert today(world.reception).tasks == ()


def test_practice_dossiers_are_not_work(world):
    due(world, MONDAY, nature=Dossier.Nature.PRACTICE)
    assert today(world.reception).tasks == ()


def test_the_list_names_twelve_and_counts_the_rest(world):
    for _ in range(14):
        due(world, MONDAY)
    found = today(world.lead)
    assert (len(found.tasks), found.more) == (12 + len([NEXT_YEAR]), 2)
    assert found.more_url.endswith("?due=soon")


def test_an_officer_is_shown_all_they_hold_and_the_rest_opens_as_a_list_of_that_length(world, client):
    """Far dossiers are named too; one with a paused clock is nothing to do, but it is held."""
    for days in range(13):
        due(world, date(2026, 12, 1) + timedelta(days=days))
    due(world, MONDAY, paused_at=at(8), pause_reason="BO_SUNG", is_clock_stopped=True)
    found = today(world.reception)
    assert (len(found.tasks), found.more) == (12, 2)
    client.force_login(world.reception)
    with time_machine.travel(at(9), tick=False):
        rows = client.get(found.more_url).context["cl"].result_count
    assert rows == len(found.tasks) + found.more


def test_a_step_that_ends_before_the_dossier_comes_first_in_the_day_of_its_officer(world):
    due(world, date(2026, 11, 25))
    early = due(world, date(2026, 12, 30))
    early.steps.under_way().update(due_at=at(10))
    first, second = today(world.reception).tasks
    assert (first.subject, first.holder) == (early.code, "Bước của tôi: trước 10:00 23/11")
    assert second.holder == "Bước của tôi: trước 17:30 23/11"


def test_without_a_calendar_soon_is_two_days_on_the_page_and_in_its_list(world, client):
    near, _far = due(world, date(2026, 11, 25)), due(world, date(2026, 11, 26))
    CalendarDay.objects.all().delete()
    client.force_login(world.reception)
    with time_machine.travel(at(9), tick=False):
        (figure,) = [figure for figure in today(world.reception).figures if "due=soon" in figure.url]
        rows = client.get(figure.url).context["cl"].result_list
    assert (figure.number, [row.pk for row in rows]) == (1, [near.pk])


def test_every_figure_opens_a_list_of_that_length(world, client):
    for on in (date(2026, 11, 18), date(2026, 11, 19), MONDAY, date(2026, 11, 26), date(2026, 12, 30)):
        due(world, on)
    due(world, MONDAY, holder=world.officer, holder_division=world.division)
    with time_machine.travel(at(9), tick=False):
        for user in (world.reception, world.lead, world.head):
            client.force_login(user)
            for figure in today(user).figures[:5]:
                rows = client.get(figure.url).context["cl"].result_count
                assert (figure.label, figure.number) == (figure.label, rows)
    assert [figure.number for figure in today(world.reception).figures] == [2, 2, 1, 2, 0]
    assert [figure.number for figure in today(world.lead).figures][:5] == [2, 2, 2, 3, 0]


def test_the_roster_shows_who_is_present_and_who_should_be(world):
    empty = factories.make_counter(world.desk, 2)
    absent = factories.make_officer(factories.make_user(desk=world.desk, full_name="Vắng Mặt"))
    factories.make_duty(empty, absent)
    here, missing = today(world.lead).counters
    assert (here.counter, here.present, here.words) == ("Quầy 1", str(world.reception), "mở từ 07:30")
    assert (missing.rostered, missing.present, missing.words) == ("Vắng Mặt", "", "đóng")


def test_two_officers_of_a_counter_are_named_with_their_sessions(world):
    names = ["Buổi Sáng", "Buổi Chiều"]
    first, second = (factories.make_officer(factories.make_user(desk=world.desk, full_name=n)) for n in names)
    factories.make_duty(world.counter, second, session="AFTERNOON")
    factories.make_duty(world.counter, first)
    assert today(world.lead).counters[0].rostered == "sáng Buổi Sáng, chiều Buổi Chiều"


def test_people_waiting_are_counted_by_group(world):
    group = factories.make_group(world.desk, "D", "Đất đai")
    for number, state in enumerate(["WAITING", "WAITING", "SERVING", "DONE"], start=1):
        Ticket.objects.create(
            desk=world.desk,
            business_day=MONDAY,
            series="D",
            number=number,
            group=group,
            token=f"t{number}",
            request_key=f"k{number}",
            issued_at=at(8),
            queued_at=at(8),
            since=at(8),
            state=state,
        )
    assert today(world.lead).queue == (overview.QueueLine("D – Đất đai", 2, 1),)


def test_a_keeper_is_shown_imports_and_reviews_and_no_dossiers(world):
    keeper = factories.make_user(factories.KEEPER, desk=world.desk)
    ImportBatch.objects.create(
        desk=world.desk,
        file_name="tthc.xlsx",
        sha256="0",
        source_key="0",
        uploaded_at=at(8),
        uploaded_by=keeper,
    )
    procedure = world.version.procedure
    procedure.review_on = date(2026, 11, 20)
    procedure.save()
    found = today(keeper)
    assert [(task.subject, task.words) for task in found.tasks] == [
        ("tthc.xlsx", "chờ xác nhận"),
        (procedure.code, "rà soát trước 20/11/2026"),
    ]
    assert found.figures == ()


def test_next_years_calendar_is_a_task_from_november(world):
    CalendarDay.objects.filter(day__year=2027).delete()
    subjects = [(task.subject, task.words) for task in today(world.lead).tasks]
    assert subjects == [("Lịch làm việc năm 2027", "chưa có lịch")]
    CalendarDay.objects.filter(day__year=2026).delete()
    assert words(world.lead) == [("Lịch làm việc năm 2026", "chưa có lịch")]


def test_unconfirmed_days_are_a_task(world):
    CalendarDay.objects.update(confirmed=True)
    assert words(world.lead) == []
    CalendarDay.objects.filter(day=date(2027, 1, 1)).update(confirmed=False)
    assert words(world.lead) == [("Lịch làm việc năm 2027", "1 ngày chưa chính thức")]


def test_an_account_without_rights_has_an_empty_day(db):
    found = today(factories.make_user())
    assert (found.tasks, found.figures, found.counters, found.queue) == ((), (), None, None)


@pytest.mark.parametrize(
    ("role", "most"), [("lead", 59), ("reception", 23), ("officer", 24), ("head", 25), ("leader", 54)]
)
def test_the_first_page_needs_no_more_queries_with_more_to_do(world, client, role, most):
    client.force_login(getattr(world, role))
    counts = []
    with time_machine.travel(at(9), tick=False):
        for _ in range(2):
            for days in range(2):
                due(world, MONDAY - timedelta(days=days))
                due(
                    world,
                    MONDAY - timedelta(days=days),
                    holder=world.officer,
                    holder_division=world.division,
                )
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/admin/").status_code == 200
            counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= most


def test_the_first_page_has_a_sentence_when_nothing_is_to_be_done(client, db):
    client.force_login(factories.make_user())
    assert "Không có việc nào đang chờ." in client.get("/admin/").content.decode()
