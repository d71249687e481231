"""The result: signed in the division, received by the desk, where lateness is measured (R41, R45, R47)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers.lifecycle import routing
from backoffice.dossiers.lifecycle.transitions import (
    DESK,
    NOT_PAUSED,
    NOT_SIGNED,
    WORKED_ON,
    State,
    Verb,
    holds,
    is_of_the_desk,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Dossier
from backoffice.dossiers.verbs.handing_over import is_offered_to_unit_of
from backoffice.organisation.models import User


def sign(dossier: Dossier, *, by: User, at: datetime, note: str = "") -> None:
    """Record that the result is signed; from now on it cannot be stopped (R45)."""
    with moving(dossier, SIGN, by=by, at=at, reason=note):
        dossier.result_signed_at = at


def resolve(dossier: Dossier, *, by: User, at: datetime, note: str = "") -> None:
    """Record that the desk has the result: here lateness is measured (R41, R47)."""
    with moving(dossier, RESOLVE, by=by, at=at, reason=note) as data:
        offer = routing.offer_of(dossier)
        if offer is not None:
            routing.take_over(dossier, offer, by=by, at=at)
        routing.finish(dossier, at=at)
        dossier.holder, dossier.holder_division = by, None
        dossier.result_signed_at = dossier.result_signed_at or at
        dossier.delivery = Dossier.Delivery.READY
        routing.begin_return(dossier, by=by, at=at)
        data["timeliness"] = dossier.timeliness


def _is_turn_to_sign(dossier: Dossier, user: User) -> bool:
    return routing.offer_of(dossier) is None and holds(dossier, user) and not is_of_the_desk(user)


def _is_turn_to_resolve(dossier: Dossier, user: User) -> bool:
    """Whether the desk has the result: back from a division, or made at the desk itself."""
    if not is_of_the_desk(user):
        return False
    if routing.offer_of(dossier) is not None:
        return dossier.division_id is not None and is_offered_to_unit_of(dossier, user)
    made_here = dossier.division_id is None or dossier.holder_division_id is not None
    return holds(dossier, user) and made_here


class SignForm(VerbForm):
    def carry_out(self, *, at: datetime) -> None:
        sign(self.dossier, by=self.user, at=at)


class ResolveForm(VerbForm):
    def carry_out(self, *, at: datetime) -> None:
        resolve(self.dossier, by=self.user, at=at)


SIGN = Verb(
    name="sign",
    label=_lazy("sign the result"),
    permissions=("dossiers.resolve_dossier",),
    sources=WORKED_ON,
    conditions=(NOT_SIGNED,),
    is_turn=_is_turn_to_sign,
    form=SignForm,
)
RESOLVE = Verb(
    name="resolve",
    label=_lazy("take the result at the desk"),
    permissions=DESK,
    sources=WORKED_ON,
    target=State.RESOLVED,
    conditions=(NOT_PAUSED,),
    is_turn=_is_turn_to_resolve,
    form=ResolveForm,
)
