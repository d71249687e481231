"""Desks and their parts in the admin: the tree, the scope, the cost of a list."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from pytest_django.asserts import assertHTMLEqual

from backoffice.organisation.admin.desks import in_tree
from backoffice.organisation.models import Counter, Desk, User
from backoffice.organisation.models.desks import RESERVED
from tests.support import factories

pytestmark = pytest.mark.django_db
MODELS = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "organisation"),
    key=lambda model: model._meta.model_name,
)


def page_of(model, verb: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{verb}", args=args)


@pytest.fixture
def province():
    return factories.make_desk("hoa-binh", level="PROVINCE", name="Tỉnh")


@pytest.fixture
def district(province):
    return factories.make_desk("luong-son", level="DISTRICT", name="Huyện", parent=province)


@pytest.fixture
def administrator(client, district):
    administrator = factories.make_user(factories.ADMINISTRATOR, desk=district)
    client.force_login(administrator)
    return administrator


@pytest.mark.parametrize("model", [*MODELS, Group], ids=lambda model: model._meta.model_name)
def test_every_list_opens_searches_and_adds(client, administrator, model):
    assert client.get(page_of(model, "changelist")).status_code == 200
    assert client.get(page_of(model, "changelist"), {"q": "lương sơn 1"}).status_code == 200
    assert client.get(page_of(model, "add")).status_code == 200


def test_the_list_is_the_tree_of_desks(client, province, district, administrator):
    for slug in ("lam-son", "hoa-son"):
        factories.make_desk(slug, level="COMMUNE", name=f"Xã {slug}", parent=district)
    factories.make_desk("da-bac", level="DISTRICT", name="Huyện khác", parent=province)
    listed = client.get(page_of(Desk, "changelist")).context["cl"].result_list
    assert [desk.slug for desk in listed] == ["hoa-binh", "da-bac", "luong-son", "hoa-son", "lam-son"]
    assert [str(in_tree(desk)).split('"')[1] for desk in listed] == [
        "mc-level-0",
        "mc-level-1",
        "mc-level-1",
        "mc-level-2",
        "mc-level-2",
    ]


def test_a_lead_sees_the_communes_below_and_nothing_beside(client, province, district):
    commune = factories.make_desk("lam-son", level="COMMUNE", parent=district)
    factories.make_desk("da-bac", level="DISTRICT", parent=province)
    client.force_login(factories.make_user(factories.DESK_LEAD, desk=district))
    listed = client.get(page_of(Desk, "changelist")).context["cl"].result_list
    assert set(listed) == {district, commune}


@pytest.mark.parametrize("model", [Desk, Counter, User], ids=lambda model: model._meta.model_name)
def test_ten_rows_cost_as_many_queries_as_one(client, district, administrator, model):
    counts = []
    for number in (1, 10):
        while Counter.objects.count() < number:
            n = Counter.objects.count() + 1
            group = factories.make_group(district, "ABCDEGHKLM"[n - 1])
            factories.make_counter(district, n, group)
            factories.make_desk(f"xa-{n}", level="COMMUNE", parent=district)
            factories.make_user(
                factories.RECEPTION, desk=district, division=factories.make_division(district, f"d-{n}")
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(model, "changelist"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 12


def test_the_box_that_chooses_a_row_is_the_one_django_draws():
    model_admin, row = admin.site.get_model_admin(Desk), Desk(pk=1234, name='Xã "Lam" <Sơn>')
    drawn = admin.ModelAdmin.action_checkbox(model_admin, row)
    assertHTMLEqual(model_admin.action_checkbox(row), drawn)


def test_a_lookup_offers_only_what_is_in_sight(client, province, district):
    factories.make_desk("da-bac", level="DISTRICT", parent=province)
    client.force_login(
        factories.allow(
            factories.make_user(desk=district), "organisation.view_desk", "organisation.change_counter"
        )
    )
    answer = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "organisation", "model_name": "counter", "field_name": "desk", "term": ""},
    )
    assert [row["id"] for row in answer.json()["results"]] == [str(district.pk)]


def test_a_counter_is_not_put_into_another_desk(client, province, district):
    other = factories.make_desk("da-bac", level="DISTRICT", parent=province)
    client.force_login(
        factories.allow(
            factories.make_user(desk=district), "organisation.add_counter", "organisation.view_counter"
        )
    )
    answer = client.post(page_of(Counter, "add"), {"desk": other.pk, "number": 7, "is_active": "on"})
    assert list(answer.context["adminform"].form.errors) == ["desk"]
    assert Counter.objects.count() == 0


def test_a_refusal_is_shown_beside_the_field_in_words(client, district, administrator):
    factories.make_counter(district, 3)
    answer = client.post(page_of(Counter, "add"), {"desk": district.pk, "number": 3, "is_active": "on"})
    assert "Bộ phận đã có quầy mang số này." in answer.content.decode()


def test_a_change_is_in_the_history_with_its_author(client, district, administrator):
    counter = factories.make_counter(district, 3)
    client.post(
        page_of(Counter, "change", counter.pk),
        {"desk": district.pk, "number": 3, "name": "Đất đai", "is_active": "on"},
    )
    newest = counter.history.first()
    assert (newest.name, newest.history_user) == ("Đất đai", administrator)


def test_no_desk_takes_an_address_of_the_system():
    routes = [str(each.pattern) for each in get_resolver().url_patterns]
    routes += [str(each.pattern) for each in get_resolver("kiosk.urls").url_patterns]
    words = {route.split("/")[0] for route in routes}
    assert {word for word in words if word and "<" not in word} <= set(RESERVED)
    assert {"static", "media"} <= set(RESERVED)


@pytest.mark.parametrize("slug", RESERVED)
def test_an_address_of_the_system_is_refused_with_a_sentence(slug):
    desk = factories.make_desk()
    desk.slug = slug
    with pytest.raises(ValidationError, match="Địa chỉ này do hệ thống dùng"):
        desk.full_clean()
    with pytest.raises(IntegrityError, match="desk_address_is_free"):
        Desk.objects.filter(pk=desk.pk).update(slug=slug)
