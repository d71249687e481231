"""Every look at personal data is recorded: who, when, what, from where (R80, R81)."""

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
