"""The log of what officers did: appended to a locked dossier, each event chained to the one before."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from backoffice.base.masking import DOT
from backoffice.dossiers.lifecycle import seals
from backoffice.dossiers.models import Dossier, DossierEvent
from backoffice.organisation.models import User

# The details of an event that officers type.
TYPED = frozenset({"result", "authorisation", "originals", "missing"})
# An ID number or a telephone, also in groups; the code of a dossier has shorter rows of digits.
NUMBER = re.compile(r"(?<![\w./-])\+?\d(?:[ .]?\d){8,}(?![\w/-])")


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
    """Append an event and move the end of the dossier's log; the caller saves the dossier.

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
        reason=without_numbers(reason),
        data={key: without_numbers(value) if key in TYPED else value for key, value in (data or {}).items()},
        previous_hash=dossier.log_hash,
    )
    close(dossier, event)
    event.save(force_insert=True)
    return event


def close(dossier: Dossier, event: DossierEvent) -> None:
    """Hash and seal an event, and make it the end of the dossier's log; neither is saved."""
    event.hash = event.computed_hash()
    event.seal = seals.made_of(seals.event(event.hash))
    dossier.log_seq, dossier.log_hash = event.seq, event.hash
    dossier.log_seal = seals.made_of(seals.end(dossier.pk, event.seq, event.hash))


def without_numbers(typed: Any) -> Any:
    """Return a text, or a list of them, without the IDs and telephones that people type (R80)."""
    if isinstance(typed, list):
        return [without_numbers(text) for text in typed]
    return NUMBER.sub(DOT * 3, typed) if isinstance(typed, str) else typed


def office_of(user: User) -> str:
    """Return the present names of the division and desk of an account."""
    names = [str(unit) for unit in (user.division, user.desk) if unit is not None]
    return ", ".join(names)
