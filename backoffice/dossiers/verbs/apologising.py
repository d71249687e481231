"""The apology before the date is missed: written by a person, signed and notified once (R35–R39)."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from backoffice.base.dates import DayBox
from backoffice.dossiers import apologies, deadlines, explanations
from backoffice.dossiers.lifecycle import clock
from backoffice.dossiers.lifecycle.transitions import (
    DESK,
    REASON_IN_HISTORY,
    Condition,
    NotAllowed,
    NotYours,
    Verb,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Apology, Cause, Dossier, Slip
from backoffice.dossiers.verbs.returning import NotifyForm
from backoffice.history.tracking import because
from backoffice.organisation.calendar import BeyondCalendar
from backoffice.organisation.models import User
from backoffice.organisation.working_time import calendar_for

# The lead of the desk writes the letter that only a recorded decision allows (R36).
WRITERS = (
    "dossiers.process_dossier",
    "dossiers.resolve_dossier",
    "dossiers.sign_apology",
    "dossiers.override_rule",
)


class AppointedOnce(NotAllowed):
    """One new appointment more than the regime allows; only a decision of the chairman allows it (R36)."""


def draft(
    dossier: Dossier,
    *,
    reason: str,
    cause: Cause,
    new_due_on: date,
    by: User,
    at: datetime,
    override_number: str = "",
) -> Apology:
    """Save a letter that a person wrote, to be signed by the head of the competent agency.

    :raises AppointedOnce: the regime of the reception allows no further letter, and no override (R36).
    :raises NotAllowed: no reason, or the new date is not a working day after the old one (R35).
    """
    _check(dossier, reason=reason, new_due_on=new_due_on)
    if override_number and not by.has_perm("dossiers.override_rule"):
        raise NotYours(_("Only the head of the desk may override a rule."))
    apology = Apology(
        dossier=dossier,
        reason=reason.strip(),
        cause=cause,
        cause_kind=cause.kind,
        step=apologies.responsible_step(dossier),
        old_due_on=dossier.due_on,
        new_due_on=new_due_on,
        drafted_at=at,
        drafted_by=by,
        override_number=override_number,
    )
    with moving(dossier, DRAFT_APOLOGY, by=by, at=at, reason=reason):
        if not override_number:
            if not may_appoint(dossier):
                raise AppointedOnce(_appointed_as_often_as_allowed(dossier))
            apology.ordinal = dossier.apologies.without_decision().count() + 1
        because(apology, _("drafted"))
        apology.save()
    return apology


def edit(apology: Apology, *, reason: str, cause: Cause, new_due_on: date, by: User, at: datetime) -> Apology:
    """Change the words, the cause or the new date of a draft; a signed letter is never changed.

    :raises NotAllowed: signed already, no reason, or no working day after the present date (R35).
    """
    dossier = apology.dossier
    with moving(dossier, EDIT_APOLOGY, by=by, at=at, reason=reason) as data:
        apology.refresh_from_db(from_queryset=Apology.objects.select_for_update())
        if apology.signed_at is not None:
            raise NotAllowed(_("This letter is already signed."))
        _check(dossier, reason=reason, new_due_on=new_due_on)
        apology.reason, apology.new_due_on = reason.strip(), new_due_on
        apology.cause, apology.cause_kind = cause, cause.kind
        apology.old_due_on = dossier.due_on
        because(apology, _("edited"))
        apology.save()
        data["new_due_on"] = new_due_on.isoformat()
    return apology


def may_appoint(dossier: Dossier) -> bool:
    """Whether the regime of the reception allows one more new appointment without a decision (R36, R90)."""
    letters = [letter for letter in dossier.apologies.all() if not letter.override_number]
    return not letters or len(letters) < clock.rules_on(dossier.received_on).reappointments_allowed


def _appointed_as_often_as_allowed(dossier: Dossier) -> str:
    rules = clock.rules_on(dossier.received_on)
    sentence = ngettext(
        "A new appointment is allowed only %(count)d time (%(basis)s).",
        "A new appointment is allowed only %(count)d times (%(basis)s).",
        rules.reappointments_allowed,
    )
    return sentence % {"count": rules.reappointments_allowed, "basis": rules.legal_basis}


def discard(apology: Apology, *, by: User, at: datetime) -> None:
    """Delete a draft, so that another can be written; a signed letter stays for ever."""
    with moving(apology.dossier, DISCARD_APOLOGY, by=by, at=at, reason=apology.reason):
        apology.refresh_from_db(from_queryset=Apology.objects.select_for_update())
        if apology.signed_at is not None:
            raise NotAllowed(_("This letter is already signed."))
        because(apology, _("discarded"))
        apology.delete()


def sign(apology: Apology, *, by: User, at: datetime) -> Apology:
    """Sign the letter, print it, and move the appointment; the first date stays for the figures (R38).

    A letter after its last lawful day stays a late letter (R37). The counter's staff cannot sign (R35).

    :raises NotAllowed: signed already, the new date is past, or the dossier moved on since the draft.
    """
    dossier = apology.dossier
    dates = apologies.letter_dates(dossier, calendar_for(dossier.desk))
    with moving(dossier, SIGN_APOLOGY, by=by, at=at, reason=apology.reason) as data:
        apology.refresh_from_db(from_queryset=Apology.objects.select_for_update())
        if apology.signed_at is not None:
            raise NotAllowed(_("This letter is already signed."))
        if dossier.is_open:
            _check_new_date(dossier, apology.new_due_on)
            if apology.new_due_on < localdate(at):
                words = _("The new appointment %(day)s is past: edit the draft first.")
                raise NotAllowed(words % {"day": f"{apology.new_due_on:%d/%m/%Y}"})
        apology.signed_at, apology.signed_on, apology.signed_by = at, localdate(at), by
        apology.signer_name, apology.signer_title = str(by), by.title
        apology.desk_told_at = at
        apology.is_late_letter = dates.is_late(at)
        apology.slip = apologies.issue_letter(apology, by=by, at=at)
        because(apology, _("signed"))
        apology.save()
        if dossier.is_open:
            apologies.appoint(dossier, apology, at=at)
        data |= {"new_due_on": apology.new_due_on.isoformat(), "late_letter": apology.is_late_letter}
    return apology


def notify(apology: Apology, *, channel: str, result: str, by: User, at: datetime) -> None:
    """Record by which channel the applicant was notified of the new date, and the result (R39)."""
    if channel not in Apology.Channel.values or not result.strip():
        raise NotAllowed(_("Write by which channel the applicant was notified, and the result."))
    if apology.signed_at is None:
        raise NotAllowed(_("The letter is not signed yet."))
    with moving(apology.dossier, NOTIFY_NEW_DATE, by=by, at=at, reason=result) as data:
        apology.notified_at, apology.notified_by_channel = at, channel
        apology.notified_result = result.strip()
        because(apology, result[:REASON_IN_HISTORY])
        apology.save()
        data["channel"] = channel


def _check(dossier: Dossier, *, reason: str, new_due_on: date) -> None:
    _check_new_date(dossier, new_due_on)
    if not reason.strip():
        raise NotAllowed(_("Write the reason for the citizen."))


def _check_new_date(dossier: Dossier, new_due_on: date) -> None:
    try:
        deadlines.check_new_date(new_due_on, dossier.due_on, calendar_for(dossier.desk))
    except (deadlines.NewDateRefused, BeyondCalendar) as refused:
        raise NotAllowed(explanations.refusal(refused)) from refused


def _draft_of(dossier: Dossier) -> Apology | None:
    return next((letter for letter in dossier.apologies.all() if letter.signed_at is None), None)


def _letters_of(dossier: Dossier) -> list[Apology]:
    return [letter for letter in dossier.apologies.all() if letter.signed_at is not None]


class LetterForm(VerbForm):
    """A step with a letter, beside its facts."""

    def facts(self) -> dict[str, Any]:
        return {
            "responsible_step": apologies.responsible_step(self.dossier),
            "letter": apologies.letter_dates(self.dossier, calendar_for(self.dossier.desk)),
            "draft": self.dossier.apologies.drafts().select_related("cause").first(),
        }


class DraftApologyForm(LetterForm):
    cause = forms.ModelChoiceField(label=_lazy("Cause of lateness"), queryset=Cause.objects.active())
    reason = forms.CharField(
        label=_lazy("Reason, in your words to the citizen"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    new_due_on = forms.DateField(
        label=_lazy("New appointment"),
        widget=DayBox,
        help_text=_lazy("As often as the legal regime allows: by law once."),
    )
    override_number = forms.CharField(
        label=_lazy("Decision that allows an exception"), max_length=100, required=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].initial = apologies.suggested_reason(self.dossier)

    def carry_out(self, *, at: datetime) -> None:
        draft(self.dossier, by=self.user, at=at, **self.cleaned_data)


class EditApologyForm(DraftApologyForm):
    """The draft as it is, to be changed; the decision that allows it stays."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("override_number", None)
        letter = _draft_of(self.dossier)
        if letter is not None:
            words = {"cause": letter.cause_id, "reason": letter.reason, "new_due_on": letter.new_due_on}
            for name, value in words.items():
                self.fields[name].initial = value

    def carry_out(self, *, at: datetime) -> None:
        letter = _draft_of(self.dossier)
        if letter is None:
            raise NotAllowed(_("There is no draft to edit."))
        edit(letter, by=self.user, at=at, **self.cleaned_data)


class SignApologyForm(LetterForm):
    def carry_out(self, *, at: datetime) -> None:
        letter = _draft_of(self.dossier)
        if letter is None:
            raise NotAllowed(_("There is no draft to sign."))
        sign(letter, by=self.user, at=at)


class DiscardApologyForm(LetterForm):
    def carry_out(self, *, at: datetime) -> None:
        letter = _draft_of(self.dossier)
        if letter is None:
            raise NotAllowed(_("There is no draft to throw away."))
        discard(letter, by=self.user, at=at)


class NotifyNewDateForm(NotifyForm):
    def carry_out(self, *, at: datetime) -> None:
        letter = self.dossier.apologies.signed().order_by("signed_at").last()
        if letter is None:
            raise NotAllowed(_("The letter is not signed yet."))
        notify(letter, by=self.user, at=at, **self.cleaned_data)


DRAFT_APOLOGY = Verb(
    name="draft_apology",
    label=_lazy("write the apology"),
    permissions=WRITERS,
    conditions=(
        Condition(
            lambda dossier, user: dossier.is_open or dossier.timeliness == Dossier.Timeliness.LATE,
            _lazy("%(dossier)s was not late."),
        ),
        Condition(
            lambda dossier, user: _draft_of(dossier) is None,
            _lazy("The letter drafted before is not signed yet."),
        ),
        Condition(
            lambda dossier, user: may_appoint(dossier) or user.has_perm("dossiers.override_rule"),
            _appointed_as_often_as_allowed,
            AppointedOnce,
        ),
    ),
    form=DraftApologyForm,
)
SIGN_APOLOGY = Verb(
    name="sign_apology",
    label=_lazy("sign the apology"),
    permissions=("dossiers.sign_apology",),
    conditions=(
        Condition(lambda dossier, user: _draft_of(dossier) is not None, _lazy("There is no draft to sign.")),
    ),
    form=SignApologyForm,
    slip=Slip.Kind.APOLOGY,
)
EDIT_APOLOGY = Verb(
    name="edit_apology",
    label=_lazy("edit the draft of the apology"),
    permissions=WRITERS,
    conditions=(
        Condition(lambda dossier, user: _draft_of(dossier) is not None, _lazy("There is no draft to edit.")),
    ),
    form=EditApologyForm,
)
DISCARD_APOLOGY = Verb(
    name="discard_apology",
    label=_lazy("throw the draft away"),
    permissions=WRITERS,
    conditions=(
        Condition(
            lambda dossier, user: _draft_of(dossier) is not None, _lazy("There is no draft to throw away.")
        ),
    ),
    form=DiscardApologyForm,
)
# To notify the applicant and the desk belongs to the same duty (Điều 19.9).
NOTIFY_NEW_DATE = Verb(
    name="tell_new_date",
    label=_lazy("notify of the new date"),
    permissions=(*DESK, "dossiers.process_dossier", "dossiers.sign_apology"),
    conditions=(
        Condition(
            lambda dossier, user: any(letter.notified_at is None for letter in _letters_of(dossier)),
            _lazy("The applicant knows of all signed letters."),
        ),
    ),
    form=NotifyNewDateForm,
)
