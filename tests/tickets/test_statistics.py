"""The figures of the queue are computed from events; every one can be checked by hand."""

import json
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from backoffice.tickets import calling, statistics
from backoffice.tickets.models import WaitEstimate
from tests.support import factories
from tests.support.factories import MONDAY, at
from tests.support.tickets import make_hall, make_place, officer_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    desk = make_hall()
    return make_place(desk, 3, factories.make_group(desk, "A", "Hộ tịch"))


def serve(session, called, began, ended):
    by = officer_of(session)
    ticket = calling.call_next(session=session, by=by, at=called)
    calling.serve(ticket, by=by, at=began)
    calling.finish(ticket, by=by, at=ended)
    return ticket


def morning(session):
    """Two served after 10 and 20 minutes of waiting, for 6 and 8 minutes; one still waits."""
    group = session.counter.service_groups.get()
    first, second = take(group, when=at(8, 0)), take(group, when=at(8, 5))
    take(group, when=at(9, 50))
    serve(session, at(8, 10), at(8, 11), at(8, 17))
    serve(session, at(8, 25), at(8, 26), at(8, 34))
    return first, second


def found_of(session):
    return statistics.visits(session.counter.desk, first=MONDAY, last=MONDAY)


def test_waits_run_from_issue_to_call_and_services_from_serving_to_end(session):
    morning(session)
    line = statistics.line("all", found_of(session))
    assert (line.issued, line.called, line.served, line.absent) == (3, 2, 2, 0)
    assert (line.mean_wait, line.median_wait, line.longest_wait) == (15, 15, 20)
    assert line.mean_service == 7


def test_lines_by_hour_counter_and_officer(session):
    morning(session)
    found = found_of(session)
    assert [(x.label, x.issued) for x in statistics.lines(found, by=statistics.hour_of)] == [(8, 2), (9, 1)]
    assert [(x.label, x.called) for x in statistics.lines(found, by=lambda v: v.counter)] == [(3, 2)]
    officer = session.officer.full_name
    assert [(x.label, x.called) for x in statistics.lines(found, by=lambda v: v.officer)] == [(officer, 2)]


@pytest.mark.parametrize(("minutes", "in_time"), [(15, 1), (16, 0)])
def test_who_is_called_in_the_last_minute_of_the_target_is_called_in_time(session, minutes, in_time):
    take(session.counter.service_groups.get(), when=at(9))
    calling.call_next(session=session, by=officer_of(session), at=at(9, minutes))
    assert statistics.line("", found_of(session)).in_time == in_time


@pytest.mark.parametrize(("minute", "in_time"), [(30, 1), (31, 0)])
def test_a_day_of_2018_is_judged_by_the_target_of_2018(minute, in_time):
    day, desk = date(2018, 10, 24), make_hall()
    session = make_place(desk, 3, factories.make_group(desk), opened_at=at(8, on=day))
    take(session.counter.service_groups.get(), when=at(9, on=day))
    calling.call_next(session=session, by=officer_of(session), at=at(9, minute, on=day))
    (visit,) = statistics.visits(desk, first=day, last=day)
    assert (visit.target, visit.was_in_time) == (30, in_time)


def test_an_undone_call_does_not_count(session):
    take(session.counter.service_groups.get(), when=at(8))
    ticket = calling.call_next(session=session, by=officer_of(session), at=at(8, 10))
    calling.undo(ticket, by=officer_of(session), at=at(8, 10, 20))
    serve(session, at(8, 30), at(8, 31), at(8, 35))
    assert statistics.line("all", found_of(session)).mean_wait == 30


def test_a_transfer_adds_the_services_and_keeps_the_first_call(session):
    take(session.counter.service_groups.get(), when=at(8))
    by = officer_of(session)
    ticket = calling.call_next(session=session, by=by, at=at(8, 10))
    calling.serve(ticket, by=by, at=at(8, 10))
    calling.transfer(ticket, by=by, at=at(8, 13), group=ticket.group)
    serve(session, at(8, 20), at(8, 21), at(8, 26))
    visit = found_of(session)[0]
    assert (visit.waited, visit.served, visit.was_transferred) == (10, 8, True)


def test_absent_visitors_are_counted(session):
    take(session.counter.service_groups.get(), when=at(8))
    ticket = calling.call_next(session=session, by=officer_of(session), at=at(8, 10))
    for verb in ("recall", "recall", "no_show"):
        getattr(calling, verb)(ticket, by=officer_of(session), at=at(8, 12))
    assert statistics.line("all", found_of(session)).absent == 1


def test_the_heat_map_is_by_weekday_and_hour_of_the_desk(session):
    morning(session)
    assert {key: cell.called for key, cell in statistics.heat(found_of(session)).items()} == {
        (0, 8): 2,
        (0, 9): 0,
    }


def test_who_was_overtaken_and_why(session):
    group = session.counter.service_groups.get()
    first = take(group, when=at(8))
    take(group, when=at(8, 5), priority="CAO_TUOI")
    serve(session, at(8, 10), at(8, 11), at(8, 15))
    serve(session, at(8, 20), at(8, 21), at(8, 25))
    worst = statistics.overtaken(found_of(session))
    assert [(one.visit.ticket, one.by, one.by_priority) for one in worst] == [(first.pk, 1, 1)]


def test_the_page_shows_the_figures_to_the_lead_and_to_nobody_else(client, session):
    morning(session)
    desk = session.counter.desk
    with time_machine.travel(at(10), tick=False):
        client.force_login(factories.make_user(factories.DESK_LEAD, desk=desk))
        page = client.get("/admin/tickets/ticket/statistics/")
        assert page.context["total"].mean_wait == 15
        assert "được gọi trong vòng 15 phút" in page.content.decode()
        assert page.status_code == 200
        client.force_login(officer_of(session))
        assert client.get("/admin/tickets/ticket/statistics/").status_code == 403


def test_another_offices_figures_are_out_of_sight(client, session):
    morning(session)
    elsewhere = make_hall("lam-son")
    with time_machine.travel(at(10), tick=False):
        client.force_login(factories.make_user(factories.DESK_LEAD, desk=elsewhere))
        page = client.get("/admin/tickets/ticket/statistics/", {"office": "luong-son"})
    assert "total" not in page.context
    assert page.context["form"].errors


@pytest.mark.parametrize(("first", "last"), [("2026-11-24", "2026-11-23"), ("2026-01-01", "2026-11-23")])
def test_a_period_has_one_to_92_days(client, session, first, last):
    client.force_login(factories.make_user(factories.DESK_LEAD, desk=session.counter.desk))
    page = client.get("/admin/tickets/ticket/statistics/", {"first": first, "last": last})
    assert page.context["form"].errors


def estimate(ticket, minutes, band, ahead):
    WaitEstimate.objects.create(
        ticket=ticket, at=ticket.issued_at, model="S2", minutes=minutes, band=band, ahead=ahead, counters=2
    )


def test_the_backtest_compares_announced_and_real_waits(session):
    first, second = morning(session)
    estimate(first, minutes=8, band=1, ahead=2)
    estimate(second, minutes=26, band=3, ahead=1)
    out = StringIO()
    call_command(
        "estimate_backtest",
        "--office=luong-son",
        "--from=2026-11-23",
        "--to=2026-11-23",
        "--json",
        stdout=out,
    )
    every = json.loads(out.getvalue())[0]
    assert (every["said"], every["called"], every["mean_error"], every["bias"]) == (2, 2, 4, 2)
    assert (every["within_5"], every["band_right"], every["understated_by_10"]) == (0.5, 0.5, 0)
    assert every["formula_mean_error"] == 8


def test_a_period_without_estimates_is_refused(session):
    with pytest.raises(CommandError):
        call_command(
            "estimate_backtest", "--office=luong-son", f"--to={date(2026, 11, 23)}", stdout=StringIO()
        )
