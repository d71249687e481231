"""The form of a reception, in the order of the conversation at the counter."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers import deadlines
from backoffice.dossiers.models import Dossier, DossierComponent, OutsideDeskDecision, Refusal
from backoffice.dossiers.reception import appointments, intake
from backoffice.dossiers.reception.who import WhoForm
from backoffice.procedures.models import Component, Posting, ProcedureVersion, TimeLimit

FEE_STATES = [("DUE", _("to be paid later")), ("PAID", _("paid now")), ("EXEMPT", _("exempt"))]
CopyKind = DossierComponent.CopyKind
# Asked in a panel that is closed as long as it holds nothing.
RARE = ("content", "result_place", "limit", "submitted_at", "other_papers", "on_paper_at", "paper_register")
RARE += ("foreign_code", "outside_decision", "outside_place", "outside_reason")


class MomentField(forms.DateTimeField):
    """A time of this century."""

    def __init__(self, **kwargs: Any) -> None:
        asked = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        earliest = MinValueValidator(datetime(2000, 1, 1, tzinfo=UTC))
        super().__init__(required=False, widget=asked, validators=[earliest], **kwargs)


class TermForm(forms.Form):
    """A time limit typed by the officer, for a version from which none can be read."""

    term_amount = forms.DecimalField(
        label=_("Time limit"), min_value=0, max_digits=6, decimal_places=2, required=False
    )
    term_unit = forms.ChoiceField(label=_("Unit of the limit"), choices=TimeLimit.Unit, required=False)

    def term(self) -> deadlines.Term | None:
        """Return the limit of a valid form; None if none was typed.

        :raises InvalidTerm: it cannot be counted.
        """
        amount: Decimal | None = self.cleaned_data.get("term_amount")
        unit = self.cleaned_data.get("term_unit")
        return deadlines.Term(amount, deadlines.Unit(unit)) if amount is not None and unit else None


class ReceptionForm(WhoForm, TermForm):
    """The questions at the counter; papers and amounts come from the version in force."""

    request_key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    case = forms.ChoiceField(label=_("Case of the procedure"), required=False)
    content = forms.CharField(label=_("What is asked for"), max_length=2000, required=False)
    channel = forms.ChoiceField(label=_("Channel of reception"), choices=Dossier.Channel)
    submitted_at = MomentField(label=_("Submitted or posted at"))
    limit = forms.ModelChoiceField(
        label=_("Time limit"),
        queryset=TimeLimit.objects.none(),
        required=False,
        empty_label=_("of the version"),
    )
    sets = forms.IntegerField(label=_("Sets of papers"), min_value=1, max_value=50, initial=1)
    result_place = forms.CharField(label=_("Result collected at"), max_length=200, required=False)
    other_papers = forms.CharField(
        label=_("Other papers handed in"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_cross_boundary = forms.BooleanField(
        label=_("Received irrespective of boundaries: the applicant lives elsewhere"), required=False
    )
    receipt_requested = forms.BooleanField(label=_("The applicant asks for a receipt"), required=False)
    on_paper_at = MomentField(label=_("Received on paper at"))
    paper_register = forms.CharField(
        label=_("Book and number of the paper register"), max_length=60, required=False
    )
    foreign_code = forms.CharField(label=_("Code given by another system"), max_length=60, required=False)
    outside_decision = forms.ModelChoiceField(
        label=_("Decision on reception outside the desk"),
        queryset=OutsideDeskDecision.objects.none(),
        required=False,
    )
    outside_place = forms.CharField(label=_("Place of the exception"), max_length=200, required=False)
    outside_reason = forms.CharField(label=_("Reason of the exception"), max_length=300, required=False)
    supplement_reason = forms.CharField(label=_("Why they are needed"), max_length=1000, required=False)
    refusal_ground = forms.ChoiceField(
        label=_("Ground of the refusal"), choices=[("", "—"), *Refusal.Ground.choices], required=False
    )
    refusal_text = forms.CharField(
        label=_("Reason for the applicant"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, posting: Posting, version: ProcedureVersion, today: date, **kwargs) -> None:
        self.posting, self.version, self.today = posting, version, today
        self.lacks_papers = False
        kwargs.setdefault("initial", {}).setdefault("request_key", uuid.uuid4().hex)
        super().__init__(*args, **kwargs)
        self.components = list(version.components.order_by("ordinal"))
        self.amounts = list(version.fees.order_by("ordinal"))
        self._add_cases()
        self._add_papers()
        self._add_fees()
        limit = cast("forms.ModelChoiceField", self.fields["limit"])
        limit.queryset = version.time_limits.exclude(amount=None).order_by("ordinal")
        decisions = OutsideDeskDecision.objects.filter(desk=posting.desk_id, procedure=posting.procedure_id)
        cast("forms.ModelChoiceField", self.fields["outside_decision"]).queryset = decisions
        self.may_be_outside = decisions.exists()
        self.needs_term = appointments.limit_for(version, channel=Dossier.Channel.IN_PERSON) is None

    def _add_cases(self) -> None:
        cases = list(dict.fromkeys(component.case for component in self.components if component.case))
        if cases:
            offered = [("", "—"), *((case, case) for case in cases)]
            cast("forms.ChoiceField", self.fields["case"]).choices = offered
        else:
            del self.fields["case"]

    def _add_papers(self) -> None:
        for component in self.components:
            self.fields[f"paper_{component.pk}"] = forms.BooleanField(label=component.name, required=False)
            self.fields[f"copy_{component.pk}"] = forms.ChoiceField(
                label=_("kind of copy"),
                choices=CopyKind,
                required=False,
                initial=intake.usual_copy_kind(component),
                widget=forms.Select(attrs={"aria-label": f"{_('kind of copy')}: {component.name}"}),
            )
            self.fields[f"count_{component.pk}"] = forms.IntegerField(
                label=_("count"),
                min_value=1,
                max_value=99,
                required=False,
                initial=_count(component),
                widget=forms.NumberInput(attrs={"aria-label": f"{_('count')}: {component.name}"}),
            )

    def _add_fees(self) -> None:
        for fee in self.amounts:
            if not fee.amount:  # free: nothing to ask
                continue
            self.fields[f"fee_{fee.pk}"] = forms.ChoiceField(
                label=fee.words, choices=FEE_STATES, required=False, initial="DUE"
            )
            self.fields[f"ground_{fee.pk}"] = forms.CharField(
                label=_("Ground of the exemption, or number of the receipt"),
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"placeholder": _("ground or receipt number")}),
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        for fee in self.amounts:
            if cleaned.get(f"fee_{fee.pk}") == "EXEMPT" and not cleaned.get(f"ground_{fee.pk}"):
                self.add_error(f"ground_{fee.pk}", _("An exemption needs its ground."))
            if cleaned.get(f"fee_{fee.pk}") == "PAID" and not cleaned.get(f"ground_{fee.pk}"):
                self.add_error(f"ground_{fee.pk}", _("A payment needs the number of its receipt."))
        if self.needs_term and cleaned.get("term_amount") is None and not cleaned.get("limit"):
            self.add_error(
                "term_amount", _("The version gives no time limit that can be computed: enter it.")
            )
        return cleaned

    @property
    def more_of_the_dossier_is_shown(self) -> bool:
        """Whether the panel with the rarer questions holds something typed or wrong (U13)."""
        return self.holds(*RARE)

    def paper_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the checklist: component, its tick, kind of copy and count."""
        for component in self.components:
            yield {
                "component": component,
                "tick": self[f"paper_{component.pk}"],
                "copy": self[f"copy_{component.pk}"],
                "count": self[f"count_{component.pk}"],
            }

    def fee_rows(self) -> Iterator[dict[str, Any]]:
        for fee in self.amounts:
            asked = fee.amount
            yield {
                "fee": fee,
                "state": self[f"fee_{fee.pk}"] if asked else None,
                "ground": self[f"ground_{fee.pk}"] if asked else None,
            }

    def reception(self) -> intake.Reception:
        """Return the reception for the domain."""
        cleaned = self.cleaned_data
        return intake.Reception(
            posting=self.posting,
            version=self.version,
            channel=cleaned["channel"],
            applicant=self.person(),
            papers=tuple(self._papers()),
            proxy=self.proxy(),
            limit=cleaned["limit"],
            term=self.term(),
            case=cleaned.get("case", ""),
            content=cleaned["content"],
            sets=cleaned["sets"],
            result_place=cleaned["result_place"],
            submitted_at=cleaned["submitted_at"],
            fees=tuple(self._fees()),
            receipt_requested=cleaned["receipt_requested"] or not self.version.immediate_result,
            is_cross_boundary=cleaned["is_cross_boundary"],
            outside=self._outside(),
            on_paper_at=cleaned["on_paper_at"],
            paper_register=cleaned["paper_register"],
            foreign_code=cleaned["foreign_code"],
            request_key=cleaned["request_key"],
        )

    def renew(self) -> None:
        """Take a new key: the next press is another submission."""
        self.data = {**self.data.dict(), "request_key": uuid.uuid4().hex}

    def mark_missing(self, missing: list[Component]) -> None:
        """Say at each mandatory paper that it is not ticked, and offer form 02 (U13)."""
        self.lacks_papers = True
        for component in missing:
            self.add_error(f"paper_{component.pk}", _("This paper is mandatory."))

    def missing_names(self) -> list[str]:
        """Return the mandatory papers that are not ticked, for form 02."""
        case = self.cleaned_data.get("case", "")
        papers = tuple(self._papers())
        return [c.name for c in intake.missing_components(self.version, papers, case)]

    def _papers(self) -> Iterator[intake.Paper]:
        cleaned = self.cleaned_data
        for component in self.components:
            if cleaned.get(f"paper_{component.pk}"):
                yield intake.Paper(
                    name=component.name,
                    component=component,
                    copy_kind=cleaned.get(f"copy_{component.pk}") or CopyKind.ORIGINAL,
                    count=cleaned.get(f"count_{component.pk}") or 1,
                )
        for line in cleaned["other_papers"].splitlines():
            if line.strip():
                yield intake.Paper(name=line.strip())

    def _fees(self) -> Iterator[intake.Amount]:
        cleaned = self.cleaned_data
        for fee in self.amounts:
            state, ground = cleaned.get(f"fee_{fee.pk}") or "DUE", cleaned.get(f"ground_{fee.pk}", "")
            yield intake.Amount(
                amount=fee.amount,
                kind=fee.kind,
                is_paid=state == "PAID",
                receipt_number=ground if state == "PAID" else "",
                exempt_ground=ground if state == "EXEMPT" else "",
            )

    def _outside(self) -> intake.Outside | None:
        cleaned = self.cleaned_data
        if cleaned["outside_decision"] is None:
            return None
        return intake.Outside(
            decision=cleaned["outside_decision"],
            place=cleaned["outside_place"],
            reason=cleaned["outside_reason"],
        )


def _count(component: Component) -> int:
    return component.originals or component.copies or 1
