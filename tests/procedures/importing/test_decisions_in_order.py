"""Versions stand where the days of their decisions put them, in whatever order these are imported (R72)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from backoffice.procedures.importing.execution import applying, undoing
from backoffice.procedures.models import ImportedContent, Procedure, ProcedureVersion, PublicationDecision
from tests.procedures.imports import BIRTH, DEATH, load, make_keeper, preview, version_of
from tests.support.factories import at

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def limited(text, row=BIRTH):
    return [*row[:4], text, row[5]]


def decision(number, effective_on, decided_on=date(2026, 11, 1)):
    return applying.Decision(number=number, decided_on=decided_on, effective_on=effective_on)


def timeline(code="1.001193"):
    """Return (first day, last day, time limit) of each version, by day."""
    versions = Procedure.objects.get(code=code).versions.order_by("valid_from")
    return [(v.valid_from, v.valid_to, v.time_limit_text) for v in versions]


def test_a_decision_imported_late_stands_before_the_version_that_waits():
    keeper = make_keeper()
    load(keeper, limited("10 ngày"))
    load(keeper, limited("09 ngày"), decision=decision("10/QĐ-UBND", date(2026, 12, 15)))
    load(keeper, limited("08 ngày"), decision=decision("11/QĐ-UBND", date(2026, 12, 1)))
    assert timeline() == [
        (TODAY, date(2026, 11, 30), "10 ngày"),
        (date(2026, 12, 1), date(2026, 12, 14), "08 ngày"),
        (date(2026, 12, 15), None, "09 ngày"),
    ]
    versions = ProcedureVersion.objects.order_by("valid_from")
    assert [v.main_limit.amount for v in versions] == [10, 8, 9]
    assert [str(v.decision) for v in versions][1:] == ["11/QĐ-UBND", "10/QĐ-UBND"]


def test_a_decision_before_the_first_version_holds_until_it_begins():
    """A from 15/12 creates the procedure; B from 15/11 is imported afterwards."""
    keeper = make_keeper()
    load(keeper, limited("09 ngày"), decision=decision("10/QĐ-UBND", date(2026, 12, 15)))
    load(keeper, limited("08 ngày"), decision=decision("11/QĐ-UBND", date(2026, 11, 15)))
    assert timeline() == [
        (date(2026, 11, 15), date(2026, 12, 14), "08 ngày"),
        (date(2026, 12, 15), None, "09 ngày"),
    ]
    assert version_of("1.001193").main_limit.amount == 8


def test_a_decision_that_says_what_the_waiting_version_says_begins_on_its_own_day():
    keeper = make_keeper()
    load(keeper, limited("10 ngày"))
    load(keeper, limited("09 ngày"), decision=decision("10/QĐ-UBND", date(2026, 12, 15)))
    load(keeper, limited("09 ngày"), decision=decision("11/QĐ-UBND", date(2026, 12, 1)))
    assert [limit for _first, _last, limit in timeline()] == ["10 ngày", "09 ngày", "09 ngày"]


def test_a_correction_changes_the_version_in_force_and_the_waiting_one_stays():
    keeper = make_keeper()
    load(keeper, limited("10 ngày"))
    load(keeper, limited("09 ngày"), decision=decision("10/QĐ-UBND", date(2026, 12, 15)))
    load(keeper, limited("07 ngày"))
    assert timeline() == [(TODAY, date(2026, 12, 14), "07 ngày"), (date(2026, 12, 15), None, "09 ngày")]


def test_what_a_later_decision_left_as_it_was_comes_back_on_its_day():
    keeper = make_keeper()
    load(keeper, limited("10 ngày"))
    load(keeper, limited("10 ngày"), decision=decision("12/QĐ-UBND", date(2027, 1, 1)))
    load(keeper, limited("08 ngày"), decision=decision("11/QĐ-UBND", date(2026, 12, 1)))
    assert timeline() == [
        (TODAY, date(2026, 11, 30), "10 ngày"),
        (date(2026, 12, 1), date(2026, 12, 31), "08 ngày"),
        (date(2027, 1, 1), None, "10 ngày"),
    ]


def test_after_content_came_back_the_next_decision_is_no_conflict_with_an_edit():
    keeper = make_keeper()
    load(keeper, limited("10 ngày"), decision=decision("9/QĐ-UBND", date(2026, 11, 2)))
    load(keeper, limited("10 ngày"), decision=decision("12/QĐ-UBND", date(2026, 11, 20)))
    load(keeper, limited("08 ngày"), decision=decision("11/QĐ-UBND", date(2026, 11, 10)))
    load(keeper, limited("05 ngày"), decision=decision("13/QĐ-UBND", date(2027, 1, 1)))
    assert [limit for _first, _last, limit in timeline()] == ["10 ngày", "08 ngày", "10 ngày", "05 ngày"]


def test_an_inserted_version_can_be_taken_back():
    keeper = make_keeper()
    load(keeper, limited("10 ngày"))
    load(keeper, limited("10 ngày"), decision=decision("12/QĐ-UBND", date(2027, 1, 1)))
    batch = load(keeper, limited("08 ngày"), decision=decision("11/QĐ-UBND", date(2026, 12, 1)))
    undoing.roll_back(batch=batch, by=keeper, at=at(10))
    assert timeline() == [(TODAY, None, "10 ngày")]


def test_the_next_file_is_compared_with_what_its_source_said_of_the_last_version():
    keeper = make_keeper()
    load(keeper, limited("09 ngày"), decision=decision("10/QĐ-UBND", date(2026, 12, 15)))
    hashes = ImportedContent.objects.get().hashes
    load(keeper, limited("08 ngày"), decision=decision("11/QĐ-UBND", date(2026, 12, 1)))
    assert ImportedContent.objects.get().hashes == hashes


def test_two_decisions_of_one_day_are_told_apart_by_their_dates():
    keeper = make_keeper()
    day = date(2026, 12, 1)
    load(keeper, limited("10 ngày"))
    load(keeper, limited("09 ngày"), decision=decision("10/QĐ-UBND", day, date(2026, 11, 2)))
    with pytest.raises(applying.NotApplied, match="10/QĐ-UBND"):
        load(keeper, limited("08 ngày"), decision=decision("9/QĐ-UBND", day, date(2026, 11, 1)))
    load(keeper, limited("08 ngày"), decision=decision("11/QĐ-UBND", day, date(2026, 11, 3)))
    assert timeline()[1:] == [(day, None, "08 ngày")]


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1999, 12, 31), date(2032, 1, 1), date(9999, 12, 31)])
def test_an_effective_day_out_of_all_time_is_refused(day):
    keeper = make_keeper()
    asked = decision("10/QĐ-UBND", day, min(day, date(2026, 11, 1)))
    with pytest.raises(applying.NotApplied, match=str(day.year)):
        load(keeper, BIRTH, decision=asked)
    assert not Procedure.objects.exists()


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2031, 12, 31)])
def test_the_first_and_the_last_effective_day(day):
    load(make_keeper(), BIRTH, decision=decision("10/QĐ-UBND", day, date(2000, 1, 1)))
    assert version_of("1.001193").valid_from == day


@pytest.mark.parametrize("number", ["0015/QĐ-UBND", "15 / QĐ-UBND", "15/QĐ–UBND", "15/qđ-ubnd"])
def test_one_decision_is_recorded_once_however_its_number_is_spelled(number):
    keeper = make_keeper()
    load(keeper, limited("10 ngày"), decision=decision("15/QĐ-UBND", date(2026, 12, 1)))
    load(keeper, limited("08 ngày"), decision=decision(number, date(2026, 12, 1)))
    assert PublicationDecision.objects.count() == 1
    assert timeline() == [(date(2026, 12, 1), None, "08 ngày")]


def test_the_name_of_the_procedure_is_that_of_its_last_version():
    keeper = make_keeper()
    load(keeper, BIRTH)
    load(keeper, [*BIRTH[:2], "Tên mới", *BIRTH[3:]], decision=decision("10/QĐ-UBND", date(2026, 12, 15)))
    load(keeper, [*BIRTH[:2], "Tên giữa", *BIRTH[3:]], decision=decision("11/QĐ-UBND", date(2026, 12, 1)))
    assert Procedure.objects.get().name == "Tên mới"


def test_a_file_that_abolishes_what_has_a_waiting_version_is_refused_in_a_sentence():
    header = ["Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Tình trạng"]
    keeper = make_keeper()
    load(keeper, limited("10 ngày"))
    load(keeper, limited("09 ngày"), decision=decision("10/QĐ-UBND", date(2026, 12, 15)))
    batch = preview(keeper, ["1.001193", "Đăng ký khai sinh", "Hộ tịch", "Đã bãi bỏ"], header=header)
    assert [(row.kind, row.problems[-1]["severity"]) for row in batch.rows.all()] == [("ERROR", "error")]


DAYS = [TODAY + timedelta(days=10 * n) for n in range(-6, 7)]


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    plan=st.lists(
        st.tuples(st.sampled_from(DAYS), st.sampled_from(["05 ngày", "07 ngày", "09 ngày"]), st.booleans()),
        min_size=2,
        max_size=4,
        unique_by=lambda asked: asked[0],
    ),
    data=st.data(),
)
def test_what_is_in_force_on_a_day_depends_on_the_decisions_and_not_on_their_order(plan, data):
    def content(order):
        with transaction.atomic():
            keeper = make_keeper()
            load(keeper, DEATH)
            for number, (day, limit, both) in order:
                rows = [limited(limit), limited(limit, DEATH)] if both else [limited(limit)]
                asked = decision(f"{number}/QĐ-UBND", day, min(day, date(2026, 11, 1)))
                load(keeper, *rows, decision=asked)
            found = {}
            for code in ("1.001193", "1.000656"):
                versions = timeline(code)
                assert all(one[1] is not None and one[1] < two[0] for one, two in pairwise(versions))
                found[code] = [
                    next((limit for first, last, limit in versions if first <= day <= (last or day)), None)
                    for day in [*DAYS, DAYS[-1] + timedelta(days=999)]
                ]
            transaction.set_rollback(True)
        return found

    numbered = list(enumerate(plan, start=1))
    in_order = sorted(numbered, key=lambda asked: asked[1][0])
    assert content(data.draw(st.permutations(numbered))) == content(in_order)
