"""Dossier codes: agency, day of reception, ordinal of the day (R2–R7)."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from backoffice.dossiers import codes
from backoffice.dossiers.models import CodeSerial
from tests.support import factories
from tests.support.dossiers import make_world, move_to, receive

MONDAY = date(2026, 11, 23)
WEDNESDAY = date(2026, 11, 25)


def test_the_ordinal_starts_again_each_day(db):
    desk = factories.make_desk(agency_code="H28.05")
    assert codes.next_code(desk, MONDAY) == "H28.05-261123-0001"
    assert codes.next_code(desk, MONDAY) == "H28.05-261123-0002"
    assert codes.next_code(desk, WEDNESDAY) == "H28.05-261125-0001"


def test_each_desk_counts_for_itself(db):
    first = factories.make_desk("a", agency_code="H28.05")
    second = factories.make_desk("b", agency_code="H28.06")
    assert codes.next_code(first, MONDAY) == "H28.05-261123-0001"
    assert codes.next_code(second, MONDAY) == "H28.06-261123-0001"


@pytest.mark.parametrize(
    ("agency_code", "code"),
    [
        ("H56.16", "000.00.16.H56-181024-0001"),
        ("H56", "000.00.00.H56-181024-0001"),
        ("H56.16.03", "000.03.16.H56-181024-0001"),
        ("H56.16.03.112", "112.03.16.H56-181024-0001"),
    ],
)
def test_in_2018_the_agency_is_written_from_the_lowest_level_up(db, agency_code, code):
    assert codes.next_code(factories.make_desk(agency_code=agency_code), date(2018, 10, 24)) == code


def test_the_ten_thousandth_dossier_of_a_day_is_refused(db):
    desk = factories.make_desk(agency_code="H28.05")
    CodeSerial.objects.create(desk=desk, day=MONDAY, last=9998)
    assert codes.next_code(desk, MONDAY) == "H28.05-261123-9999"
    with pytest.raises(codes.DayIsFull, match="9999"):
        codes.next_code(desk, MONDAY)
    assert CodeSerial.objects.get().last == 9999


def test_an_ordinal_is_free_again_when_the_reception_is_rolled_back(db):
    desk = factories.make_desk(agency_code="H28.05")
    codes.next_code(desk, MONDAY)
    with transaction.atomic():
        assert codes.next_code(desk, MONDAY) == "H28.05-261123-0002"
        transaction.set_rollback(True)
    assert codes.next_code(desk, MONDAY) == "H28.05-261123-0002"


def test_the_day_of_the_code_is_the_local_day_of_reception(db):
    world = make_world()
    dossier = receive(world, at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    assert dossier.code == "H28.05-261123-0001"


def test_an_online_dossier_gets_its_code_when_it_is_accepted(db):
    world = make_world()
    first = receive(world, at=factories.at(11))
    online = receive(
        world, at=factories.at(14), channel="ONLINE", submitted_at=factories.at(10), request_key="x"
    )
    assert (first.code, online.code) == ("H28.05-261123-0001", "H28.05-261123-0002")


def test_the_ordinal_of_a_withdrawn_dossier_is_never_used_again(db):
    world = make_world()
    receive(world)
    CodeSerial.objects.get()
    move_to(world, WEDNESDAY)
    assert receive(world, at=factories.at(9, on=WEDNESDAY)).code == "H28.05-261125-0001"
    assert codes.next_code(world.desk, MONDAY) == "H28.05-261123-0002"


def test_eight_receptions_at_once_get_eight_codes_without_a_gap(transactional_db):
    desk = factories.make_desk(agency_code="H28.05")

    def take(_):
        try:
            with transaction.atomic():
                return codes.next_code(desk, MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(take, range(40)))
    assert sorted(taken) == [f"H28.05-261123-{n:04d}" for n in range(1, 41)]


@pytest.mark.parametrize(
    "code", ["G09.20-20260609-0092637", "H56.14-240823-0001", "000.00.16.H56-211231-0001"]
)
def test_a_code_of_another_system_is_kept_as_it_was_written(code):
    assert codes.foreign(code) == code


@pytest.mark.parametrize("text", ["H28.05", "h28.05-261123-0001", "H28.05-2611-0001", "x" * 60])
def test_what_cannot_be_a_code_is_refused(text):
    with pytest.raises(codes.NotACode, match=re.escape(text)):
        codes.foreign(text)
