"""The working calendar in the admin: a year on one page, and who may edit which days."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from backoffice.organisation.admin_views import months
from backoffice.organisation.models import CalendarDay
from tests.support import factories
from tests.support.factories import at

pytestmark = pytest.mark.django_db
WRITES_DAYS = (
    "organisation.view_calendarday",
    "organisation.add_calendarday",
    "organisation.change_calendarday",
    "organisation.delete_calendarday",
    "organisation.view_desk",
)


@pytest.fixture(autouse=True)
def _calendar():
    with time_machine.travel(at(9), tick=False):
        yield


@pytest.fixture
def desk():
    return factories.make_desk()


@pytest.fixture
def lead(desk, client):
    lead = factories.allow(factories.make_user(desk=desk), *WRITES_DAYS)
    client.force_login(lead)
    return lead


def year(client, number: int = 2026):
    return client.get(reverse("admin:organisation_calendarday_year", args=[number]))


def form(day: CalendarDay, **values) -> dict:
    fields = {
        "desk": day.desk_id or "",
        "day": f"{day.day:%d/%m/%Y}",
        "kind": day.kind,
        "name": day.name,
        "source": day.source,
        "confirmed": "on",
    }
    return fields | values


def test_months_count_their_working_days():
    found = months(2026, CalendarDay.objects.filter(day__year=2026), today=date(2026, 11, 23))
    assert [month.worked for month in found[:4]] == [21, 15, 22, 20]
    assert sum(month.worked for month in found) == 249


def test_weeks_begin_on_monday_and_leave_out_other_months():
    february = months(2026, [], today=date(2026, 1, 1))[1]
    assert [square and square.on.day for square in february.weeks[0]] == [None] * 6 + [1]
    assert [square and square.on.day for square in february.weeks[-1]] == [23, 24, 25, 26, 27, 28, None]


def test_the_year_shows_kind_and_name_in_words(client, lead):
    page = year(client).content.decode()
    assert "<b>nghỉ lễ</b>: Tết Nguyên đán" in page
    assert "<b>làm bù</b>" in page
    assert "Lịch làm việc năm 2026" in page


def test_days_that_wait_for_their_notice_are_marked(client, lead):
    CalendarDay.objects.create(day=date(2026, 7, 6), kind="NGHI_BU", name="Chờ", source="-", confirmed=False)
    page = year(client).content.decode()
    assert "06/07 <b>nghỉ bù</b>: Chờ <em>(chưa chính thức)</em>" in page


def test_a_year_without_days_off_shows_a_warning(client, lead):
    assert "Lịch năm 2031 chưa có ngày nghỉ nào." in year(client, 2031).content.decode()


def test_a_year_out_of_range_is_not_found(client, lead):
    assert year(client, 1800).status_code == 404


def test_the_year_shows_the_own_desks_days_and_no_others(client, desk, lead):
    day = {"kind": "NGHI_BU", "source": "QĐ giả định"}
    CalendarDay.objects.create(desk=desk, day=date(2026, 7, 6), name="Nghỉ riêng ở đây", **day)
    foreign = factories.make_desk("da-bac")
    CalendarDay.objects.create(desk=foreign, day=date(2026, 7, 7), name="Nghỉ nơi khác", **day)
    page = year(client).content.decode()
    assert "Nghỉ riêng ở đây" in page
    assert "Nghỉ nơi khác" not in page


def test_the_year_needs_the_permission_to_see_days(client, desk):
    client.force_login(factories.make_user(desk=desk))
    assert year(client).status_code == 403


@pytest.mark.parametrize("verb", ["change", "delete"])
def test_a_desk_does_not_rewrite_the_countrys_calendar(client, lead, verb):
    tet = CalendarDay.objects.get(desk=None, day=date(2026, 2, 17))
    address = reverse(f"admin:organisation_calendarday_{verb}", args=[tet.pk])
    answer = client.post(address, form(tet, name="Đổi tên", post="yes"))
    assert answer.status_code == 403
    assert CalendarDay.objects.get(pk=tet.pk).name == "Tết Nguyên đán"


def test_a_desk_does_not_add_a_day_for_the_whole_country(client, lead):
    day = CalendarDay(day=date(2026, 7, 6), kind="NGHI_BU", name="Tự cho nghỉ", source="-")
    answer = client.post(reverse("admin:organisation_calendarday_add"), form(day))
    assert list(answer.context["adminform"].form.errors) == ["desk"]
    assert not CalendarDay.objects.filter(day=day.day).exists()


def test_a_desk_adds_a_day_of_its_own(client, desk, lead):
    day = CalendarDay(desk=desk, day=date(2026, 7, 6), kind="NGHI_BU", name="Nghỉ vì bão", source="QĐ 12")
    assert client.post(reverse("admin:organisation_calendarday_add"), form(day)).status_code == 302
    assert CalendarDay.objects.get(desk=desk).day == date(2026, 7, 6)


def test_the_administrator_writes_the_countrys_calendar(client, desk):
    client.force_login(factories.make_user(factories.ADMINISTRATOR, desk=desk))
    day = CalendarDay(day=date(2028, 1, 3), kind="NGHI_BU", name="Nghỉ bù", source="Thông báo giả định")
    assert client.post(reverse("admin:organisation_calendarday_add"), form(day)).status_code == 302
    assert CalendarDay.objects.get(day=date(2028, 1, 3)).desk is None


def test_the_list_leads_to_the_present_year(client, lead):
    page = client.get(reverse("admin:organisation_calendarday_changelist")).content.decode()
    assert reverse("admin:organisation_calendarday_year", args=[2026]) in page


def test_a_lead_of_several_desks_sees_the_year_of_her_own(client, desk):
    commune = factories.make_desk("lam-son", level="COMMUNE", parent=desk)
    CalendarDay.objects.create(
        desk=commune, day=date(2026, 7, 7), name="Nghỉ ở xã", kind="NGHI_BU", source="QĐ giả định"
    )
    client.force_login(factories.make_user(factories.DESK_LEAD, desk=desk))
    assert "Nghỉ ở xã" not in year(client).content.decode()
