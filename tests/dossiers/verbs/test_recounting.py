"""A day off decided later: the dossiers that cross it are listed, and the lead decides each (R32)."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from backoffice.dossiers.lifecycle import recounts
from backoffice.dossiers.lifecycle.transitions import NotAllowed, NotYours
from backoffice.dossiers.models import Dossier, DueComputation
from backoffice.dossiers.verbs import recounting
from backoffice.organisation.models import CalendarDay
from backoffice.organisation.working_time import calendar_for
from tests.support.dossiers import receive
from tests.support.factories import MONDAY, at

PAGE = "admin:dossiers_dossier_differing"


@pytest.fixture
def crossing(world):
    """Due on Tuesday, 1 December; then Wednesday, 25 November is decided to be off."""
    dossier = receive(world)
    with time_machine.travel(at(10, on=MONDAY), tick=False):
        day = {"kind": "HOAN_DOI_NGHI", "name": "Hoán đổi", "source": "Quyết định giả định"}
        CalendarDay.objects.create(day=date(2026, 11, 25), **day)
    return world, dossier


def found(world):
    lines = recounts.differing(world.desk, Dossier.objects.all(), calendar_for(world.desk))
    return [(line.dossier, line.due.due_on) for line in lines]


def test_the_dossiers_that_cross_a_day_off_decided_later_are_listed_with_both_dates(crossing, client):
    world, dossier = crossing
    with time_machine.travel(at(11, on=MONDAY)):
        after = receive(world, at=at(11))
    assert found(world) == [(dossier, date(2026, 12, 2))]
    assert after.due_on == date(2026, 12, 2)
    client.force_login(world.lead)
    with time_machine.travel(at(12, on=MONDAY)):
        tasks = client.get(reverse("admin:index")).context["day"].tasks
        assert [task.subject for task in tasks if task.url == reverse(PAGE)] == ["1 ngày hẹn cần quyết định"]
        page = client.get(reverse(PAGE)).content.decode()
    assert "01/12/2026" in page
    assert "02/12/2026" in page


def test_the_lead_counts_a_date_again_and_the_receipt_is_replaced(crossing, client):
    world, dossier = crossing
    printed = dossier.slips.get(kind="RECEIPT")
    client.force_login(world.lead)
    with time_machine.travel(at(12, on=MONDAY)):
        sent = {"pk": dossier.pk, "reason": "Quyết định 9/QĐ-TTg", "verb": "recount"}
        results = client.post(reverse(PAGE), sent).context["results"]
    dossier.refresh_from_db()
    assert (dossier.due_on, dossier.due_original_on) == (date(2026, 12, 2), date(2026, 12, 2))
    new = dossier.slips.get(replaces=printed)
    assert results[0].slip == new
    assert "02/12/2026" in new.payload["due"]
    made = dossier.computations.get(occasion=DueComputation.Occasion.CALENDAR)
    assert (made.due_on, made.inputs["reason"]) == (date(2026, 12, 2), "Quyết định 9/QĐ-TTg")
    event = dossier.events.get(kind="recount")
    assert (event.data["old"], event.data["new"]) == ("2026-12-01", "2026-12-02")
    assert found(world) == []


def test_a_date_that_was_kept_is_asked_again_only_when_the_calendar_moves_once_more(crossing):
    world, dossier = crossing
    recounting.keep_date(dossier, reason="Đã báo dân", by=world.lead, at=at(12))
    dossier.refresh_from_db()
    assert (dossier.due_on, found(world)) == (date(2026, 12, 1), [])
    assert dossier.events.get(kind="keep_date").reason == "Đã báo dân"
    with time_machine.travel(at(13, on=MONDAY), tick=False):
        CalendarDay.objects.create(
            day=date(2026, 11, 26), kind="HOAN_DOI_NGHI", name="Hoán đổi", source="Quyết định giả định"
        )
    assert found(world) == [(dossier, date(2026, 12, 3))]


def test_a_printed_date_is_never_made_earlier(crossing):
    world, dossier = crossing
    recounting.recount(dossier, reason="Lịch đổi", by=world.lead, at=at(12))
    with time_machine.travel(at(13, on=MONDAY), tick=False):
        CalendarDay.objects.filter(day=date(2026, 11, 25)).get().delete()
    dossier.refresh_from_db()
    assert found(world) == [(dossier, date(2026, 12, 1))]
    with pytest.raises(NotAllowed):
        recounting.recount(dossier, reason="Lịch đổi", by=world.lead, at=at(14))
    recounting.keep_date(dossier, reason="Giữ", by=world.lead, at=at(14))
    assert found(world) == []


def test_only_who_may_override_a_rule_decides_and_says_why(crossing):
    world, dossier = crossing
    with pytest.raises(NotYours):
        recounting.recount(dossier, reason="x", by=world.reception, at=at(12))
    for verb in (recounting.recount, recounting.keep_date):
        with pytest.raises(NotAllowed):
            verb(dossier, reason=" ", by=world.lead, at=at(12))
