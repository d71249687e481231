"""The apology before the date is missed, once (R33–R39; Nghị định 61/2018 Điều 19.9)."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backoffice.dossiers import apologies, deadlines, verification
from backoffice.dossiers.lifecycle.transitions import NotAllowed, NotYours
from backoffice.dossiers.models import Apology, Cause, Dossier, Step
from backoffice.dossiers.verbs import apologising, handing_over, urging
from backoffice.organisation.models import CalendarDay, RuleSet
from backoffice.organisation.working_time import calendar_for
from tests.support import factories
from tests.support.dossiers import make_world, move_to, receive, resolve
from tests.support.factories import at

RECEIVED = date(2018, 10, 24)
DUE = date(2018, 10, 31)


@pytest.fixture
def october(world):
    """Due on Wednesday 2018-10-31, in process."""
    move_to(world, RECEIVED)
    dossier = receive(world, at=at(9, on=RECEIVED))
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(10, on=RECEIVED))
    handing_over.take(dossier, by=world.officer, at=at(10, 20, on=RECEIVED))
    return world, dossier


def draft(world, dossier, *, new=date(2018, 11, 5), on=date(2018, 10, 29), **fields):
    letter = {"reason": "Cần xác minh thêm tại xã", "cause": Cause.objects.get(code="can-bo-cham")}
    return apologising.draft(dossier, new_due_on=new, by=world.officer, at=at(9, on=on), **letter | fields)


@pytest.mark.parametrize(
    ("on", "queued"),
    [
        (date(2018, 10, 25), False),
        (date(2018, 10, 26), True),
        (date(2018, 10, 31), True),
        (date(2018, 11, 1), False),  # overdue: from here on it is late without letter
    ],
)
def test_the_queue_shows_a_dossier_two_working_days_before_its_letter_is_due(october, on, queued):
    world, dossier = october
    owed = apologies.queue(world.desk, Dossier.objects.visible_to(world.officer), on=on)
    assert [line.dossier for line in owed] == ([dossier] if queued else [])
    for line in owed:
        assert (line.legal_on, line.working_on) == (date(2018, 10, 30), date(2018, 10, 30))
        assert line.step.officer == world.officer
        assert line.is_missed == (on > date(2018, 10, 30))


@pytest.mark.parametrize(
    ("days_before", "on", "queued"),
    [
        (2, date(2018, 10, 24), False),
        (2, date(2018, 10, 25), True),
        (4, date(2018, 10, 24), False),  # nothing is owed on the day of reception
        (4, date(2018, 10, 25), True),
        (30, date(2018, 10, 25), False),  # the letter would have been due before reception
    ],
)
def test_the_queue_counts_with_the_days_of_the_regime_of_reception(october, days_before, on, queued):
    world, dossier = october
    RuleSet.objects.filter(regime="ND61").update(apology_days_before=days_before)
    RuleSet.objects.exclude(regime="ND61").update(apology_days_before=0)
    rows = Dossier.objects.all()
    assert [line.dossier for line in apologies.queue(world.desk, rows, on=on)] == [dossier] * queued
    assert apologies.queue_length(world.desk, rows, on=on, calendar=calendar_for(world.desk)) == queued


@pytest.mark.parametrize("days_before", [0, 1, 4])
@pytest.mark.parametrize("first_day", [date(2018, 10, 25), date(2018, 12, 26)])
def test_the_query_finds_the_same_letters_as_the_dates_of_each_dossier(october, first_day, days_before):
    """December ends the calendar of the test: its last days have no working day after them."""
    world, dossier = october
    CalendarDay.objects.filter(day__year__gt=2018).delete()
    RuleSet.objects.filter(regime="ND61").update(apology_days_before=days_before)
    calendar = calendar_for(world.desk)
    assert calendar.last_on == date(2018, 12, 31)
    for due_on, old in product((first_day + timedelta(days=days) for days in range(0, 10, 2)), (1, 4, 9)):
        days = {"due_on": due_on, "due_original_on": due_on, "due_original_at": at(9, on=due_on)}
        Dossier.objects.update(received_on=due_on - timedelta(days=old), **days)
        dossier.refresh_from_db()
        dates = apologies.letter_dates(dossier, calendar)
        for on in (due_on - timedelta(days=days) for days in range(old + 1)):
            last = deadlines.soon_on(on, calendar)
            owed = not dates.is_by_the_hour and on > dossier.received_on and dates.working_on <= last
            found = Dossier.objects.filter(apologies.owed_by(last, calendar, on=on).question).exists()
            assert (due_on, old, on, found) == (due_on, old, on, owed)
            watched = apologies.by_the_hour(Dossier.objects.all(), calendar, at=at(23, on=on)).exists()
            assert watched == (dates.is_by_the_hour and on == due_on)
        after = due_on + timedelta(days=1)
        assert Dossier.objects.filter(apologies.owed_by(after, calendar, on=after).question).exists()


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("day", range(22, 32))
def test_the_length_of_the_queue_is_counted_without_reading_it(october, day, known):
    world, _ = october
    sooner = receive(world, at=at(16, on=RECEIVED))
    Dossier.objects.filter(pk=sooner.pk).update(due_on=date(2018, 10, 26), due_original_on=date(2018, 10, 26))
    if not known:
        CalendarDay.objects.all().delete()
    on, rows = date(2018, 10, day), Dossier.objects.all()
    length = apologies.queue_length(world.desk, rows, on=on, calendar=calendar_for(world.desk))
    assert length == len(apologies.queue(world.desk, rows, on=on))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"ended_at": at(9, on=DUE)}, "Bước “Thẩm định” đã xong muộn."),
        ({}, "Đang ở bước “Thẩm định”."),
        ({"due_at": at(9, on=date(2018, 10, 28))}, "Bước “Thẩm định” lẽ ra phải xong ngày 28/10/2018."),
        ({"due_at": at(9, on=date(2018, 10, 29))}, "Bước “Thẩm định” phải xong ngày 29/10/2018."),
    ],
)
def test_the_queue_says_which_step_uses_the_time(facts, words):
    step, on = Step(name="Thẩm định", **facts), date(2018, 10, 29)
    line = apologies.Owed(Dossier(), step, legal_on=on, working_on=on, is_missed=False, on=on)
    assert line.why == words


def test_without_a_calendar_the_queue_still_shows_due_letters(october):
    world, dossier = october
    CalendarDay.objects.all().delete()
    owed = apologies.queue(world.desk, Dossier.objects.all(), on=date(2018, 10, 29))
    assert [(line.dossier, line.legal_on) for line in owed] == [(dossier, date(2018, 10, 30))]


def test_the_queue_needs_the_same_queries_for_one_dossier_as_for_five(october):
    world, _ = october
    asked = []
    for _more in (0, 4):
        for _n in range(_more):
            receive(world, at=at(9, on=RECEIVED))
        with CaptureQueriesContext(connection) as queries:
            owed = apologies.queue(world.desk, Dossier.objects.all(), on=date(2018, 10, 29))
            assert all(line.step.officer for line in owed)
        asked.append(len(queries))
    assert len(owed) == 5
    assert asked[0] == asked[1]


def test_a_letter_moves_the_appointment_and_never_the_first_date(october):
    world, dossier = october
    letter = apologising.sign(draft(world, dossier), by=world.head, at=at(15, on=date(2018, 10, 30)))
    dossier.refresh_from_db()
    assert (dossier.due_on, dossier.due_original_on) == (date(2018, 11, 5), DUE)
    assert not letter.is_late_letter
    assert letter.slip.payload["new_due"] == "05/11/2018"
    assert letter.slip.payload["signer"] == str(world.head)
    assert apologies.queue(world.desk, Dossier.objects.all(), on=date(2018, 10, 31)) == []


def test_official_lateness_is_against_the_first_date(october):
    world, dossier = october
    apologising.sign(draft(world, dossier), by=world.head, at=at(15, on=date(2018, 10, 30)))
    resolve(world, dossier, at=at(9, on=date(2018, 11, 2)))
    assert dossier.timeliness == "LATE"
    assert list(apologies.late_without_letter(Dossier.objects.all(), on=date(2018, 11, 6))) == []


def test_a_letter_after_its_last_day_stays_a_late_letter(october):
    world, dossier = october
    letter = apologising.sign(draft(world, dossier), by=world.head, at=at(9, on=DUE))
    assert letter.is_late_letter


def test_a_late_dossier_stays_in_the_list_until_a_letter_is_recorded(october):
    world, dossier = october
    open_rows = Dossier.objects.all()
    assert list(apologies.late_without_letter(open_rows, on=DUE)) == []
    assert list(apologies.late_without_letter(open_rows, on=date(2018, 11, 1))) == [dossier]
    resolve(world, dossier, at=at(9, on=date(2018, 11, 2)))
    assert list(apologies.late_without_letter(open_rows, on=date(2018, 12, 1))) == [dossier]
    late = draft(world, dossier, new=date(2018, 11, 6), on=date(2018, 11, 5))
    apologising.sign(late, by=world.head, at=at(9, on=date(2018, 11, 5)))
    assert list(apologies.late_without_letter(open_rows, on=date(2018, 12, 1))) == []


def test_a_letter_after_the_result_moves_no_appointment_and_verify_is_content(october):
    world, dossier = october
    resolve(world, dossier, at=at(9, on=date(2018, 11, 2)))
    letter = draft(world, dossier, new=date(2018, 11, 6), on=date(2018, 11, 5))
    apologising.sign(letter, by=world.head, at=at(9, on=date(2018, 11, 5)))
    dossier.refresh_from_db()
    assert (dossier.due_on, letter.is_late_letter) == (DUE, True)
    assert list(verification.broken()) == []


def test_verify_names_an_appointment_that_its_letter_did_not_move(october):
    world, dossier = october
    apologising.sign(draft(world, dossier), by=world.head, at=at(15, on=date(2018, 10, 30)))
    resolve(world, dossier, at=at(9, on=date(2018, 11, 2)))
    Dossier.objects.update(due_on=DUE)
    assert [dossier.code in sentence for sentence in verification.broken()] == [True]


def test_a_second_appointment_is_refused_except_under_a_recorded_decision(october):
    world, dossier = october
    apologising.sign(draft(world, dossier), by=world.head, at=at(9, on=date(2018, 10, 30)))
    with pytest.raises(apologising.AppointedOnce, match="61/2018"):
        draft(world, dossier, new=date(2018, 11, 9))
    with pytest.raises(NotYours):
        draft(world, dossier, new=date(2018, 11, 9), override_number="7/UBND")
    world.officer = factories.allow(world.officer, "dossiers.override_rule")
    second = draft(world, dossier, new=date(2018, 11, 9), override_number="7/UBND")
    apologising.sign(second, by=world.head, at=at(10, on=date(2018, 10, 30)))
    assert dossier.apologies.filter(override_number="7/UBND").count() == 1


def test_a_regime_may_allow_two_appointments_one_after_the_other_and_no_third(october, client):
    world, dossier = october
    RuleSet.objects.filter(regime="ND61").update(reappointments_allowed=2)
    first = draft(world, dossier)
    with pytest.raises(NotAllowed, match="chưa được ký"):
        draft(world, dossier, new=date(2018, 11, 9))
    apologising.sign(first, by=world.head, at=at(9, on=date(2018, 10, 30)))
    assert "draft_apology" in verbs(world.officer, dossier, client)
    second = draft(world, dossier, new=date(2018, 11, 9))
    apologising.sign(second, by=world.head, at=at(10, on=date(2018, 10, 30)))
    assert [letter.ordinal for letter in dossier.apologies.order_by("pk")] == [1, 2]
    assert "draft_apology" not in verbs(world.officer, dossier, client)
    with pytest.raises(apologising.AppointedOnce, match="2 lần"):
        draft(world, dossier, new=date(2018, 11, 16))


def verbs(user, dossier, client):
    client.force_login(user)
    page = client.get(reverse("admin:dossiers_dossier_change", args=[dossier.pk]))
    return [verb.name for verb in page.context["actions"]]


def test_verify_names_an_appointment_beyond_those_of_the_regime(october):
    world, dossier = october
    apologising.sign(draft(world, dossier), by=world.head, at=at(9, on=date(2018, 10, 30)))
    assert list(verification.broken()) == []
    Apology.objects.update(ordinal=2)
    assert [dossier.code in sentence for sentence in verification.broken()] == [True]


def test_the_database_refuses_a_second_appointment_too(october):
    world, dossier = october
    letter = draft(world, dossier)
    letter.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save()
    assert Apology.objects.count() == 1


@pytest.mark.parametrize("new", [DUE, date(2018, 10, 30), date(2018, 11, 3)])
def test_the_new_date_is_a_working_day_after_the_old_one(october, new):
    world, dossier = october
    with pytest.raises(NotAllowed):
        draft(world, dossier, new=new)


def test_a_letter_needs_a_reason_and_is_not_signed_by_the_counter(october):
    world, dossier = october
    with pytest.raises(NotAllowed):
        draft(world, dossier, reason="  ")
    letter = draft(world, dossier)
    with pytest.raises(NotYours):
        apologising.sign(letter, by=world.reception, at=at(9, on=date(2018, 10, 30)))
    apologising.sign(letter, by=world.head, at=at(9, on=date(2018, 10, 30)))
    with pytest.raises(NotAllowed):
        apologising.sign(letter, by=world.head, at=at(10, on=date(2018, 10, 30)))


def test_a_draft_can_be_discarded_and_written_again_a_letter_cannot(october):
    world, dossier = october
    apologising.discard(draft(world, dossier), by=world.officer, at=at(9, on=date(2018, 10, 29)))
    letter = apologising.sign(draft(world, dossier), by=world.head, at=at(9, on=date(2018, 10, 30)))
    with pytest.raises(NotAllowed):
        apologising.discard(letter, by=world.officer, at=at(9, on=date(2018, 10, 30)))


def test_the_applicant_is_notified_of_the_new_date_by_a_recorded_channel(october):
    world, dossier = october
    letter = draft(world, dossier)
    notice = {"channel": "SMS", "result": "Đã nhận tin", "by": world.reception}
    with pytest.raises(NotAllowed):
        apologising.notify(letter, at=at(9, on=date(2018, 10, 30)), **notice)
    apologising.sign(letter, by=world.head, at=at(9, on=date(2018, 10, 30)))
    apologising.notify(letter, at=at(9, 30, on=date(2018, 10, 30)), **notice)
    letter.refresh_from_db()
    assert (letter.notified_by_channel, letter.notified_result) == ("SMS", "Đã nhận tin")


def test_an_account_that_signs_letters_may_notify_the_applicant_on_the_page_too(client, october):
    """The page and the domain use the same table of permissions (Điều 19.9)."""
    world, dossier = october
    cause = Cause.objects.create(code="cham", kind="CHU_QUAN", name="Chậm (giả định)")
    morning = at(9, on=date(2018, 10, 30))
    letter = apologising.draft(
        dossier, reason="Chậm", cause=cause, new_due_on=date(2018, 11, 2), by=world.officer, at=morning
    )
    apologising.sign(letter, by=world.head, at=morning)
    leader = factories.make_user(factories.KEEPER, desk=world.desk)
    factories.allow(leader, "dossiers.view_dossier", "dossiers.see_every_division", "dossiers.sign_apology")
    client.force_login(leader)
    address = reverse("admin:dossiers_dossier_do", args=[dossier.pk, "tell_new_date"])
    assert client.post(address, {"channel": "PHONE", "result": "Đã nghe"}).status_code == 302
    letter.refresh_from_db()
    assert letter.notified_result == "Đã nghe"


def test_the_responsible_step_is_the_first_that_ended_late(world):
    move_to(world, RECEIVED)
    dossier = receive(world, at=at(9, on=RECEIVED))
    handing_over.give(dossier, to=world.officer, by=world.reception, at=at(9, on=date(2018, 10, 26)))
    handing_over.take(dossier, by=world.officer, at=at(10, on=date(2018, 10, 26)))
    assert apologies.responsible_step(dossier).officer == world.reception


def test_the_draft_begins_with_the_facts_and_the_officer_writes_the_reason(client, october):
    world, dossier = october
    client.force_login(world.officer)
    page = client.get(reverse("admin:dossiers_dossier_do", args=[dossier.pk, "draft_apology"]))
    assert "Phòng Tư pháp" in page.context["form"]["reason"].value()


def test_urging_goes_to_one_desks_open_dossiers(october):
    world, dossier = october
    lead = factories.allow(world.lead, "dossiers.override_rule")
    asked = {"addressee": "Phòng Tư pháp", "answer_by": DUE, "by": lead, "at": at(9, on=date(2018, 10, 30))}
    slip = urging.urge([dossier], **asked)
    assert (slip.payload["rows"][0]["code"], dossier.urgings.get().ordinal) == (dossier.code, 1)
    other = make_world(slug="cao-duong", agency_code="H28.06", on=RECEIVED)
    elsewhere = receive(other, at=at(9, on=RECEIVED))
    with pytest.raises(NotAllowed):
        urging.urge([dossier, elsewhere], **asked)
    resolve(world, dossier, at=at(9, on=date(2018, 10, 30)))
    with pytest.raises(NotAllowed):
        urging.urge([dossier], **asked)
