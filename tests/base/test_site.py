"""The frame of every page: the menu, the language, the error pages."""

import re

import pytest
from django.contrib import admin
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from backoffice.site import SECTIONS, SYSTEM, Page
from tests.support import factories


def menu(page) -> dict[str, list[str]]:
    return {group.label: [entry.label for entry in group.entries] for group in page.context["menu"]}


@pytest.fixture
def desk(db):
    return factories.make_desk()


def test_the_menu_holds_what_the_account_may_see_and_nothing_else(client, desk):
    client.force_login(
        factories.allow(factories.make_user(desk=desk), "staffing.view_duty", "organisation.view_counter")
    )
    found = menu(client.get("/admin/"))
    assert list(found) == ["Tại quầy", "Lịch trực và cán bộ", "Danh mục và hệ thống"]
    assert found["Tại quầy"] == ["Lịch trực hôm nay"]
    assert found["Danh mục và hệ thống"] == ["Quầy"]


def test_the_menu_uses_the_laws_words_in_the_order_of_the_work(client, desk):
    client.force_login(factories.make_user(desk=desk, is_superuser=True))
    assert list(menu(client.get("/admin/"))) == [
        "Tại quầy",
        "Hồ sơ",
        "Thủ tục hành chính",
        "Lịch trực và cán bộ",
        "Tập huấn, đánh giá, phản ánh",
        "Xếp hàng",
        "Báo cáo",
        "Danh mục và hệ thống",
    ]


def test_every_list_of_the_admin_has_its_place_in_the_menu(client, desk):
    """A new model is in the last group by default; this test requires a deliberate place."""
    named = {entry for section in (*SECTIONS, SYSTEM) for entry in section.entries if isinstance(entry, str)}
    assert {model._meta.label for model in admin.site._registry} - named == set()


def test_every_page_of_the_menu_has_an_address():
    pages = [entry for section in (*SECTIONS, SYSTEM) for entry in section.entries if isinstance(entry, Page)]
    assert all(reverse(page.name).startswith("/admin/") for page in pages)


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (factories.RECEPTION, ["Gọi số", "Tiếp nhận tại một cửa"]),
        (factories.KEEPER, ["Nhập từ bảng tính"]),
        (factories.LEADER, []),
    ],
)
def test_the_first_page_offers_what_the_day_of_a_role_begins_with(client, desk, role, offered):
    client.force_login(factories.make_user(role, desk=desk))
    assert [str(page.label) for page in client.get("/admin/").context["beginnings"]] == offered


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/admin/organisation/counter/", "Quầy"),
        ("/admin/organisation/counter/add/", "Quầy"),
        ("/admin/staffing/duty/week/", "Lịch trực tuần"),
        ("/admin/dossiers/dossier/", "Hồ sơ"),
        ("/admin/dossiers/dossier/?state__exact=RESOLVED", "Trả kết quả"),
    ],
)
def test_the_place_in_the_menu_is_marked(client, desk, address, place):
    client.force_login(factories.make_user(desk=desk, is_superuser=True))
    groups = client.get(address).context["menu"]
    assert [e.label for group in groups for e in group.entries if e.is_current] == [place]


def test_the_header_names_desk_account_and_role(client, desk):
    client.force_login(factories.make_user(factories.KEEPER, desk=desk, full_name="Trần Giả Định"))
    page = client.get("/admin/").content.decode()
    assert "Bộ phận Một cửa luong-son</a>" in page
    assert "<strong>Trần Giả Định</strong> · Đầu mối kiểm soát TTHC" in page


def test_an_account_without_desk_or_role_opens_its_day(client, db):
    client.force_login(factories.make_user())
    assert client.get("/admin/").status_code == 200


def test_the_language_is_chosen_by_a_post_and_kept(client, db):
    assert "Tên đăng nhập" in client.get("/admin/login/").content.decode()
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/admin/login/"})
    assert answer.headers["Location"] == "/admin/login/"
    assert "Log in" in client.get("/admin/login/").content.decode()


def test_the_browsers_language_does_not_count(client, db):
    page = client.get("/admin/login/", headers={"accept-language": "en"}).content.decode()
    assert "Tên đăng nhập" in page


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_need_no_database(code):
    """Without the `db` fixture a query would fail the test."""
    page = get_template(f"{code}.html").render({})
    assert "Bộ phận Một cửa" in page
    assert "<script" not in page


def test_an_unknown_address_answers_in_vietnamese(client, db):
    answer = client.get("/admin/khong-co/")
    assert answer.status_code in {302, 404}
    answer = client.get("/khong/co/gi/")
    assert (answer.status_code, "Không tìm thấy trang" in answer.content.decode()) == (404, True)


@pytest.mark.parametrize(
    ("language", "title"), [("vi", "Không tìm thấy trang"), ("en", "There is no such page")]
)
def test_an_error_page_is_in_the_language_of_the_pages(client, db, language, title):
    client.cookies["django_language"] = language
    page = client.get("/khong/co/gi/").content.decode()
    assert title in page
    assert f'<html lang="{language}">' in page


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_every_error_page_speaks_english_to_who_chose_it(code):
    with override("en"):
        page = get_template(f"{code}.html").render({})
    assert '<html lang="en">' in page
    assert not re.search(r"[ăđơưạ-ỹ]", page.casefold())


def test_a_form_with_two_errors_says_so_in_vietnamese(client, db):
    client.force_login(factories.make_user(factories.ADMINISTRATOR))
    page = client.post(reverse("admin:organisation_ruleset_add"), {}).content.decode()
    assert "Hãy sửa lỗi ghi bên dưới." in page
    assert "Please correct" not in page


def test_a_form_from_elsewhere_is_refused_in_words(db):
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert (answer.status_code, "Trang đã mở quá lâu" in answer.content.decode()) == (403, True)
