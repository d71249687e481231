"""Posts to the public pages never end in an error page, and nothing foreign is in the answer."""

import pytest
import time_machine

from tests.support import factories
from tests.support.factories import at
from tests.support.tickets import make_hall, make_place, take

pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    "\x00",
    "9" * 5000,
    "-1",
    "1e400",
    "٣",
    "²",
    "1; DROP TABLE tickets_ticket",
    "<script>alert(1)</script>",
    "%",
    "_" * 200,
    "😀" * 50,
    "a" * 70_000,
    "H28.05-191024-0001\r\nX: y",
]


@pytest.fixture
def desk():
    with time_machine.travel(at(9, 30), tick=False):
        desk = make_hall()
        make_place(desk, 3, factories.make_group(desk, "A", "Hộ tịch"))
        yield desk


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_in_a_form_or_an_address_makes_an_error(client, desk, text):
    ticket = take(desk.service_groups.get())
    page = f"/tickets/{ticket.token}/"
    for name in ("group", "procedure", "priority", "key", "dossier"):
        form = {"group": desk.service_groups.get().pk, "key": f"k{name}"} | {name: text}
        assert client.post("/luong-son/tickets/", form).status_code < 500
    for path, form in (
        ("/luong-son/lookup/", {"code": text}),
        ("/luong-son/rating/", {"number": text, "score": text}),
        (f"{page}also/", {"group": text}),
        (f"{page}rating/", {"score": text}),
    ):
        assert client.post(path, form).status_code < 500
    for name in ("q", "field", "level", "page"):
        assert client.get("/luong-son/procedures/", {name: text}).status_code < 500
    assert client.get("/luong-son/board/procedures/", {"page": text}).status_code < 500
    assert client.get("/luong-son/board/", {"screen": text}).status_code == 200
    for report in (
        {"key": text, "version": 1, "shown": text, "name": text},
        {"key": "k", "version": text, "shown": ""},
    ):
        answer = client.post("/luong-son/board/seen/", report, content_type="application/json")
        assert answer.status_code < 500


@pytest.mark.parametrize(
    "path",
    [
        "/tickets/%00/",
        "/tickets/" + "a" * 5000 + "/",
        "/luong-son/procedures/%00/",
        "/luong-son/procedures/%00/files/1/",
        "/luong-son/procedures/1.001193/files/99999999999999999999/",
        "/luong-son/procedures/..%2F..%2Fetc/",
        "/%F0%9F%98%80/board.json",
        "//board.json",
        "/luong-son/../board.json",
    ],
)
def test_no_address_makes_an_error(client, desk, path):
    assert client.get(path).status_code in {301, 302, 400, 404}
    assert client.get(path, headers={"If-None-Match": '"x"'}).status_code in {301, 302, 400, 404}


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"{" * 2000, b'{"key": 1e999, "version": 1e999, "shown": null}']
)
def test_no_report_of_a_screen_makes_an_error(client, desk, body):
    answer = client.post("/luong-son/board/seen/", body, content_type="application/json")
    assert answer.status_code < 500
