"""What a list begins with: the open dossiers by their dates, the results that wait by their age."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from backoffice.dossiers.models import Dossier, Step
from backoffice.dossiers.verbs import returning
from tests.support.dossiers import World, bring_to_head, receive, resolve
from tests.support.factories import at
from tests.support.plans import knowing_its_tables, multiply, plans_of

pytestmark = pytest.mark.django_db
LIST = reverse("admin:dossiers_dossier_changelist")
READY = {"state__exact": "RESOLVED"}


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(at(9, 30), tick=False):
        yield


def due(world: World, on: date, **fields) -> Dossier:
    dossier = receive(world)
    first = {"due_original_on": on, "due_original_at": at(17, on=on)}
    Dossier.objects.filter(pk=dossier.pk).update(due_on=on, due_at=at(17, on=on), **first, **fields)
    dossier.refresh_from_db()
    return dossier


def ready(world: World, on: date) -> Dossier:
    """Return a dossier whose result is at the desk since a day."""
    at_desk = {"state": Dossier.State.RESOLVED, "resolved_on": on, "resolved_at": at(16, on=on)}
    earlier = {"received_on": date(2026, 10, 1), "received_at": at(8, on=date(2026, 10, 1))}
    return due(world, on, timeliness="ON_TIME", delivery="READY", **at_desk, **earlier)


def shown(client, **asked) -> list[str]:
    return [row.code for row in client.get(LIST, asked).context["cl"].result_list]


def test_the_list_begins_with_what_is_open_by_the_due_date(client, world):
    far, near = due(world, date(2026, 12, 30)), due(world, date(2026, 11, 24))
    done = ready(world, date(2026, 11, 20))
    client.force_login(world.officer)
    for dossier in (far, near, done):
        dossier.steps.filter(ordinal=2).update(division=world.division)
    assert shown(client) == [near.code, far.code]
    assert set(shown(client, state__exact="all")) == {far.code, near.code, done.code}


def test_what_the_list_leaves_out_is_said_and_one_click_away(client, world):
    ready(world, date(2026, 11, 20))
    client.force_login(world.reception)
    page = client.get(LIST)
    state = page.context["cl"].filter_specs[0]
    chosen = [choice["display"] for choice in state.choices(page.context["cl"]) if choice["selected"]]
    assert chosen == ["đang giải quyết"]
    assert "Trạng thái hồ sơ: đang giải quyết" in page.content.decode()
    assert '<a href="?state__exact=all">Hiện tất cả</a>' in page.content.decode()
    assert "Hiện tất cả" not in client.get(LIST, {"state__exact": "all"}).content.decode()


@pytest.mark.parametrize("asked", [{"q": "dao"}, {"first": "2026-10-01", "last": "2026-10-01"}])
def test_who_looks_something_up_finds_what_is_done_too(client, world, asked):
    done = ready(world, date(2026, 11, 20))
    client.force_login(world.reception)
    assert shown(client, **asked) == [done.code]


def test_days_are_those_of_reception_in_every_order(client, world):
    dossier = due(world, date(2026, 12, 30))
    client.force_login(world.reception)
    for asked in ({"hands": "mine"}, {"due": "soon"}, {}):
        page = client.get(LIST, {"first": "2026-12-30", "last": "2026-12-30", **asked})
        assert (asked, list(page.context["cl"].result_list)) == (asked, [])
    assert shown(client, hands="mine", first="2026-11-23", last="2026-11-23") == [dossier.code]


def test_results_that_wait_come_oldest_first_with_since_and_told(client, world):
    old, young = ready(world, date(2026, 10, 30)), ready(world, date(2026, 11, 20))
    returning.notify(old, channel="PHONE", result="Hẹn thứ Năm", by=world.reception, at=at(9))
    client.force_login(world.reception)
    page = client.get(LIST, READY)
    assert [row.code for row in page.context["cl"].result_list] == [old.code, young.code]
    html = page.content.decode()
    assert "30/10/2026<small class='dossier-due'>24 ngày</small>" in html
    assert [html.count(told) for told in ('told">23/11/2026<', 'told">chưa báo<')] == [1, 1]


def test_the_date_of_ones_own_step_is_shown_where_it_is_earlier(client, world):
    dossier = due(world, date(2026, 12, 30))
    client.force_login(world.reception)
    own = "<small class='dossier-own{}'>bước của tôi: trước {}</small>"
    assert own.format("", "17:30 23/11") in client.get(LIST).content.decode()
    dossier.steps.under_way().update(due_at=at(9))
    assert own.format(" is-late", "09:00 23/11") in client.get(LIST).content.decode()
    dossier.steps.under_way().update(due_at=dossier.due_at)
    assert "dossier-own" not in client.get(LIST).content.decode()
    dossier.steps.under_way().update(due_at=at(9))
    client.force_login(world.lead)
    assert "dossier-own" not in client.get(LIST).content.decode()


def test_my_dossiers_are_ordered_by_the_due_date_or_by_my_step(client, world):
    first_due, first_step = due(world, date(2026, 11, 26)), due(world, date(2026, 12, 30))
    first_due.steps.under_way().update(due_at=at(16))
    first_step.steps.under_way().update(due_at=at(11))
    client.force_login(world.reception)
    assert shown(client, hands="mine") == [first_due.code, first_step.code]
    assert shown(client, hands="mine", order="step") == [first_step.code, first_due.code]
    page = client.get(LIST, {"hands": "mine"}).content.decode()
    assert "theo hạn bước của tôi" in page
    assert "theo hạn bước của tôi" not in client.get(LIST).content.decode()


def test_the_list_of_ready_results_costs_no_query_more(client, world, django_assert_max_num_queries):
    dossier = receive(world)
    bring_to_head(world, dossier, at=at(9))
    resolve(world, dossier, at=at(9))
    client.force_login(world.reception)
    client.get(LIST, READY)
    with django_assert_max_num_queries(12):
        assert len(client.get(LIST, READY).context["cl"].result_list) == 1


@pytest.fixture
def many(world) -> Iterator[World]:
    """Thousands of dossiers that were returned beside a few that are open or ready."""
    open_one, done = receive(world), ready(world, date(2026, 10, 30))
    for state, times in (("RETURNED", 6000), ("RESOLVED", 60)):
        text = {"code": f"'{state}-' || n", "code_key": f"'{state}-' || n", "request_key": f"'{state}-' || n"}
        multiply(Dossier, done, times, state=f"'{state}'", **text)
    text = {"code": "'open-' || n", "code_key": "'open-' || n", "request_key": "'open-' || n"}
    multiply(Dossier, open_one, 120, **text)
    multiply(Step, open_one.steps.get(ordinal=1), 60, dossier_id=f"{open_one.pk} + 6000 + n")
    with knowing_its_tables():
        yield world


@pytest.mark.parametrize(
    "asked",
    [{}, {"state__exact": "IN_PROCESS"}, {"hands": "mine"}, {"hands": "mine", "order": "step"}, READY],
    ids=str,
)
def test_no_list_of_work_reads_the_thousands_that_are_done(many, client, asked):
    """The index of the newest holds every dossier: a list that walks it reads seven years."""
    client.force_login(many.reception)
    plans = plans_of(lambda: client.get(LIST, asked))
    of_dossiers = [plan for plan in plans if re.search(r"\bdossiers_dossier\b", plan)]
    assert of_dossiers
    assert [plan for plan in of_dossiers if "dossier_newest" in plan or "dossier_received" in plan] == []
    whole = re.compile(r"(Seq Scan on|SCAN) dossiers_dossier\b")
    assert [plan for plan in of_dossiers if whole.search(plan)] == []
