"""Which posted procedures have their papers listed, their forms and samples attached, and what share has.

Nghị định 61/2018 Điều 8: the full content is posted with its forms; Thông tư 01/2018 Điều 5: with samples.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backoffice.procedures.models import Component, Posting, ProcedureFile, ProcedureVersion


@dataclass(frozen=True)
class Aspect:
    """Something a posted procedure has or lacks; `condition` is asked of its version in force."""

    key: str
    label: str | Promise
    lacking: str | Promise
    condition: Callable[[], Q | Exists]


def _files(kind: ProcedureFile.Kind) -> Exists:
    return Exists(ProcedureFile.objects.filter(version=OuterRef("pk"), kind=kind))


def _documents() -> Q:
    return ~Q(documents_text="") | Q(Exists(Component.objects.filter(version=OuterRef("pk"))))


def _forms() -> Exists:
    return _files(ProcedureFile.Kind.FORM)


def _samples() -> Exists:
    return _files(ProcedureFile.Kind.SAMPLE)


ASPECTS = {
    aspect.key: aspect
    for aspect in (
        Aspect("documents", _("papers listed"), _("papers not listed"), _documents),
        Aspect("forms", _("forms attached"), _("no form attached"), _forms),
        Aspect("samples", _("samples attached"), _("no sample attached"), _samples),
        Aspect(
            "whole",
            _("papers, forms and samples"),
            _("papers, forms or samples missing"),
            lambda: Q(_documents()) & Q(_forms()) & Q(_samples()),
        ),
    )
}


@dataclass(frozen=True)
class Share:
    """How many of the posted procedures have an aspect."""

    aspect: Aspect
    having: int
    posted: int

    @property
    def lacking(self) -> int:
        return self.posted - self.having

    @property
    def percent(self) -> float | None:
        """Of the posted procedures; `None` where none is posted."""
        return round(100 * self.having / self.posted, 1) if self.posted else None


def having(postings: QuerySet[Posting], key: str, *, on: date) -> QuerySet[Posting]:
    """Return the posted procedures whose version in force has it."""
    return _posted(postings, on=on).filter(_has(key, on))


def lacking(postings: QuerySet[Posting], key: str, *, on: date) -> QuerySet[Posting]:
    """Return the posted procedures whose version in force lacks it."""
    return _posted(postings, on=on).exclude(_has(key, on))


def shares(postings: QuerySet[Posting], *, on: date) -> list[Share]:
    """Return the share of every aspect among `postings` that are posted on a day."""
    counts = {key: Count("pk", filter=_has(key, on)) for key in ASPECTS}
    found = _posted(postings, on=on).aggregate(posted=Count("pk"), **counts)
    return [Share(aspect, found[key], found["posted"]) for key, aspect in ASPECTS.items()]


def _posted(postings: QuerySet, *, on: date) -> QuerySet:
    return postings.published(on=on)  # type: ignore[attr-defined]


def _has(key: str, on: date) -> Exists:
    in_force = ProcedureVersion.objects.in_force(on=on).filter(procedure=OuterRef("procedure"))
    return Exists(in_force.filter(ASPECTS[key].condition()))
