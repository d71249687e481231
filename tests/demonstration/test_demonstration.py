"""The demonstration adds up to what was reported on 24 October 2019, and never meets an office's own rows."""

import json
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import TestCase

from backoffice.demonstration import telling
from backoffice.dossiers.models import Applicant, Dossier
from backoffice.organisation.models import Desk, User
from backoffice.staffing.models import CounterSession, Duty
from backoffice.tickets.models import Ticket
from tests import factories

HOLIDAY_MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
ACCOUNTS = {
    "quan-tri",
    "truong-bo-phan",
    "tiep-nhan",
    "chuyen-vien",
    "lanh-dao",
    "kiem-soat",
    "chu-tich",
    "xa-lam-son",
}


def report(by: str) -> dict:
    out = StringIO()
    days = {"first": datetime(2019, 1, 1).date(), "last": datetime(2019, 10, 24).date()}  # noqa: DTZ001
    call_command("report", office="luong-son", by=by, json=True, stdout=out, **days)
    return json.loads(out.getvalue())


class TheDemonstration(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        """Load it once, as a first use does, in a transaction that ends with the class."""
        telling.tell(at=HOLIDAY_MORNING)

    def test_the_desk_resolved_2645_of_3836_and_130_late(self):
        document = report("field")
        totals = document["totals"]
        in_time = totals["early"] + totals["on_time"]
        assert (totals["received_total"], totals["resolved_total"], totals["pending_total"]) == (
            3836,
            2645,
            1191,
        )
        assert (in_time, totals["late"], document["late_percent"]) == (2515, 130, "4.91")

    def test_the_district_with_its_communes_resolved_29694_of_30898(self):
        document = report("office")
        totals = document["totals"]
        assert (totals["received_total"], totals["resolved_total"], totals["late"]) == (30898, 29694, 336)
        assert document["on_time_percent"] == "98.87"
        assert len(document["rows"]) == 21

    def test_its_accounts_can_sign_in_with_the_published_password(self):
        users = User.objects.filter(username__in=ACCOUNTS)
        assert {user.username for user in users if user.check_password("motcua-demo")} == ACCOUNTS

    def test_every_dossier_and_applicant_is_marked_as_invented(self):
        assert not Dossier.objects.exclude(nature=Dossier.Nature.DEMO).exists()
        assert not Applicant.objects.exclude(full_name__endswith="(hư cấu)").exists()
        assert not Applicant.objects.exclude(id_number__startswith="000").exists()

    def test_today_has_a_roster_open_counters_and_a_queue_even_on_a_holiday(self):
        today = HOLIDAY_MORNING.date()
        assert Duty.objects.filter(day=today).count() == 10
        assert CounterSession.objects.open().filter(day=today).count() == 4
        assert Ticket.objects.filter(state=Ticket.State.CALLED).count() == 3

    def test_telling_it_again_changes_nothing(self):
        before = [Dossier.objects.count(), Duty.objects.count(), Ticket.objects.count(), User.objects.count()]
        telling.tell(at=HOLIDAY_MORNING)
        after = [Dossier.objects.count(), Duty.objects.count(), Ticket.objects.count(), User.objects.count()]
        assert before == after

    def test_its_log_and_its_invariants_hold(self):
        out = StringIO()
        call_command("verify", stdout=out)
        assert out.getvalue().strip() == "OK"


@pytest.mark.django_db
class TestAnOfficeOfItsOwn:
    def test_it_is_refused_where_an_office_keeps_its_rows(self):
        factories.make_desk("mot-xa")
        with pytest.raises(CommandError) as refused:
            call_command("demo")
        assert refused.value.returncode == 1
        assert Desk.objects.count() == 1

    def test_the_first_use_leaves_an_office_alone_without_a_word(self):
        factories.make_desk("mot-xa")
        out = StringIO()
        call_command("demo", first_use=True, stdout=out)
        assert (out.getvalue(), Desk.objects.count()) == ("", 1)
