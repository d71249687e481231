"""The catalogue stays alive: posting checklist, reviews, dossiers on old versions, rows out of sight."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from backoffice.procedures import checklist, in_use, review
from backoffice.procedures.models import PostingCheck, Procedure
from tests.procedures.imports import make_keeper
from tests.support.factories import (
    DESK_LEAD,
    DIVISION_OFFICER,
    MONDAY,
    RECEPTION,
    allow,
    at,
    make_desk,
    make_field,
    make_procedure,
    make_user,
    make_version,
    publish,
)

pytestmark = pytest.mark.django_db
CHECKLIST = reverse("admin:procedures_posting_checklist")


@pytest.fixture
def keeper():
    return make_keeper()


def lines(desk, on=MONDAY):
    return {line.item.value: line for line in checklist.lines(desk, at=at(9, on=on))}


def test_the_checklist_has_the_eight_items_and_tells_the_last_check_of_each(keeper):
    """R70."""
    assert len(lines(keeper.desk)) == 8
    checklist.record(keeper.desk, {"FEES": (False, "Thiếu bảng phí")}, by=keeper, at=at(8))
    checklist.record(keeper.desk, {"FEES": (True, "")}, by=keeper, at=at(8, 30))
    found = lines(keeper.desk)
    assert (found["FEES"].last.checked_by, found["FEES"].mark) == (keeper, "ontime")
    assert (found["SLIPS"].last, found["SLIPS"].mark) == (None, "soon")
    assert PostingCheck.objects.count() == 2


@pytest.mark.parametrize(("days", "mark"), [(90, "ontime"), (91, "soon")])
def test_a_check_is_stale_after_ninety_days(keeper, days, mark):
    checklist.record(keeper.desk, {"FEES": (True, "")}, by=keeper, at=at(8))
    assert lines(keeper.desk, on=MONDAY + timedelta(days=days))["FEES"].mark == mark


def test_what_is_not_in_order_stays_marked_and_says_why(keeper):
    with pytest.raises(checklist.NotChecked, match="Mức phí|mức phí"):
        checklist.record(keeper.desk, {"FEES": (False, " ")}, by=keeper, at=at(8))
    checklist.record(keeper.desk, {"FEES": (False, "Thiếu")}, by=keeper, at=at(8))
    assert lines(keeper.desk)["FEES"].mark == "late"
    with pytest.raises(IntegrityError, match="posting_check_says_what_is_wrong|CHECK"):
        PostingCheck.objects.update(note="")


def test_the_lead_and_the_keeper_check_their_own_desk_only(keeper):
    for user in (make_user(RECEPTION, desk=keeper.desk), make_keeper(make_desk("khac"))):
        with pytest.raises(PermissionDenied):
            checklist.record(keeper.desk, {"FEES": (True, "")}, by=user, at=at(8))
    lead = make_user(DESK_LEAD, desk=keeper.desk)
    assert checklist.record(keeper.desk, {"FEES": (True, "")}, by=lead, at=at(8))


def test_the_page_records_what_was_looked_at_and_loses_nothing_when_it_refuses(client, keeper):
    client.force_login(keeper)
    sent = {
        "office": "luong-son",
        "state_FEES": "no",
        "note_FEES": "",
        "state_SLIPS": "yes",
        "note_SLIPS": "Đủ",
    }
    refused = client.post(CHECKLIST, sent)
    assert not PostingCheck.objects.exists()
    assert 'value="Đủ"' in refused.content.decode()
    client.post(CHECKLIST, sent | {"note_FEES": "Thiếu bảng"})
    assert set(PostingCheck.objects.values_list("item", "note")) == {("FEES", "Thiếu bảng"), ("SLIPS", "Đủ")}
    make_desk("khac")
    assert client.get(CHECKLIST, {"office": "khac"}).status_code == 404


@time_machine.travel(at(9))
def test_an_overdue_review_is_on_the_day_of_its_owner_and_of_the_desk_lead(client, keeper):
    owner = make_user(DIVISION_OFFICER, desk=keeper.desk)
    late = make_procedure(keeper.desk, owner=owner, review_on=date(2026, 11, 20))
    make_procedure(keeper.desk, code="1.000002", owner=owner, review_on=date(2027, 11, 20))
    lead = make_user(DESK_LEAD, desk=keeper.desk)
    stranger = make_user(DIVISION_OFFICER, desk=keeper.desk)
    for user, sees in ((owner, True), (lead, True), (keeper, True), (stranger, False)):
        client.force_login(user)
        page = client.get(reverse("admin:index")).content.decode()
        assert (late.code in page, "1.000002" in page) == (sees, False), user


def test_a_review_is_recorded_by_the_owner_and_due_again_in_a_year(client, keeper):
    owner = make_user(DIVISION_OFFICER, desk=keeper.desk)
    procedure = make_procedure(keeper.desk, owner=owner, review_on=date(2026, 11, 20))
    with pytest.raises(PermissionDenied):
        review.reviewed(procedure, by=make_user(DIVISION_OFFICER, desk=keeper.desk), on=MONDAY)
    client.force_login(owner)
    with time_machine.travel(at(9)):
        client.post(reverse("admin:procedures_procedure_reviewed", args=[procedure.pk]))
    procedure.refresh_from_db()
    assert procedure.review_on == date(2027, 11, 23)
    assert procedure.history.order_by("-history_id")[0].history_change_reason == "đã rà soát ngày 23/11/2026"


def test_the_twenty_ninth_of_february_is_reviewed_a_year_later(keeper):
    procedure = make_procedure(keeper.desk, owner=keeper)
    review.reviewed(procedure, by=keeper, on=date(2028, 2, 29))
    assert procedure.review_on == date(2029, 2, 28)


def test_pages_of_a_procedure_say_how_many_dossiers_run_on_an_old_version(client, keeper, monkeypatch):
    procedure = make_procedure(keeper.desk)
    old = make_version(procedure, valid_to=date(2026, 11, 1))
    make_version(procedure, valid_from=date(2026, 11, 2))
    running = {old.pk: in_use.Running(3, "/danh-sach/")}
    monkeypatch.setattr(in_use.sources, "functions", [lambda user, versions: running])
    client.force_login(keeper)
    for name, key in (
        ("procedure_change", [procedure.pk]),
        ("procedureversion_change", [old.pk]),
        ("procedureversion_changelist", []),
    ):
        page = client.get(reverse(f"admin:procedures_{name}", args=key)).content.decode()
        assert 'href="/danh-sach/"' in page, name
    assert (
        "3 hồ sơ còn chạy theo phiên bản cũ này"
        in client.get(reverse("admin:procedures_procedure_change", args=[procedure.pk])).content.decode()
    )


def test_lists_of_versions_and_postings_cost_no_query_a_row(client, keeper, django_assert_max_num_queries):
    client.force_login(keeper)
    for n in range(12):
        procedure = make_procedure(keeper.desk, code=f"1.0000{n:02d}")
        make_version(procedure)
        publish(procedure, by=keeper)
    for model in ("procedureversion", "posting"):
        url = reverse(f"admin:procedures_{model}_changelist")
        with django_assert_max_num_queries(24):
            client.get(url)


def test_a_version_and_a_posting_name_themselves_without_a_query(keeper, django_assert_num_queries):
    version = make_version(make_procedure(keeper.desk))
    posting = publish(version.procedure)
    version, posting = type(version).objects.get(), type(posting).objects.get()
    with django_assert_num_queries(0):
        assert str(version) == "Đăng ký khai sinh v1"
        assert str(posting) == f"{keeper.desk_id}-{version.procedure_id}"
    assert str(type(version).objects.select_related("procedure").get()) == "1.001193 v1"


def test_who_would_delete_a_shared_row_is_not_told_the_names_of_other_desks(client, keeper):
    field = make_field("Đất đai")
    make_procedure(make_desk("khac"), code="1.000888", name="Thủ tục của bộ phận khác", field=field)
    client.force_login(allow(keeper, "procedures.delete_field"))
    url = reverse("admin:procedures_field_delete", args=[field.pk])
    page = client.get(url).content.decode()
    assert "Thủ tục của bộ phận khác" not in page
    assert "Có 1 dòng ngoài phạm vi của bạn" in page
    client.post(url, {"post": "yes"})
    assert type(field).objects.filter(pk=field.pk).exists()
    chosen = {"action": "delete_selected", "_selected_action": [field.pk]}
    listed = client.post(reverse("admin:procedures_field_changelist"), chosen).content.decode()
    assert "Thủ tục của bộ phận khác" not in listed
    Procedure.objects.all().delete()
    client.post(url, {"post": "yes"})
    assert not type(field).objects.filter(pk=field.pk).exists()


def test_many_procedures_are_given_an_owner_and_a_review_date_at_once(client, keeper):
    rows = [make_procedure(keeper.desk, code=f"1.00000{n}", owner=keeper) for n in range(2)]
    foreign = make_procedure(make_desk("khac"), code="1.000888")
    owner = make_user(DIVISION_OFFICER, desk=keeper.desk)
    client.force_login(keeper)
    chosen = {"action": "assign", "_selected_action": [row.pk for row in rows]}
    page = client.post(reverse("admin:procedures_procedure_changelist"), chosen)
    assert list(page.context["rows"]) == rows
    url, keys = reverse("admin:procedures_procedure_assign"), [row.pk for row in (*rows, foreign)]
    assert client.post(url, {"pk": keys}).context["form"].non_field_errors()
    client.post(url, {"pk": keys, "owner": owner.pk, "review_on": "01/12/2026"})
    given = Procedure.objects.filter(owner=owner, review_on=date(2026, 12, 1))
    assert set(given) == set(rows)
    assert rows[0].history.order_by("-history_id")[0].history_change_reason == "giao rà soát"
    client.post(url, {"pk": keys, "review_on": "01/12/2027"})
    assert given.model.objects.filter(owner=owner, review_on=date(2027, 12, 1)).count() == 2
