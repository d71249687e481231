"""The history of a row: who may read it, and what it shows."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from simple_history.admin import SimpleHistoryAdmin

from backoffice.history.admin import TrackedAdmin
from backoffice.history.changes import entries
from backoffice.history.tracking import because
from backoffice.organisation.models import Desk, User
from tests.support import factories
from tests.support.factories import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return factories.make_desk()


@pytest.fixture
def clerk(desk):
    """Sees its own desk and the counters there, and may change nothing."""
    return factories.allow(
        factories.make_user(desk=desk), "organisation.view_desk", "organisation.view_counter"
    )


def history_of(row) -> str:
    return reverse(f"admin:organisation_{row._meta.model_name}_history", args=[row.pk])


def save(row, reason: str = "", by: User | None = None, **values) -> None:
    for field, value in values.items():
        setattr(row, field, value)
    row._history_user = by
    because(row, reason)
    row.save()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("account", ["nobody", "clerk", "superuser"])
def test_the_address_of_the_librarys_form_exists_for_nobody(client, desk, clerk, method, account):
    if account != "nobody":
        superuser = factories.make_user(desk=desk, is_superuser=True)
        client.force_login({"clerk": clerk, "superuser": superuser}[account])
    record = desk.history.get()
    address = f"{history_of(desk)}{record.history_id}/"
    assert getattr(client, method)(address).status_code == 404


def test_no_admin_class_brings_the_librarys_views():
    exposed = [type(each) for each in admin.site._registry.values() if isinstance(each, SimpleHistoryAdmin)]
    assert exposed == []
    with pytest.raises(NoReverseMatch):
        reverse("admin:organisation_desk_simple_history", args=[1, 1])


def test_an_account_that_may_only_view_cannot_write_through_an_old_version(client, desk, clerk):
    """With the library's own form this POST was saved (3.13.0, whatever its settings)."""
    client.force_login(clerk)
    address = f"{history_of(desk)}{desk.history.get().history_id}/"
    answer = client.post(address, {"name": "Bị đổi", "slug": desk.slug, "_save": "1"})
    desk.refresh_from_db()
    assert (answer.status_code, desk.name, desk.history.count()) == (404, "Bộ phận Một cửa luong-son", 1)


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_history_of_another_office_is_not_found(client, clerk, method):
    foreign = factories.make_counter(factories.make_desk("da-bac"))
    client.force_login(clerk)
    assert getattr(client, method)(history_of(foreign)).status_code == 404


def test_the_history_of_a_deleted_row_is_not_found(client, desk, clerk):
    counter = factories.make_counter(desk)
    address = history_of(counter)
    counter.delete()
    client.force_login(clerk)
    assert client.get(address).status_code == 404


def test_an_invalid_key_is_not_found(client, clerk):
    client.force_login(clerk)
    assert client.get("/admin/organisation/desk/khong-co/history/").status_code == 404


def test_history_needs_the_permission_to_see_the_row(client, desk):
    client.force_login(factories.allow(factories.make_user(desk=desk), "organisation.view_counter"))
    assert client.get(history_of(desk)).status_code == 403


def test_history_pages_are_read_only(client, desk, clerk):
    client.force_login(clerk)
    assert client.post(history_of(desk), {"name": "Bị đổi"}).status_code == 200
    desk.refresh_from_db()
    assert desk.name == "Bộ phận Một cửa luong-son"


def test_an_entry_says_who_when_why_and_from_what_to_what(desk):
    lead = factories.make_user(desk=desk, full_name="Nguyễn Giả Định")
    save(desk, "Công văn 12/UBND", by=lead, phone="0218 382 4001", kind=Desk.Kind.CENTER)
    newest, first = entries(list(desk.history.order_by("-history_id")), before=None)
    assert (str(newest.by), newest.reason, newest.kind) == ("Nguyễn Giả Định", "Công văn 12/UBND", "thay đổi")
    assert [(change.label, change.before, change.after) for change in newest.changes] == [
        (
            "Loại bộ phận",
            "Bộ phận Tiếp nhận và Trả kết quả",
            "Trung tâm Phục vụ hành chính công",
        ),
        ("Điện thoại", "", "0218 382 4001"),
    ]
    assert first.kind == "nhập mới"
    assert ("Địa danh", "", "Lương Sơn") in [(c.label, c.before, c.after) for c in first.changes]


def test_what_a_row_points_at_is_named(desk):
    counter = factories.make_counter(desk)
    civil = factories.make_group(desk, "A", "Hộ tịch")
    land = factories.make_group(desk, "D", "Đất đai")
    counter.service_groups.add(civil)
    counter.service_groups.add(land)
    save(counter, is_active=False)
    off, both, one, *_first = entries(list(counter.history.order_by("-history_id")), before=None)
    assert [(c.label, c.before, c.after) for c in off.changes] == [("Đang dùng", "có", "không")]
    assert [(c.before, c.after) for c in both.changes] == [("A – Hộ tịch", "A – Hộ tịch, D – Đất đai")]
    assert [(c.before, c.after) for c in one.changes] == [("", "A – Hộ tịch")]


def test_personal_data_is_masked_but_its_change_is_seen(desk):
    save(desk, phone="0912345123")
    save(desk, phone="0912345678")
    newest = entries(list(desk.history.order_by("-history_id")), before=None, masked={"phone"})[0]
    assert [(c.before, c.after) for c in newest.changes] == [("••••••••23", "••••••••78")]


def test_of_a_short_value_nothing_is_shown(desk):
    save(desk, phone="12345")
    save(desk, phone="123456")
    newest = entries(list(desk.history.order_by("-history_id")), before=None, masked={"phone"})[0]
    assert [(c.before, c.after) for c in newest.changes] == [("•••••", "••••56")]


def test_a_model_names_the_columns_its_history_masks(client, desk, clerk, monkeypatch):
    monkeypatch.setattr(Desk, "masked_in_history", {"phone"}, raising=False)
    save(desk, phone="0912345678")
    client.force_login(clerk)
    page = client.get(history_of(desk)).content.decode()
    assert "••••••••78" in page
    assert "0912345678" not in page


def test_a_long_text_is_shown_only_where_it_differs(desk):
    save(desk, board_notice="Mở cửa cả ngày. " * 17 + "Nghỉ trưa lúc 11 giờ.")
    save(desk, board_notice="Mở cửa cả ngày. " * 17 + "Nghỉ trưa lúc 12 giờ.")
    change = entries(list(desk.history.order_by("-history_id")), before=None)[0].changes[0]
    assert change.before == "…cả ngày. Mở cửa cả ngày. Nghỉ trưa lúc 11 giờ."
    assert change.after == "…cả ngày. Mở cửa cả ngày. Nghỉ trưa lúc 12 giờ."


def test_the_oldest_row_of_a_page_has_its_difference_too(client, desk, clerk):
    for number in range(60):
        save(desk, phone=f"{number:03d}")
    client.force_login(clerk)
    first = client.get(history_of(desk)).context["entries"]
    second = client.get(history_of(desk), {"p": 2}).context["entries"]
    assert [(c.before, c.after) for c in first[-1].changes] == [("009", "010")]
    assert [(c.before, c.after) for c in second[0].changes] == [("008", "009")]
    assert (len(first), len(second)) == (50, 11)


def test_five_hundred_revisions_take_no_more_queries_than_four_and_those_at_most_twelve(client, desk, clerk):
    lead = factories.make_user(desk=desk)
    client.force_login(clerk)
    few, many = factories.make_counter(desk, 1), factories.make_counter(desk, 2)
    group = factories.make_group(desk)
    for counter, revisions in ((few, 2), (many, 498)):
        counter.service_groups.add(group)
        for number in range(revisions):
            save(counter, by=lead, name=f"Quầy {number}")
    counts = []
    for counter in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(client.get(history_of(counter)).context["entries"]) > 1
        counts.append(len(queries))
    assert counts[1] <= counts[0] <= 12


def test_a_record_whose_account_is_gone_names_the_system(client, desk, clerk):
    save(desk, by=User(pk=987654), phone="1")
    client.force_login(clerk)
    assert "hệ thống" in client.get(history_of(desk)).content.decode()


def test_every_tracked_model_in_the_admin_has_our_history_page():
    strange = [
        model._meta.label
        for model, model_admin in admin.site._registry.items()
        if hasattr(model._meta, "simple_history_manager_attribute")
        and not isinstance(model_admin, TrackedAdmin)
    ]
    assert strange == []


def test_the_page_shows_times_of_the_desk(client, desk, clerk):
    desk._history_date = at(0, 30)
    desk.save()
    client.force_login(clerk)
    assert "00:30 23/11/2026" in client.get(history_of(desk)).content.decode()
