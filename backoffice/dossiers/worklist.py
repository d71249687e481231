"""What a list shows of a dossier: how near its date is, the account's own step, and its next one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Least

from backoffice.dossiers.due_marks import due_words
from backoffice.dossiers.models import Dossier, Step, Urging
from backoffice.dossiers.verbs import table, urging
from backoffice.organisation.models import User
from backoffice.organisation.working_time import calendars_for


@dataclass(frozen=True)
class Line:
    """A mark with its word, the last urging letter, and the next step of this account, if there is one.

    `own_due_at`: by when the account's own step must end, where that is before the dossier's date.
    """

    mark: str
    words: str
    verb: str
    action: str
    urged: Urging | None = None
    own_due_at: datetime | None = None
    is_own_late: bool = False


def lines(dossiers: Iterable[Dossier], *, user: User, at: datetime) -> Iterator[tuple[Dossier, Line]]:
    """Pair each dossier with its line; always five queries."""
    rows = table.with_parts(dossiers)
    calendars = calendars_for(row.desk_id for row in rows)
    urged = urging.last_of(rows)
    for row in rows:
        mark, words = due_words(row, calendars[row.desk_id], at=at)
        verb = table.next_verb(row, user=user)
        own = own_due_at(row, user=user)
        yield (
            row,
            Line(
                mark=mark,
                words=words,
                verb=verb.name if verb else "",
                action=str(verb.label) if verb else "",
                urged=urged.get(row.pk),
                own_due_at=own,
                is_own_late=own is not None and own < at,
            ),
        )


def own_due_at(dossier: Dossier, *, user: User) -> datetime | None:
    """Return by when the account's step must end if it is before the dossier's date; reads `steps`."""
    if not dossier.is_open or dossier.paused_at is not None:
        return None
    mine = (step.due_at for step in dossier.steps.all() if step.is_under_way and step.officer_id == user.pk)
    found = next(mine, None)
    return found if found is not None and found < dossier.due_at else None


def nearest(user: User) -> Least:
    """Return the order by the nearer of the account's own step and the dossier's date."""
    own = Step.objects.under_way().filter(dossier=OuterRef("pk"), officer=user).values("due_at")[:1]
    due_at = F("due_at")
    return Least(Coalesce(Subquery(own), due_at), due_at)
