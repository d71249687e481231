"""The procedure of a dossier just received was the wrong one: another, with its papers, fees and date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.base.folding import fold
from backoffice.dossiers import deadlines, search
from backoffice.dossiers.lifecycle import clock
from backoffice.dossiers.lifecycle.transitions import (
    HELD,
    NOT_PAUSED,
    NOT_SIGNED,
    Condition,
    NotAllowed,
    State,
    Verb,
    moving,
)
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Dossier, DossierComponent, DueComputation, FeeLine
from backoffice.dossiers.reception import appointments, intake
from backoffice.dossiers.slips import receipts
from backoffice.dossiers.verbs.handing_over import NOT_OFFERED
from backoffice.history.tracking import create_tracked, delete_tracked, update_tracked
from backoffice.organisation.models import User
from backoffice.organisation.working_time import calendar_for
from backoffice.procedures.models import Component, Posting, ProcedureVersion


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The right procedure, the papers of it that are on the counter, and a limit if none can be read."""

    posting: Posting
    present: tuple[Component, ...]
    term: deadlines.Term | None = None


def change_procedure(
    dossier: Dossier, *, choice: Choice, reason: str, by: User, at: datetime
) -> DueComputation:
    """Give a dossier that nobody has worked on the right procedure; it keeps its code and its reception.

    Papers that the new procedure does not know stay with the dossier as others. Paid amounts stay; what is
    owed is that of the new procedure. The steps are planned anew, the new receipt replaces the one before.

    :raises PapersMissing: mandatory papers of the new procedure are missing (R12).
    :raises NotReceivable: not posted at the desk, no version in force that day, no limit.
    """
    if not reason.strip():
        raise NotAllowed(_("Write what was wrong."))
    with moving(dossier, CHANGE_PROCEDURE, by=by, at=at, reason=reason) as data:
        posting = choice.posting
        if posting.procedure_id == dossier.procedure_id or posting.desk_id != dossier.desk_id:
            raise NotAllowed(_("Choose another procedure that is posted at this desk."))
        calendar = calendar_for(dossier.desk)
        agreed = appointments.appointment(
            posting,
            channel=dossier.channel,
            calendar=calendar,
            at=dossier.received_at,
            term=choice.term,
            on_paper_at=dossier.received_at,
        )
        papers = tuple(intake.Paper(name=part.name, component=part) for part in choice.present)
        if missing := intake.missing_components(agreed.version, papers, ""):
            raise intake.PapersMissing(missing)
        data |= {"from": dossier.procedure.code, "to": posting.procedure.code}
        if dossier.content == dossier.version.name:
            dossier.content = agreed.version.name
        dossier.procedure, dossier.version, dossier.division = (
            posting.procedure,
            agreed.version,
            posting.division,
        )
        due = agreed.due
        dossier.term_amount, dossier.term_unit = due.term.amount, due.term.unit
        dossier.due_original_on, dossier.due_original_at = due.due_on, due.due_at
        dossier.due_on, dossier.due_at = due.due_on, due.due_at
        _change_papers(dossier, choice.present, by=by, reason=reason)
        _change_fees(dossier, agreed.version, by=by, reason=reason)
        dossier.steps.all().delete()
        intake.add_steps(dossier, calendar, rules=agreed.rules, user=by)
        search.set_keys(dossier)
        computation = clock.record(dossier, due, DueComputation.Occasion.CORRECTION, at=at)
        receipts.replace_receipt(dossier, by=by, at=at)
        data["due_on"] = due.due_on.isoformat()
    return computation


def _change_papers(dossier: Dossier, present: Iterable[Component], *, by: User, reason: str) -> None:
    present = list(present)
    names = {fold(part.name) for part in present}
    kept: list[DossierComponent] = []
    gone: list[DossierComponent] = []
    for paper in dossier.components.order_by("ordinal"):
        known_anew = fold(paper.name) in names or not paper.is_present
        (gone if known_anew else kept).append(paper)
    delete_tracked(gone, by=by, reason=reason)
    for paper in kept:
        paper.component = None
    update_tracked(kept, fields=["component"], by=by, reason=reason)
    first = max((paper.ordinal for paper in kept), default=0) + 1
    added = [
        DossierComponent(
            dossier=dossier,
            component=part,
            ordinal=ordinal,
            name=part.name,
            copy_kind=intake.usual_copy_kind(part),
            count=part.originals or part.copies or 1,
            is_present=True,
        )
        for ordinal, part in enumerate(present, start=first)
    ]
    create_tracked(added, by=by, reason=reason)


def _change_fees(dossier: Dossier, version: ProcedureVersion, *, by: User, reason: str) -> None:
    lines = list(dossier.fees.order_by("pk"))
    delete_tracked([line for line in lines if line.paid_at is None], by=by, reason=reason)
    paid = [(line.kind, line.amount) for line in lines if line.paid_at is not None]
    owed = [
        FeeLine(dossier=dossier, kind=fee.kind, amount=fee.amount)
        for fee in version.fees.order_by("ordinal")
        if fee.amount is not None and (fee.kind, fee.amount) not in paid
    ]
    create_tracked(owed, by=by, reason=reason)
    if any(line.amount for line in owed):
        dossier.payment = Dossier.Payment.DUE
    else:
        dossier.payment = Dossier.Payment.PAID if paid else Dossier.Payment.NONE


class ChangeProcedureForm(VerbForm):
    """First the code; then, in the same form, the papers of that procedure and its date."""

    code = forms.CharField(
        label=_lazy("Code of the right procedure"),
        max_length=30,
        help_text=_lazy("As in the list of procedures, 1.004859 for instance."),
    )
    reason = forms.CharField(label=_lazy("What was wrong"), max_length=500)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.posting = self._posting() if self.is_bound else None
        self.version = self._version()
        self.parts = list(self.version.components.order_by("ordinal")) if self.version else []
        for part in self.parts:
            self.fields[f"paper_{part.pk}"] = forms.BooleanField(
                label=f"{part.name} *" if part.is_mandatory else part.name, required=False
            )
        if self.version and appointments.limit_for(self.version, channel=self.dossier.channel) is None:
            self.fields["days"] = forms.DecimalField(
                label=_("Time limit in working days"), min_value=0, max_digits=6, decimal_places=2
            )
        if self.version:
            self.fields["is_seen"] = forms.BooleanField(
                widget=forms.HiddenInput, required=False, initial=True
            )

    def _posting(self) -> Posting | None:
        code = str(self.data.get("code", "")).replace("\x00", "").strip()
        rows = Posting.objects.visible_to(self.user).filter(desk=self.dossier.desk, procedure__code=code)
        found = rows.published(on=self.dossier.received_on).select_related("procedure", "desk", "division")
        return found.first() if code else None

    def _version(self) -> ProcedureVersion | None:
        if self.posting is None:
            return None
        try:
            return appointments.version_for(self.posting, on=self.dossier.received_on)
        except appointments.NotReceivable:
            return None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.version is None:
            self.add_error("code", _("No procedure with this code is posted at the desk on that day."))
        elif "is_seen" not in self.data:
            raise forms.ValidationError(_("Tick the papers that are there, then save."))
        return cleaned

    def facts(self) -> dict[str, str]:
        if self.posting is None or self.version is None:
            return {}
        return {"about": f"{self.posting.procedure.code} – {self.version.name}"}

    def _present(self) -> Iterator[Component]:
        return (part for part in self.parts if self.cleaned_data.get(f"paper_{part.pk}"))

    def carry_out(self, *, at: datetime) -> None:
        assert self.posting  # `clean` asks for one
        days = self.cleaned_data.get("days")
        choice = Choice(
            posting=self.posting,
            present=tuple(self._present()),
            term=None if days is None else deadlines.Term(days, deadlines.Unit.WORKING_DAY),
        )
        change_procedure(self.dossier, choice=choice, reason=self.cleaned_data["reason"], by=self.user, at=at)


CHANGE_PROCEDURE = Verb(
    name="change_procedure",
    label=_lazy("change the procedure"),
    permissions=("dossiers.receive_dossier",),
    sources=frozenset({State.RECEIVED}),
    conditions=(
        HELD,
        NOT_OFFERED,
        NOT_PAUSED,
        NOT_SIGNED,
        Condition(
            lambda dossier, user: not dossier.hand_overs.all(),
            _lazy("%(dossier)s was handed over already: its procedure stays."),
        ),
    ),
    form=ChangeProcedureForm,
    is_repair=True,
)
