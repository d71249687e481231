"""An account that is switched off or moved leaves no dossier behind: they are handed over in the same act."""

import pytest
from django.urls import reverse

from backoffice.dossiers import verification
from backoffice.dossiers.models import Dossier
from backoffice.dossiers.verbs import handing_over
from backoffice.organisation.models import User
from tests.support import factories
from tests.support.dossiers import receive
from tests.support.factories import at

OFF, OUT, MOVED, DIVISION = "switched off", "kept out", "moved to another desk", "moved to another division"


@pytest.fixture
def office(world, client):
    """The officer holds a dossier and is offered another; a colleague of the same division is there."""
    held, offered = receive(world), receive(world)
    for dossier in (held, offered):
        handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10))
    handing_over.take(held, by=world.officer, at=at(10, 5))
    colleague = factories.make_user(factories.DIVISION_OFFICER, desk=world.desk, division=world.division)
    administrator = factories.make_user(factories.ADMINISTRATOR, desk=world.desk)
    client.force_login(administrator)
    return world, held, offered, colleague


def sent(world, way: str, **fields) -> dict:
    account = world.officer
    form = {
        "username": account.username,
        "full_name": account.full_name,
        "title": "",
        "email": account.email,
        "desk": account.desk_id,
        "division": account.division_id,
        "is_active": "on",
        "is_staff": "on",
        "groups": [group.pk for group in account.groups.all()],
    }
    if way == OFF:
        del form["is_active"]
    elif way == OUT:
        del form["is_staff"]
    elif way == MOVED:
        form |= {"desk": factories.make_desk("da-bac").pk, "division": ""}
    else:
        form["division"] = factories.make_division(world.desk, code="khac", name="Phòng khác").pk
    return form | fields


def address(account: User) -> str:
    return reverse("admin:organisation_user_change", args=[account.pk])


@pytest.mark.parametrize("way", [OFF, OUT, MOVED, DIVISION])
def test_an_account_that_holds_dossiers_is_not_left_without_a_taker(office, client, way):
    world, held, offered, colleague = office
    form = sent(world, way)
    answer = client.post(address(world.officer), form)
    assert answer.status_code == 200
    errors = answer.context["adminform"].form.errors["hands_to"][0]
    assert "1 hồ sơ đang giữ, 1 hồ sơ đang chờ nhận bàn giao" in errors
    assert User.objects.get(pk=world.officer.pk).is_active
    answer = client.post(address(world.officer), form | {"hands_to": colleague.pk})
    assert answer.status_code == 302
    held.refresh_from_db()
    assert held.holder == colleague
    assert list(Dossier.objects.offered_to(colleague)) == [offered]
    assert not Dossier.objects.open().filter(holder__is_active=False).exists()
    assert not Dossier.objects.held_by(world.officer).exists()
    assert not Dossier.objects.offered_to(world.officer).exists()
    assert [dossier.events.filter(kind="reassign").count() for dossier in (held, offered)] == [1, 1]
    step = held.steps.get(started_at__isnull=False, ended_at__isnull=True)
    assert (step.officer, step.division) == (colleague, world.division)
    assert list(verification.broken()) == []


def test_to_somebody_of_another_unit_the_next_step_begins(office, client):
    world, held, _offered, _colleague = office
    client.post(address(world.officer), sent(world, OFF, hands_to=world.lead.pk))
    held.refresh_from_db()
    assert (held.holder, held.holder_division) == (world.lead, None)
    assert list(verification.broken()) == []


def test_who_holds_nothing_is_switched_off_without_a_question(office, client):
    world, _held, _offered, colleague = office
    page = client.get(address(colleague))
    assert "hands_to" not in page.content.decode()
    world.officer = colleague
    assert client.post(address(colleague), sent(world, OFF)).status_code == 302
    assert not User.objects.get(pk=colleague.pk).is_active


def test_a_taker_must_be_an_active_colleague_of_the_desk(office, client):
    world, held, _offered, colleague = office
    stranger = factories.make_user(factories.DIVISION_OFFICER, desk=factories.make_desk("da-bac"))
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    for taker in (stranger, colleague, world.officer):
        answer = client.post(address(world.officer), sent(world, OFF, hands_to=taker.pk))
        assert answer.status_code == 200
    held.refresh_from_db()
    assert held.holder == world.officer


def test_verify_names_a_dossier_with_an_account_that_is_switched_off(office):
    world, held, _offered, _colleague = office
    User.objects.filter(pk=world.officer.pk).update(is_active=False)
    assert [held.code in line for line in verification.broken()] == [True]


def test_a_counter_with_an_open_session_is_not_closed_for_good(office, client):
    world = office[0]
    page = reverse("admin:organisation_counter_change", args=[world.counter.pk])
    form = {"desk": world.desk.pk, "number": world.counter.number, "name": world.counter.name}
    answer = client.post(page, form)
    assert "1 phiên quầy đang mở" in answer.context["adminform"].form.errors["is_active"][0]
    world.session.closed_at = at(11)
    world.session.save()
    assert client.post(page, form).status_code == 302


def test_a_procedure_taken_off_the_list_says_how_many_dossiers_go_on(office, client):
    world = office[0]
    client.force_login(factories.make_user(factories.KEEPER, desk=world.desk))
    sent = {"action": "withdraw", "_selected_action": [world.posting.pk]}
    answer = client.post(reverse("admin:procedures_posting_changelist"), sent, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    code = world.version.procedure.code
    assert f"{code}: 2 hồ sơ đang giải quyết tiếp tục theo phiên bản của mình." in said
