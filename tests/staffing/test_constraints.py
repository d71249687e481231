"""What the database refuses, each constraint by its name."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from backoffice.staffing.models import (
    Absence,
    Attendance,
    Duty,
    Evaluation,
    Officer,
    Regulation,
    ScoredDossier,
    Topic,
    Training,
)
from tests.support import factories
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db

SUNDAY = date(2026, 11, 22)


@pytest.fixture
def rows():
    """One row of each model, and the fields that would repeat it."""
    desk = factories.make_desk()
    officer = factories.make_officer(factories.make_user(desk=desk))
    other = factories.make_officer(factories.make_user(desk=desk))
    counter, second = factories.make_counter(desk, 1), factories.make_counter(desk, 2)
    factories.make_duty(counter, officer)
    topic = Topic.objects.create(desk=desk, name="Phần mềm")
    training = Training.objects.create(topic=topic, held_on=MONDAY)
    Attendance.objects.create(training=training, officer=officer)
    sheet = Evaluation.objects.create(officer=officer, first_on=SUNDAY, last_on=MONDAY, drawn_at=at(8))
    ScoredDossier.objects.create(evaluation=sheet, code="H28.05-261001-0001")
    regulation = {"title": "Quy chế", "decided_on": SUNDAY, "valid_from": SUNDAY}
    Regulation.objects.create(desk=desk, number="1", valid_to=MONDAY, **regulation)
    slot = {"day": MONDAY, "session": "MORNING"}
    return {
        "one_officer_per_counter_and_session": Duty(counter=counter, officer=other, **slot),
        "officer_in_one_place_at_a_time": Duty(counter=second, officer=officer, **slot),
        "topic_once_per_desk": Topic(desk=desk, name="Phần mềm"),
        "training_once_per_topic_day_and_place": Training(topic=topic, held_on=MONDAY),
        "officer_attends_a_training_once": Attendance(training=training, officer=officer),
        "one_evaluation_per_officer_and_period": Evaluation(
            officer=officer, first_on=SUNDAY, last_on=MONDAY, drawn_at=at(9)
        ),
        "dossier_scored_once_per_sheet": ScoredDossier(evaluation=sheet, code="H28.05-261001-0001"),
        "regulation_number_once_per_desk": Regulation(desk=desk, number="1", valid_to=MONDAY, **regulation),
        "absence_ends_after_it_starts": Absence(officer=officer, starts_on=MONDAY, ends_on=SUNDAY),
        "secondment_ends_after_it_starts": Officer(
            desk=desk, full_name="Hà Mẫu", title="Công chức", seconded_from=MONDAY, seconded_to=SUNDAY
        ),
    }


@pytest.mark.parametrize(
    "constraint",
    [
        "one_officer_per_counter_and_session",
        "officer_in_one_place_at_a_time",
        "topic_once_per_desk",
        "training_once_per_topic_day_and_place",
        "officer_attends_a_training_once",
        "one_evaluation_per_officer_and_period",
        "dossier_scored_once_per_sheet",
        "regulation_number_once_per_desk",
        "absence_ends_after_it_starts",
        "secondment_ends_after_it_starts",
    ],
)
def test_the_database_refuses_and_the_form_says_why(rows, constraint):
    row = rows[constraint]
    rule = next(rule for rule in row._meta.constraints if rule.name == constraint)
    with pytest.raises(ValidationError) as refusal:
        rule.validate(type(row), row)
    assert refusal.value.messages == [str(rule.violation_error_message)]
    with pytest.raises(IntegrityError):
        row.save()
