"""Checks that the log and the dossiers are intact: recomputes the chains and the invariants."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from backoffice.base.ports import Port
from backoffice.dossiers import codes
from backoffice.dossiers.lifecycle import seals
from backoffice.dossiers.models import (
    Apology,
    CodeSerial,
    Dossier,
    DossierEvent,
    HandOver,
    Slip,
    SlipSerial,
    Step,
)
from backoffice.dossiers.slips.issuing import content_hash
from backoffice.organisation.models import RuleSet

ROWS_AT_A_TIME = 2000
SEALS_TRIED = 200
END = ("code", "state", "log_seq", "log_hash", "log_seal")
NO_CHAIN: tuple[int | None, Iterator[DossierEvent]] = (None, iter(()))
further_checks = Port[[], Iterator[str]]()
"""What a higher layer proves: it yields a sentence for every row that does not hold."""


def broken() -> Iterator[str]:
    """Yield a sentence for every broken row."""
    sealed = not is_sealed_by_another_key()
    if not sealed:
        yield _("No seal fits: the SECRET_KEY is not the one that the log was written with.")
    yield from broken_chains(sealed=sealed)
    yield from broken_dossiers()
    yield from broken_slips(sealed=sealed)
    yield from broken_serials()
    for sentences in further_checks():
        yield from sentences


def is_sealed_by_another_key() -> bool:
    """Whether no seal in the log fits this server's key, for example after a move without the key."""
    events = list(DossierEvent.objects.order_by("pk")[:SEALS_TRIED])
    return bool(events) and not any(seals.fits(event.seal, seals.event(event.hash)) for event in events)


def broken_chains(*, sealed: bool = True) -> Iterator[str]:
    """Check that events are in order, with the right hash, chained and sealed; none missing at the end.

    `sealed`: False does not check the seals, which another key made. A chain that looks broken is read
    again in one transaction before it is reported: the office may have added events between the two lists.
    """
    events = DossierEvent.objects.order_by("dossier_id", "seq").iterator(ROWS_AT_A_TIME)
    chains = groupby(events, key=attrgetter("dossier_id"))
    key, chain = next(chains, NO_CHAIN)
    for dossier in Dossier.objects.order_by("pk").only(*END).iterator(ROWS_AT_A_TIME):
        while key is not None and key < dossier.pk:
            yield _("Event row %(id)s belongs to no dossier.") % {"id": next(iter(chain)).pk}
            key, chain = next(chains, NO_CHAIN)
        own = list(chain) if key == dossier.pk else []
        if own:
            key, chain = next(chains, NO_CHAIN)
        if any(_broken_chain(dossier, own, sealed=sealed)):
            with transaction.atomic():
                again = Dossier.objects.only(*END).get(pk=dossier.pk)
                own = list(again.events.order_by("seq"))
            yield from _broken_chain(again, own, sealed=sealed)


def _broken_chain(dossier: Dossier, chain: list[DossierEvent], *, sealed: bool) -> Iterator[str]:
    previous, expected = "", 1
    for event in chain:
        row = {"dossier": dossier, "seq": event.seq, "id": event.pk}
        if event.seq != expected:
            yield _("%(dossier)s: an event before number %(seq)s is missing.") % row
        elif event.previous_hash != previous:
            yield _("%(dossier)s: event %(seq)s (row %(id)s) does not follow the one before it.") % row
        if event.computed_hash() != event.hash:
            yield _("%(dossier)s: event %(seq)s (row %(id)s) was changed.") % row
        elif sealed and not seals.fits(event.seal, seals.event(event.hash)):
            yield _("%(dossier)s: event %(seq)s (row %(id)s) was not written by this server.") % row
        previous, expected = event.hash, event.seq + 1
    yield from _broken_end(dossier, chain, sealed=sealed)


def _broken_end(dossier: Dossier, chain: list[DossierEvent], *, sealed: bool) -> Iterator[str]:
    end = {"dossier": dossier, "seq": dossier.log_seq}
    is_sealed = seals.fits(dossier.log_seal, seals.end(dossier.pk, dossier.log_seq, dossier.log_hash))
    if not chain:
        if dossier.log_seq or (sealed and not is_sealed):
            yield _("%(dossier)s: all its events are missing.") % end
    elif (dossier.log_seq, dossier.log_hash) != (chain[-1].seq, chain[-1].hash):
        yield _("%(dossier)s: its last events are missing.") % end
    elif sealed and not is_sealed:
        yield _("%(dossier)s: event %(seq)s was made the last one; later ones are missing.") % end
    elif chain[-1].to_state != dossier.state:
        yield _("%(dossier)s: its state does not follow from its events.") % end


def broken_dossiers() -> Iterator[str]:
    """Check what no constraint can, because it concerns two tables."""
    one_holder = Step.objects.filter(ended_at__isnull=True, started_at__isnull=False)
    for dossier in (
        Dossier.objects.open().filter(steps__isnull=False).exclude(steps__in=one_holder).distinct()
    ):
        yield _("%(dossier)s: it is open, but in no step.") % {"dossier": dossier}
    for dossier in Dossier.objects.open().filter(holder__is_active=False).select_related("holder"):
        words = _("%(dossier)s: it is with %(holder)s, whose account is switched off.")
        yield words % {"dossier": dossier, "holder": dossier.holder}
    waiting = Q(state=Dossier.State.WAITING_SUPPLEMENT, paused_at__isnull=True)
    paused = Q(state=Dossier.State.WAITING_SUPPLEMENT, pauses__isnull=True)
    for dossier in Dossier.objects.filter(waiting | paused).distinct():
        yield _("%(dossier)s: it waits for a supplement, but its clock runs.") % {"dossier": dossier}
    for hand_over in HandOver.objects.filter(taken_at__isnull=True).select_related("dossier"):
        if hand_over.dossier.holder_id != hand_over.giver_id:
            yield _("%(dossier)s: it is not with the one who hands it over.") % {"dossier": hand_over.dossier}
    moved = Dossier.objects.filter(due_on__gt=F("due_original_on"), computations__isnull=True)
    for dossier in moved:
        yield _("%(dossier)s: its due date moved without a computation.") % {"dossier": dossier}
    # A letter that came after the result or the end moved no appointment (R37).
    still_owed = Q(dossier__resolved_at__isnull=True, dossier__ended_on__isnull=True)
    still_owed |= Q(signed_at__lt=F("dossier__resolved_at")) | Q(signed_on__lt=F("dossier__ended_on"))
    for apology in Apology.objects.signed().filter(still_owed, dossier__due_on__lt=F("new_due_on")):
        yield _("%(dossier)s: its new appointment is not in the dossier.") % {"dossier": apology.dossier}
    for apology in _appointed_too_often():
        yield _("%(dossier)s: it was appointed anew more often than its regime allows.") % {
            "dossier": apology.dossier
        }


def _appointed_too_often() -> Iterator[Apology]:
    regimes = list(RuleSet.objects.latest_first())
    fewest = min((rules.reappointments_allowed for rules in regimes), default=0)
    further = Apology.objects.without_decision().filter(ordinal__gt=fewest).select_related("dossier")
    for apology in further.order_by("pk").iterator(ROWS_AT_A_TIME):
        rules = RuleSet.among(regimes, on=apology.dossier.received_on)
        if rules and apology.ordinal > rules.reappointments_allowed:
            yield apology


def broken_slips(*, sealed: bool = True) -> Iterator[str]:
    """Yield printed forms whose content or number has changed, and numbers without a form."""
    for slip in Slip.objects.order_by("pk").iterator(ROWS_AT_A_TIME):
        text = seals.form(slip.desk_id, slip.kind, slip.year, slip.number, slip.sha256)
        is_whole = content_hash(slip.payload) == slip.sha256
        if not is_whole or (sealed and not seals.fits(slip.seal, text)):
            yield _("Form %(slip)s (row %(id)s) was changed.") % {"slip": slip, "id": slip.pk}
    for serial in SlipSerial.objects.select_related("desk").iterator(ROWS_AT_A_TIME):
        printed = Slip.objects.filter(desk=serial.desk_id, kind=serial.kind, year=serial.year)
        numbers = set(printed.values_list("number", flat=True))
        for number in sorted(set(range(1, serial.last + 1)) - numbers):
            yield _("%(desk)s: form %(kind)s %(number)s/%(year)s is missing.") % {
                "desk": serial.desk,
                "kind": serial.get_kind_display(),
                "number": number,
                "year": serial.year,
            }


def broken_serials() -> Iterator[str]:
    """Yield ordinals beyond the counter; a constraint prevents the same ordinal twice."""
    own = Dossier.objects.filter(is_foreign_code=False)
    last = {
        (row["desk"], row["received_on"]): row["last"]
        for row in own.values("desk", "received_on").annotate(last=Max("code_tail"))
    }
    for serial in CodeSerial.objects.select_related("desk").iterator(ROWS_AT_A_TIME):
        highest = last.get((serial.desk_id, serial.day), "")
        if highest and int(highest[-4:]) > serial.last:
            yield _("%(desk)s: on %(day)s a code was given beyond the counter.") % {
                "desk": serial.desk,
                "day": f"{serial.day:%d/%m/%Y}",
            }
    for dossier in own.exclude(code_key="").iterator(ROWS_AT_A_TIME):
        if codes.key(dossier.code) != dossier.code_key or codes.tail(dossier.code) != dossier.code_tail:
            yield _("%(dossier)s: it is not found under its own code.") % {"dossier": dossier}
