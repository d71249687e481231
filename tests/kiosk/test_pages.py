"""The public pages, used as a citizen uses them."""

import re

import pytest
import time_machine
from django.core.cache import cache

from backoffice.procedures.models import Component, Fee, Posting
from backoffice.tickets import calling, requested_services
from backoffice.tickets.models import Rating, Ticket
from kiosk import throttle
from tests.support import factories
from tests.support.factories import at
from tests.support.tickets import make_hall, make_place, officer_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nine_thirty():
    with time_machine.travel(at(9, 30), tick=False):
        yield


@pytest.fixture
def desk():
    return make_hall()


@pytest.fixture
def group(desk):
    return factories.make_group(desk, "A", "Hộ tịch")


@pytest.fixture
def session(desk, group):
    return make_place(desk, 3, group)


def posted(desk, code="1.001193", name="Đăng ký khai sinh", **facts):
    procedure = factories.make_procedure(desk, code, name, **facts)
    factories.make_version(procedure, level="Cấp Xã")
    return factories.publish(procedure)


def test_the_only_office_is_the_entrance_and_of_several_a_list(client, desk):
    assert client.get("/")["Location"] == "/luong-son/"
    make_hall("lam-son")
    assert "/lam-son/" in client.get("/").content.decode()


def test_health_pages_answer(client, desk):
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("page", ["", "board/", "tickets/", "procedures/", "lookup/"])
def test_every_page_opens_and_has_no_inline_script_or_style(client, session, page):
    answer = client.get(f"/luong-son/{page}")
    assert answer.status_code == 200
    assert not re.search(r"<script(?![^>]*src=)|<style|style=|\son\w+=", answer.content.decode())


def test_a_number_is_taken_in_one_press_of_the_group(client, session, group):
    page = client.get("/luong-son/tickets/").content.decode()
    key = re.search(r'name="key" value="(\w+)"', page)[1]
    answer = client.post("/luong-son/tickets/", {"group": group.pk, "key": key}, follow=True)
    assert "A001" in answer.content.decode()
    again = client.post("/luong-son/tickets/", {"group": group.pk, "key": key}, follow=True)
    assert again.redirect_chain == answer.redirect_chain
    assert Ticket.objects.count() == 1


def test_priority_is_taken_with_its_reason(client, session, group):
    client.post("/luong-son/tickets/", {"group": group.pk, "key": "a", "priority": "THAI_SAN"})
    assert Ticket.objects.get().priority == "THAI_SAN"


def test_an_invented_priority_is_ignored(client, session, group):
    client.post("/luong-son/tickets/", {"group": group.pk, "key": "a", "priority": "VIP"})
    assert Ticket.objects.get().priority == ""


def test_a_group_without_an_officer_is_marked_and_refused(client, desk, group):
    page = client.get("/luong-son/tickets/").content.decode()
    assert "disabled" in page
    answer = client.post("/luong-son/tickets/", {"group": group.pk, "key": "a"})
    assert answer.status_code == 409
    assert not Ticket.objects.exists()


def test_the_group_of_another_office_is_refused(client, session):
    foreign = factories.make_group(make_hall("lam-son"), "B")
    assert client.post("/luong-son/tickets/", {"group": foreign.pk, "key": "a"}).status_code == 400


def test_too_many_numbers_from_one_address_are_refused(client, session, group, monkeypatch):
    monkeypatch.setattr("kiosk.tickets.ISSUES_A_MINUTE", 2)
    codes = [client.post("/luong-son/tickets/", {"group": group.pk, "key": key}).status_code for key in "abc"]
    assert codes == [302, 302, 429]


def test_the_page_of_a_number_shows_how_many_are_before_it(client, session, group):
    take(group)
    ticket = take(group)
    page = client.get(f"/tickets/{ticket.token}/")
    assert page.context["ahead"] == 1
    assert "<svg" in page.content.decode()


def test_the_page_of_a_called_number_shows_the_counter(client, session, group):
    ticket = take(group)
    calling.call_next(session=session, by=officer_of(session), at=at(9, 29))
    page = client.get(f"/tickets/{ticket.token}/").content.decode()
    assert 'data-state="CALLED"' in page
    assert "<strong>3</strong>" in page


def test_a_phone_with_the_current_page_gets_304_until_something_changes(client, session, group):
    ticket = take(group)
    url = f"/tickets/{ticket.token}/"
    mark = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": mark}).status_code == 304
    calling.call_next(session=session, by=officer_of(session), at=at(9, 29))
    assert client.get(url, headers={"If-None-Match": mark}).status_code == 200


def test_one_more_service_is_requested_while_waiting(client, session, group):
    ticket = take(group)
    assert client.post(f"/tickets/{ticket.token}/also/", {"group": group.pk}).status_code == 302
    assert requested_services.remaining(ticket) == [group]
    calling.call_next(session=session, by=officer_of(session), at=at(9, 29))
    assert client.post(f"/tickets/{ticket.token}/also/", {"group": group.pk}).status_code == 409
    assert client.post(f"/tickets/{ticket.token}/also/", {"group": "9" * 30}).status_code == 409


def test_an_unknown_token_is_not_found(client, session):
    assert client.get("/tickets/abc/").status_code == 404


def test_a_number_of_yesterday_is_over(client, session, group):
    ticket = take(group)
    with time_machine.travel(at(9, on=factories.MONDAY.replace(day=24)), tick=False):
        assert 'data-state="OVER"' in client.get(f"/tickets/{ticket.token}/").content.decode()


def test_letting_others_go_first_and_leaving(client, session, group):
    ticket, other = take(group, when=at(9)), take(group, when=at(9, 1))
    assert client.post(f"/tickets/{ticket.token}/later/").status_code == 302
    called = calling.call_next(session=session, by=officer_of(session), at=at(9, 29))
    assert called == other
    assert client.post(f"/tickets/{ticket.token}/later/").status_code == 409
    client.post(f"/tickets/{ticket.token}/leave/")
    ticket.refresh_from_db()
    assert ticket.state == "LEFT"


def test_a_service_is_rated_once_after_its_end(client, session, group):
    ticket = take(group)
    assert client.post(f"/tickets/{ticket.token}/rating/", {"score": 3}).status_code == 409
    called = calling.call_next(session=session, by=officer_of(session), at=at(9, 20))
    calling.serve(called, by=officer_of(session), at=at(9, 21))
    calling.finish(called, by=officer_of(session), at=at(9, 25))
    assert client.post(f"/tickets/{ticket.token}/rating/", {"score": 9}).status_code == 409
    assert client.post(f"/tickets/{ticket.token}/rating/", {"score": 3}).status_code == 302
    assert client.post(f"/tickets/{ticket.token}/rating/", {"score": 1}).status_code == 409
    assert Rating.objects.get().score == 3


def test_the_paper_carries_number_time_and_code(client, session, group):
    paper = client.get(f"/tickets/{take(group).token}/paper/").content.decode()
    assert "A001" in paper
    assert "09:00 23/11/2026" in paper
    assert "<svg" in paper


@pytest.mark.parametrize("words", ["dang ky khai sinh", "ĐĂNG KÝ", "khai  sinh", "1.001193", "ho tich"])
def test_a_procedure_is_found_without_marks_in_any_case(client, desk, words):
    posted(desk)
    posted(desk, "1.000001", "Cấp giấy phép xây dựng", field=factories.make_field("Xây dựng"))
    page = client.get("/luong-son/procedures/", {"q": words})
    assert [posting.procedure.code for posting in page.context["page"]] == ["1.001193"]


def test_the_list_is_filtered_by_field_and_level(client, desk):
    birth = posted(desk)
    posted(desk, "1.000001", "Cấp giấy phép xây dựng", field=factories.make_field("Xây dựng"))
    page = client.get("/luong-son/procedures/", {"field": birth.procedure.field_id, "level": "Cấp Xã"})
    assert [posting.procedure.code for posting in page.context["page"]] == ["1.001193"]
    assert client.get("/luong-son/procedures/", {"level": "Cấp Tỉnh"}).context["page"].paginator.count == 0
    assert client.get("/luong-son/procedures/", {"field": "x"}).status_code == 200


def test_only_what_is_published_and_in_force_is_public(client, desk):
    posting = posted(desk)
    assert client.get("/luong-son/procedures/1.001193/").status_code == 200
    posting.procedure.versions.update(valid_to="2026-11-22")
    assert client.get("/luong-son/procedures/1.001193/").status_code == 404
    posting.procedure.versions.update(valid_to=None)
    Posting.objects.update(status=Posting.Status.WITHDRAWN)
    assert client.get("/luong-son/procedures/1.001193/").status_code == 404
    assert client.get("/luong-son/procedures/").context["page"].paginator.count == 0


def test_the_queries_of_the_list_do_not_grow_with_the_rows(client, desk, django_assert_num_queries):
    for n in range(10):
        posted(desk, f"1.00000{n}", f"Thủ tục {n}")
    with django_assert_num_queries(7):
        client.get("/luong-son/procedures/")


def test_a_procedure_is_a_checklist_with_fees_limit_and_a_number_to_take(client, session, group, desk):
    posting = posted(desk, field=factories.make_field("Hộ tịch", group))
    version = posting.procedure.versions.get()
    Component.objects.create(version=version, ordinal=1, name="Tờ khai đăng ký khai sinh", originals=1)
    Fee.objects.create(version=version, amount=8000, kind="LE_PHI")
    page = client.get("/luong-son/procedures/1.001193/").content.decode()
    assert "Tờ khai đăng ký khai sinh" in page
    assert "8.000" in page
    key = re.search(r'name="key" value="(\w+)"', page)[1]
    for _ in range(2):
        answer = client.post("/luong-son/tickets/", {"procedure": "1.001193", "key": key}, follow=True)
    assert "A001" in answer.content.decode()
    assert Ticket.objects.get().procedure == posting.procedure


@pytest.mark.parametrize(
    ("fee", "shown"),
    [({"amount": 0}, "Phí, lệ phí: Miễn"), (None, "chưa quy định"), ({"amount": 50}, "50 đồng")],
)
def test_what_is_free_is_not_taken_for_what_is_unknown(client, desk, fee, shown):
    version = posted(desk).procedure.versions.get()
    version.fee_text = ""
    version.save()
    if fee:
        Fee.objects.create(version=version, **fee)
    page = client.get("/luong-son/procedures/1.001193/").content.decode()
    assert shown in page
    assert "0 đ" not in page.replace("50 đ", "")


def test_a_lookup_answers_unknown_codes_alike_and_is_never_kept(client, desk):
    answers = [client.post("/luong-son/lookup/", {"code": code}) for code in ("H28.05-261123-0001", "x", "")]
    tokens = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert len({tokens.sub("", answer.content.decode()) for answer in answers}) == 1
    assert all("no-store" in answer["Cache-Control"] for answer in answers)


def test_the_eleventh_lookup_of_a_minute_is_refused(client, desk):
    codes = [client.post("/luong-son/lookup/", {"code": "x"}).status_code for _ in range(11)]
    assert codes == [200] * 10 + [429]
    with time_machine.travel(at(9, 31, 5), tick=False):
        assert client.post("/luong-son/lookup/", {"code": "x"}).status_code == 200


def test_a_throttle_survives_a_cache_that_forgets(rf, monkeypatch):
    monkeypatch.setattr(throttle.cache, "add", lambda *_, **__: True)
    cache.clear()
    assert throttle.is_within("x", rf.get("/"), per_minute=0)


@pytest.mark.parametrize("label", ["A001", "a1", "A 001"])
def test_at_the_touch_screen_a_served_number_is_rated_once_by_its_label(client, session, group, label):
    url = "/luong-son/rating/"
    take(group)
    assert client.post(url, {"number": label, "score": "3"}).status_code == 409
    called = calling.call_next(session=session, by=officer_of(session), at=at(9, 20))
    calling.serve(called, by=officer_of(session), at=at(9, 21))
    calling.finish(called, by=officer_of(session), at=at(9, 25))
    assert client.post(url, {"number": label, "score": "3"}).status_code == 200
    again = client.post(url, {"number": label, "score": "1"})
    unknown = client.post(url, {"number": "Z999", "score": "1"})
    assert (again.status_code, again.context["why"]) == (unknown.status_code, unknown.context["why"])
    assert Rating.objects.get().score == 3


def test_a_qr_code_carries_the_address_under_which_a_phone_reaches_the_server(
    client, session, group, settings
):
    page = f"/tickets/{take(group).token}/"
    local = client.get(page).context["qr"]
    settings.PUBLIC_URL = "http://192.168.1.10:8000"
    assert client.get(page).context["qr"] != local
