"""What somebody can compute who reads all public figures of every day and knows the rule of publication.

Without a database: an office is the numbers that each of its days added.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.reports.public import disclosure, public_figures
from backoffice.reports.public.disclosure import Counts, Published

FIRST = date(2026, 1, 1)
BEFORE = FIRST - timedelta(days=1)
KINDS = ("received", "resolved", "in_time", "late")
Office = dict[date, Counts]


def day(number: int) -> date:
    return BEFORE + timedelta(days=number)


def office(*days: tuple[int, int, int]) -> Office:
    """Return received, in time and late of the first days of the year; an empty day has none."""
    return {day(number): Counts(*counts) for number, counts in enumerate(days, 1) if any(counts)}


def published(counts: Office, *, until: date | None = None) -> list[Published]:
    return disclosure.published(FIRST, counts, until=until or max(counts))[1:]


def read(counts: Office, *, on: date) -> public_figures.Public | None:
    """Return what is public on the day after `on`."""
    return public_figures.of_days(FIRST, counts, until=on)


@st.composite
def offices(draw) -> Office:
    """Ten weeks of an office: large or small, punctual or late."""
    received, in_time, late = draw(
        st.sampled_from([(2, 2, 1), (4, 4, 0), (9, 8, 3), (6, 3, 3), (3, 0, 6), (4, 1, 9), (30, 25, 9)])
    )
    counts = st.builds(
        Counts, st.integers(-1, received), st.integers(0, in_time), st.integers(0, late)
    ) | st.sampled_from([None, Counts(received, in_time, 0), Counts(0, in_time, late), Counts(-5)])
    days = draw(st.lists(counts, min_size=5, max_size=70))
    return {day(number): each for number, each in enumerate(days, 1) if each} or office((5, 5, 0))


def test_new_figures_are_published_when_five_received_and_five_resolved_are_added():
    days = published(office((4, 5, 0), (1, 0, 0), (9, 4, 0), (0, 0, 0), (0, 1, 0)))
    assert [(each.reached_on, each.received, each.resolved) for each in days] == [
        (day(2), 5, 5),
        (day(5), 14, 10),
    ]


def test_a_figure_without_change_does_not_delay_the_others():
    assert [each.reached_on for each in published(office((5, 0, 0), (0, 5, 0)))] == [day(1), day(2)]


def test_figures_are_valid_to_the_end_of_the_following_empty_days():
    assert published(office((5, 5, 0), (0, 0, 0), (0, 0, 0), (1, 0, 0)))[0].last == day(3)


def test_few_late_are_published_as_a_range_of_five_numbers_until_they_are_many():
    days = published(office((9, 9, 0), (9, 8, 1), (9, 6, 3), (9, 8, 1), (9, 8, 1)))
    assert [(each.late_least, each.late_most) for each in days] == [(0, 4), (0, 4), (0, 4), (5, 5), (5, 9)]


def test_few_in_time_are_published_as_a_range_too():
    days = published(office((9, 1, 9), (9, 1, 9), (9, 3, 9)))
    assert [(each.late_least, each.late_most) for each in days] == [(6, 10), (16, 20), (27, 27)]


def test_too_few_resolved_to_hide_the_late_among_them_are_not_published():
    assert published(office((9, 1, 7))) == []


def test_few_in_time_are_not_published_after_few_late():
    days = published(office((9, 1, 4), (9, 0, 9), (9, 9, 0)))
    assert [(each.reached_on, each.late_least, each.late_most) for each in days] == [
        (day(1), 0, 4),
        (day(3), 13, 13),
    ]


def test_the_end_of_a_range_does_not_narrow_it():
    """Nine late in all, at most five on the second day: four were on the first."""
    days = published(office((9, 9, 4), (9, 0, 5), (9, 4, 0)))
    assert [(each.reached_on, each.late_most) for each in days] == [(day(1), 4), (day(3), 9)]


def test_withdrawals_are_published_together_with_more_receptions():
    """Six less five would be one."""
    days = published(office((6, 6, 0), (-5, 6, 0), (9, 0, 0), (1, 0, 0)))
    assert [(each.reached_on, each.received) for each in days] == [(day(1), 6), (day(4), 11)]


def test_a_month_begins_after_a_published_day():
    counts = {day(29): Counts(9, 9), day(31): Counts(1, 2), day(32): Counts(6, 6), day(34): Counts(9, 9)}
    month = read(counts, on=day(34)).month
    assert (month.span.first, month.span.last) == (day(31), day(34))
    assert (month.received, month.resolved) == (16, 17)


def test_the_month_before_is_published_until_the_new_one_has_figures():
    counts = {day(29): Counts(9, 9), day(33): Counts(2, 2)}
    found = read(counts, on=day(40))
    assert (found.month.span.last, found.year.span.last) == (day(31), day(32))


def test_the_last_days_are_as_many_as_a_share_needs():
    counts = office((9, 9, 0), (9, 9, 0), (0, 0, 0), (8, 2, 0), (8, 4, 0), (20, 20, 0))
    latest = read(counts, on=day(5)).latest
    assert (latest.span.first, latest.span.last, latest.resolved) == (day(1), day(5), 24)
    latest = read(counts, on=day(6)).latest
    assert (latest.span.first, latest.span.last, latest.resolved) == (day(6), day(6), 20)


def test_a_large_and_a_small_office_both_have_published_figures():
    """2,645 resolved of 3,836 with 130 late in a year; a commune with forty a month, two late."""
    district = read(_year(3836, 2645, 130), on=date(2026, 11, 27))
    assert _shown(district.latest) == (date(2026, 11, 26), 30, 20, 4, Decimal("80.00"))
    assert _shown(district.month) == (date(2026, 11, 1), 294, 202, 14, Decimal("93.06"))
    assert _shown(district.year) == (FIRST, 3483, 2401, 119, Decimal("95.04"))
    commune = read(_year(480, 480, 24), on=date(2026, 11, 27))
    assert _shown(commune.month) == (date(2026, 10, 30), 38, 38, 9, Decimal("76.31"))
    assert _shown(commune.year) == (FIRST, 435, 435, 24, Decimal("94.48"))


def test_a_bound_that_is_too_wide_is_not_published():
    few, enough = read(office((15, 15, 0)), on=day(1)).year, read(office((16, 16, 0)), on=day(1)).year
    assert (few.resolved, few.on_time_percent, few.is_at_least) == (15, None, False)
    assert (enough.resolved, enough.on_time_percent, enough.is_at_least) == (16, Decimal("75.00"), True)


def test_a_bound_is_never_rounded_up():
    year = read(office((30, 30, 0)), on=day(1)).year
    assert (year.in_time_at_least, year.on_time_percent, year.is_at_least) == (26, Decimal("86.66"), True)


@given(offices())
def test_what_was_published_does_not_depend_on_later_days(counts):
    """So nothing changes within a day: every reading of a day is the same."""
    in_the_end = published(counts)
    for until in counts:
        at_that_time = [each for each in in_the_end if each.reached_on <= until]
        for mine, later in zip(published(counts, until=until), at_that_time, strict=True):
            assert mine == replace(later, last=min(later.last, until))


@given(offices())
def test_a_bound_is_true_and_a_number_is_what_was_counted(counts):
    for on in counts:
        if found := read(counts, on=on):
            for figures in (found.latest, found.month, found.year):
                within = _sum(counts, figures.span.first, figures.span.last)
                assert (figures.received, figures.resolved) == (within.received, within.resolved)
                assert 0 <= figures.late_at_least <= within.late <= figures.late_at_most <= figures.resolved
                assert figures.late in (None, within.late)


@given(offices())
def test_subtraction_reveals_no_days_with_one_to_four_dossiers(counts):
    """Any number of readings, added and subtracted until there is no new result."""
    differences: dict[str, dict[date, dict[date, int]]] = {kind: defaultdict(dict) for kind in KINDS}
    for on in counts:
        for kind, before, last, number in _numbers(read(counts, on=on)):
            differences[kind][before][last] = number
            differences[kind][last][before] = -number
    for kind, known in differences.items():
        for sums in _connected(known):
            for (one, number), (other, another) in combinations(sums.items(), 2):
                assert abs(number - another) not in (1, 2, 3, 4), (kind, one, other)


@given(offices())
def test_where_late_is_not_published_five_numbers_of_it_remain_possible(counts):
    """For each of the five there is an office with the same published figures, so none can be excluded."""
    days = disclosure.published(FIRST, counts, until=max(counts))
    for one, other in combinations(range(len(days)), 2):
        start, end = days[one], days[other]
        if start.resolved == end.resolved or (start.is_exact and end.is_exact):
            continue
        possible = set()
        for changed in (one, other):
            for few in range(5):
                another = _another_office(days, changed, few, until=max(counts))
                may_be = all(each.in_time >= 0 and each.late >= 0 for each in another.values())
                if may_be and disclosure.published(FIRST, another, until=max(counts)) == days:
                    possible.add(_sum(another, start.last + disclosure.ONE_DAY, end.last).late)
        assert len(possible) >= 5


def test_the_attacker_of_these_tests_finds_figures_published_every_day(monkeypatch):
    """If figures were published every day, both tests above must fail."""
    monkeypatch.setattr(disclosure, "_is_few", lambda number: False)
    for attack in (
        test_subtraction_reveals_no_days_with_one_to_four_dossiers,
        test_where_late_is_not_published_five_numbers_of_it_remain_possible,
    ):
        with pytest.raises(AssertionError):
            attack.hypothesis.inner_test(office((9, 9, 0), (2, 1, 0), (9, 1, 6), (2, 1, 1), (9, 9, 9)))


def _year(received: int, resolved: int, late: int) -> Office:
    """Return an office with these sums in a year, spread evenly over its working days."""
    days = [day(number) for number in range(1, 366) if day(number).weekday() < 5]

    def part(whole: int, number: int) -> int:
        return (number + 1) * whole // len(days) - number * whole // len(days)

    return {
        on: Counts(part(received, number), part(resolved, number) - part(late, number), part(late, number))
        for number, on in enumerate(days)
    }


def _shown(figures: public_figures.PublicFigures) -> tuple:
    received, resolved = figures.received, figures.resolved
    return (figures.span.first, received, resolved, figures.late_at_most, figures.on_time_percent)


def _sum(counts: Office, first: date, last: date) -> Counts:
    return sum((each for on, each in counts.items() if first <= on <= last), Counts())


def _numbers(found: public_figures.Public | None) -> Iterator[tuple[str, date, date, int]]:
    """Return each published number with its kind, the day before its period and its last day."""
    if found is None:
        return
    for figures in (found.latest, found.month, found.year):
        for kind in KINDS:
            if (number := getattr(figures, kind)) is not None:
                yield kind, figures.span.first - disclosure.ONE_DAY, figures.span.last, number
    for kind in KINDS:  # all three periods end with the same sums
        yield kind, found.latest.span.last, found.month.span.last, 0
        yield kind, found.latest.span.last, found.year.span.last, 0


def _connected(known: dict[date, dict[date, int]]) -> Iterator[dict[date, int]]:
    """Return the sums up to days that differences connect, each group from its own zero."""
    left = set(known)
    while left:
        sums = {min(left): 0}
        reached = list(sums)
        while reached:
            here = reached.pop()
            for there, difference in known[here].items():
                if there not in sums:
                    sums[there] = sums[here] + difference
                    reached.append(there)
                assert sums[there] == sums[here] + difference
        left -= set(sums)
        yield sums


def _another_office(days: list[Published], changed: int, few: int, *, until: date) -> Office:
    """Return an office with `few` late, or few in time, up to a published day, and none in other ranges.

    Everything happens on the published days, except one dossier on the first day after the one before.
    """
    late = []
    exact = days[0]
    ranges: list[date] = []
    for each in days:
        exact = each if each.is_exact else exact
        ranges.append(exact.reached_on)
    for number, each in enumerate(days):
        is_after = ranges[number] == ranges[changed] and each.resolved >= days[changed].resolved
        mine = few if is_after and not each.is_exact else 0
        start = next(one for one in days if one.reached_on == ranges[number])
        is_late = each.late_least == start.late_least
        late.append(each.late_least + mine if is_late else each.late_most - mine)
    made: Office = {}
    for number in range(1, len(days)):
        before, each = days[number - 1], days[number]
        added_late = late[number] - late[number - 1]
        resolved = each.resolved - before.resolved
        added = Counts(each.received - before.received, resolved - added_late, added_late)
        first = before.last + disclosure.ONE_DAY
        if first < each.reached_on:
            made[first] = _one_of(added)
            added = Counts(
                *(getattr(added, k) - getattr(made[first], k) for k in ("received", "in_time", "late"))
            )
        made[each.reached_on] = added
    if days[-1].last < until:
        made[days[-1].last + disclosure.ONE_DAY] = Counts(received=1)
    return made


def _one_of(added: Counts) -> Counts:
    if added.received:
        return Counts(received=1 if added.received > 0 else -1)
    return Counts(late=1) if added.late else Counts(in_time=1)
