"""The choices that the admin's forms load while somebody types."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.scope.client import Asker
from tests.scope.test_divisions import IN_A_DIVISION
from tests.scope.world import EVERY_RIGHT, FOREIGN, HIDDEN
from tests.support import factories


@pytest.mark.parametrize("name", [*IN_A_DIVISION, factories.RECEPTION, factories.KEEPER, EVERY_RIGHT])
def test_no_choice_of_another_desk_is_offered(world, name):
    user, wrong = world.accounts[name], []
    asker = Asker(user)
    words = [FOREIGN, HIDDEN] if name in IN_A_DIVISION else [FOREIGN]
    for place in sorted(_autocompletes()):
        answer = asker.get(reverse("admin:autocomplete"), {**dict(place), "term": ""})
        if answer.status >= 500:
            wrong.append(f"{place}: fails")
        if seen := answer.shows(*words):
            wrong.append(f"{place}: offers {seen!r}")
    print(f"\n{name}: {asker.asked} asked")
    assert wrong == []


def test_without_sign_in_no_choice_is_offered(world):
    for place in _autocompletes():
        assert Asker().get(reverse("admin:autocomplete"), {**dict(place), "term": ""}).is_refused


def _autocompletes() -> set[tuple[tuple[str, str], ...]]:
    """Return every relation of the registered models and of the inlines, offered or not."""
    models = set(admin.site._registry)
    models |= {inline.model for each in admin.site._registry.values() for inline in each.inlines}
    return {
        (
            ("app_label", model._meta.app_label),
            ("field_name", field.name),
            ("model_name", model._meta.model_name),
        )
        for model in models
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.related_model in admin.site._registry
        and admin.site._registry[field.related_model].search_fields
    }
