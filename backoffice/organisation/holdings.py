"""What an account or a counter still holds when it is switched off, and who takes it; higher layers know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from backoffice.base.ports import Port
from backoffice.organisation.models import Counter, User


@dataclass(frozen=True)
class Held:
    """So many things of a kind, in words: "6 dossiers it holds"."""

    count: int
    words: str


of_account = Port[[User], Sequence[Held]]()
"""Takes an account: what waits in its hands."""

of_counter = Port[[Counter, datetime], Sequence[Held]]()
"""Takes a counter and the present time: what keeps it open."""

hand_over = Port[[User, User, User, datetime], None]()
"""Takes an account, who takes all it holds, who decides it, and when; in the caller's transaction."""


def held_by(account: User) -> list[Held]:
    return [held for held in chain.from_iterable(of_account(account)) if held.count]


def held_at(counter: Counter, *, at: datetime) -> list[Held]:
    return [held for held in chain.from_iterable(of_counter(counter, at)) if held.count]
