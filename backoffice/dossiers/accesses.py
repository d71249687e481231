"""Every access to personal data is recorded: who, when, what, from where (R80, R81)."""

from collections.abc import Iterable
from datetime import datetime

from backoffice.dossiers.models import Access, Dossier, Slip
from backoffice.organisation.models import User


def record(
    dossier: Dossier, *, kind: Access.Kind, by: User, at: datetime, address: str | None, what: str = ""
) -> Access:
    """Record an access; `address` is the network address of the client."""
    return Access.objects.create(
        dossier=dossier, user=by, user_name=str(by), kind=kind, what=what, at=at, address=address
    )


def record_many(
    dossiers: Iterable[Dossier],
    *,
    kind: Access.Kind,
    by: User,
    at: datetime,
    what: str,
    address: str | None = None,
) -> list[Access]:
    """Record an access to many dossiers at once, such as a register."""
    return Access.objects.bulk_create(
        Access(dossier=dossier, user=by, user_name=str(by), kind=kind, what=what, at=at, address=address)
        for dossier in dossiers
    )


def record_form(slip: Slip, *, kind: Access.Kind, by: User, at: datetime, address: str | None) -> None:
    """Record an access to a printed form: to its dossier, to each of its list, or to the form itself."""
    rows = [*slip.payload.get("rows", []), *slip.payload.get("sheets", [])]
    codes = [row["code"] for row in rows if row.get("code")]
    if slip.dossier is None and codes:
        listed = Dossier.objects.filter(desk=slip.desk_id, code__in=codes).order_by("pk")
        record_many(listed, kind=kind, by=by, at=at, what=str(slip), address=address)
        return
    Access.objects.create(
        dossier=slip.dossier,
        slip=slip,
        user=by,
        user_name=str(by),
        kind=kind,
        what=str(slip),
        at=at,
        address=address,
    )
