"""A reception with the keyboard only: few keys, one dossier, nothing typed is lost."""

import pytest
import time_machine
from django.urls import reverse

from backoffice.dossiers.models import Dossier
from tests.dossiers.conftest import open_to_all  # noqa: F401
from tests.support.dossiers import add_component, make_world
from tests.support.factories import at

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("open_to_all")]


class Keys:
    """Presses and counts keys; dictated text is typed without being counted."""

    def __init__(self, page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.count += 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.count += len(text)
        self.page.keyboard.type(text)

    def dictate(self, text: str) -> None:
        self.page.keyboard.type(text)


def test_a_walk_in_dossier_takes_fifteen_keys_besides_the_dictated_text(visit):
    with time_machine.travel(at(9, 30), tick=True):
        world = make_world()
        add_component(world.version, "Tờ khai")
        add_component(world.version, "Giấy chứng sinh")
        page = visit(reverse("admin:dossiers_dossier_receive"), user=world.reception)
        keys = Keys(page)
        keys.type("khai sinh")
        keys.press("Enter")
        page.wait_for_selector("[data-reception]")
        keys.press("Enter")
        keys.dictate("001214567856")
        keys.press("Tab")
        keys.press("Control+Enter")  # The name is missing: the browser itself reports it.
        keys.count -= 1
        assert page.input_value("#id_id_number") == "001214567856"
        for dictated in ("Nguyễn Thị Đào", "0912345123"):
            keys.dictate(dictated)
            keys.press("Tab")
        keys.dictate("Thôn Giả Định, xã Hòa Sơn")
        keys.press("Control+Enter")
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/print/#print")
        dossier = Dossier.objects.get()
        assert (dossier.applicant_name, dossier.components.count()) == ("Nguyễn Thị Đào", 2)
        assert keys.count <= 15
