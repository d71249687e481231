"""What an account may open and see: only with a permission, only of its own desk."""

import pytest
from django.conf import settings
from django.contrib import admin

from backoffice.history.admin import HistoryPage, TrackedAdmin
from tests.scope import addresses, words
from tests.scope.client import Answer, Asker
from tests.scope.test_divisions import IN_A_DIVISION
from tests.scope.world import ACCOUNTS, EVERY_RIGHT, FOREIGN, HIDDEN, SHARED, Keys, World
from tests.support import factories, shown

SIGNS_OUT = ("admin:logout",)
BARE = "bare"  # redirects every account to the page of the row
# The administrators' scope is every desk.
ONCE_IS_ENOUGH = ("history", "delete", "closed", BARE)  # their words are seen in Vietnamese
OF_ONE_DESK = [name for name in ACCOUNTS if name != factories.ADMINISTRATOR]


@pytest.fixture(scope="module")
def opened() -> dict[str, str]:
    """What the account with every right was shown in Vietnamese, so that its words need no second look."""
    return {}


@pytest.mark.parametrize("name", ACCOUNTS)
def test_a_page_opens_only_with_its_permission_and_shows_only_the_own_desk(world, log, opened, name):
    user, wrong = world.accounts[name], []
    asker = Asker(user)
    secrets = [FOREIGN] * (name in OF_ONE_DESK) + [HIDDEN] * (name in IN_A_DIVISION)
    for page in addresses.pages_of_the_back_office():
        for query in _queries(page, world.own_keys):
            answer = asker.get(page.url(world.own_keys), query)
            if answer.status >= 500:
                wrong.append(f"{page} {query}: fails ({answer.status})")
            elif not page.is_for(user) and not answer.is_refused and page.kind != BARE:
                wrong.append(f"{page}: opens without {page.permissions} ({answer.status})")
            elif seen := answer.shows(*secrets):
                wrong.append(f"{page} {query}: shows another desk or division: {seen!r}")
            elif name == EVERY_RIGHT and not _opens(page, answer):
                wrong.append(f"{page} {query}: does not open, so it is not tested ({answer.status})")
            if name == EVERY_RIGHT:
                opened[f"{page} {query}"] = answer.text
    print(f"\n{name}: {asker.asked} asked")
    assert wrong == []
    assert log.found(world.personal()) == []


@pytest.mark.parametrize("name", OF_ONE_DESK)
def test_a_row_of_another_desk_is_not_found(world, log, name):
    """Pages that are the same for every row are in the test above."""
    asker, wrong = Asker(world.accounts[name]), []
    for page in addresses.pages_of_the_back_office():
        if page.kind == BARE or (page.model and page.model._meta.label in SHARED):
            continue
        own = _queries(page, world.own_keys) if _names_no_row(page, world) else []
        for query in _queries(page, world.foreign_keys):
            if query in own:
                continue
            answer = asker.get(page.url(world.foreign_keys), query)
            if page.is_of_a_row and not answer.is_refused and not _names_no_row(page, world):
                wrong.append(f"{page} {query}: opens a row of the other desk ({answer.status})")
            if seen := answer.shows(FOREIGN):
                wrong.append(f"{page} {query}: shows the other desk: {seen!r}")
            if answer.status >= 500:
                wrong.append(f"{page} {query}: fails ({answer.status})")
    print(f"\n{name}: {asker.asked} asked")
    assert wrong == []
    assert log.found(world.personal()) == []


def test_a_vietnamese_page_shows_no_english_and_no_code_of_the_software(world, log, opened):
    """Not as text, title, placeholder, label or button; what says it is in another language is left out."""
    back = {} if opened else _shown_in("vi", world, addresses.pages_of_the_back_office())
    pages = {**opened, **back, **_shown_in("vi", world, addresses.public_pages())}
    wrong = [
        f"{where}: {text!r} is {found!r}"
        for text, where in _texts(pages, "vi").items()
        if (found := words.english().finds(text) or words.code_in(text))
    ]
    assert wrong == []


def test_an_english_page_shows_vietnamese_only_where_somebody_wrote_it(world, log):
    once = [page for page in addresses.every_address() if page.kind not in ONCE_IS_ENOUGH]
    texts = _texts(_shown_in("en", world, once), "en")
    written = words.data()
    wrong = [
        f"{where}: {text!r}"
        for text, where in texts.items()
        if words.vietnamese().finds(text) and not words.is_written(text, written)
    ]
    assert wrong == []


def _shown_in(language: str, world: World, pages: list[addresses.Address]) -> dict[str, str]:
    asker = Asker(world.accounts[EVERY_RIGHT])
    asker.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    most = None if language == settings.LANGUAGE_CODE else 1
    return {
        f"{page} {query}": asker.get(page.url(world.own_keys), query).text
        for page in pages
        if page.name not in SIGNS_OUT
        for query in _queries(page, world.own_keys)[:most]
    }


def _texts(pages: dict[str, str], language: str) -> dict[str, str]:
    """Return each text once, with the page on which it was seen first."""
    found: dict[str, str] = {}
    for where, page in pages.items():
        if page.lstrip().lower().startswith("<!doctype"):
            found = dict.fromkeys(shown.texts(page, language=language), where) | found
    return found


def _queries(page: addresses.Address, keys: Keys) -> list:
    if page.rule:
        return page.rule.query(keys)
    if page.kind == "changelist":
        return [{}, {"q": FOREIGN[:-1]}] if admin.site._registry[page.model].search_fields else [{}]
    return [{}]


def _names_no_row(page: addresses.Address, world: World) -> bool:
    return page.url(world.own_keys) == page.url(world.foreign_keys)


def _opens(page: addresses.Address, answer: Answer) -> bool:
    """Return whether the account with all rights at its desk could see the page."""
    if page.rule:
        return "GET" not in page.methods or answer.status in page.rule.answers
    if page.kind in ("changelist", "change"):
        return answer.status == 200 or page.model._meta.app_label == "axes"
    if page.kind == "history":
        return _is_history(answer, admin.site._registry[page.model])
    return True


def _is_history(answer: Answer, model_admin: admin.ModelAdmin) -> bool:
    """Say whether a page of ours answers as its class says; those of libraries are theirs."""
    if not isinstance(model_admin, TrackedAdmin):
        return True
    is_shown = model_admin.shows_changes or model_admin.history_page is HistoryPage.ROW
    return answer.status == (200 if is_shown else 404)
