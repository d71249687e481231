"""Which procedures the officer is offered for a text and for the number that was called (U14)."""

import pytest
import time_machine
from django.urls import reverse

from tests.support import factories
from tests.support.dossiers import receive
from tests.support.factories import at
from tests.support.tickets import take

RECEIVE = reverse("admin:dossiers_dossier_receive")


@pytest.fixture
def desk_client(client, world):
    with time_machine.travel(at(9, 30), tick=False):
        client.force_login(world.reception)
        yield client


def offered(client, **asked) -> list[str]:
    return [posting.procedure.name for posting in client.get(RECEIVE, asked).context["postings"]]


@pytest.mark.parametrize("text", ["1004859", "1.004859", "gp xay dung", "GP xd", "cgpxd"])
def test_a_code_without_its_dot_and_shortened_words_find_a_procedure(desk_client, world, text):
    building = factories.make_procedure(world.desk, "1.004859", "Cấp giấy phép xây dựng nhà ở riêng lẻ")
    factories.make_version(building)
    factories.publish(building, division=world.division)
    assert offered(desk_client, q=text) == ["Cấp giấy phép xây dựng nhà ở riêng lẻ"]


@pytest.mark.parametrize("text", ["gp khai sinh", "xd", "1004858"])
def test_a_word_that_no_name_holds_finds_nothing_else(desk_client, world, text):
    building = factories.make_procedure(world.desk, "1.004859", "Cấp phép nhà ở riêng lẻ")
    factories.make_version(building)
    factories.publish(building, division=world.division)
    assert offered(desk_client, q=text) == []


@pytest.mark.parametrize("is_of_its_own", [True, False])
def test_the_procedures_of_the_group_that_was_called_come_first(desk_client, world, is_of_its_own):
    """Land is received most often; the number is of civil status (U14)."""
    land, civil = (factories.make_group(world.desk, series) for series in "DA")
    usual = factories.make_procedure(
        world.desk, "1.000894", "Đăng ký đất đai", field=factories.make_field("Đất đai")
    )
    factories.make_version(usual)
    factories.publish(usual, division=world.division, service_group=land)
    receive(world, posting=usual.postings.get())
    if is_of_its_own:
        world.posting.service_group = civil
        world.posting.save()
    else:
        world.posting.procedure.field.service_groups.add(civil)
    ticket = take(civil)
    for asked in ({}, {"q": "dang ky"}, {"q": "dang ky", "part": "list"}):
        birth, land = "Đăng ký khai sinh", "Đăng ký đất đai"
        assert offered(desk_client, ticket=ticket.pk, **asked) == [birth, land]
        assert offered(desk_client, **asked)[0] == land
