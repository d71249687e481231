"""Practice (luyện tập): everything works as at the desk, is marked MẪU, and counts nowhere."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from backoffice.dossiers import tracking
from backoffice.dossiers.models import Applicant, CodeSerial, Dossier, Slip
from backoffice.dossiers.reception import intake
from backoffice.organisation.models import Desk, User
from backoffice.reports.form06 import form06
from backoffice.reports.form06.questions import Span
from backoffice.staffing.counters import practice, presence
from backoffice.staffing.models import CounterSession, Officer
from backoffice.staffing.officer_work import work_of
from tests.support import factories
from tests.support.dossiers import make_world, person, receive, reception_of
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db

BEGIN, END = "admin:staffing_training_practise", "admin:staffing_training_end_practice"


@pytest.fixture
def world():
    world = make_world()
    presence.close_counter(session=world.session, by=world.reception, at=at(8))
    return world


@pytest.fixture
def trainee(world):
    account = practice.account_for(world.reception, on=MONDAY)
    counter = account.desk.counters.get()
    presence.open_counter(counter=counter, user=account, at=at(8), reason="Tập huấn")
    return account


def practise(world, trainee, **fields) -> Dossier:
    posting = trainee.desk.postings.get(procedure=world.version.procedure)
    return intake.receive(reception_of(world, posting=posting, **fields), user=trainee, at=at(9))


def test_the_practice_desk_has_the_counters_queues_and_published_list_of_the_desk(world):
    group = factories.make_group(world.desk)
    factories.make_field("Hộ tịch", group)
    world.counter.service_groups.add(group)
    mirror = practice.account_for(world.reception, on=MONDAY).desk
    assert (mirror.practice_of, mirror.agency_code, mirror.slug) == (
        world.desk,
        "H28.05.MAU",
        "luong-son-mau",
    )
    assert "MẪU" in mirror.name
    assert [c.number for c in mirror.counters.all()] == [1]
    assert [g.series for g in mirror.counters.get().service_groups.all()] == ["A"]
    assert [p.procedure.code for p in mirror.postings.all()] == [world.version.procedure.code]
    assert mirror.postings.get().division.desk == mirror


def test_entering_again_updates_the_list_and_creates_nothing_twice(world):
    first = practice.account_for(world.reception, on=MONDAY)
    other = factories.publish(factories.make_procedure(world.desk, code="1.004859"), by=world.lead)
    world.posting.status = "WITHDRAWN"
    world.posting.save()
    again = practice.account_for(User.objects.get(pk=world.reception.pk), on=MONDAY)
    assert again == first
    assert Desk.objects.count() == 2
    states = dict(again.desk.postings.values_list("procedure", "status"))
    assert states == {other.procedure_id: "PUBLISHED", world.posting.procedure_id: "WITHDRAWN"}


def test_what_is_received_in_practice_is_marked_and_takes_no_number_of_the_desk(world, trainee):
    dossier = practise(world, trainee)
    assert dossier.nature == Dossier.Nature.PRACTICE
    assert dossier.code == "H28.05.MAU-261123-0001"
    assert not CodeSerial.objects.filter(desk=world.desk).exists()
    assert Applicant.objects.visible_to(world.reception).count() == 0


def test_practice_counts_in_no_report_no_evaluation_and_is_unknown_to_the_public(world, trainee):
    dossier = practise(world, trainee)
    everything = factories.allow(world.lead, "organisation.see_every_desk")
    assert dossier in Dossier.objects.visible_to(everything)
    rows = Dossier.objects.visible_to(everything)
    form = form06.form(rows, Span(MONDAY, MONDAY), by="field")
    assert form.totals["received_total"] == 0
    for desk in (world.desk, trainee.desk):
        assert work_of(desk, first=date(2026, 1, 1), last=date(2026, 12, 31)) == {}
    assert tracking.look_up(dossier.code) is None


def test_the_desk_does_not_see_practice_and_practice_does_not_see_the_desk(world, trainee):
    sample = practise(world, trainee)
    world.session = factories.make_session(world.counter, world.reception, opened_at=at(8, 30))
    real = receive(world)
    assert list(Dossier.objects.visible_to(world.lead)) == [real]
    assert list(Dossier.objects.visible_to(trainee)) == [sample]


def test_a_practice_account_sees_its_desk_only_whatever_its_owner_may_see(world):
    leader = factories.allow(world.reception, "organisation.see_every_desk", "procedures.change_procedure")
    account = practice.account_for(leader, on=MONDAY)
    assert account.desks_in_sight == {account.desk_id}
    assert account.has_perm("dossiers.receive_dossier")
    assert not account.has_perm("organisation.see_every_desk")
    assert not account.has_perm("procedures.change_procedure")


def test_nobody_practises_while_citizens_wait_at_their_counter(world):
    factories.make_session(world.counter, world.reception, opened_at=at(9))
    with pytest.raises(practice.NotAllowed, match="đóng quầy"):
        practice.account_for(world.reception, on=MONDAY)
    assert not Desk.objects.filter(practice_of__isnull=False).exists()


def test_the_rostered_officer_practises_on_a_duty(world):
    officer = Officer.objects.get(user=world.reception)
    factories.make_duty(world.counter, officer)
    account = practice.account_for(world.reception, on=MONDAY)
    session = presence.open_counter(counter=account.desk.counters.get(), user=account, at=at(8))
    assert session.duty.counter.desk == account.desk


@time_machine.travel(at(9), tick=False)
def test_an_officer_begins_receives_prints_and_ends(client, world):
    client.force_login(world.reception)
    assert client.post(reverse(BEGIN)).status_code == 302
    page = client.get(reverse("admin:index"))
    account = page.wsgi_request.user
    assert account.practises_for == world.reception
    assert "pr-banner" in page.content.decode()
    presence.open_counter(counter=account.desk.counters.get(), user=account, at=at(8), reason="Tập huấn")
    practise(world, account)
    slip = Slip.objects.get()
    printed = client.get(reverse("admin:dossiers_slip_print", args=[slip.pk])).content.decode()
    assert '<p class="pr-mark">MẪU</p>' in printed
    assert client.post(reverse(END)).status_code == 302
    assert client.get(reverse("admin:index")).wsgi_request.user == world.reception
    assert not CounterSession.objects.open().exists()


def test_only_who_came_from_an_account_gets_back_into_it(client, world, trainee):
    client.force_login(trainee)
    assert client.post(reverse(END)).status_code == 403
    client.force_login(world.reception)
    assert client.post(reverse(END)).status_code == 403


@time_machine.travel(at(9), tick=False)
def test_the_public_finds_no_practice_desk(client, world, trainee):
    assert client.get(reverse("kiosk:home", args=[trainee.desk.slug])).status_code == 404
    assert client.get(reverse("kiosk:entrance")).status_code == 302
    assert (
        person().full_name not in client.get(reverse("kiosk:home", args=[world.desk.slug])).content.decode()
    )
