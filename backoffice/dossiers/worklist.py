"""What a list shows of a dossier: how near its date is, and the account's next step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from backoffice.dossiers.due_marks import due_words
from backoffice.dossiers.models import Dossier
from backoffice.dossiers.verbs import table
from backoffice.organisation.models import User
from backoffice.organisation.working_time import calendars_for


@dataclass(frozen=True)
class Line:
    """A mark with its word, and the next step of this account, if there is one."""

    mark: str
    words: str
    verb: str
    action: str


def lines(dossiers: Iterable[Dossier], *, user: User, at: datetime) -> Iterator[tuple[Dossier, Line]]:
    """Pair each dossier with its line; always four queries."""
    rows = table.with_parts(dossiers)
    calendars = calendars_for(row.desk_id for row in rows)
    for row in rows:
        mark, words = due_words(row, calendars[row.desk_id], at=at)
        verb = table.next_verb(row, user=user)
        yield row, Line(mark, words, verb.name if verb else "", str(verb.label) if verb else "")
