"""How many open dossiers still run on an old version: the number is the length of its list."""

from datetime import date

import pytest

from backoffice.dossiers.versions_in_use import running
from tests.support.dossiers import make_world, person, receive
from tests.support.factories import KEEPER, MONDAY, make_user, make_version

pytestmark = pytest.mark.django_db


def test_the_number_is_the_length_of_its_list(client, world):
    for n in range(2):
        receive(world, applicant=person(full_name=f"Người Giả Định {n}", id_number=f"00000000{n}"))
    done = receive(world, applicant=person(full_name="Người Đã Xong", id_number="000000009"))
    type(done).objects.filter(pk=done.pk).update(state="WITHDRAWN")
    old = world.version
    type(old).objects.filter(pk=old.pk).update(valid_to=MONDAY)
    new = make_version(old.procedure, valid_from=date(2026, 11, 25))
    found = running(world.lead, [old.pk, new.pk])
    assert {key: row.count for key, row in found.items()} == {old.pk: 2}
    client.force_login(world.lead)
    assert len(client.get(found[old.pk].url).context["cl"].result_list) == 2


def test_an_account_that_may_not_read_dossiers_gets_the_number_without_a_list(world):
    receive(world)
    keeper = make_user(KEEPER, desk=world.desk)
    row = running(keeper, [world.version.pk])[world.version.pk]
    assert (row.count, row.url) == (1, "")


def test_dossiers_of_another_desk_are_not_counted(world):
    other = make_world(slug="khac", agency_code="H28.99")
    receive(other)
    assert running(world.lead, [other.version.pk]) == {}
