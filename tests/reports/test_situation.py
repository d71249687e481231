"""The situation of an office on a day: who sees it, what it counts, what its charts open."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from backoffice.dossiers.models import Dossier
from backoffice.reports.situation.figures import situation
from tests.reports.factories import Shelf
from tests.support import factories
from tests.support.dossiers import make_world, receive
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:reports_situation")


@pytest.fixture
def district():
    """Return a district that resolved one in time and two late in October 2018; a commune, two and one."""
    shelf = Shelf()
    put(shelf, in_time=1, late=2)
    put(Shelf("lam-son", agency_code="H28.05.01", parent=shelf.desk), in_time=2, late=1)
    return shelf


def put(shelf: Shelf, *, in_time: int, late: int) -> None:
    received, due = date(2018, 10, 1), date(2018, 10, 8)
    for resolved, times in ((due, in_time), (due + timedelta(days=1), late)):
        for _ in range(times):
            shelf.put(received, due, resolved)


@pytest.fixture
def leader(district):
    return factories.make_user(factories.LEADER, desk=district.desk)


def numbers(found, label: str) -> list[int]:
    line = next(line for line in found.lines if line.label == label)
    return [cell.number for cell in line.cells]


def opened(client, pairs) -> dict[str, int]:
    return {url: client.get(url).context["page"].paginator.count for url, number in pairs if number}


@time_machine.travel(at(9), tick=False)
def test_the_first_page_of_a_lead_shows_it_and_every_number_opens_its_dossiers(client):
    world = make_world()
    for number in range(3):
        dossier = receive(world)
        day = MONDAY - timedelta(days=number)
        Dossier.objects.filter(pk=dossier.pk).update(
            received_on=day, due_on=day, due_original_on=day, due_at=at(17, on=day)
        )
    client.force_login(world.lead)
    page = client.get("/admin/")
    shown = page.context["situation"]
    pairs = [(cell.url, cell.number) for line in shown.lines for cell in line.cells]
    for series in shown.holding.backlog.series:
        pairs += zip(series.urls, series.values, strict=True)
    for row in shown.holding.officers:
        pairs += zip(row.urls, row.values, strict=True)
    counts = opened(client, pairs)
    assert counts == {url: number for url, number in pairs if number}
    assert len(counts) > 3
    assert "mc-chart" in page.content.decode()


def test_the_first_page_does_not_show_it_to_accounts_responsible_for_a_part(client):
    world = make_world()
    for user in (world.reception, world.officer, world.head):
        client.force_login(user)
        assert client.get("/admin/").context["situation"] is None


@time_machine.travel(at(9), tick=False)
def test_a_division_sees_its_own_situation(client):
    world = make_world()
    here, elsewhere = receive(world), receive(world)
    for dossier, division in (
        (here, world.division),
        (elsewhere, factories.make_division(world.desk, "y-te")),
    ):
        dossier.steps.update(division=division)
        Dossier.objects.filter(pk=dossier.pk).update(division=division)
    client.force_login(world.head)
    assert numbers(client.get(PAGE).context["situation"], "Tiếp nhận trong kỳ") == [1, 0, 1]
    client.force_login(factories.make_user(factories.KEEPER, desk=world.desk))
    assert client.get(PAGE).status_code == 403


def test_a_past_day_is_counted_as_it_was(leader, district):
    district.put(date(2018, 10, 2), date(2018, 10, 9), date(2018, 11, 5))
    found = situation(leader, district.desk, on=date(2018, 10, 24), is_past=True)
    assert numbers(found, "Đã giải quyết, tổng số") == [3, 0, 3]
    assert numbers(found, "Đang giải quyết, quá hạn") == [1, 0, 1]
    assert sum(found.holding.backlog.series[1].values) == 1


def test_a_past_day_leaves_out_what_is_known_only_for_the_present(leader, district):
    past = situation(leader, district.desk, on=date(2018, 10, 24), is_past=True).holding
    assert (past.officers, past.catalogue) == (None, ())


def test_the_offices_below_are_counted_on_request(leader, district):
    alone, together = (
        situation(leader, district.desk, on=date(2018, 10, 24), below=below) for below in (False, True)
    )
    late = "Đã giải quyết quá hạn"
    assert (numbers(alone, late)[2], numbers(together, late)[2]) == (2, 3)


def test_the_offices_are_named_with_their_late_ones_and_the_share_of_the_resolved(client, leader, district):
    client.force_login(leader)
    found = client.get(PAGE, {"office": district.desk.slug, "on": "2018-10-24"}).context["situation"]
    shown = [(row.values, [words for words, _url in row.beside]) for row in found.offices]
    assert shown == [((2,), ["3", "66,67 %"]), ((1,), ["3", "33,33 %"])]
    pairs = [(row.urls[0], row.values[0]) for row in found.offices]
    pairs += [(row.beside[0][1], int(row.beside[0][0])) for row in found.offices]
    assert opened(client, pairs) == dict(pairs)


def test_an_office_alone_is_not_compared_with_itself(db):
    shelf = Shelf()
    put(shelf, in_time=1, late=1)
    leader = factories.make_user(factories.LEADER, desk=shelf.desk)
    assert situation(leader, shelf.desk, on=date(2018, 10, 24)).offices == ()


@time_machine.travel(at(9), tick=False)
def test_a_future_day_is_refused_with_a_sentence(client, leader):
    client.force_login(leader)
    page = client.get(PAGE, {"on": "2026-11-24"})
    assert "Ngày này chưa đến" in page.content.decode()
    assert "situation" not in page.context


@time_machine.travel(at(9), tick=False)
def test_by_default_the_page_shows_the_own_office_today(client, leader, district):
    client.force_login(leader)
    found = client.get(PAGE).context["situation"]
    assert (found.office, found.on, found.below) == (district.desk, MONDAY, False)


def test_another_authoritys_office_cannot_be_requested(client, leader):
    Shelf("da-bac", agency_code="H28.06")
    client.force_login(leader)
    assert "situation" not in client.get(PAGE, {"office": "da-bac", "on": "2018-10-24"}).context
