"""The internal process: read from the tables offices have, taken over, divided, checked against the limit."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from backoffice.procedures import processes, workflows
from backoffice.procedures.models import ProcessStep
from tests.procedures.imports import make_keeper
from tests.support.factories import (
    RECEPTION,
    make_desk,
    make_division,
    make_procedure,
    make_user,
    make_version,
)

REAL = Path(__file__).parent / "data" / "internal_workflows.json"
HEAD = ["TT", "Trình tự các bước công việc*", "Trách nhiệm", "Thời gian"]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("½ ngày", "4"),
        ("1/2 ngày", "4"),
        ("1 ½ ngày", "12"),
        ("01 ngày", "8"),
        ("01  ngày làm việc", "8"),
        ("1,5 ngày", "12"),
        ("2.5 ngày", "20"),
        ("04 giờ", "4"),
        ("4 giờ làm việc", "4"),
        ("01 buổi", "4"),
        ("- 02 ngày;", "16"),
    ],
)
def test_a_time_is_read_in_working_hours(text, hours):
    assert workflows.hours_of(text) == Decimal(hours)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "01",
        "1/2",
        "02 ngày 01 ngày",
        "01 ngày ½ ngày",
        "10 ngày, kể từ ngày nhận đủ hồ sơ hợp lệ",
        "Giờ hành chính",
        "01 tháng",
        "từ 2 đến 3 ngày",
    ],
)
def test_a_time_that_says_more_or_less_is_for_a_person(text):
    assert workflows.hours_of(text) is None


def test_the_head_of_the_column_says_the_unit_of_bare_numbers():
    rows = [
        [*HEAD[:3], "Thời gian (ngày)"],
        ["1", "Tiếp nhận", "Một cửa", "1/2"],
        ["2", "Ký", "Lãnh đạo", "01"],
    ]
    assert [draft.hours for draft in workflows.read(rows)] == [4, 8]


def test_the_text_of_a_step_may_run_over_several_rows():
    rows = [
        HEAD,
        ["1", "Tiếp nhận hồ sơ:", "", "½ ngày"],
        ["", "- Phù hợp thì xử lý;", "Một cửa", ""],
        ["2", "Thẩm tra", "Công chức Tư pháp", "02 ngày"],
    ]
    first, second = workflows.read(rows)
    assert (first.name, first.post, first.hours) == (
        "Tiếp nhận hồ sơ: - Phù hợp thì xử lý;",
        "Một cửa",
        Decimal(4),
    )
    assert (second.name, second.hours) == ("Thẩm tra", Decimal(16))


def test_one_time_for_all_steps_together_is_given_to_none():
    rows = [HEAD, ["1", "Nhận", "A", "01 ngày"], ["2", "Ký", "B", ""], ["3", "Trả", "A", ""]]
    assert [draft.hours for draft in workflows.read(rows)] == [None, None, None]


def test_a_table_without_a_head_has_no_steps():
    assert workflows.read([["1", "Tiếp nhận", "Một cửa", "½ ngày"]]) == []


def real_rows(process: dict) -> list[list[str]]:
    rows = [process["columns"]] if any(process["columns"]) else []
    return rows + [[str(s["step"]), s["text"], s["responsible"], *s["times"]] for s in process["steps"]]


@pytest.mark.parametrize("process", json.loads(REAL.read_text()), ids=lambda process: process["code"])
def test_real_processes_add_up_to_the_limit_they_state(process):
    """Of the Sở Tư pháp Cần Thơ, 07/07/2025; `sums` are the days each column adds up to, counted by hand."""
    found = []
    for column in range(len(process["sums"])):
        drafts = workflows.read(real_rows(process), column=column)
        found.append(float(sum(draft.hours or 0 for draft in drafts) / 8))
    assert found == process["sums"]


@pytest.mark.parametrize(
    ("hours", "expected"), [(40, [4, 28, 4, 4, 0]), (24, [4, 12, 4, 4, 0]), (8, [1, 5, 1, 1, 0])]
)
def test_a_limit_is_divided_without_a_rest(hours, expected):
    assert list(workflows.shares(Decimal(hours))) == expected


@pytest.fixture
def keeper(db):
    return make_keeper()


@pytest.fixture
def version(keeper):
    return make_version(make_procedure(keeper.desk), days=3)


def page(version) -> str:
    return reverse("admin:procedures_procedureversion_process", args=[version.pk])


def test_steps_are_taken_over_from_another_procedure_with_their_people(keeper, version):
    source = make_version(make_procedure(keeper.desk, code="1.000002"))
    division = make_division(keeper.desk)
    ProcessStep.objects.create(
        version=source, ordinal=3, kind="APPROVAL", name="Ký", hours=4, division=division, officer=keeper
    )
    ProcessStep.objects.create(version=version, ordinal=1, name="Cũ", hours=1)
    assert processes.take_from(source, version, by=keeper) == 1
    step = version.process_steps.get()
    assert (step.ordinal, step.name, step.division, step.officer) == (1, "Ký", division, keeper)
    reasons = ProcessStep.history.filter(version=version).values_list("history_type", "history_change_reason")
    assert set(reasons[:2]) == {("+", "lấy từ 1.000002"), ("-", "lấy từ 1.000002")}


def test_people_of_another_desk_do_not_come_along(keeper, version):
    other = make_keeper(make_desk("khac"))
    source = make_version(make_procedure(other.desk, code="1.000002"))
    ProcessStep.objects.create(
        version=source, ordinal=1, name="Ký", hours=4, division=make_division(other.desk), officer=other
    )
    processes.take_from(source, version, by=keeper)
    step = version.process_steps.get()
    assert (step.division, step.officer) == (None, None)


def test_the_usual_steps_take_exactly_the_limit(keeper, version):
    processes.divide(version, by=keeper)
    assert processes.hours_of(version) == 24
    assert [step.kind for step in version.process_steps.order_by("ordinal")] == [
        "RECEPTION",
        "EXAMINATION",
        "APPROVAL",
        "APPROVAL",
        "RETURN",
    ]
    version.time_limits.all().delete()
    with pytest.raises(processes.NotTaken):
        processes.divide(version, by=keeper)


def test_only_who_keeps_the_procedure_changes_its_process(client, keeper, version):
    for user in (make_user(RECEPTION, desk=keeper.desk), make_keeper(make_desk("khac"))):
        with pytest.raises(PermissionDenied):
            processes.divide(version, by=user)
    client.force_login(make_user(RECEPTION, desk=keeper.desk))
    assert client.get(page(version)).status_code == 200
    assert client.post(page(version), {"divide": "1"}).status_code == 403
    assert not version.process_steps.exists()


def test_a_table_copied_from_a_spreadsheet_becomes_steps(client, keeper, version):
    client.force_login(keeper)
    table = "\t".join(HEAD) + '\r\n1\t"Tiếp nhận\n- kiểm tra"\tBộ phận tiếp nhận\t½ ngày\r\n'
    table += "2\tThẩm tra\tCông chức\tchưa rõ\r\n3\tTrả kết quả\tBộ phận tiếp nhận\t½ ngày"
    said = client.post(page(version), {"take_table": "1", "table": table, "column": "0"}, follow=True)
    steps = list(version.process_steps.order_by("ordinal").values_list("kind", "name", "hours"))
    assert steps == [
        ("RECEPTION", "Tiếp nhận - kiểm tra", 4),
        ("EXAMINATION", "Thẩm tra", 0),
        ("RETURN", "Trả kết quả", 4),
    ]
    assert "Chưa đọc được thời gian của 1 bước" in said.content.decode()
    refused = client.post(page(version), {"take_table": "1", "table": "a\tb"}, follow=True)
    assert "Không tìm thấy bảng" in refused.content.decode()
    assert version.process_steps.count() == 3


def test_the_steps_are_edited_in_one_table_and_may_swap_places(client, keeper, version):
    client.force_login(keeper)
    division = make_division(keeper.desk)
    first, second, third = (
        ProcessStep.objects.create(version=version, ordinal=n, name=f"Bước {n}", hours=4) for n in (1, 2, 3)
    )
    rows = [
        {
            "id": first.pk,
            "ordinal": 2,
            "kind": "RECEPTION",
            "name": "Nhận",
            "hours": "2.5",
            "post": "Công chức",
        },
        {"id": second.pk, "ordinal": 1, "kind": "EXAMINATION", "name": "Bước 2", "hours": "4"},
        {"id": third.pk, "ordinal": 3, "kind": "EXAMINATION", "name": "Bước 3", "hours": "4", "DELETE": "on"},
        {
            "ordinal": 3,
            "kind": "RETURN",
            "name": "Trả",
            "hours": "1",
            "division": division.pk,
            "officer": keeper.pk,
        },
    ]
    sent = {f"steps-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    sent |= {"save": "1", "steps-TOTAL_FORMS": 4, "steps-INITIAL_FORMS": 3}
    assert client.post(page(version), sent).status_code == 302
    assert list(version.process_steps.order_by("ordinal").values_list("name", "hours", "officer")) == [
        ("Bước 2", Decimal(4), None),
        ("Nhận", Decimal("2.5"), None),
        ("Trả", Decimal(1), keeper.pk),
    ]


def test_people_and_steps_of_others_cannot_be_smuggled_in(client, keeper, version):
    client.force_login(keeper)
    other = make_keeper(make_desk("khac"))
    foreign = ProcessStep.objects.create(
        version=make_version(make_procedure(other.desk)), ordinal=1, name="Khác", hours=4
    )
    row = {"ordinal": 1, "kind": "RETURN", "name": "Trả", "hours": "1"}

    def sent(row, initial):
        form = {f"steps-0-{name}": value for name, value in row.items()}
        return form | {"save": "1", "steps-TOTAL_FORMS": 1, "steps-INITIAL_FORMS": initial}

    answer = client.post(page(version), sent(row | {"officer": other.pk}, 0))
    assert answer.context["steps"].forms[0].errors["officer"]
    client.post(page(version), sent(row | {"id": foreign.pk}, 1))
    foreign.refresh_from_db()
    assert (foreign.name, foreign.version_id) == ("Khác", foreign.version.pk)
    assert client.post(page(foreign.version), {"divide": "1"}).status_code == 404


def test_a_code_out_of_sight_is_not_found(client, keeper, version):
    other = make_desk("khac")
    source = make_version(make_procedure(other, code="1.000777"), valid_from=date(2020, 1, 1))
    ProcessStep.objects.create(version=source, ordinal=1, name="Khác", hours=4)
    client.force_login(keeper)
    answer = client.post(page(version), {"copy": "1", "code": "1.000777"})
    assert answer.context["source"].errors["code"]
    assert not version.process_steps.exists()
