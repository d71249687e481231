"""What the officer and the applicant agree on at the counter, before anything is saved."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from backoffice.dossiers import deadlines
from backoffice.dossiers.models import Applicant, Dossier, DossierComponent, OutsideDeskDecision
from backoffice.procedures.models import Component, Posting, ProcedureVersion, TimeLimit


class SamePerson(TextChoices):
    """What the officer says of a known ID number when something else was typed than is known."""

    KEEP = "KEEP", _("Yes, the same person: keep what is known")
    UPDATE = "UPDATE", _("Yes, the same person: replace it by what I typed")


@dataclass(frozen=True, kw_only=True)
class Person:
    """The applicant as stated at the counter.

    `confirmed`: of `SamePerson`, if the officer was asked. `doubt_reason`: why what looks wrong is right.
    """

    full_name: str
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    kind: str = Applicant.Kind.CITIZEN
    confirmed: str = ""
    doubt_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Proxy:
    """The person who hands in for the applicant, with the paper that allows it (R17)."""

    full_name: str
    paper: str
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper on the counter; without `component` it was not required."""

    name: str
    component: Component | None = None
    copy_kind: str = DossierComponent.CopyKind.ORIGINAL
    count: int = 1
    is_present: bool = True


@dataclass(frozen=True, kw_only=True)
class Amount:
    """An amount in VND; an exemption needs its ground (R46)."""

    amount: Decimal
    kind: str = ""
    is_paid: bool = False
    is_online: bool = False
    receipt_number: str = ""
    exempt_ground: str = ""


@dataclass(frozen=True, kw_only=True)
class Outside:
    """Where and why a dossier is received outside the desk, under a decision (Điều 14.5)."""

    decision: OutsideDeskDecision
    place: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Reception:
    """What the officer and the applicant agreed on at the counter.

    `version`: the one the page showed; by default the version in force. `term`: only
    if no limit can be read from the version. `on_paper_at`: entered later from the paper register,
    whose time starts the clock (R93). `foreign_code`: of another system, kept as it is written (R7).
    `request_key`: the same key is received once.
    """

    posting: Posting
    channel: str
    applicant: Person
    papers: tuple[Paper, ...] = ()
    version: ProcedureVersion | None = None
    proxy: Proxy | None = None
    limit: TimeLimit | None = None
    term: deadlines.Term | None = None
    case: str = ""
    content: str = ""
    sets: int = 1
    result_place: str = ""
    submitted_at: datetime | None = None
    fees: tuple[Amount, ...] = ()
    receipt_requested: bool = True
    is_cross_boundary: bool = False
    outside: Outside | None = None
    on_paper_at: datetime | None = None
    paper_register: str = ""
    foreign_code: str = ""
    nature: str = Dossier.Nature.REAL
    request_key: str = field(default="", compare=False)
