"""A post that is not allowed changes nothing: without a permission, or at another desk."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from backoffice.organisation.models import User
from tests.scope import addresses
from tests.scope.addresses import Address
from tests.scope.client import Answer, Asker
from tests.scope.forms import choices_of, list_editing
from tests.scope.world import ACCOUNTS, FOREIGN, SHARED, Keys, World, pointing_at
from tests.support import factories
from tests.support.undoing import undone

OF_ONE_DESK = [name for name in ACCOUNTS if name != factories.ADMINISTRATOR]
# A sign-in writes to the account.
SIGNED_IN = {User._meta.db_table, User.history.model._meta.db_table}
LOOKING = {
    "changelist": ("change",),
    "change": ("change",),
    "bare": (),
    "history": (),
    "add": ("add",),
    "delete": ("delete",),
}


@pytest.mark.parametrize("name", ACCOUNTS)
def test_nothing_is_written_without_the_permission(world, sent, log, name):
    """An account that may only view sends the forms of others, for the rows of its own desk."""
    user, wrong = world.accounts[name], []
    asker, before = Asker(user), world.before | world.fingerprint(tables=SIGNED_IN)
    for page in addresses.pages_of_the_back_office():
        if not _may_write(page, user):
            for form in _forms(page, world.own_keys, sent["own"]):
                answer = asker.post(page.url(world.own_keys), form)
                wrong += _wrong(page, form, answer, FOREIGN if name in OF_ONE_DESK else "")
                if _changed(before, world.fingerprint(tables=answer.wrote)):
                    wrong.append(f"{page}: writes {sorted(answer.wrote)}")
    for page, action in _actions(asker, world):
        rights = [
            f"{page.model._meta.app_label}.{verb}_{page.model._meta.model_name}"
            for verb in ("change", "view")
        ]
        if not any(user.has_perm(right) for right in rights):
            asker.post(page.url(world.own_keys), _action(action, world.own_keys(page.model)))
    print(f"\n{name}: {asker.asked} asked")
    assert wrong == []
    assert _changed(before, world.fingerprint()) == []
    assert log.found(world.personal()) == []


@pytest.mark.parametrize("name", OF_ONE_DESK)
def test_nothing_is_written_at_another_desk(world, sent, log, name):
    """Forms, steps and list actions are sent for rows of the other desk; no table of the product changes."""
    user, wrong = world.accounts[name], []
    asker, before = Asker(user), world.before | world.fingerprint(tables=SIGNED_IN)
    for page in addresses.pages_of_the_back_office():
        if _names_a_row(page, world):
            for form in _forms(page, world.foreign_keys, sent["foreign"]):
                answer = asker.post(page.url(world.foreign_keys), form)
                wrong += _wrong(page, form, answer, FOREIGN)
                if _changed(before, world.fingerprint(tables=answer.wrote)):
                    wrong.append(f"{page}: writes {sorted(answer.wrote)}")
    for page, action in _actions(asker, world):
        if page.model._meta.label not in SHARED:
            answer = asker.post(page.url(world.own_keys), _action(action, world.foreign_keys(page.model)))
            wrong += _wrong(page, {"action": action}, answer, FOREIGN)
            if _changed(before, world.fingerprint(tables=answer.wrote)):
                wrong.append(f"{page}, action {action}: writes {sorted(answer.wrote)}")
    print(f"\n{name}: {asker.asked} asked")
    assert wrong == []
    assert _changed(before, world.fingerprint()) == []
    assert log.found(world.personal()) == []


@pytest.mark.parametrize("name", OF_ONE_DESK)
def test_no_row_can_be_made_to_point_at_another_desk(world, sent, log, name):
    """Keys of the other desk are put, one by one, into forms that the account may send."""
    user, before, wrong = world.accounts[name], world.foreign_before, []
    asker = Asker(user)
    for page, form in _smuggling(user, world, sent["own"]):
        with undone():
            answer = asker.post(page.url(world.own_keys), form)
            if seen := answer.shows(FOREIGN):
                wrong.append(f"{page} {form}: shows the other desk: {seen!r}")
            if answer.wrote:
                pointing = set(pointing_at(world.foreign, tables=answer.wrote)) - world.pointing_before
                wrong += [f"{page} {form}: {each} leads to the other desk" for each in sorted(pointing)]
                changed = _changed(before, world.fingerprint(world.foreign, tables=answer.wrote))
                wrong += [f"{page} {form}: {each} of the other desk is changed" for each in changed]
    print(f"\n{name}: {asker.asked} asked")
    assert wrong == []
    assert log.found(world.personal()) == []


def _names_a_row(page: Address, world: World) -> bool:
    if not page.is_of_a_row or (page.model and page.model._meta.label in SHARED):
        return False
    return page.url(world.own_keys) != page.url(world.foreign_keys)


def _may_write(page: Address, user: Any) -> bool:
    if page.rule:
        return page.is_for(user)
    options = page.model._meta
    return any(
        user.has_perm(f"{options.app_label}.{verb}_{options.model_name}")
        for verb in LOOKING.get(page.kind, ())
    )


def _forms(page: Address, keys: Keys, sent: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if page.rule:
        return page.rule.form(keys)
    if page.kind == "delete":
        return [{"post": "yes"}]
    if page.kind == "changelist":
        return [list_editing(page.model, keys)] if admin.site._registry[page.model].list_editable else []
    return [sent.get(page.model._meta.label, {})]


def _wrong(page: Address, form: Mapping[str, Any], answer: Answer, marker: str) -> Iterator[str]:
    """Yield what is wrong with an answer that should be a refusal or a page without changes."""
    looks = page.kind in ("changelist", "history", "bare") or (page.rule and page.rule.access != "permission")
    if answer.status >= 500:
        yield f"{page} {form}: fails ({answer.status})"
    elif not answer.is_refused and not (looks and answer.status in (200, 302)):
        yield f"{page} {form}: is not refused ({answer.status})"
    if marker and (seen := answer.shows(marker)):
        yield f"{page} {form}: shows the other desk: {seen!r}"


def _actions(asker: Asker, world: World) -> Iterator[tuple[Address, str]]:
    """Yield every action of every list."""
    for page in addresses.pages_of_the_back_office():
        if page.kind == "changelist":
            for action in ("delete_selected", *(admin.site._registry[page.model].actions or ())):
                yield page, action


def _action(action: str, key: Any) -> dict[str, Any]:
    return {"action": action, ACTION_CHECKBOX_NAME: [key], "post": "yes"}


def _smuggling(
    user: Any, world: World, sent: Mapping[str, Any]
) -> Iterator[tuple[Address, Mapping[str, Any]]]:
    for page in addresses.pages_of_the_back_office():
        if not _may_write(page, user) or "POST" not in page.methods:
            continue
        if page.rule:
            for form in page.rule.form(world.foreign_keys):
                yield page, form
        elif page.kind in ("add", "change") and sent.get(page.model._meta.label):
            form = sent[page.model._meta.label]
            for name, model in choices_of(page.model):
                if model._meta.label not in SHARED and world.foreign.get(model):
                    yield page, {**form, name: world.foreign_keys(model)}


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    kept = {"staffing.RefusedAttempt", "dossiers.Access"}  # written on purpose, as ALWAYS_WRITTEN
    return [label for label in after if label not in kept and after[label] != before.get(label)]
