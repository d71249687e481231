"""The pages of the roster: what the head of the desk sees and does in the browser."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backoffice.staffing.counters import presence
from backoffice.staffing.models import Absence, CounterSession, Duty, RefusedAttempt
from backoffice.tickets import versions
from tests.staffing import sheets
from tests.support import factories
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(at(9), tick=False):
        yield


@pytest.fixture
def desk():
    desk = factories.make_desk()
    factories.make_hours(desk)
    return desk


@pytest.fixture
def head(desk, client):
    head = factories.allow(
        factories.make_user(desk=desk),
        "staffing.view_duty",
        "staffing.change_duty",
        "staffing.view_refusedattempt",
        "staffing.view_countersession",
        "staffing.view_absence",
    )
    client.force_login(head)
    return head


@pytest.fixture
def counters(desk):
    return [factories.make_counter(desk, number) for number in (1, 2)]


@pytest.fixture
def officers(desk):
    names = ["Bùi Thị Hạnh", "Đinh Văn Long", "Trần Quốc Việt"]
    return [factories.make_officer(factories.make_user(desk=desk, full_name=name)) for name in names]


def page(client, name, *args, **query):
    return client.get(reverse(f"admin:staffing_{name}", args=args), query)


def cell(counter, day=MONDAY, session="MORNING"):
    return f"c-{counter.pk}-{day.isoformat()}-{session}"


def save(client, typed, known=None, action="save"):
    data = {"action": action, **typed}
    data |= {"k" + name[1:]: officer.pk for name, officer in (known or {}).items()}
    return client.post(reverse("admin:staffing_duty_week") + "?week=2026-W48", data)


# Today


def test_today_shows_who_is_present_who_is_late_and_where_nobody_is_rostered(
    client, head, desk, counters, officers
):
    factories.make_duty(counters[0], officers[0])
    factories.make_duty(counters[1], officers[1])
    factories.make_counter(desk, 3)
    factories.make_session(counters[0], officers[0].user, opened_at=at(7, 40))
    board = page(client, "duty_today").context["board"]
    morning = {counter.number: cells[0] for counter, cells in board.rows}
    assert [morning[n].state for n in (1, 2, 3)] == ["OPEN", "NOT_OPENED", "GAP"]
    assert "07:40" in morning[1].words
    assert "90" in morning[2].words
    assert {c.counter.number for c in board.alerts if c.is_running} == {2, 3}


@pytest.mark.parametrize(
    ("opened", "now", "shown"),
    [
        (at(5, 10), at(5, 30), ["OPEN", "TO_COME"]),  # long before the doors open
        (at(7, 40), at(9), ["OPEN", "TO_COME"]),
        (at(7, 40), at(11, 45), ["DONE", "OPEN"]),  # at noon, left open for the afternoon
        (at(7, 40), at(20), ["DONE", "DONE"]),
    ],
)
def test_a_counter_that_is_open_is_shown_as_open_in_the_session_that_is_nearest(
    client, head, counters, officers, opened, now, shown
):
    for session in ("MORNING", "AFTERNOON"):
        factories.make_duty(counters[0], officers[0], session=session)
    factories.make_session(counters[0], officers[0].user, opened_at=opened)
    with time_machine.travel(now, tick=False):
        board = page(client, "duty_today").context["board"]
    assert [found.state for found in board.rows[0][1]] == shown


def test_an_absent_officer_without_a_substitute_is_an_alert(client, head, counters, officers):
    factories.make_duty(counters[0], officers[0])
    officers[0].absences.create(kind=Absence.Kind.SICK, starts_on=MONDAY, ends_on=MONDAY)
    board = page(client, "duty_today").context["board"]
    first = board.rows[0][1][0]
    assert (first.state, first.is_alert, first.away.why) == (
        "AWAY",
        True,
        Absence.Kind.SICK.label,
    )


def test_a_pause_shows_its_reason(client, head, counters, officers):
    session = factories.make_session(counters[0], officers[0].user)
    session.paused_at, session.pause_reason = at(8, 50), "Họp giao ban"
    session.save()
    response = page(client, "duty_today")
    assert response.context["board"].rows[0][1][0].state == "PAUSED"
    assert "Họp giao ban" in response.text


def test_the_head_reads_todays_refused_attempts_and_others_do_not(client, head, desk, counters):
    land = factories.make_user(desk=desk, full_name="Cán Bộ Đất Đai")
    RefusedAttempt.objects.create(
        desk=desk, user=land, user_name=str(land), verb="receive", at=at(8), reason="Không mở quầy"
    )
    assert "Cán Bộ Đất Đai" in page(client, "duty_today").text
    client.force_login(factories.allow(factories.make_user(desk=desk), "staffing.view_duty"))
    assert "Cán Bộ Đất Đai" not in page(client, "duty_today").text


@pytest.mark.parametrize("name", ["duty_today", "duty_week"])
def test_the_pages_cost_the_same_queries_for_one_counter_as_for_ten(
    client, head, desk, counters, officers, name
):
    duty = factories.make_duty(counters[0], officers[0])
    CounterSession.objects.create(
        counter=counters[0], officer=officers[0], duty=duty, day=MONDAY, opened_at=at(8)
    )
    with CaptureQueriesContext(connection) as few:
        page(client, name)
    for number in range(3, 11):
        officer = factories.make_officer(factories.make_user(desk=desk, full_name=f"Thêm {number}"))
        counter = factories.make_counter(desk, number)
        duty = factories.make_duty(counter, officer)
        CounterSession.objects.create(
            counter=counter, officer=officer, duty=duty, day=MONDAY, opened_at=at(8)
        )
    with CaptureQueriesContext(connection) as many:
        page(client, name)
    assert len(many) == len(few)


# The week


def test_a_week_is_typed_with_parts_of_names_and_saved_in_one_go(client, head, counters, officers):
    response = save(client, {cell(counters[0]): "hanh", cell(counters[1]): "Đinh Văn Long"})
    assert response.status_code == 302
    assert [(d.counter, d.officer) for d in Duty.objects.order_by("counter__number")] == [
        (counters[0], officers[0]),
        (counters[1], officers[1]),
    ]
    assert Duty.history.filter(history_user=head).count() == 2


def test_an_unclear_name_saves_nothing_and_keeps_what_was_typed(client, head, counters, officers):
    response = save(client, {cell(counters[0]): "Hạnh", cell(counters[1]): "Người lạ"})
    assert Duty.objects.count() == 0
    assert [c.value for c in response.context["errors"]] == ["Người lạ"]
    assert 'value="Bùi Thị Hạnh"' in response.text


def test_a_stale_week_shows_both_values_and_a_second_save_takes_mine(client, head, counters, officers):
    factories.make_duty(counters[0], officers[1])
    typed = {cell(counters[0]): "Bùi Thị Hạnh"}
    response = save(client, typed)
    shown = next(c for c in response.context["form"].cells.values() if c.theirs)
    assert (shown.value, shown.theirs) == ("Bùi Thị Hạnh", "Đinh Văn Long")
    assert Duty.objects.get().officer == officers[1]
    save(client, typed, known={cell(counters[0]): officers[1]})
    assert Duty.objects.get().officer == officers[0]


def test_an_officer_typed_twice_in_a_session_is_refused(client, head, counters, officers):
    response = save(client, {cell(counters[0]): "Hạnh", cell(counters[1]): "Hạnh"})
    assert Duty.objects.count() == 0
    assert [line.stops for line in response.context["lines"]][0] is True


def test_last_week_is_copied_into_empty_cells_and_not_saved(client, head, counters, officers):
    factories.make_duty(counters[0], officers[0], on=date(2026, 11, 16))
    factories.make_duty(counters[1], officers[1], on=date(2026, 11, 16))
    factories.make_duty(counters[1], officers[2])
    response = page(client, "duty_week", week="2026-W48", copy="1")
    values = {c.name: (c.value, c.is_changed) for c in response.context["form"].cells.values() if c.value}
    assert values == {
        cell(counters[0]): ("Bùi Thị Hạnh", True),
        cell(counters[1]): ("Trần Quốc Việt", False),
    }
    assert Duty.objects.filter(day=MONDAY).count() == 1


def test_typing_is_checked_without_saving(client, head, counters, officers):
    officers[0].absences.create(kind=Absence.Kind.SICK, starts_on=MONDAY, ends_on=MONDAY)
    address = reverse("admin:staffing_duty_check") + "?week=2026-W48"
    answer = client.post(address, {cell(counters[0]): "Hạnh"}).json()
    assert answer["changes"] == 1
    assert str(Absence.Kind.SICK.label) in answer["cells"][cell(counters[0])]["said"]
    assert Duty.objects.count() == 0


def test_a_worked_duty_cannot_be_edited_in_the_grid(client, head, counters, officers):
    duty = factories.make_duty(counters[0], officers[0])
    session = factories.make_session(counters[0], officers[0].user)
    session.duty = duty
    session.save()
    response = save(client, {cell(counters[0]): "Long", cell(counters[1]): "Việt"})
    assert response.status_code == 302
    duty.refresh_from_db()
    assert duty.officer == officers[0]


def test_a_week_or_desk_that_is_not_there_is_not_found(client, head, counters):
    factories.make_desk("lam-son")
    for week in ("2026-W54", "9999-W52", "0001-W01"):
        assert page(client, "duty_week", week=week).status_code == 404
    assert page(client, "duty_week", office="lam-son").status_code == 404
    assert page(client, "duty_today", office="lam-son").status_code == 404


def test_an_account_that_only_reads_the_roster_cannot_write_it(client, desk, counters, officers):
    client.force_login(factories.allow(factories.make_user(desk=desk), "staffing.view_duty"))
    assert 'list="officers"' not in page(client, "duty_week", week="2026-W48").text
    assert save(client, {cell(counters[0]): "Hạnh"}).status_code == 403
    assert client.post(reverse("admin:staffing_duty_check")).status_code == 403
    assert page(client, "duty_sheet").status_code == 403
    assert Duty.objects.count() == 0


# The sheet


def test_an_uploaded_sheet_is_shown_in_the_grid_before_anything_is_saved(client, head, desk, counters):
    for name in ("Bùi Thị Hạnh", "Đinh Văn Long"):
        factories.make_officer(factories.make_user(desk=desk, full_name=name))
    rows = [(1, "Quầy 1", ["Hạnh", "nt", *[""] * 8])]
    data = sheets.as_bytes(sheets.weekly(rows, title="Từ ngày 30/11/2026 đến ngày 04/12/2026"))
    response = client.post(
        reverse("admin:staffing_duty_sheet"), {"sheet": SimpleUploadedFile("lich.xlsx", data)}
    )
    changed = [c.name for c in response.context["form"].cells.values() if c.is_changed]
    assert changed == [
        cell(counters[0], date(2026, 11, 30)),
        cell(counters[0], date(2026, 11, 30), "AFTERNOON"),
    ]
    assert "week=2026-W49" in response.context["here"]
    assert Duty.objects.count() == 0


def test_a_wrong_sheet_shows_every_error_with_its_cell(client, head, counters):
    rows = [(1, "Quầy 1", ["Người Lạ", *[""] * 8, "Người Lạ Khác"])]
    data = sheets.as_bytes(sheets.weekly(rows, title="Từ ngày 30/11/2026 đến ngày 04/12/2026"))
    response = client.post(
        reverse("admin:staffing_duty_sheet"), {"sheet": SimpleUploadedFile("lich.xlsx", data)}
    )
    assert [f"{p.column}{p.row}" for p in response.context["problems"]] == ["C8", "L8"]


# Substitution and closing


def test_a_substitution_takes_two_clicks(client, head, counters, officers):
    duty = factories.make_duty(counters[0], officers[0])
    officers[0].absences.create(kind=Absence.Kind.SICK, starts_on=MONDAY, ends_on=MONDAY)
    officers[2].is_standby = True
    officers[2].save()
    form = page(client, "duty_substitute", duty.pk).context["form"]
    proposed = {"officer_id": form["officer_id"].initial, "reason": form["reason"].initial}
    assert proposed == {"officer_id": officers[2].pk, "reason": str(Absence.Kind.SICK.label)}
    response = client.post(reverse("admin:staffing_duty_substitute", args=[duty.pk]), proposed)
    assert response.status_code == 302
    duty.refresh_from_db()
    assert (duty.officer, duty.replaces) == (officers[2], officers[0])


def test_a_substitution_closes_the_counter_of_the_ill_officer_and_changes_the_board(
    client, head, desk, counters, officers
):
    duty = factories.make_duty(counters[0], officers[0])
    session = factories.make_session(counters[0], officers[0].user)
    before = versions.version_of(desk.slug) or 0
    assert page(client, "duty_substitute", duty.pk).context["open_session"] == session
    client.post(
        reverse("admin:staffing_duty_substitute", args=[duty.pk]),
        {"officer_id": officers[2].pk, "reason": "Ốm đột xuất", "relieve": "on"},
    )
    session.refresh_from_db()
    assert session.closed_at == at(9)
    assert versions.version_of(desk.slug) > before
    opened = presence.open_counter(counter=counters[0], user=officers[2].user, at=at(9, 5))
    assert opened.duty == duty


def test_a_busy_or_absent_officer_is_not_offered(client, head, counters, officers):
    duty = factories.make_duty(counters[0], officers[0])
    factories.make_duty(counters[1], officers[1])
    officers[2].absences.create(kind=Absence.Kind.MISSION, starts_on=MONDAY, ends_on=MONDAY)
    assert page(client, "duty_substitute", duty.pk).context["free"] == []
    answer = client.post(
        reverse("admin:staffing_duty_substitute", args=[duty.pk]),
        {"officer_id": officers[1].pk, "reason": "Nghỉ ốm"},
    )
    assert answer.status_code == 200
    duty.refresh_from_db()
    assert duty.officer == officers[0]


def test_the_head_closes_the_counter_of_an_officer_who_left(client, head, counters, officers):
    session = factories.make_session(counters[0], officers[0].user)
    assert page(client, "countersession_close", session.pk).status_code == 200
    client.post(reverse("admin:staffing_countersession_close", args=[session.pk]))
    assert CounterSession.objects.get().closed_at == at(9)


def test_the_rows_of_another_desk_are_not_found(client, head):
    other = factories.make_desk("lam-son")
    user = factories.make_user(desk=other)
    duty = factories.make_duty(factories.make_counter(other), factories.make_officer(user))
    session = factories.make_session(duty.counter, user)
    for name, row in (("duty_substitute", duty), ("countersession_close", session)):
        assert page(client, name, row.pk).status_code == 404
        assert client.post(reverse(f"admin:staffing_{name}", args=[row.pk])).status_code == 404
