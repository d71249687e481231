"""The demonstration adds up to what was reported on 24 October 2019, and keeps away from an office's rows."""

import json
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import F
from django.test import TestCase

from backoffice.demonstration import loading, past
from backoffice.dossiers import apologies
from backoffice.dossiers.models import Apology, Applicant, Dossier, DueComputation
from backoffice.organisation.models import Desk, User
from backoffice.organisation.working_time import calendar_for
from backoffice.reports.closing import closings
from backoffice.reports.form06.questions import Span
from backoffice.reports.situation.figures import situation
from backoffice.staffing.models import CounterSession, Duty
from backoffice.tickets.models import Ticket
from tests.support import factories
from tests.support.one_figure import by_label

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


UP_TO_THE_REPORT = Span(date(2019, 1, 1), date(2019, 10, 24))
# The same dice on every machine.
DESK_LATE = {
    "late__letter": 64,
    "late__letter__subjective": 46,
    "late__letter__objective": 18,
    "late__no_letter": 66,
    "late__no_letter__unstated": 66,
    "pending_overdue__letter": 92,
    "pending_overdue__letter__subjective": 62,
    "pending_overdue__letter__objective": 30,
    "pending_overdue__no_letter": 122,
    "pending_overdue__no_letter__subjective": 1,
    "pending_overdue__no_letter__objective": 2,
    "pending_overdue__no_letter__unstated": 119,
}
COMMUNES_LETTERS = 49
LETTERS_OF_2019 = 309


def report(by: str) -> dict:
    out = StringIO()
    days = {"first": UP_TO_THE_REPORT.first, "last": UP_TO_THE_REPORT.last}
    call_command("report", office="luong-son", by=by, json=True, stdout=out, **days)
    return json.loads(out.getvalue())


THE_WHOLE_YEAR = pytest.mark.only_on("sqlite", "the dice do not depend on the engine")
# On PostgreSQL the communes in time are a twentieth: to it, one of their dossiers is like another.
FEW = replace(past.COMMUNES, early=312, on_time=1_030)


class TheDemonstration(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        """Load it once, as on first use, in a transaction that ends with the class."""
        communes = past.COMMUNES if connection.vendor == "sqlite" else FEW
        with mock.patch.object(past, "COMMUNES", communes):
            loading.load(at=HOLIDAY_MORNING)

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

    @THE_WHOLE_YEAR
    def test_the_district_with_its_communes_resolved_29694_of_30898(self):
        document = report("office")
        totals = document["totals"]
        assert (totals["received_total"], totals["resolved_total"], totals["late"]) == (30898, 29694, 336)
        assert document["on_time_percent"] == "98.87"
        assert len(document["rows"]) == 21

    def test_on_its_morning_equal_labels_show_equal_numbers(self):
        for name in ("truong-bo-phan", "chu-tich"):
            found = by_label(self.client, User.objects.get(username=name), at=HOLIDAY_MORNING)
            assert {label: numbers for label, numbers in found.items() if len(numbers) > 1} == {}

    @THE_WHOLE_YEAR
    def test_about_half_of_the_late_dossiers_of_the_desk_have_an_apology_the_same_on_every_machine(self):
        late = report("field")["late_letters"]
        assert {name: number for name, number in late.items() if number} == DESK_LATE
        assert late["late__letter"] + late["late__no_letter"] == 130
        district = report("office")["late_letters"]
        communes = district["late__letter"] - late["late__letter"]
        assert (communes, district["late__letter"] + district["late__no_letter"]) == (COMMUNES_LETTERS, 336)

    @THE_WHOLE_YEAR
    def test_the_letters_are_the_same_on_every_machine(self):
        assert Apology.objects.filter(drafted_at__year=2019).count() == LETTERS_OF_2019

    def test_a_letter_is_written_and_signed_before_the_result_and_moves_only_the_appointment(self):
        calendar = calendar_for(None)
        letters = Apology.objects.filter(drafted_at__year=2019).select_related("dossier", "slip")
        assert letters.values("dossier").distinct().count() == letters.count()
        for letter in letters:
            dossier = letter.dossier
            assert dossier.received_at < letter.drafted_at < (letter.signed_at or dossier.resolved_at)
            assert letter.old_due_on == dossier.due_original_on < letter.new_due_on
            assert calendar.is_working(letter.new_due_on)
            assert letter.cause_kind == letter.cause.kind
            if letter.signed_at:
                assert letter.signed_at < dossier.resolved_at
                assert dossier.due_on == letter.new_due_on
                dates = apologies.letter_dates(dossier, calendar)
                assert letter.is_late_letter == dates.is_late(letter.signed_at)
            else:
                assert dossier.due_on == dossier.due_original_on

    def test_the_letters_of_a_desk_are_signed_by_those_who_may_and_numbered_in_that_order(self):
        signed = Apology.objects.signed().filter(dossier__desk__slug="luong-son", signed_at__year=2019)
        numbers = list(signed.order_by("signed_at", "dossier").values_list("slip__number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        signers = User.objects.filter(pk__in=Apology.objects.signed().values("signed_by"))
        assert all(signer.has_perm("dossiers.sign_apology") for signer in signers)

    def test_a_moved_appointment_has_its_history_and_its_computation(self):
        moved = Dossier.objects.filter(due_on__gt=F("due_original_on"), received_on__year=2019)
        assert moved.count() == Apology.objects.signed().filter(signed_at__year=2019).count()
        assert {(row.history.count(), row.computations.get().occasion) for row in moved} == {
            (2, DueComputation.Occasion.REAPPOINTMENT)
        }
        written = Apology.objects.filter(drafted_at__year=2019)
        assert Apology.history.filter(drafted_at__year=2019).count() == written.count() > 0

    def test_the_first_page_shows_the_late_steps_and_the_share_of_subjective_causes(self):
        lead = User.objects.get(username="truong-bo-phan")
        held = situation(lead, lead.desk, on=HOLIDAY_MORNING.date()).holding
        assert held.late > 0
        assert held.subjective != "–"
        assert sum(sum(row.values) for row in held.divisions) == held.late
        assert held.steps

    def test_the_year_can_be_closed_with_the_communes_and_is_counted_again(self):
        leader = User.objects.get(username="chu-tich")
        closed = closings.close(leader.desk, UP_TO_THE_REPORT, with_below=True, by=leader, at=HOLIDAY_MORNING)
        assert closed.figures["late_letters"] == report("office")["late_letters"]
        assert closings.is_reproduced(closed)

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

    def test_loading_it_again_changes_nothing(self):
        before = [Dossier.objects.count(), Duty.objects.count(), Ticket.objects.count(), User.objects.count()]
        loading.load(at=HOLIDAY_MORNING)
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

    def test_the_first_use_changes_nothing_for_an_office_and_prints_nothing(self):
        factories.make_desk("mot-xa")
        out = StringIO()
        call_command("demo", first_use=True, stdout=out)
        assert (out.getvalue(), Desk.objects.count()) == ("", 1)
