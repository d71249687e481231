"""Every list and form of the app opens, and shows nothing of another desk."""

import pytest
from django.contrib import admin
from django.urls import reverse

from backoffice.organisation.models import Desk
from backoffice.staffing import models
from tests.support import factories
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db

REGISTERED = [model._meta for model in admin.site._registry]
LISTS = sorted(meta.model_name for meta in REGISTERED if meta.app_label == "staffing")
FORMS = [
    "absence",
    "attendance",
    "duty",
    "feedback",
    "officer",
    "regulation",
    "satisfactionslip",
    "topic",
    "training",
]


@pytest.fixture
def _administrator(client):
    desk = factories.make_desk()
    user = factories.make_user(desk=desk, is_superuser=True)
    client.force_login(user)


def rows_of(desk, name):
    """Create one row of each kind for a person `name`."""
    user = factories.make_user(desk=desk, full_name=name)
    officer = factories.make_officer(user)
    counter = factories.make_counter(desk)
    factories.make_duty(counter, officer)
    factories.make_session(counter, user)
    officer.absences.create(starts_on=MONDAY, ends_on=MONDAY, note=name)
    topic = models.Topic.objects.create(desk=desk, name=f"Chuyên đề của {name}")
    topic.trainings.create(held_on=MONDAY, trainer=name).attendances.create(officer=officer)
    models.Regulation.objects.create(
        desk=desk, number=name, title="Quy chế", decided_on=MONDAY, valid_from=MONDAY
    )
    models.Evaluation.objects.create(officer=officer, first_on=MONDAY, last_on=MONDAY, drawn_at=at(8))
    models.Feedback.objects.create(
        desk=desk, received_on=MONDAY, due_on=MONDAY, content=name, officer=officer, dossier_code=name
    )
    models.SatisfactionSlip.objects.create(desk=desk, dossier_code=name, given_on=MONDAY)
    models.RefusedAttempt.objects.create(
        desk=desk, user=user, user_name=name, verb="receive", at=at(8), reason="Không mở quầy"
    )


def test_every_model_that_people_look_at_has_its_list():
    assert LISTS == [
        "absence",
        "attendance",
        "countersession",
        "duty",
        "evaluation",
        "feedback",
        "officer",
        "refusedattempt",
        "regulation",
        "satisfactionslip",
        "topic",
        "training",
    ]


@pytest.mark.usefixtures("_administrator")
@pytest.mark.parametrize("model", LISTS)
def test_a_list_opens_with_search_and_rows(client, model):
    rows_of(Desk.objects.get(), "Bùi Mẫu")
    page = client.get(reverse(f"admin:staffing_{model}_changelist"), {"q": ""})
    assert "Bùi Mẫu" in page.text
    assert client.get(reverse(f"admin:staffing_{model}_changelist"), {"q": "khong"}).status_code == 200


@pytest.mark.usefixtures("_administrator")
@pytest.mark.parametrize("model", FORMS)
def test_a_form_opens(client, model):
    assert client.get(reverse(f"admin:staffing_{model}_add")).status_code == 200


@pytest.mark.parametrize("model", LISTS)
def test_a_list_shows_nothing_of_another_desk(client, model):
    own = factories.make_desk()
    rows_of(factories.make_desk("lam-son"), "Hà Khác")
    rights = [f"staffing.view_{model}", "staffing.sign_as_head"]
    client.force_login(factories.allow(factories.make_user(desk=own), *rights))
    page = client.get(reverse(f"admin:staffing_{model}_changelist"))
    assert page.status_code == 200
    assert "Hà Khác" not in page.text


def test_a_history_page_shows_who_changed_a_duty(client):
    desk = factories.make_desk()
    rows_of(desk, "Bùi Mẫu")
    duty = models.Duty.objects.get()
    client.force_login(factories.allow(factories.make_user(desk=desk), "staffing.view_duty"))
    assert client.get(reverse("admin:staffing_duty_history", args=[duty.pk])).status_code == 200
