"""The card scanner, a known number, a session that ended, Back: at the counter (F3, F8, F11, U9)."""

from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse

from backoffice.dossiers.models import Applicant, Dossier
from tests.dossiers.conftest import open_to_all  # noqa: F401
from tests.support.dossiers import add_component, make_world, receive
from tests.support.factories import at

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("open_to_all")]

RECEIVE = reverse("admin:dossiers_dossier_receive")
BIRTH = "01021990"
CARD = f"001190000017|012345678|Nguyễn Thị Đào|{BIRTH}|Nữ|Thôn 3, xã Hòa Sơn|15052021"
READ = {"id_number": "001190000017", "full_name": "Nguyễn Thị Đào", "address": "Thôn 3, xã Hòa Sơn"}
BREATH = 400  # milliseconds between typing and scanning


@pytest.fixture
def world(open_to_all) -> Iterator:  # noqa: F811
    with time_machine.travel(at(9, 30), tick=True):
        made = make_world()
        add_component(made.version, "Tờ khai")
        yield made


@pytest.fixture
def page(world, visit):
    opened = visit(f"{RECEIVE}?posting={world.posting.pk}", user=world.reception)
    opened.wait_for_selector("[data-reception]")
    return opened


def scan(page, text: str) -> None:
    page.keyboard.type(text, delay=5)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-card]:not([hidden])")


def values(page, *names: str) -> dict[str, str]:
    return {name: page.input_value(f"[name={name}]") for name in names}


def empty(page) -> None:
    """Leave the form as it was when it was opened."""
    page.evaluate("document.querySelector('[data-reception]').dataset.sent = '1'")
    page.reload()


def press_receive(page) -> None:
    page.focus("[name=phone]")
    page.keyboard.press("Control+Enter")


def test_a_scanned_card_fills_the_form_whichever_field_has_the_cursor(page):
    sent = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    for name, former in [
        ("phone", "0912"),
        ("id_number", "12345"),
        ("full_name", "Tr"),
        ("channel", ""),
        (f"count_{page.get_attribute('[name^=count_]', 'name')[6:]}", ""),
    ]:
        page.focus(f"[name={name}]")
        page.keyboard.type(former)
        page.wait_for_timeout(BREATH)
        before = values(page, name)
        scan(page, CARD)
        assert values(page, *READ) == READ
        assert values(page, name) == before | {key: READ[key] for key in before if key in READ}
        empty(page)
    scan(page, CARD)
    page.check("[data-tick-all]")
    press_receive(page)
    page.wait_for_url("**/print/#print")
    assert Dossier.objects.get().applicant.address == "Thôn 3, xã Hòa Sơn"
    assert sent
    assert not [request for request in sent if BIRTH in request]


@pytest.mark.parametrize(
    ("card", "name", "sentence"),
    [
        (
            f"001190000017||NGUYỄN THỊ ĐÀO|{BIRTH}|Nữ|Thôn 3, xã Hòa Sơn|15052021|Cha|Mẹ",
            "Nguyễn Thị Đào",
            "Đã đọc",
        ),
        (f"001190000017|Nguyễn Thị Đào|{BIRTH}|Nữ|Thôn 3, xã Hòa Sơn|15052021", "Nguyễn Thị Đào", "Đã đọc"),
        (
            f"001190000017||Nguyen Thi Dao|{BIRTH}|Nu|Thon 3, xa Hoa Son|15052021",
            "Nguyen Thi Dao",
            "đối chiếu",
        ),
        (f"001190000017||Nguye6n Thị Đào|{BIRTH}|Nữ|Thôn 3|15052021", "Nguye6n Thị Đào", "đối chiếu"),
        ("001190000017|0123", "", "quét lại"),
    ],
)
def test_a_card_is_read_as_far_as_it_can_be(page, card, name, sentence):
    page.focus("[name=phone]")
    scan(page, card)
    assert values(page, "full_name", "phone") == {"full_name": name, "phone": ""}
    assert sentence in page.inner_text("[data-card]")


def test_a_card_is_pasted_and_a_proxy_has_a_card_too(page):
    page.evaluate("document.querySelectorAll('details').forEach((panel) => { panel.open = true; })")
    page.focus("[name=proxy_name]")
    page.evaluate(
        "(text) => { const data = new DataTransfer(); data.setData('text', text);"
        " const init = { clipboardData: data, bubbles: true, cancelable: true };"
        " document.activeElement.dispatchEvent(new ClipboardEvent('paste', init)); }",
        CARD,
    )
    proxy = {"proxy_id_number": READ["id_number"], "proxy_name": READ["full_name"]}
    assert values(page, *proxy, "id_number") == proxy | {"id_number": ""}


def test_before_the_procedure_is_chosen_nothing_of_a_card_is_searched_for(world, visit):
    page = visit(RECEIVE, user=world.reception)
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    scan(page, CARD)
    assert page.input_value("#q") == ""
    assert "Chọn thủ tục trước" in page.inner_text("[data-card]")
    assert not [url for url in sent if BIRTH in url]


def test_a_known_number_over_a_filled_form_renames_nobody(world, page, axe):
    receive(world)
    page.check("[data-tick-all]")
    page.fill("[name=full_name]", "Trần Văn Bình")
    page.fill("[name=phone]", "0987654321")
    page.fill("[name=id_number]", "001214567856")
    page.wait_for_selector("[data-same]:not([hidden])")
    assert "Số này là của Nguyễn Thị Đào" in page.inner_text("[data-known]")
    assert values(page, "full_name", "address") == {"full_name": "Trần Văn Bình", "address": ""}
    assert axe(page) == []
    press_receive(page)  # The browser itself wants the answer.
    assert page.url.endswith(f"?posting={world.posting.pk}")
    page.check("[name=confirmed][value=KEEP]")
    page.check("[name=again]")
    press_receive(page)
    page.wait_for_url("**/print/#print")
    assert Applicant.objects.values_list("full_name", "phone").get() == ("Nguyễn Thị Đào", "0912345123")


def test_a_corrected_number_takes_back_what_the_former_one_filled_in(world, page):
    receive(world)
    page.fill("[name=id_number]", "001214567856")
    page.wait_for_selector("[data-known]:not([hidden])")
    assert values(page, "full_name", "phone") == {"full_name": "Nguyễn Thị Đào", "phone": "0912345123"}
    page.fill("[name=id_number]", "001190000017")
    assert values(page, "full_name", "phone") == {"full_name": "", "phone": ""}
    assert page.is_hidden("[data-known]")


def fill(page) -> None:
    page.check("[data-tick-all]")
    for name, value in READ.items():
        page.fill(f"[name={name}]", value)


def test_a_session_that_ended_loses_nothing_for_the_same_account_only(world, page):
    fill(page)
    Session.objects.all().delete()
    press_receive(page)
    page.wait_for_selector("#id_username")
    assert not Dossier.objects.exists()
    assert page.evaluate("localStorage.length === 0 || !JSON.stringify(localStorage).includes('Thôn 3')")
    kept = page.evaluate("sessionStorage.getItem('mc-draft')")
    sign_in(page, world.reception)
    page.wait_for_selector("[data-restored]:not([hidden])")
    assert values(page, *READ) == READ
    press_receive(page)
    page.wait_for_url("**/print/#print")
    assert Dossier.objects.get().applicant_name == "Nguyễn Thị Đào"
    assert page.evaluate("sessionStorage.getItem('mc-draft')") is None
    page.go_back()
    page.wait_for_selector("[data-reception]")
    assert values(page, *READ, "phone") == dict.fromkeys([*READ, "phone"], "")
    page.evaluate("(kept) => sessionStorage.setItem('mc-draft', kept)", kept)
    Session.objects.all().delete()
    page.goto("/admin/")
    sign_in(page, world.lead)
    page.wait_for_selector("#user-tools")
    assert page.evaluate("sessionStorage.getItem('mc-draft')") is None


def sign_in(page, user) -> None:
    user.set_password("mot-cua-thu-nghiem")
    user.save()
    page.fill("#id_username", user.username)
    page.fill("#id_password", "mot-cua-thu-nghiem")
    page.keyboard.press("Enter")


def test_leaving_a_half_filled_reception_asks_first(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.check("[data-tick-all]")
    page.reload()
    assert asked == []
    page.focus("[name=full_name]")
    page.keyboard.type("Nguyễn")
    page.click("#site-name a", no_wait_after=True)
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    assert values(page, "full_name") == {"full_name": "Nguyễn"}
