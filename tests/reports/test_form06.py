"""Form 06 counts by period, adds up, and has percentages of the resolved (R48–R51)."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import load_workbook

from backoffice.dossiers.models import Dossier
from backoffice.procedures.models import Field
from backoffice.reports.form06 import form06
from backoffice.reports.form06.questions import QUESTIONS, TOTALS, Span
from tests.reports.factories import ONLINE, POST, Shelf

OCTOBER = Span(date(2018, 10, 1), date(2018, 10, 31))


def day(month: int, number: int) -> date:
    return date(2018, month, number)


@pytest.fixture
def shelf(db) -> Shelf:
    return Shelf()


@pytest.fixture
def october(shelf) -> Shelf:
    """The dossiers D1 to D8 of rule R48; D9 was refused at the counter and never got a code."""
    shelf.put(day(9, 25), day(10, 2), day(10, 1))
    shelf.put(day(9, 26), day(10, 3), day(10, 3))
    shelf.put(day(9, 27), day(10, 4), day(9, 28))
    shelf.put(day(10, 1), day(10, 8), day(10, 5), ONLINE)
    shelf.put(day(10, 2), day(10, 9), day(10, 9))
    shelf.put(day(10, 3), day(10, 10), day(10, 12))
    shelf.put(day(10, 25), day(11, 1), None, POST)
    shelf.put(day(10, 10), day(10, 17), None)
    return shelf


def test_the_nine_dossiers_of_rule_48_fill_the_columns_as_in_the_rule(october):
    assert form06.form(october.rows, OCTOBER).totals == {
        "received_total": 7,
        "received_online": 1,
        "received_direct": 4,
        "carried_over": 2,
        "resolved_total": 5,
        "early": 2,
        "on_time": 2,
        "late": 1,
        "pending_total": 2,
        "pending_in_time": 1,
        "pending_overdue": 1,
    }


def test_the_first_and_the_last_day_of_a_period_belong_to_it(shelf):
    shelf.put(day(10, 1), day(10, 31), day(10, 31))
    figures = form06.form(shelf.rows, OCTOBER).totals
    assert (figures["received_direct"], figures["on_time"]) == (1, 1)


def test_a_dossier_resolved_on_the_first_day_was_carried_over(shelf):
    shelf.put(day(9, 28), day(10, 5), day(10, 1))
    figures = form06.form(shelf.rows, OCTOBER).totals
    assert (figures["carried_over"], figures["early"]) == (1, 1)


def test_due_on_the_last_day_is_still_in_time(shelf):
    shelf.put(day(10, 24), day(10, 31), None)
    figures = form06.form(shelf.rows, OCTOBER).totals
    assert (figures["pending_in_time"], figures["pending_overdue"]) == (1, 0)


def test_a_new_appointment_does_not_make_a_late_dossier_timely(shelf):
    shelf.put(day(10, 1), day(10, 10), day(10, 14))
    Dossier.objects.update(due_on=day(10, 15))
    assert form06.form(shelf.rows, OCTOBER).totals["late"] == 1


def test_stopped_and_withdrawn_dossiers_are_beside_the_form_and_in_no_column(october):
    october.put(day(10, 3), day(10, 10), None, state=Dossier.State.WITHDRAWN, ended_on=day(10, 5))
    form = form06.form(october.rows, OCTOBER)
    assert (form.totals["received_total"], form.stopped_or_withdrawn) == (7, 1)


def test_practice_dossiers_count_nowhere(october):
    october.put(day(10, 3), day(10, 10), None, nature=Dossier.Nature.PRACTICE)
    assert form06.form(october.rows, OCTOBER).totals["received_total"] == 7


def test_a_figure_is_the_length_of_its_list(october):
    form = form06.form(october.rows, OCTOBER)
    for name, question in QUESTIONS.items():
        assert form.totals[name] == len(question(october.rows, OCTOBER))


def test_a_sum_is_the_length_of_its_own_list(october):
    form = form06.form(october.rows, OCTOBER)
    lengths = {name: len(question(october.rows, OCTOBER)) for name, question in TOTALS.items()}
    assert lengths == {"received_total": 7, "resolved_total": 5, "pending_total": 2} | {
        "in_time": 4,
        "received_in_period": 5,
    }
    assert {name: lengths[name] for name in form.totals if name in lengths} == {
        name: form.totals[name] for name in form.totals if name in lengths
    }


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (130, 2645, Decimal("4.91")),
        (2515, 2645, Decimal("95.09")),
        (29694, 30898, Decimal("96.10")),
        (1, 8, Decimal("12.50")),
        (0, 0, None),
    ],
)
def test_percentages_have_two_decimals_half_up_and_none_without_a_whole(part, whole, expected):
    assert form06.percent(part, whole) == expected


def test_a_form_that_does_not_add_up_is_refused_and_names_the_dossiers(october):
    Dossier.objects.filter(code="H28.05-181003-0006").update(resolved_on=day(9, 1))
    with pytest.raises(form06.DoesNotAddUp) as refused:
        form06.form(october.rows, OCTOBER)
    assert refused.value.codes == ["H28.05-181003-0006"]


def test_the_command_prints_one_json_document(october):
    out = StringIO()
    options = {"office": "luong-son", "first": OCTOBER.first, "last": OCTOBER.last, "json": True}
    call_command("report", stdout=out, **options)
    document = json.loads(out.getvalue())
    assert document["totals"]["resolved_total"] == 5
    assert document["late_percent"] == "20.00"
    assert [row["name"] for row in document["rows"]] == ["Hộ tịch"]


def test_the_command_writes_the_official_form(october, tmp_path):
    path = tmp_path / "bieu-06.xlsx"
    call_command("report", office="luong-son", first=OCTOBER.first, last=OCTOBER.last, xlsx=path)
    sheet = load_workbook(path).active
    assert [cell.value for cell in sheet[9]] == [f"({number})" for number in range(1, 14)]
    assert [cell.value for cell in sheet[10]] == [1, "Hộ tịch", 7, 1, 4, 2, 5, 2, 2, 1, 2, 1, 1]
    assert [cell.value for cell in sheet[11]][1:3] == ["Tổng cộng", 7]
    assert sheet["B13"].value == "Quá hạn, trên số đã giải quyết: 20,00 % (1/5)"


def test_a_name_that_looks_like_a_formula_stays_a_text(october, tmp_path):
    Field.objects.update(name="=1+1")
    path = tmp_path / "bieu-06.xlsx"
    call_command("report", office="luong-son", first=OCTOBER.first, last=OCTOBER.last, xlsx=path)
    cell = load_workbook(path).active["B10"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.django_db
def test_an_unknown_office_is_wrong_usage():
    with pytest.raises(CommandError) as refused:
        call_command("report", office="khong-co", first=OCTOBER.first, last=OCTOBER.last)
    assert refused.value.returncode == 2
