"""Posting at the desk: what is missing is said before, and what may not be posted is refused."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from backoffice.procedures import completeness, posting, processes, public_page
from backoffice.procedures.models import Component, Fee, Posting, ProcedureFile, ProcessStep
from tests.procedures.imports import make_keeper
from tests.support.factories import (
    MONDAY,
    RECEPTION,
    at,
    make_desk,
    make_field,
    make_group,
    make_procedure,
    make_user,
    make_version,
)
from tests.support.factories import publish as post

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return make_keeper()


def complete(keeper, **fields):
    """Return a version whose page lacks nothing: limit, papers, fees, steps, a queue."""
    if not keeper.desk.service_groups.exists():
        make_field("Hộ tịch", make_group(keeper.desk))
    version = make_version(make_procedure(keeper.desk), **{"fee_text": "Không", **fields})
    Component.objects.create(version=version, ordinal=1, name="Tờ khai")
    return version


def steps(version, *hours):
    for ordinal, each in enumerate(hours, start=version.process_steps.count() + 1):
        ProcessStep.objects.create(version=version, ordinal=ordinal, name="Bước", hours=each)


def publish(keeper, version):
    return posting.publish(procedure=version.procedure, desk=keeper.desk, by=keeper, at=at(9))


def lacks(keeper, version):
    found = public_page.lacks(version.procedure, desk=keeper.desk, on=MONDAY)
    return [(lack.message, lack.stops) for lack in found]


def test_a_complete_procedure_is_posted_with_day_and_author(keeper):
    version = complete(keeper, days=2)
    steps(version, 4, 12)
    assert publish(keeper, version) == []
    row = Posting.objects.get()
    assert (row.status, row.published_on, row.published_by) == ("PUBLISHED", MONDAY, keeper)


def test_everything_that_is_missing_is_said_and_does_not_stop_the_posting(keeper):
    version = make_version(make_procedure(keeper.desk), fee_text="Theo quy định của HĐND tỉnh")
    version.time_limits.all().delete()
    assert lacks(keeper, version) == [
        ("Thời hạn chưa được xác định: hãy xác nhận số lượng và đơn vị.", False),
        ("Chưa liệt kê thành phần hồ sơ.", False),
        (
            "Phí, lệ phí chưa được xác định: hãy nhập mức thu. Mức phí, lệ phí được quy định ở văn bản khác.",
            False,
        ),
        ("Chưa nhập quy trình nội bộ.", False),
        ("Lĩnh vực “Hộ tịch” chưa có hàng đợi tại bộ phận này: người dân không lấy được số.", False),
    ]
    assert len(publish(keeper, version)) == 5


def test_entered_fees_and_a_queue_of_its_own_are_enough(keeper):
    version = complete(keeper, fee_text="Theo quy định của HĐND tỉnh")
    steps(version, 40)
    version.procedure.field.service_groups.clear()
    assert len(lacks(keeper, version)) == 2
    Fee.objects.create(version=version, amount=8000)
    own = keeper.desk.service_groups.get()
    Posting.objects.create(desk=keeper.desk, procedure=version.procedure, service_group=own)
    assert lacks(keeper, version) == []


def test_a_queue_of_another_desk_is_none_here(keeper):
    version = complete(keeper)
    version.procedure.field.service_groups.set([make_group(make_desk("khac"))])
    steps(version, 40)
    assert [message[:8] for message, _stops in lacks(keeper, version)] == ["Lĩnh vực"]


def test_steps_that_exceed_the_limit_stop_the_posting(keeper):
    """2 + 3 + 2 + 1 hours fit in eight working hours; nine do not (R22)."""
    version = complete(keeper, days=8, unit="hour")
    steps(version, 2, 3, 2, 1)
    assert lacks(keeper, version) == []
    steps(version, 1)
    with pytest.raises(posting.NotPosted, match="1 giờ"):
        publish(keeper, version)
    assert not Posting.objects.exists()


def test_hours_that_belong_to_no_step_are_said(keeper):
    version = complete(keeper, days=3)
    steps(version, 4, 15.5)
    assert lacks(keeper, version) == [
        ("Còn 4.5 giờ của thời hạn chưa phân cho bước nào trong quy trình nội bộ.", False)
    ]


def test_days_of_the_calendar_need_not_be_divided_to_the_hour(keeper):
    version = complete(keeper, days=3, unit="day")
    steps(version, 8)
    assert lacks(keeper, version) == []


@pytest.mark.parametrize(
    ("days", "unit", "hours", "over"),
    [
        (1, "working_day", 8, 0),
        (1, "working_day", 9, 1),
        (2, "day", 17, 1),
        (1, "month", 184, 0),
        (1, "month", 185, 1),
    ],
)
def test_a_limit_holds_eight_hours_a_day_at_most(keeper, days, unit, hours, over):
    version = complete(keeper, days=days, unit=unit)
    steps(version, hours)
    assert processes.hours_over(version, version.main_limit) == Decimal(over)


def test_within_the_day_holds_eight_hours_even_where_no_amount_is_entered(keeper):
    version = complete(keeper)
    version.time_limits.update(amount=None, unit="", same_day=True)
    steps(version, 8)
    assert lacks(keeper, version) == []
    steps(version, 1)
    assert [stops for _message, stops in lacks(keeper, version)] == [True]


def test_the_check_of_many_asks_no_more_than_that_of_one(keeper, django_assert_num_queries):
    rows = [make_version(make_procedure(keeper.desk, code=f"1.00000{n}")).procedure for n in range(5)]
    with django_assert_num_queries(8):
        public_page.lacks_of(rows[:1], desk=keeper.desk, on=MONDAY)
    with django_assert_num_queries(8):
        public_page.lacks_of(rows, desk=keeper.desk, on=MONDAY)


def test_without_a_version_in_force_nothing_is_posted(keeper):
    procedure = make_procedure(keeper.desk)
    with pytest.raises(posting.NotPosted):
        posting.publish(procedure=procedure, desk=keeper.desk, by=keeper, at=at(9))


def test_one_that_is_refused_does_not_stop_the_others(keeper):
    good, bare = complete(keeper).procedure, make_procedure(keeper.desk, code="1.000002")
    pairs = [(bare, keeper.desk), (good, keeper.desk)]
    refused, done = posting.publish_each(pairs, by=keeper, at=at(9))
    assert refused.refusal == "Không có phiên bản nào có hiệu lực ngày 23/11/2026."
    assert not done.refusal
    assert Posting.objects.get().procedure == good


def test_what_is_posted_is_not_posted_again_and_what_is_not_is_not_withdrawn(keeper):
    version = complete(keeper)
    with pytest.raises(posting.NotPosted):
        posting.withdraw(procedure=version.procedure, desk=keeper.desk, by=keeper)
    publish(keeper, version)
    with pytest.raises(posting.NotPosted):
        publish(keeper, version)
    posting.withdraw(procedure=version.procedure, desk=keeper.desk, by=keeper)
    assert Posting.objects.get().status == Posting.Status.WITHDRAWN
    assert [r.history_change_reason for r in Posting.history.order_by("history_id")] == [
        "niêm yết",
        "đã gỡ niêm yết",
    ]


def test_only_the_keeper_of_the_desk_posts_there(keeper):
    version = complete(keeper)
    for user in (make_user(RECEPTION, desk=keeper.desk), make_keeper(make_desk("khac"))):
        with pytest.raises(PermissionDenied):
            posting.publish(procedure=version.procedure, desk=keeper.desk, by=user, at=at(9))


def a_file(version, kind, **fields):
    return ProcedureFile.objects.create(
        version=version,
        kind=kind,
        title="Tệp",
        size=1,
        sha256=kind,
        shows_nobody=True,
        added_at=at(8),
        added_by=make_user(),
        **fields,
    )


def test_the_share_that_is_complete_counts_what_is_posted_today_and_opens_its_list(keeper):
    whole, half, unposted = (
        make_version(make_procedure(keeper.desk, code=f"1.00000{n}"), documents_text="Tờ khai")
        for n in range(3)
    )
    bare = make_version(make_procedure(keeper.desk, code="1.000009"))
    for version in (whole, half, bare):
        post(version.procedure)
    a_file(whole, "FORM")
    a_file(whole, "SAMPLE")
    a_file(half, "FORM")
    a_file(unposted, "FORM")
    a_file(bare, "DECISION")
    rows = Posting.objects.filter(desk=keeper.desk)
    shares = {share.aspect.key: share for share in completeness.shares(rows, on=MONDAY)}
    assert {key: (share.having, share.posted) for key, share in shares.items()} == {
        "documents": (2, 3),
        "forms": (2, 3),
        "samples": (1, 3),
        "whole": (1, 3),
    }
    assert shares["forms"].percent == 66.7
    for key, share in shares.items():
        assert completeness.having(rows, key, on=MONDAY).count() == share.having
        assert completeness.lacking(rows, key, on=MONDAY).count() == share.lacking
    assert [row.procedure.code for row in completeness.lacking(rows, "forms", on=MONDAY)] == ["1.000009"]
