"""The buttons of the counter console, checked against the officer's desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backoffice.base.row_numbers import row_number
from backoffice.organisation.models import Counter, Desk, ServiceGroup
from backoffice.tickets.console import VERBS, Order
from backoffice.tickets.models import Ticket


class ConsoleForm(forms.Form):
    verb = forms.ChoiceField(choices=[(verb, verb) for verb in VERBS])
    ticket = forms.ModelChoiceField(Ticket.objects.none(), required=False)
    version = forms.IntegerField(required=False)
    counter = forms.ModelChoiceField(Counter.objects.none(), required=False)
    target = forms.CharField(required=False, max_length=20)
    reason = forms.CharField(label=_("reason"), max_length=200, required=False)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._desk = desk
        tickets = Ticket.objects.filter(desk=desk).select_related("session__officer", "counter", "group")
        self.fields["ticket"].queryset = tickets
        self.fields["counter"].queryset = Counter.objects.filter(desk=desk)

    def order(self) -> Order:
        """Return what was pressed; the number has the version that the officer saw."""
        pressed = self.cleaned_data
        ticket = pressed["ticket"]
        if ticket is not None and pressed["version"] is not None:
            ticket.version = pressed["version"]
        kind, _, key = pressed["target"].partition(":")
        group = ServiceGroup.objects.filter(desk=self._desk, pk=key).first() if kind == "group" else None
        counter = pressed["counter"]
        if kind == "counter":
            counter = Counter.objects.filter(desk=self._desk, pk=key).first()
        return Order(pressed["verb"], ticket, counter, group, pressed["reason"])

    def clean_target(self) -> str:
        kind, _colon, key = self.cleaned_data["target"].partition(":")
        return f"{kind}:{key}" if kind in {"group", "counter"} and row_number(key) else ""
