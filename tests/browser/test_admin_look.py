"""The admin as people see it: nothing breaks the content policy, is inaccessible, or is cut off."""

import pytest
from django.urls import reverse

from backoffice.organisation.models import CalendarDay
from tests.browser.viewports import DESK, PHONE
from tests.support import factories
from tests.support.dossiers import make_world, receive

# The sticky save row covers part of what is below it, which the checker then reports as too small.
TALL = DESK | {"height": 3000}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def superuser(world):
    return factories.make_user(desk=world.desk, is_superuser=True, full_name="Người Giả Định")


def pages(world) -> dict[str, str]:
    """Return one page of each kind, and those that people use all day."""
    day = CalendarDay.objects.first()
    return {
        "dossiers": reverse("admin:dossiers_dossier_changelist"),
        "dossier": reverse("admin:dossiers_dossier_change", args=[receive(world).pk]),
        "reception": reverse("admin:dossiers_dossier_receive"),
        "console": reverse("admin:tickets_ticket_console"),
        "roster of today": reverse("admin:staffing_duty_today"),
        "roster of the week": reverse("admin:staffing_duty_week"),
        "procedures": reverse("admin:procedures_procedure_changelist"),
        "procedure": reverse("admin:procedures_procedure_change", args=[world.version.procedure_id]),
        "import": reverse("admin:procedures_importbatch_add"),
        "form 06": reverse("admin:reports_form06"),
        "situation of an office": reverse("admin:reports_situation"),
        "fees and levies": reverse("admin:reports_fees"),
        "day": "/admin/",
        "list": reverse("admin:organisation_counter_changelist"),
        "list with dates": reverse("admin:organisation_calendarday_changelist"),
        "add": reverse("admin:organisation_counter_add"),
        "change with inlines": reverse("admin:organisation_desk_change", args=[world.desk.pk]),
        "account": reverse("admin:organisation_user_change", args=[world.reception.pk]),
        "account's password": reverse("admin:auth_user_password_change", args=[world.reception.pk]),
        "role": reverse("admin:auth_group_change", args=[world.reception.groups.get().pk]),
        "year": reverse("admin:organisation_calendarday_year", args=[day.day.year]),
        "history": reverse("admin:organisation_desk_history", args=[world.desk.pk]),
        "delete": reverse("admin:organisation_calendarday_delete", args=[day.pk]),
        "delete refused": reverse("admin:organisation_desk_delete", args=[world.desk.pk]),
        "own password": reverse("admin:password_change"),
    }


def cut_off(page) -> int:
    """Return how many pixels of the page lie beyond the right edge."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_every_kind_of_page_is_accessible_by_day_and_legible_by_night(
    visit, axe, complaints, world, superuser
):
    """The checker adds styles, so the content policy is not checked here."""
    page = visit("/admin/", user=superuser, viewport=TALL, color_scheme="light", bypass_csp=True)
    found = {}
    for name, address in pages(world).items():
        page.emulate_media(color_scheme="light")
        page.goto(address)
        found[name] = axe(page)
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.getAnimations().forEach(each => each.cancel())")  # colours fade
        found[f"{name}, dark"] = axe(page, "color-contrast")
    # It also loads the style sheets again, and an imported one from the wrong place.
    complaints.clear()
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_no_page_is_wider_than_its_screen_or_breaks_the_content_policy(visit, world, superuser):
    """`visit` fails the test for any console error, such as a broken content policy."""
    page = visit("/admin/", user=superuser, viewport=DESK)
    found = {}
    for name, address in pages(world).items():
        page.set_viewport_size(DESK)
        page.goto(address)
        found[name] = cut_off(page)
        page.set_viewport_size(PHONE)
        found[f"{name}, on a telephone"] = cut_off(page)
    assert {name: pixels for name, pixels in found.items() if pixels > 0} == {}


def test_the_sign_in_page_is_accessible_and_signs_in(visit, axe, world):
    page = visit("/admin/login/?next=/admin/", bypass_csp=True)
    assert axe(page) == []
    page.get_by_label("Tên đăng nhập").fill(world.reception.username)
    page.get_by_label("Mật khẩu").fill("motcua-demo")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Việc trong ngày").wait_for()


def test_the_menu_opens_by_keyboard_and_closes_with_escape(visit, superuser):
    page = visit("/admin/", user=superuser)
    group = page.locator(".mc-menu summary", has_text="Danh mục và hệ thống")
    group.focus()
    page.keyboard.press("Enter")
    counters = page.get_by_role("link", name="Quầy", exact=True)
    assert counters.is_visible()
    page.keyboard.press("Escape")
    assert not counters.is_visible()
    assert group.evaluate("element => element === document.activeElement")


def test_a_filter_opens_over_the_table_and_marks_what_is_chosen(visit, superuser):
    page = visit(reverse("admin:organisation_counter_changelist"), user=superuser)
    page.locator(".mc-filter summary", has_text="Đang dùng").click()
    page.locator(".mc-filter[open] a", has_text="Có").click()
    assert page.locator(".mc-filter summary").first.inner_text() == "Đang dùng: Có"
    assert page.get_by_role("link", name="Bỏ bộ lọc").is_visible()


def test_the_language_is_changed_and_changed_back(visit, superuser):
    page = visit("/admin/", user=superuser)
    page.get_by_role("button", name="EN").click()
    assert page.get_by_role("heading", name="Today's work").is_visible()
    page.get_by_role("button", name="VI").click()
    assert page.get_by_role("heading", name="Việc trong ngày").is_visible()


def test_the_scheme_is_switched_and_remembered(visit, superuser):
    page = visit("/admin/", user=superuser, color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".theme-toggle").click()
    page.goto(reverse("admin:organisation_counter_changelist"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_the_error_is_shown_beside_its_field(visit, superuser):
    page = visit(reverse("admin:organisation_counter_add"), user=superuser)
    page.get_by_role("button", name="Lưu", exact=True).click()
    field, error = (
        page.locator(f".field-desk {part}").bounding_box() for part in (".flex-container", "ul.errorlist")
    )
    assert error["x"] >= field["x"] + field["width"]
    assert field["y"] - 8 <= error["y"] <= field["y"] + field["height"]


def test_the_save_row_stays_in_sight(visit, world, superuser):
    page = visit(reverse("admin:organisation_desk_change", args=[world.desk.pk]), user=superuser)
    assert page.get_by_role("button", name="Lưu", exact=True).bounding_box()["y"] < DESK["height"]


def test_figures_of_a_column_line_up(visit, superuser):
    page = visit("/admin/", user=superuser)
    widths = page.evaluate(
        """async () => {
            await document.fonts.ready;
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = '16px "Be Vietnam Pro"';
            return [...new Set([..."0123456789"].map((digit) => pen.measureText(digit).width))];
        }"""
    )
    assert len(widths) == 1
