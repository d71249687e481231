"""Posting at the desk: what is missing is said, and what may not be posted is refused."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from backoffice.procedures import posting
from backoffice.procedures.models import Component, Posting, ProcessStep
from tests.factories import MONDAY, RECEPTION, at, make_desk, make_procedure, make_user, make_version
from tests.procedures.imports import make_keeper

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return make_keeper()


def complete(keeper, **fields):
    version = make_version(make_procedure(keeper.desk), **fields)
    Component.objects.create(version=version, ordinal=1, name="Tờ khai")
    return version


def publish(keeper, version):
    return posting.publish(procedure=version.procedure, desk=keeper.desk, by=keeper, at=at(9))


def test_a_complete_procedure_is_posted_with_day_and_author(keeper):
    version = complete(keeper)
    assert publish(keeper, version) == []
    row = Posting.objects.get()
    assert (row.status, row.published_on, row.published_by) == ("PUBLISHED", MONDAY, keeper)


def test_what_is_missing_is_said_and_does_not_stop_the_posting(keeper):
    version = make_version(make_procedure(keeper.desk))
    version.time_limits.all().delete()
    assert [lack.stops for lack in publish(keeper, version)] == [False, False]


def test_steps_that_exceed_the_limit_stop_the_posting(keeper):
    """2 + 3 + 2 + 1 hours fit in eight working hours; nine do not (R22)."""
    version = complete(keeper, days=8, unit="hour")
    for ordinal, hours in enumerate((2, 3, 2, 1), start=1):
        ProcessStep.objects.create(version=version, ordinal=ordinal, name="Bước", hours=hours)
    assert posting.lacks(version.procedure, on=MONDAY) == []
    ProcessStep.objects.create(version=version, ordinal=5, name="Bước", hours=1)
    with pytest.raises(posting.NotPosted, match="1 giờ"):
        publish(keeper, version)
    assert not Posting.objects.exists()


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
    ProcessStep.objects.create(version=version, ordinal=1, name="Bước", hours=hours)
    assert posting.hours_over(version, version.main_limit) == Decimal(over)


def test_without_a_version_in_force_nothing_is_posted(keeper):
    procedure = make_procedure(keeper.desk)
    with pytest.raises(posting.NotPosted):
        posting.publish(procedure=procedure, desk=keeper.desk, by=keeper, at=at(9))


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
