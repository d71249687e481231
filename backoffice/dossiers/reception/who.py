"""Who is at the counter: the applicant, who hands in for her, and what the officer is asked about them."""

from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers import identity
from backoffice.dossiers.models import Applicant, Dossier
from backoffice.dossiers.reception import known_people
from backoffice.dossiers.reception.agreements import Person, Proxy, SamePerson
from backoffice.procedures.models import Posting

LONGEST_NUMBER = 20
SOMEBODY_ELSE = "OTHER"
PERSONAL = forms.TextInput(attrs={"autocomplete": "off"})
PHONE = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"})


class NumberField(forms.CharField):
    """An ID number in its one spelling, however it was typed (F4)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, required=False, widget=PERSONAL, **kwargs)

    def clean(self, value: Any) -> str:
        number = identity.normalised(super().clean(value))
        if len(number) > LONGEST_NUMBER:
            raise ValidationError(_now("An ID number has at most %(most)d signs.") % {"most": LONGEST_NUMBER})
        return number


class PhoneField(forms.CharField):
    """A telephone in its one spelling, however it was typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, required=False, widget=PHONE, **kwargs)

    def clean(self, value: Any) -> str:
        phone = identity.normalised_phone(super().clean(value))
        if len(phone) > LONGEST_NUMBER:
            raise ValidationError(_now("A telephone has at most %(most)d signs.") % {"most": LONGEST_NUMBER})
        return phone


class WhoForm(forms.Form):
    """The people of a reception. A known number and what looks wrong are asked about, never refused."""

    posting: Posting
    today: date

    kind = forms.ChoiceField(label=_("Applicant is"), choices=Applicant.Kind, required=False)
    id_number = NumberField(label=_("ID number"))
    full_name = forms.CharField(label=_("Name of the applicant"), max_length=200, widget=PERSONAL)
    phone = PhoneField(label=_("Applicant's telephone"))
    address = forms.CharField(label=_("Applicant's address"), max_length=300, required=False, widget=PERSONAL)
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    proxy_name = forms.CharField(
        label=_("Name of the authorised person"), max_length=200, required=False, widget=PERSONAL
    )
    proxy_id_number = NumberField(label=_("ID number of the authorised person"))
    proxy_phone = PhoneField(label=_("Telephone of the authorised person"))
    proxy_paper = forms.CharField(
        label=_("Authorisation paper"), max_length=200, required=False, widget=PERSONAL
    )
    # The number that the page asked about: an answer counts for no other number.
    asked_about = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    confirmed = forms.ChoiceField(
        label=_("Is it this person?"),
        choices=[*SamePerson.choices, (SOMEBODY_ELSE, _("No: the number was mistyped"))],
        required=False,
        widget=forms.RadioSelect,
    )
    again = forms.BooleanField(label=_("Receive it all the same: it is another matter"), required=False)
    doubt_reason = forms.CharField(label=_("Why it is right all the same"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if self.known:
            self._ask_who_it_is(self.known)
            if self.running and self.pressed == "receive" and not (cleaned.get("again") and self._was_asked):
                self.add_error("again", _now("This person has the same procedure running already."))
        if self.doubts and not cleaned.get("doubt_reason"):
            self.add_error("doubt_reason", _now("Correct it, or write why it is right."))
        return cleaned

    @cached_property
    def known(self) -> Applicant | None:
        """Who is known by the typed number; nobody if this form was received already (pressed twice)."""
        number, desk = self.cleaned_data.get("id_number"), self.posting.desk
        key = self.cleaned_data.get("request_key", "")
        if not number or Dossier.objects.submitted_as(key, desk=desk).exists():
            return None
        return Applicant.objects.with_id_number(number, desk=desk).first()

    @cached_property
    def running(self) -> list[Dossier]:
        """The dossiers that the known person has open under this procedure (F14)."""
        return list(known_people.running_of(self.known, self.posting.procedure)) if self.known else []

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What looks wrong and is not known already (F4, U4)."""
        person, known = self.person(), self.known
        of_applicant = identity.warnings(
            "" if known else person.id_number,
            person.full_name if not known or "full_name" in self._replaced else "",
            person.phone if not known or "phone" in self._replaced else "",
            person.kind,
            self.today,
        )
        if (proxy := self.proxy()) is None:
            return of_applicant
        of_proxy = identity.warnings(
            proxy.id_number, proxy.full_name, proxy.phone, Applicant.Kind.CITIZEN, self.today
        )
        return *of_applicant, *(_now("Authorised person: %(doubt)s") % {"doubt": doubt} for doubt in of_proxy)

    @property
    def more_of_the_person_is_shown(self) -> bool:
        """Whether the panel with proxy and e-mail holds something typed or wrong (U13)."""
        return self.holds("email", "proxy_name", "proxy_paper", "proxy_id_number", "proxy_phone")

    def holds(self, *names: str) -> bool:
        return any(name in self.errors or self[name].value() for name in names)

    @property
    def pressed(self) -> str:
        """Which button was pressed: receive, ask for papers or refuse."""
        return next((name for name in ("supplement", "refuse") if name in self.data), "receive")

    @property
    def about(self) -> str:
        """The number that the page asks about, when it is shown once more."""
        return self.known.id_number if self.is_bound and self.known else ""

    def person(self) -> Person:
        typed = {name: self.cleaned_data.get(name, "") for name in ("id_number", "full_name", "phone")}
        confirmed = self.cleaned_data.get("confirmed", "") if self._was_asked else ""
        return Person(
            **typed,
            email=self.cleaned_data.get("email", ""),
            address=self.cleaned_data.get("address", ""),
            kind=self.cleaned_data.get("kind") or Applicant.Kind.CITIZEN,
            confirmed=confirmed,
            doubt_reason=self.cleaned_data.get("doubt_reason", ""),
        )

    def proxy(self) -> Proxy | None:
        cleaned = self.cleaned_data
        if not cleaned.get("proxy_name"):
            return None
        return Proxy(
            full_name=cleaned["proxy_name"],
            paper=cleaned.get("proxy_paper", ""),
            id_number=cleaned.get("proxy_id_number", ""),
            phone=cleaned.get("proxy_phone", ""),
        )

    @property
    def _was_asked(self) -> bool:
        asked = identity.normalised(self.cleaned_data.get("asked_about", ""))
        return asked == self.cleaned_data.get("id_number", "")

    @property
    def _replaced(self) -> list[str]:
        """What is replaced by what was typed, or may be, as long as the officer has not answered."""
        person = self.person()
        if self.known is None or person.confirmed == SamePerson.KEEP:
            return []
        return known_people.differing(self.known, person)

    def _ask_who_it_is(self, known: Applicant) -> None:
        person = self.person()
        if person.confirmed == SOMEBODY_ELSE:
            self.add_error(
                "id_number", _now("The number of another person: read it once more, or leave it empty.")
            )
        elif person.confirmed not in SamePerson.values and known_people.differing(known, person):
            self.add_error("confirmed", known_people.whose(known))
