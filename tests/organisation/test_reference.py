"""The rows every installation starts with; the suite's database is made with them."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission

from backoffice.organisation.models import CalendarDay, RuleSet
from backoffice.organisation.reference import grant_standard_rights, load_reference
from tests.support.factories import DESK_LEAD, RECEPTION, ROLES

pytestmark = pytest.mark.django_db


def test_an_installation_starts_with_the_roles_the_calendar_and_the_regimes():
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert CalendarDay.objects.filter(desk=None, day=date(2026, 11, 24), kind="NGHI_LE").exists()
    assert list(RuleSet.objects.order_by("valid_from").values_list("regime", flat=True)) == [
        "QD09",
        "ND61",
        "ND118",
    ]


def test_missing_rows_come_back_and_rows_that_an_office_edited_stay():
    rights = set(Group.objects.get(name=RECEPTION).permissions.values_list("codename", flat=True))
    Group.objects.get(name=RECEPTION).delete()
    CalendarDay.objects.filter(day=date(2026, 11, 24)).delete()
    RuleSet.objects.filter(regime="ND61").update(target_wait_minutes=45)

    assert load_reference() == 2
    assert set(Group.objects.get(name=RECEPTION).permissions.values_list("codename", flat=True)) == rights
    assert CalendarDay.objects.filter(day=date(2026, 11, 24)).count() == 1
    assert RuleSet.objects.get(regime="ND61").target_wait_minutes == 45
    assert load_reference() == 0


def test_after_an_upgrade_the_standard_roles_get_the_rights_they_lack_and_keep_those_an_office_added():
    reception, lead = Group.objects.get(name=RECEPTION), Group.objects.get(name=DESK_LEAD)
    of_the_file = set(reception.permissions.values_list("pk", flat=True))
    added = Permission.objects.exclude(pk__in=of_the_file).first()
    reception.permissions.add(added)
    lead.permissions.remove(*lead.permissions.all()[:2])

    assert grant_standard_rights() == 2
    assert set(reception.permissions.values_list("pk", flat=True)) == of_the_file | {added.pk}
    assert grant_standard_rights() == 0
