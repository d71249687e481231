"""From every paper and every refusal an officer goes on to the next sensible page."""

import pytest
import time_machine
from django.urls import reverse

from backoffice.dossiers.verbs import urging
from backoffice.tickets import calling
from tests.support import factories
from tests.support.dossiers import receive
from tests.support.factories import MONDAY, at
from tests.support.tickets import take

pytestmark = pytest.mark.django_db
CONSOLE = reverse("admin:tickets_ticket_console")
RECEIVE = reverse("admin:dossiers_dossier_receive")
CALL = "Xong, gọi số tiếp theo"


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(at(9, 30), tick=False):
        yield


@pytest.fixture
def group(world):
    group = factories.make_group(world.desk)
    group.counters.add(world.counter)
    return group


def paper(client, dossier) -> str:
    slip = dossier.slips.get()
    return client.get(reverse("admin:dossiers_slip_print", args=[slip.pk])).content.decode()


def test_from_the_receipt_one_button_ends_the_visit_and_calls_the_next_number(client, world, group):
    first, second = take(group), take(group)
    calling.serve(
        calling.call_next(session=world.session, by=world.reception, at=at(9)), by=world.reception, at=at(9)
    )
    dossier = receive(world)
    first.refresh_from_db()
    client.force_login(world.reception)
    page = paper(client, dossier)
    assert CALL in page
    assert f'<a href="{CONSOLE}">Về số {first}</a>' in page
    client.post(CONSOLE, {"verb": "next", "ticket": first.pk, "version": first.version})
    for ticket in (first, second):
        ticket.refresh_from_db()
    assert (first.state, second.state) == ("DONE", "CALLED")


def test_a_number_that_was_called_and_is_not_served_is_not_passed_over(client, world, group):
    take(group)
    calling.call_next(session=world.session, by=world.reception, at=at(9))
    client.force_login(world.reception)
    page = paper(client, receive(world))
    assert 'value="next"' not in page
    assert f'href="{CONSOLE}"' in page


def test_no_paper_leads_to_a_reception_without_a_number(client, world):
    """Neither the receipt of an officer without an open counter, nor a letter of the lead's."""
    dossier = receive(world)
    world.session.closed_at = at(9, 10)
    world.session.save()
    client.force_login(world.reception)
    page = paper(client, dossier)
    assert reverse("admin:dossiers_dossier_change", args=[dossier.pk]) in page
    client.force_login(world.lead)
    letter = urging.urge([dossier], addressee="Phòng Tư pháp", answer_by=MONDAY, by=world.lead, at=at(9))
    urged = client.get(reverse("admin:dossiers_slip_print", args=[letter.pk])).content.decode()
    for shown in (page, urged):
        assert RECEIVE not in shown
        assert CONSOLE not in shown


def test_a_closed_counter_is_opened_from_the_page_of_reception(client, world):
    world.session.closed_at = at(9, 10)
    world.session.save()
    client.force_login(world.reception)
    for asked in ({}, {"posting": world.posting.pk}):
        page = client.get(RECEIVE, asked).content.decode()
        assert f'href="{CONSOLE}">Mở quầy</a>' in page


def test_what_cannot_be_deleted_leads_back_to_its_page(client, world):
    administrator = factories.make_user(factories.ADMINISTRATOR, desk=world.desk)
    client.force_login(administrator)
    row = reverse("admin:organisation_counter_change", args=[world.counter.pk])
    page = client.get(reverse("admin:organisation_counter_delete", args=[world.counter.pk])).content.decode()
    assert "phiên quầy" in page.lower()
    assert f'href="{row}">Quay lại, không xóa</a>' in page
    rows = reverse("admin:organisation_counter_changelist")
    chosen = {"action": "delete_selected", "_selected_action": world.counter.pk}
    assert f'href="{rows}">Quay lại, không xóa</a>' in client.post(rows, chosen).content.decode()


def test_the_list_of_evaluations_leads_to_drawing_them_up(client, world):
    client.force_login(world.lead)
    page = client.get(reverse("admin:staffing_evaluation_changelist")).content.decode()
    assert page.count(reverse("admin:staffing_evaluation_draw_up")) == 2  # in the menu, and in the list
