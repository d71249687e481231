"""Without sign-in: the sign-in page of the back office, and a lobby without personal data (R68)."""

import pytest

from backoffice.dossiers.admin_views import dossier_page
from backoffice.dossiers.models import Dossier
from tests.scope import addresses
from tests.scope.client import Asker
from tests.scope.world import EVERY_RIGHT, NO_ROLE, Keys

LOBBY = (200, 302, 400, 404, 405, 409, 429)


def test_no_page_of_the_back_office_opens_without_sign_in(world, log):
    asker, wrong = Asker(), []
    for page in addresses.pages_of_the_back_office():
        url = page.url(world.own_keys)
        for method in ("get", "post"):
            answer = getattr(asker, method)(url)
            closed = page.kind == "closed" and answer.status == 404
            if not closed and not (answer.status == 302 and answer.location.startswith("/admin/login/")):
                wrong.append(f"{page} {method}: {answer.status} {answer.location}")
    print(f"\nnot signed in: {asker.asked} asked")
    assert wrong == []
    assert world.fingerprint() == world.before
    assert log.found(world.personal()) == []


@pytest.mark.parametrize("name", [None, NO_ROLE, EVERY_RIGHT])
def test_the_lobby_shows_no_personal_data(world, log, name):
    asker, personal, wrong = Asker(world.accounts.get(name)), world.personal(), []
    hidden = Keys({**world.own, **world.hidden}, world.own_slug)
    before = world.fingerprint({model: keys for model, keys in world.own.items() if model is Dossier})
    assert len(personal) > 10
    for page in addresses.public_pages():
        for keys in (world.own_keys, hidden, world.foreign_keys):
            asked = [asker.get(page.url(keys), query) for query in page.rule.query(keys)]
            if page.name != "admin:logout":
                asked += [asker.post(page.url(keys), form) for form in page.rule.form(keys)]
            for answer in asked:
                if answer.status not in LOBBY:
                    wrong.append(f"{page}: {answer.status}")
                if seen := answer.shows(*personal):
                    wrong.append(f"{page}: shows somebody's data: {seen!r}")
    print(f"\nlobby, {name}: {asker.asked} asked")
    assert wrong == []
    assert world.fingerprint({model: keys for model, keys in world.own.items() if model is Dossier}) == before
    assert log.found(personal) == []


def test_an_error_page_and_its_log_have_no_personal_data(world, log, monkeypatch, mailoutbox):
    def broken(*_, **__):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(dossier_page.worklist, "lines", broken)
    asker = Asker(world.accounts[EVERY_RIGHT])
    answer = asker.get(f"/admin/dossiers/dossier/{world.own_keys(Dossier)}/change/")
    assert (answer.status, mailoutbox) == (500, [])
    assert not answer.shows(*world.personal())
    assert any("broken on purpose" in line for line in log.lines)
    assert log.found(world.personal()) == []
