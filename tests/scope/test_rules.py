"""Nothing is forgotten: each address has its rule, each model its scope and its rows."""

from django.apps import apps
from django.contrib import admin

from tests.scope import addresses
from tests.scope.rules import RULES
from tests.scope.world import OURS, SHARED


def test_every_address_has_a_rule():
    missing = [f"{each}: add a rule to RULES in tests/scope/rules.py" for each in addresses.without_a_rule()]
    assert missing == []


def test_every_rule_has_an_address():
    known = {name for each in addresses.every_address() for name in (each.name, each.route)}
    assert [name for name in RULES if name not in known] == []


def test_every_model_of_ours_has_a_scope():
    missing = [
        f"{model._meta.label}: give its QuerySet `visible_to` (backoffice/organisation/scope.py)"
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and not model.__name__.startswith("Historical")
        and not hasattr(model._default_manager, "visible_to")
    ]
    assert missing == []


def test_every_model_has_a_row_at_both_desks(world):
    missing = [
        f"{model._meta.label}: make a row in tests/scope/rows.py"
        for model in (*apps.get_models(), *admin.site._registry)
        if (hasattr(model._default_manager, "visible_to") or model in admin.site._registry)
        and model._meta.label not in SHARED
        and not (world.own.get(model) and world.foreign.get(model))
    ]
    assert missing == []
