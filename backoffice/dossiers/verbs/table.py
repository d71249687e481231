"""Every verb of a dossier, in the order in which the page and the lists ask whose turn it is."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.functional import Promise

from backoffice.dossiers.attachments import ATTACH
from backoffice.dossiers.lifecycle.transitions import Verb
from backoffice.dossiers.models import Dossier, HandOver
from backoffice.dossiers.reception.intake import RECEIVE
from backoffice.dossiers.verbs.apologising import DISCARD_APOLOGY, DRAFT_APOLOGY, SIGN_APOLOGY, TELL_NEW_DATE
from backoffice.dossiers.verbs.digitising import DIGITISE
from backoffice.dossiers.verbs.handing_over import GIVE, RECALL, TAKE
from backoffice.dossiers.verbs.pausing import PAUSE, RESUME
from backoffice.dossiers.verbs.paying import PAY
from backoffice.dossiers.verbs.refusing import REFUSE
from backoffice.dossiers.verbs.resolving import RESOLVE, SIGN
from backoffice.dossiers.verbs.returning import RETURN_RESULT, TELL
from backoffice.dossiers.verbs.stopping import STOP, WITHDRAW
from backoffice.dossiers.verbs.supplementing import ASK_SUPPLEMENT, COMPLETE
from backoffice.dossiers.verbs.urging import URGE
from backoffice.organisation.models import User

VERBS: Mapping[str, Verb] = {
    verb.name: verb
    for verb in (
        RECEIVE,
        COMPLETE,
        RETURN_RESULT,
        RESUME,
        SIGN,
        RESOLVE,
        TAKE,
        GIVE,
        RECALL,
        PAUSE,
        ASK_SUPPLEMENT,
        TELL,
        REFUSE,
        STOP,
        WITHDRAW,
        PAY,
        DIGITISE,
        DRAFT_APOLOGY,
        SIGN_APOLOGY,
        DISCARD_APOLOGY,
        TELL_NEW_DATE,
        ATTACH,
        URGE,
    )
}
Row = TypeVar("Row", bound=Dossier)
# The verbs of the dossier's page: each has a form that is opened there.
ON_THE_PAGE: Mapping[str, Verb] = {name: verb for name, verb in VERBS.items() if verb.form}


def label(name: str) -> Promise | str:
    """Return what an event of the log is called; the name itself for what no verb of today writes."""
    return VERBS[name].label if name in VERBS else name


def with_offers(dossiers: Iterable[Row]) -> list[Row]:
    """Read in one query what is offered to whom, which the conditions of many verbs ask of each dossier."""
    rows = list(dossiers)
    prefetch_related_objects(rows, Prefetch("hand_overs", HandOver.objects.select_related("taker")))
    return rows


def possible(dossier: Dossier, *, user: User) -> list[Verb]:
    """Return what this account may do with the dossier now, its next step first."""
    main = next_verb(dossier, user=user)
    found = [verb for verb in ON_THE_PAGE.values() if verb.is_possible(dossier, user)]
    return sorted(found, key=lambda verb: verb is not main)


def next_verb(dossier: Dossier, *, user: User) -> Verb | None:
    """Return the verb that is this account's turn now; None when it is somebody else's."""
    turns = (verb for verb in ON_THE_PAGE.values() if verb.is_turn(dossier, user))
    return next((verb for verb in turns if verb.is_possible(dossier, user)), None)
