"""Electronic copies of papers, made at the desk, and the share that is done (R19)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backoffice.dossiers.lifecycle.transitions import DESK, NotAllowed, Verb, moving
from backoffice.dossiers.lifecycle.verb_form import VerbForm
from backoffice.dossiers.models import Dossier, DossierComponent
from backoffice.history.tracking import update_tracked
from backoffice.organisation.models import User

Digitised = DossierComponent.Digitised


@dataclass(frozen=True)
class Share:
    """The number of digitised papers, of the number required."""

    done: int
    required: int


def share(papers: Iterable[DossierComponent]) -> Share:
    """Count the papers handed in; those with a ground against digitising are not required."""
    required = [p for p in papers if p.is_present and p.digitised != Digitised.NOT_REQUIRED]
    return Share(sum(p.digitised == Digitised.DONE for p in required), len(required))


def record(dossier: Dossier, states: Mapping[int, tuple[str, str]], *, by: User, at: datetime) -> Share:
    """Record the state and ground of papers by their id.

    :raises NotAllowed: a paper that need not be digitised without its ground.
    """
    with moving(dossier, DIGITISE, by=by, at=at) as data:
        papers = list(dossier.components.order_by("ordinal"))
        for paper in papers:
            state, ground = states.get(paper.pk, (paper.digitised, paper.not_digitised_ground))
            if state == Digitised.NOT_REQUIRED and not ground:
                raise NotAllowed(_("Name the ground on which a paper need not be digitised."))
            paper.digitised = state
            paper.not_digitised_ground = ground if state == Digitised.NOT_REQUIRED else ""
        fields = ["digitised", "not_digitised_ground"]
        update_tracked(papers, fields=fields, by=by, reason=_("papers digitised"))
        counted = share(papers)
        data |= {"done": counted.done, "required": counted.required}
    return counted


class DigitiseForm(VerbForm):
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
                label=_lazy("Ground, if it need not be digitised"),
                choices=[("", "—"), *DossierComponent.Ground.choices],
                initial=paper.not_digitised_ground,
                required=False,
            )

    def carry_out(self, *, at: datetime) -> None:
        filled = self.cleaned_data
        states = {p.pk: (filled[f"state_{p.pk}"], filled[f"ground_{p.pk}"]) for p in self.papers}
        record(self.dossier, states, by=self.user, at=at)


DIGITISE = Verb(name="digitise", label=_lazy("digitise the papers"), permissions=DESK, form=DigitiseForm)
