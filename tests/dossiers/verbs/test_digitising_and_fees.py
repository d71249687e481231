"""Facts beside the state: digitised papers (R19), amounts by division (R46)."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from backoffice.dossiers.lifecycle.transitions import NotAllowed
from backoffice.dossiers.models import FeeLine
from backoffice.dossiers.reception import intake
from backoffice.dossiers.reception.form import ReceptionForm
from backoffice.dossiers.verbs import digitising
from backoffice.dossiers.verbs.digitising import Share
from backoffice.dossiers.verbs.paying import PayForm
from backoffice.procedures.models import Fee
from tests.support.dossiers import add_component, receive, resolve
from tests.support.factories import MONDAY, at


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


# What is to be paid is said wherever somebody pays or collects (R46)


@pytest.fixture
def owing(world):
    """A dossier with a result at the desk and a levy of 8.000 đồng that nobody has paid yet."""
    add_fee(world, "LE_PHI", 8000)
    dossier = receive(world, fees=(intake.Amount(amount=Decimal(8000), kind="LE_PHI"),))
    resolve(world, dossier, at=at(9, 5))
    return dossier


def add_fee(world, kind: str, amount: int) -> Fee:
    return Fee.objects.create(version=world.version, ordinal=1, kind=kind, amount=Decimal(amount))


def page_of(client, dossier, verb: str = "") -> str:
    address = reverse("admin:dossiers_dossier_change", args=[dossier.pk])
    if verb:
        address = reverse("admin:dossiers_dossier_do", args=[dossier.pk, verb])
    with time_machine.travel(at(9, 30), tick=False):
        return client.get(address).content.decode()


@pytest.mark.parametrize("verb", ["", "pay", "return_result"])
def test_the_amount_stands_where_it_is_paid_and_where_the_result_is_returned(world, owing, client, verb):
    client.force_login(world.reception)
    page = page_of(client, owing, verb)
    assert "Lệ phí: 8.000 đồng – <b>chưa nộp</b>" in page
    assert not verb or "Còn phải nộp" in page


def test_a_debt_is_settled_on_the_way_to_the_result(world, owing, client):
    client.force_login(world.reception)
    page = page_of(client, owing, "return_result")
    pay = f"{reverse('admin:dossiers_dossier_do', args=[owing.pk, 'pay'])}?next=return_result"
    assert f'href="{pay}">Thu phí, lệ phí rồi làm tiếp</a>' in page
    with time_machine.travel(at(9, 30), tick=False):
        paid = client.post(pay, {"moment": "4", "receipt_number": "AA 0001"})
    assert paid.headers["Location"] == reverse("admin:dossiers_dossier_do", args=[owing.pk, "return_result"])
    page = page_of(client, owing, "return_result")
    assert "Lệ phí: 8.000 đồng – đã nộp 23/11/2026 khi trả kết quả, biên lai số AA 0001" in page
    assert "Còn phải nộp" not in page


def test_the_moment_of_now_is_the_first_that_is_offered(world, owing, client):
    client.force_login(world.reception)
    moments = [
        value for value, _label in PayForm(dossier=owing, user=world.reception).fields["moment"].choices
    ]
    assert moments == ["4", "1", "2"]
    early = receive(world, fees=(intake.Amount(amount=Decimal(8000)),))
    form = PayForm(dossier=early, user=world.reception)
    assert (form["moment"].value(), list(form.fields["moment"].choices)[0][0]) == ("1", "1")


def test_where_a_payment_is_recorded_the_number_of_its_receipt_is_asked_for(world, client):
    fee = add_fee(world, "LE_PHI", 8000)
    form = ReceptionForm(
        {f"fee_{fee.pk}": "PAID", "channel": "IN_PERSON"},
        posting=world.posting,
        version=world.version,
        today=MONDAY,
    )
    assert form.errors[f"ground_{fee.pk}"] == ["Đã thu thì phải ghi số biên lai."]
    assert PayForm({"moment": "1"}, dossier=receive(world), user=world.reception).errors["receipt_number"]


def test_what_is_free_is_said_to_be_free_and_asks_nothing(world, client):
    """An imported "Miễn lệ phí" is an amount of nothing, which is no unknown one."""
    fee = add_fee(world, "", 0)
    client.force_login(world.reception)
    with time_machine.travel(at(9, 30), tick=False):
        asked = {"posting": world.posting.pk}
        reception = client.get(reverse("admin:dossiers_dossier_receive"), asked).content.decode()
    assert "Phí, lệ phí: Miễn" in reception
    assert f"fee_{fee.pk}" not in reception
    dossier = receive(world, fees=(intake.Amount(amount=Decimal(0)),))
    assert "Phí, lệ phí: Miễn" in page_of(client, dossier)
    assert dossier.payment == "NONE"


def test_what_is_not_known_is_said_not_to_be_known(world, client):
    client.force_login(world.reception)
    with time_machine.travel(at(9, 30), tick=False):
        asked = {"posting": world.posting.pk}
        reception = client.get(reverse("admin:dossiers_dossier_receive"), asked).content.decode()
    for page in (reception, page_of(client, receive(world))):
        assert "Phí, lệ phí: chưa quy định" in page
