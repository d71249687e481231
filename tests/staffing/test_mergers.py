"""Units end and others take over; old dossiers keep the names of their day (R94)."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from backoffice.organisation.models import Desk, Succession
from backoffice.organisation.successions import NotAllowed, end_division, successors_on, take_over
from tests.support import factories

pytestmark = pytest.mark.django_db

COMMUNES = {
    "thi-tran-luong-son": "Thị trấn Lương Sơn",
    "lam-son": "Xã Lâm Sơn",
    "hoa-son": "Xã Hòa Sơn",
    "truong-son": "Xã Trường Sơn",
    "tan-vinh": "Xã Tân Vinh",
    "nhuan-trach": "Xã Nhuận Trạch",
    "cao-ram": "Xã Cao Răm",
    "cu-yen": "Xã Cư Yên",
    "hop-hoa": "Xã Hợp Hòa",
    "lien-son": "Xã Liên Sơn",
    "thanh-lap": "Xã Thành Lập",
    "tien-son": "Xã Tiến Sơn",
    "trung-son": "Xã Trung Sơn",
    "tan-thanh": "Xã Tân Thành",
    "cao-duong": "Xã Cao Dương",
    "hop-chau": "Xã Hợp Châu",
    "long-son": "Xã Long Sơn",
    "cao-thang": "Xã Cao Thắng",
    "thanh-luong": "Xã Thanh Lương",
    "hop-thanh": "Xã Hợp Thanh",
}


@pytest.fixture
def district():
    district = factories.make_desk("luong-son")
    for slug, name in COMMUNES.items():
        factories.make_desk(
            slug, name=f"Bộ phận Một cửa {name}", authority=f"UBND {name}", level="COMMUNE", parent=district
        )
    return district


def merge(capsys, *options):
    call_command("merge_units", "--json", *options)
    return json.loads(capsys.readouterr().out)


def slugs(desks):
    return [desk.slug for desk in desks]


def in_force(day):
    return Desk.objects.in_force(on=day).count()


def test_twenty_communes_become_eleven_and_then_three(district, capsys):
    first = merge(capsys, "--until", "2024-12-31")
    assert (first["begun"], first["ended"], first["successions"]) == (3, 12, 3)
    assert len(first["to_record"]) == 9
    assert (in_force(date(2019, 12, 31)), in_force(date(2020, 1, 1))) == (21, 12)
    second = merge(capsys)
    assert (second["begun"], second["ended"]) == (3, 12)
    assert (in_force(date(2025, 6, 30)), in_force(date(2025, 7, 1))) == (12, 3)


def test_repeating_the_mergers_changes_nothing(district, capsys):
    merge(capsys)
    rows = Desk.history.count(), Succession.history.count()
    again = merge(capsys)
    assert (again["begun"], again["ended"], again["successions"]) == (0, 0, 0)
    assert (Desk.history.count(), Succession.history.count()) == rows


def test_a_dry_run_changes_nothing(district, capsys):
    assert merge(capsys, "--dry-run")["begun"] == 6
    assert Desk.objects.count() == 21


def test_the_unit_of_each_day_keeps_its_name(district, capsys):
    """R94: received on 20/06/2025 at the district, resolved on 03/07/2025 by the new commune."""
    merge(capsys)
    district.refresh_from_db()
    assert slugs(successors_on(district, on=date(2025, 6, 20))) == ["luong-son"]
    after = successors_on(district, on=date(2025, 7, 3))
    assert slugs(after) == ["xa-cao-duong", "xa-lien-son", "xa-luong-son"]
    assert (district.authority, after[2].authority) == ("UBND huyện Lương Sơn", "UBND xã Lương Sơn")
    assert after[2].kind == Desk.Kind.CENTER


def test_successions_are_followed_through_both_mergers(district, capsys):
    merge(capsys)
    cao_ram = Desk.objects.get(slug="cao-ram")
    assert slugs(successors_on(cao_ram, on=date(2019, 10, 24))) == ["cao-ram"]
    assert slugs(successors_on(cao_ram, on=date(2021, 1, 1))) == ["cao-son"]
    assert slugs(successors_on(cao_ram, on=date(2025, 7, 1))) == ["xa-lien-son", "xa-luong-son"]
    assert successors_on(Desk.objects.get(slug="hop-hoa"), on=date(2021, 1, 1)) == []


def test_divisions_hours_and_secondments_end_with_their_desk(district, capsys):
    factories.make_hours(district)
    division = factories.make_division(district)
    officer = factories.make_officer(factories.make_user(desk=district))
    merge(capsys)
    division.refresh_from_db()
    officer.refresh_from_db()
    assert division.valid_to == officer.seconded_to == date(2025, 6, 30)
    assert set(district.opening_hours.values_list("valid_to", flat=True)) == {date(2025, 6, 30)}
    assert division.history.count() == 2


def test_a_take_over_is_refused(district):
    old, new = Desk.objects.get(slug="lam-son"), Desk.objects.get(slug="hoa-son")
    on = date(2025, 7, 1)
    future = factories.make_desk("tuong-lai", valid_from=date(2026, 1, 1))
    for successors, legal_basis in [([old], "NQ 1676"), ([future], "NQ 1676"), ([new], " ")]:
        with pytest.raises(NotAllowed):
            take_over(predecessor=old, successors=successors, on=on, legal_basis=legal_basis, by=None)
    take_over(predecessor=old, successors=[new], on=on, legal_basis="NQ 1676", by=None)
    with pytest.raises(NotAllowed):
        take_over(predecessor=old, successors=[], on=date(2025, 8, 1), legal_basis="NQ", by=None)
    with pytest.raises(NotAllowed):
        take_over(predecessor=new, successors=[], on=date(2017, 1, 1), legal_basis="NQ", by=None)


def test_the_tasks_of_a_division_go_to_its_successor(district):
    old = factories.make_division(district, "kt", "Phòng Kinh tế")
    new = factories.make_division(district, "kthtdt", "Phòng Kinh tế, Hạ tầng và Đô thị")
    end_division(old, on=date(2025, 3, 1), successor=new, by=None)
    old.refresh_from_db()
    assert (old.valid_to, old.successor) == (date(2025, 2, 28), new)
    with pytest.raises(NotAllowed):
        end_division(old, on=date(2018, 1, 1), successor=new, by=None)


def test_a_file_that_names_an_unknown_desk_is_refused_whole(capsys):
    with pytest.raises(SystemExit) as refusal:
        call_command("merge_units", "--json")
    assert refusal.value.code == 1
    assert Desk.objects.count() == 0
