"""The pages of the letters: what is urgent first, what can still be done, signed after it was read."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from backoffice.dossiers.lifecycle.transitions import NotAllowed, NotYours
from backoffice.dossiers.models import Access, Apology, Cause, Dossier
from backoffice.dossiers.verbs import apologising, urging
from tests.support.dossiers import World, make_world, receive, resolve, set_limit
from tests.support.factories import MONDAY, at

pytestmark = pytest.mark.django_db

LETTERS = "admin:dossiers_dossier_apologies"
MONTH = timedelta(days=28)
SIGN = "admin:dossiers_dossier_sign_letters"


@pytest.fixture
def world():
    Cause.objects.create(code="viec-cham", kind="CHU_QUAN", name="Chậm (giả định)")
    return make_world()


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(at(10, on=MONDAY)):
        yield


def due(world: World, on: date, **fields) -> Dossier:
    """Return a dossier received weeks before the day on which it is due."""
    dossier = receive(world)
    fields = {
        "due_on": on,
        "due_original_on": on,
        "received_on": min(on, MONDAY) - timedelta(days=28),
    } | fields
    for name, value in fields.items():
        setattr(dossier, name, value)
    dossier.due_at = dossier.due_original_at = at(17, on=on)
    dossier.save()
    return dossier


def draft(world: World, dossier: Dossier, *, by=None, **fields) -> Apology:
    words = {"reason": "Cần xác minh tại xã", "cause": Cause.objects.get(code="viec-cham")}
    words |= {"new_due_on": date(2026, 12, 4), "by": by or world.head, "at": at(9)} | fields
    return apologising.draft(dossier, **words)


def late_since(world: World, on: date) -> Dossier:
    dossier = due(world, on)
    resolve(world, dossier, at=at(9, 30))
    Dossier.objects.filter(pk=dossier.pk).update(resolved_on=on + timedelta(days=1), resolved_at=at(9))
    return dossier


def page(client, user, name=LETTERS, **query):
    client.force_login(user)
    return client.get(reverse(name, query=query))


def test_closed_years_are_a_number_behind_a_link_and_the_open_ones_come_first(world, client):
    this_year = late_since(world, date(2026, 11, 3))
    old = late_since(world, date(2019, 11, 5))
    running = due(world, date(2026, 11, 20))
    shown = page(client, world.lead).context
    assert [dossier for dossier, _step, _urged in shown["late"]] == [running, this_year]
    assert (shown["late_count"], shown["closed_years"]) == (2, 1)
    listed = page(client, world.lead, "admin:dossiers_dossier_changelist", due="without_letter_before")
    assert [row.pk for row in listed.context["cl"].result_list] == [old.pk]
    listed = page(client, world.lead, "admin:dossiers_dossier_changelist", due="without_letter")
    assert {row.pk for row in listed.context["cl"].result_list} == {running.pk, this_year.pk}


def test_the_signer_is_asked_for_what_can_still_be_sent(world, client):
    for day in (date(2019, 11, 5), date(2026, 11, 3)):
        draft(world, late_since(world, day))
    tasks = page(client, world.leader, "admin:index").context["day"].tasks
    assert tasks[0].subject == "1 thư xin lỗi chờ ký"
    assert tasks[0].url == reverse(SIGN)
    assert len(page(client, world.leader, SIGN).context["previews"]) == 1
    assert len(page(client, world.leader, SIGN, old="").context["previews"]) == 1


def test_what_can_still_come_in_time_is_signed_first(world, client):
    ended, overdue, in_time, later = (
        draft(world, late_since(world, date(2026, 11, 3))),
        draft(world, due(world, date(2026, 11, 18))),
        draft(world, due(world, date(2026, 11, 25))),
        draft(world, due(world, date(2026, 11, 27))),
    )
    shown = page(client, world.leader, SIGN).context["previews"]
    assert [line["letter"] for line in shown] == [in_time, later, overdue, ended]
    assert [line["is_late"] for line in shown] == [False, False, True, True]


def test_the_ticked_letters_are_signed_together_each_with_its_own_refusal(world, client):
    good, past, unticked = (draft(world, due(world, date(2026, 11, 25))) for _ in range(3))
    Apology.objects.filter(pk=past.pk).update(old_due_on=date(2026, 11, 10), new_due_on=date(2026, 11, 13))
    Dossier.objects.filter(pk=past.dossier_id).update(
        due_on=date(2026, 11, 10), due_original_on=date(2026, 11, 10)
    )
    client.force_login(world.leader)
    answer = client.post(reverse(SIGN), {"letter": [good.pk, past.pk]})
    results = {result.dossier.pk: result for result in answer.context["results"]}
    assert results[good.dossier_id].is_done
    assert "13/11/2026" in results[past.dossier_id].refusal
    for letter in (good, past, unticked):
        letter.refresh_from_db()
    assert [bool(letter.signed_at) for letter in (good, past, unticked)] == [True, False, False]
    assert good.slip == results[good.dossier_id].slip


def test_a_letter_is_read_as_it_will_be_printed_and_the_look_is_recorded(world, client):
    letter = draft(world, due(world, date(2026, 11, 25)))
    shown = page(client, world.leader, SIGN)
    assert "Cần xác minh tại xã" in shown.content.decode()
    assert letter.dossier.applicant_name in shown.content.decode()
    client.force_login(world.head)
    alone = client.get(reverse("admin:dossiers_dossier_letter", args=[letter.pk])).content.decode()
    signed = apologising.sign(letter, by=world.head, at=at(10))
    client.force_login(world.head)
    printed = client.get(reverse("admin:dossiers_slip_print", args=[signed.slip_id])).content.decode()
    body = printed[printed.index('<p class="to">') : printed.index("</main>")].split("<footer")[0]
    assert body in alone
    assert Access.objects.filter(dossier=letter.dossier_id, kind=Access.Kind.VIEW).count() == 3


def test_a_draft_is_edited_until_it_is_signed(world, client):
    letter = draft(world, due(world, date(2026, 11, 25)))
    address = reverse("admin:dossiers_dossier_do", args=[letter.dossier_id, "edit_apology"])
    client.force_login(world.head)
    form = client.get(address).context["form"]
    assert (form["reason"].value(), form["new_due_on"].value()) == ("Cần xác minh tại xã", date(2026, 12, 4))
    assert 'value="04/12/2026"' in str(form["new_due_on"])  # as the browser's box of a day reads it
    words = {"reason": "Chờ trích lục", "cause": letter.cause_id, "new_due_on": "2026-12-07"}
    assert client.post(address, words).status_code == 302
    letter.refresh_from_db()
    assert (letter.reason, letter.new_due_on) == ("Chờ trích lục", date(2026, 12, 7))
    event = letter.dossier.events.get(kind="edit_apology")
    assert (event.reason, event.data) == ("Chờ trích lục", {"new_due_on": "2026-12-07"})
    assert letter.history.count() == 2
    apologising.sign(letter, by=world.head, at=at(10))
    change = {"reason": "x", "cause": letter.cause, "new_due_on": date(2026, 12, 8)}
    with pytest.raises(NotAllowed):
        apologising.edit(letter, by=world.head, at=at(11), **change)


def test_a_second_letter_under_a_decision_is_drafted_by_the_lead_and_signed_by_the_head(world, client):
    """With the shipped roles: the decision's number is the lead's, the signature the head's (R36)."""
    dossier = due(world, date(2026, 11, 25))
    apologising.sign(draft(world, dossier), by=world.head, at=at(9))
    with pytest.raises(apologising.AppointedOnce):
        draft(world, dossier, new_due_on=date(2026, 12, 11))
    with pytest.raises(NotYours):
        draft(world, dossier, new_due_on=date(2026, 12, 11), override_number="7/UBND")
    address = reverse("admin:dossiers_dossier_do", args=[dossier.pk, "draft_apology"])
    words = {"reason": "Chờ trích lục", "cause": Cause.objects.get(code="viec-cham").pk}
    words |= {"new_due_on": "2026-12-11", "override_number": "7/QĐ-UBND"}
    client.force_login(world.lead)
    assert client.post(address, words).status_code == 302
    second = Apology.objects.get(dossier=dossier, override_number="7/QĐ-UBND")
    with pytest.raises(NotYours):
        apologising.sign(second, by=world.lead, at=at(9))
    client.force_login(world.head)
    client.post(reverse(SIGN), {"letter": second.pk})
    dossier.refresh_from_db()
    assert (dossier.due_on, dossier.due_original_on) == (date(2026, 12, 11), date(2026, 11, 25))


def test_a_sent_urging_letter_is_said_in_lists_and_on_the_page(world, client):
    dossier = due(world, date(2026, 11, 18), holder=world.officer, holder_division=world.division)
    task = page(client, world.lead, "admin:index").context["day"].tasks[0]
    assert task.action == "Đôn đốc"
    asked = {"addressee": "Phòng Tư pháp", "answer_by": MONDAY, "by": world.lead, "at": at(9, 12)}
    urging.urge([dossier], **asked)
    words = "đã đôn đốc 23/11 09:12: Phòng Tư pháp"
    task = next(t for t in page(client, world.lead, "admin:index").context["day"].tasks)
    assert (task.subject, task.action) == (dossier.code, "Mở hồ sơ")
    assert words in task.holder
    for answer in (
        page(client, world.lead),
        page(client, world.lead, "admin:dossiers_dossier_changelist"),
        client.get(reverse("admin:dossiers_dossier_change", args=[dossier.pk])),
    ):
        assert words in answer.content.decode()


def test_the_list_of_the_hours_says_until_when(world, client):
    set_limit(world.version, 6, "hour")
    hour = receive(world, at=at(8))
    set_limit(world.version, 1, "working_day")
    day = due(world, MONDAY, received_on=date(2026, 11, 20))
    first = page(client, world.lead, "admin:index").context["day"].hours
    assert [line.dossier for line in first] == [hour, day]
    assert "16:00" in page(client, world.lead).content.decode()
    with time_machine.travel(at(16, 1, on=MONDAY)):
        assert page(client, world.lead).context["hours"][0].is_past
