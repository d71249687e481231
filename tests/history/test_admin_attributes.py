"""What the attributes of `TrackedAdmin` do, and that none of them names what is not there."""

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms import Select

from backoffice.history.admin import TrackedAdmin
from backoffice.procedures.models import Field
from backoffice.staffing.models import Duty, Topic
from tests.support import factories

OURS = [each for each in admin.site._registry.values() if isinstance(each, TrackedAdmin)]
NAMING = ["short_choices", "rows_with", "rows_without", "initial_from"]


@pytest.mark.parametrize("model_admin", OURS, ids=lambda model_admin: type(model_admin).__name__)
def test_an_attribute_names_columns_that_there_are(model_admin):
    """A misspelt name would be passed over in silence."""
    columns = {field.name for field in model_admin.opts.get_fields()}
    named = {name for attribute in NAMING for name in getattr(model_admin, attribute)}
    assert named - columns == set()


@pytest.mark.django_db
def test_a_relation_is_chosen_by_typing_unless_its_choices_are_few(rf):
    request = rf.get("/")
    request.user = factories.make_user(desk=factories.make_desk(), is_superuser=True)
    duty = admin.site.get_model_admin(Duty).get_form(request).base_fields
    topic = admin.site.get_model_admin(Topic).get_form(request).base_fields
    assert type(duty["officer"].widget.widget) is AutocompleteSelect
    assert type(topic["field"].widget.widget) is Select


@pytest.mark.parametrize(
    ("named", "needed", "joined"),
    [
        (["name", "desk", "__str__"], [], ["desk"]),
        (["name"], ["desk__parent"], ["desk__parent"]),
        (["desk", "field"], ["desk__parent"], ["desk", "field", "desk__parent"]),
    ],
)
def test_what_a_column_shows_is_joined_and_what_its_words_need(named, needed, joined):
    class Listed(TrackedAdmin):
        list_display = named
        list_select_related = needed

    assert Listed(Topic, admin.site).get_list_select_related(None) == joined


@pytest.mark.django_db
def test_a_new_row_starts_with_what_the_class_says_and_the_address_goes_first(rf):
    class Started(TrackedAdmin):
        initial_from = {"name": lambda request: "as said", "code": lambda request: request.path}

    initial = Started(Field, admin.site).get_changeform_initial_data(rf.get("/here", {"name": "as asked"}))
    assert initial == {"name": "as asked", "code": "/here"}


def test_a_page_below_the_list_is_given_the_request_or_the_class_first():
    class Paged(TrackedAdmin):
        pages = [("plain/", plain, "plain")]
        own_pages = [("own/", own, "own")]

    given = Paged(Field, admin.site)
    routes = {url.name: url.callback for url in given.get_urls()}
    assert routes["procedures_field_plain"].__wrapped__ is plain
    assert routes["procedures_field_own"].__wrapped__.args == (given,)


def plain(request): ...


def own(model_admin, request): ...
