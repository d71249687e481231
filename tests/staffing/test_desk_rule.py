"""Reception and return only at the desk: not offered, refused by the server, recorded for the head (R10)."""

import pytest
import time_machine
from django.urls import reverse

from backoffice.staffing.models import RefusedAttempt
from tests.support import factories
from tests.support.dossiers import make_world, receive
from tests.support.factories import at

pytestmark = pytest.mark.django_db

RECEIVE = "admin:dossiers_dossier_receive"


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(at(10), tick=False):
        yield


@pytest.fixture
def world():
    return make_world()


def test_the_page_of_a_division_offers_no_reception(client, world):
    client.force_login(world.officer)
    assert reverse(RECEIVE) not in client.get(reverse("admin:index")).text


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_attempt_from_inside_a_division_is_refused_kept_and_listed_for_the_head(client, world, method):
    client.force_login(world.officer)
    posted = {"posting": world.posting.pk, "full_name": "Người Thử"}
    assert getattr(client, method)(reverse(RECEIVE), posted).status_code == 403
    attempt = RefusedAttempt.objects.get()
    assert (attempt.user, attempt.verb, attempt.desk) == (world.officer, "receive", world.desk)
    client.force_login(world.lead)
    listed = client.get(reverse("admin:staffing_refusedattempt_changelist")).text
    assert str(world.officer) in listed
    assert str(world.officer) in client.get(reverse("admin:staffing_duty_today")).text


def test_a_return_from_inside_a_division_is_refused_and_kept(client, world):
    dossier = receive(world)
    dossier.division = world.division
    dossier.save()
    client.force_login(factories.allow(world.officer, "dossiers.see_every_division"))
    address = reverse("admin:dossiers_dossier_do", args=[dossier.pk, "return_result"])
    assert client.post(address).status_code == 403
    assert RefusedAttempt.objects.get().verb == "return"
