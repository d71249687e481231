"""The result: signed in the division, received by the desk, where lateness is measured (R41, R45, R47)."""

from datetime import date, datetime

from django import forms
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.base.dates import DayBox
from backoffice.dossiers import attachments
from backoffice.dossiers.lifecycle import results, routing
from backoffice.dossiers.lifecycle.taking_back import revoking
from backoffice.dossiers.lifecycle.transitions import (
    DESK,
    NOT_PAUSED,
    NOT_SIGNED,
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
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Attachment, Dossier, DossierEvent, Result
from backoffice.dossiers.verbs.handing_over import NOT_OFFERED, is_offered_to_unit_of
from backoffice.organisation.models import User


def sign(
    dossier: Dossier,
    *,
    number: str,
    by: User,
    at: datetime,
    kind: str = Result.Kind.CERTIFICATE,
    signed_on: date | None = None,
    substitution: str = "",
    note: str = "",
    file: Attachment | None = None,
) -> Result:
    """Record that the result is signed, with its number and day; from now on it cannot be stopped (R45).

    It is signed in the signing step of the process, by whom the process names. Another needs the paper that
    lets him sign in place of the one named, and it stays with the result.

    :raises NotAllowed: no number, a day that is not between reception and today, steps that nobody took, or
        another is named and no paper is.
    """
    if kind not in Result.SIGNED:
        raise NotAllowed(_("Choose what kind of result was signed."))
    if not number.strip():
        raise NotAllowed(_("Write the number of the result."))
    with moving(dossier, SIGN, by=by, at=at, reason=note) as data:
        day = signed_on or localdate(at)
        if not dossier.received_on <= day <= max(localdate(at), dossier.received_on):
            raise NotAllowed(_("A result is signed between the reception and today."))
        named = _enter_the_signing_step(dossier, by=by, at=at)
        if named is not None and not substitution.strip():
            raise NotAllowed(
                _("The process names %(officer)s: write the paper that lets you sign in that place.")
                % {"officer": named}
            )
        result = results.record(
            dossier,
            kind=kind,
            number=number,
            by=by,
            at=at,
            signed_on=day,
            in_place_of=named,
            substitution=substitution if named else "",
            file=file,
        )
        data |= {"number": result.number, "kind": str(kind), "signed_on": day.isoformat()}
        if named is not None:
            data |= {"in_place_of": str(named), "substitution": result.substitution}
    return result


def _enter_the_signing_step(dossier: Dossier, *, by: User, at: datetime) -> User | None:
    """End the signer's own work and begin the signing step; return who is named instead, if anybody.

    :raises NotAllowed: a step before the signing was not taken by anybody.
    """
    current, approval = routing.current(dossier), results.approval_of(dossier)
    named = [step.deputy_for for step in (current,) if step and step.deputy_for_id not in (None, by.pk)]
    if approval is not None and current is not None and current.pk != approval.pk:
        between = dossier.steps.filter(
            ordinal__gt=current.ordinal, ordinal__lt=approval.ordinal, started_at__isnull=True
        )
        if skipped := between.order_by("ordinal").first():
            raise NotAllowed(_("The step “%(step)s” comes before the signature.") % {"step": skipped.name})
        if approval.officer_id not in (None, by.pk):
            named.append(approval.officer)
        routing.leave(dossier, at=at)
        routing.enter(dossier, division=by.division, officer=by, at=at)
    return named[-1] if named else None


def resolve(dossier: Dossier, *, by: User, at: datetime, note: str = "") -> None:
    """Record that the desk has the signed result: here lateness is measured (R41, R47)."""
    with moving(dossier, RESOLVE, by=by, at=at, reason=note) as data:
        offer = routing.offer_of(dossier)
        if offer is not None:
            routing.take_over(dossier, offer, by=by, at=at)
        routing.finish(dossier, at=at)
        dossier.holder, dossier.holder_division = by, None
        dossier.delivery = Dossier.Delivery.READY
        routing.begin_return(dossier, by=by, at=at)
        data["timeliness"] = dossier.timeliness


def _offer_again(dossier: Dossier, event: DossierEvent, by: User, at: datetime, reason: str) -> None:
    """The hand-over that the desk took with the result waits again, with who gave it."""
    taken = dossier.hand_overs.filter(taken_at=event.at).order_by("ordinal").last()
    if taken is not None:
        taken.taken_at, taken.timeliness = None, ""
        taken.save()


def _is_at_the_desk(dossier: Dossier, user: User) -> bool:
    """Whether the desk may take the result in: it is offered there, or it never left."""
    if routing.offer_of(dossier) is not None:
        return is_of_the_desk(user) and is_offered_to_unit_of(dossier, user)
    return is_of_the_desk(user) and dossier.holder_division_id is None


class SignForm(VerbForm):
    kind = forms.ChoiceField(
        label=_lazy("Kind of result"), choices=[(kind.value, kind.label) for kind in Result.SIGNED]
    )
    number = forms.CharField(label=_lazy("Number of the result"), max_length=100)
    signed_on = forms.DateField(
        label=_lazy("Day of the signature"),
        required=False,
        widget=DayBox,
        help_text=_lazy("Empty: today."),
    )
    substitution = forms.CharField(
        label=_lazy("Paper that lets you sign in place of another"),
        max_length=200,
        required=False,
        help_text=_lazy("Only where the process names somebody else."),
    )

    file = forms.FileField(
        label=_lazy("Signed file"),
        required=False,
        help_text=_lazy("PDF, JPEG or PNG, if there is one."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )

    def carry_out(self, *, at: datetime) -> None:
        signed = dict(self.cleaned_data)
        upload = signed.pop("file")
        with transaction.atomic():
            file = attachments.attach(self.dossier, upload, by=self.user, at=at) if upload else None
            sign(self.dossier, by=self.user, at=at, file=file, **signed)


class ResolveForm(VerbForm):
    def carry_out(self, *, at: datetime) -> None:
        resolve(self.dossier, by=self.user, at=at)


OF_RESOLVING_UNIT = Condition(
    lambda dossier, user: user.division_id == results.signs_in(dossier),
    _lazy("%(dossier)s is decided on by another unit."),
    NotYours,
)
IN_ONES_HANDS = Condition(holds, _lazy("%(dossier)s is with %(holder)s."), NotYours)
SIGN = Verb(
    name="sign",
    label=_lazy("sign the result"),
    permissions=("dossiers.resolve_dossier",),
    sources=WORKED_ON,
    conditions=(NOT_SIGNED, NOT_PAUSED, IN_ONES_HANDS, NOT_OFFERED, OF_RESOLVING_UNIT),
    is_turn=lambda dossier, user: True,
    form=SignForm,
    undo=revoking("results"),
)
RESOLVE = Verb(
    name="resolve",
    label=_lazy("take the result at the desk"),
    permissions=DESK,
    sources=WORKED_ON,
    target=State.RESOLVED,
    conditions=(
        NOT_PAUSED,
        Condition(
            lambda dossier, user: dossier.result_signed_at is not None,
            _lazy("The result of %(dossier)s is not signed yet."),
        ),
        Condition(
            _is_at_the_desk, _lazy("%(dossier)s was not handed over to the desk: it is with %(holder)s.")
        ),
    ),
    is_turn=lambda dossier, user: True,
    form=ResolveForm,
    undo=_offer_again,
)
