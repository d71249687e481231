"""The life of a dossier: what a verb is, and the one way in which it moves a dossier.

    received ──take──▶ in process ──resolve──▶ resolved ──return_result──▶ returned
        │                 │    ▲
        │   ask_supplement▼    │complete
        ├──────────▶ waiting for supplement
        └─ refuse ▶ refused · stop ▶ stopped · withdraw ▶ withdrawn   (from every open state)

Payment, delivery and pauses are facts beside the state. Each verb defines in one place who may use it, from
which states, its conditions, and its form; `verbs.table` lists them all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers.lifecycle import changes, log
from backoffice.dossiers.lifecycle.routing import offer_of
from backoffice.dossiers.lifecycle.taking_back import Undo
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Dossier
from backoffice.history.tracking import because
from backoffice.organisation.models import User

State = Dossier.State
ANY = frozenset(State)
OPEN = frozenset(Dossier.OPEN)
WORKED_ON = frozenset({State.RECEIVED, State.IN_PROCESS})

REASON_IN_HISTORY = 500
DESK = ("dossiers.receive_dossier", "dossiers.return_dossier")
DIVISION = ("dossiers.process_dossier", "dossiers.resolve_dossier")


class NotAllowed(Exception):
    """This step is not possible now; the message says why."""


class NotYours(PermissionDenied):
    """This account may not take this step with this dossier."""


Question = Callable[[Dossier, User], bool]


@dataclass(frozen=True, eq=False)
class Condition:
    """A condition of a verb, and the sentence for the officer when it does not hold.

    `refusal` is a sentence, or a function that makes it from the dossier. It may name %(dossier)s, %(holder)s
    and %(taker)s, the one to whom the dossier is offered.
    """

    holds: Question
    refusal: Promise | Callable[[Dossier], str]
    error: type[Exception] = NotAllowed

    def refused(self, dossier: Dossier) -> Exception:
        offer = offer_of(dossier)
        names = {"dossier": dossier, "holder": dossier.holder, "taker": offer.taker if offer else ""}
        words = str(self.refusal) if isinstance(self.refusal, Promise) else self.refusal(dossier)
        return self.error(words % names)


def never(dossier: Dossier, user: User) -> bool:
    """The `is_turn` of a verb that is never the next step."""
    return False


@dataclass(frozen=True, eq=False, kw_only=True)
class Verb:
    """One thing an officer does with a dossier, for the page, the lists and the domain.

    `name` is used in the log, in addresses and in tests; one of `permissions` is enough; `target` is
    the state afterwards, None if it stays. `is_turn` returns whether the verb, if possible, is the account's
    next step. `form` asks what the verb needs and carries it out; without a form the verb has a
    page of its own. `counter_act` is the name under which an attempt outside the desk is recorded (R10),
    `slip` the kind of the printed paper. `undo` takes back what the verb made, beside the columns of the
    dossier and its steps; a verb without it is repaired by another verb. `is_repair`: it mends what was done,
    and stands apart from the next steps on the page.
    """

    name: str
    label: Promise
    permissions: tuple[str, ...]
    sources: frozenset[State] = ANY
    target: State | None = None
    conditions: tuple[Condition, ...] = ()
    is_turn: Question = never
    form: type[VerbForm] | None = None
    counter_act: str = ""
    slip: str = ""
    undo: Undo | None = None
    is_repair: bool = False

    def may(self, user: User) -> bool:
        """Whether an account may use the verb at all, whatever the dossier."""
        return any(user.has_perm(permission) for permission in self.permissions)

    def is_ready(self, dossier: Dossier, user: User) -> bool:
        """Whether all conditions of the verb hold for this dossier and this account."""
        return dossier.state in self.sources and all(asked.holds(dossier, user) for asked in self.conditions)

    def is_possible(self, dossier: Dossier, user: User) -> bool:
        return self.may(user) and self.is_ready(dossier, user)

    def refusal(self, dossier: Dossier, user: User) -> Exception | None:
        """Return why this account cannot use the verb on the dossier now; None where it can."""
        if not self.may(user):
            return NotYours(_("Your account may not take this step."))
        if dossier.state not in self.sources:
            words = _("%(dossier)s is %(state)s: this step is not possible.")
            return NotAllowed(words % {"dossier": dossier, "state": State(dossier.state).label})
        failed = (asked for asked in self.conditions if not asked.holds(dossier, user))
        return next((asked.refused(dossier) for asked in failed), None)


@contextmanager
def moving(
    dossier: Dossier, verb: Verb, *, by: User, at: datetime, reason: str = "", **data: Any
) -> Iterator[dict[str, Any]]:
    """Lock the dossier, check that `verb` is possible, move it, and log it when the block ends.

    The block makes the verb's own changes and may add details to the yielded data of the event; what it
    changes in the columns of the dossier and its steps is added by itself.

    :raises NotYours: if the account may not use the verb, or not with this dossier.
    :raises NotAllowed: if the state or a condition of the verb does not allow it.
    """
    if not verb.may(by):
        raise NotYours(_("Your account may not take this step."))
    with transaction.atomic():
        dossier.refresh_from_db(from_queryset=Dossier.objects.select_for_update())
        if refusal := verb.refusal(dossier, by):
            raise refusal
        source, before = State(dossier.state), changes.picture(dossier)
        dossier.state = verb.target or source
        yield data
        if changed := changes.since(before, dossier):
            data["changes"] = changed
        log.append(dossier, kind=verb.name, by=by, at=at, before=source, reason=reason, data=data)
        because(dossier, (reason or str(verb.label))[:REASON_IN_HISTORY])
        dossier.save()


def holds(dossier: Dossier, user: User) -> bool:
    """Whether the account is the holder of the dossier."""
    return dossier.holder_id == user.pk


def is_of_the_desk(user: User) -> bool:
    """Whether the account belongs to the desk itself and to no division."""
    return user.division_id is None


HELD = Condition(
    lambda dossier, user: holds(dossier, user) or user.has_perm("dossiers.override_rule"),
    _lazy("%(dossier)s is with %(holder)s."),
    NotYours,
)
NOT_PAUSED = Condition(
    lambda dossier, user: dossier.paused_at is None,
    _lazy("The clock of %(dossier)s is paused: resume it first."),
)
NOT_SIGNED = Condition(
    lambda dossier, user: dossier.result_signed_at is None,
    _lazy("The result of %(dossier)s is already signed."),
)
