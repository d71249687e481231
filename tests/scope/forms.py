"""The admin's own forms as a browser would send them, and the choices in them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.forms import BaseForm, ModelChoiceField
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory

from backoffice.organisation.models import User
from tests.scope import addresses
from tests.scope.client import Asker
from tests.scope.world import SHARED, Keys, World
from tests.support import factories

CHANGED = "Bị đổi"


def collected(world: World) -> dict[str, dict[str, dict[str, Any]]]:
    """Return, for own and foreign rows, by model, the data of its change form with changed texts."""
    user = factories.make_user(is_superuser=True)
    asker = Asker(user)
    pages = [each for each in addresses.pages_of_the_back_office() if each.kind == "change"]
    found: dict[str, dict[str, dict[str, Any]]] = {"own": {}, "foreign": {}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SimpleTemplateResponse, "rendered_content", "")  # what is asked for is in the context
        for page in pages:
            for side, keys in (("own", world.own_keys), ("foreign", world.foreign_keys)):
                if page.model._meta.label not in SHARED or (
                    side == "own" and page.model._meta.app_label != "axes"
                ):
                    answer = asker.get(page.url(keys))
                    found[side][page.model._meta.label] = sent(answer.context) or _columns(page.model, keys)
    return found


def sent(context: Any) -> dict[str, Any]:
    """Return what a browser would send from the admin page of `context`, with changed texts."""
    if not context or "adminform" not in context:
        return {}
    forms: list[BaseForm] = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    return {name: value for form in forms for name, value in _parts(form)}


def _parts(form: BaseForm) -> Iterator[tuple[str, Any]]:
    for bound in form:
        widget = getattr(bound.field.widget, "widget", bound.field.widget)
        context = widget.get_context(bound.html_name, bound.value(), {})["widget"]
        parts = context.get("subwidgets") or [context]
        for part in parts:
            is_choice = part.get("type") in ("radio", "checkbox")
            value = part["value"]
            if value in (None, "", []) or (is_choice and not part["attrs"].get("checked")):
                continue
            yield part["name"], value[0] if isinstance(value, list) and len(value) == 1 else value


def _columns(model: type[models.Model], keys: Keys) -> dict[str, Any]:
    """Return every column of a row, for a model with a read-only form."""
    row = model._base_manager.get(pk=keys(model))
    values = {column.name: getattr(row, column.attname) for column in model._meta.concrete_fields}
    texts = {name: CHANGED for name, value in values.items() if isinstance(value, str)}
    return {name: value for name, value in (values | texts).items() if value is not None} | {"_save": "1"}


@cache
def choices_of(model: type[models.Model]) -> list[tuple[str, type[models.Model]]]:
    """Return the fields of the admin's form and its inlines that choose a row of another model."""
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True, is_staff=True)
    model_admin = admin.site._registry[model]
    found = list(_choices(model_admin.get_form(request).base_fields))
    for inline in model_admin.get_inline_instances(request):
        formset = inline.get_formset(request)
        prefix = formset.get_default_prefix()
        found += [(f"{prefix}-0-{name}", target) for name, target in _choices(formset.form.base_fields)]
    return found


def _choices(fields: dict[str, Any]) -> Iterator[tuple[str, type[models.Model]]]:
    for name, field in fields.items():
        if isinstance(field, ModelChoiceField):
            yield name, field.queryset.model


def list_editing(model: type[models.Model], keys: Keys) -> dict[str, Any]:
    """Return what a list with editable rows would send, for one row."""
    row = model._base_manager.get(pk=keys(model))
    editable = admin.site._registry[model].list_editable
    counts = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "_save": "1", "form-0-id": row.pk}
    return counts | {f"form-0-{name}": "" for name in editable}
