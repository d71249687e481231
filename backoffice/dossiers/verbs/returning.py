"""Handing the result over at the desk: identity, authorisation, payment, originals (R41–R43, Điều 20)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers.lifecycle import routing
from backoffice.dossiers.lifecycle.taking_back import revoking
from backoffice.dossiers.lifecycle.transitions import (
    DESK,
    Condition,
    NotAllowed,
    State,
    Verb,
    is_of_the_desk,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Apology, Dossier, DossierEvent
from backoffice.dossiers.verbs.paying import PAY, fees_of
from backoffice.organisation.models import User
from backoffice.staffing.counters.presence import require_session


@dataclass(frozen=True, kw_only=True)
class Checks:
    """What the officer saw before handing the result over.

    `shown`: the receipt, or the ID where it is lost (Nghị định 118/2025 Điều 6.2). `collected_by`: the
    proxy's name, with the authorisation paper; empty for the applicant.
    """

    shown: str
    is_signed_for: bool
    collected_by: str = ""
    authorisation: str = ""
    originals_returned: str = ""


def notify(dossier: Dossier, *, channel: str, result: str, by: User, at: datetime) -> None:
    """Record that the applicant was notified that the result is ready, even before the day (R42)."""
    with moving(dossier, NOTIFY, by=by, at=at, channel=channel, result=result):
        dossier.delivery = Dossier.Delivery.NOTIFIED


def return_result(dossier: Dossier, *, checks: Checks, by: User, at: datetime) -> None:
    """Hand the result over; ready but not collected is not late, so lateness is not measured here (R41).

    Call it outside a transaction, as `intake.receive`.

    :raises NotAtTheDesk: no open counter session (R10).
    :raises NotAllowed: a check of R43 is missing, or the fee is not paid.
    """
    require_session(user=by, verb=RETURN_RESULT.counter_act, at=at)
    _check(checks)
    with moving(dossier, RETURN_RESULT, by=by, at=at) as data:
        if dossier.payment == Dossier.Payment.DUE:
            raise NotAllowed(_("The fee is not paid yet."))
        routing.leave(dossier, at=at)
        dossier.returned_at = max(at, dossier.resolved_at or at)
        dossier.delivery = Dossier.Delivery.HANDED_OVER
        data |= _seen(checks)


def hand_back(dossier: Dossier, *, checks: Checks, by: User, at: datetime) -> None:
    """Give the papers of a refused dossier back at the counter, with form 03 (R43, R44).

    Call it outside a transaction, as `intake.receive`.

    :raises NotAtTheDesk: no open counter session (R10).
    :raises NotAllowed: a check of R43 is missing.
    """
    require_session(user=by, verb=HAND_BACK.counter_act, at=at)
    _check(checks)
    with moving(dossier, HAND_BACK, by=by, at=at) as data:
        dossier.returned_at = max(at, dossier.resolved_at or at)
        dossier.delivery = Dossier.Delivery.HANDED_OVER
        data |= _seen(checks)


def _seen(checks: Checks) -> dict[str, object]:
    """Return what the log keeps of the checks."""
    return {
        "shown": checks.shown,
        "by_proxy": bool(checks.collected_by),
        "authorisation": checks.authorisation,
        "originals": checks.originals_returned,
    }


def _check(checks: Checks) -> None:
    if checks.shown not in ("RECEIPT", "ID"):
        raise NotAllowed(_("Ask for the receipt or, if it is lost, for the ID."))
    if checks.collected_by and not checks.authorisation.strip():
        raise NotAllowed(_("An authorised person must show the authorisation paper."))
    if not checks.is_signed_for:
        raise NotAllowed(_("The one who collects the result signs for it."))


def last_notified_at() -> Subquery:
    """Return the column with the time of the last notification of a dossier (R42)."""
    told = DossierEvent.objects.filter(dossier=OuterRef("pk"), kind=NOTIFY.name).order_by("-seq")
    return Subquery(told.values("at")[:1])


class NotifyForm(VerbForm):
    channel = forms.ChoiceField(
        label=_lazy("Notified by"), choices=Apology.Channel, initial=Apology.Channel.PHONE
    )
    result = forms.CharField(label=_lazy("Result of the notification"), max_length=300)

    def carry_out(self, *, at: datetime) -> None:
        notify(self.dossier, by=self.user, at=at, **self.cleaned_data)


class ReturnForm(VerbForm):
    shown = forms.ChoiceField(
        label=_lazy("Shown by the applicant"),
        choices=[("RECEIPT", _lazy("the receipt")), ("ID", _lazy("the ID, the receipt is lost"))],
        widget=forms.RadioSelect,
        initial="RECEIPT",
    )
    collected_by = forms.CharField(
        label=_lazy("Collected by an authorised person"),
        max_length=200,
        required=False,
        help_text=_lazy("Empty when the applicant comes in person."),
    )
    authorisation = forms.CharField(label=_lazy("Authorisation paper"), max_length=200, required=False)
    originals_returned = forms.CharField(label=_lazy("Originals given back"), max_length=300, required=False)
    is_signed_for = forms.BooleanField(label=_lazy("Signed for by the one who collects"), required=False)

    def facts(self) -> dict[str, Any]:
        """Return the amounts, and where something is owed the verb that comes first."""
        found = fees_of(self.dossier)
        return found | {"first": PAY if found["owed"] and PAY.may(self.user) else None}

    def carry_out(self, *, at: datetime) -> None:
        return_result(self.dossier, checks=Checks(**self.cleaned_data), by=self.user, at=at)


class HandBackForm(ReturnForm):
    def carry_out(self, *, at: datetime) -> None:
        hand_back(self.dossier, checks=Checks(**self.cleaned_data), by=self.user, at=at)


NOTIFY = Verb(
    name="tell",
    label=_lazy("notify the applicant"),
    permissions=DESK,
    sources=frozenset({State.RESOLVED, State.REFUSED}),
    conditions=(
        Condition(
            lambda dossier, user: dossier.delivery == Dossier.Delivery.READY,
            _lazy("The applicant of %(dossier)s was already notified."),
        ),
    ),
    form=NotifyForm,
    undo=revoking(),
)
RETURN_RESULT = Verb(
    name="return_result",
    label=_lazy("return the result"),
    permissions=("dossiers.return_dossier",),
    sources=frozenset({State.RESOLVED}),
    target=State.RETURNED,
    is_turn=lambda dossier, user: is_of_the_desk(user),
    form=ReturnForm,
    counter_act="return",
    undo=revoking(),
)
HAND_BACK = Verb(
    name="hand_back",
    label=_lazy("give the papers of the refused dossier back"),
    permissions=("dossiers.return_dossier",),
    sources=frozenset({State.REFUSED}),
    conditions=(
        Condition(
            lambda dossier, user: dossier.delivery != Dossier.Delivery.HANDED_OVER,
            _lazy("The papers of %(dossier)s were given back already."),
        ),
    ),
    is_turn=lambda dossier, user: is_of_the_desk(user),
    form=HandBackForm,
    counter_act="hand_back",
    undo=revoking(),
)
