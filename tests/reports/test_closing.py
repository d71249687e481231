"""A period is closed with its hash, and counted again exactly, whatever was written since."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from backoffice.dossiers import verification
from backoffice.dossiers.models import Dossier
from backoffice.history.tracking import update_tracked
from backoffice.reports.closing import closings
from backoffice.reports.form06.questions import Span
from backoffice.reports.models import Closing
from tests.reports.factories import Shelf
from tests.support import factories

OCTOBER = Span(date(2018, 10, 1), date(2018, 10, 31))
NOVEMBER = factories.at(9, on=date(2018, 11, 2))


def day(month: int, number: int) -> date:
    return date(2018, month, number)


@pytest.fixture
def shelf(db):
    with time_machine.travel(factories.at(17, on=day(10, 31)), tick=False):
        shelf = Shelf()
        shelf.lead = factories.make_user(factories.DESK_LEAD, desk=shelf.desk)
        shelf.put(day(9, 25), day(10, 2), day(10, 1))
        shelf.put(day(10, 2), day(10, 9), day(10, 12))
        shelf.put(day(10, 10), day(10, 17), None)
    return shelf


def closed(shelf, **options) -> Closing:
    options = {"with_below": False, "by": shelf.lead, "at": NOVEMBER} | options
    return closings.close(shelf.desk, OCTOBER, **options)


def resolve_afterwards(shelf) -> Dossier:
    """Write, on 5 November, that the pending dossier was resolved on 30 October."""
    dossier = shelf.rows.get(resolved_on=None)
    dossier.state, dossier.timeliness = Dossier.State.RETURNED, Dossier.Timeliness.LATE
    dossier.resolved_on, dossier.resolved_at = day(10, 30), factories.at(9, on=day(10, 30))
    with time_machine.travel(factories.at(9, on=day(11, 5)), tick=False):
        fields = ("state", "timeliness", "resolved_on", "resolved_at")
        update_tracked([dossier], fields=fields, by=shelf.user, reason="Nhập bổ sung")
    return dossier


def test_a_closing_contains_the_form_and_its_hash(shelf):
    found = closed(shelf)
    assert (found.figures["totals"]["received_total"], found.figures["totals"]["pending_total"]) == (3, 1)
    assert closings.computed_hash(Closing.objects.get(pk=found.pk)) == found.sha256
    assert closings.is_reproduced(found)


def test_a_later_change_is_a_difference_and_the_closing_is_reproduced(shelf):
    found = closed(shelf)
    dossier = resolve_afterwards(shelf)
    assert closings.is_reproduced(found)
    changes = {change.column: (change.then, change.now) for change in closings.differences(found)}
    assert changes == {
        "resolved_total": (2, 3),
        "late": (1, 2),
        "pending_total": (1, 0),
        "pending_overdue": (1, 0),
        "late__no_letter": (1, 2),
        "late__no_letter__unstated": (1, 2),
        "pending_overdue__no_letter": (1, 0),
        "pending_overdue__no_letter__unstated": (1, 0),
    }
    assert [row.code for row in closings.changed_since(found)] == [dossier.code]


def test_a_dossier_entered_later_does_not_belong_to_the_closing(shelf):
    found = closed(shelf)
    with time_machine.travel(factories.at(9, on=day(11, 6)), tick=False):
        shelf.put(day(10, 20), day(10, 27), None)
    assert closings.is_reproduced(found)
    assert {change.column for change in closings.differences(found)} >= {"received_direct", "received_total"}


def test_a_period_is_closed_again_only_with_a_reason_and_the_chain_goes_on(shelf):
    first = closed(shelf)
    resolve_afterwards(shelf)
    with pytest.raises(closings.NotAllowed):
        closed(shelf)
    second = closed(shelf, at=factories.at(10, on=day(11, 6)), reason="Bổ sung kết quả trả muộn")
    assert (second.number, second.previous_hash) == (2, first.sha256)
    assert closings.is_reproduced(first)
    assert closings.is_reproduced(second)


def test_a_period_is_closed_only_when_it_is_over(shelf):
    with pytest.raises(closings.NotAllowed):
        closed(shelf, at=factories.at(17, on=OCTOBER.last))


def test_only_accounts_with_the_right_close_periods_and_only_of_offices_in_sight(shelf):
    stranger = factories.make_user(
        factories.DESK_LEAD, desk=factories.make_desk("da-bac", agency_code="H28.06")
    )
    for account in (shelf.user, stranger):
        with pytest.raises(closings.NotAllowed):
            closed(shelf, by=account)


def test_verify_names_a_closing_that_was_changed(shelf):
    found = closed(shelf)
    assert list(closings.broken()) == []
    found.figures["totals"]["late"] = 0
    Closing.objects.filter(pk=found.pk).update(figures=found.figures)
    assert len(list(closings.broken())) == 1
    assert len([line for lines in verification.further_checks() for line in lines]) == 1


def test_verify_names_a_closing_whose_dossiers_were_changed_without_history(shelf):
    found = closed(shelf)
    Dossier.objects.filter(resolved_on=None).update(received_on=day(9, 1))
    assert [str(found) in sentence for sentence in closings.broken()] == [True]
    assert timezone.now() > found.closed_at


def test_the_page_of_a_closing_lists_later_changes_and_counts_again(shelf, client):
    found = closed(shelf)
    dossier = resolve_afterwards(shelf)
    client.force_login(shelf.lead)
    address = reverse("admin:reports_closing", args=[found.pk])
    page = client.get(address, {"count": "1"}).content.decode()
    assert dossier.code in page
    assert "khớp đến từng đơn vị" in page
    assert client.get(address, {"format": "json"}).json()["sha256"] == found.sha256
