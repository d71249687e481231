"""A week of duties is written in one transaction; changes of somebody else are never lost."""

from datetime import date

import pytest

from backoffice.staffing.counters import presence
from backoffice.staffing.models import Duty
from backoffice.staffing.roster import rostering
from backoffice.staffing.roster.checks import Slot
from backoffice.staffing.roster.rostering import Conflict, Saved, set_duties, substitute
from backoffice.staffing.roster.weeks import Week
from tests.support import factories
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    desk = factories.make_desk()
    factories.make_hours(desk)
    return desk


@pytest.fixture
def head(desk):
    return factories.make_user(desk=desk)


@pytest.fixture
def officers(desk):
    return [factories.make_officer(factories.make_user(desk=desk)) for _ in range(3)]


@pytest.fixture
def counters(desk):
    return [factories.make_counter(desk, number) for number in (1, 2)]


def slot(counter, session="MORNING", day=MONDAY):
    return Slot(counter.pk, day, session)


def save(desk, head, wanted, known=None):
    return set_duties(desk=desk, wanted=wanted, known=known or {}, by=head, reason="Lịch tuần 48")


def roster():
    return {
        Slot(d.counter_id, d.day, d.session): d.officer_id for d in Duty.objects.order_by("counter__number")
    }


def test_empty_cells_become_duties_with_history(desk, head, officers, counters):
    wanted = {slot(counters[0]): officers[0].pk, slot(counters[1]): officers[1].pk}
    assert save(desk, head, wanted) == Saved(created=2)
    assert roster() == wanted
    record = Duty.objects.first().history.get()
    assert (record.history_user, record.history_change_reason) == (head, "Lịch tuần 48")


def test_saving_the_same_week_again_writes_nothing(desk, head, officers, counters):
    wanted = {slot(counters[0]): officers[0].pk}
    save(desk, head, wanted)
    assert save(desk, head, wanted, known=wanted) == Saved()
    assert save(desk, head, wanted) == Saved()
    assert Duty.history.count() == 1


def test_a_changed_cell_changes_the_duty_and_drops_an_old_substitution(desk, head, officers, counters):
    duty = factories.make_duty(counters[0], officers[0])
    substitute(duty=duty, officer=officers[1], reason="Nghỉ ốm", by=head)
    cell = slot(counters[0])
    assert save(desk, head, {cell: officers[2].pk}, {cell: officers[1].pk}) == Saved(changed=1)
    duty.refresh_from_db()
    assert (duty.officer, duty.replaces, duty.reason) == (officers[2], None, "")


def test_an_emptied_cell_removes_the_duty_with_a_reason_in_history(desk, head, officers, counters):
    duty = factories.make_duty(counters[0], officers[0])
    cell = slot(counters[0])
    assert save(desk, head, {cell: None}, {cell: officers[0].pk}) == Saved(removed=1)
    record = Duty.history.filter(id=duty.pk).latest()
    assert (record.history_type, record.history_user) == ("-", head)


def test_two_officers_swap_counters_within_a_session(desk, head, officers, counters):
    known = {slot(counters[0]): officers[0].pk, slot(counters[1]): officers[1].pk}
    save(desk, head, known)
    wanted = {slot(counters[0]): officers[1].pk, slot(counters[1]): officers[0].pk}
    assert save(desk, head, wanted, known) == Saved(changed=2)
    assert roster() == wanted


def test_a_stale_edit_is_refused_with_both_values_and_saves_nothing(desk, head, officers, counters):
    factories.make_duty(counters[0], officers[1])
    wanted = {slot(counters[0]): officers[0].pk, slot(counters[1]): officers[2].pk}
    with pytest.raises(rostering.Stale) as refusal:
        save(desk, head, wanted)
    assert refusal.value.conflicts == [Conflict(slot(counters[0]), officers[0].pk, officers[1].pk)]
    assert Duty.objects.count() == 1


def test_an_unchanged_cell_keeps_what_somebody_else_wrote(desk, head, officers, counters):
    factories.make_duty(counters[0], officers[1])
    untouched, touched = slot(counters[0]), slot(counters[1])
    known = {untouched: None, touched: None}
    assert save(desk, head, {untouched: None, touched: officers[0].pk}, known) == Saved(created=1)
    assert roster() == {untouched: officers[1].pk, touched: officers[0].pk}


def test_an_officer_in_two_places_is_refused_by_name(desk, head, officers, counters):
    factories.make_duty(counters[0], officers[0])
    with pytest.raises(rostering.NotAllowed, match=f"{officers[0].full_name}.*23/11/2026"):
        save(desk, head, {slot(counters[1]): officers[0].pk})
    assert Duty.objects.count() == 1


def test_a_duty_on_which_a_counter_was_opened_changes_only_by_substitution(desk, head, officers, counters):
    factories.make_duty(counters[0], officers[0])
    presence.open_counter(counter=counters[0], user=officers[0].user, at=at(7, 30))
    cell = slot(counters[0])
    with pytest.raises(rostering.NotAllowed):
        save(desk, head, {cell: officers[1].pk}, {cell: officers[0].pk})
    with pytest.raises(rostering.NotAllowed):
        save(desk, head, {cell: None}, {cell: officers[0].pk})


# Substitution


def test_a_substitution_names_the_replaced_officer_and_the_reason(head, officers, counters):
    duty = factories.make_duty(counters[0], officers[0])
    substitute(duty=duty, officer=officers[1], reason=" Nghỉ ốm ", by=head)
    duty.refresh_from_db()
    assert (duty.officer, duty.replaces, duty.reason) == (officers[1], officers[0], "Nghỉ ốm")
    assert duty.history.latest().history_user == head


def test_a_second_substitution_still_names_the_officer_first_rostered(head, officers, counters):
    duty = factories.make_duty(counters[0], officers[0])
    substitute(duty=duty, officer=officers[1], reason="Nghỉ ốm", by=head)
    substitute(duty=duty, officer=officers[2], reason="Họp", by=head)
    assert (duty.officer, duty.replaces, duty.reason) == (officers[2], officers[0], "Họp")


def test_when_the_rostered_officer_returns_nobody_is_replaced(head, officers, counters):
    duty = factories.make_duty(counters[0], officers[0])
    substitute(duty=duty, officer=officers[1], reason="Nghỉ ốm", by=head)
    substitute(duty=duty, officer=officers[0], reason="Đã khỏe", by=head)
    assert (duty.officer, duty.replaces, duty.reason) == (officers[0], None, "")


def test_a_substitution_is_refused(head, officers, counters):
    duty = factories.make_duty(counters[0], officers[0])
    factories.make_duty(counters[1], officers[1])
    foreign = factories.make_officer(factories.make_user(desk=factories.make_desk("lam-son")))
    for officer, reason in [
        (officers[2], "  "),
        (officers[0], "Nghỉ ốm"),
        (officers[1], "Nghỉ ốm"),
        (foreign, "Nghỉ ốm"),
    ]:
        with pytest.raises(rostering.NotAllowed):
            substitute(duty=duty, officer=officer, reason=reason, by=head)
    duty.refresh_from_db()
    assert duty.officer == officers[0]


def test_the_substitute_opens_the_counter_on_the_duty(head, officers, counters):
    duty = factories.make_duty(counters[0], officers[0])
    substitute(duty=duty, officer=officers[1], reason="Nghỉ ốm", by=head)
    session = presence.open_counter(counter=counters[0], user=officers[1].user, at=at(7, 30))
    assert session.duty == duty


# Weeks


def test_a_week_is_written_by_its_year_and_number():
    week = Week.named("2026-W48")
    assert (week.monday, week.sunday) == (date(2026, 11, 23), date(2026, 11, 29))
    assert str(Week.of(date(2027, 1, 1))) == "2026-W53"
    assert Week.named("2026-W53").next == Week.named("2027-W01")


@pytest.mark.parametrize("code", ["", "2026", "2026-W54", "2025-W53", "2026-W00", "W48"])
def test_a_week_that_does_not_exist_is_refused(code):
    with pytest.raises(ValueError):  # noqa: PT011
        Week.named(code)
