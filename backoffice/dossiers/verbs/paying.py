"""Fees and levies of a dossier are paid at the desk or online (R46)."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers.lifecycle.transitions import DESK, Condition, NotAllowed, Verb, moving
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Dossier, DossierEvent, FeeLine
from backoffice.history.tracking import because
from backoffice.organisation.models import User


def pay(dossier: Dossier, *, moment: str, receipt_number: str, online: bool, by: User, at: datetime) -> None:
    """Record that the open amounts of a dossier are paid (R46)."""
    open_lines = dossier.fees.filter(paid_at__isnull=True, exempt_ground="")
    with moving(dossier, PAY, by=by, at=at) as data:
        lines = list(open_lines)
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


class PayForm(VerbForm):
    moment = forms.ChoiceField(label=_lazy("Paid"), choices=FeeLine.Moment, initial=FeeLine.Moment.RETURN)
    receipt_number = forms.CharField(label=_lazy("Number of the fee receipt"), max_length=60)
    online = forms.BooleanField(label=_lazy("Paid online"), required=False)

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
