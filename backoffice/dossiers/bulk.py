"""Many dossiers at once: bounded, each with its own result, and one printed list for both sides."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from backoffice.dossiers.lifecycle import log, transitions
from backoffice.dossiers.models import Apology, Dossier, Slip
from backoffice.dossiers.slips import issuing
from backoffice.dossiers.verbs import apologising, handing_over, recounting
from backoffice.organisation.models import User

AT_MOST = 500


@dataclass(frozen=True)
class Result:
    """The result for one dossier, and the paper it made; `refusal` is empty on success."""

    dossier: Dossier
    refusal: str
    slip: Slip | None = None

    @property
    def is_done(self) -> bool:
        return not self.refusal


def give(
    dossiers: Iterable[Dossier], *, to: User, by: User, at: datetime, note: str = ""
) -> tuple[list[Result], Slip | None]:
    """Hand each dossier over separately; return the results, and the list to sign if any succeeded.

    :raises NotAllowed: more than 500 at once.
    """
    results = _each(dossiers, lambda row: handing_over.give(row, to=to, by=by, at=at, note=note))
    done = [result.dossier for result in results if result.is_done]
    return results, _list(done, giver=by, taker=to, at=at) if done else None


def take(dossiers: Iterable[Dossier], *, by: User, at: datetime) -> list[Result]:
    """Take over each dossier that was offered to this account or its unit."""
    return _each(dossiers, lambda row: handing_over.take(row, by=by, at=at))


def recount(dossiers: Iterable[Dossier], *, reason: str, by: User, at: datetime) -> list[Result]:
    """Count the date of each again by today's calendar, with the receipt that replaces the printed one."""
    slips: dict[int, Slip | None] = {}

    def verb(row: Dossier) -> None:
        slips[row.pk] = recounting.recount(row, reason=reason, by=by, at=at)

    return [replace(result, slip=slips.get(result.dossier.pk)) for result in _each(dossiers, verb)]


def keep_dates(dossiers: Iterable[Dossier], *, reason: str, by: User, at: datetime) -> list[Result]:
    """Keep the printed date of each against today's calendar."""
    return _each(dossiers, lambda row: recounting.keep_date(row, reason=reason, by=by, at=at))


def sign_letters(letters: Iterable[Apology], *, by: User, at: datetime) -> list[Result]:
    """Sign each letter separately, in their order; what is refused stays a draft."""
    results = []
    for letter in letters:
        try:
            apologising.sign(letter, by=by, at=at)
        except (transitions.NotAllowed, PermissionDenied) as refusal:
            results.append(Result(letter.dossier, str(refusal)))
        else:
            results.append(Result(letter.dossier, "", letter.slip))
    return results


def _each(dossiers: Iterable[Dossier], verb) -> list[Result]:
    rows = list(dossiers)
    if len(rows) > AT_MOST:
        raise transitions.NotAllowed(_("Choose at most %(number)d dossiers at once.") % {"number": AT_MOST})
    results = []
    for row in rows:
        try:
            verb(row)
        except (transitions.NotAllowed, PermissionDenied) as refusal:
            results.append(Result(row, str(refusal)))
        else:
            results.append(Result(row, ""))
    return results


def _list(dossiers: list[Dossier], *, giver: User, taker: User, at: datetime) -> Slip:
    return issuing.issue(
        desk=dossiers[0].desk,
        kind=Slip.Kind.HAND_OVER_LIST,
        by=giver,
        at=at,
        content={
            "giver": str(giver),
            "giver_unit": log.office_of(giver),
            "taker": str(taker),
            "taker_unit": log.office_of(taker),
            "given": issuing.time_in_words(at),
            "on_day": localdate(at).isoformat(),
            "rows": [
                {"code": row.code, "procedure": row.procedure.name, "due": issuing.day_in_words(row.due_on)}
                for row in dossiers
            ],
        },
    )
