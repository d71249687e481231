"""Hand-overs: one person offers a dossier and another takes it over, each at a time (R21)."""

from datetime import datetime
from typing import cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers.lifecycle import routing
from backoffice.dossiers.lifecycle.transitions import (
    DESK,
    DIVISION,
    HELD,
    WORKED_ON,
    Condition,
    NotAllowed,
    NotYours,
    State,
    Verb,
    holds,
    is_of_the_desk,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import PeopleField, VerbForm
from backoffice.dossiers.models import Dossier, HandOver
from backoffice.organisation.models import User


def give(dossier: Dossier, *, to: User, by: User, at: datetime, note: str = "") -> HandOver:
    """Hand the dossier over to `to`; it stays with the giver until it is taken (R21)."""
    with moving(dossier, GIVE, by=by, at=at, reason=note) as data:
        if to.pk == dossier.holder_id:
            raise NotAllowed(_("%(dossier)s is already with %(taker)s.") % {"dossier": dossier, "taker": to})
        if to.desk_id != dossier.desk_id or not to.is_active:
            raise NotAllowed(_("%(taker)s is not posted at the desk of this dossier.") % {"taker": to})
        hand_over = routing.offer(dossier, giver=dossier.holder, taker=to, at=at, note=note)
        data |= {"to": to.pk, "to_name": str(to), "hand_over": hand_over.ordinal}
    return hand_over


def recall(dossier: Dossier, *, by: User, at: datetime) -> None:
    """Withdraw an offer that nobody has taken yet."""
    with moving(dossier, RECALL, by=by, at=at) as data:
        data["hand_over"] = _offered(dossier).ordinal
        routing.end_offer(dossier, note=_("recalled"), at=at)


def take(dossier: Dossier, *, by: User, at: datetime, note: str = "") -> HandOver:
    """Take over a dossier that was offered to `by` or a colleague of the same unit.

    The giver's step ends, early or late, at the time when the dossier was given (control sheet).
    """
    with moving(dossier, TAKE, by=by, at=at, reason=note) as data:
        hand_over = _offered(dossier)
        meant = hand_over.taker
        routing.take_over(dossier, hand_over, by=by, at=at)
        step = routing.enter(dossier, division=by.division, officer=by, at=at)
        if by.pk != meant.pk:
            step.deputy_for = meant
            step.save()
        data |= {"hand_over": hand_over.ordinal, "from": hand_over.giver_name, "step": step.ordinal}
    return hand_over


def _offered(dossier: Dossier) -> HandOver:
    hand_over = routing.offer_of(dossier)
    assert hand_over is not None  # a condition of the verb
    return hand_over


def is_offered_to_unit_of(dossier: Dossier, user: User) -> bool:
    """Whether the dossier is offered to the account or a colleague of the same unit."""
    offer = routing.offer_of(dossier)
    if offer is None:
        return False
    taker = offer.taker
    return user.pk == taker.pk or (user.desk_id, user.division_id) == (taker.desk_id, taker.division_id)


class GiveForm(VerbForm):
    to = PeopleField()
    note = forms.CharField(label=_lazy("Note on the hand-over"), max_length=300, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        to = cast("PeopleField", self.fields["to"])
        to.initial = self._next_officer(to.offer_colleagues_of(self.user, desk=self.dossier.desk_id))

    def _next_officer(self, people: QuerySet) -> User | None:
        step = self.dossier.steps.filter(started_at__isnull=True).order_by("ordinal").first()
        if step is None:
            return None
        if step.officer is not None:
            return step.officer
        permission = "process_dossier" if step.division_id else "receive_dossier"
        able = people.filter(division=step.division, groups__permissions__codename=permission)
        return able.order_by("full_name").first()

    def carry_out(self, *, at: datetime) -> None:
        filled = self.cleaned_data
        give(self.dossier, to=filled["to"], note=filled["note"], by=self.user, at=at)


class RecallForm(VerbForm):
    def carry_out(self, *, at: datetime) -> None:
        recall(self.dossier, by=self.user, at=at)


class TakeForm(VerbForm):
    def carry_out(self, *, at: datetime) -> None:
        take(self.dossier, by=self.user, at=at)


OFFERED = Condition(
    lambda dossier, user: routing.offer_of(dossier) is not None, _lazy("Nobody is handing %(dossier)s over.")
)
NOT_OFFERED = Condition(
    lambda dossier, user: routing.offer_of(dossier) is None,
    _lazy("%(dossier)s is already being handed over."),
)
OFFERED_TO_UNIT = Condition(is_offered_to_unit_of, _lazy("%(dossier)s was given to %(taker)s."), NotYours)

GIVE = Verb(
    name="give",
    label=_lazy("hand over"),
    permissions=DESK + DIVISION,
    sources=WORKED_ON,
    conditions=(HELD, NOT_OFFERED),
    is_turn=holds,
    form=GiveForm,
)
RECALL = Verb(
    name="recall",
    label=_lazy("take the offer back"),
    permissions=DESK + DIVISION,
    sources=WORKED_ON,
    conditions=(HELD, OFFERED),
    form=RecallForm,
)
TAKE = Verb(
    name="take",
    label=_lazy("take over"),
    permissions=DESK + DIVISION,
    sources=WORKED_ON,
    target=State.IN_PROCESS,
    conditions=(OFFERED, OFFERED_TO_UNIT),
    # What comes back to the desk signed is its result, which is taken in as such.
    is_turn=lambda dossier, user: not is_of_the_desk(user) or dossier.result_signed_at is None,
    form=TakeForm,
)
