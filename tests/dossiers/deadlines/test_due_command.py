"""The command `due`: a limit and a reception in, a due date and its explanation out."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line

from backoffice.organisation.models import OpeningHours
from tests.support.factories import make_desk, make_hours

pytestmark = pytest.mark.django_db


def ask(*arguments: str) -> dict:
    out = StringIO()
    call_command("due", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def refused(*arguments: str) -> tuple[dict, CommandError]:
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("due", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue() or "null"), error.value


def test_an_amount_gives_a_due_date_and_every_day_in_vietnamese():
    assert ask("--amount", "1", "--unit", "working_day", "--received", "2026-11-23T16:00") == {
        "kind": "simple",
        "amount": 1,
        "unit": "working_day",
        "due_on": "2026-11-25",
        "due_at": "2026-11-25T16:00:00+07:00",
        "warnings": [],
        "days": [
            {"date": "2026-11-23", "counted": False, "why": "Ngày tiếp nhận, không tính."},
            {
                "date": "2026-11-24",
                "counted": False,
                "why": "Ngày nghỉ lễ, tết, không tính: Ngày Văn hóa Việt Nam.",
            },
            {"date": "2026-11-25", "counted": True, "why": "Ngày làm việc thứ 1."},
        ],
    }


@pytest.mark.parametrize(
    ("amount", "unit", "received", "due_at"),
    [
        ("10", "day", "2018-10-24T09:00", "2018-11-05T09:00:00+07:00"),
        ("1", "month", "2018-10-31T09:00", "2018-11-30T09:00:00+07:00"),
        ("4", "hour", "2026-11-23T16:00", "2026-11-25T10:00:00+07:00"),
        ("1,5", "working_day", "2026-11-16T08:37", "2026-11-17T14:37:00+07:00"),
        ("0", "working_day", "2026-11-23T15:00:01", "2026-11-25T17:30:00+07:00"),
    ],
)
def test_every_unit_is_computed(amount, unit, received, due_at):
    assert ask("--amount", amount, "--unit", unit, "--received", received)["due_at"] == due_at


@pytest.mark.parametrize(
    ("received", "due_at"),
    [
        ("2018-10-24", "2018-10-25T07:30:00+07:00"),
        ("2018-10-24T02:15:00+00:00", "2018-10-25T09:15:00+07:00"),
        ("2018-10-23T18:00:00Z", "2018-10-25T07:30:00+07:00"),
        ("2026-11-21", "2026-11-23T07:30:00+07:00"),
    ],
)
def test_a_day_alone_is_its_opening_hour_and_an_offset_is_understood(received, due_at):
    assert ask("--amount", "1", "--unit", "working_day", "--received", received)["due_at"] == due_at


@pytest.mark.parametrize(
    ("text", "kind", "amount", "unit", "due_on"),
    [
        ("05 (năm) ngày làm việc", "simple", 5, "working_day", "2018-10-31"),
        ("Không quá 10 ngày", "simple", 10, "day", "2018-11-05"),
        ("1.5 Ngày làm việc", "simple", 1.5, "working_day", "2018-10-25"),
        ("15 phút", "simple", 0.25, "hour", "2018-10-24"),
        ("01 năm", "simple", 12, "month", "2019-10-24"),
    ],
)
def test_a_text_is_read_and_computed(text, kind, amount, unit, due_on):
    answer = ask("--text", text, "--received", "2018-10-24T09:00")

    assert (answer["kind"], answer["amount"], answer["unit"]) == (kind, amount, unit)
    assert answer["due_on"] == due_on


def test_a_text_within_the_day_may_name_the_time_on_the_next_day():
    text = (
        "Ngay trong ngày tiếp nhận hồ sơ; trường hợp nhận hồ sơ sau 15 giờ mà không giải quyết được ngay "
        "thì trả kết quả vào 09 giờ ngày làm việc tiếp theo."
    )

    assert ask("--text", text, "--received", "2026-11-23T15:30")["due_at"] == "2026-11-25T09:00:00+07:00"
    assert ask("--text", text, "--received", "2026-11-23T15:00")["due_at"] == "2026-11-23T17:30:00+07:00"


def test_a_text_with_other_cases_has_a_warning():
    text = "05 ngày làm việc; trường hợp phải xác minh thì thời hạn giải quyết không quá 25 ngày."

    (warning,) = ask("--text", text, "--received", "2018-10-24T09:00")["warnings"]

    assert warning.startswith("Trường hợp khác có thời hạn khác: trường hợp phải xác minh: 25 ")


@pytest.mark.parametrize(
    "text",
    [
        "30",
        "Khác",
        "1. Đối với trường hợp cấp mới: 05 ngày làm việc. 2. Đối với trường hợp gia hạn: 03 ngày làm việc.",
        "1,5 tháng",
    ],
)
def test_a_text_that_needs_a_person_is_refused_with_the_reason(text):
    document, error = refused("--text", text, "--received", "2018-10-24T09:00")

    assert document == {"errors": [str(error)]}
    assert error.returncode == 1


def test_undecided_days_are_named():
    answer = ask("--amount", "10", "--unit", "working_day", "--received", "2027-01-29T09:00")

    assert "04/02/2027 (Tết Nguyên đán)" in answer["warnings"][0]


def test_beyond_the_calendar_nothing_is_computed():
    document, error = refused("--amount", "30", "--unit", "working_day", "--received", "2027-12-20T09:00")

    assert document["errors"] == [
        "Lịch nghỉ chỉ có từ 01/01/2018 đến 31/12/2027: cần nhập lịch của năm còn thiếu."
    ]
    assert error.returncode == 1


def test_the_hours_of_the_office_are_used():
    desk = make_desk()
    make_hours(desk)
    OpeningHours.objects.filter(session="AFTERNOON").update(closes_at="17:00")

    answer = ask(
        "--amount", "1", "--unit", "hour", "--received", "2018-10-24T16:30", "--office", "luong-son"
    )  # fmt: skip

    assert answer["due_at"] == "2018-10-25T08:00:00+07:00"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--amount", "1", "--received", "2018-10-24"),
        ("--text", "5 ngày", "--unit", "day", "--received", "2018-10-24"),
        ("--amount", "1", "--unit", "day", "--received", "2018-10-24", "--office", "nowhere"),
    ],
)
def test_wrong_usage_ends_with_2(arguments):
    assert refused(*arguments)[1].returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--amount", "nan", "--unit", "day", "--received", "2018-10-24"),
        ("--amount", "1", "--unit", "day", "--received", "24/10/2018"),
        ("--amount", "1", "--unit", "day", "--received", "9999-12-31T23:59:59-12:00"),
        ("--text", "5 ngày", "--amount", "1", "--unit", "day", "--received", "2018-10-24"),
    ],
)
def test_arguments_that_cannot_be_read_are_wrong_usage(arguments):
    assert refused(*arguments)[0] is None


def test_arguments_that_cannot_be_read_end_with_2():
    typed = ["manage.py", "due", "--amount", "1", "--unit", "week", "--received", "2018-10-24"]
    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(typed)
    assert ended.value.code == 2


def test_without_json_a_person_can_read_it():
    out = StringIO()

    call_command("due", "--amount", "1", "--unit", "working_day", "--received", "2026-11-23", stdout=out)

    assert out.getvalue().splitlines() == [
        "Hẹn trả kết quả lúc 07:30 ngày 25/11/2026.",
        "2026-11-23     Ngày tiếp nhận, không tính.",
        "2026-11-24     Ngày nghỉ lễ, tết, không tính: Ngày Văn hóa Việt Nam.",
        "2026-11-25  +  Ngày làm việc thứ 1.",
    ]
