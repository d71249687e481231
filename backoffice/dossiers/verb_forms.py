"""One form a verb: what it asks, and the domain call it ends in."""

from datetime import datetime
from typing import cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers import apologies, digitising, refusals, returning, stops, supplements
from backoffice.dossiers.lifecycle import transitions
from backoffice.dossiers.models import Apology, Cause, Dossier, DossierComponent, FeeLine, Pause, Refusal
from backoffice.organisation.models import User


class VerbForm(forms.Form):
    """A step with a dossier. Without visible fields it is one button."""

    verb = ""

    def __init__(self, *args, dossier: Dossier, user: User, **kwargs) -> None:
        self.dossier, self.user = dossier, user
        super().__init__(*args, **kwargs)
        if not user.has_perm("dossiers.override_rule"):
            self.fields.pop("override_number", None)

    @classmethod
    def asks(cls) -> bool:
        """Whether there is something to ask before the verb is carried out."""
        return bool(cls.base_fields)

    def carry_out(self, *, at: datetime) -> None:
        raise NotImplementedError


class PeopleField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return f"{user} – {user.division or user.desk}"


class Give(VerbForm):
    verb = "give"
    to = PeopleField(label=_("Hand over to"), queryset=User.objects.none())
    note = forms.CharField(label=_("Note on the hand-over"), max_length=300, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(desk=self.dossier.desk_id, is_active=True).exclude(pk=self.user.pk)
        to = cast("PeopleField", self.fields["to"])
        to.queryset = people.select_related("division", "desk").order_by("division__name", "full_name")
        to.initial = self._next_officer(to.queryset)

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
        given = self.cleaned_data
        transitions.give(self.dossier, to=given["to"], note=given["note"], by=self.user, at=at)


class Recall(VerbForm):
    verb = "recall"

    def carry_out(self, *, at: datetime) -> None:
        transitions.recall(self.dossier, by=self.user, at=at)


class Take(VerbForm):
    verb = "take"

    def carry_out(self, *, at: datetime) -> None:
        transitions.take(self.dossier, by=self.user, at=at)


class Sign(VerbForm):
    verb = "sign"

    def carry_out(self, *, at: datetime) -> None:
        transitions.sign(self.dossier, by=self.user, at=at)


class Resolve(VerbForm):
    verb = "resolve"

    def carry_out(self, *, at: datetime) -> None:
        transitions.resolve(self.dossier, by=self.user, at=at)


class PauseClock(VerbForm):
    verb = "pause"
    reason = forms.ChoiceField(
        label=_("Lawful reason"),
        choices=[(r.value, r.label) for r in Pause.Reason if r != Pause.Reason.BO_SUNG],
    )
    legal_basis = forms.CharField(label=_("Legal basis of the pause"), max_length=300)
    policy = forms.ChoiceField(label=_("Afterwards"), choices=Pause.Policy, initial=Pause.Policy.RESUME)

    def carry_out(self, *, at: datetime) -> None:
        transitions.pause(self.dossier, by=self.user, at=at, **self.cleaned_data)


class Resume(VerbForm):
    verb = "resume"

    def carry_out(self, *, at: datetime) -> None:
        transitions.resume(self.dossier, by=self.user, at=at)


class AskSupplement(VerbForm):
    verb = "ask_supplement"
    missing = forms.CharField(
        label=_("Papers to hand in"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line; all of them at once, because it may be asked only once."),
    )
    reason = forms.CharField(label=_("Why they are needed"), max_length=1000)
    policy = forms.ChoiceField(
        label=_("When they are complete"), choices=Pause.Policy, initial=Pause.Policy.RESTART
    )
    override_number = forms.CharField(
        label=_("Decision that allows an exception"), max_length=100, required=False
    )

    def carry_out(self, *, at: datetime) -> None:
        given = self.cleaned_data
        missing = [line.strip() for line in given.pop("missing").splitlines() if line.strip()]
        supplements.ask(self.dossier, missing=missing, by=self.user, at=at, **given)


class Complete(VerbForm):
    verb = "complete"

    def carry_out(self, *, at: datetime) -> None:
        supplements.complete(self.dossier, by=self.user, at=at)


class Refuse(VerbForm):
    verb = "refuse"
    ground = forms.ChoiceField(label=_("Ground of the refusal"), choices=Refusal.Ground)
    text = forms.CharField(
        label=_("Reason for the applicant"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def carry_out(self, *, at: datetime) -> None:
        refusals.refuse(self.dossier, by=self.user, at=at, **self.cleaned_data)


class Stop(VerbForm):
    verb = "stop"
    is_withdrawal = False
    requested_on = forms.DateField(label=_("Asked for on"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Request of the applicant"), max_length=1000)
    papers_returned = forms.CharField(label=_("Papers given back"), max_length=1000, required=False)

    def carry_out(self, *, at: datetime) -> None:
        stops.stop(self.dossier, by=self.user, at=at, is_withdrawal=self.is_withdrawal, **self.cleaned_data)


class Withdraw(Stop):
    verb = "withdraw"
    is_withdrawal = True


class Tell(VerbForm):
    verb = "tell"
    channel = forms.ChoiceField(label=_("Told by"), choices=Apology.Channel, initial=Apology.Channel.PHONE)
    result = forms.CharField(label=_("Result of telling"), max_length=300)

    def carry_out(self, *, at: datetime) -> None:
        transitions.tell(self.dossier, by=self.user, at=at, **self.cleaned_data)


class ReturnResult(VerbForm):
    verb = "return_result"
    shown = forms.ChoiceField(
        label=_("Shown by the applicant"),
        choices=[("RECEIPT", _("the receipt")), ("ID", _("the ID, the receipt is lost"))],
        widget=forms.RadioSelect,
        initial="RECEIPT",
    )
    collected_by = forms.CharField(
        label=_("Collected by an authorised person"),
        max_length=200,
        required=False,
        help_text=_("Empty when the applicant comes in person."),
    )
    authorisation = forms.CharField(label=_("Authorisation paper"), max_length=200, required=False)
    originals_returned = forms.CharField(label=_("Originals given back"), max_length=300, required=False)
    is_signed_for = forms.BooleanField(label=_("Signed for by the one who collects"), required=False)

    def carry_out(self, *, at: datetime) -> None:
        checks = returning.Checks(**self.cleaned_data)
        returning.return_result(self.dossier, checks=checks, by=self.user, at=at)


class Pay(VerbForm):
    verb = "pay"
    moment = forms.ChoiceField(label=_("Paid"), choices=FeeLine.Moment, initial=FeeLine.Moment.RETURN)
    receipt_number = forms.CharField(label=_("Number of the fee receipt"), max_length=60)
    online = forms.BooleanField(label=_("Paid online"), required=False)

    def carry_out(self, *, at: datetime) -> None:
        returning.pay(self.dossier, by=self.user, at=at, **self.cleaned_data)


class Digitise(VerbForm):
    verb = "digitise"

    @classmethod
    def asks(cls) -> bool:
        return True

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.papers = list(self.dossier.components.filter(is_present=True).order_by("ordinal"))
        for paper in self.papers:
            self.fields[f"state_{paper.pk}"] = forms.ChoiceField(
                label=f"{paper.ordinal}. {paper.name}"[:120],
                choices=DossierComponent.Digitised,
                initial=paper.digitised,
            )
            self.fields[f"ground_{paper.pk}"] = forms.ChoiceField(
                label=_("Ground, if it need not be digitised"),
                choices=[("", "—"), *DossierComponent.Ground.choices],
                initial=paper.not_digitised_ground,
                required=False,
            )

    def carry_out(self, *, at: datetime) -> None:
        given = self.cleaned_data
        states = {p.pk: (given[f"state_{p.pk}"], given[f"ground_{p.pk}"]) for p in self.papers}
        digitising.record(self.dossier, states, by=self.user, at=at)


class DraftApology(VerbForm):
    verb = "draft_apology"
    cause = forms.ModelChoiceField(
        label=_("Cause of lateness"), queryset=Cause.objects.filter(is_active=True)
    )
    reason = forms.CharField(
        label=_("Reason, in your words to the citizen"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    new_due_on = forms.DateField(
        label=_("New appointment"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("Only once.")
    )
    override_number = forms.CharField(
        label=_("Decision that allows an exception"), max_length=100, required=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].initial = apologies.suggested_reason(self.dossier)

    def carry_out(self, *, at: datetime) -> None:
        apologies.draft(self.dossier, by=self.user, at=at, **self.cleaned_data)


class SignApology(VerbForm):
    verb = "sign_apology"

    def carry_out(self, *, at: datetime) -> None:
        draft = self.dossier.apologies.drafts().first()
        if draft is None:
            raise transitions.NotAllowed(_("There is no draft to sign."))
        apologies.sign(draft, by=self.user, at=at)


class DiscardApology(VerbForm):
    verb = "discard_apology"

    def carry_out(self, *, at: datetime) -> None:
        draft = self.dossier.apologies.drafts().first()
        if draft is None:
            raise transitions.NotAllowed(_("There is no draft to throw away."))
        apologies.discard(draft, by=self.user, at=at)


class TellNewDate(Tell):
    verb = "tell_new_date"

    def carry_out(self, *, at: datetime) -> None:
        letter = self.dossier.apologies.signed().order_by("signed_at").last()
        if letter is None:
            raise transitions.NotAllowed(_("The letter is not signed yet."))
        apologies.tell(letter, by=self.user, at=at, **self.cleaned_data)


FORMS: dict[str, type[VerbForm]] = {
    form.verb: form
    for form in (
        Give,
        Recall,
        Take,
        Sign,
        Resolve,
        PauseClock,
        Resume,
        AskSupplement,
        Complete,
        Refuse,
        Stop,
        Withdraw,
        Tell,
        ReturnResult,
        Pay,
        Digitise,
        DraftApology,
        SignApology,
        DiscardApology,
        TellNewDate,
    )
}
LABELS = {verb: move.label for verb, move in transitions.TRANSITIONS.items()} | {
    "pay": _("take the payment"),
    "digitise": _("digitise the papers"),
    "draft_apology": _("write the apology"),
    "sign_apology": _("sign the apology"),
    "discard_apology": _("throw the draft away"),
    "tell_new_date": _("tell the new date"),
    "receive": _("received"),
    "attach": _("attached a file"),
    "urge": _("urged"),
}
