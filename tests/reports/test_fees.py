"""The fees that divisions settle with the desk every quarter (R46; Nghị định 61/2018 Điều 12.9)."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from backoffice.dossiers.models import Dossier
from backoffice.dossiers.reception.intake import Amount
from backoffice.dossiers.verbs import paying
from backoffice.reports.fees import settlement
from backoffice.reports.form06.questions import Span
from tests.support import factories
from tests.support.dossiers import make_world, receive
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db
QUARTER = Span(date(2026, 9, 15), date(2026, 12, 14))
PAGE = reverse("admin:reports_fees")


@pytest.fixture
def world():
    return make_world()


def fee(amount: int, kind="PHI", *, paid=True, online=False, exempt="") -> Amount:
    return Amount(
        amount=Decimal(amount), kind=kind, is_paid=paid and not exempt, is_online=online, exempt_ground=exempt
    )


def settled(span: Span = QUARTER):
    return settlement(Dossier.objects.all(), span)


def test_amounts_are_summed_by_division_kind_and_way_of_paying(world):
    receive(world, fees=(fee(5000, online=True), fee(8000, "LE_PHI", online=True)))
    receive(world, fees=(fee(7000),))
    dossier = receive(world, fees=(fee(1000),))
    Dossier.objects.filter(pk=dossier.pk).update(
        division=factories.make_division(world.desk, "y-te", "Phòng Y tế")
    )
    (first, second), whole = settled()
    assert [first.name, second.name] == ["Phòng Tư pháp", "Phòng Y tế"]
    assert (dict(first.amounts), first.online) == ({"PHI": 12000, "LE_PHI": 8000}, 13000)
    assert (first.total, second.total, whole.total) == (20000, 1000, 21000)
    assert whole.online_percent == Decimal("33.33")


def test_a_dossier_with_several_amounts_is_counted_once(world):
    receive(world, fees=(fee(5000), fee(8000, "LE_PHI")))
    assert settled()[1].dossiers == {"fees_paid": 1, "fees_online": 0, "fees_exempt": 0, "fees_due": 0}


def test_a_later_payment_counts_on_its_own_day(world):
    dossier = receive(world, fees=(fee(5000, paid=False),))
    assert (settled()[1].total, settled()[1].dossiers["fees_due"]) == (0, 1)
    paying.pay(dossier, moment="4", receipt_number="1", online=True, by=world.reception, at=at(16))
    october, november = Span(date(2026, 10, 1), date(2026, 10, 31)), Span(MONDAY, MONDAY)
    assert (settled(october)[1].total, settled(november)[1].total) == (0, 5000)
    assert settled()[1].dossiers["fees_due"] == 0


def test_the_last_minute_of_the_last_day_belongs_to_the_period(world):
    dossier = receive(world, fees=(fee(5000),))
    for instant, total in ((at(0), 5000), (at(23, 59), 5000), (at(0, on=date(2026, 11, 24)), 0)):
        dossier.fees.update(paid_at=instant)
        assert settled(Span(MONDAY, MONDAY))[1].total == total


def test_an_exempt_amount_is_listed_and_adds_nothing(world):
    receive(world, fees=(fee(5000, exempt="Hộ nghèo"),))
    assert (settled()[1].total, settled()[1].dossiers["fees_exempt"]) == (0, 1)


def test_practice_pays_nothing(world):
    dossier = receive(world, fees=(fee(5000),))
    Dossier.objects.filter(pk=dossier.pk).update(nature=Dossier.Nature.PRACTICE)
    assert settled() == ([], settled()[1])
    assert settled()[1].total == 0


@time_machine.travel(at(9), tick=False)
def test_every_number_opens_that_many_dossiers(world, client):
    receive(world, fees=(fee(5000, online=True),))
    receive(world, fees=(fee(5000),))
    receive(world, fees=(fee(5000, paid=False),))
    receive(world, fees=(fee(5000, exempt="Hộ nghèo"),))
    client.force_login(world.lead)
    shown = client.get(PAGE).context
    for line in (*shown["lines"], shown["whole"]):
        assert [number for _words, number, _url in line["dossiers"]] == [2, 1, 1, 1]
        for _words, number, url in line["dossiers"]:
            assert client.get(url).context["page"].paginator.count == number


@time_machine.travel(at(9), tick=False)
def test_by_default_the_page_shows_the_present_quarter_and_no_column_is_empty(world, client):
    receive(world, fees=(fee(12000),))
    client.force_login(world.lead)
    page = client.get(PAGE)
    assert page.context["asked"].span == replace(QUARTER, as_of=MONDAY)
    assert page.context["whole"]["amounts"] == [("Phí", 12000), ("Lệ phí", 0)]
    assert "12.000" in page.content.decode()


@time_machine.travel(at(9), tick=False)
def test_the_spreadsheet_has_the_same_numbers(world, client):
    receive(world, fees=(fee(12000, online=True), fee(8000, "LE_PHI")))
    client.force_login(world.lead)
    sheet = load_workbook(io.BytesIO(client.get(PAGE, {"format": "xlsx"}).content)).active
    first, whole = list(sheet.iter_rows(min_row=2, values_only=True))
    assert first[0] == "Phòng Tư pháp"
    assert first[1:] == whole[1:] == (12000, 8000, 20000, 12000, 1, 1, 0, 0, "100,00 %")


def test_a_period_without_fees_has_a_sentence(world, client):
    client.force_login(world.lead)
    assert "Không có phí, lệ phí trong kỳ này." in client.get(PAGE).content.decode()


def test_a_division_sees_its_own_only(world):
    receive(world, fees=(fee(5000),))
    other = receive(world, fees=(fee(7000),))
    elsewhere = factories.make_division(world.desk, "y-te", "Phòng Y tế")
    other.steps.update(division=elsewhere)
    Dossier.objects.filter(pk=other.pk).update(division=elsewhere)
    assert settlement(Dossier.objects.visible_to(world.officer), QUARTER)[1].total == 5000
