"""The pages of dossiers, as each role uses them (R10, R13–R15, R80–R82)."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backoffice.base import paginators
from backoffice.dossiers import search
from backoffice.dossiers.models import Access, Dossier, OutsideDeskDecision, Refusal, Slip, Supplement
from backoffice.dossiers.verbs import handing_over
from backoffice.staffing.models import RefusedAttempt
from tests.support import factories
from tests.support.dossiers import add_component, make_world, person, receive
from tests.support.factories import at

RECEIVE = reverse("admin:dossiers_dossier_receive")
LIST = reverse("admin:dossiers_dossier_changelist")


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(at(9, 30), tick=False):
        yield


@pytest.fixture
def desk_client(client, world):
    client.force_login(world.reception)
    return client


def typed(world, **fields):
    ticks = {f"paper_{component.pk}": "on" for component in world.version.components.all()}
    form = {
        "posting": world.posting.pk,
        "request_key": "k1",
        "full_name": "Nguyễn Thị Đào",
        "id_number": "001214567856",
        "phone": "0912 345 123",
        "channel": "IN_PERSON",
        "sets": "1",
    }
    return form | ticks | fields


@pytest.mark.parametrize("text", ["1.001193", "dang ky khai sinh", "ĐĂNG KÝ"])
def test_a_procedure_is_found_by_code_or_name_with_or_without_marks(desk_client, world, text):
    page = desk_client.get(RECEIVE, {"q": text})
    assert f"?posting={world.posting.pk}" in page.content.decode()


def test_first_letters_are_enough_and_the_most_received_procedure_comes_first(desk_client, world):
    usual = factories.make_procedure(world.desk, "1.000894", "Đăng ký kết hôn")
    factories.make_version(usual)
    posting = factories.publish(usual, division=world.division)
    offered = lambda **asked: [row.pk for row in desk_client.get(RECEIVE, asked).context["postings"]]  # noqa: E731
    assert offered(q="dkks") == [world.posting.pk]
    assert offered(q="dang ky") == [posting.pk, world.posting.pk]
    receive(world)
    assert offered() == offered(q="dang ky") == [world.posting.pk, posting.pk]
    assert offered(q="ket hon") == [posting.pk]


def test_an_entry_from_paper_has_the_version_and_the_date_of_that_day(desk_client, world):
    world.version.valid_to = date(2026, 11, 22)
    world.version.save()
    factories.make_version(world.posting.procedure, days=2, valid_from=date(2026, 11, 23))
    on_paper = {"on_paper_at": "2026-11-20T08:37", "paper_register": "Quyển 01, số 12"}
    url = reverse("admin:dossiers_dossier_appointment")
    shown = desk_client.get(url, {"posting": world.posting.pk, **on_paper}).json()
    assert (shown["day"][-10:], shown["due"]) == ("30/11/2026", "08:37")
    desk_client.post(RECEIVE, typed(world, **on_paper))
    dossier = Dossier.objects.get()
    assert (dossier.version, dossier.code, dossier.due_on) == (
        world.version,
        "H28.05-261120-0001",
        date(2026, 11, 30),
    )


@pytest.mark.parametrize("channel", ["IN_PERSON", "ONLINE", "POSTAL"])
def test_the_appointment_shown_is_the_one_the_reception_gets(desk_client, world, channel):
    """At 17:45 what comes by post or online counts from tomorrow; the limit of the version goes first."""
    asked = {"posting": world.posting.pk, "channel": channel, "term_amount": "9", "term_unit": "working_day"}
    with time_machine.travel(at(17, 45), tick=False):
        shown = desk_client.get(reverse("admin:dossiers_dossier_appointment"), asked).json()
        desk_client.post(RECEIVE, typed(world, channel=channel))
    dossier = Dossier.objects.get()
    assert shown["day"].endswith(f"{dossier.due_on:%d/%m/%Y}")
    assert dossier.due_on == date(2026, 12, 1 if channel == "IN_PERSON" else 2)


def test_a_reception_ends_at_the_printed_receipt(desk_client, world):
    add_component(world.version, "Tờ khai")
    answer = desk_client.post(RECEIVE, typed(world))
    slip = Slip.objects.get()
    assert answer.headers["Location"] == f"{reverse('admin:dossiers_slip_print', args=[slip.pk])}#print"
    page = desk_client.get(answer.headers["Location"]).content.decode()
    assert "H28.05-261123-0001" in page
    assert "01/12/2026" in page
    assert "<span data-reprint hidden>" in page


def test_a_form_without_a_ticked_paper_keeps_everything_that_was_typed(desk_client, world):
    component = add_component(world.version, "Giấy chứng sinh")
    form = typed(world)
    del form[f"paper_{component.pk}"]
    page = desk_client.post(RECEIVE, form).content.decode()
    assert "Giấy chứng sinh" in page
    assert 'value="001214567856"' in page
    assert not Dossier.objects.exists()


def test_the_missing_paper_is_asked_for_on_form_02(desk_client, world):
    component = add_component(world.version, "Giấy chứng sinh")
    form = typed(world, supplement="1", supplement_reason="Thiếu giấy")
    del form[f"paper_{component.pk}"]
    desk_client.post(RECEIVE, form)
    assert Supplement.objects.get().missing == ["Giấy chứng sinh"]


def test_a_refusal_prints_form_03(desk_client, world):
    form = typed(world, refuse="1", refusal_ground="DUPLICATE", refusal_text="Trùng hồ sơ đang giải quyết")
    answer = desk_client.post(RECEIVE, form)
    assert answer.status_code == 302
    assert Refusal.objects.get().slip.kind == "REFUSAL"


def test_pressing_twice_receives_once(desk_client, world):
    form = typed(world)
    assert (
        desk_client.post(RECEIVE, form).headers["Location"]
        == desk_client.post(RECEIVE, form).headers["Location"]
    )
    assert Dossier.objects.count() == 1


def test_a_division_officer_finds_no_reception_and_is_refused(client, world):
    client.force_login(world.officer)
    assert client.get(RECEIVE).status_code == 403
    assert client.post(RECEIVE, typed(world)).status_code == 403


def test_without_an_open_counter_the_server_refuses_and_records(desk_client, world):
    world.session.closed_at = at(9)
    world.session.save()
    assert "disabled" in desk_client.get(RECEIVE, {"posting": world.posting.pk}).content.decode()
    assert desk_client.post(RECEIVE, typed(world)).status_code == 403
    assert RefusedAttempt.objects.get().verb == "receive"


def test_under_a_decision_the_page_receives_outside_the_desk(desk_client, world):
    world.session.closed_at = at(9)
    world.session.save()
    decision = OutsideDeskDecision.objects.create(
        desk=world.desk,
        procedure=world.posting.procedure,
        kind="LUU_DONG",
        number="123/QĐ-UBND",
        decided_on=date(2026, 1, 5),
        signer="Chủ tịch UBND tỉnh (giả định)",
    )
    page = desk_client.get(RECEIVE, {"posting": world.posting.pk}).content.decode()
    assert 'name="receive" disabled' not in page
    there = {"outside_decision": decision.pk, "outside_reason": "Lưu động tại xã"}
    refused = desk_client.post(RECEIVE, typed(world, **there))
    assert refused.context["form"].non_field_errors()
    desk_client.post(RECEIVE, typed(world, outside_place="xã Lâm Sơn", **there))
    assert Dossier.objects.get().outside_place == "xã Lâm Sơn"


def test_a_foreign_code_is_kept_as_it_is_or_refused_in_words(desk_client, world):
    page = desk_client.post(RECEIVE, typed(world, foreign_code="không phải mã"))
    assert "không phải mã" in page.context["form"].non_field_errors()[0]
    desk_client.post(RECEIVE, typed(world, foreign_code=" G09.20-20260609-0092637 "))
    assert Dossier.objects.get().code == "G09.20-20260609-0092637"


def test_the_appointment_is_shown_while_the_officer_types(desk_client, world):
    url = reverse("admin:dossiers_dossier_appointment")
    answer = desk_client.get(url, {"posting": world.posting.pk, "channel": "IN_PERSON"}).json()
    assert answer["day"].endswith("01/12/2026")
    assert [day["day"] for day in answer["why"] if day["counted"]] == [
        "25/11",
        "26/11",
        "27/11",
        "30/11",
        "01/12",
    ]


def test_a_known_applicant_is_found_by_the_whole_id_number_only(desk_client, world):
    dossier = receive(world)
    url = reverse("admin:dossiers_dossier_applicant")
    assert not desk_client.get(url, {"id_number": "0012145678"}).json()["found"]
    found = desk_client.get(url, {"id_number": "001.214.567.856"}).json()
    assert found["full_name"] == "Nguyễn Thị Đào"
    assert dossier.code in found["shown"]
    assert Access.objects.get().kind == "UNMASK"


def test_the_list_masks_the_id_and_shows_the_date_in_words(desk_client, world):
    receive(world)
    page = desk_client.get(LIST).content.decode()
    assert "0012••••••56" in page
    assert "001214567856" not in page
    assert "H28.05-261123-0001" in page


@pytest.mark.parametrize(
    "text",
    [
        "H28.05-261123-0001",
        "h28052611230001",
        "H28.05 261123",
        "261123-0001",
        "nguyen thi dao",
        "DAO nguyễn",
        "Đào",
        "0912345123",
        "345123",
        "567856",
        "7856",
        "1.001193",
    ],
)
def test_one_search_box_finds_by_code_name_telephone_last_digits_and_procedure(desk_client, world, text):
    receive(world)
    receive(
        world,
        applicant=person(full_name="Bùi Văn Sơn", id_number="001214000001", phone="0987000001"),
    )
    found = desk_client.get(LIST, {"q": text}).context["cl"].result_list
    assert "H28.05-261123-0001" in [row.code for row in found]
    assert len(found) == (2 if text in ("H28.05 261123", "1.001193") else 1)


def test_a_search_for_something_else_finds_nothing(desk_client, world):
    receive(world)
    for text in ("tran van", "999999", "H28.05-261124", "12"):
        assert list(desk_client.get(LIST, {"q": text}).context["cl"].result_list) == []


def test_the_list_costs_the_same_queries_for_one_row_as_for_ten(
    desk_client, world, django_assert_max_num_queries, django_assert_num_queries
):
    receive(world)
    desk_client.get(LIST)
    with django_assert_max_num_queries(13) as first:
        desk_client.get(LIST)
    for n in range(9):
        receive(world, applicant=person(full_name=f"Người Thứ {n}", id_number=f"00121400000{n}"))
    with django_assert_num_queries(len(first)):
        desk_client.get(LIST)


def test_a_page_of_the_list_costs_the_same_queries_for_one_office_as_for_three(client, world):
    """An account that sees a whole district has dossiers of many offices on one page."""
    leader = factories.allow(factories.make_user(desk=world.desk, is_superuser=True), "dossiers.view_dossier")
    client.force_login(leader)
    receive(world)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for n in (1, 2):
        other = make_world(slug=f"xa-{n}", agency_code=f"H28.1{n}")
        handing_over.give(receive(other), to=other.officer, by=other.reception, at=at(9))
    with CaptureQueriesContext(connection) as three:
        assert len(client.get(LIST).context["cl"].result_list) == 3
    assert len(three) == len(one) <= 12


def test_the_page_of_a_dossier_asks_nothing_twice(desk_client, world):
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(9))
    handing_over.recall(dossier, by=world.reception, at=at(9, 1))
    page = reverse("admin:dossiers_dossier_change", args=[dossier.pk])
    desk_client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert [row.note for row in desk_client.get(page).context["hand_overs"]] == ["đã rút lại"]
    asked = [query["sql"] for query in queries]
    assert len(asked) == len(set(asked)) <= 23


def test_the_page_of_a_dossier_shows_the_file_and_each_access_is_recorded(desk_client, world):
    dossier = receive(world)
    page = desk_client.get(reverse("admin:dossiers_dossier_change", args=[dossier.pk])).content.decode()
    assert "0012••••••56" in page
    assert "001214567856" not in page
    assert "01/12/2026" in page
    assert "25/11" in page
    look = Access.objects.get()
    assert (look.kind, look.user, look.address) == ("VIEW", world.reception, "127.0.0.1")


def test_seeing_the_id_in_full_is_a_recorded_click_and_ends_after_five_minutes(desk_client, world):
    dossier = receive(world)
    url = reverse("admin:dossiers_dossier_change", args=[dossier.pk])
    desk_client.post(reverse("admin:dossiers_dossier_unmask", args=[dossier.pk]))
    assert "001214567856" in desk_client.get(url).content.decode()
    assert Access.objects.filter(kind="UNMASK").count() == 1
    with time_machine.travel(at(9, 30) + timedelta(minutes=6), tick=False):
        assert "001214567856" not in desk_client.get(url).content.decode()


def test_division_staff_see_only_what_is_routed_to_them(client, world):
    other = factories.make_division(world.desk, "dat-dai", "Phòng Tài nguyên")
    stranger = factories.make_user(factories.DIVISION_OFFICER, desk=world.desk, division=other)
    dossier = receive(world)
    slip = dossier.slips.get()
    client.force_login(stranger)
    for url in (
        reverse("admin:dossiers_dossier_change", args=[dossier.pk]),
        reverse("admin:dossiers_slip_print", args=[slip.pk]),
        reverse("admin:dossiers_dossier_do", args=[dossier.pk, "give"]),
    ):
        assert client.get(url).status_code == 404
    assert dossier.code not in client.get(LIST).content.decode()


def test_the_next_step_is_two_clicks_from_the_list(desk_client, client, world):
    dossier = receive(world)
    page = desk_client.get(LIST).content.decode()
    link = reverse("admin:dossiers_dossier_do", args=[dossier.pk, "give"])
    assert link in page
    answer = desk_client.post(link, {"to": world.officer.pk, "note": ""})
    assert answer.status_code == 302
    client.force_login(world.officer)
    take = reverse("admin:dossiers_dossier_do", args=[dossier.pk, "take"])
    assert take in client.get(LIST, {"hands": "offered"}).content.decode()
    client.post(take)
    dossier.refresh_from_db()
    assert (dossier.holder, dossier.state) == (world.officer, "IN_PROCESS")


def test_a_refused_step_is_explained_and_nothing_changes(desk_client, world):
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(9, 10))
    url = reverse("admin:dossiers_dossier_do", args=[dossier.pk, "give"])
    page = desk_client.post(url, {"to": world.head.pk, "note": ""})
    assert page.status_code == 200
    assert dossier.code in page.content.decode()
    assert dossier.hand_overs.count() == 1


@pytest.mark.parametrize("verb", ["sign", "refuse", "draft_apology"])
def test_a_verb_without_permission_is_refused(desk_client, world, verb):
    dossier = receive(world)
    assert desk_client.post(reverse("admin:dossiers_dossier_do", args=[dossier.pk, verb])).status_code == 403


def test_the_qr_code_and_the_page_carry_no_inline_style_or_script(desk_client, world):
    slip = receive(world).slips.get()
    page = desk_client.get(reverse("admin:dossiers_slip_print", args=[slip.pk])).content.decode()
    assert re.search(r"<svg[^>]*class=\"qr\"", page)
    assert not re.search(r"style=|<style|<script>", page)


def test_every_due_filter_opens(desk_client, world):
    receive(world, on_paper_at=at(9, on=date(2026, 11, 9)), paper_register="Quyển 01, số 1")
    for due, found in (("late", 1), ("without_letter", 1), ("soon", 0), ("today", 0), ("paused", 0)):
        page = desk_client.get(LIST, {"due": due})
        assert len(page.context["cl"].result_list) == found


def test_another_desks_dossiers_do_not_use_up_what_a_search_may_find(desk_client, world, monkeypatch):
    own = receive(world)
    other = make_world(slug="khac", agency_code="H28.06")
    receive(other)
    monkeypatch.setattr(search, "AT_MOST", 1)
    for text in ("nguyen thi dao", "7856"):
        assert list(desk_client.get(LIST, {"q": text}).context["cl"].result_list) == [own]


def test_only_accounts_that_may_override_a_rule_see_the_field_for_the_decision(client, world):
    dossier = receive(world)
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(9, 10))
    url = reverse("admin:dossiers_dossier_do", args=[dossier.pk, "ask_supplement"])
    client.force_login(world.officer)
    assert "override_number" not in client.get(url).context["form"].fields
    client.force_login(factories.allow(world.officer, "dossiers.override_rule"))
    assert "override_number" in client.get(url).context["form"].fields


def test_a_list_longer_than_its_pages_shows_no_total(desk_client, world, monkeypatch):
    receive(world, at=at(8))
    receive(world, at=at(8, 5))
    assert "2 kết quả" in desk_client.get(LIST).content.decode()
    monkeypatch.setattr(paginators, "COUNTED_AT_MOST", 2)
    page = desk_client.get(LIST, {"state__exact": "all"}).content.decode()
    assert "hơn 1.000 kết quả" in page
    assert "Hiện tất cả" not in page
    assert "Hiện tất cả" in desk_client.get(LIST, {"q": "dao"}).content.decode()
