"""The working calendar of a desk, loaded from its rows."""

import datetime as dt

import pytest

from backoffice.organisation.calendar import BeyondCalendar, Day, DayKind
from backoffice.organisation.models import CalendarDay, OpeningHours
from backoffice.organisation.working_time import calendar_for, covered
from tests.support.factories import make_desk, make_hours
from tests.support.national import DAYS, at, on

pytestmark = pytest.mark.django_db


def test_a_calendar_costs_two_queries_and_none_later(django_assert_num_queries):
    desk = make_desk()
    make_hours(desk)

    with django_assert_num_queries(2):
        calendar = calendar_for(desk)
        assert calendar.add_working_days(on("2018-12-27"), 3) == on("2019-01-03")
        assert calendar.is_open(at("2026-11-23T07:30"))


def test_without_a_desk_there_are_the_national_days_and_office_hours():
    calendar = calendar_for(None)

    assert (calendar.first_on, calendar.last_on) == (on("2018-01-01"), on("2027-12-31"))
    assert calendar.sessions_on(on("2026-11-23"))[0] == (dt.time(7, 30), dt.time(11, 30))


def test_the_days_of_a_desk_replace_the_national_ones_and_hold_for_no_other_desk():
    desk, other = make_desk(), make_desk("lam-son")
    closed = {"day": on("2026-11-25"), "kind": "NGHI_LE", "name": "Ngập lụt", "source": "Công văn 12/UBND"}
    CalendarDay.objects.create(desk=desk, **closed)
    CalendarDay.objects.create(desk=desk, **closed | {"day": on("2026-11-24"), "kind": "LAM_BU"})

    assert calendar_for(desk).add_working_days(on("2026-11-23"), 2) == on("2026-11-26")
    assert calendar_for(other).add_working_days(on("2026-11-23"), 2) == on("2026-11-26")
    assert calendar_for(desk).is_working(on("2026-11-24"))
    assert not calendar_for(other).is_working(on("2026-11-24"))


def test_the_hours_of_a_desk_are_valid_in_their_period():
    desk = make_desk()
    make_hours(desk)
    OpeningHours.objects.update(valid_to=on("2026-11-30"))
    OpeningHours.objects.create(
        desk=desk, weekday=1, session="MORNING", opens_at=dt.time(8), closes_at=dt.time(10),
        valid_from=on("2026-12-01"),
    )  # fmt: skip

    calendar = calendar_for(desk)

    assert calendar.next_opening(at("2026-11-30T18:00")) == at("2026-12-01T08:00")
    assert calendar.sessions_on(on("2026-12-02")) == ()


def test_an_undecided_row_stays_undecided():
    undecided = calendar_for(None).unconfirmed_between(on("2027-02-01"), on("2027-02-05"))

    assert [day.date for day in undecided] == [on("2027-02-04"), on("2027-02-05")]


def test_without_rows_every_question_is_refused():
    CalendarDay.objects.all().delete()

    with pytest.raises(BeyondCalendar, match="no complete year"):
        calendar_for(None).is_working(on("2026-11-23"))


def test_a_year_that_is_only_begun_is_not_known():
    begun = [Day(dt.date(2028, 1, 3 + n), DayKind.NGHI_LE) for n in range(5)]

    assert covered([*DAYS, *begun]) == (on("2018-01-01"), on("2027-12-31"))


def test_a_year_apart_from_the_others_is_not_known():
    apart = [Day(dt.date(2035, month, 8), DayKind.NGHI_LE) for month in range(1, 13)]

    assert covered([*apart, *DAYS]) == (on("2018-01-01"), on("2027-12-31"))
