"""Feedback, proposals, complaints and denunciations: four laws, never one workflow (R75)."""

from datetime import date

import pytest

from backoffice.organisation.reference import load_reference
from backoffice.staffing.feedback_limits import answer_by
from backoffice.staffing.models import Feedback
from tests.support import factories

RECEIVED, ACCEPTED = date(2026, 11, 2), date(2026, 11, 5)


@pytest.fixture
def desk(db):
    load_reference()
    return factories.make_desk()


@pytest.mark.parametrize(
    ("kind", "usual", "prolonged"),
    [
        ("PHAN_ANH", date(2026, 11, 16), date(2026, 12, 1)),
        ("KIEN_NGHI", date(2026, 11, 16), date(2026, 12, 1)),
        ("KHIEU_NAI", date(2026, 12, 5), date(2026, 12, 20)),
        ("TO_CAO", date(2026, 12, 5), date(2027, 1, 4)),
    ],
)
def test_each_kind_is_answered_within_the_days_of_its_law(desk, kind, usual, prolonged):
    days = {"received_on": RECEIVED, "accepted_on": ACCEPTED, "desk": desk}
    assert answer_by(kind, **days, is_prolonged=False) == usual
    assert answer_by(kind, **days, is_prolonged=True) == prolonged


def test_only_those_to_whom_a_denunciation_is_assigned_see_it(desk):
    lead, assigned = factories.make_user(desk=desk), factories.make_user(desk=desk)
    complaint, denunciation = (
        Feedback.objects.create(
            desk=desk, kind=kind, received_on=RECEIVED, due_on=ACCEPTED, content="Nội dung"
        )
        for kind in (Feedback.Kind.COMPLAINT, Feedback.Kind.DENUNCIATION)
    )
    denunciation.assigned.add(assigned)
    assert set(Feedback.objects.visible_to(lead)) == {complaint}
    assert set(Feedback.objects.visible_to(assigned)) == {complaint, denunciation}
