"""Division staff see only what was routed to their division (R82)."""

import pytest

from backoffice.dossiers.models import Attachment, Dossier, Slip
from tests.scope import addresses
from tests.scope.client import Asker
from tests.scope.world import HIDDEN, IN_DIVISION, Keys
from tests.support import factories

IN_A_DIVISION = (factories.DIVISION_OFFICER, factories.DIVISION_HEAD, IN_DIVISION)


@pytest.mark.parametrize("name", IN_A_DIVISION)
def test_a_dossier_of_another_division_is_not_found(world, log, name):
    asker, wrong = Asker(world.accounts[name]), []
    before = world.fingerprint(world.hidden)
    hidden = Keys({**world.own, **world.hidden}, world.own_slug)
    for page in addresses.pages_of_the_back_office():
        of_hidden = page.is_of_a_row and page.url(hidden) != page.url(world.own_keys)
        is_routed = of_hidden and (page.name.startswith("admin:dossiers_") or "/dossiers/" in page.route)
        if is_routed and page.kind != "bare":
            for answer in (asker.get(page.url(hidden)), asker.post(page.url(hidden), _form(page, hidden))):
                if not answer.is_refused:
                    wrong.append(f"{page}: opens a row of the other division ({answer.status})")
        for query in page.rule.query(hidden) if page.rule else []:
            if query not in page.rule.query(world.own_keys):  # those test_pages.py asks
                answer = asker.get(page.url(world.own_keys), query)
                if seen := answer.shows(HIDDEN):
                    wrong.append(f"{page} {query}: shows the other division: {seen!r}")
    for slip in world.hidden[Slip]:
        answer = asker.get(f"/admin/dossiers/slip/{slip}/print/")
        if not answer.is_refused:
            wrong.append(f"the form #{slip} of the other division is printed ({answer.status})")
    mixed = f"/admin/dossiers/dossier/{world.own_keys(Dossier)}/files/{hidden(Attachment)}/"
    assert asker.get(mixed).is_refused
    print(f"\n{name}: {asker.asked} asked")
    assert wrong == []
    assert world.fingerprint(world.hidden) == before
    assert log.found(world.personal()) == []


def _form(page: addresses.Address, keys: Keys) -> dict:
    return page.rule.form(keys)[0] if page.rule else {"post": "yes"}
