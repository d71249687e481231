"""Facts beside the state: digitised papers (R19), amounts by division (R46)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from backoffice.dossiers.lifecycle.transitions import NotAllowed
from backoffice.dossiers.models import FeeLine
from backoffice.dossiers.reception import intake
from backoffice.dossiers.verbs import digitising
from backoffice.dossiers.verbs.digitising import Share
from tests.support.dossiers import add_component, receive
from tests.support.factories import at


@pytest.fixture
def three_papers(world):
    for n in range(1, 4):
        add_component(world.version, f"Giấy tờ số {n}")
    return receive(world)


def test_with_two_papers_scanned_and_one_exempt_everything_required_is_digitised(world, three_papers):
    first, second, third = three_papers.components.order_by("ordinal")
    assert digitising.share(three_papers.components.all()) == Share(0, 3)
    states = {
        first.pk: ("DA_SO_HOA", ""),
        second.pk: ("DA_SO_HOA", ""),
        third.pk: ("KHONG_PHAI_SO_HOA", "b"),
    }
    assert digitising.record(three_papers, states, by=world.reception, at=at(10)) == Share(2, 2)
    assert three_papers.events.last().data == {"done": 2, "required": 2}
    assert first.history.count() == 2


def test_a_paper_that_need_not_be_digitised_names_its_ground(world, three_papers):
    paper = three_papers.components.first()
    with pytest.raises(NotAllowed):
        digitising.record(three_papers, {paper.pk: ("KHONG_PHAI_SO_HOA", "")}, by=world.reception, at=at(10))
    paper.digitised = "KHONG_PHAI_SO_HOA"
    with pytest.raises(IntegrityError, match="not_digitising_has_a_ground"), transaction.atomic():
        paper.save()


def test_the_papers_are_digitised_from_the_page_of_the_dossier(world, three_papers, client):
    client.force_login(world.reception)
    url = reverse("admin:dossiers_dossier_do", args=[three_papers.pk, "digitise"])
    papers = list(three_papers.components.order_by("ordinal"))
    form = {f"state_{paper.pk}": "DA_SO_HOA" for paper in papers}
    assert client.post(url, form).status_code == 302
    assert digitising.share(three_papers.components.all()) == Share(3, 3)


def test_amounts_are_summed_by_division_and_kind_with_the_online_part(world):
    paid = {"is_paid": True}
    for kind, amount, online in (("PHI", 5000, True), ("PHI", 7000, False), ("LE_PHI", 8000, False)):
        fee = intake.Amount(amount=Decimal(amount), kind=kind, is_online=online, **paid)
        receive(world, fees=(fee,))
    receive(world, fees=(intake.Amount(amount=Decimal(9000), kind="PHI"),))
    quarter = FeeLine.objects.paid_between(at(0, on=date(2026, 10, 1)), at(0, on=date(2027, 1, 1)))
    assert [row[1:] for row in quarter.by_division()] == [
        ("LE_PHI", 8000, 0),
        ("PHI", 12000, 5000),
    ]
    assert not FeeLine.objects.paid_between(at(0, on=date(2027, 1, 1)), at(0, on=date(2027, 4, 1))).exists()
