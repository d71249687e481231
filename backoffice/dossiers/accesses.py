"""Every look at personal data is recorded: who, when, what, from where (R80, R81)."""

from collections.abc import Iterable
from datetime import datetime

from backoffice.dossiers.models import Access, Dossier
from backoffice.organisation.models import User


def record(
    dossier: Dossier, *, kind: Access.Kind, by: User, at: datetime, address: str | None, what: str = ""
) -> Access:
    """Record a look; `address` is the network address it came from."""
    return Access.objects.create(
        dossier=dossier, user=by, user_name=str(by), kind=kind, what=what, at=at, address=address
    )


def record_many(
    dossiers: Iterable[Dossier], *, kind: Access.Kind, by: User, at: datetime, what: str
) -> list[Access]:
    """Record a look at many dossiers at once, such as a register."""
    return Access.objects.bulk_create(
        Access(dossier=dossier, user=by, user_name=str(by), kind=kind, what=what, at=at)
        for dossier in dossiers
    )
