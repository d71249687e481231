"""Who is at the counter: nobody is renamed by a mistyped number, nothing odd is silent (F3, F4, F11, F14)."""

from dataclasses import replace

import pytest
import time_machine
from django.urls import reverse

from backoffice.dossiers.models import Access, Applicant, CodeSerial, Dossier, Refusal, Supplement
from backoffice.dossiers.reception import appointments, intake
from backoffice.dossiers.verbs import refusing, supplementing
from tests.support import factories
from tests.support.dossiers import add_component, person, receive, reception_of, resolve
from tests.support.factories import at

RECEIVE = reverse("admin:dossiers_dossier_receive")
LIST = reverse("admin:dossiers_dossier_changelist")
NUMBER, OTHER = "001214567856", "001190000010"
BINH = {"full_name": "Trần Văn Bình", "phone": "0987654321"}


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(at(9, 30), tick=False):
        yield


@pytest.fixture
def desk_client(client, world):
    client.force_login(world.reception)
    return client


@pytest.fixture
def marriage(world):
    """Another procedure at the same desk."""
    procedure = factories.make_procedure(world.desk, "1.000894", "Đăng ký kết hôn")
    factories.make_version(procedure)
    return factories.publish(procedure, division=world.division)


def typed(posting, **fields):
    form = {"posting": posting.pk, "request_key": "k1", "channel": "IN_PERSON", "sets": "1"}
    dao = {"full_name": "Nguyễn Thị Đào", "id_number": NUMBER, "phone": "0912 345 123"}
    return form | dao | fields


def errors(answer) -> dict:
    return dict(answer.context["form"].errors) if answer.status_code == 200 else {}


def stored(number=NUMBER) -> tuple[str, str, str]:
    return Applicant.objects.values_list("full_name", "phone", "address").get(id_number=number)


DAO = ("Nguyễn Thị Đào", "0912345123", "Thôn Giả Định, xã Hòa Sơn")


# In the domain


def test_another_name_under_a_known_number_is_refused_with_her_name(world):
    receive(world)
    with pytest.raises(appointments.NotReceivable, match="Nguyễn Thị Đào"):
        receive(world, applicant=person(**BINH))
    assert stored() == DAO
    assert Dossier.objects.count() == 1


def test_form_02_and_form_03_rename_nobody_either(world):
    receive(world)
    by = {"user": world.reception, "at": at(9)}
    with pytest.raises(appointments.NotReceivable, match="Nguyễn Thị Đào"):
        supplementing.ask_at_the_counter(
            reception_of(world, applicant=person(**BINH)), missing=["Tờ khai"], reason="Thiếu", **by
        )
    with pytest.raises(appointments.NotReceivable, match="Nguyễn Thị Đào"):
        refusing.refuse_at_the_counter(
            procedure=world.posting.procedure,
            applicant=person(**BINH),
            content="",
            ground="DUPLICATE",
            text="Trùng hồ sơ đang giải quyết",
            **by,
        )
    assert stored() == DAO


def test_the_same_name_in_other_letters_is_the_same_person_and_changes_nothing(world):
    receive(world)
    receive(world, applicant=person(full_name="NGUYEN  THI DAO", phone="0987654321", address=""))
    assert stored() == DAO


def test_kept_or_replaced_is_what_the_officer_says(world):
    receive(world)
    kept = receive(world, applicant=person(**BINH, confirmed="KEEP"))
    assert (kept.applicant_name, stored()) == ("Nguyễn Thị Đào", DAO)
    replaced = receive(world, applicant=person(**BINH, address="", confirmed="UPDATE"))
    assert (replaced.applicant_name, stored()) == ("Trần Văn Bình", (*BINH.values(), DAO[2]))
    assert "xác nhận" in Applicant.history.first().history_change_reason
    assert Applicant.history.first().history_change_reason != Applicant.history.last().history_change_reason


def test_what_was_never_stated_is_added_without_a_question(world):
    receive(world, applicant=person(phone="", address=""))
    receive(world)
    assert stored() == DAO


def test_numbers_and_telephones_are_kept_in_one_spelling(world):
    proxy = intake.Proxy(
        full_name="Lê Thị Na", paper="Giấy ủy quyền", id_number="001.190.000 010", phone="+84 987 654 321"
    )
    first = receive(world, applicant=person(id_number="c1234567", phone="+84 912.345.123"), proxy=proxy)
    second = receive(world, applicant=person(id_number="C 123 4567", phone="0912345123"))
    assert first.applicant == second.applicant
    assert (first.applicant.id_number, first.applicant.phone) == ("C1234567", "0912345123")
    assert (first.proxy_id_number, first.proxy_phone) == ("001190000010", "0987654321")


def test_the_reason_of_a_doubt_stands_in_the_log_without_numbers(world):
    dossier = receive(world, applicant=person(id_number="abc", doubt_reason="Giấy tạm, gọi 0912 345 123"))
    assert dossier.events.get().reason == "Giấy tạm, gọi •••"
    assert Applicant.history.get(id_number="ABC").history_change_reason.endswith("Giấy tạm, gọi •••")


def test_the_same_submission_is_received_once(world):
    first = receive(world, request_key="a1")
    assert receive(world, request_key="a1") == first
    assert Dossier.objects.count() == 1
    assert CodeSerial.objects.get().last == 1


@pytest.mark.parametrize(
    "other",
    [
        {"applicant": person(id_number=OTHER)},
        {"applicant": person(full_name="Trần Văn Bình")},
        {"applicant": person(id_number="")},
        {"channel": "POSTAL"},
        {"content": "Việc khác"},
    ],
)
def test_one_form_with_other_data_is_refused_with_the_first_code(world, other):
    """Two receptions under one key: the second person must not get the first one's receipt (F11)."""
    first = receive(world, request_key="a1")
    with pytest.raises(intake.AlreadyReceived, match=first.code):
        receive(world, request_key="a1", **other)


def test_one_form_with_another_procedure_is_refused(world, marriage):
    first = receive(world, request_key="a1")
    with pytest.raises(intake.AlreadyReceived, match=first.code):
        receive(world, request_key="a1", posting=marriage, papers=())


@pytest.mark.parametrize("confirmed", ["KEEP", "UPDATE"])
def test_a_confirmed_person_pressed_twice_is_received_once(world, confirmed):
    receive(world)
    again = reception_of(world, applicant=person(**BINH, confirmed=confirmed), request_key="a2")
    first = intake.receive(again, user=world.reception, at=at(9))
    assert intake.receive(replace(again), user=world.reception, at=at(9)) == first


# On the page


def test_a_known_number_over_a_filled_form_asks_whose_it_is(desk_client, world, marriage):
    receive(world)
    answer = desk_client.post(RECEIVE, typed(marriage, **BINH))
    assert "Nguyễn Thị Đào" in errors(answer)["confirmed"][0]
    assert set(errors(answer)) == {"confirmed"}
    assert "H28.05-261123-0001" in answer.content.decode()
    assert stored() == DAO
    assert Access.objects.get().kind == "UNMASK"


@pytest.mark.parametrize(("confirmed", "name"), [("KEEP", "Nguyễn Thị Đào"), ("UPDATE", "Trần Văn Bình")])
def test_the_officer_says_who_it_is(desk_client, world, marriage, confirmed, name):
    receive(world)
    answer = desk_client.post(RECEIVE, typed(marriage, **BINH, confirmed=confirmed, asked_about=NUMBER))
    assert answer.status_code == 302
    assert Dossier.objects.latest("pk").applicant_name == Applicant.objects.get().full_name == name


def test_an_answer_about_one_number_counts_for_no_other(desk_client, world, marriage):
    receive(world)
    answer = desk_client.post(RECEIVE, typed(marriage, **BINH, confirmed="UPDATE", asked_about=OTHER))
    assert set(errors(answer)) == {"confirmed"}


def test_a_mistyped_number_is_corrected(desk_client, world, marriage):
    receive(world)
    mistyped = typed(marriage, **BINH, confirmed="OTHER", asked_about=NUMBER)
    assert set(errors(desk_client.post(RECEIVE, mistyped))) == {"id_number"}
    assert desk_client.post(RECEIVE, mistyped | {"id_number": OTHER}).status_code == 302
    assert stored() == DAO
    assert stored(OTHER)[0] == "Trần Văn Bình"


def test_another_telephone_is_asked_about_and_the_same_one_is_not(desk_client, world, marriage):
    receive(world)
    assert set(errors(desk_client.post(RECEIVE, typed(marriage, phone="0987654321")))) == {"confirmed"}
    assert desk_client.post(RECEIVE, typed(marriage, phone="+84 912.345.123")).status_code == 302
    assert stored() == DAO


@pytest.mark.parametrize(
    "odd",
    [
        {"id_number": "abc"},
        {"id_number": "00119000001"},
        {"id_number": "000190000010"},
        {"full_name": "A"},
        {"phone": "abc"},
        {"proxy_name": "Lê Thị Na", "proxy_paper": "Giấy ủy quyền", "proxy_phone": "123"},
    ],
)
def test_what_looks_wrong_needs_a_reason_and_hinders_nobody(desk_client, world, odd):
    answer = desk_client.post(RECEIVE, typed(world.posting, **odd))
    assert set(errors(answer)) == {"doubt_reason"}
    assert "⚠" in answer.content.decode()
    assert not Dossier.objects.exists()
    desk_client.post(RECEIVE, typed(world.posting, **odd, doubt_reason="Giấy tờ cấp ở nước ngoài"))
    assert Dossier.objects.get().events.get().reason == "Giấy tờ cấp ở nước ngoài"


def test_what_is_known_is_not_doubted_again(desk_client, world, marriage):
    receive(world, applicant=person(id_number="abc", full_name="Ỷ", phone="12"))
    again = typed(marriage, id_number="abc", full_name="Ỷ", phone="12")
    assert desk_client.post(RECEIVE, again).status_code == 302


def test_the_same_procedure_again_is_said_before_saving(desk_client, world):
    receive(world)
    answer = desk_client.post(RECEIVE, typed(world.posting))
    assert set(errors(answer)) == {"again"}
    page = answer.content.decode()
    assert "cùng thủ tục" in page
    assert "01/12/2026" in page
    assert desk_client.post(RECEIVE, typed(world.posting, again="on")).status_code == 200
    desk_client.post(RECEIVE, typed(world.posting, again="on", asked_about=NUMBER))
    assert Dossier.objects.count() == 2


def test_a_finished_dossier_or_another_procedure_is_no_second_time(desk_client, world, marriage):
    resolve(world, receive(world), at=at(9, 10))
    assert desk_client.post(RECEIVE, typed(world.posting)).status_code == 302
    assert desk_client.post(RECEIVE, typed(marriage, request_key="k2")).status_code == 302


def test_a_refusal_or_form_02_asks_nothing_of_a_second_time(desk_client, world):
    component = add_component(world.version, "Giấy chứng sinh")
    receive(world)
    refused = {"refuse": "1", "refusal_ground": "DUPLICATE", "refusal_text": "Trùng hồ sơ đang giải quyết"}
    desk_client.post(RECEIVE, typed(world.posting, **refused))
    desk_client.post(RECEIVE, typed(world.posting, supplement="1", supplement_reason="Thiếu giấy"))
    assert Refusal.objects.count() == 1
    assert Supplement.objects.get().missing == [component.name]


def test_pressing_twice_asks_nothing_the_second_time(desk_client, world):
    first, second = (desk_client.post(RECEIVE, typed(world.posting)) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Dossier.objects.count() == 1


def test_one_form_for_two_citizens_is_refused_in_words_and_then_received(desk_client, world):
    desk_client.post(RECEIVE, typed(world.posting))
    answer = desk_client.post(RECEIVE, typed(world.posting, **BINH, id_number=OTHER))
    assert "H28.05-261123-0001" in errors(answer)["__all__"][0]
    new_key = answer.context["form"]["request_key"].value()
    desk_client.post(RECEIVE, typed(world.posting, **BINH, id_number=OTHER, request_key=new_key))
    assert [dossier.applicant_name for dossier in Dossier.objects.order_by("pk")] == [
        "Nguyễn Thị Đào",
        "Trần Văn Bình",
    ]


def test_the_lookup_says_in_words_what_the_person_has_open(desk_client, world, marriage):
    receive(world)
    url = reverse("admin:dossiers_dossier_applicant")
    found = desk_client.get(url, {"id_number": NUMBER, "posting": world.posting.pk}).json()
    assert found["is_running"]
    for word in (
        "Nguyễn Thị Đào",
        "H28.05-261123-0001",
        "Đăng ký khai sinh",
        "01/12/2026",
        "cùng thủ tục",
    ):
        assert word in found["shown"]
    other = desk_client.get(url, {"id_number": NUMBER, "posting": marriage.pk}).json()
    assert not other["is_running"]
    assert "cùng thủ tục" not in other["shown"]


def test_pages_of_reception_are_kept_by_no_browser(desk_client, world):
    for query in ({}, {"posting": world.posting.pk}):
        assert "no-store" in desk_client.get(RECEIVE, query).headers["Cache-Control"]
    page = desk_client.get(RECEIVE, {"posting": world.posting.pk}).content.decode()
    for name in ("id_number", "full_name", "phone", "address", "email", "proxy_name", "proxy_id_number"):
        field = page.split(f'name="{name}"')[1].split(">")[0]
        assert 'autocomplete="off"' in field


def test_a_reception_irrespective_of_boundaries_is_ticked(desk_client, world):
    desk_client.post(RECEIVE, typed(world.posting, is_cross_boundary="on"))
    dossier, plain = Dossier.objects.get(), receive(world, applicant=person(id_number=OTHER))
    assert (dossier.is_cross_boundary, plain.is_cross_boundary) == (True, False)
    rows = desk_client.get(LIST, {"is_cross_boundary__exact": "1"})
    assert [row.code for row in rows.context["cl"].result_list] == [dossier.code]
    assert rows.content.decode().count("phi địa giới hành chính</small>") == 1
    exported = desk_client.get(LIST, {"format": "csv"}).content.decode()
    assert exported.count("phi địa giới hành chính") == 1
    page = reverse("admin:dossiers_dossier_change", args=[dossier.pk])
    assert "· phi địa giới hành chính" in desk_client.get(page).content.decode()


def test_a_missing_paper_is_marked_in_its_row_and_form_02_is_offered(desk_client, world):
    """The mandatory paper without a tick has the error, and the panel of form 02 is open (U13)."""
    component = add_component(world.version, "Giấy chứng sinh")
    answer = desk_client.post(RECEIVE, typed(world.posting))
    assert set(errors(answer)) == {f"paper_{component.pk}"}
    page = answer.content.decode()
    assert 'class="is-missing"' in page
    assert '<details class="mc-panel" open>' in page


@pytest.mark.parametrize("button", ["supplement", "refuse"])
def test_the_panel_of_the_pressed_button_stays_open(desk_client, world, button):
    page = desk_client.post(RECEIVE, typed(world.posting, **{button: "1"})).content.decode()
    panels = page.split('<details class="mc-panel"')[1:]
    assert [panel.startswith(" open") for panel in panels] == [button == "supplement", button == "refuse"]


def test_a_panel_with_an_error_is_open(desk_client, world):
    for wrong in ({"email": "x"}, {"submitted_at": "x"}):
        page = desk_client.post(RECEIVE, typed(world.posting, **wrong)).content.decode()
        assert '<details class="dossier-wide" open>' in page
    assert (
        '<details class="dossier-wide" open>'
        not in desk_client.get(RECEIVE, {"posting": world.posting.pk}).content.decode()
    )
