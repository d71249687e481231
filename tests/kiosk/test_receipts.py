"""A receipt that is scanned in the lobby opens its dossier at the counter, and shows nothing in the lobby."""

import pytest
import time_machine

from backoffice.tickets.models import Ticket
from tests.support import factories
from tests.support.dossiers import make_world, receive
from tests.support.factories import at
from tests.support.tickets import make_place, officer_of

pytestmark = pytest.mark.django_db
LOOKUP, TICKETS, CONSOLE = "/luong-son/lookup/", "/luong-son/tickets/", "/admin/tickets/ticket/console/"


@pytest.fixture
def world():
    with time_machine.travel(at(9, 30), tick=False):
        yield make_world()


@pytest.fixture
def dossier(world):
    return receive(world)


@pytest.fixture
def place(dossier):
    return make_place(dossier.desk, 8, factories.make_group(dossier.desk, "A", "Hộ tịch"))


def test_from_the_scan_to_the_dossier(client, dossier, place):
    page = client.post(LOOKUP, {"code": dossier.code.replace(".", "").lower()})
    offered = page.context["choices"][0]["group"]
    assert f'value="{dossier.code}"' in page.content.decode()
    form = {"key": page.context["key"], "dossier": dossier.code, "group": offered.pk}
    answer = client.post(TICKETS, form, follow=True)
    ticket = Ticket.objects.get()
    assert ticket.dossier_code == dossier.code
    assert dossier.code not in answer.content.decode()
    assert dossier.applicant_name not in answer.content.decode()
    client.force_login(officer_of(place))
    client.post(CONSOLE, {"verb": "next"})
    ticket.refresh_from_db()
    served = client.post(CONSOLE, {"verb": "receive", "ticket": ticket.pk, "version": ticket.version})
    opened = client.get(served["Location"])
    assert opened["Location"] == f"/admin/dossiers/dossier/{dossier.pk}/change/"


def test_with_an_unknown_code_a_number_is_issued_as_usual(client, dossier, place):
    group = place.counter.service_groups.get()
    answer = client.post(TICKETS, {"key": "k", "dossier": "H28.05-261123-9999", "group": group.pk})
    assert answer.status_code == 302
    assert Ticket.objects.get().dossier_code == ""


def test_the_dossier_of_another_desk_is_not_opened(client, dossier):
    stranger = factories.make_user(factories.RECEPTION, desk=factories.make_desk("lam-son"))
    client.force_login(stranger)
    answer = client.get(f"/admin/dossiers/code/{dossier.code}/")
    assert answer["Location"].startswith("/admin/dossiers/dossier/?q=")
