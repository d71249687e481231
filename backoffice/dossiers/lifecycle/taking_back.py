"""Taking an act back: what it changed is put back, what it made is revoked and stays to be seen."""

from collections.abc import Callable
from datetime import datetime

from django.utils.timezone import localdate

from backoffice.dossiers.lifecycle import changes, clock
from backoffice.dossiers.models import Dossier, DossierEvent, Repair
from backoffice.history.tracking import because
from backoffice.organisation.models import User

TAKE_BACK = "take_back"
Undo = Callable[[Dossier, DossierEvent, User, datetime, str], None]


def revoking(*related: str) -> Undo:
    """Return what takes back the standing records of a dossier under these names."""

    def undo(dossier: Dossier, event: DossierEvent, by: User, at: datetime, reason: str) -> None:
        revoke(dossier, *related, by=by, at=at, reason=reason)

    return undo


def revoke(dossier: Dossier, *related: str, by: User, at: datetime, reason: str) -> None:
    """Revoke the standing records of a dossier under these names, "results" for instance."""
    for name in related:
        for record in getattr(dossier, name).standing():
            record.revoke(by=by, at=at, reason=reason)
            because(record, reason)
            record.save()


def last_act(dossier: Dossier, *, beside: frozenset[str]) -> DossierEvent | None:
    """Return the newest event that was not taken back, leaving out those `beside` the dossier's way."""
    taken_back = set()
    for event in sorted(dossier.events.all(), key=lambda event: -event.seq):
        if event.kind == TAKE_BACK:
            taken_back.add(event.data.get("of"))
        elif event.seq not in taken_back and event.kind not in beside:
            return event
    return None


def keep_what_was_counted(dossier: Dossier, *, at: datetime) -> None:
    """Record the result or the end that the locked dossier has now and is about to lose."""
    if dossier.resolved_on or dossier.ended_on:
        Repair.objects.create(
            dossier=dossier,
            repaired_on=localdate(at),
            resolved_on=dossier.resolved_on,
            timeliness=dossier.timeliness,
            ended_on=dossier.ended_on,
        )


def restore(dossier: Dossier, event: DossierEvent, *, by: User, at: datetime, reason: str) -> None:
    """Put the locked dossier back to where it was before `event`; the caller saves it."""
    changed = event.data.get("changes", {})
    columns = changed.get("dossier", {})
    if {"resolved_on", "ended_on"} & set(columns):
        keep_what_was_counted(dossier, at=at)
    changes.put_back(dossier, changed)
    if "paused_at" in columns:
        was_paused = columns["paused_at"][0] is not None
        if was_paused:
            clock.reopen_pause(dossier)
        else:
            clock.revoke_pause(dossier, by=by, at=at, reason=reason)
    if {"due_on", "due_at", "due_original_on", "due_original_at"} & set(columns):
        clock.record_correction(dossier, at=at, reason=reason)
    dossier.state = event.from_state
