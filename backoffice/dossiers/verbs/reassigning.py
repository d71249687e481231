"""An account is switched off or moved: what it holds goes to a colleague in the same act (R21)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from backoffice.dossiers.lifecycle import routing
from backoffice.dossiers.lifecycle.transitions import OPEN, NotAllowed, Verb, moving
from backoffice.dossiers.models import Dossier
from backoffice.organisation import holdings
from backoffice.organisation.models import User


def held_by(account: User) -> Sequence[holdings.Held]:
    """Say how many open dossiers an account holds, and how many are offered to it."""
    holds, offered = (rows(account).count() for rows in (Dossier.objects.held_by, Dossier.objects.offered_to))
    in_hands = ngettext("%(n)d dossier it holds", "%(n)d dossiers it holds", holds)
    to_take = ngettext("%(n)d dossier offered to it", "%(n)d dossiers offered to it", offered)
    return [holdings.Held(holds, in_hands % {"n": holds}), holdings.Held(offered, to_take % {"n": offered})]


def hand_over_all(account: User, to: User, by: User, at: datetime) -> None:
    """Give every open dossier that `account` holds at the desk of `to`, or is offered there, to `to`."""
    here = Dossier.objects.filter(desk=to.desk_id)
    for dossier in here.held_by(account).order_by("pk"):
        reassign(dossier, to=to, by=by, at=at)
    for dossier in here.offered_to(account).order_by("pk"):
        offer_to(dossier, to=to, by=by, at=at)


def reassign(dossier: Dossier, *, to: User, by: User, at: datetime) -> None:
    """Make `to` the holder at once: the one who held it cannot hand it over any more.

    Within one unit the step goes on with its time; in another it ends and the next one begins.

    :raises NotAllowed: `to` is switched off or of another desk.
    """
    with moving(dossier, REASSIGN, by=by, at=at, reason=_reason()) as data:
        _check(dossier, to)
        giver = dossier.holder
        routing.end_offer(dossier, note=_reason(), at=at)
        given = routing.offer(dossier, giver=giver, taker=to, at=at, note=_reason())
        if dossier.holder_division_id == to.division_id:
            given.taken_at = at
            given.save()
            step = routing.current(dossier)
            if step is not None:
                step.officer = to
                step.save()
            dossier.holder = to
        else:
            routing.take_over(dossier, given, by=to, at=at)
            routing.enter(dossier, division=to.division, officer=to, at=at)
        data |= {"from": str(giver), "to_name": str(to), "hand_over": given.ordinal}


def offer_to(dossier: Dossier, *, to: User, by: User, at: datetime) -> None:
    """Offer to `to` what was offered to an account that cannot take it any more."""
    with moving(dossier, REASSIGN, by=by, at=at, reason=_reason()) as data:
        _check(dossier, to)
        routing.end_offer(dossier, note=_reason(), at=at)
        if to.pk != dossier.holder_id:
            given = routing.offer(dossier, giver=dossier.holder, taker=to, at=at, note=_reason())
            data |= {"to_name": str(to), "hand_over": given.ordinal}


def _check(dossier: Dossier, to: User) -> None:
    if to.desk_id != dossier.desk_id or not to.is_active:
        raise NotAllowed(_("%(taker)s is not posted at the desk of this dossier.") % {"taker": to})


def _reason() -> str:
    return _("the account was switched off or moved")


REASSIGN = Verb(
    name="reassign",
    label=_lazy("change the holder"),
    permissions=("organisation.change_user",),
    sources=OPEN,
)
