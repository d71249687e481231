"""Every verb of a dossier, in the order in which the next step is looked for."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from backoffice.dossiers.attachments import ATTACH
from backoffice.dossiers.lifecycle.transitions import Verb
from backoffice.dossiers.models import Dossier, HandOver
from backoffice.dossiers.reception.intake import RECEIVE
from backoffice.dossiers.verbs.apologising import (
    DISCARD_APOLOGY,
    DRAFT_APOLOGY,
    EDIT_APOLOGY,
    NOTIFY_NEW_DATE,
    SIGN_APOLOGY,
)
from backoffice.dossiers.verbs.changing_procedure import CHANGE_PROCEDURE
from backoffice.dossiers.verbs.consulting import ANSWER, CONSULT
from backoffice.dossiers.verbs.correcting import CORRECT, MERGE
from backoffice.dossiers.verbs.digitising import DIGITISE
from backoffice.dossiers.verbs.handing_over import GIVE, RECALL, TAKE
from backoffice.dossiers.verbs.pausing import DECIDE_PAUSE, PAUSE, PROPOSE_PAUSE, RESUME
from backoffice.dossiers.verbs.paying import PAY
from backoffice.dossiers.verbs.reassigning import REASSIGN
from backoffice.dossiers.verbs.recounting import KEEP_DATE, RECOUNT
from backoffice.dossiers.verbs.refusing import REFUSE
from backoffice.dossiers.verbs.repairing import REOPEN, TAKE_BACK
from backoffice.dossiers.verbs.resolving import RESOLVE, SIGN
from backoffice.dossiers.verbs.returning import HAND_BACK, NOTIFY, RETURN_RESULT
from backoffice.dossiers.verbs.stopping import STOP, WITHDRAW
from backoffice.dossiers.verbs.supplementing import ASK_SUPPLEMENT, COMPLETE, END_UNANSWERED, TAKE_PART
from backoffice.dossiers.verbs.urging import URGE
from backoffice.organisation.models import User

VERBS: Mapping[str, Verb] = {
    verb.name: verb
    for verb in (
        RECEIVE,
        COMPLETE,
        RETURN_RESULT,
        HAND_BACK,
        RESUME,
        SIGN,
        RESOLVE,
        TAKE,
        GIVE,
        RECALL,
        PAUSE,
        PROPOSE_PAUSE,
        DECIDE_PAUSE,
        ASK_SUPPLEMENT,
        TAKE_PART,
        CONSULT,
        ANSWER,
        NOTIFY,
        REFUSE,
        STOP,
        WITHDRAW,
        PAY,
        DIGITISE,
        DRAFT_APOLOGY,
        EDIT_APOLOGY,
        SIGN_APOLOGY,
        DISCARD_APOLOGY,
        NOTIFY_NEW_DATE,
        ATTACH,
        URGE,
        CORRECT,
        CHANGE_PROCEDURE,
        TAKE_BACK,
        REOPEN,
        MERGE,
        RECOUNT,
        KEEP_DATE,
        REASSIGN,
    )
}
Row = TypeVar("Row", bound=Dossier)
# The verbs with a form, which is opened from the dossier's page.
ON_THE_PAGE: Mapping[str, Verb] = {name: verb for name, verb in VERBS.items() if verb.form}


def label(name: str) -> Promise | str:
    """Return the label of an event of the log; the name itself if no present verb has it."""
    if name == END_UNANSWERED:
        return _("ended by itself, the supplement did not come")
    return VERBS[name].label if name in VERBS else name


def with_parts(dossiers: Iterable[Row]) -> list[Row]:
    """Read the hand-overs and steps in two queries, for the conditions of the verbs."""
    rows = list(dossiers)
    hand_overs = Prefetch("hand_overs", HandOver.objects.select_related("taker"))
    prefetch_related_objects(rows, hand_overs, "steps")
    return rows


def possible(dossier: Dossier, *, user: User) -> list[Verb]:
    """Return the verbs this account may use on the dossier now, its next step first."""
    main = next_verb(dossier, user=user)
    found = [verb for verb in ON_THE_PAGE.values() if verb.is_possible(dossier, user)]
    return sorted(found, key=lambda verb: verb is not main)


def next_verb(dossier: Dossier, *, user: User) -> Verb | None:
    """Return this account's next verb; None if it is somebody else's turn."""
    turns = (verb for verb in ON_THE_PAGE.values() if verb.is_turn(dossier, user))
    return next((verb for verb in turns if verb.is_possible(dossier, user)), None)
