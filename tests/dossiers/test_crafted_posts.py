"""Every post ends in a sentence: refused, not found or explained, never a server error."""

from datetime import date
from itertools import product

import pytest
import time_machine
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from backoffice.dossiers.admin_views import books, files, lists, reception, verb_page
from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import Dossier, Stop
from backoffice.dossiers.reception.form import ReceptionForm
from backoffice.dossiers.verbs import handing_over, stopping, supplementing
from backoffice.dossiers.verbs.table import ON_THE_PAGE, VERBS
from backoffice.organisation.models import CalendarDay, User
from backoffice.procedures.models import Fee
from tests.support import factories
from tests.support.dossiers import add_component, make_world, person, receive, resolve
from tests.support.factories import MONDAY, at

WORST = ["a\x00b", "9" * 5000, "9999-12-31T23:59", "💥" * 3000]
RUBBISH = [*WORST, "-1", "1e400", "NaN", "0001-01-01", ["1", "2"]]
VALID = {
    "note": "Chuyển",
    "reason": "KHAC",
    "legal_basis": "Luật Đất đai",
    "policy": "RESUME",
    "missing": "Giấy tờ số 1",
    "override_number": "12/QĐ",
    "ground": "CONDITIONS",
    "text": "Không đủ điều kiện theo luật",
    "requested_on": "2026-11-23",
    "channel": "PHONE",
    "result": "Đã nghe máy",
    "shown": "RECEIPT",
    "is_signed_for": "on",
    "moment": "4",
    "receipt_number": "AA 01",
    "new_due_on": "2026-12-04",
}


class Ignored(BaseStorage):
    def _get(self, *args, **kwargs):
        return [], True

    def _store(self, messages, response, *args, **kwargs):
        return []


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(at(9, 30), tick=False):
        yield


@pytest.fixture
def everybody(world) -> User:
    """The officer of the open counter with every right: only the domain can refuse."""
    add_component(world.version, "Tờ khai")
    Fee.objects.create(version=world.version, kind="LE_PHI", amount=8000, ordinal=1)
    permissions = {p for verb in VERBS.values() for p in verb.permissions} | {"dossiers.override_rule"}
    return factories.allow(world.reception, *permissions)


def answers(view, user, data, method="post", **kwargs) -> bool:
    """Call a view without rendering its page and roll back its changes; return whether it answered."""
    request = getattr(RequestFactory(), method)("/", data)
    request.user, request._messages = user, Ignored(request)
    with transaction.atomic():
        try:
            answer = view(request, **kwargs)
        except (Http404, PermissionDenied):
            return True
        finally:
            transaction.set_rollback(True)
    return answer.status_code in (200, 302, 404)


def stages(world, user) -> list[Dossier]:
    """A dossier in each stage in which some verb is possible."""
    new, offered, waiting, resolved = (receive(world, applicant=person(id_number="")) for _ in range(4))
    handing_over.give(offered, to=world.officer, by=user, at=at(9, 5))
    supplementing.ask(waiting, missing=["Giấy"], reason="Thiếu", by=user, at=at(9, 5))
    resolve(world, resolved, at=at(9, 5))
    return [new, offered, waiting, resolved]


def test_no_posted_value_breaks_a_verb(world, everybody):
    new, *later = stages(world, everybody)
    for verb, form in ((name, verb.form) for name, verb in ON_THE_PAGE.items()):
        fields, valid = list(form.base_fields), VALID | {"to": world.officer.pk}
        broken = [valid | dict.fromkeys(fields, value) for value in RUBBISH]
        broken += [valid | {name: value} for name, value in product(fields, WORST)]
        for data in [{}, valid, *broken]:
            assert answers(verb_page.act, everybody, data, dossier=new.pk, verb=verb), (verb, data)
        for dossier, data in product(later, [{}, valid]):
            assert answers(verb_page.act, everybody, data, dossier=dossier.pk, verb=verb), (
                verb,
                dossier.state,
            )


def test_to_end_a_dossier_twice_is_refused_in_words(world, everybody):
    dossier = receive(world)
    Stop.objects.create(
        dossier=dossier,
        desk=world.desk,
        requested_on=date(2026, 11, 23),
        reason="Xin dừng",
        stopped_at=at(9),
        stopped_by=everybody,
    )
    with pytest.raises(transitions.NotAllowed, match=dossier.code):
        stopping.stop(dossier, reason="Lần hai", requested_on=date(2026, 11, 23), by=everybody, at=at(10))


def test_without_a_calendar_every_verb_still_explains_its_refusal(world, everybody):
    rows = stages(world, everybody)
    CalendarDay.objects.all().delete()
    for verb, dossier in product(ON_THE_PAGE, rows):
        data = VALID | {"to": world.officer.pk}
        assert answers(verb_page.act, everybody, data, dossier=dossier.pk, verb=verb), (verb, dossier.state)
    assert answers(reception.receive, everybody, typed(world))


def typed(world) -> dict:
    fee = world.version.fees.get()
    component = world.version.components.get()
    return {
        "posting": world.posting.pk,
        "request_key": "k1",
        "kind": "0",
        "full_name": "Nguyễn Thị Đào",
        "channel": "IN_PERSON",
        "sets": "1",
        f"paper_{component.pk}": "on",
        f"copy_{component.pk}": "COPY",
        f"count_{component.pk}": "1",
        f"fee_{fee.pk}": "PAID",
        f"ground_{fee.pk}": "AA 01",
        "supplement_reason": "Thiếu",
        "refusal_ground": "DUPLICATE",
        "refusal_text": "Trùng hồ sơ đang giải quyết",
    }


def test_no_posted_value_breaks_reception(world, everybody):
    form = typed(world)
    names = [
        *form,
        *ReceptionForm(posting=world.posting, version=world.version, today=MONDAY).fields,
        "ticket",
    ]
    for name, value in product(dict.fromkeys(names), WORST):
        assert answers(reception.receive, everybody, form | {name: value}), (name, value)
    for value, button in product(RUBBISH, ("receive", "supplement", "refuse")):
        broken = dict.fromkeys(names, value) | {"posting": form["posting"], button: "1"}
        assert answers(reception.receive, everybody, broken), (value, button)
    for name, value in product(("posting", "channel", "limit", "term_amount", "on_paper_at"), RUBBISH):
        asked = {"posting": world.posting.pk, "term_unit": "day", name: value}
        assert answers(reception.appointment, everybody, asked, "get"), (name, value)
    for name, value in product(("q", "ticket", "id_number"), RUBBISH):
        assert answers(reception.receive, everybody, {name: value}, "get"), (name, value)
        assert answers(reception.applicant, everybody, {name: value}, "get"), (name, value)


def test_no_posted_value_breaks_the_bulk_pages(world, everybody):
    own, other = receive(world), receive(make_world(slug="khac", agency_code="H28.06"))
    fields = {
        lists.hand_over: {"pk": own.pk, "to": world.officer.pk, "note": ""},
        lists.urge: {"pk": own.pk, "addressee": "Phòng Tư pháp", "answer_by": "2026-11-25"},
        books.register: {"first": "2026-11-01", "last": "2026-11-30", "field": ""},
    }
    for view, form in fields.items():
        for name, value in product(form, [*RUBBISH, other.pk, other.holder_id]):
            assert answers(view, everybody, form | {name: value}), (view, name, value)
            assert answers(view, everybody, {name: value}, "get"), (view, name, value)
    for upload in (None, SimpleUploadedFile("\u202e" * 300, b""), SimpleUploadedFile("a\x00b", b"%PDF-1")):
        assert answers(files.attach, everybody, {"file": upload or ""}, dossier=own.pk)


def test_the_list_opens_with_any_parameters(world, everybody, client):
    receive(world)
    client.force_login(everybody)
    url = reverse("admin:dossiers_dossier_changelist")
    for name in ("q", "p", "o", "hands", "due", "state__exact", "all"):
        for value in ("9" * 5000, "a\x00b", "-1", "💥", "'"):
            assert client.get(url, {name: value}).status_code in (200, 302), (name, value)
