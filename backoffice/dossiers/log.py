"""The log of what officers did: appended to a locked dossier, each event chained to the one before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from backoffice.dossiers.models import Dossier, DossierEvent
from backoffice.organisation.models import User


def append(
    dossier: Dossier,
    *,
    kind: str,
    by: User | None,
    at: datetime,
    before: str = "",
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> DossierEvent:
    """Append an event and move the dossier's `log_seq` and `log_hash`; the caller saves the dossier.

    The caller has locked the dossier's row. `before` is the state before; the state after is the one
    the dossier has now. Names of people and offices are copied as they are on that day (R94).
    """
    event = DossierEvent(
        dossier=dossier,
        seq=dossier.log_seq + 1,
        at=at,
        actor=by,
        actor_name=str(by) if by else _("the system"),
        office_name=office_of(by) if by else "",
        kind=kind,
        from_state=before,
        to_state=dossier.state,
        reason=reason,
        data=dict(data or {}),
        previous_hash=dossier.log_hash,
    )
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    dossier.log_seq, dossier.log_hash = event.seq, event.hash
    return event


def office_of(user: User) -> str:
    """Return the division and desk of an account in words, as they are called today."""
    names = [str(unit) for unit in (user.division, user.desk) if unit is not None]
    return ", ".join(names)
