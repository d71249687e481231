"""Fees and levies of a dossier are paid at the desk or online (R46)."""

from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers.lifecycle.transitions import (
    DESK,
    WORKED_ON,
    Condition,
    NotAllowed,
    State,
    Verb,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Dossier, DossierEvent, FeeLine
from backoffice.history.tracking import because
from backoffice.organisation.models import User
from backoffice.procedures import fee_words

RECEIPT_NUMBER = _lazy("Number of the fee receipt")


def pay(dossier: Dossier, *, moment: str, receipt_number: str, online: bool, by: User, at: datetime) -> None:
    """Record that the open amounts of a dossier are paid (R46)."""
    with moving(dossier, PAY, by=by, at=at) as data:
        lines = list(dossier.fees.owed())
        if not lines:
            raise NotAllowed(_("Nothing is left to pay."))
        for line in lines:
            line.paid_at, line.collected_by = at, by
            line.paid_moment, line.paid_online = FeeLine.Moment(moment), online
            line.receipt_number = receipt_number
            because(line, _("paid"))
            line.save()
        dossier.payment = Dossier.Payment.PAID
        data |= {"amount": str(sum(line.amount for line in lines)), "receipt": receipt_number}


def _owe_again(dossier: Dossier, event: DossierEvent, by: User, at: datetime, reason: str) -> None:
    for line in dossier.fees.filter(paid_at=event.at):
        line.paid_at, line.collected_by = None, None
        line.paid_moment, line.paid_online, line.receipt_number = "", False, ""
        because(line, reason)
        line.save()


def fees_of(dossier: Dossier) -> dict[str, Any]:
    """Return what a page says of the amounts of a dossier: each of them, and what is still owed together."""
    lines = list(dossier.fees.order_by("pk"))
    owed = sum((line.amount for line in lines if line.is_owed), Decimal(0))
    return {"fees": lines, "owed": fee_words.amount(owed) if owed else ""}


def moment_of(dossier: Dossier) -> FeeLine.Moment:
    """Return at which moment a payment of now is made."""
    if dossier.state == State.WAITING_SUPPLEMENT:
        return FeeLine.Moment.SUPPLEMENT
    return FeeLine.Moment.RECEPTION if dossier.state in WORKED_ON else FeeLine.Moment.RETURN


class PayForm(VerbForm):
    moment = forms.ChoiceField(label=_lazy("Paid"), choices=FeeLine.Moment)
    receipt_number = forms.CharField(label=RECEIPT_NUMBER, max_length=60)
    online = forms.BooleanField(label=_lazy("Paid online"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        now = moment_of(self.dossier)
        moment = cast("forms.ChoiceField", self.fields["moment"])
        # The moment of now is the first, the others follow in their order.
        moment.choices = sorted(FeeLine.Moment.choices, key=lambda choice: choice[0] != now)
        self.initial.setdefault("moment", now)

    def facts(self) -> dict[str, Any]:
        return fees_of(self.dossier)

    def carry_out(self, *, at: datetime) -> None:
        pay(self.dossier, by=self.user, at=at, **self.cleaned_data)


PAY = Verb(
    name="pay",
    label=_lazy("take the payment"),
    permissions=DESK,
    conditions=(
        Condition(
            lambda dossier, user: dossier.payment == Dossier.Payment.DUE, _lazy("Nothing is left to pay.")
        ),
    ),
    form=PayForm,
    undo=_owe_again,
)
